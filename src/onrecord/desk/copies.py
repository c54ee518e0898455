"""Copies: the same words in several articles, put together so that they count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from onrecord.desk.words import distinct
from onrecord.record import EventLine, Line

MANY_LETTERS = 30
"""Fewer letters can be the same by chance: more than the words must agree there."""

_COPIED_WITHIN = 4

AnyLine = TypeVar("AnyLine", Line, EventLine)


def together(lines: Iterable[AnyLine], words: Callable[[AnyLine], Hashable]) -> list[list[AnyLine]]:
    """The lines, oldest first, those with equal `words` within a few days put together."""
    same: dict[Hashable, list[list[AnyLine]]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.date or ""):
        printings = same[words(line)]
        if printings and _days_between(printings[-1][0].date, line.date) <= _COPIED_WITHIN:
            printings[-1].append(line)
        else:
            printings.append([line])
    return [copies for printings in same.values() for copies in printings]


def outlets_of(copies: Sequence[Line | EventLine], sites: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The outlets of these lines, each once, in their order; `sites` are those that print each article."""
    return tuple(distinct(site for line in copies for site in (line.outlet, *sites.get(line.article, ()))))


def _days_between(one: str | None, other: str | None) -> int:
    """0 where both are without a date; a dated and an undated line are never near."""
    if one and other:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return 0 if one == other else _COPIED_WITHIN + 1
