"""Codes of actors: country and sectors as PLOVER writes them, from names and words that tell; never by a guess.

Who somebody is comes first from the table of names (`actors.tsv`, with the years each row holds), then from the
country and the role words around the name (`countries.tsv`, `sectors.tsv`). Where nothing tells, the code is `None`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.find.vocabulary import bare, country_in, fold, is_post_abroad, joined_roles

_RANK = (
    "GOV", "MIL", "COP", "SPY", "PRM", "JUD", "LEG", "REB", "UAF", "PTY", "OPP", "PRE", "BUS",
    "LAB", "AGR", "EDU", "MED", "JRN", "REL", "REF", "CRM", "SOC", "CVL", "ELI", "UNK",
)  # fmt: skip
"""The order in which several sectors of one actor are written."""

_TOP_LEVEL = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
"""PLOVER's codes for those who belong to no country."""

_IRREGULAR = frozenset(("REB", "CRM", "UAF"))
_REGULAR = frozenset(("GOV", "MIL", "COP", "PTY"))
"""What the words "forces", "commander" or "council" tell of a state says nothing beside a word for rebels."""

_FORMER = re.compile(r"\b(?:former|ex|onetime|one-time|ousted|deposed|erstwhile)\b[ -]", re.IGNORECASE)
_OFFICES = frozenset(("GOV", "MIL", "LEG", "COP", "SPY", "JUD"))
_KINDS = {
    "EUR": "bloc union", "IGO": "bloc alliance organisation organization agency",
    "UNO": "agency organisation organization", "NGO": "group charity organisation organization",
    "MNC": "company firm", "BUS": "company firm",
    "REB": "group movement organisation organization", "PTY": "party", "JRN": "newspaper broadcaster agency",
}  # fmt: skip
_SPELLINGS = {"defence": "defense", "labour": "labor", "organisation": "organization", "centre": "center"}
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_LONGEST_NAME = 6  # words of a name inside a longer phrase
_SHORT = 5  # letters of an acronym that must keep its capitals


class Known(NamedTuple):
    """A row of the table: country or top-level code, sectors, the years it holds (`None`: open), a role in words."""

    country: str
    sectors: tuple[str, ...]
    since: int
    until: int | None
    role: str

    def holds(self, year: int) -> bool:
        """Whether the row holds in a year."""
        return self.since <= year and (self.until is None or year <= self.until)

    @property
    def kinds(self) -> frozenset[str]:
        """The nouns that can stand for an organisation so coded ("the bloc", "the group")."""
        return frozenset(word for code in (self.country, *self.sectors) for word in _KINDS.get(code, "").split())


class Code(NamedTuple):
    """What is told of an actor: ISO-3 or top-level code (`None` where nothing tells), and sectors."""

    country: str | None
    sectors: tuple[str, ...] = ()

    @property
    def is_of_a_country(self) -> bool:
        return self.country is not None and self.country not in _TOP_LEVEL

    def __str__(self) -> str:
        """As PLOVER writes it: "UKRGOV MIL", "NGO MED"; sectors without a country are no code."""
        if self.country is None:
            return ""
        sectors = " ".join(self.sectors)
        return self.country + sectors if self.is_of_a_country else " ".join(filter(None, (self.country, sectors)))


def known(name: str, year: int | None) -> Code | None:
    """What the table says of exactly this name in a year; `None` where it says nothing or two things.

    Out of the years of every row, or without a year where the rows differ, only the country that all share is told.
    """
    rows = rows_of(name)
    if not rows:
        return None
    holding = [row for row in rows if year is not None and row.holds(year)] or ([] if year is not None else rows)
    told = {(row.country, row.sectors) for row in holding}
    if len(told) == 1:
        return Code(*told.pop())
    countries = {row.country for row in rows}
    return Code(countries.pop()) if len(countries) == 1 else None


def rows_of(name: str) -> list[Known]:
    """The rows of the table for exactly this name; a short acronym only in its capitals."""
    return [row for spelling, row in _table().get(name_key(name), ()) if _spelt_alike(spelling, name)]


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name folded word by word, without "the" and without initials in the middle ("Donald J. Trump")."""
    parts = [fold(bare(word)) for word in name.replace("-", " ").split() if word.casefold() != "the"]
    middle = [part for part in parts[1:-1] if len(part) > 1]
    return " ".join([*parts[:1], *middle, *(parts[-1:] if len(parts) > 1 else [])])


def known_in(phrase: str, year: int | None) -> tuple[Code, str] | None:
    """What the table says of the longest known name inside a phrase ("Hamas fighters"), and the phrase without it.

    One that somebody is only sent to ("ambassador to NATO") is passed over.
    """
    tokens = list(_WORD.finditer(phrase))
    for size in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        for place in range(len(tokens) - size + 1):
            first, last = tokens[place], tokens[place + size - 1]
            if first[0][0].isupper() and last[0][0].isupper() and not is_post_abroad(phrase[: first.start()]):
                found = known(phrase[first.start() : last.end()], year)
                if found is not None:
                    return found, phrase[: first.start()] + phrase[last.end() :]
    return None


@lru_cache(maxsize=20_000)
def sectors_in(phrase: str) -> tuple[str, ...]:
    """The sectors that the words of a role or description tell, longest phrases first, in order of rank."""
    text = joined_roles(phrase)
    tokens = [_spelt(fold(bare(match[0]))) for match in _WORD.finditer(text)]
    found: set[str] = set()
    place = 0
    while place < len(tokens):
        for size in (3, 2, 1):
            sectors = _sectors().get(" ".join(tokens[place : place + size])) if place + size <= len(tokens) else None
            if sectors:
                found.update(sectors)
                place += size - 1
                break
        place += 1
    if found & _IRREGULAR:
        found -= _REGULAR
    return _now(text, tuple(sorted(found, key=_RANK.index)))


def _now(phrase: str, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors, but ELI for somebody who once held an office."""
    return ("ELI",) if _OFFICES.intersection(sectors) and _FORMER.search(phrase) else sectors


def described(phrases: Iterable[str], country: str | None, year: int | None) -> Code:
    """The code that words tell: `country`, else that of the first phrase that tells one, and the first sectors told.

    A known name inside a phrase tells both. An international organisation inside tells nothing of those whose country
    is told ("the American head of NATO").
    """
    sectors: tuple[str, ...] = ()
    for phrase in phrases:
        country = country or country_in(phrase)
        inside = known_in(phrase, year)
        if inside is not None and (country is None or inside[0].is_of_a_country):
            found, rest = inside
            return Code(found.country, _now(phrase, _merged(found.sectors, sectors or sectors_in(rest))))
        sectors = sectors or sectors_in(phrase)
    return Code(country, sectors)


def _merged(own: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    if set(own) & _IRREGULAR:
        told = tuple(sector for sector in told if sector not in _REGULAR)
    return tuple(sorted({*own, *told}, key=_RANK.index))


def _lines(name: str) -> Iterator[list[str]]:
    text = files("onrecord").joinpath("resources", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _table() -> dict[str, list[tuple[str, Known]]]:
    """Folded name → its spelling and row, for every row that bears it."""
    table: dict[str, list[tuple[str, Known]]] = {}
    for name, others, country, sectors, since, until, role in _lines("actors.tsv"):
        row = Known(country, tuple(sectors.split()), int(since or 0), int(until) if until else None, role)
        for alias in (name, *filter(None, others.split(";"))):
            table.setdefault(name_key(alias), []).append((alias, row))
    return table


@cache
def _sectors() -> dict[str, tuple[str, ...]]:
    return {phrase: tuple(sectors.split()) for phrase, sectors in _lines("sectors.tsv")}


def _spelt_alike(spelling: str, name: str) -> bool:
    """Whether capitals allow a name to be meant: "WHO" is not "who", "MIT" not "Mit"."""
    letters = spelling.replace(".", "")
    return not (letters.isupper() and len(letters) <= _SHORT) or bare(name).replace(".", "").isupper()


def _spelt(word: str) -> str:
    return _SPELLINGS.get(word, word)
