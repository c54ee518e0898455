"""A process killed at any moment loses nothing it has acknowledged and doubles nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from onrecord.record import open_record
from tests.record.conftest import make_dam, renamed

ARTICLES = 20

WRITER = f"""
import sys
from onrecord.reading import Reading
from onrecord.record import open_record
from tests.record.conftest import make_dam, renamed

path, reader = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
with open_record(path) as record:
    for n in range({ARTICLES}):
        reading = renamed(make_dam(), f"x{{n}}", title=f"Title {{n}}")
        record.add(reading, reader=reader)
        print(f"x{{n}}", flush=True)
        record.add(renamed(reading, f"copy{{n}}"), reader=reader)
        print(f"copy{{n}}", flush=True)
        record.quarantine(f"bad{{n}}", "line 1", "empty", b"")
"""


def start(path: Path, reader: str) -> subprocess.Popen[str]:
    """A writer that waits for a line before it opens the record; then it prints every id once `add` has returned."""
    here = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), reader],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(here), *sys.path])},
    )


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    writer.stdin.write("go\n")
    writer.stdin.flush()


def check(path: Path, acknowledged: set[tuple[str, str]]) -> None:
    """The file is sound, sums up, and holds every (id, reader version) acknowledged."""
    with open_record(path) as record:
        with record._engine.begin() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            for index in ("statement_search", "actor_search"):
                connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
            searchable = connection.exec_driver_sql("SELECT count(*) FROM statement_search").scalar()
        status = record.status()
        assert status.inputs == status.stored + status.copies + status.quarantined
        assert status.statements == searchable == 4 * status.stored
        assert status.events == status.stored
        for id, reader in acknowledged:
            title = f"Title {id.removeprefix('x').removeprefix('copy')}"
            if id.startswith("copy"):
                assert record.reading(id).article.title == title
            else:
                stored = record.reading(id, reader=reader)
                assert stored.to_json() == renamed(make_dam(), id, title=title).to_json()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    chance = random.Random()
    # Each writer is a newer reader, so that some die while they supersede. All start at once, to save time.
    writers = [start(path, str(version)) for version in range(4)]
    acknowledged: set[tuple[str, str]] = set()
    for version, writer in enumerate(writers[:-1]):
        go(writer)
        assert writer.stdout is not None
        # The first dies while the file is being made.
        heard = [writer.stdout.readline() for _ in range(chance.randrange(ARTICLES) if version else 0)]
        time.sleep(chance.uniform(0, 0.03))
        writer.kill()
        heard += writer.communicate()[0].splitlines()
        acknowledged |= {(id.strip(), str(version)) for id in heard}
        check(path, acknowledged)

    go(writers[-1])
    rest, _ = writers[-1].communicate()
    assert writers[-1].returncode == 0
    assert len(rest.splitlines()) == 2 * ARTICLES
    check(path, acknowledged | {(id, "3") for id in rest.splitlines()})
    with open_record(path) as record:
        status = record.status()
        assert (status.stored, status.copies, status.quarantined) == (ARTICLES,) * 3
        assert status.readers == {"3": ARTICLES}
