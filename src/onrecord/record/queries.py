"""What can be asked of a record. Every answer is taken from one moment of the file, also while others write."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, false, func, literal_column, or_, select, union

from onrecord.errors import InputError, RecordError
from onrecord.reading import ACTS, Reading
from onrecord.record import opening, rows, schema, search
from onrecord.record.lines import ArticleRow, Line, Printing, Quarantined, Speaker, Status

_article, _statement, _actor, _printing = schema.article, schema.statement, schema.actor, schema.printing
_NEAREST = 5
_TOP_OUTLETS = 20
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


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
            newest = schema.reading.c.superseded.is_(False)
            first, last = connection.execute(select(func.min(_article.c.date), func.max(_article.c.date))).one()
            return Status(
                inputs=_number(connection, _count(schema.arrival)),
                stored=_number(connection, _count(_article)),
                copies=_number(connection, _count(_printing)),
                quarantined=_number(connection, _count(schema.quarantine)),
                statements=_number(connection, _count(_statement)),
                acts=_tally(connection, select(_statement.c.act)),
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
        .where(*_between(since, until))
        .limit(limit)
    )
    if act is not None:
        if act not in ACTS:
            raise InputError(f"'{act}' is not an act; the acts are {', '.join(ACTS)}")
        query = query.where(_statement.c.act == act)
    if outlet is not None:
        host = outlet.lower().removeprefix("www.")
        reprinted = select(_printing.c.article).where(func.lower(_printing.c.outlet) == host)
        query = query.where(or_(func.lower(_article.c.outlet) == host, _article.c.id.in_(reprinted)))
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
