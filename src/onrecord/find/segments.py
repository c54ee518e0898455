"""Attributions: a cue with its source and content, form and act, as places in the paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.encoder.crf import LINK_ROLES, TAG_ROLES, Floats, Ints
from onrecord.encoder.network import Network, Thresholds
from onrecord.find.anchors import Encoded, Segment, anchors, characters, look, parts, sigmoid, softmax


@dataclass(frozen=True)
class Found:
    """One attribution: segments in text order, probabilities of form (3,) and act (12,), and how sure it is, 0 to 1."""

    source: tuple[Segment, ...]
    cue: tuple[Segment, ...]
    content: tuple[Segment, ...]
    form: tuple[float, ...]
    act: tuple[float, ...]
    confidence: float


def find(encoded: Encoded, texts: dict[int, str], network: Network, thresholds: Thresholds) -> list[Found]:
    """Every attribution in the windows, in text order of the cues.

    `texts` maps the windows' paragraph numbers to the paragraphs.
    """
    # What the tagger is less sure of could not pass, whatever the reader makes of it.
    cues = anchors(
        encoded, encoded.tags, network.tag_pairs, TAG_ROLES, "cue", least=thresholds.confidence, offset=thresholds.cue
    )
    if not cues:
        return []

    def ask(states: Floats, mask: Floats, start: Ints, end: Ints) -> tuple[Floats, ...]:
        scores = network.read(states, mask, start, end)
        return scores.labels, scores.valid, softmax(scores.form), softmax(scores.act)

    labels, valid, form, act = look(encoded, cues, ask)
    found = []
    for number, segments in enumerate(parts(encoded, cues, labels, network.link_pairs, LINK_ROLES, texts)):
        cue = cues[number]
        confidence = cue.sure * sigmoid(float(valid[number]))
        if confidence >= thresholds.confidence and segments["content"]:
            found.append(
                Found(
                    tuple(segments["source"]),
                    tuple(characters(encoded.windows[cue.window], cue.start, cue.end, texts)),
                    tuple(segments["content"]),
                    tuple(form[number].tolist()),
                    tuple(act[number].tolist()),
                    confidence,
                )
            )
    return sorted(found, key=lambda item: item.cue)
