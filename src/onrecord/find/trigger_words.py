"""What the trigger's own word tells of an event's type: how much oftener each type is with this word than without.

The words of the labelled events, by their first letters, counted: naive Bayes, smoothed towards what the types are
anyway. `trigger_words.tsv` holds the log-odds; `training/words.py` makes it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.encoder.crf import Floats

UNIT = 100
"""Log-odds stand in the table as whole numbers, so many to one."""

_STEM = 6  # letters by which "attacked" and "attacking" are one word
_LIGHT = frozenset(
    ("held", "hold", "holds", "holding", "made", "make", "makes", "gave", "give", "gives", "took", "take", "takes",
     "carried", "carry")
)  # fmt: skip
"""Verbs that say nothing by themselves: of "held talks" the second word counts."""
_WORD = re.compile(r"[^\W\d_]+")


def stem_of(trigger: str) -> str:
    """The first letters of the first word of a trigger that says something; empty where there is no word."""
    words = _WORD.findall(trigger.lower())
    telling = [word for word in words if word not in _LIGHT] or words
    return telling[0][:_STEM] if telling else ""


def log_odds(trigger: str) -> Floats | None:
    """The log-odds of each type, (16,); `None` for a word that is not known."""
    return _table().get(stem_of(trigger))


@cache
def _table() -> dict[str, Floats]:
    lines = files("onrecord").joinpath("resources", "trigger_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {stem: np.array(numbers, dtype=np.float32) / np.float32(UNIT) for stem, *numbers in rows}
