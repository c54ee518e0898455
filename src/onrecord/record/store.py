"""Record: writing to it. One transaction an article; what a call has returned for is on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DatabaseError

from onrecord.article import Article, text_digest
from onrecord.errors import RecordError
from onrecord.reading import Reading
from onrecord.record import rows, schema
from onrecord.record.opening import open_engine
from onrecord.record.queries import Queries


class Record(Queries):
    """The record in one file; close it, or use it in a `with` statement.

    An article is known by its id and its words (`text_digest`: title and paragraphs, in any order):

    - the same id and words, read by the same reader version: known, nothing changes;
    - the same id and words, read by another reader version: the new reading supersedes the old, which is kept whole;
    - the same words under another id: a copy, of which only the printing is noted;
    - other words under the same id: a revision, stored under `id~2`, `id~3`, … beside the first.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def add(self, reading: Reading, *, reader: str) -> str:
        """Puts a reading by the reader version `reader` on record: "stored", "copy" or "known" (see `Record`).

        Raises RecordError when the file cannot be written; then nothing of the reading is on record.
        """
        article, digest = reading.article, text_digest(reading.article)
        with self._writing() as connection:
            holder = _holder(connection, digest)
            if holder is not None and _is_known(connection, holder, article, reader):
                return "known"
            if holder is not None and holder.is_of(article):
                rows.supersede(connection, holder.id, article)
                rows.write_reading(connection, holder.id, reading, reader=reader)
                return "stored"
            _write_arrival(connection, "article", article.id, "", digest)
            if holder is not None:
                _write_printing(connection, holder.id, article)
                return "copy"
            id = _free_id(connection, article.id)
            rows.write_article(connection, id, article, digest)
            rows.write_reading(connection, id, reading, reader=reader)
            return "stored"

    def knows(self, article: Article, *, reader: str) -> bool:
        """Whether `add` would answer "known", so that the article need not be read."""
        with self._engine.begin() as connection:
            holder = _holder(connection, text_digest(article))
            return holder is not None and _is_known(connection, holder, article, reader)

    def copy_of(self, article: Article) -> str | None:
        """The id of the stored article with the same words under another id; `None` where there is none."""
        with self._engine.begin() as connection:
            holder = _holder(connection, text_digest(article))
        return None if holder is None or holder.is_of(article) else holder.id

    def id_of(self, article: Article) -> str | None:
        """The id under which this very article is stored (`id~2` for a revision); `None` where it is not, or a copy."""
        with self._engine.begin() as connection:
            holder = _holder(connection, text_digest(article))
        return holder.id if holder is not None and holder.is_of(article) else None

    def quarantine(self, file: str, place: str, reason: str, raw: bytes | None) -> bool:
        """Keeps an input that could not be read, once for the same file, place and bytes; False if it is known.

        `raw` is `None` where the bytes stay in the file only. Raises RecordError when the record cannot be written.
        """
        digest = "" if raw is None else hashlib.sha256(raw).hexdigest()
        table = schema.quarantine
        with self._writing() as connection:
            same = (table.c.file == file) & (table.c.place == place) & (table.c.digest == digest)
            if connection.execute(select(table.c.key).where(same)).first():
                return False
            connection.execute(insert(table).values(file=file, place=place, reason=reason, digest=digest, raw=raw))
            _write_arrival(connection, "rejected", file, place, digest)
        return True

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that writes, waiting for other processes that do."""
        try:
            with self._engine.execution_options(transaction="IMMEDIATE").begin() as connection:
                yield connection
        except DatabaseError as error:
            raise RecordError(
                f"{self.path}: the record cannot be written ({error.orig}); what was on record is safe: see that the "
                "disk has room and no other program holds the file, then run the same command again"
            ) from error


def open_record(path: str | Path, *, create: bool = True) -> Record:
    """Opens the record in the file `path`, first making it (if `create`) or bringing an older one up to date.

    Raises RecordError when the file is missing, is no record or of a newer version, or cannot be opened.
    """
    path = Path(path)
    return Record(open_engine(path, create=create), path)


class _Holder(NamedTuple):
    """The stored article that holds some words: its id on record, and the id it came with."""

    id: str
    given: str

    def is_of(self, article: Article) -> bool:
        """Whether it is this very article, as it came or as the record gives it back (`id~2`), and not a copy."""
        return article.id in (self.id, self.given)


def _holder(connection: Connection, digest: str) -> _Holder | None:
    table = schema.article
    row = connection.execute(select(table.c.id, table.c.given).where(table.c.digest == digest)).first()
    return row and _Holder(*row)


def _is_known(connection: Connection, holder: _Holder, article: Article, reader: str) -> bool:
    if holder.is_of(article):
        by = schema.reading.c
        query = select(by.article).where(by.article == holder.id, by.reader == reader)
    else:
        by = schema.printing.c
        query = select(by.article).where(by.article == holder.id, by.id == article.id)
    return connection.execute(query).first() is not None


def _free_id(connection: Connection, given: str) -> str:
    """The id as given, or the first of `id~2`, `id~3`, … that names nothing on record."""
    revisions = (f"{given}~{number}" for number in count(2))
    return next(id for id in chain([given], revisions) if not _is_taken(connection, id))


def _is_taken(connection: Connection, id: str) -> bool:
    own, copy = schema.article.c.id, schema.printing.c.id
    return (
        connection.execute(select(own).where(own == id).union_all(select(copy).where(copy == id))).first() is not None
    )


def _write_printing(connection: Connection, id: str, article: Article) -> None:
    connection.execute(
        insert(schema.printing).values(
            article=id,
            id=article.id,
            title=article.title,
            date=article.date,
            url=article.url,
            outlet=article.outlet,
            agency=article.agency,
        )
    )


def _write_arrival(connection: Connection, kind: str, name: str, place: str, digest: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(schema.arrival).values(kind=kind, name=name, place=place, digest=digest, at=now))
