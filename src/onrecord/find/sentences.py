"""Where sentences begin and end, and what parts a sentence into clauses."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(
    # No end: an initial or a title before a name. The mark is sought first and what stands before it looked at then,
    # since there are few marks and many letters.
    r"([.?!](?<![.\s][A-Z].)(?<!\b(?:Mr|Ms|Dr|Lt|St).)(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col).)['’\"”)]*)"
    r"\s+(?=['‘\"“(]*[A-ZÀ-ÖØ-Þ])"
)
_BREAK = re.compile(
    r"[;:]\s|\s[–—-]+\s"
    r"|,?\s(?:but|while|when|whereas|after|before|because|although|though|if|unless|until|which|who|whose|where|that)\s"
    r"|,\s(?:and|or|as|following|amid|with)\s|\s(?:and|as)\s(?=(?:he|she|it|they|has|have|had|was|were|is|are)\s)"
)
"""Before or after these a clause ends; a comma alone may only part a name from what is said of it."""

_COMMA = re.compile(r",\s")


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence ends but the last, and where the next one begins."""
    return tuple((match.end(1), match.end()) for match in _END.finditer(text))


def sentence_starts(text: str, position: int) -> list[int]:
    """Where the sentences begin that begin before a place, or at it; the first is 0."""
    return [0, *(start for _, start in _ends(text) if start <= position)]


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds the characters from `start` to `end`."""
    begin = sentence_starts(text, start)[-1]
    stop = min((stop for stop, _ in _ends(text) if stop >= end), default=len(text))
    return begin, stop


def breaks(text: str, start: int, end: int) -> tuple[int, int]:
    """How many clause breaks, and how many commas else, stand between two places of one sentence."""
    between = text[start:end]
    hard = len(_BREAK.findall(between))
    return hard, max(len(_COMMA.findall(between)) - hard, 0)
