"""Label sets of the statement heads, and the linear-chain CRF that decodes them.

Labels are BIOES ("begin, inside, outside, end, single"): the end of a span is learned as well as its beginning. Scores
of label pairs are learned (Lafferty et al. 2001); pairs that cannot follow each other are forbidden.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TAG_ROLES = ("source", "cue", "content")  # the first head: roles without links
LINK_ROLES = ("source", "content")  # the second head: what belongs to one given cue
TRIGGER_ROLES = ("trigger",)  # words that carry an event
EVENT_ROLES = ("actor", "recipient")  # what belongs to one given trigger
FORBIDDEN = -1e4


def labels(roles: Sequence[str]) -> list[str]:
    """`O`, then begin, inside, end and single for each role; the order of the heads' last axis."""
    return ["O"] + [f"{part}-{role}" for role in roles for part in "BIES"]


def allowed(roles: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """0 where a label may follow another (K, K), may come first (K,), may come last (K,); else `FORBIDDEN`."""
    names = labels(roles)
    size = len(names)

    def opens(name: str) -> bool:
        return name[0] in "BI"

    pairs = np.full((size, size), FORBIDDEN, dtype=np.float32)
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            inside = b[0] in "IE"
            good = inside and a[2:] == b[2:] if opens(a) else not inside
            if good:
                pairs[i, j] = 0
    first = np.array([FORBIDDEN if n[0] in "IE" else 0 for n in names], dtype=np.float32)
    last = np.array([FORBIDDEN if opens(n) else 0 for n in names], dtype=np.float32)
    return pairs, first, last


def mark(spans: Sequence[tuple[str, int, int]], length: int, roles: Sequence[str]) -> Ints:
    """Label numbers, shape (length,), of (role, first piece, piece after the last).

    Where spans share a piece ("Trumps claim", once an apostrophe is lost) the first one has it, so that the row always
    obeys `allowed`; a span that another one splits is left out.
    """
    names = labels(roles)
    row = np.zeros(length, dtype=np.int64)
    for role, start, end in spans:
        while start < end and row[start]:
            start += 1
        while end > start and row[end - 1]:
            end -= 1
        if start == end or row[start:end].any():
            continue
        base = names.index(f"B-{role}")
        if end - start == 1:
            row[start] = base + 3
        else:
            row[start] = base
            row[start + 1 : end - 1] = base + 1
            row[end - 1] = base + 2
    return row


def spans(row: Sequence[int], roles: Sequence[str]) -> list[tuple[str, int, int]]:
    """The inverse of `mark`, for a row that obeys `allowed`."""
    found: list[tuple[str, int, int]] = []
    start = 0
    for place, number in enumerate(row):
        if number == 0:
            continue
        role, part = roles[(number - 1) // 4], (number - 1) % 4
        if part in (0, 3):
            start = place
        if part in (2, 3):
            found.append((role, start, place + 1))
    return found


def viterbi(scores: Floats, pairs: Floats, lengths: Ints) -> list[list[int]]:
    """The best label row of each sequence.

    `scores` (N, T, K) are the emissions, already with -inf-like values where a label is impossible; `pairs` (K, K) the
    transitions; `lengths` (N,) how many pieces count. Forbidden starts and ends must be in `scores` and are the
    caller's to put there.
    """
    count, longest, size = scores.shape
    # Labels first and sequences last: numpy is quick along the last axis, and there are more sequences than labels.
    emitted = np.ascontiguousarray(scores.transpose(1, 2, 0))
    best = np.empty((longest, size, count), dtype=np.float32)
    best[0] = emitted[0]
    for t in range(1, longest):
        np.add((best[t - 1][:, None] + pairs[:, :, None]).max(axis=0), emitted[t], out=best[t])
    # Where each step came from is asked only along the way back.
    rows = np.empty((longest, count), dtype=np.int64)
    ends = best.argmax(axis=1)
    came_from = np.ascontiguousarray(pairs.T)
    rows[-1] = ends[-1]
    for t in range(longest - 2, -1, -1):
        before = (best[t].T + came_from[rows[t + 1]]).argmax(axis=1)
        rows[t] = np.where(lengths > t + 1, before, ends[t])
    return [rows[: lengths[n], n].tolist() for n in range(count)]


def edges(scores: Floats, roles: Sequence[str], lengths: Ints) -> Floats:
    """`scores` with labels forbidden that cannot come first or last; a copy."""
    _, first, last = allowed(roles)
    out = scores.copy()
    out[:, 0] += first
    out[np.arange(len(lengths)), np.maximum(lengths - 1, 0)] += last
    return out


def marginals(scores: Floats, pairs: Floats, lengths: Ints) -> Floats:
    """Probability of each label at each piece (N, T, K), by the forward-backward algorithm; zero past the length.

    Scaled at each piece (Rabiner 1989, section V.A), so that products of many chances stay in range.
    """
    longest = scores.shape[1]
    place = np.arange(longest)[None, :]
    alive = place < lengths[:, None]
    # The floor keeps a path open where the best label cannot follow what stands before; e⁻⁶⁰ is as good as never.
    likely = np.exp(np.maximum(scores - scores.max(axis=-1, keepdims=True), -60))
    steps = np.exp(pairs)
    forward = _chances(likely, steps)
    # Backwards it is the same walk over the rows turned round, the last piece that counts first.
    turned = np.where(alive, lengths[:, None] - 1 - place, place)[:, :, None]
    backward = np.take_along_axis(_chances(np.take_along_axis(likely, turned, 1), steps.T), turned, 1)
    # Both hold the piece's own score.
    both = forward * backward / likely
    both /= both.sum(axis=-1, keepdims=True)
    return np.where(alive[:, :, None], both, 0).astype(np.float32)


def _chances(likely: Floats, steps: Floats) -> Floats:
    """What each label's chance is at each piece (N, T, K), given all pieces up to it."""
    found = np.empty_like(likely)
    now = likely[:, 0]
    found[:, 0] = now / now.sum(axis=-1, keepdims=True)
    for t in range(1, likely.shape[1]):
        now = (found[:, t - 1] @ steps) * likely[:, t]
        found[:, t] = now / now.sum(axis=-1, keepdims=True)
    return found
