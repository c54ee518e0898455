"""The gazetteer: which places bear a name. One read-only SQLite file, made by `tables/build_gazetteer.py`.

Cities and countries are GeoNames' (CC BY 4.0), with its ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_BATCH = 400  # keys in one question: SQLite allows at least 999 parameters
_KEPT = 20_000

_QUESTION = """
SELECT {key}, {further}, p.key, p.id, p.name, p.kind, coalesce(p.country, d.country), d.code, d.name,
       p.latitude, p.longitude, p.population
FROM {source} LEFT JOIN division d ON d.id = p.division WHERE {key} IN ({marks})
"""
_OWN = {"key": "p.key", "further": "0", "source": "place p"}
_FURTHER = {"key": "a.key", "further": "1", "source": "alias a JOIN place p ON p.key = a.place AND p.id = a.id"}


class Entry(NamedTuple):
    """A place that bears a name; latitude and longitude in degrees.

    `division` is the code and `region` the name of the first-level division that it lies in, or is. `geonameid` is
    `None` where GeoNames has none or the gazetteer does not know it; `further` says that the name asked for is not its
    first. `population` stands for weight where nobody lives.
    """

    id: int
    name: str
    kind: str
    country: str | None
    division: str | None
    region: str | None
    latitude: float
    longitude: float
    population: int
    further: bool

    @property
    def geonameid(self) -> int | None:
        return self.id if self.id > 0 else None


_known: dict[str, tuple[Entry, ...]] = {}


@cache
def _database() -> sqlite3.Connection:
    path = files("onrecord").joinpath("resources", "gazetteer.sqlite")
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def look_up(keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
    """The places of each key (see `names.key_of`), the biggest first; keys that none bears are left out."""
    wanted = set(keys)
    missing = sorted(wanted.difference(_known))
    if len(_known) + len(missing) > _KEPT:
        _known.clear()
        missing = sorted(wanted)
    for start in range(0, len(missing), _BATCH):
        _fetch(missing[start : start + _BATCH])
    return {key: found for key in wanted if (found := _known[key])}


def _fetch(keys: list[str]) -> None:
    marks = ",".join("?" * len(keys))
    found: dict[str, list[Entry]] = {key: [] for key in keys}
    for parts in (_OWN, _FURTHER):
        for key, further, own, id, name, kind, country, code, region, north, east, people in _database().execute(
            _QUESTION.format(**parts, marks=marks), keys
        ):
            found[key].append(
                Entry(
                    id, name or own.title(), kind or "city", country, code, region or None,
                    north / 1e4, east / 1e4, people, bool(further),
                )
            )  # fmt: skip
    for key, entries in found.items():
        _known[key] = tuple(sorted(entries, key=lambda entry: (-entry.population, entry.id)))
