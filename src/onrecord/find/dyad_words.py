"""What the words around a dyad tell of its type: a linear model over single words and pairs of words.

It knows by heart the phrases that the encoder passes over; the two together are right more often than either. The
model is multinomial logistic regression over TF-IDF (Salton and Buckley 1988), in two parts of unit length: the words
of the sentences that hold the dyad, and those from one of the two to the other. `dyad_words.tsv` holds the weights;
`training/words.py` makes it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from onrecord.article import Span
from onrecord.encoder.crf import Floats
from onrecord.find.sentences import sentence_at
from onrecord.reading import TYPES

ACTOR, RECIPIENT = "<actor>", "<recipient>"
PARTS = ("sentence", "between")
UNIT = 100
"""Weights stand in the table as whole numbers, so many to one."""

_WORD = re.compile(r"\w\w+")


def terms(texts: Mapping[int, str], actor: Sequence[Span], recipient: Sequence[Span]) -> dict[str, list[str]]:
    """The words and pairs of words of each part, the actor and the recipient as one word each."""
    words: list[str] = []
    for number in sorted({span.paragraph for span in (*actor, *recipient)} & texts.keys()):
        roles = [(s.start, s.end, role) for role, spans in ((ACTOR, actor), (RECIPIENT, recipient))
                 for s in spans if s.paragraph == number]  # fmt: skip
        text, (first, *_), (*_, last, _) = texts[number], min(roles), max(roles, key=lambda item: item[1])
        done, stop = sentence_at(text, first, first)[0], sentence_at(text, last, last)[1]
        for start, end, role in sorted(roles):
            if start >= done:
                words += [*_words(text[done:start]), role]
                done = end
        words += _words(text[done:stop])
    ends = [number for number, word in enumerate(words) if word in (ACTOR, RECIPIENT)]
    second = next((end for end in ends if words[end] != words[ends[0]]), None)
    between = words if second is None else words[ends[0] : second + 1]
    return {"sentence": _with_pairs(words), "between": _with_pairs(between)}


def log_chances(found: Mapping[str, Sequence[str]]) -> Floats:
    """The log of the chance of each type, (16,), by the terms of each part."""
    weights, start = _table()
    scores: Floats = start.copy()
    for part, words in found.items():
        known = [(weights[part, term], count) for term, count in Counter(words).items() if (part, term) in weights]
        values = [(1 + math.log(count)) * rarity for (rarity, _), count in known]
        length = math.sqrt(sum(value * value for value in values))
        for (_, row), value in zip((item for item, _ in known), values, strict=True):
            scores += value / length * row
    highest = scores.max()
    return np.asarray(scores - highest - math.log(np.exp(scores - highest).sum()), dtype=np.float32)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _with_pairs(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{one} {next}" for one, next in pairwise(words))]


@cache
def _table() -> tuple[dict[tuple[str, str], tuple[float, Floats]], Floats]:
    """Part and term to inverse document frequency and the weight of each type; what each type starts from."""
    lines = files("onrecord").joinpath("resources", "dyad_words.tsv").read_text(encoding="utf-8").splitlines()
    weights: dict[tuple[str, str], tuple[float, Floats]] = {}
    start = np.zeros(len(TYPES), dtype=np.float32)
    for line in lines:
        if not line.startswith("#"):
            part, term, rarity, *numbers = line.split("\t")
            row = (np.array(numbers, dtype=np.float32) / UNIT).astype(np.float32)
            if term:
                weights[part, term] = float(rarity), row
            else:
                start = row
    return weights, start
