"""Statements and events of a record as lines to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal_column, select

from onrecord.article import TITLE
from onrecord.find.sentences import sentence_at
from onrecord.reading import ACTS
from onrecord.record import rows, schema, search
from onrecord.record.filters import between, check, is_called, matches, published_by
from onrecord.record.lines import EventLine, Line, Party

_article, _statement, _actor = schema.article, schema.statement, schema.actor
_event, _party, _place, _time = schema.event, schema.party, schema.place, schema.time
_SHORT_PARAGRAPH = 160  # characters that are shown whole


def statement_lines(
    connection: Connection,
    words: str = "",
    speaker: str | None = None,
    act: str | None = None,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> list[Line]:
    # "+" keeps SQLite from looking articles up by id: asked for all, it walks them by date and stops at the limit.
    id = _article.c.id if words.strip() or speaker is not None else literal_column("+article.id")
    is_speaker = (_actor.c.article == _statement.c.article) & (_actor.c.id == _statement.c.speaker)
    query = (
        select(
            _statement,
            *(_article.c[name] for name in ("title", "date", "url", "outlet")),
            _time.c.value.label("time_value"),
            _actor.c.name.label("speaker_name"),
            _actor.c.role,
            _actor.c.country,
        )
        .select_from(_statement)
        .join(_article, id == _statement.c.article)
        .join(_actor, is_speaker, isouter=speaker is None)
        .outerjoin(_time, (_time.c.article == _statement.c.article) & (_time.c.id == _statement.c.time))
        .where(*between(since, until), *published_by(outlet))
        .limit(limit)
    )
    check(act, "an act", "acts", ACTS)
    if act is not None:
        query = query.where(_statement.c.act == act)
    if speaker is not None:
        query = query.where(is_called(speaker))
    if words.strip():
        index = search.statement_search
        query = query.join(index, index.c.rowid == _statement.c.key).where(matches(index.c.statement_search, words))
        query = query.order_by(index.c.rank)
    query = query.order_by(_article.c.date.desc(), _article.c.id, _statement.c.number)
    found = connection.execute(query).mappings().all()
    spans = rows.load_spans(connection, [row["key"] for row in found])
    return [_line(row, spans[row["key"]]) for row in found]


def _line(row: Any, spans: rows.Spans) -> Line:
    return Line(
        article=row["article"],
        title=row["title"],
        date=row["date"],
        url=row["url"],
        outlet=row["outlet"],
        statement=row["id"],
        act=row["act"],
        form=row["form"],
        speaker=row["speaker_name"],
        speaker_id=row["speaker"],
        role=row["role"],
        country=row["country"],
        source=search.joined(spans["source"]),
        cue=search.joined(spans["cue"]),
        content=search.joined(spans["content"]),
        time=row["time_value"],
        confidence=row["confidence"],
        within=row["within"],
        spans=rows.statement_of(row, spans),
    )


def event_lines(connection: Connection, filters: Sequence[ColumnElement[bool]], limit: int | None) -> list[EventLine]:
    # The speaker of the statement that holds the event; `actor` itself is for the filters.
    teller = _actor.alias("teller")
    trigger, paragraph = schema.event_segment, schema.paragraph
    query = (
        select(
            _event,
            *(_article.c[name] for name in ("title", "date", "url", "outlet")),
            teller.c.name.label("said_by"),
            _place.c.name.label("place_name"),
            _time.c.value.label("time_value"),
            trigger.c.paragraph,
            paragraph.c.text,
        )
        .select_from(_event)
        # "+" as in `_lines`.
        .join(_article, literal_column("+article.id") == _event.c.article)
        .join(trigger, (trigger.c.event == _event.c.key) & (trigger.c.role == "trigger"))
        .outerjoin(paragraph, (paragraph.c.article == _event.c.article) & (paragraph.c.number == trigger.c.paragraph))
        .outerjoin(_statement, (_statement.c.article == _event.c.article) & (_statement.c.id == _event.c.said_in))
        .outerjoin(teller, (teller.c.article == _event.c.article) & (teller.c.id == _statement.c.speaker))
        .outerjoin(_place, (_place.c.article == _event.c.article) & (_place.c.id == _event.c.place))
        .outerjoin(_time, (_time.c.article == _event.c.article) & (_time.c.id == _event.c.time))
        .where(*filters)
        .order_by(_article.c.date.desc(), _article.c.id, _event.c.number)
        .limit(limit)
    )
    found = connection.execute(query).mappings().all()
    keys = [row["key"] for row in found]
    spans, ids = rows.load_event_spans(connection, keys), rows.load_parties(connection, keys)
    parties = _parties(connection, keys)
    return [_event_line(row, spans[row["key"]], ids[row["key"]], parties[row["key"]]) for row in found]


def _parties(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, tuple[Party, ...]]]:
    """The parties of the events with these keys, by role; whoever is no actor of the reading is left out."""
    found: dict[int, dict[str, tuple[Party, ...]]] = {key: {"actor": (), "recipient": ()} for key in keys}
    for key, role, *about in connection.execute(
        select(_party.c.event, _party.c.role, _actor.c.id, _actor.c.name, _actor.c.code, _actor.c.country)
        .join(_event, _event.c.key == _party.c.event)
        .join(_actor, (_actor.c.article == _event.c.article) & (_actor.c.id == _party.c.actor))
        .where(_party.c.event.in_(rows.wanted(keys)))
        .order_by(_party.c.event, _party.c.role, _party.c.number)
    ):
        found[key][role] += (Party(*about),)
    return found


def _event_line(row: Any, spans: rows.Spans, ids: rows.Parties, parties: Mapping[str, tuple[Party, ...]]) -> EventLine:
    event = rows.event_of(row, spans, ids)
    text = row["title"] if row["paragraph"] == TITLE else row["text"]
    return EventLine(
        article=row["article"],
        title=row["title"],
        date=row["date"],
        url=row["url"],
        outlet=row["outlet"],
        event=event.id,
        type=event.type,
        mode=event.mode,
        reality=event.reality,
        standing=event.standing,
        actors=parties["actor"],
        recipients=parties["recipient"],
        trigger=event.trigger.text,
        actor_text=search.joined(event.actor_spans),
        recipient_text=search.joined(event.recipient_spans),
        sentence=sentence_of(text, event.trigger.start, event.trigger.end),
        said_in=event.said_in,
        said_by=row["said_by"],
        same_as=event.same_as,
        place=row["place_name"],
        time=row["time_value"],
        confidence=event.confidence,
        spans=event,
    )


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence that holds the words from `start` to `end`; a short paragraph whole."""
    if len(text) <= _SHORT_PARAGRAPH:
        return text.strip()
    begin, stop = sentence_at(text, start, end)
    return text[begin:stop].strip()
