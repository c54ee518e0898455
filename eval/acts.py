"""Score the acts on the kept-back fifth of our own passages.

Two figures, macro-averaged F1 over the twelve acts in per cent: with the cue given (the act head alone), and from raw
text, where a statement must first be found (a statement that is not found, or one too many, counts against its act).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.encoder.session import OnnxNetwork
from onrecord.encoder.windows import LIMIT
from onrecord.intake import prepare
from onrecord.reader import Reader
from onrecord.reading import ACTS
from training.corpus import POLNEAR_ACTS, Story, act_labels, examples, passages, polnear
from training.marks import OWN, held_back, read


@dataclass(frozen=True)
class ActScore:
    """In per cent: F1 over all acts that occur, accuracy, F1 of each; how many were scored; what was taken for what."""

    macro: float
    accuracy: float
    each: dict[str, float]
    count: int
    confusions: Counter[tuple[str, str]]


def _score(pairs: Iterable[tuple[str | None, str | None]]) -> ActScore:
    """`pairs` of the act that is right and the act that was given; `None` where one of them is missing."""
    wanted, given, hits = Counter[str](), Counter[str](), Counter[str]()
    confusions: Counter[tuple[str, str]] = Counter()
    for right, guess in pairs:
        if right is not None:
            wanted[right] += 1
        if guess is not None:
            given[guess] += 1
        if right is not None and right == guess:
            hits[right] += 1
        else:
            confusions[right or "(none)", guess or "(none)"] += 1
    each = {act: 200 * hits[act] / max(wanted[act] + given[act], 1) for act in ACTS}
    macro = sum(each[act] for act in wanted) / max(len(wanted), 1)
    return ActScore(macro, 100 * hits.total() / max(wanted.total(), 1), each, wanted.total(), confusions)


def given_cues(network: OnnxNetwork, folder: Path = OWN) -> ActScore:
    """The act head alone: passages of the kept-back fifth with their cues given."""
    return _score(_given_cues(network, passages(folder, held=True)))


def real_news(network: OnnxNetwork, folder: Path) -> ActScore:
    """The act head alone on statements of PolNeAR's training part that we labelled and kept back, cues given."""
    return _score(_given_cues(network, polnear(folder, act_labels(POLNEAR_ACTS, held=True))))


def _given_cues(network: OnnxNetwork, stories: Iterable[Story]) -> Iterator[tuple[str, str]]:
    for example in examples(stories, network.tokenizer, limit=LIMIT):
        example.cues = [cue for cue in example.cues if cue.act >= 0]
        if not example.cues:
            continue
        ids = np.array([example.window.ids])
        mask = np.ones(ids.shape, dtype=np.float32)
        states, *_ = network.encode(ids, mask, np.zeros((*ids.shape, 2), dtype=np.float32))
        start = np.array([cue.start for cue in example.cues])
        end = np.array([cue.end for cue in example.cues])
        near = np.repeat(states, len(start), axis=0)
        scores = network.read(near, np.repeat(mask, len(start), axis=0), start, end)
        for cue, guess in zip(example.cues, scores.act.argmax(-1), strict=True):
            yield ACTS[cue.act], ACTS[guess]


def from_text(reader: Reader, folder: Path = OWN) -> ActScore:
    """From raw text: a found statement answers a labelled one when their cues share a character."""
    return _score(_from_text(reader, folder))


def _from_text(reader: Reader, folder: Path) -> Iterator[tuple[str | None, str | None]]:
    for path in sorted(folder.rglob("*.txt")):
        for passage in read(path):
            if not held_back(passage):
                continue
            article = prepare(title="", date=None, url=None, paragraphs=(passage.text,))
            found = list(reader.read(article).statements)
            for marked in passage.statements:
                (start, end) = marked.cue[0]
                match = next((s for s in found if s.cue[0].start < end and s.cue[0].end > start), None)
                if match is not None:
                    found.remove(match)
                yield marked.act, match.act if match else None
            for extra in found:
                yield None, extra.act
