"""Record text: its three first lines, encodings, line ends, and what is none."""

from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.intake import Notice, Rejected, read_articles
from onrecord.intake.items import ARTICLE_LIMIT

HEAD = "Ferry sails\n20310203\nhttps://www.quayside.example/a\n"


def read(path: Path, data: bytes | str) -> tuple[list[Article], list[Rejected], list[Notice]]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    rejected: list[Rejected] = []
    notices: list[Notice] = []
    return list(read_articles(path, on_bad=rejected.append, on_notice=notices.append)), rejected, notices


def test_title_date_url_and_paragraphs_to_the_character(tmp_path: Path) -> None:
    text = (
        "  Ferry sails \n2031-02-03\nhttps://www.quayside.example/a\n"
        " Two  blanks,\tand a tab. \n\n\u2028x\x0by\u0085 \n"
    )
    (article,), rejected, notices = read(tmp_path / "a.txt", text)
    assert article.title == "  Ferry sails "
    assert (article.date, article.url) == ("2031-02-03", "https://www.quayside.example/a")
    assert article.outlet == "quayside.example"
    assert article.paragraphs == (" Two  blanks,\tand a tab. ", "\u2028x\x0by\u0085 ")
    assert article.origin == str(tmp_path / "a.txt")
    assert not rejected
    assert not notices


def test_the_id_is_of_the_content_and_not_of_the_place(tmp_path: Path) -> None:
    first = read(tmp_path / "a.txt", HEAD + "It sailed.\n")[0][0]
    again = read(tmp_path / "b.txt", HEAD.replace("20310203", "2031-02-03") + "It sailed.")[0][0]
    other = read(tmp_path / "c.txt", HEAD + "It sailed!\n")[0][0]
    assert first.id == again.id != other.id


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + "“Zoë’s café”\nsecond\n").encode("utf-8"),
        (HEAD + "“Zoë’s café”\nsecond\n").encode("utf-8-sig"),
        (HEAD + "“Zoë’s café”\nsecond\n").encode("utf-16"),
        (HEAD + "“Zoë’s café”\nsecond\n").encode("windows-1252"),
        (HEAD + "“Zoë’s café”\nsecond\n").replace("\n", "\r\n").encode("utf-8"),
        (HEAD + "“Zoë’s café”\nsecond\n").replace("\n", "\r\n").encode("windows-1252"),
        (HEAD + "“Zoë’s café”\nsecond\n").replace("\n", "\r").encode("utf-8"),
        (HEAD + "“Zoë’s ").encode("utf-8") + "café”\nsecond\n".encode("windows-1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "windows-1252", "crlf", "windows-1252-crlf", "cr", "mixed"],
)
def test_encodings_and_line_ends_give_the_same_article(tmp_path: Path, data: bytes) -> None:
    (article,), rejected, _ = read(tmp_path / "a.txt", data)
    assert article.paragraphs == ("“Zoë’s café”", "second")
    assert (article.title, article.date) == ("Ferry sails", "2031-02-03")
    assert not rejected


def test_a_carriage_return_inside_a_line_stays(tmp_path: Path) -> None:
    (article,), _, _ = read(tmp_path / "a.txt", HEAD + "one\rtwo\r\nthree\n")
    assert article.paragraphs == ("one\rtwo", "three")


@pytest.mark.parametrize("date", ["20311305", "2031-02-30", "00000000", "Friday, 3 Feb 2031", "20310203123"])
def test_an_impossible_date_is_read_as_none_with_a_notice(tmp_path: Path, date: str) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", HEAD.replace("20310203", date) + "It sailed.\n")
    assert article.date is None
    assert (article.url, article.paragraphs) == ("https://www.quayside.example/a", ("It sailed.",))
    assert [(notice.place, date in notice.message) for notice in notices] == [("line 2", True)]


@pytest.mark.parametrize("date", ["", "n/a", "None", "-"])
def test_a_missing_date_is_read_as_none_with_a_notice(tmp_path: Path, date: str) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", HEAD.replace("20310203", date) + "It sailed.\n")
    assert article.date is None
    assert article.paragraphs == ("It sailed.",)
    told = f"no date ({date!r})" if date else "no date"
    assert [notice.message for notice in notices] == [f"{told}; read without one"]


@pytest.mark.parametrize("blank", ["", " \t", "\ufeff"])
@pytest.mark.parametrize(
    ("head", "date", "url"),
    [
        ("20310203\nhttps://quayside.example/a\n", "2031-02-03", "https://quayside.example/a"),
        ("2031-02-03\n", "2031-02-03", None),
        ("20311305\nhttps://quayside.example/a\n", None, "https://quayside.example/a"),
        ("\nhttps://quayside.example/a\n", None, "https://quayside.example/a"),
    ],
)
def test_a_blank_line_1_is_an_empty_title(
    tmp_path: Path, blank: str, head: str, date: str | None, url: str | None
) -> None:
    (article,), rejected, _ = read(tmp_path / "a.txt", f"{blank}\n{head}It sailed.\n")
    assert (article.title, article.date, article.url) == ("", date, url)
    assert article.paragraphs == ("It sailed.",)
    assert not rejected


def test_a_title_after_blank_lines_is_the_title(tmp_path: Path) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", "\n\n" + HEAD + "It sailed.\n")
    assert (article.title, article.date, article.paragraphs) == ("Ferry sails", "2031-02-03", ("It sailed.",))
    assert not notices


@pytest.mark.parametrize("line", ["It was quiet.", "Yesterday", "3 boats sailed", "2031: a year at sea", "May"])
def test_a_short_line_before_the_url_that_is_no_date_is_a_paragraph(tmp_path: Path, line: str) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", HEAD.replace("20310203", line) + "It sailed.\n")
    assert (article.date, article.url) == (None, "https://www.quayside.example/a")
    assert article.paragraphs == (line, "It sailed.")
    assert [notice.message for notice in notices] == ["no date; read without one"]


@pytest.mark.parametrize("line", ["Unknown", "3.", "2031", "7:30", "1 2 3 4 5 6 7 8 9 " * 3 + "10", "In 20310203"])
def test_a_first_paragraph_that_only_resembles_a_missing_date_stays(tmp_path: Path, line: str) -> None:
    assert read(tmp_path / "a.txt", f"Ferry sails\n{line}\nIt sailed.\n")[0][0].paragraphs == (line, "It sailed.")
    dated = f"Ferry sails\n20310203\n{line}\nIt sailed.\n"
    assert read(tmp_path / "a.txt", dated)[0][0].paragraphs == (line, "It sailed.")


def test_unknown_before_the_url_is_a_missing_date_and_told(tmp_path: Path) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", HEAD.replace("20310203", "Unknown") + "It sailed.\n")
    assert (article.date, article.paragraphs) == (None, ("It sailed.",))
    assert "no date ('Unknown')" in notices[0].message


def test_a_missing_url_is_told_with_what_stands_there(tmp_path: Path) -> None:
    (article,), _, (notice,) = read(tmp_path / "a.txt", "Ferry sails\n20310203\nn/a\nIt sailed.\n")
    assert (article.url, article.paragraphs) == (None, ("It sailed.",))
    assert (notice.place, notice.message) == ("line 3", "no URL ('n/a'); read without one")


def test_without_a_url_line_3_is_a_paragraph(tmp_path: Path) -> None:
    (article,), _, notices = read(tmp_path / "a.txt", "Ferry sails\n20310203\nIt sailed.\nIt came back.\n")
    assert (article.date, article.url, article.outlet) == ("2031-02-03", None, None)
    assert article.paragraphs == ("It sailed.", "It came back.")
    assert [str(notice) for notice in notices] == [f"{tmp_path / 'a.txt'}, line 3: no URL; read without one"]


def test_without_date_and_url_all_lines_but_the_title_are_paragraphs(tmp_path: Path) -> None:
    (article,), _, notices = read(
        tmp_path / "a.txt", "Ferry sails\nIn 2031 it sailed, the pilot said.\nIt came back.\n"
    )
    assert article.paragraphs == ("In 2031 it sailed, the pilot said.", "It came back.")
    assert len(notices) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"Only a title\n", "no paragraph"),
        (HEAD.encode(), "no paragraph"),
        (bytes(range(256)) * 40, "binary"),
        (b"Title\n20310203\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        (b"\x1f\x8b\x08text", "gzip"),
        (b"%PDF-1.7\ntext\ntext\n", "PDF"),
        (b"\n<!DOCTYPE html>\n<html>\n<p>x</p>", "web page"),
        (b"\xff\xfeT\x00\n", "neither"),
    ],
)
def test_what_is_no_article_is_rejected_whole_and_the_rest_is_read(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "z.txt").write_text(HEAD + "It sailed.\n")
    (tmp_path / "a.txt").write_bytes(data)
    rejected: list[Rejected] = []
    articles = list(read_articles(tmp_path, on_bad=rejected.append))
    assert [article.title for article in articles] == ["Ferry sails"]
    assert [(bad.file, bad.raw) for bad in rejected] == [(str(tmp_path / "a.txt"), data)]
    assert words in rejected[0].reason
    assert rejected[0].place


def test_one_stray_control_character_is_kept(tmp_path: Path) -> None:
    text = HEAD + "It sailed\x00 and " + "sailed " * 40 + "home.\n"
    (article,), _, _ = read(tmp_path / "a.txt", text)
    assert article.paragraphs == (text.split("\n")[3],)


def test_too_large_a_text_is_left_in_its_file(tmp_path: Path) -> None:
    data = (HEAD + "word " * (50 * 1024 * 1024 // 5)).encode()
    articles, (bad,), _ = read(tmp_path / "a.txt", data)
    assert articles == []
    assert (bad.place, bad.raw) == (f"bytes 0 to {len(data)}", None)
    assert "at most 5 MB" in bad.reason


def test_the_largest_text_allowed_is_read(tmp_path: Path) -> None:
    text = HEAD + "x" * (ARTICLE_LIMIT - len(HEAD))
    (article,), _, _ = read(tmp_path / "a.txt", text)
    assert article.paragraphs == ("x" * (ARTICLE_LIMIT - len(HEAD)),)
    assert len(read(tmp_path / "a.txt", text + "x")[1]) == 1
