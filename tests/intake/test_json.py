"""JSON Lines, JSON documents, and the forms of our own, news-please, trafilatura and fundus."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.article import Article
from onrecord.intake import Notice, Rejected, read_articles
from onrecord.intake.items import ARTICLE_LIMIT

OWN = {"title": "Ferry sails", "date": "2031-02-03", "url": "https://quayside.example/a", "paragraphs": ["It sailed."]}


def read(path: Path | str, data: bytes | str | None = None) -> tuple[list[Article], list[Rejected], list[Notice]]:
    if data is not None:
        Path(path).write_bytes(data.encode() if isinstance(data, str) else data)
    rejected: list[Rejected] = []
    notices: list[Notice] = []
    return list(read_articles(path, on_bad=rejected.append, on_notice=notices.append)), rejected, notices


def one(tmp_path: Path, value: dict[str, Any]) -> Article:
    (article,), rejected, _ = read(tmp_path / "a.json", json.dumps(value))
    assert not rejected
    return article


def test_our_own_form_with_paragraphs_as_they_are(tmp_path: Path) -> None:
    paragraphs = [" It sailed. ", "", "“Aye\u0000,”\nshe said.", "🚢 Home"]
    article = one(tmp_path, {**OWN, "id": "q-1", "paragraphs": paragraphs})
    assert (article.id, article.title, article.date) == ("q-1", "Ferry sails", "2031-02-03")
    assert article.paragraphs == tuple(paragraphs)
    assert article.span(2, 0, 4).text == "“Aye"
    assert article.origin == f"{tmp_path / 'a.json'}:1"


def test_our_own_form_with_text_and_without_id(tmp_path: Path) -> None:
    article = one(tmp_path, {"title": "T", "date": 20310203, "url": None, "text": "One. \r\n\r\n two\n", "id": ""})
    assert article.paragraphs == ("One. ", " two")
    assert (article.date, len(article.id)) == ("2031-02-03", 16)


def test_a_number_as_id_becomes_text(tmp_path: Path) -> None:
    assert one(tmp_path, {**OWN, "id": 7}).id == "7"


@pytest.mark.parametrize("value", [True, ["q"], {"$oid": "q"}, float("nan")])
def test_an_id_that_is_neither_text_nor_number_is_rejected(tmp_path: Path, value: object) -> None:
    articles, (bad,), _ = read(tmp_path / "a.json", json.dumps({**OWN, "id": value}))
    assert articles == []
    assert bad.reason.startswith("'id' holds ")


@pytest.mark.parametrize("value", [None, ["2031"], {"year": 2031}, True])
def test_a_date_that_is_no_text_is_read_as_none_with_a_notice(tmp_path: Path, value: object) -> None:
    (article,), rejected, (notice,) = read(tmp_path / "a.json", json.dumps({**OWN, "date": value}))
    assert (article.date, article.paragraphs) == (None, ("It sailed.",))
    assert ("no date" in notice.message) == (value is None)
    assert not rejected


@pytest.mark.parametrize("paragraphs", [[], None, "", ["", " "]])
def test_text_is_read_where_the_paragraphs_are_empty(tmp_path: Path, paragraphs: object) -> None:
    assert one(tmp_path, {**OWN, "paragraphs": paragraphs, "text": "One.\nTwo."}).paragraphs == ("One.", "Two.")


def test_the_first_filled_text_is_read(tmp_path: Path) -> None:
    assert one(tmp_path, {"title": "T", "text": " ", "raw_text": None, "maintext": "One."}).paragraphs == ("One.",)
    assert one(tmp_path, {"title": "T", "body": {"sections": []}, "plaintext": "One."}).paragraphs == ("One.",)


@pytest.mark.parametrize("key", ["id", "title", "url", "paragraphs"])
def test_half_a_character_is_rejected_wherever_it_stands(tmp_path: Path, key: str) -> None:
    half = "https://quayside.example/\ud83d"
    articles, (bad,), _ = read(tmp_path / "a.json", json.dumps({**OWN, key: [half] if key == "paragraphs" else half}))
    assert articles == []
    assert "half of a character" in bad.reason
    assert bad.reason.isascii()


def test_half_a_character_in_a_key_does_not_get_into_the_reason(tmp_path: Path) -> None:
    _, (bad,), _ = read(tmp_path / "a.json", json.dumps({"\ud83d": "x"}))
    assert bad.reason.encode()


def test_news_please(tmp_path: Path) -> None:
    article = one(
        tmp_path,
        {
            "authors": ["A. Writer"],
            "date_download": "2031-02-09 08:00:00",
            "date_modify": None,
            "date_publish": "2031-02-03 17:03:00",
            "description": "not the text",
            "filename": "x.json",
            "language": "en",
            "maintext": "It sailed.\nIt came back.",
            "source_domain": "quayside.example",
            "title": "Ferry sails",
            "title_page": None,
            "url": "https://m.quayside.example/a",
        },
    )
    assert (article.title, article.date, article.outlet) == ("Ferry sails", "2031-02-03", "quayside.example")
    assert article.paragraphs == ("It sailed.", "It came back.")


@pytest.mark.parametrize("url", ["url", "source"])
def test_trafilatura(tmp_path: Path, url: str) -> None:
    article = one(
        tmp_path,
        {
            "title": "Ferry sails",
            "author": None,
            "hostname": "quayside.example",
            "date": "2031-02-03",
            "fingerprint": "93a0b1",
            "id": None,
            "raw_text": "It sailed. It came back.",
            "text": "It sailed.\nIt came back.",
            "excerpt": "not the text",
            "comments": "",
            url: "https://quayside.example/a",
        },
    )
    assert article.paragraphs == ("It sailed.", "It came back.")
    assert article.url == "https://quayside.example/a"
    assert article.id != "93a0b1"


def test_fundus(tmp_path: Path) -> None:
    article = one(
        tmp_path,
        {
            "title": "Ferry sails",
            "authors": [],
            "publishing_date": "2031-02-03T23:30:00-05:00",
            "topics": [],
            "html": {"requested_url": "https://quayside.example/a", "content": "<html></html>"},
            "body": {
                "summary": ["In short."],
                "sections": [
                    {"headline": [], "paragraphs": ["It sailed."]},
                    {"headline": ["Home"], "paragraphs": ["It came back.", "It stays."]},
                ],
            },
        },
    )
    assert article.paragraphs == ("In short.", "It sailed.", "Home", "It came back.", "It stays.")
    assert (article.date, article.url) == ("2031-02-03", "https://quayside.example/a")
    plain = one(tmp_path, {"title": "T", "publishing_date": "2031-02-03 10:00:00+00:00", "plaintext": "One.\n\nTwo."})
    assert (plain.paragraphs, plain.date) == (("One.", "Two."), "2031-02-03")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([1], "holds a list"),
        ("text", "holds text"),
        (3, "holds a number"),
        ({"headline": "T", "story": "x"}, "'headline', 'story'"),
        ({**OWN, "paragraphs": None}, "no filled text"),
        ({**OWN, "paragraphs": ["", " "]}, "no text"),
        ({**OWN, "paragraphs": "x"}, "not a list of strings"),
        ({**OWN, "paragraphs": ["x", 1]}, "not a list of strings"),
        ({**OWN, "title": ["x"]}, "'title' holds a list"),
        ({"title": "T", "text": {"a": 1}}, "'text' holds an object"),
        ({"title": "T", "body": {"sections": "x"}}, "body.sections"),
        ({"title": "T", "body": {"sections": [{"paragraphs": [1]}]}}, "body.sections.paragraphs"),
        ({"title": "T", "text": "half \ud83d of a ship"}, "half of a character"),
    ],
)
def test_a_line_that_fits_no_form_is_rejected_with_its_reason(tmp_path: Path, value: object, words: str) -> None:
    line = json.dumps(value).encode() + b"\n"
    articles, (bad,), _ = read(tmp_path / "a.jsonl", line + json.dumps(OWN).encode())
    assert len(articles) == 1
    assert (bad.place, bad.raw) == ("line 1", line)
    assert words in bad.reason


def test_a_broken_line_in_the_middle_of_a_good_file(tmp_path: Path) -> None:
    good = [json.dumps({**OWN, "id": f"q{number}"}) for number in range(3)]
    broken = '{"title": "cut off", "text": "It sai'
    path = tmp_path / "a.jsonl"
    articles, (bad,), _ = read(path, "\r\n".join([good[0], good[1], "", broken, good[2], ""]))
    assert [article.id for article in articles] == ["q0", "q1", "q2"]
    assert articles[2].origin == f"{path}:5"
    assert (bad.file, bad.place, bad.raw) == (str(path), "line 4", f"{broken}\r\n".encode())
    assert "not JSON" in bad.reason


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}", b"\x00\x01\x02\x03", b'{"text": "\x81"}']
)
def test_lines_that_no_parser_takes_are_rejected_and_reading_goes_on(tmp_path: Path, line: bytes) -> None:
    articles, (bad,), _ = read(tmp_path / "a.ndjson", line + b"\n" + json.dumps(OWN).encode())
    assert len(articles) == 1
    assert (bad.place, bad.raw) == ("line 1", line + b"\n")


def test_a_line_of_50_mb_is_left_in_its_file_and_its_neighbours_are_read(tmp_path: Path) -> None:
    good = json.dumps(OWN).encode() + b"\n"
    huge = b'{"title": "' + b"x" * (50 * 1024 * 1024) + b'"}\n'
    path = tmp_path / "a.jsonl"
    articles, (bad,), _ = read(path, good + huge + good)
    assert [article.origin for article in articles] == [f"{path}:1", f"{path}:3"]
    assert bad.place == f"line 2, bytes {len(good)} to {len(good + huge)}"
    assert bad.raw is None
    assert "50.0 MB" in bad.reason


def test_a_huge_line_from_a_pipe_is_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    good = json.dumps(OWN).encode() + b"\n"
    huge = b'{"title": "' + b"x" * (ARTICLE_LIMIT + 10) + b'"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(good + huge + good)))
    articles, (bad,), _ = read("-")
    assert len(articles) == 2
    assert bad.raw == huge


def test_a_document_may_hold_one_object_an_array_or_several_objects(tmp_path: Path) -> None:
    other = {**OWN, "title": "Second"}
    for text in (
        json.dumps([OWN, other]),
        json.dumps([OWN, other], indent=2),
        "\ufeff" + json.dumps([OWN, other], indent=1),
        json.dumps(OWN, indent=2) + "\n" + json.dumps(other, indent=2),
        json.dumps(OWN) + "\n" + json.dumps(other) + "\n",
    ):
        for name in ("a.json", "a.dat"):
            articles, rejected, _ = read(tmp_path / name, text)
            assert [article.title for article in articles] == ["Ferry sails", "Second"]
            assert not rejected
    assert [article.title for article in read(tmp_path / "a.json", json.dumps(OWN, indent=2))[0]] == ["Ferry sails"]


def test_utf_16_json_lines_are_read_as_a_document(tmp_path: Path) -> None:
    text = json.dumps(OWN, ensure_ascii=False) + "\r\n" + json.dumps(OWN) + "\r\n"
    articles, rejected, _ = read(tmp_path / "a.jsonl", text.encode("utf-16"))
    assert len(articles) == 2
    assert not rejected


def test_an_array_is_read_up_to_its_break_and_the_rest_is_kept(tmp_path: Path) -> None:
    text = f'[\n{json.dumps(OWN)},\n{json.dumps({"title": "no text"})},\n{{"title": "é", oops}}\n]\n'
    articles, (misfit, broken), _ = read(tmp_path / "a.json", text)
    assert len(articles) == 1
    assert articles[0].origin == f"{tmp_path / 'a.json'}:2"
    assert (misfit.place, misfit.raw) == ("line 3", b'{"title": "no text"}')
    assert (broken.place, broken.raw) == ("line 4", '{"title": "é", oops}\n]\n'.encode())


def test_an_array_cut_off_between_objects_gives_a_notice(tmp_path: Path) -> None:
    articles, rejected, notices = read(tmp_path / "a.json", f"[{json.dumps(OWN)},\n")
    assert len(articles) == 1
    assert not rejected
    assert ["cut short" in notice.message for notice in notices] == [True]


def test_what_follows_an_array_is_rejected(tmp_path: Path) -> None:
    articles, (bad,), _ = read(tmp_path / "a.json", f"[{json.dumps(OWN)}]\nand more")
    assert len(articles) == 1
    assert (bad.place, bad.raw) == ("line 2", b"and more")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.dat", "a.txt", "-"])
@pytest.mark.parametrize(
    "first", ['{"title": "cut off', '{"title": oops}', "garbage", "\ufeffgarbage", "[1]", "[", '"text"', "20310203"]
)
@pytest.mark.parametrize("more", [1, 2, 20])
def test_a_bad_first_line_of_json_lines_spoils_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, first: str, more: int
) -> None:
    good = "".join(json.dumps({**OWN, "id": f"q{number}"}) + "\n" for number in range(more))
    data = f"{first}\n\n{good}".encode()
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        articles, (bad,), _ = read("-")
    else:
        articles, (bad,), _ = read(tmp_path / name, data)
    assert [article.id for article in articles] == [f"q{number}" for number in range(more)]
    assert (bad.place, bad.raw) == ("line 1", f"{first}\n".encode())


def test_json_after_blank_lines_is_read_as_json(tmp_path: Path) -> None:
    for text in (json.dumps(OWN), json.dumps(OWN, indent=2), f"[{json.dumps(OWN)}]", f"{json.dumps(OWN)}\n" * 3):
        articles, rejected, _ = read(tmp_path / "a.dat", f"\n \n{text}")
        assert {article.title for article in articles} == {"Ferry sails"}
        assert not rejected


@pytest.mark.parametrize("between", [",\n", "\n,\n", "\n", ""])
def test_several_objects_of_a_document_are_not_taken_for_lines(tmp_path: Path, between: str) -> None:
    objects = between.join([json.dumps(OWN, indent=2), json.dumps(OWN)] * 3)
    for text in (f"[\n{objects}\n]", f"{json.dumps(OWN)}{between}{objects}"):
        articles, rejected, _ = read(tmp_path / "a.json", text)
        assert len(articles) in (6, 7)
        assert not rejected


def test_a_json_object_within_a_record_text_is_a_paragraph(tmp_path: Path) -> None:
    quoted = json.dumps(OWN)
    (article,), rejected, _ = read(tmp_path / "a.txt", f"T\n20310203\nhttps://quayside.example/\n{quoted}\nSo it was.")
    assert article.paragraphs == (quoted, "So it was.")
    assert not rejected


def test_a_line_beyond_the_limit_among_the_first_is_left_and_its_neighbours_are_read(tmp_path: Path) -> None:
    good = json.dumps(OWN).encode() + b"\n"
    huge = b'{"title": "' + b"x" * (ARTICLE_LIMIT + 10) + b'"}\n'
    path = tmp_path / "a.dat"
    articles, (bad,), _ = read(path, good + huge + good)
    assert [article.origin for article in articles] == [f"{path}:1", f"{path}:3"]
    assert bad.place == f"line 2, bytes {len(good)} to {len(good + huge)}"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("data", ["", "\n\n"])
def test_an_empty_file_is_rejected(tmp_path: Path, name: str, data: str) -> None:
    articles, (bad,), _ = read(tmp_path / name, data)
    assert articles == []
    assert "empty" in bad.reason


def test_a_json_file_that_holds_prose_is_rejected(tmp_path: Path) -> None:
    assert "not JSON" in read(tmp_path / "a.json", "Ferry sails\n")[1][0].reason


def test_a_title_in_brackets_does_not_make_a_text_json(tmp_path: Path) -> None:
    (article,), rejected, _ = read(
        tmp_path / "a.txt", "[Opinion] Let it sail\n20310203\nhttps://quayside.example/\nSail.\n"
    )
    assert article.title == "[Opinion] Let it sail"
    assert not rejected


def test_missing_date_and_url_give_notices(tmp_path: Path) -> None:
    _, _, notices = read(
        tmp_path / "a.jsonl", '{"title": "T", "text": "x", "date": "2031-13-01", "source": "Quayside"}\n'
    )
    assert [notice.place for notice in notices] == ["line 1", "line 1"]
    assert "'2031-13-01' is impossible" in notices[0].message
    assert "no URL" in notices[1].message
