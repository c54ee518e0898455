"""Figures and places of a record as lines to show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from onrecord.article import TITLE
from onrecord.find.vocabulary import country_called
from onrecord.record import rows, schema
from onrecord.record.filters import is_called, is_coded
from onrecord.record.lines import FigureLine, PlaceLine
from onrecord.record.sought import stems
from onrecord.record.told import event_lines, sentence_of

_article, _statement, _actor = schema.article, schema.statement, schema.actor
_event, _figure, _place, _time = schema.event, schema.figure, schema.place, schema.time
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_SAME_SPOT = 2  # decimals of degrees by which two places without a GeoNames id are one


def figure_lines(connection: Connection, filters: Sequence[ColumnElement[bool]], limit: int | None) -> list[FigureLine]:
    """The newest `limit` figures that fit, from the earliest to the latest day they are given for."""
    teller, paragraph = _actor.alias("teller"), schema.paragraph
    query = (
        select(
            _figure,
            *(_article.c[name] for name in ("title", "date", "url", "outlet")),
            paragraph.c.text.label("whole"),
            teller.c.name.label("said_by"),
            teller.c.country.label("said_by_country"),
            _place.c.name.label("place_name"),
            _time.c.value.label("time_value"),
        )
        .select_from(_figure)
        .join(_article, _article.c.id == _figure.c.article)
        .outerjoin(paragraph, (paragraph.c.article == _figure.c.article) & (paragraph.c.number == _figure.c.paragraph))
        .outerjoin(_statement, (_statement.c.article == _figure.c.article) & (_statement.c.id == _figure.c.said_in))
        .outerjoin(teller, (teller.c.article == _figure.c.article) & (teller.c.id == _statement.c.speaker))
        .outerjoin(_place, (_place.c.article == _figure.c.article) & (_place.c.id == _figure.c.place))
        .outerjoin(_time, (_time.c.article == _figure.c.article) & (_time.c.id == _figure.c.time))
        .where(*filters)
        .order_by(_article.c.date.desc(), _article.c.id, _figure.c.number)
        .limit(limit)
    )
    found = [_figure_line(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda line: (line.as_of or "", line.date or "", line.article, line.spans.span))


def _figure_line(row: Any) -> FigureLine:
    figure = rows.figure_of(row)
    day = _DAY.match(row["time_value"] or "")
    text = row["title"] if figure.span.paragraph == TITLE else row["whole"]
    return FigureLine(
        article=row["article"],
        title=row["title"],
        date=row["date"],
        url=row["url"],
        outlet=row["outlet"],
        figure=figure.id,
        text=figure.span.text,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        unit=figure.unit,
        of=figure.of.text if figure.of else None,
        of_country=row["of_country"],
        place=row["place_name"],
        time=row["time_value"],
        as_of=day[0] if day else row["date"],
        said_in=figure.said_in,
        said_by=row["said_by"],
        said_by_country=row["said_by_country"],
        sentence=sentence_of(text, figure.span.start, figure.span.end),
        spans=figure,
    )


def counts(words: str) -> list[ColumnElement[bool]]:
    """Whether each of the words begins one that a figure is found by (`sought.words_of`)."""
    spaced = func.printf(" %s", _figure.c.words)
    return [spaced.contains(f" {stem}", autoescape=True) for stem in stems(words)]


def is_of(what: str) -> ColumnElement[bool]:
    """Whether the words for what is counted name this country (ISO-3), or hold these words."""
    code = what.strip().upper()
    named = [_figure.c.of_country == code] if re.fullmatch("[A-Z]{3}", code) else []
    return or_(*named, func.printf(" %s", _figure.c.words).contains(f" {what.strip().lower()}", autoescape=True))


def is_placed(table: Any, where: str) -> ColumnElement[bool]:
    """Whether an event or a figure is put at a place of this name, in this region or country (a name or ISO-3)."""
    name, country = where.strip().lower(), country_called(where.strip())
    fits = or_(func.lower(_place.c.name) == name, func.lower(_place.c.region) == name, _place.c.country == country)
    here = (_place.c.article == table.c.article) & (_place.c.id == table.c.place)
    return select(_place.c.id).where(here, fits).correlate(table).exists()


def claimed_by(who: str) -> ColumnElement[bool]:
    """Whether the speaker of the statement that holds a figure is called so, or has a code that begins so."""
    said = (_statement.c.article == _figure.c.article) & (_statement.c.id == _figure.c.said_in)
    speaks = (_actor.c.article == _statement.c.article) & (_actor.c.id == _statement.c.speaker)
    fits = or_(is_called(who), *is_coded(who))
    speaker = select(_actor.c.key).select_from(_statement).join(_actor, speaks)
    return speaker.where(said, fits).correlate(_figure).exists()


def place_lines(connection: Connection, filters: Sequence[ColumnElement[bool]]) -> list[PlaceLine]:
    """The places with coordinates in the articles that fit, those named in most articles first.

    Two mentions are one place by their GeoNames id, else by name and coordinates.
    """
    query = (
        select(_place, _article.c.date)
        .join(_article, _article.c.id == _place.c.article)
        .where(_place.c.lat.is_not(None), _place.c.lon.is_not(None), *filters)
        .order_by(_article.c.date, _article.c.id, _place.c.number)
    )
    groups: dict[object, list[Any]] = {}
    for row in connection.execute(query).mappings():
        spot = (row["name"].casefold(), round(row["lat"], _SAME_SPOT), round(row["lon"], _SAME_SPOT))
        groups.setdefault(row["geonameid"] or spot, []).append(row)
    held = {(row["article"], row["id"]): key for key, group in groups.items() for row in group}
    events: dict[object, list[Any]] = {}
    for line in event_lines(connection, [_event.c.place.is_not(None), _event.c.same_as.is_(None), *filters], None):
        key = held.get((line.article, line.spans.place))
        if key is not None:
            events.setdefault(key, []).append(line)
    found = []
    for key, group in groups.items():
        dates = [row["date"] for row in group if row["date"]]
        about = ("name", "kind", "country", "region", "lat", "lon", "geonameid", "precision")
        found.append(
            PlaceLine(
                **{name: group[-1][name] for name in about},
                articles=len({row["article"] for row in group}),
                mentions=len(group),
                first=min(dates, default=None),
                last=max(dates, default=None),
                events=tuple(events.get(key, ())),
            )
        )
    return sorted(found, key=lambda place: (-place.articles, -place.mentions, place.name))
