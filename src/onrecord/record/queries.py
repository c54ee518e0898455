"""What can be asked of a record. Every answer is taken from one moment of the file, also while others write."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    func,
    select,
    union,
)

from onrecord.errors import RecordError
from onrecord.reading import REALITIES, STANDINGS, TYPES, Reading
from onrecord.record import opening, rows, schema
from onrecord.record.filters import begins, between, check, is_called, is_party, modes_of, published_by
from onrecord.record.lines import (
    ArticleRow,
    EventLine,
    FigureLine,
    Line,
    PlaceLine,
    Printing,
    Quarantined,
    Speaker,
    Status,
)
from onrecord.record.measured import claimed_by, counts, figure_lines, is_of, is_placed, place_lines
from onrecord.record.told import event_lines, statement_lines

_article, _statement, _actor, _printing = schema.article, schema.statement, schema.actor, schema.printing
_event, _party = schema.event, schema.party
_NEAREST = 5
_TOP_OUTLETS = 20


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
            return statement_lines(connection, words, speaker, act, since, until, outlet, limit)

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
        place: str | None = None,
        repeated: bool = False,
        limit: int | None = None,
    ) -> list[EventLine]:
        """The events that fit everything given, at most `limit`, newest first; later mentions only if `repeated`.

        `actor` and `recipient` are sought like the speaker of `find`; the beginning of a code fits too ("RUS" fits
        "RUSGOV" and "RUSMIL"; "Rus" is no code but a name). `mode` is without its type. `since`, `until` and `outlet`
        are as for `find`. `place` is where it happens: the name of a place, of its region or country, or ISO-3.
        Raises InputError for a type, a mode (also one of another type), a reality, a standing or a date that is none.
        """
        for value, one, many, allowed in (
            (type, "an event type", "types", TYPES),
            (mode, "a mode", "modes", modes_of(TYPES)),
            (reality, "a reality", "realities", REALITIES),
            (standing, "a standing", "standings", STANDINGS),
        ):
            check(value, one, many, allowed)
        if type is not None:
            check(mode, f"a mode of {type}", f"modes of {type}", modes_of([type]))
        chosen = {"type": type, "mode": mode, "reality": reality, "standing": standing}
        filters = [_event.c[name] == value for name, value in chosen.items() if value is not None]
        filters += [
            is_party(role, who) for role, who in (("actor", actor), ("recipient", recipient)) if who is not None
        ]
        if place is not None:
            filters.append(is_placed(_event, place))
        if not repeated:
            filters.append(_event.c.same_as.is_(None))
        with self._engine.begin() as connection:
            return event_lines(connection, [*filters, *between(since, until), *published_by(outlet)], limit)

    def figures(
        self,
        words: str = "",
        *,
        of: str | None = None,
        place: str | None = None,
        by: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> list[FigureLine]:
        """The figures that fit everything given, the newest `limit`, in the order of the days they are given for.

        `words` are the beginnings of words of the unit or of what is counted, or say what became of them (dead,
        wounded, arrested, displaced, missing, abducted, and words for these); all must be there. `of` is a country
        (ISO-3) that these words name, or words of them; `place` as for `events`; `by` is who claims it, sought
        like the actor of `events`. `since`, `until` and `outlet` are as for `find`.
        """
        filters = [*counts(words), *between(since, until), *published_by(outlet)]
        filters += [is_of(of)] if of is not None else []
        filters += [is_placed(schema.figure, place)] if place is not None else []
        filters += [claimed_by(by)] if by is not None else []
        with self._engine.begin() as connection:
            return figure_lines(connection, filters, limit)

    def places(
        self, *, since: str | None = None, until: str | None = None, outlet: str | None = None
    ) -> list[PlaceLine]:
        """The places that are named in the articles, with what happens there; those in most articles first."""
        with self._engine.begin() as connection:
            return place_lines(connection, [*between(since, until), *published_by(outlet)])

    def who(self, name: str) -> list[Speaker]:
        """Everybody whose name, role or mentions hold these words, grouped by name, those who say most first."""
        with self._engine.begin() as connection:
            people = connection.execute(
                select(
                    _actor.c.name, _actor.c.role, _actor.c.country, _article.c.id, _article.c.date, _article.c.outlet
                )
                .join(_article)
                .where(is_called(name))
                .order_by(_article.c.date.desc(), _article.c.id, _actor.c.number)
            ).all()
            lines = statement_lines(connection, speaker=name)
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
            .where(*between(since, until))
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
                figures=_number(connection, _count(schema.figure)),
                times=_number(connection, _count(schema.time)),
                places=_number(connection, _count(schema.place)),
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


def _beginning(start: str) -> Select[Any]:
    """The ids of the articles whose id, or a copy's, begins so."""
    both = union(
        select(_article.c.id, _article.c.id.label("named")).where(begins(_article.c.id, start)),
        select(_printing.c.article, _printing.c.id).where(begins(_printing.c.id, start)),
    ).subquery()
    return select(both.c.id).distinct().order_by(both.c.id)


def _count(table: Table) -> Select[Any]:
    return select(func.count()).select_from(table)


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _tally(connection: Connection, query: Select[Any], top: int | None = None) -> dict[str, int]:
    """How often each value of a one-column query occurs, the most frequent first."""
    value = query.selected_columns[0]
    counted = query.add_columns(func.count()).group_by(value).order_by(func.count().desc(), value).limit(top)
    return {row[0]: row[1] for row in connection.execute(counted)}
