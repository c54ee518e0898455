"""A reading to rows, and back, exactly."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, delete, func, insert, select, update

from onrecord.article import Article, Damage, Span
from onrecord.reading import Actor, Reading, Statement
from onrecord.record import schema, search

_ROLES = ("source", "cue", "content")

Spans = Mapping[str, tuple[Span, ...]]
"""The spans of one statement, by role."""


def write_article(connection: Connection, id: str, article: Article, digest: str) -> None:
    """A new row for an article, under the id it has on record."""
    connection.execute(
        insert(schema.article).values(id=id, given=article.id, title=article.title, digest=digest, **_about(article))
    )


def write_reading(connection: Connection, id: str, reading: Reading, *, reader: str) -> None:
    """The paragraphs, statements and actors of the newest reading of the article `id`, and their search rows."""
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
    search.index_statements(connection, reading.article.title, statements)
    search.index_actors(connection, actors)


def supersede(connection: Connection, id: str, article: Article) -> None:
    """Keeps the newest reading of the article `id` whole and clears its rows, so that another can take its place.

    What the new reader noticed about the article (outlet, agency, furniture, damage) stands from now on; the words are
    the same.
    """
    old = load_reading(connection, id)
    newest = (schema.reading.c.article == id) & schema.reading.c.superseded.is_(False)
    connection.execute(update(schema.reading).where(newest).values(superseded=True, kept=old.to_json()))
    search.forget(connection, id)
    for table in (schema.paragraph, schema.statement, schema.actor):
        connection.execute(delete(table).where(table.c.article == id))
    connection.execute(update(schema.article).where(schema.article.c.id == id).values(**_about(article)))


def load_reading(connection: Connection, id: str) -> Reading:
    """The newest reading of the article that stands under `id`."""
    return Reading(
        load_article(connection, id),
        tuple(load_statements(connection, id).values()),
        tuple(load_actors(connection, id).values()),
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


def load_spans(connection: Connection, keys: Sequence[int]) -> dict[int, Spans]:
    """The spans of the statements with these keys."""
    segment = schema.segment
    # One JSON parameter: there may be more keys than SQLite takes parameters.
    wanted = func.json_each(json.dumps(list(keys))).table_valued("value")
    found: dict[int, dict[str, tuple[Span, ...]]] = {key: dict.fromkeys(_ROLES, ()) for key in keys}
    for key, role, paragraph, start, end, text in connection.execute(
        select(segment.c.statement, segment.c.role, segment.c.paragraph, segment.c.start, segment.c.end, segment.c.text)
        .where(segment.c.statement.in_(select(wanted.c.value)))
        .order_by(segment.c.statement, segment.c.role, segment.c.number)
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
