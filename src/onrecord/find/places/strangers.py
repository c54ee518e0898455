"""Places that the gazetteer does not know, where the words say that they are some.

"The village of Arvik", "in Ostby, Maine", "the Arvik River": they are put, roughly, where the place lies that holds
them or stands nearest to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.find.places.spots import Spot, Token
from onrecord.find.places.words import (
    AT,
    CALENDAR,
    FUNCTION,
    LEADS,
    LOCAL,
    OTHERS,
    SETTLEMENTS,
    before_people,
    feature_kind,
)  # fmt: skip
from onrecord.find.vocabulary import first_name_gender

_MOST_WORDS = 3
_LONGEST = 60
_BEFORE = AT | {"of"}
_NOT_NAMES = (LOCAL - {"airport", "park", "harbor", "harbour"}) | OTHERS | CALENDAR | FUNCTION | before_people()
_BEHIND = frozenset(("village", "township", "hamlet", "settlement"))


class Stranger(NamedTuple):
    """A name that no place is known by; `holder` is the number of the spot that it lies in or near."""

    paragraph: int
    start: int
    end: int
    holder: int
    kind: str = "city"


def find_strangers(spots: Sequence[Spot]) -> list[Stranger]:
    """The unknown places of the paragraphs that name a known one, in text order."""
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for number, spot in enumerate(spots):
        by_paragraph[spot.paragraph].append(number)
    return [
        stranger
        for paragraph, numbers in by_paragraph.items()
        for stranger in _in_paragraph(paragraph, [(number, spots[number]) for number in numbers])
    ]


def _in_paragraph(paragraph: int, spots: list[tuple[int, Spot]]) -> Iterator[Stranger]:
    tokens = spots[0][1].tokens
    taken = {place for _, spot in spots for place in range(spot.first, spot.last + 1)}
    held_by = {
        spot.first: number for number, spot in spots if spot.short or spot.entries[0].kind in ("region", "country")
    }
    for first, last in _runs(tokens, taken):
        before = tokens[first - 1] if first else None
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        start, end = tokens[first].start, tokens[last].end
        contained = behind is not None and behind.gap == ", " and last + 1 in held_by
        dateline = before is None and tokens[first].text.isupper()
        placed = before is not None and tokens[first].is_joined and before.lower in _BEFORE
        if contained and (placed or dateline):
            yield Stranger(paragraph, start, end, held_by[last + 1])
        elif kind := _feature(tokens, first, last):
            yield Stranger(paragraph, start, end, _nearest(spots, start), kind)
        elif _is_called_settlement(tokens, first) or (
            behind is not None and behind.is_joined and behind.text in _BEHIND and before is not None
        ):
            yield Stranger(paragraph, start, end, _nearest(spots, start))


def _nearest(spots: list[tuple[int, Spot]], start: int) -> int:
    return min(spots, key=lambda item: abs(item[1].start - start))[0]


def _feature(tokens: list[Token], first: int, last: int) -> str | None:
    """The kind of a river, lake or mountain, where the words say that it is one: "Neches River", "Mount Apo"."""
    if first == last or first_name_gender(tokens[first].text):
        return None
    return LEADS.get(tokens[first].lower) or feature_kind(tokens[last].lower)


def _runs(tokens: list[Token], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Short runs of words with a capital that no place has taken and that are no other thing's or person's."""
    place = 0
    while place < len(tokens):
        last = place
        if _may_be(tokens, place, taken):
            while last + 1 < len(tokens) and tokens[last + 1].is_joined and _may_be(tokens, last + 1, taken):
                last += 1
            words = {token.lower for token in tokens[place : last + 1]}
            alone = not place or not tokens[place - 1].is_name or not tokens[place].is_joined
            if alone and last - place < _MOST_WORDS and not words & _NOT_NAMES:
                yield place, last
        place = last + 1


def _may_be(tokens: list[Token], place: int, taken: set[int]) -> bool:
    token = tokens[place]
    return (
        place not in taken
        and token.is_name
        and 2 < len(token.text) < _LONGEST
        and not (token.text.isupper() and len(token.text) < 5)
    )


def _is_called_settlement(tokens: list[Token], first: int) -> bool:
    """Whether "village of", "town called" or the like stands before it."""
    return (
        first > 1
        and tokens[first].is_joined
        and tokens[first - 1].text in ("of", "called", "named")
        and tokens[first - 2].text in SETTLEMENTS
    )
