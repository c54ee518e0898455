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
    best = scores[:, 0].copy()
    back = np.zeros((longest, count, size), dtype=np.int16)
    alive = lengths[:, None] > np.arange(longest)[None, :]
    identity = np.arange(size, dtype=np.int16)
    for t in range(1, longest):
        paths = best[:, :, None] + pairs[None]
        choice = paths.argmax(axis=1)
        step = np.take_along_axis(paths, choice[:, None, :], axis=1)[:, 0] + scores[:, t]
        on = alive[:, t, None]
        best = np.where(on, step, best)
        back[t] = np.where(on, choice, identity)
    state = best.argmax(axis=1)
    rows = np.zeros((longest, count), dtype=np.int64)
    for t in range(longest - 1, -1, -1):
        rows[t] = state
        if t:
            state = back[t, np.arange(count), state]
    return [rows[: lengths[n], n].tolist() for n in range(count)]


def edges(scores: Floats, roles: Sequence[str], lengths: Ints) -> Floats:
    """`scores` with labels forbidden that cannot come first or last; a copy."""
    _, first, last = allowed(roles)
    out = scores.copy()
    out[:, 0] += first
    out[np.arange(len(lengths)), np.maximum(lengths - 1, 0)] += last
    return out


def _logsumexp(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    found: Floats = (np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)
    return found


def marginals(scores: Floats, pairs: Floats, lengths: Ints) -> Floats:
    """Probability of each label at each piece (N, T, K), by the forward-backward algorithm; zero past the length."""
    count, longest, _ = scores.shape
    forward = np.zeros_like(scores)
    backward = np.zeros_like(scores)
    forward[:, 0] = scores[:, 0]
    alive = lengths[:, None] > np.arange(longest)[None, :]
    for t in range(1, longest):
        step = _logsumexp(forward[:, t - 1, :, None] + pairs[None], 1) + scores[:, t]
        forward[:, t] = np.where(alive[:, t, None], step, forward[:, t - 1])
    for t in range(longest - 2, -1, -1):
        step = _logsumexp(pairs[None] + (scores[:, t + 1] + backward[:, t + 1])[:, None, :], 2)
        backward[:, t] = np.where(alive[:, t + 1, None], step, 0)
    total = _logsumexp(forward[np.arange(count), lengths - 1], 1)
    found = np.exp(np.minimum(forward + backward - total[:, None, None], 0))
    return np.where(alive[:, :, None], found, 0).astype(np.float32)
