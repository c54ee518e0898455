"""What figures tell of each other: a unit that is said once, and one quantity told in two units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.find.figures.amounts import Amount
from onrecord.find.figures.counted import ends_phrase, is_plural
from onrecord.find.figures.tokens import Tokens
from onrecord.find.figures.units import AGE, same_quantity

_LINK = re.compile(
    r"[\s,(\[/-]{0,8}(?:\b(?:or|about|some|around|roughly|approximately|nearly|almost|over|equivalent to|equal to"
    r"|i\.e\.)[\s,(]{0,8}){0,3}"
)
"""What may stand between two amounts that tell one quantity: "(about", "or", a bracket that was lost."""
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}\s|\n")
_PLACED = frozenset(("of", "at", "in", "on", "as", "is", "was", "are", "were", "be"))
"""Words before a number that counts something of its own."""
_CARRIED = frozenset(("percent", "angle", "temperature", "age"))
"""Kinds of units that a number in the same sentence can leave out, if it is of like size."""
_LIKE = 5  # how many times larger one may be than the other


class Found(NamedTuple):
    """A figure on its way: the amount, how it is meant, the unit's name, the places of the words that are counted.

    `first` is the first token of the amount and its bound.
    """

    amount: Amount
    first: int
    bound: str
    unit: str | None
    of: tuple[int, int] | None


def carried(tokens: Tokens, found: Iterable[Found]) -> Iterator[Found]:
    """The figures with the units that were said before in the sentence: "3,000 troops in the north, 2,000 in …"."""
    last: Found | None = None
    for item in found:
        if last is not None and item.unit is None and _leaves_out(tokens, last, item):
            item = item._replace(unit=last.unit, of=last.of)
        if item.unit is not None:
            last = item
        yield item


def _leaves_out(tokens: Tokens, last: Found, item: Found) -> bool:
    one, other = last.amount, item.amount
    if (
        other.written.share
        or tokens[item.first - 1].low in _PLACED
        or not ends_phrase(tokens, other.after)
        or _is_of_others(tokens, other.after)
    ):
        return False
    if _SENTENCE_END.search(tokens.text, tokens[one.after - 1].end, tokens[other.first].start):
        return False
    if one.unit is None:
        counts = last.of is not None and is_plural(tokens[last.of[1] - 1].text)
        return last.unit == AGE or (counts and not one.written.share)
    return (
        one.unit.kind in _CARRIED
        and abs(one.low) <= _LIKE * abs(other.high)
        and abs(other.low) <= _LIKE * abs(one.high)
    )


def _is_of_others(tokens: Tokens, place: int) -> bool:
    return tokens[place].low == "of" and tokens[place + 1].low not in ("them", "those", "these", "which", "whom")


def merged(tokens: Tokens, found: Iterable[Found]) -> Iterator[Found]:
    """The figures without those that tell the quantity before them once more, in another unit."""
    last: Found | None = None
    end = 0
    for item in found:
        again = last is not None and _tells_again(tokens, last, item, end)
        end = tokens[item.amount.after - 1].end
        if not again:
            yield item
            last = item


def _tells_again(tokens: Tokens, last: Found, item: Found, end: int) -> bool:
    one, other = last.amount, item.amount
    if one.unit is None or other.unit is None:
        return False
    between = tokens.text[end : tokens[other.first].start]
    if not _LINK.fullmatch(between) or not same_quantity(
        one.low, one.high, one.unit, other.low, other.high, other.unit
    ):
        return False
    return "(" in between or not one.unit.is_money or not ("," in between or "or" in between)
