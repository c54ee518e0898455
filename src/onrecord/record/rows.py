"""A reading to rows, and back, exactly."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, Table, delete, func, insert, select, update

from onrecord.article import Article, Damage, Span
from onrecord.find.vocabulary import country_in
from onrecord.reading import Actor, Event, Figure, Place, Reading, Statement, Time, whole
from onrecord.record import schema, search
from onrecord.record.sought import words_of

_ROLES = ("source", "cue", "content")
_EVENT_ROLES = ("trigger", "actor", "recipient")
_PARTY_ROLES = ("actor", "recipient")

Spans = Mapping[str, tuple[Span, ...]]
"""The spans of one statement or event, by role."""

Parties = Mapping[str, tuple[str, ...]]
"""The ids of the actors of one event, by role."""


def write_article(connection: Connection, id: str, article: Article, digest: str) -> None:
    """A new row for an article, under the id it has on record."""
    connection.execute(
        insert(schema.article).values(id=id, given=article.id, title=article.title, digest=digest, **_about(article))
    )


def write_reading(connection: Connection, id: str, reading: Reading, *, reader: str) -> None:
    """The newest reading of the article `id`, but for the row of the article itself, and its search rows."""
    connection.execute(insert(schema.reading).values(article=id, reader=reader, superseded=False))
    _insert(
        connection,
        schema.paragraph,
        [{"article": id, "number": n, "text": text} for n, text in enumerate(reading.article.paragraphs)],
    )
    statements = dict(enumerate(reading.statements, _next(connection, schema.statement.c.key)))
    actors = dict(enumerate(reading.actors, _next(connection, schema.actor.c.key)))
    _insert(
        connection,
        schema.statement,
        [
            {
                "key": key,
                "article": id,
                "id": statement.id,
                "number": number,
                "act": statement.act,
                "form": statement.form,
                "speaker": statement.speaker,
                "addressee": statement.addressee,
                "time": statement.time,
                "within": statement.within,
                "confidence": statement.confidence,
            }
            for number, (key, statement) in enumerate(statements.items())
        ],
    )
    _insert(
        connection,
        schema.segment,
        [
            {"statement": key, "role": role, "number": number, **span.to_json()}
            for key, statement in statements.items()
            for role in _ROLES
            for number, span in enumerate(getattr(statement, role))
        ],
    )
    _insert(
        connection,
        schema.actor,
        [
            {
                "key": key,
                "article": id,
                "id": actor.id,
                "number": number,
                "name": actor.name,
                "code": actor.code,
                "country": actor.country,
                "sectors": list(actor.sectors),
                "role": actor.role,
            }
            for number, (key, actor) in enumerate(actors.items())
        ],
    )
    _insert(
        connection,
        schema.mention,
        [
            {"actor": key, "number": number, **span.to_json()}
            for key, actor in actors.items()
            for number, span in enumerate(actor.mentions)
        ],
    )
    _write_events(connection, id, reading.events)
    _write_when_and_where(connection, id, reading)
    search.index_statements(connection, reading.article.title, statements)
    search.index_actors(connection, actors)


def _write_events(connection: Connection, id: str, found: Sequence[Event]) -> None:
    events = dict(enumerate(found, _next(connection, schema.event.c.key)))
    _insert(
        connection,
        schema.event,
        [
            {
                "key": key,
                "article": id,
                "id": event.id,
                "number": number,
                "type": event.type,
                "mode": event.mode,
                "reality": event.reality,
                "standing": event.standing,
                "place": event.place,
                "time": event.time,
                "said_in": event.said_in,
                "same_as": event.same_as,
                "confidence": event.confidence,
            }
            for number, (key, event) in enumerate(events.items())
        ],
    )
    _insert(
        connection,
        schema.event_segment,
        [
            {"event": key, "role": role, "number": number, **span.to_json()}
            for key, event in events.items()
            for role, spans in zip(
                _EVENT_ROLES, ((event.trigger,), event.actor_spans, event.recipient_spans), strict=True
            )
            for number, span in enumerate(spans)
        ],
    )
    _insert(
        connection,
        schema.party,
        [
            {"event": key, "role": role, "number": number, "actor": actor}
            for key, event in events.items()
            for role, actors in zip(_PARTY_ROLES, (event.actors, event.recipients), strict=True)
            for number, actor in enumerate(actors)
        ],
    )


def _write_when_and_where(connection: Connection, id: str, reading: Reading) -> None:
    """Times, places and figures."""
    _insert(connection, schema.time, [_in_text(id, n, time.to_json()) for n, time in enumerate(reading.times)])
    _insert(connection, schema.place, [_in_text(id, n, place.to_json()) for n, place in enumerate(reading.places)])
    figures = [
        _in_text(id, number, figure.to_json())
        | {
            "of_country": country_in(figure.of.text) if figure.of else None,
            "words": words_of(figure, reading.article),
        }
        for number, figure in enumerate(reading.figures)
    ]
    _insert(connection, schema.figure, figures)


def _in_text(id: str, number: int, item: dict[str, Any]) -> dict[str, Any]:
    """The row of an item of the article `id` that has one span."""
    return {"article": id, "number": number, **item.pop("span"), **item}


def supersede(connection: Connection, id: str, article: Article) -> None:
    """Keeps the newest reading of the article `id` whole and clears its rows, so that another can take its place.

    What the new reader noticed about the article (outlet, agency, furniture, damage) stands from now on; the words are
    the same.
    """
    old = load_reading(connection, id)
    newest = (schema.reading.c.article == id) & schema.reading.c.superseded.is_(False)
    connection.execute(update(schema.reading).where(newest).values(superseded=True, kept=old.to_json()))
    search.forget(connection, id)
    for table in (
        schema.paragraph, schema.statement, schema.actor, schema.event, schema.time, schema.place, schema.figure,
    ):  # fmt: skip
        connection.execute(delete(table).where(table.c.article == id))
    connection.execute(update(schema.article).where(schema.article.c.id == id).values(**_about(article)))


def load_reading(connection: Connection, id: str) -> Reading:
    """The newest reading of the article that stands under `id`."""
    return Reading(
        load_article(connection, id),
        tuple(load_statements(connection, id).values()),
        tuple(load_actors(connection, id).values()),
        tuple(load_events(connection, id).values()),
        tuple(map(figure_of, _in_order(connection, schema.figure, id))),
        tuple(map(time_of, _in_order(connection, schema.time, id))),
        tuple(map(place_of, _in_order(connection, schema.place, id))),
    )


def load_article(connection: Connection, id: str) -> Article:
    """The article that stands under `id`; its `origin` is not on record."""
    row = connection.execute(select(schema.article).where(schema.article.c.id == id)).mappings().one()
    paragraphs = connection.scalars(
        select(schema.paragraph.c.text).where(schema.paragraph.c.article == id).order_by(schema.paragraph.c.number)
    )
    return Article(
        id=id,
        title=row["title"],
        date=row["date"],
        url=row["url"],
        paragraphs=tuple(paragraphs),
        outlet=row["outlet"],
        agency=row["agency"],
        dateline=row["dateline"],
        furniture=frozenset(row["furniture"]),
        damage=Damage(**row["damage"]),
    )


def load_statements(connection: Connection, id: str) -> dict[int, Statement]:
    """The statements of the article `id` in their order, by key."""
    table = schema.statement
    rows = connection.execute(select(table).where(table.c.article == id).order_by(table.c.number)).mappings().all()
    spans = load_spans(connection, [row["key"] for row in rows])
    return {row["key"]: statement_of(row, spans[row["key"]]) for row in rows}


def load_actors(connection: Connection, id: str) -> dict[int, Actor]:
    """The actors of the article `id` in their order, by key."""
    table, mention = schema.actor, schema.mention
    rows = connection.execute(select(table).where(table.c.article == id).order_by(table.c.number)).all()
    mentions: defaultdict[int, list[Span]] = defaultdict(list)
    for row in connection.execute(
        select(mention).join(table).where(table.c.article == id).order_by(mention.c.actor, mention.c.number)
    ):
        mentions[row.actor].append(Span(row.paragraph, row.start, row.end, row.text))
    return {
        row.key: Actor(row.id, row.name, row.code, row.country, tuple(row.sectors), row.role, tuple(mentions[row.key]))
        for row in rows
    }


def load_events(connection: Connection, id: str) -> dict[int, Event]:
    """The events of the article `id` in their order, by key."""
    table = schema.event
    rows = connection.execute(select(table).where(table.c.article == id).order_by(table.c.number)).mappings().all()
    keys = [row["key"] for row in rows]
    spans, parties = load_event_spans(connection, keys), load_parties(connection, keys)
    return {row["key"]: event_of(row, spans[row["key"]], parties[row["key"]]) for row in rows}


def load_spans(connection: Connection, keys: Sequence[int]) -> dict[int, Spans]:
    """The spans of the statements with these keys."""
    return _spans(connection, schema.segment, schema.segment.c.statement, _ROLES, keys)


def load_event_spans(connection: Connection, keys: Sequence[int]) -> dict[int, Spans]:
    """The spans of the events with these keys."""
    return _spans(connection, schema.event_segment, schema.event_segment.c.event, _EVENT_ROLES, keys)


def load_parties(connection: Connection, keys: Sequence[int]) -> dict[int, Parties]:
    """The ids of the actors of the events with these keys."""
    party = schema.party
    found: dict[int, dict[str, tuple[str, ...]]] = {key: dict.fromkeys(_PARTY_ROLES, ()) for key in keys}
    for key, role, actor in connection.execute(
        select(party.c.event, party.c.role, party.c.actor)
        .where(party.c.event.in_(wanted(keys)))
        .order_by(party.c.event, party.c.role, party.c.number)
    ):
        found[key][role] += (actor,)
    return dict(found)


def wanted(keys: Sequence[int]) -> Select[Any]:
    """The keys as a query: there may be more than SQLite takes parameters, so they are one JSON parameter."""
    return select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value)


def _spans(
    connection: Connection, table: Table, owner: Column[Any], roles: Sequence[str], keys: Sequence[int]
) -> dict[int, Spans]:
    found: dict[int, dict[str, tuple[Span, ...]]] = {key: dict.fromkeys(roles, ()) for key in keys}
    for key, role, paragraph, start, end, text in connection.execute(
        select(owner, table.c.role, table.c.paragraph, table.c.start, table.c.end, table.c.text)
        .where(owner.in_(wanted(keys)))
        .order_by(owner, table.c.role, table.c.number)
    ):
        found[key][role] += (Span(paragraph, start, end, text),)
    return dict(found)


def statement_of(row: RowMapping, spans: Spans) -> Statement:
    """The statement of a row of the table `statement` and its spans."""
    return Statement(
        id=row["id"],
        act=row["act"],
        form=row["form"],
        source=spans["source"],
        cue=spans["cue"],
        content=spans["content"],
        speaker=row["speaker"],
        addressee=row["addressee"],
        time=row["time"],
        within=row["within"],
        confidence=row["confidence"],
    )


def event_of(row: RowMapping, spans: Spans, parties: Parties) -> Event:
    """The event of a row of the table `event`, its spans and its parties."""
    return Event(
        id=row["id"],
        type=row["type"],
        mode=row["mode"],
        reality=row["reality"],
        standing=row["standing"],
        trigger=spans["trigger"][0],
        actor_spans=spans["actor"],
        recipient_spans=spans["recipient"],
        actors=parties["actor"],
        recipients=parties["recipient"],
        place=row["place"],
        time=row["time"],
        said_in=row["said_in"],
        same_as=row["same_as"],
        confidence=row["confidence"],
    )


def time_of(row: RowMapping) -> Time:
    """The time of a row of the table `time`."""
    return Time(row["id"], _span_of(row), row["type"], row["value"], row["anchor"])


def place_of(row: RowMapping) -> Place:
    """The place of a row of the table `place`."""
    about = ("name", "kind", "country", "region", "lat", "lon", "geonameid", "precision")
    return Place(row["id"], _span_of(row), *(row[name] for name in about))


def figure_of(row: RowMapping) -> Figure:
    """The figure of a row of the table `figure`."""
    about = {name: row[name] for name in ("id", "bound", "unit", "place", "time", "said_in")}
    of = Span.from_json(row["of"]) if row["of"] else None
    return Figure(span=_span_of(row), low=whole(row["low"]), high=whole(row["high"]), of=of, **about)


def _span_of(row: RowMapping) -> Span:
    return Span(row["paragraph"], row["start"], row["end"], row["text"])


def _in_order(connection: Connection, table: Table, id: str) -> Sequence[RowMapping]:
    """The rows of the article `id` in their order."""
    return connection.execute(select(table).where(table.c.article == id).order_by(table.c.number)).mappings().all()


def _about(article: Article) -> dict[str, Any]:
    return {
        "date": article.date,
        "url": article.url,
        "outlet": article.outlet,
        "agency": article.agency,
        "dateline": article.dateline,
        "furniture": sorted(article.furniture),
        "damage": article.damage.to_json(),
    }


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _next(connection: Connection, key: Column[int]) -> int:
    """The first key after those in use; safe because only one transaction writes at a time."""
    return (connection.scalar(select(func.max(key))) or 0) + 1
