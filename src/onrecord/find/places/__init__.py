"""Places: every name of a place in an article, and where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.article import Article, Span
from onrecord.find.places.evidence import places_among
from onrecord.find.places.gazetteer import Entry
from onrecord.find.places.names import LONGEST
from onrecord.find.places.resolve import resolve
from onrecord.find.places.spots import Spot, find_spots
from onrecord.find.places.strangers import find_strangers
from onrecord.reading import Place

__all__ = ["find_places"]


def find_places(article: Article, actors: Iterable[Span] = ()) -> tuple[Place, ...]:
    """Every place named in title and paragraphs, in text order; ids are p1, p2, ….

    `actors` are spans whose names act or speak: a name that is the whole of one acts as a government and is no place.
    A place has coordinates in degrees, a country (ISO-3) and a first-level division as far as the gazetteer knows them.
    """
    acting = [span for span in actors if len(span.text) <= LONGEST]
    spots = [
        spot for spot in places_among(article, find_spots(article)) if not any(_is_all_of(spot, s) for s in acting)
    ]
    found = resolve(article, spots)
    places = [
        _known(article.span(spot.paragraph, spot.start, spot.end), entry, spot.feature)
        for spot, entry in zip(spots, found, strict=True)
    ]
    for stranger in find_strangers(spots):
        span = article.span(stranger.paragraph, stranger.start, stranger.end)
        places.append(_unknown(span, found[stranger.holder], stranger.kind))
    places.sort(key=lambda place: place.span)
    return tuple(replace(place, id=f"p{number}") for number, place in enumerate(places, 1))


def _is_all_of(spot: Spot, span: Span) -> bool:
    """Whether a span holds a spot and nothing else but "the" and what ends a name."""
    if spot.paragraph != span.paragraph or not span.start <= spot.start < spot.end <= span.end + 1:
        return False
    rest = span.text[: spot.start - span.start] + span.text[spot.end - span.start :]
    return rest.casefold().strip(" .,'’") in ("", "the", "s")


def _known(span: Span, entry: Entry, feature: str | None) -> Place:
    region = None if entry.kind == "country" else entry.region
    if feature:
        name, kind, geonameid, precision = span.text, feature, None, "rough"
    else:
        name, kind, geonameid = entry.name, entry.kind, entry.geonameid
        precision = "exact" if kind in ("city", "facility") else "centre"
    return Place("", span, name, kind, entry.country, region, entry.latitude, entry.longitude, geonameid, precision)


def _unknown(span: Span, holder: Entry, kind: str) -> Place:
    region = None if holder.kind == "country" else holder.region
    return Place("", span, span.text, kind, holder.country, region, holder.latitude, holder.longitude, None, "rough")
