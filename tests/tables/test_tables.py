"""The hand-written tables are well formed, and the gazetteer that ships is small and has what it must."""

from __future__ import annotations

import sqlite3
import time
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.find.places.names import key_of
from onrecord.reading import PLACE_KINDS

TABLES = Path(__file__).parents[2] / "tables"
GAZETTEER = Path(str(files("onrecord").joinpath("resources", "gazetteer.sqlite")))


def rows(name: str) -> list[list[str]]:
    text = (TABLES / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("name", "columns"), [("places.tsv", 8), ("divisions.tsv", 6), ("countries.tsv", 4), ("names.tsv", 4)]
)
def test_every_row_has_every_column(name: str, columns: int) -> None:
    assert {len(row) for row in rows(name)} == {columns}


def test_places_by_hand_are_on_the_map() -> None:
    names = [(row[0], row[3]) for row in rows("places.tsv")]
    assert len(set(names)) == len(names) > 600
    for name, _, kind, country, _, north, east, known in rows("places.tsv"):
        assert kind in PLACE_KINDS, name
        assert country == "" or (len(country) == 3 and country.isupper()), name
        assert abs(float(north)) <= 90, name
        assert abs(float(east)) <= 180, name
        assert known in ("1", "2", "3"), name


def test_the_gazetteer_is_small_and_opens_fast() -> None:
    assert GAZETTEER.stat().st_size < 15_000_000
    started = time.process_time()
    with sqlite3.connect(f"file:{GAZETTEER}?mode=ro&immutable=1", uri=True) as db:
        assert db.execute("SELECT count(*) FROM place WHERE key = 'london'").fetchone()[0] > 5
    db.close()
    assert time.process_time() - started < 0.3


def test_keys_in_the_gazetteer_are_folded() -> None:
    with sqlite3.connect(f"file:{GAZETTEER}?mode=ro&immutable=1", uri=True) as db:
        named = db.execute("SELECT key, name FROM place WHERE name IS NOT NULL LIMIT 20000").fetchall()
        kinds = {kind for (kind,) in db.execute("SELECT DISTINCT coalesce(kind, 'city') FROM place")}
        countries = {code for (code,) in db.execute("SELECT country FROM place WHERE kind = 'country'")}
    db.close()
    assert all(key_of(name) == key for key, name in named)
    assert kinds == set(PLACE_KINDS)
    assert len(countries) > 230
    assert "XKX" in countries
