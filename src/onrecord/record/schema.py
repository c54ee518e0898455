"""The tables of a record.

    article ─┬─ paragraph                 the words as given
             ├─ reading                   which reader versions have read it; superseded readings whole
             ├─ statement ── segment      the newest reading: sources, cues and contents
             ├─ actor ── mention          the newest reading: who is spoken of, and where
             ├─ event ─┬─ event_segment   the newest reading: what is done; triggers, actors and recipients in the text
             │         └─ party           who acts and who is acted upon, by the ids of the article's actors
             ├─ time, place, figure       the newest reading: when, where, how many
             └─ printing                  the same words under another id
    quarantine                            what could not be read, to the byte
    arrival                               one row for every distinct thing that came in

Offsets are Python string indices; paragraph -1 is the title. The full-text tables beside these stand in `search.py`,
the steps from an older file to today's in `opening.py`.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Text to the character: the few strings that UTF-8 cannot hold (lone surrogates) are kept as bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or not LONE_SURROGATES.search(value):
            return value
        return value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _belongs_to(name: str) -> ForeignKey:
    return ForeignKey(name, ondelete="CASCADE")


metadata = MetaData()

article = Table(
    "article",
    metadata,
    Column("id", Words, primary_key=True),
    # The id it came with; the id on record is another ("x~2") when that one is taken by other words.
    Column("given", Words, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("date", String),
    Column("url", Words),
    Column("outlet", Words),
    Column("agency", Words),
    Column("dateline", Words),
    Column("furniture", JSON, nullable=False),
    Column("damage", JSON, nullable=False),
    Index("article_by_date", text("date DESC"), "id"),
)

paragraph = Table(
    "paragraph",
    metadata,
    Column("article", Words, _belongs_to("article.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)

reading = Table(
    "reading",
    metadata,
    Column("article", Words, _belongs_to("article.id"), primary_key=True),
    Column("reader", Words, primary_key=True),
    Column("superseded", Boolean, nullable=False),
    # A superseded reading whole, as JSON; the newest stands in the other tables.
    Column("kept", JSON(none_as_null=True)),
    sqlite_with_rowid=False,
)
Index("newest_reading", reading.c.article, unique=True, sqlite_where=reading.c.superseded.is_(False))

statement = Table(
    "statement",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", Words, _belongs_to("article.id"), nullable=False),
    Column("id", Words, nullable=False),
    Column("number", Integer, nullable=False),
    Column("act", String, nullable=False),
    Column("form", String, nullable=False),
    Column("speaker", Words),
    Column("addressee", Words),
    Column("time", Words),
    Column("within", Words),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("article", "id"),
    Index("statement_by_speaker", "article", "speaker"),
)

segment = Table(
    "segment",
    metadata,
    Column("statement", Integer, _belongs_to("statement.key"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)

actor = Table(
    "actor",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", Words, _belongs_to("article.id"), nullable=False),
    Column("id", Words, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("code", Words),
    Column("country", Words),
    Column("sectors", JSON, nullable=False),
    Column("role", Words),
    UniqueConstraint("article", "id"),
)

mention = Table(
    "mention",
    metadata,
    Column("actor", Integer, _belongs_to("actor.key"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", Words, _belongs_to("article.id"), nullable=False),
    Column("id", Words, nullable=False),
    Column("number", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("reality", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("place", Words),
    Column("time", Words),
    Column("said_in", Words),
    Column("same_as", Words),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("article", "id"),
    # Articles are walked by date, their events in this order.
    Index("event_in_order", "article", "number"),
)

event_segment = Table(
    "event_segment",
    metadata,
    Column("event", Integer, _belongs_to("event.key"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)

party = Table(
    "party",
    metadata,
    Column("event", Integer, _belongs_to("event.key"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    # The actor's id in the article, as a statement's speaker has it.
    Column("actor", Words, nullable=False),
    sqlite_with_rowid=False,
)


def _in_the_text() -> list[Column[Any]]:
    """An item of a reading: its place in the order, its id, its words."""
    return [
        Column("article", Words, _belongs_to("article.id"), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("id", Words, nullable=False),
        Column("paragraph", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("text", Words, nullable=False),
    ]


time = Table(
    "time",
    metadata,
    *_in_the_text(),
    Column("type", String, nullable=False),
    Column("value", String),
    Column("anchor", String),
    UniqueConstraint("article", "id"),
    sqlite_with_rowid=False,
)

place = Table(
    "place",
    metadata,
    *_in_the_text(),
    Column("name", Words, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("region", Words),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonameid", Integer),
    Column("precision", String),
    UniqueConstraint("article", "id"),
    sqlite_with_rowid=False,
)

figure = Table(
    "figure",
    metadata,
    *_in_the_text(),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("bound", String, nullable=False),
    Column("unit", Words),
    # What is counted: its span as JSON, the country its words name; the words a figure is found by, in lower case.
    Column("of", JSON(none_as_null=True)),
    Column("of_country", String),
    Column("words", Words, nullable=False),
    Column("place", String),
    Column("time", String),
    Column("said_in", String),
    UniqueConstraint("article", "id"),
    sqlite_with_rowid=False,
)

printing = Table(
    "printing",
    metadata,
    Column("article", Words, _belongs_to("article.id"), primary_key=True),
    Column("id", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("date", String),
    Column("url", Words),
    Column("outlet", Words),
    Column("agency", Words),
    Index("printing_by_id", "id"),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("file", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("reason", Words, nullable=False),
    # SHA-256 of the bytes, empty where no bytes were kept.
    Column("digest", String, nullable=False),
    Column("raw", LargeBinary),
    UniqueConstraint("file", "place", "digest"),
)

arrival = Table(
    "arrival",
    metadata,
    # An article has its id as name and no place; a rejected input has its file as name.
    Column("kind", String, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("place", Words, primary_key=True),
    Column("digest", String, primary_key=True),
    # When it first came, in UTC.
    Column("at", String, nullable=False),
    sqlite_with_rowid=False,
)
