from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.desk.geojson import geojson, write_geojson
from onrecord.errors import InputError
from tests.desk.conftest import MakeEvent
from tests.desk.test_map import make_place


def test_a_place_is_a_point_with_longitude_first(event: MakeEvent) -> None:
    line = event(
        "ASSAULT", "Gunboats shelled Melby.", "shelled", actors=("Navy",), recipients=("Union", "Port"),
        mode="heavy-weapons", standing="claimed", time="2030-05",
    )  # fmt: skip
    assert geojson([make_place("Melby", line)]) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [9.25, 59.5]},
                "properties": {
                    "name": "Melby", "kind": "city", "country": "NOR", "region": "Telemark", "geonameid": 3146487,
                    "precision": "exact", "articles": 2, "mentions": 3, "first": "2030-05-10", "last": "2030-05-12",
                    "events": [
                        {
                            "type": "ASSAULT", "mode": "heavy-weapons", "reality": "actual", "standing": "claimed",
                            "actors": ["Navy"], "recipients": ["Union", "Port"], "date": "2030-05-10",
                            "time": "2030-05", "article": "a", "sentence": "Gunboats shelled Melby.",
                        },
                    ],
                },
            },
        ],
    }  # fmt: skip


def test_the_file_holds_it(tmp_path: Path) -> None:
    places = [make_place("Yelnya"), make_place("Ельня", region=None, geonameid=None)]
    write_geojson(places, tmp_path / "places.geojson")
    text = (tmp_path / "places.geojson").read_text("utf-8")
    assert json.loads(text) == geojson(places)
    assert "Ельня" in text


def test_no_places_are_a_collection_too() -> None:
    assert geojson([]) == {"type": "FeatureCollection", "features": []}


def test_words_that_utf8_cannot_hold_do_not_stop_it(tmp_path: Path) -> None:
    write_geojson([make_place("Mel\ud800by")], tmp_path / "places.geojson")
    assert "Mel?by" in (tmp_path / "places.geojson").read_text("utf-8")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*-o"):
        write_geojson([], tmp_path / "nowhere" / "places.geojson")
