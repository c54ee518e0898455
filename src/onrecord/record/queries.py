"""What can be asked of a record. Every answer is taken from one moment of the file, also while others write."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    union,
)

from onrecord.article import TITLE
from onrecord.errors import InputError, RecordError
from onrecord.reading import ACTS, MODES, REALITIES, STANDINGS, TYPES, Reading
from onrecord.record import opening, rows, schema, search
from onrecord.record.lines import ArticleRow, EventLine, Line, Party, Printing, Quarantined, Speaker, Status

_article, _statement, _actor, _printing = schema.article, schema.statement, schema.actor, schema.printing
_event, _party = schema.event, schema.party
_NEAREST = 5
_TOP_OUTLETS = 20
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CODE = re.compile(r"[A-Z]{3}(?: ?[A-Z]{3}){0,3}")
_SHORT_PARAGRAPH = 160  # characters that are shown whole
_SENTENCE_END = re.compile(
    # No end: an initial or a title before a name.
    r"([.?!](?<![.\s][A-Z].)(?<!\b(?:Mr|Ms|Dr|Lt|St).)(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col).)['’\"”)]*)"
    r"\s+(?=['‘\"“(]*[A-ZÀ-ÖØ-Þ])"
)


class Queries:
    """The reading half of a `Record`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.path = path
        self._engine = engine

    def find(
        self,
        words: str = "",
        *,
        speaker: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> list[Line]:
        """The statements that fit everything given, at most `limit`: best first with `words`, else newest first.

        `words` are sought in source, cue, content and title; all must be there, `word*` is a prefix and `"two words"`
        a phrase. `speaker` is sought in the same way in the speaker's name, role and mentions. `since` and `until` are
        ISO dates, months or years, both included. `outlet` fits an article that it published or reprinted. Raises
        InputError for an act or a date that is none.
        """
        with self._engine.begin() as connection:
            return _lines(connection, words, speaker, act, since, until, outlet, limit)

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        reality: str | None = None,
        standing: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        repeated: bool = False,
        limit: int | None = None,
    ) -> list[EventLine]:
        """The events that fit everything given, at most `limit`, newest first; later mentions only if `repeated`.

        `actor` and `recipient` are sought like the speaker of `find`; the beginning of a code fits too ("RUS" fits
        "RUSGOV" and "RUSMIL"; "Rus" is no code but a name). `mode` is without its type. `since`, `until` and `outlet`
        are as for `find`. Raises InputError for a type, a mode (also one of another type), a reality, a standing or a
        date that is none.
        """
        for value, one, many, allowed in (
            (type, "an event type", "types", TYPES),
            (mode, "a mode", "modes", _modes(TYPES)),
            (reality, "a reality", "realities", REALITIES),
            (standing, "a standing", "standings", STANDINGS),
        ):
            _check(value, one, many, allowed)
        if type is not None:
            _check(mode, f"a mode of {type}", f"modes of {type}", _modes([type]))
        chosen = {"type": type, "mode": mode, "reality": reality, "standing": standing}
        filters = [_event.c[name] == value for name, value in chosen.items() if value is not None]
        filters += [
            _is_party(role, who) for role, who in (("actor", actor), ("recipient", recipient)) if who is not None
        ]
        if not repeated:
            filters.append(_event.c.same_as.is_(None))
        with self._engine.begin() as connection:
            return _event_lines(connection, [*filters, *_between(since, until), *_published_by(outlet)], limit)

    def who(self, name: str) -> list[Speaker]:
        """Everybody whose name, role or mentions hold these words, grouped by name, those who say most first."""
        with self._engine.begin() as connection:
            people = connection.execute(
                select(
                    _actor.c.name, _actor.c.role, _actor.c.country, _article.c.id, _article.c.date, _article.c.outlet
                )
                .join(_article)
                .where(_is_called(name))
                .order_by(_article.c.date.desc(), _article.c.id, _actor.c.number)
            ).all()
            lines = _lines(connection, speaker=name)
        groups = defaultdict(list)
        for person in people:
            groups[person.name.casefold()].append(person)
        said = defaultdict(list)
        for line in lines:
            said[(line.speaker or "").casefold()].append(line)
        speakers = [_speaker(group, said[key]) for key, group in groups.items()]
        return sorted(speakers, key=lambda speaker: (-len(speaker.lines), -speaker.articles, speaker.name))

    def reading(self, article: str, *, reader: str | None = None) -> Reading:
        """The newest reading of an article, or the one by the reader version `reader`.

        `article` is its id, the id of a copy of it, or the beginning of one. Raises RecordError, with the nearest ids,
        when it fits none or several.
        """
        with self._engine.begin() as connection:
            id = self._resolve(connection, article)
            table = schema.reading
            versions = {row.reader: row for row in connection.execute(select(table).where(table.c.article == id)).all()}
            if reader is None or (reader in versions and not versions[reader].superseded):
                return rows.load_reading(connection, id)
            if reader not in versions:
                raise RecordError(f"{self.path}: {id} was never read by {reader}, but by {', '.join(versions)}")
            return Reading.from_json(versions[reader].kept)

    def printings(self, article: str) -> list[Printing]:
        """The copies of an article (given as for `reading`), oldest first."""
        with self._engine.begin() as connection:
            id = self._resolve(connection, article)
            table = connection.execute(
                select(_printing).where(_printing.c.article == id).order_by(_printing.c.date, _printing.c.id)
            )
            return [Printing(**row) for row in table.mappings()]

    def articles(self, *, since: str | None = None, until: str | None = None) -> list[ArticleRow]:
        """The stored articles, newest first; `since` and `until` as for `find`."""
        query = (
            select(
                *(_article.c[name] for name in ("id", "title", "date", "url", "outlet", "agency")),
                _count(_statement).where(_statement.c.article == _article.c.id).scalar_subquery().label("statements"),
                _count(_event)
                .where(_event.c.article == _article.c.id, _event.c.same_as.is_(None))
                .scalar_subquery()
                .label("events"),
                _count(_printing).where(_printing.c.article == _article.c.id).scalar_subquery().label("copies"),
            )
            .where(*_between(since, until))
            .order_by(_article.c.date.desc(), _article.c.id)
        )
        with self._engine.begin() as connection:
            return [ArticleRow(**row) for row in connection.execute(query).mappings()]

    def quarantined(self) -> list[Quarantined]:
        """What could not be read, in the order it came; `raw` gives the bytes."""
        table = schema.quarantine
        query = select(
            *(table.c[name] for name in ("key", "file", "place", "reason", "digest")),
            func.length(table.c.raw).label("size"),
        ).order_by(table.c.key)
        with self._engine.begin() as connection:
            return [
                Quarantined(row.key, row.file, row.place, row.reason, row.size, row.digest or None)
                for row in connection.execute(query)
            ]

    def raw(self, key: int) -> bytes | None:
        """The bytes in quarantine under `key`, `None` where they were not kept. Raises RecordError for no such key."""
        with self._engine.begin() as connection:
            found = connection.scalars(select(schema.quarantine.c.raw).where(schema.quarantine.c.key == key)).all()
        if not found:
            raise RecordError(f"{self.path}: nothing is in quarantine under {key}; `Record.quarantined()` has the keys")
        raw: bytes | None = found[0]
        return raw

    def status(self) -> Status:
        """What the record holds, counted now."""
        with self._engine.begin() as connection:
            newest, first_mention = schema.reading.c.superseded.is_(False), _event.c.same_as.is_(None)
            first, last = connection.execute(select(func.min(_article.c.date), func.max(_article.c.date))).one()
            return Status(
                inputs=_number(connection, _count(schema.arrival)),
                stored=_number(connection, _count(_article)),
                copies=_number(connection, _count(_printing)),
                quarantined=_number(connection, _count(schema.quarantine)),
                statements=_number(connection, _count(_statement)),
                acts=_tally(connection, select(_statement.c.act)),
                events=_number(connection, _count(_event).where(first_mention)),
                types=_tally(connection, select(_event.c.type).where(first_mention)),
                realities=_tally(connection, select(_event.c.reality).where(first_mention)),
                outlets=_tally(
                    connection, select(_article.c.outlet).where(_article.c.outlet.is_not(None)), _TOP_OUTLETS
                ),
                first=first,
                last=last,
                readers=_tally(connection, select(schema.reading.c.reader).where(newest)),
                superseded=_number(connection, _count(schema.reading).where(~newest)),
                version=opening.VERSION,
                size=sum(file.stat().st_size for file in (self.path, Path(f"{self.path}-wal")) if file.exists()),
            )

    def _resolve(self, connection: Connection, wanted: str) -> str:
        """The id on record of the article that `wanted` names."""
        own, copy = _article.c.id, _printing.c.id
        for query in (
            select(own).where(own == wanted),
            select(_printing.c.article).where(copy == wanted),
            _beginning(wanted),
        ):
            found: list[str] = list(connection.scalars(query.limit(_NEAREST)))
            if len(found) == 1:
                return found[0]
            if found:
                raise RecordError(
                    f"{self.path}: '{wanted}' fits several articles: {', '.join(found)}; give more of the id"
                )
        nearest: list[str] = []
        for length in range(len(wanted) - 1, -1, -1):
            nearest = nearest or list(connection.scalars(_beginning(wanted[:length]).limit(_NEAREST)))
        hint = f"the nearest ids are {', '.join(nearest)}" if nearest else "the record holds no article yet"
        raise RecordError(f"{self.path}: no article '{wanted}' is on record; {hint}")


def _lines(
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
            _actor.c.name.label("speaker_name"),
            _actor.c.role,
            _actor.c.country,
        )
        .select_from(_statement)
        .join(_article, id == _statement.c.article)
        .join(_actor, is_speaker, isouter=speaker is None)
        .where(*_between(since, until), *_published_by(outlet))
        .limit(limit)
    )
    _check(act, "an act", "acts", ACTS)
    if act is not None:
        query = query.where(_statement.c.act == act)
    if speaker is not None:
        query = query.where(_is_called(speaker))
    if words.strip():
        index = search.statement_search
        query = query.join(index, index.c.rowid == _statement.c.key).where(_matches(index.c.statement_search, words))
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
        confidence=row["confidence"],
        within=row["within"],
        spans=rows.statement_of(row, spans),
    )


def _event_lines(connection: Connection, filters: Sequence[ColumnElement[bool]], limit: int | None) -> list[EventLine]:
    # The speaker of the statement that holds the event; `actor` itself is for the filters.
    teller = _actor.alias("teller")
    trigger, paragraph = schema.event_segment, schema.paragraph
    query = (
        select(
            _event,
            *(_article.c[name] for name in ("title", "date", "url", "outlet")),
            teller.c.name.label("said_by"),
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
        sentence=_sentence(text, event.trigger.start, event.trigger.end),
        said_in=event.said_in,
        said_by=row["said_by"],
        same_as=event.same_as,
        confidence=event.confidence,
        spans=event,
    )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence that holds the words from `start` to `end`; a short paragraph whole."""
    if len(text) <= _SHORT_PARAGRAPH:
        return text.strip()
    ends = list(_SENTENCE_END.finditer(text))
    begin = max((match.end() for match in ends if match.end() <= start), default=0)
    stop = min((match.end(1) for match in ends if match.end(1) >= end), default=len(text))
    return text[begin:stop].strip()


def _speaker(people: list[Any], lines: list[Line]) -> Speaker:
    """One speaker of the actors of one name, newest first, and their lines."""
    articles = {person.id: person for person in people}
    dates = [person.date for person in people if person.date]
    return Speaker(
        name=people[0].name,
        role=next((person.role for person in people if person.role), None),
        country=next((person.country for person in people if person.country), None),
        articles=len(articles),
        first=min(dates, default=None),
        last=max(dates, default=None),
        outlets=dict(Counter(person.outlet for person in articles.values() if person.outlet).most_common()),
        acts=dict(Counter(line.act for line in lines).most_common()),
        lines=tuple(lines),
    )


def _is_called(name: str) -> ColumnElement[bool]:
    """Whether an actor's name, role or mentions hold all these words."""
    index = search.actor_search
    return _actor.c.key.in_(select(index.c.rowid).where(_matches(index.c.actor_search, name)))


def _is_party(role: str, who: str) -> ColumnElement[bool]:
    """Whether somebody whose code begins so, or who is called so, has this role in an event."""
    fits = or_(_is_called(who), *_is_coded(who))
    is_actor = (_actor.c.article == _event.c.article) & (_actor.c.id == _party.c.actor)
    is_here = (_party.c.event == _event.c.key) & (_party.c.role == role)
    here = select(_actor.c.key).select_from(_party).join(_actor, is_actor).where(is_here, fits).correlate(_event)
    # Few articles speak of them: these are sought once, their parties event by event.
    return _article.c.id.in_(select(_actor.c.article).where(fits)) & exists(here)


def _is_coded(who: str) -> Iterable[ColumnElement[bool]]:
    """Whether an actor's code or country begins so; nothing where `who` does not look like a code."""
    code = who.strip().upper()
    # Codes are written in one case: "Ken" is a name, not Kenya.
    if not _CODE.fullmatch(code) or who.strip() not in (code, code.lower()):
        return []
    parts = re.findall("...", code.replace(" ", ""))
    # As PLOVER writes them: "UKRGOV MIL" for somebody of a country, "NGO MED" for others.
    written = (parts[0] + " ".join(parts[1:]), " ".join(parts))
    return [_actor.c.country == code, *(_begins(_actor.c.code, beginning) for beginning in written)]


def _check(value: str | None, one: str, many: str, allowed: Sequence[str]) -> None:
    """Raises InputError for a value that is none of the allowed."""
    if value is not None and value not in allowed:
        hint = f"the {many} are {', '.join(allowed)}" if allowed else f"there are no {many}"
        raise InputError(f"'{value}' is not {one}; {hint}")


def _modes(types: Sequence[str]) -> list[str]:
    """The modes of these types, each once."""
    split = (name.split(".") for name in MODES)
    return list(dict.fromkeys(mode for type, mode in split if type in types))


def _published_by(outlet: str | None) -> list[ColumnElement[bool]]:
    if outlet is None:
        return []
    host = outlet.lower().removeprefix("www.")
    reprinted = select(_printing.c.article).where(func.lower(_printing.c.outlet) == host)
    return [or_(func.lower(_article.c.outlet) == host, _article.c.id.in_(reprinted))]


def _matches(index: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    query = search.query(words)
    return false() if query is None else index.match(query)


def _between(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    for name, date in (("since", since), ("until", until)):
        if date is not None and not _DATE.fullmatch(date):
            raise InputError(f"{name} '{date}' is not a date; write it as 2022-02-24, 2022-02 or 2022")
    bounds = []
    if since is not None:
        bounds.append(_article.c.date >= since)
    if until is not None:
        # "~" sorts after "-" and digits: the whole of a month or year is included.
        bounds.append(_article.c.date <= until + "~")
    return bounds


def _beginning(start: str) -> Select[Any]:
    """The ids of the articles whose id, or a copy's, begins so."""
    both = union(
        select(_article.c.id, _article.c.id.label("named")).where(_begins(_article.c.id, start)),
        select(_printing.c.article, _printing.c.id).where(_begins(_printing.c.id, start)),
    ).subquery()
    return select(both.c.id).distinct().order_by(both.c.id)


def _begins(id: ColumnElement[str], start: str) -> ColumnElement[bool]:
    return (id >= start) & (id < start + chr(0x10FFFF))


def _count(table: Table) -> Select[Any]:
    return select(func.count()).select_from(table)


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _tally(connection: Connection, query: Select[Any], top: int | None = None) -> dict[str, int]:
    """How often each value of a one-column query occurs, the most frequent first."""
    value = query.selected_columns[0]
    counted = query.add_columns(func.count()).group_by(value).order_by(func.count().desc(), value).limit(top)
    return {row[0]: row[1] for row in connection.execute(counted)}
