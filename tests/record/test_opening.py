"""Opening: new files, older and newer versions, and files that are no record."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Connection

from onrecord.errors import RecordError
from onrecord.reading import Reading
from onrecord.record import open_record, opening

VERSION_1 = """
CREATE TABLE article (id TEXT NOT NULL, given TEXT NOT NULL, digest VARCHAR NOT NULL, title TEXT NOT NULL,
    date VARCHAR, url TEXT, outlet TEXT, agency TEXT, dateline TEXT, furniture JSON NOT NULL, damage JSON NOT NULL,
    PRIMARY KEY (id), UNIQUE (digest));
CREATE INDEX article_by_date ON article (date DESC, id);
CREATE TABLE quarantine ("key" INTEGER NOT NULL, file TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL,
    digest VARCHAR NOT NULL, raw BLOB, PRIMARY KEY ("key"), UNIQUE (file, place, digest));
CREATE TABLE arrival (kind VARCHAR NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, digest VARCHAR NOT NULL,
    at VARCHAR NOT NULL, PRIMARY KEY (kind, name, place, digest)) WITHOUT ROWID;
CREATE TABLE paragraph (article TEXT NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (article, number), FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE reading (article TEXT NOT NULL, reader TEXT NOT NULL, superseded BOOLEAN NOT NULL, kept JSON,
    PRIMARY KEY (article, reader), FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE UNIQUE INDEX newest_reading ON reading (article) WHERE superseded IS 0;
CREATE TABLE statement ("key" INTEGER NOT NULL, article TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    act VARCHAR NOT NULL, form VARCHAR NOT NULL, speaker TEXT, addressee TEXT, time TEXT, within TEXT,
    confidence FLOAT NOT NULL, PRIMARY KEY ("key"), UNIQUE (article, id),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE);
CREATE INDEX statement_by_speaker ON statement (article, speaker);
CREATE TABLE actor ("key" INTEGER NOT NULL, article TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
    name TEXT NOT NULL, code TEXT, country TEXT, sectors JSON NOT NULL, role TEXT, PRIMARY KEY ("key"),
    UNIQUE (article, id), FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE);
CREATE TABLE printing (article TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, date VARCHAR, url TEXT,
    outlet TEXT, agency TEXT, PRIMARY KEY (article, id),
    FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX printing_by_id ON printing (id);
CREATE TABLE segment (statement INTEGER NOT NULL, role VARCHAR NOT NULL, number INTEGER NOT NULL,
    paragraph INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (statement, role, number),
    FOREIGN KEY(statement) REFERENCES statement ("key") ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE mention (actor INTEGER NOT NULL, number INTEGER NOT NULL, paragraph INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (actor, number),
    FOREIGN KEY(actor) REFERENCES actor ("key") ON DELETE CASCADE) WITHOUT ROWID;

INSERT INTO article VALUES ('old', 'old', 'digest', 'Ferry runs again', '2030-05-01', NULL, 'isle.example', NULL, NULL,
    '[]', '{"quotation_marks": true, "apostrophes": false, "order": false}');
INSERT INTO paragraph VALUES ('old', 0, 'Mayor Tove Rask said it was safe.');
INSERT INTO reading VALUES ('old', '0.9', 0, NULL);
INSERT INTO statement VALUES (1, 'old', 's1', 0, 'state', 'indirect', 'a1', NULL, NULL, NULL, 0.5);
INSERT INTO segment VALUES (1, 'source', 0, 0, 0, 15, 'Mayor Tove Rask');
INSERT INTO segment VALUES (1, 'cue', 0, 0, 16, 20, 'said');
INSERT INTO segment VALUES (1, 'content', 0, 0, 21, 32, 'it was safe');
INSERT INTO actor VALUES (1, 'old', 'a1', 0, 'Tove Rask', NULL, NULL, '[]', 'Mayor');
INSERT INTO mention VALUES (1, 0, 0, 6, 15, 'Tove Rask');
INSERT INTO arrival VALUES ('article', 'old', '', 'digest', '2030-05-02T08:00:00+00:00');
PRAGMA application_id = 0x4F6E5265;
PRAGMA user_version = 1;
"""


def run(path: Path, commands: str) -> None:
    """Writes to a file without the record's own code."""
    file = sqlite3.connect(path)
    file.executescript(commands)
    file.close()


def schema(path: Path) -> dict[str, str]:
    """What makes up a file, spacing aside."""
    file = sqlite3.connect(path)
    found = file.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    version = file.execute("PRAGMA user_version").fetchone()
    file.close()
    return {name: "".join(sql.split()) for name, sql in found} | {"version": str(version)}


def test_a_version_1_file_becomes_todays(tmp_path: Path, dam: Reading) -> None:
    path, new = tmp_path / "old.db", tmp_path / "new.db"
    run(path, VERSION_1)
    with open_record(path, create=False) as record:
        assert record.status().version == 4
        (line,) = record.find("safe ferry", speaker="rask")
        assert (line.article, line.content, line.confidence) == ("old", "it was safe", 0.5)
        assert record.reading("old").article.damage.quotation_marks
        assert [speaker.name for speaker in record.who("mayor")] == ["Tove Rask"]
        assert record.add(dam, reader="1.0") == "stored"
        assert len(record.find()) == 5
        assert len(record.events()) == 1
    open_record(new).close()
    assert schema(path) == schema(new)
    with open_record(path) as record:
        assert len(record.find("safe")) == 1, "the step is taken once"


def test_a_version_2_file_becomes_todays(full_file: Path, tmp_path: Path, dam: Reading) -> None:
    path, new = tmp_path / "old.db", tmp_path / "new.db"
    copy(full_file, path)
    with open_record(path) as record:
        record.add(replace(dam, events=()), reader="2.0")
    run(path, "DROP TABLE party; DROP TABLE event_segment; DROP TABLE event; PRAGMA user_version = 2")
    run(path, "DROP TABLE time; DROP TABLE place; DROP TABLE figure")
    # As a reader without events kept it.
    run(path, "UPDATE reading SET kept = json_set(kept, '$.events', json('[]')) WHERE superseded")
    with open_record(path, create=False) as record:
        assert record.status().version == 4
        assert (record.status().events, record.events(repeated=True)) == (0, [])
        assert len(record.find()) == 6
        for reader in ("1.0", "2.0"):
            assert record.reading("d4a1", reader=reader).to_json() == replace(dam, events=()).to_json()
        assert record.add(dam, reader="3.0") == "stored"
        assert record.reading("d4a1").to_json() == dam.to_json()
        assert [line.event for line in record.events(repeated=True)] == ["e1", "e2"]
    open_record(new).close()
    assert schema(path) == schema(new)


def test_a_version_3_file_becomes_todays(full_file: Path, tmp_path: Path, muster: Reading) -> None:
    path, new = tmp_path / "old.db", tmp_path / "new.db"
    copy(full_file, path)
    run(path, "DROP TABLE time; DROP TABLE place; DROP TABLE figure; PRAGMA user_version = 3")
    with open_record(path, create=False) as record:
        assert (record.status().version, record.figures(), record.places()) == (4, [], [])
        assert record.add(muster, reader="3.0") == "stored"
        assert [line.figure for line in record.figures()] == ["f2", "f1"]
    open_record(new).close()
    assert schema(path) == schema(new)


def test_a_step_that_breaks_off_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    run(path, VERSION_1)
    before = schema(path)
    step = opening.MIGRATIONS[1]

    def break_off(connection: Connection) -> None:
        step(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(opening.MIGRATIONS, 1, break_off)
        with pytest.raises(KeyboardInterrupt):
            open_record(path)
    assert schema(path) == before
    with open_record(path) as record:
        assert len(record.find("safe")) == 1


def test_every_older_version_has_a_step() -> None:
    assert list(opening.MIGRATIONS) == list(range(1, opening.VERSION))


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_record(path).close()
    run(path, "PRAGMA user_version = 5")
    before = path.read_bytes()
    with pytest.raises(
        RecordError, match=r"new\.db: the record has version 5, and this program knows .* 4; install a newer onrecord"
    ):
        open_record(path)
    assert path.read_bytes() == before


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, and long enough to have a header of its own\n" * 20)
    other = tmp_path / "other.db"
    run(other, "CREATE TABLE cookies (name)")
    for path, reason in ((text, "this file is not a record"), (other, "belongs to another program")):
        before = path.read_bytes()
        with pytest.raises(RecordError, match=rf"{path.name}: .*{reason}; name another.*--record FILE"):
            open_record(path)
        assert path.read_bytes() == before


def test_a_broken_record_says_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    open_record(path).close()
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096))
    with pytest.raises(RecordError, match=r"broken\.db: the record cannot be opened \("):
        open_record(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(RecordError, match=r"none\.db: there is no record here yet; make one with `onrecord read"):
        open_record(path, create=False)
    assert not path.exists()
    with pytest.raises(RecordError, match=r"the folder .*/away does not exist; make it first"):
        open_record(tmp_path / "away" / "onrecord.db")
    with pytest.raises(RecordError, match=r"this is a folder; name a file in it, such as .*onrecord\.db"):
        open_record(tmp_path)


def test_an_empty_file_becomes_a_record_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a?b%20#ü.db"
    path.touch()
    with pytest.raises(RecordError, match="the file is empty; fill it with `onrecord read"):
        open_record(path, create=False)
    with open_record(str(path)) as record:
        assert record.status().inputs == 0
    assert path.stat().st_size > 0
    assert sorted(tmp_path.iterdir()) == [path], "a closed record is one file"
