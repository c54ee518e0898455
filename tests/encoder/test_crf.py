import itertools

import numpy as np
import pytest

from onrecord.encoder.crf import TAG_ROLES, allowed, edges, labels, marginals, mark, spans, viterbi

ROLES = ("source", "content")


def test_mark_and_spans_are_inverse() -> None:
    found = [("source", 0, 1), ("content", 2, 5), ("content", 5, 7)]
    assert spans(mark(found, 8, ROLES).tolist(), ROLES) == found


def test_a_shared_piece_goes_to_the_first_span() -> None:
    row = mark([("source", 0, 2), ("cue", 1, 4), ("content", 0, 6)], 8, TAG_ROLES)
    assert spans(row.tolist(), TAG_ROLES) == [("source", 0, 2), ("cue", 2, 4), ("content", 4, 6)]


def best_by_trying(scores: np.ndarray, pairs: np.ndarray) -> tuple[int, ...]:
    size = scores.shape[1]

    def value(row: tuple[int, ...]) -> float:
        return sum(scores[t, k] for t, k in enumerate(row)) + sum(pairs[a, b] for a, b in itertools.pairwise(row))

    return max(itertools.product(range(size), repeat=len(scores)), key=value)


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_the_best_row(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(2, 5, 3)).astype(np.float32)
    pairs = chance.normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([5, 3])
    rows = viterbi(scores, pairs, lengths)
    assert tuple(rows[0]) == best_by_trying(scores[0], pairs)
    assert tuple(rows[1]) == best_by_trying(scores[1, :3], pairs)


def test_marginals_are_the_sums_over_all_rows() -> None:
    chance = np.random.default_rng(3)
    scores = chance.normal(size=(1, 4, 3)).astype(np.float32)
    pairs = chance.normal(size=(3, 3)).astype(np.float32)
    wanted = np.zeros((4, 3))
    for row in itertools.product(range(3), repeat=4):
        weight = np.exp(
            sum(scores[0, t, k] for t, k in enumerate(row)) + sum(pairs[a, b] for a, b in itertools.pairwise(row))
        )
        for t, k in enumerate(row):
            wanted[t, k] += weight
    wanted /= wanted.sum(1, keepdims=True)
    np.testing.assert_allclose(marginals(scores, pairs, np.array([4]))[0], wanted, rtol=1e-4)


def test_decoded_rows_obey_the_scheme() -> None:
    chance = np.random.default_rng(4)
    pairs, first, last = allowed(ROLES)
    lengths = np.array([12, 7])
    scores = edges(chance.normal(size=(2, 12, len(labels(ROLES)))).astype(np.float32), ROLES, lengths)
    for row in viterbi(scores, pairs, lengths):
        assert first[row[0]] == 0
        assert last[row[-1]] == 0
        assert all(pairs[a, b] == 0 for a, b in itertools.pairwise(row))
        assert mark(spans(row, ROLES), len(row), ROLES).tolist() == row
