"""Paths: files, folders, globs, standard input, and what the reading does with bad ones."""

import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import Notice, Rejected, read_articles, total_bytes

STORY = "Harbour reopens\n20310203\nhttps://quayside.example/a\nThe harbour reopened, the pilot said.\n"


def write(folder: Path, name: str, text: str = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_folder_is_read_recursively_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.rec", ".hidden.txt", ".git/d.txt"):
        write(tmp_path, name)
    origins = [article.origin for article in read_articles(tmp_path)]
    assert origins == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.rec")]


def test_a_document_in_a_folder_is_passed_over_with_a_notice_but_read_when_named(tmp_path: Path) -> None:
    note = write(tmp_path, "README.md")
    notices: list[Notice] = []
    assert list(read_articles(tmp_path, on_notice=notices.append)) == []
    assert [notice.file for notice in notices] == [str(note)]
    assert [article.title for article in read_articles(note)] == ["Harbour reopens"]


def record(path: Path) -> sqlite3.Connection:
    """A database with a log and an index beside it, as a record has while it is open."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE article (title TEXT)")
    return database


def test_a_record_and_its_page_in_the_folder_are_passed_over_each_time(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "brief.html", "<!DOCTYPE html>\n<p>Harbour</p>")
    write(tmp_path, "page.HTM", "Harbour\n20310203\nhttps://quayside.example/a\n<p>Harbour</p>")
    with closing(record(tmp_path / "onrecord.db")):
        names = [path.name for path in sorted(tmp_path.iterdir())]
        assert {"onrecord.db-shm", "onrecord.db-wal"} < set(names)
        for _ in range(2):
            notices: list[Notice] = []
            articles = list(read_articles(tmp_path, on_notice=notices.append))  # what is rejected raises
            assert [article.title for article in articles] == ["Harbour reopens"]
            assert [Path(notice.file).name for notice in notices] == ["brief.html", "onrecord.db", "page.HTM"]
            assert all("passed over as a" in notice.message for notice in notices)
        assert total_bytes(tmp_path) == len(STORY)


@pytest.mark.parametrize("beside", ["-wal", "-shm", "-journal"])
def test_a_database_at_rest_is_known_by_its_first_bytes(tmp_path: Path, beside: str) -> None:
    (tmp_path / "store.txt").write_bytes(b"SQLite format 3\x00" + bytes(100))
    (tmp_path / f"store.txt{beside}").write_bytes(b"\x37\x7f\x06\x82")
    notices: list[Notice] = []
    assert list(read_articles(tmp_path, on_notice=notices.append)) == []
    assert [notice.file for notice in notices] == [str(tmp_path / "store.txt")]


def test_a_text_with_the_name_of_a_journal_is_read(tmp_path: Path) -> None:
    write(tmp_path, "ship", STORY)
    write(tmp_path, "ship-journal", STORY)
    assert len(list(read_articles(tmp_path))) == 2


def test_looking_for_databases_leaves_this_process_its_locks(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    take = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('PRAGMA journal_mode = DELETE')"
    with closing(record(path)):
        list(read_articles(tmp_path))
        list(read_articles(path, on_bad=lambda _: None))
        other = subprocess.run([sys.executable, "-c", take], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


def test_a_database_that_is_named_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "onrecord.db"
    with closing(record(path)):
        for name in (path, tmp_path / "onrecord.db-wal"):
            rejected: list[Rejected] = []
            assert list(read_articles(name, on_bad=rejected.append)) == []
            assert [(bad.file, bad.place, bad.raw) for bad in rejected] == [(str(name), "file", None)]
            assert "SQLite database" in rejected[0].reason
    pipe(monkeypatch, path.read_bytes())
    with pytest.raises(InputError, match="SQLite database"):
        list(read_articles("-"))


def test_a_named_pipe_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen([sys.executable, "-c", f"open({str(path)!r}, 'w').write({STORY!r})"]):
        assert [article.title for article in read_articles(path)] == ["Harbour reopens"]


def test_glob_finds_files_and_a_name_with_brackets_is_taken_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "a1.txt")
    write(tmp_path, "a2.txt")
    odd = write(tmp_path, "b[1].txt")
    assert len(list(read_articles(tmp_path / "a?.txt"))) == 2
    assert [article.origin for article in read_articles(odd)] == [str(odd)]


@pytest.mark.parametrize("name", ["missing.txt", "missing*.txt"])
def test_a_path_that_is_not_there_is_an_error_before_anything_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(InputError, match=r"missing.*no such file"):
        read_articles(tmp_path / "a.txt", tmp_path / name)
    with pytest.raises(InputError, match="no such file"):
        total_bytes(tmp_path / name)


def test_a_file_that_cannot_be_opened_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    write(tmp_path, "b.txt")
    rejected: list[Rejected] = []
    assert len(list(read_articles(tmp_path, on_bad=rejected.append))) == 1
    assert rejected[0].file.endswith("a.txt")
    assert "cannot be opened" in rejected[0].reason
    assert rejected[0].raw is None


def test_standard_input_is_read_by_content(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, STORY.encode())
    assert [(a.title, a.origin) for a in read_articles("-")] == [("Harbour reopens", "standard input")]
    pipe(monkeypatch, b'{"title": "T", "text": "One."}\n{"title": "U", "text": "Two."}\n')
    assert [(a.title, a.origin) for a in read_articles("-")] == [("T", "standard input:1"), ("U", "standard input:2")]


def test_the_bytes_read_add_up_to_the_total(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.jsonl", '{"title": "T", "text": "One."}\nbroken\n\n')
    write(tmp_path, "c.json", '[{"title": "T", "text": "One."}]')
    write(tmp_path, "empty.txt", "")
    heard: list[int] = []
    list(read_articles(tmp_path, on_bad=lambda _: None, on_bytes=heard.append))
    assert sum(heard) == total_bytes(tmp_path) == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert total_bytes(tmp_path, "-") is None


def test_without_on_bad_the_first_bad_input_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"title": "T", "text": "One."}\n{"title": \n')
    articles = read_articles(path)
    assert next(articles).title == "T"
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: not JSON"):
        next(articles)
