"""What `add` and `quarantine` keep, and that nothing is lost or doubled."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.reading import Reading
from onrecord.record import Record, open_record
from tests.record.conftest import renamed


def balanced(record: Record) -> bool:
    status = record.status()
    return status.inputs == status.stored + status.copies + status.quarantined


@pytest.mark.parametrize("name", ["dam", "cracks", "raid", "note", "muster"])
def test_a_reading_comes_back_exactly(name: str, record: Record, request: pytest.FixtureRequest) -> None:
    reading = request.getfixturevalue(name)
    assert record.add(reading, reader="1.0") == "stored"
    back = record.reading(reading.article.id)
    assert back == Reading.from_json(reading.to_json())
    assert json.dumps(back.to_json()) == json.dumps(reading.to_json())


def test_the_same_again_is_known_and_changes_nothing(record: Record, dam: Reading) -> None:
    assert not record.knows(dam.article, reader="1.0")
    record.add(dam, reader="1.0")
    before = record.status()
    assert record.knows(dam.article, reader="1.0")
    assert record.add(replace(dam, statements=()), reader="1.0") == "known"
    assert record.status() == before
    assert len(record.find()) == 4


def test_a_new_reader_version_supersedes_and_the_old_reading_is_kept(full: Record, dam: Reading) -> None:
    again = replace(
        dam,
        article=replace(dam.article, paragraphs=dam.article.paragraphs[::-1], furniture=frozenset({0}), agency="Vna"),
        statements=(),
        actors=dam.actors[:1],
        events=dam.events[:1],
    )
    again = replace(again, actors=(replace(again.actors[0], mentions=()),))
    assert not full.knows(dam.article, reader="2.0")
    assert full.add(again, reader="2.0") == "stored"

    assert full.reading("d4a1").to_json() == again.to_json()
    assert full.reading("d4a1", reader="2.0").to_json() == again.to_json()
    assert full.reading("d4a1", reader="1.0").to_json() == dam.to_json()
    assert {line.article for line in full.find()} == {"d4b2"}
    assert full.find("cracks denied") == []
    assert [line.event for line in full.events(repeated=True)] == ["e1"]
    assert [speaker.name for speaker in full.who("halvor")] == ["Halvor institute"]
    status = full.status()
    assert (status.inputs, status.stored, status.superseded) == (3, 3, 1)
    assert status.readers == {"1.0": 2, "2.0": 1}
    assert full.add(dam, reader="1.0") == "known", "an older reader does not take the place of a newer one"
    with pytest.raises(RecordError, match=r"d4a1 was never read by 3\.0, but by 1\.0, 2\.0"):
        full.reading("d4a1", reader="3.0")


def test_the_same_words_under_another_id_are_a_copy(record: Record, dam: Reading) -> None:
    record.add(dam, reader="1.0")
    copy = renamed(dam, "c0", outlet="coast.example", paragraphs=dam.article.paragraphs[::-1]).article
    assert record.copy_of(copy) == "d4a1"
    assert record.copy_of(dam.article) is None
    assert not record.knows(copy, reader="1.0")
    assert record.add(Reading(copy), reader="1.0") == "copy"
    assert record.add(Reading(copy), reader="2.0") == "known"
    assert record.knows(copy, reader="3.0")
    assert [(printing.id, printing.outlet) for printing in record.printings("d4a1")] == [("c0", "coast.example")]
    assert record.reading("c0").article.id == "d4a1", "the id of a copy leads to what is stored"
    assert (record.status().stored, record.status().copies) == (1, 1)
    assert balanced(record)


def test_other_words_under_the_same_id_are_stored_beside_the_first(record: Record, dam: Reading) -> None:
    revised = renamed(dam, "d4a1", paragraphs=(*dam.article.paragraphs, "Corrected."))
    again = renamed(dam, "d4a1", paragraphs=(*dam.article.paragraphs, "Corrected twice."))
    for reading in (dam, revised, again):
        assert record.copy_of(reading.article) is None
        assert record.add(reading, reader="1.0") == "stored"
        assert record.add(reading, reader="1.0") == "known"
    assert [row.id for row in record.articles()] == ["d4a1", "d4a1~2", "d4a1~3"]
    assert record.reading("d4a1").to_json() == dam.to_json()
    assert record.reading("d4a1~3").article.paragraphs[-1] == "Corrected twice."
    assert record.add(revised, reader="2.0") == "stored"
    assert record.status().stored == 3
    assert balanced(record)


def test_a_revision_of_a_copy_does_not_take_the_copys_id(record: Record, dam: Reading, cracks: Reading) -> None:
    record.add(dam, reader="1.0")
    record.add(renamed(dam, "c0"), reader="1.0")
    assert record.add(renamed(cracks, "c0"), reader="1.0") == "stored"
    assert record.reading("c0~2").article.title == "Cracks in the dam"
    assert record.reading("c0").article.title == dam.article.title


def test_quarantine_keeps_the_bytes_once(record: Record) -> None:
    assert record.quarantine("bad\udcff.txt", "line 3", "no JSON", b"{\x00\xff")
    assert not record.quarantine("bad\udcff.txt", "line 3", "said otherwise", b"{\x00\xff")
    assert record.quarantine("bad\udcff.txt", "line 3", "no JSON", b"{")
    assert record.quarantine("bad\udcff.txt", "line 4", "no JSON", b"{")
    assert record.quarantine("huge.jsonl", "line 1", "too long", None)
    assert record.quarantine("empty.txt", "line 1", "empty", b"")
    found = record.quarantined()
    assert [(item.file, item.place, item.reason, item.size) for item in found] == [
        ("bad\udcff.txt", "line 3", "no JSON", 3),
        ("bad\udcff.txt", "line 3", "no JSON", 1),
        ("bad\udcff.txt", "line 4", "no JSON", 1),
        ("huge.jsonl", "line 1", "too long", None),
        ("empty.txt", "line 1", "empty", 0),
    ]
    assert [record.raw(item.key) for item in found] == [b"{\x00\xff", b"{", b"{", None, b""]
    assert found[3].sha256 is None
    assert record.status().quarantined == record.status().inputs == 5
    with pytest.raises(RecordError, match="nothing is in quarantine under 99"):
        record.raw(99)


def test_a_reading_that_fails_half_way_leaves_nothing(record: Record, dam: Reading) -> None:
    twice = replace(dam, statements=(dam.statements[0], dam.statements[0]))
    with pytest.raises(Exception, match="UNIQUE"):
        record.add(twice, reader="1.0")
    status = record.status()
    assert (status.inputs, status.stored, status.statements) == (0, 0, 0)
    assert record.add(dam, reader="1.0") == "stored"


def test_a_record_that_cannot_be_written_says_so(full: Record, dam: Reading, tmp_path: Path) -> None:
    with open_record(tmp_path / "onrecord.db") as other:
        with other._engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(RecordError, match=r"onrecord\.db: the record cannot be written \(.*full\).*has room"):
            other.quarantine("big.bin", "byte 0", "binary", bytes(1_000_000))
    assert full.status().inputs == 3


def test_several_may_open_and_write_at_once(tmp_path: Path, dam: Reading) -> None:
    path = tmp_path / "shared.db"

    def write(worker: int) -> list[str]:
        with open_record(path) as record:
            return [record.add(renamed(dam, f"x{n}", title=f"Title {n}"), reader="1.0") for n in range(12)]

    with ThreadPoolExecutor(6) as pool:
        answers = [answer for worker in pool.map(write, range(6)) for answer in worker]
    assert sorted(set(answers)) == ["known", "stored"]
    assert answers.count("stored") == 12
    with open_record(path, create=False) as record:
        assert record.status().inputs == record.status().stored == 12
        assert len(record.find("rumours")) == 12


def test_the_file_is_plain_tables_with_their_rules_kept(full: Record, tmp_path: Path) -> None:
    file = sqlite3.connect(tmp_path / "onrecord.db")
    tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    plain = {"article", "paragraph", "reading", "statement", "segment", "actor", "mention", "event", "event_segment"}
    assert plain | {"party", "printing", "quarantine", "arrival"} <= tables
    assert file.execute("SELECT count(*) FROM segment WHERE statement IS NOT NULL").fetchone() == (18,)
    assert file.execute("SELECT count(*) FROM event_segment WHERE event IS NOT NULL").fetchone() == (5,)
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    file.close()
    with full._engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
