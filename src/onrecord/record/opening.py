"""Opening a record's file: is it one, is it today's, and how SQLite is to treat it.

A killed process loses nothing acknowledged: every commit is synced to the disk (WAL with `synchronous = FULL`), and a
new or older file becomes today's in one transaction.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError

from onrecord.errors import RecordError
from onrecord.record import rows, schema, search

VERSION = 4
"""The version this program writes (`PRAGMA user_version`). Version 1 had no full-text indexes, version 2 no events,
version 3 no times, places and figures."""

APPLICATION = 0x4F6E5265
"""Stands in the file's header ("OnRe") and tells a record from any other SQLite file."""

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""


def open_engine(path: Path, *, create: bool) -> Engine:
    """The engine for the record in the file `path`, made (if `create`) or brought up to date if need be.

    Its transactions are `BEGIN DEFERRED`; with the execution option `transaction="IMMEDIATE"` they write. Raises
    RecordError when the file is missing, no record, of a newer version, or cannot be opened.
    """
    _check_path(path, create=create)
    try:
        version = _prepare(path, create=create)
        engine = _engine(path)
        if version < VERSION:
            with engine.execution_options(transaction="IMMEDIATE").begin() as connection:
                _bring_up_to_date(connection)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        if getattr(reason, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise RecordError(f"{path}: this file is not a record; name another with --record FILE") from error
        raise RecordError(
            f"{path}: the record cannot be opened ({reason}); see that the file and its folder can be written to "
            "and that no other program holds the file"
        ) from error
    return engine


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: this is a folder; name a file in it, such as {path / 'onrecord.db'}")
    if not path.exists() and not create:
        raise RecordError(f"{path}: there is no record here yet; make one with `onrecord read PATH --record {path}`")
    if not path.parent.is_dir():
        raise RecordError(f"{path}: the folder {path.parent} does not exist; make it first")


def _prepare(path: Path, *, create: bool) -> int:
    """Checks that the file is a record or empty before anything in it is changed; returns its version (0: empty)."""
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as file:
        # In one transaction, since another process may be filling the file just now.
        file.execute("BEGIN")
        version = int(file.execute("PRAGMA user_version").fetchone()[0])
        application = file.execute("PRAGMA application_id").fetchone()[0]
        tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        file.execute("COMMIT")
        if application != APPLICATION and (version or tables):
            raise RecordError(
                f"{path}: this SQLite file belongs to another program; name another file with --record FILE"
            )
        if version > VERSION:
            raise RecordError(
                f"{path}: the record has version {version}, and this program knows versions up to {VERSION}; "
                "install a newer onrecord"
            )
        if not version and not create:
            raise RecordError(f"{path}: the file is empty; fill it with `onrecord read PATH --record {path}`")
        _use_wal(file)
    return version


def _use_wal(file: sqlite3.Connection) -> None:
    """Switches the file to write-ahead logging; SQLite does not wait by itself when two processes do so at once."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            file.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > give_up:
                raise
        time.sleep(0.02)


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        # SQLAlchemy's begin event below begins the transactions, not the driver.
        connect_args={"timeout": PATIENCE, "isolation_level": None},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(file: sqlite3.Connection, _: Any) -> None:
    file.execute("PRAGMA foreign_keys = ON")
    file.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('transaction', 'DEFERRED')}")


def _bring_up_to_date(connection: Connection) -> None:
    """Makes the tables in an empty file, or takes the steps from an older version; one transaction."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not version:
        schema.metadata.create_all(connection)
        search.create_search(connection)
    for step in range(version, VERSION) if version else ():
        MIGRATIONS[step](connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _add_search(connection: Connection) -> None:
    """Version 1 to 2: the full-text indexes."""
    search.create_search(connection)
    for id, title in connection.execute(select(schema.article.c.id, schema.article.c.title)).all():
        search.index_statements(connection, title, rows.load_statements(connection, id))
        search.index_actors(connection, rows.load_actors(connection, id))


def _add_events(connection: Connection) -> None:
    """Version 2 to 3: the tables of events, empty; the readings so far have none."""
    schema.metadata.create_all(connection, tables=[schema.event, schema.event_segment, schema.party])


def _add_when_and_where(connection: Connection) -> None:
    """Version 3 to 4: the tables of times, places and figures, empty; the readings so far have none."""
    schema.metadata.create_all(connection, tables=[schema.time, schema.place, schema.figure])


MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: _add_search, 2: _add_events, 3: _add_when_and_where}
"""The step from each version to the next."""
