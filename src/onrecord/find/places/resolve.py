"""Which of the places that bear a name is meant, from the whole article.

Each name has one sense in an article. Every candidate is scored by what holds it ("Paris, Texas"), by how near it
lies to what else the article names, by the countries and first-level divisions that the article is about, by where
the outlet is at home, and last by how many people live there. The scores of one name depend on those of the others
and settle in a few rounds.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.article import Article
from onrecord.find.places.gazetteer import Entry
from onrecord.find.places.geometry import all_kilometres, holds, is_division
from onrecord.find.places.home import home_of
from onrecord.find.places.spots import Spot
from onrecord.find.places.words import KINDS

_MOST, _FEWEST, _MOST_IN_ALL = 16, 4, 600
"""Candidates of a name that are weighed, fewer where many names are; as many again that lie in what is named."""
_TOGETHER = 120
"""Names that are weighed together: those of an article, or of a part of a very long one."""
_GREAT = 20
"""A town with one in so many of a division's people is the great one of it."""
_RIVAL = 1_000_000
"""People: a division so big may be meant by a name that is a country's too."""
_ROUNDS = 3
_NEAR = 120.0
"""Kilometres over which nearness fades."""

PEOPLE = 1.0
"""Points for each tenfold of people."""
FURTHER = -1.5
NAMESAKE = -1.0
"""A division that is called after its great city: "New York" is the city where nothing tells."""
HELD = 9.0
"""A place named right behind it holds it, once at least."""
NAMED_DIVISION, NAMED_COUNTRY = 2.5, 3.0
"""The article names the division, or the country, that it lies in: times its share of all that are named."""
NEIGHBOUR = 3.0
"""For each other place near by, as far as that is sure."""
FELLOW, COMPATRIOT = 0.7, 0.7
"""For each other place in the same division, or the same country, as far as that is sure."""
HOME_PEOPLE = 0.2
HOME, HOME_DIVISION, HOME_COUNTRY = 4.0, 2.0, 1.5
"""It lies where the outlet is at home."""
KIND = {"country": 3.0, "region": -0.3, "continent": 3.0, "water": 1.0, "area": 1.0, "facility": 0.0, "city": 0.0}
ASKED_KIND = 3.0
"""The word behind the name says that it is of that kind: "Hebei province"."""


_Named = Counter[tuple[str, str | None]]
"""How often each country, and each division of one, is named."""


def resolve(article: Article, spots: Sequence[Spot]) -> list[Entry]:
    """The place of each spot."""
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[spot.key].append(spot)
    home = home_of(article.outlet)
    named = _named(spots)
    names = list(groups)
    best: dict[str, Entry] = {}
    for start in range(0, len(names), _TOGETHER):
        part = names[start : start + _TOGETHER]
        most = max(_FEWEST, min(_MOST, _MOST_IN_ALL // len(part)))
        choices = [_choices(groups[name], named, most) for name in part]
        points = [
            [_own(entry, groups[name], named, home.country) for entry in entries]
            for name, entries in zip(part, choices, strict=True)
        ]
        if home.places:
            choices.append(list(home.places))
            points.append([HOME_PEOPLE * math.log10(entry.population + 100) for entry in home.places])
        final = _settled(choices, points, bool(home.places))
        best |= {
            name: entries[int(np.argmax(scores))] for name, entries, scores in zip(part, choices, final, strict=False)
        }
    return [best[spot.key] for spot in spots]


def _named(spots: Sequence[Spot]) -> _Named:
    """How often the article names each country and each division outright."""
    named: _Named = Counter()
    for spot in spots:
        first = spot.entries[0]
        if first.country is None:
            continue
        if first.kind == "country":
            rival = any(
                is_division(entry) and entry.population > _RIVAL and entry.country != first.country
                for entry in spot.entries
            )
            if not rival:
                named[first.country, None] += 1
        elif is_division(first):
            named[first.country, first.division] += 1
            named[first.country, None] += 1
    return named


def _share(named: _Named, country: str, division: str | None) -> float:
    """The share of a country in all countries that are named, or of a division in all divisions."""
    count = named[country, division]
    if not count:
        return 0.0
    return count / sum(n for (_, other), n in named.items() if (other is None) == (division is None))


def _choices(spots: list[Spot], named: _Named, most: int) -> list[Entry]:
    """The candidates of a name: the biggest, and others that lie in what the article names."""
    entries = spots[0].entries
    if all(spot.short for spot in spots):
        return [entry for entry in entries if is_division(entry)][:1] or list(entries[:1])
    nearer = [
        entry for entry in entries[most:] if _is_held(entry, spots) or (entry.country or "", entry.division) in named
    ]
    return [*entries[:most], *nearer[:most]]


def _is_held(entry: Entry, spots: list[Spot]) -> bool:
    return any(spot.container and any(holds(outer, entry) for outer in spot.container.entries) for spot in spots)


def _asked_kinds(spots: list[Spot]) -> set[str]:
    """The kinds that words behind the name tell: "Hebei province"."""
    behind = {spot.after.text for spot in spots if spot.after is not None and spot.after.is_joined}
    return {kind for kind, words in KINDS.items() if behind & words}


def _own(entry: Entry, spots: list[Spot], named: _Named, country: str | None) -> float:
    """What speaks for a candidate by itself; `country` is that of the outlet."""
    points = PEOPLE * math.log10(entry.population + 100) + KIND[entry.kind]
    if entry.further:
        points += FURTHER
    if is_division(entry) and any(_is_city_of(other, entry) for other in spots[0].entries):
        points += NAMESAKE
    if _is_held(entry, spots):
        points += HELD
    if entry.kind in _asked_kinds(spots):
        points += ASKED_KIND
    if entry.kind in ("country", "region") and any(spot.holds for spot in spots):
        points += ASKED_KIND
    if entry.country and entry.kind != "country":
        if entry.division and not is_division(entry):
            points += NAMED_DIVISION * _share(named, entry.country, entry.division)
        points += NAMED_COUNTRY * _share(named, entry.country, None)
        points += HOME_COUNTRY * (country == entry.country)
    return points


def _is_city_of(city: Entry, division: Entry) -> bool:
    return (
        city.kind == "city"
        and city.population * _GREAT > division.population
        and (city.country, city.division) == (division.country, division.division)
    )


def _settled(choices: list[list[Entry]], points: list[list[float]], at_home: bool) -> list[NDArray[np.float64]]:
    """The scores of each name's candidates, with what the other names add; `at_home`: the last is the outlet's home."""
    flat = [entry for entries in choices for entry in entries]
    starts = np.cumsum([0, *map(len, choices[:-1])])
    owner = np.repeat(np.arange(len(choices)), [len(entries) for entries in choices])
    near, nation, same = _fields(flat, owner)
    own = np.array([point for some in points for point in some])
    home = slice(starts[-1], None)
    score = own
    for _ in range(_ROUNDS):
        likely = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        sure = likely / np.add.reduceat(likely, starts)[owner]
        added = np.zeros(len(flat))
        for weight, field in ((NEIGHBOUR, near), (COMPATRIOT, nation), (FELLOW, same)):
            best = np.maximum.reduceat(field * sure, starts, axis=1)
            added += weight * np.sqrt(best[:, : len(choices) - at_home].sum(axis=1))
        if at_home:
            added += HOME * (near[:, home] * likely[home]).max(axis=1)
            added += HOME_DIVISION * (same[:, home] * likely[home]).max(axis=1)
        score = own + added
    return np.split(score, starts[1:])


def _fields(flat: list[Entry], owner: NDArray[np.int_]) -> tuple[NDArray[np.float64], ...]:
    """For every two candidates of different names: how near they are, and whether country and division are the same."""
    far = all_kilometres(np.array([e.latitude for e in flat]), np.array([e.longitude for e in flat]))
    point = np.array([e.kind in ("city", "facility") or (e.kind == "region" and not is_division(e)) for e in flat])
    other = owner[:, None] != owner[None, :]
    countries = np.array([e.country or f"?{n}" for n, e in enumerate(flat)])
    codes = np.array([f"{e.country}.{e.division}" if e.division else f"?{n}" for n, e in enumerate(flat)])
    near = np.exp(-far / _NEAR) * (point[:, None] & point[None, :] & other)
    nation = ((countries[:, None] == countries[None, :]) & other).astype(float)
    same = ((codes[:, None] == codes[None, :]) & other).astype(float)
    return near, nation, same
