"""Reading from an anchor: from the network's numbers to a cue or a trigger and what belongs to it.

Statements and events are found alike. A tagger offers anchors in every window; a reader then looks again from each
one and labels the two roles that belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.encoder.crf import FORBIDDEN, Floats, Ints, edges, marginals, spans, viterbi
from onrecord.encoder.network import Network
from onrecord.encoder.windows import Window, around, batches

Segment = tuple[int, int, int]  # paragraph, start, end


@dataclass(frozen=True)
class Encoded:
    """Windows as the encoder sees them, read once for every finder.

    `lengths` (N,); `states` of each window (T, W); the taggers' emissions `tags` (N, T, 13) and `triggers` (N, T, 5).
    """

    windows: Sequence[Window]
    lengths: Ints
    states: list[Floats]
    tags: Floats
    triggers: Floats


class Anchor(NamedTuple):
    """Pieces start..end-1 of a window, the pieces low..high-1 around them that a reader is given, and how sure (0 to 1)
    the tagger is of them."""

    window: int
    start: int
    end: int
    low: int
    high: int
    sure: float


def encode(windows: Sequence[Window], network: Network) -> Encoded:
    """Run the encoder over windows of like length together."""
    lengths = np.array([len(window) for window in windows], dtype=np.int64)
    longest = int(lengths.max(initial=0))
    states: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(windows)
    tags, triggers = (np.zeros((len(windows), longest, size), dtype=np.float32) for size in (13, 5))
    for batch in batches(windows):
        size = int(lengths[batch].max())
        ids = np.zeros((len(batch), size), dtype=np.int64)
        for row, index in enumerate(batch):
            ids[row, : lengths[index]] = windows[index].ids
        mask = (np.arange(size) < lengths[batch, None]).astype(np.float32)
        roles = np.zeros((len(batch), size, 2), dtype=np.float32)  # nobody in particular is asked about
        found, tags[batch, :size], triggers[batch, :size] = network.encode(ids, mask, roles)
        for row, index in enumerate(batch):
            states[index] = found[row]
    return Encoded(windows, lengths, states, tags, triggers)


def anchors(
    encoded: Encoded, emissions: Floats, pairs: Floats, roles: tuple[str, ...], role: str, *, least: float = 0.0,
    offset: float = 0.0,
) -> list[Anchor]:  # fmt: skip
    """The anchors of `role` that a tagger offers and is at least so sure of; `offset` (a logit) is taken from its score
    of "no label"."""
    if not encoded.windows:
        return []
    scores = edges(emissions, roles, encoded.lengths)
    for row, window in enumerate(encoded.windows):
        scores[row, _special(window.places), 1:] += FORBIDDEN
    scores[:, :, 0] -= offset
    # Decoding goes piece by piece, so all windows are decoded at once.
    rows = viterbi(scores, pairs, encoded.lengths)
    offered = [
        (row, start, end) for row, best in enumerate(rows) for named, start, end in spans(best, roles) if named == role
    ]
    if not offered:
        return []
    first = 1 + 4 * roles.index(role)
    sure = marginals(scores, pairs, encoded.lengths)[:, :, first : first + 4].sum(-1)
    found = [
        Anchor(row, start, end, *around(encoded.windows[row], start, end), float(sure[row, start:end].mean()))
        for row, start, end in offered
    ]
    return [anchor for anchor in found if anchor.sure >= least]


def look(
    encoded: Encoded, found: Sequence[Anchor], ask: Callable[[Floats, Floats, Ints, Ints], tuple[Floats, ...]]
) -> tuple[Floats, ...]:
    """A reader's answers on all anchors, one row an anchor; the first answer is its labels (M, T, K), the rest (M, …).

    `ask` is given the states around some anchors (m, T, W), their mask (m, T), and the anchors' starts and ends.
    """
    sizes = np.array([anchor.high - anchor.low for anchor in found])
    answers: list[Floats] = []
    for group in _alike(sizes.tolist()):
        size = int(sizes[group].max())
        near = np.zeros((len(group), size, encoded.states[0].shape[-1]), dtype=np.float32)
        for row, number in enumerate(group):
            anchor = found[number]
            near[row, : sizes[number]] = encoded.states[anchor.window][anchor.low : anchor.high]
        mask = (np.arange(size) < sizes[group, None]).astype(np.float32)
        start = np.array([found[number].start - found[number].low for number in group])
        end = np.array([found[number].end - found[number].low for number in group])
        labels, *rest = ask(near, mask, start, end)
        if not answers:
            answers = [np.zeros((len(found), int(sizes.max()), labels.shape[-1]), dtype=np.float32)]
            answers += [np.zeros((len(found), *part.shape[1:]), dtype=np.float32) for part in rest]
        answers[0][group, :size] = labels
        for whole, part in zip(answers[1:], rest, strict=True):
            whole[group] = part
    return tuple(answers)


def parts(
    encoded: Encoded, found: Sequence[Anchor], labels: Floats, pairs: Floats, roles: tuple[str, ...],
    texts: dict[int, str],
) -> list[dict[str, list[Segment]]]:  # fmt: skip
    """The segments of each role that belong to each anchor."""
    sizes = np.array([anchor.high - anchor.low for anchor in found])
    scores = edges(labels, roles, sizes)
    for number, anchor in enumerate(found):
        scores[number, _special(encoded.windows[anchor.window].places[anchor.low : anchor.high]), 1:] += FORBIDDEN
    told = []
    for anchor, best in zip(found, viterbi(scores, pairs, sizes), strict=True):
        segments: dict[str, list[Segment]] = {role: [] for role in roles}
        for role, first, last in spans(best, roles):
            segments[role] += characters(encoded.windows[anchor.window], first + anchor.low, last + anchor.low, texts)
        told.append(segments)
    return told


def characters(window: Window, start: int, end: int, texts: dict[int, str]) -> list[Segment]:
    """The characters of pieces start..end-1, one segment a paragraph, widened to whole words."""
    found: list[Segment] = []
    for place in window.places[start:end]:
        if place is None:
            continue
        if found and found[-1][0] == place[0]:
            found[-1] = (place[0], found[-1][1], place[2])
        else:
            found.append(place)
    whole = []
    for number, a, b in found:
        text = texts[number]
        while a > 0 and text[a].isalnum() and text[a - 1].isalnum():
            a -= 1
        while b < len(text) and text[b].isalnum() and text[b - 1].isalnum():
            b += 1
        whole.append((number, a, b))
    return whole


def softmax(values: Floats) -> Floats:
    """Chances from logits along the last axis."""
    found: Floats = np.exp(values - values.max(-1, keepdims=True))
    found /= found.sum(-1, keepdims=True)
    return found


def sigmoid(value: float) -> float:
    """The chance that a logit stands for."""
    return float(1 / (1 + np.exp(-value)))


def _special(places: Sequence[tuple[int, int, int] | None]) -> list[int]:
    return [t for t, place in enumerate(places) if place is None]


def _alike(sizes: list[int]) -> list[list[int]]:
    """Indices in groups of like size, so that little is padded."""
    groups: list[list[int]] = []
    for index in sorted(range(len(sizes)), key=lambda n: sizes[n]):
        if not groups or sizes[index] > 1.25 * sizes[groups[-1][0]] + 8:
            groups.append([])
        groups[-1].append(index)
    return groups
