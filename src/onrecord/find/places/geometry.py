"""Which place lies in which, and how far apart two are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from onrecord.find.places.gazetteer import Entry

EARTH = 6371.0
"""Kilometres from the middle."""
_AROUND = 80.0
"""Kilometres: a town of a county is nearer to its middle."""


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether `inner` lies in `outer`: a country, a first-level division, or a county (by distance)."""
    if outer.country is None or outer.country != inner.country or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind != "region" or inner.kind == "country":
        return False
    if outer.division is not None and outer.division != inner.division:
        return False
    return is_division(outer) or kilometres(outer, inner) < _AROUND


def is_division(entry: Entry) -> bool:
    """Whether it is a first-level division."""
    return entry.kind == "region" and entry.division is not None and entry.name == entry.region


def kilometres(one: Entry, other: Entry) -> float:
    """Great-circle distance."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def all_kilometres(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances of every two of n points in degrees: n × n."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    half = np.sin((north[:, None] - north[None, :]) / 2) ** 2
    half += np.cos(north)[:, None] * np.cos(north)[None, :] * np.sin((east[:, None] - east[None, :]) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
