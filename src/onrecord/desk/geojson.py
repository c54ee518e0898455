"""Places as GeoJSON (RFC 7946), for any program that draws maps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.desk.page import write
from onrecord.record import EventLine, PlaceLine

_PLACE = (
    "name", "kind", "country", "region", "geonameid", "precision", "articles", "mentions", "first", "last",
)  # fmt: skip
_EVENT = ("type", "mode", "reality", "standing", "date", "time", "article", "sentence")


def geojson(places: Sequence[PlaceLine]) -> dict[str, Any]:
    """A FeatureCollection with one Point a place, longitude first, in degrees (WGS 84).

    Properties are those of `PlaceLine`. Of each event there are type, mode, reality, standing, date, time, article
    (its id), sentence, and the names of actors and recipients.
    """
    return {"type": "FeatureCollection", "features": [_feature(place) for place in places]}


def write_geojson(places: Sequence[PlaceLine], out: Path) -> None:
    """Write `geojson` to a file; a file that is there is replaced. An `InputError` says when it cannot be written."""
    write(out, json.dumps(geojson(places), ensure_ascii=False, indent=1) + "\n")


def _feature(place: PlaceLine) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            **{name: getattr(place, name) for name in _PLACE},
            "events": [_event(line) for line in place.events],
        },
    }


def _event(line: EventLine) -> dict[str, Any]:
    return {
        **{name: getattr(line, name) for name in _EVENT},
        "actors": [party.name for party in line.actors],
        "recipients": [party.name for party in line.recipients],
    }
