"""Segments of source, cue and content, linked: from the network's numbers to places in the paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.encoder.crf import (
    FORBIDDEN,
    LINK_ROLES,
    TAG_ROLES,
    Floats,
    edges,
    labels,
    marginals,
    spans,
    viterbi,
)
from onrecord.encoder.network import Network, Thresholds
from onrecord.encoder.windows import Window, around, batches
from onrecord.reading import ACTS, FORMS

Segment = tuple[int, int, int]  # paragraph, start, end


@dataclass(frozen=True)
class Found:
    """One attribution: segments in text order, probabilities of form (3,) and act (12,), and how sure it is, 0 to 1."""

    source: tuple[Segment, ...]
    cue: tuple[Segment, ...]
    content: tuple[Segment, ...]
    form: tuple[float, ...]
    act: tuple[float, ...]
    confidence: float


class _Cue(NamedTuple):
    """A cue in a window, at pieces start..end-1, and the pieces low..high-1 around it that the link reader is given."""

    window: int
    start: int
    end: int
    low: int
    high: int


def _softmax(values: Floats) -> Floats:
    found: Floats = np.exp(values - values.max(-1, keepdims=True))
    found /= found.sum(-1, keepdims=True)
    return found


def _segments(window: Window, start: int, end: int, texts: dict[int, str]) -> list[Segment]:
    """Characters of pieces start..end-1, one segment a paragraph, widened to whole words."""
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


def find(windows: Sequence[Window], texts: dict[int, str], network: Network, thresholds: Thresholds) -> list[Found]:
    """Every attribution in the windows, in text order of the cues.

    `texts` maps the windows' paragraph numbers to the paragraphs.
    """
    if not windows:
        return []
    lengths = np.array([len(window) for window in windows])
    states, tags = encode(windows, network)
    # Decoding goes piece by piece, so all windows are decoded at once.
    tags = edges(tags, TAG_ROLES, lengths)
    for row, window in enumerate(windows):
        tags[row, _special(window.places), 1:] += FORBIDDEN
    tags[:, :, 0] -= thresholds.cue
    cues = [
        _Cue(row, start, end, *around(windows[row], start, end))
        for row, best in enumerate(viterbi(tags, network.tag_pairs, lengths))
        for role, start, end in spans(best, TAG_ROLES)
        if role == "cue"
    ]
    if not cues:
        return []
    sure = marginals(tags, network.tag_pairs, lengths)[:, :, 5:9].sum(-1)
    found = _read_cues(windows, states, sure, cues, texts, network, thresholds)
    return sorted(found, key=lambda item: item.cue)


def encode(windows: Sequence[Window], network: Network) -> tuple[list[Floats], Floats]:
    """The states of each window, (T, W), and the tag emissions of all, (N, T, 13)."""
    lengths = np.array([len(window) for window in windows])
    states: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(windows)
    tags = np.zeros((len(windows), int(lengths.max()), len(labels(TAG_ROLES))), dtype=np.float32)
    for batch in batches(windows):
        size = int(lengths[batch].max())
        ids = np.zeros((len(batch), size), dtype=np.int64)
        for row, index in enumerate(batch):
            ids[row, : lengths[index]] = windows[index].ids
        mask = (np.arange(size) < lengths[batch, None]).astype(np.float32)
        found, tags[batch, :size] = network.encode(ids, mask)
        for row, index in enumerate(batch):
            states[index] = found[row]
    return states, tags


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


def _read_cues(
    windows: Sequence[Window],
    states: list[Floats],
    sure: Floats,
    cues: list[_Cue],
    texts: dict[int, str],
    network: Network,
    thresholds: Thresholds,
) -> list[Found]:
    """The attributions of cues; `sure` (N, T) is the chance of each piece to stand in a cue."""
    sizes = np.array([cue.high - cue.low for cue in cues])
    links = np.zeros((len(cues), int(sizes.max()), len(labels(LINK_ROLES))), dtype=np.float32)
    valid = np.zeros(len(cues), dtype=np.float32)
    form = np.zeros((len(cues), len(FORMS)), dtype=np.float32)
    act = np.zeros((len(cues), len(ACTS)), dtype=np.float32)
    for group in _alike(sizes.tolist()):
        size = int(sizes[group].max())
        near = np.zeros((len(group), size, states[0].shape[-1]), dtype=np.float32)
        for row, number in enumerate(group):
            cue = cues[number]
            near[row, : sizes[number]] = states[cue.window][cue.low : cue.high]
        mask = (np.arange(size) < sizes[group, None]).astype(np.float32)
        start = np.array([cues[number].start - cues[number].low for number in group])
        end = np.array([cues[number].end - cues[number].low for number in group])
        scores = network.read(near, mask, start, end)
        links[group, :size], valid[group] = scores.labels, scores.valid
        form[group], act[group] = _softmax(scores.form), _softmax(scores.act)
    links = edges(links, LINK_ROLES, sizes)
    for number, cue in enumerate(cues):
        links[number, _special(windows[cue.window].places[cue.low : cue.high]), 1:] += FORBIDDEN
    read = viterbi(links, network.link_pairs, sizes)

    found = []
    for number, cue in enumerate(cues):
        chance = 1 / (1 + np.exp(-float(valid[number])))
        confidence = float(chance * sure[cue.window, cue.start : cue.end].mean())
        if confidence < thresholds.confidence:
            continue
        window = windows[cue.window]
        parts: dict[str, list[Segment]] = {"source": [], "content": []}
        for role, first, last in spans(read[number], LINK_ROLES):
            parts[role] += _segments(window, first + cue.low, last + cue.low, texts)
        if parts["content"]:
            found.append(
                Found(
                    tuple(parts["source"]),
                    tuple(_segments(window, cue.start, cue.end, texts)),
                    tuple(parts["content"]),
                    tuple(form[number].tolist()),
                    tuple(act[number].tolist()),
                    confidence,
                )
            )
    return found
