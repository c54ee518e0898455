"""Segments of source, cue and content, linked: from the network's numbers to places in the paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.encoder.crf import FORBIDDEN, LINK_ROLES, TAG_ROLES, Floats, edges, marginals, spans, viterbi
from onrecord.encoder.network import Network, Thresholds
from onrecord.encoder.windows import Window, around, batches

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
    found: list[Found] = []
    for batch in batches(windows):
        found += _find_batch([windows[i] for i in batch], texts, network, thresholds)
    return sorted(found, key=lambda item: item.cue)


def _find_batch(windows: list[Window], texts: dict[int, str], network: Network, thresholds: Thresholds) -> list[Found]:
    lengths = np.array([len(w) for w in windows])
    ids = np.zeros((len(windows), lengths.max()), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window)] = window.ids
        mask[row, : len(window)] = 1
    states, tags = network.encode(ids, mask)

    tags = edges(tags, TAG_ROLES, lengths)
    special = np.array([[place is None for place in (*w.places, *[None] * (len(ids[0]) - len(w)))] for w in windows])
    tags[:, :, 1:] += FORBIDDEN * special[:, :, None]
    tags[:, :, 0] -= thresholds.cue
    cues = [
        (row, start, end)
        for row, labels in enumerate(viterbi(tags, network.tag_pairs, lengths))
        for role, start, end in spans(labels, TAG_ROLES)
        if role == "cue"
    ]
    if not cues:
        return []
    sure = marginals(tags, network.tag_pairs, lengths)[:, :, 5:9].sum(-1)
    crops = [around(windows[w], a, b) for w, a, b in cues]
    found: list[Found] = []
    for group in _alike([high - low for low, high in crops]):
        some = [(*cues[n], *crops[n]) for n in group]
        found += _read_cues(windows, states, sure, some, texts, network, thresholds)
    return found


def _alike(sizes: list[int]) -> list[list[int]]:
    """Indices in groups of like size, so that little is padded."""
    groups: list[list[int]] = []
    for index in sorted(range(len(sizes)), key=lambda n: sizes[n]):
        if not groups or sizes[index] > 1.25 * sizes[groups[-1][0]] + 8:
            groups.append([])
        groups[-1].append(index)
    return groups


def _read_cues(
    windows: list[Window], states: Floats, sure: Floats, cues: list[tuple[int, int, int, int, int]],
    texts: dict[int, str], network: Network, thresholds: Thresholds,
) -> list[Found]:  # fmt: skip
    """The attributions of cues, each given as (window, start, end, first and last piece of what is around it)."""
    sizes = np.array([high - low for *_, low, high in cues])
    near = np.zeros((len(cues), sizes.max(), states.shape[2]), dtype=np.float32)
    for number, (w, _, _, low, high) in enumerate(cues):
        near[number, : high - low] = states[w, low:high]
    mask = (np.arange(sizes.max()) < sizes[:, None]).astype(np.float32)
    start = np.array([a - low for _, a, _, low, _ in cues])
    end = np.array([b - low for _, _, b, low, _ in cues])
    scores = network.read(near, mask, start, end)
    links = edges(scores.labels, LINK_ROLES, sizes)
    for number, (w, _, _, low, high) in enumerate(cues):
        between = [t for t, place in enumerate(windows[w].places[low:high]) if place is None]
        links[number, between, 1:] += FORBIDDEN
    links[:, :, 0] -= thresholds.link
    read = viterbi(links, network.link_pairs, sizes)
    form, act = _softmax(scores.form), _softmax(scores.act)

    found = []
    for number, (w, a, b, low, _) in enumerate(cues):
        valid = 1 / (1 + np.exp(-float(scores.valid[number])))
        confidence = float(valid * sure[w, a:b].mean())
        if confidence < thresholds.confidence:
            continue
        parts: dict[str, list[Segment]] = {"source": [], "content": []}
        for role, x, y in spans(read[number], LINK_ROLES):
            parts[role] += _segments(windows[w], x + low, y + low, texts)
        if not parts["content"]:
            continue
        found.append(
            Found(
                tuple(parts["source"]),
                tuple(_segments(windows[w], a, b, texts)),
                tuple(parts["content"]),
                tuple(form[number].tolist()),
                tuple(act[number].tolist()),
                confidence,
            )
        )
    return found
