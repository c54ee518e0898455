from __future__ import annotations

from xml.etree import ElementTree

import pytest

from onrecord.article import TITLE
from onrecord.desk.marks import Mark, anchor, marked, reading_marks, slug
from tests.desk.conftest import harbour, skarv


def mark(start: int, end: int, role: str = "content", of: str = "x-s1", anchor: str | None = None) -> Mark:
    return Mark(start, end, role, "deny", of, "hint", anchor)


def tree(html: str) -> ElementTree.Element:
    """The elements; parsing fails where they do not nest."""
    return ElementTree.fromstring(f"<p>{html}</p>")


def covered(html: str, of: str) -> str:
    return "".join("".join(part.itertext()) for part in tree(html).iter("mark") if part.get("data-of") == of)


TEXT = "0123456789 <b>&amp; \"quoted\" 'end'"


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 4)],
        [(0, 4), (4, 8)],
        [(0, 10), (2, 5)],
        [(0, 6), (3, 9)],
        [(0, 6), (3, 9), (5, len(TEXT))],
        [(2, 5), (2, 5), (2, 9)],
        [(0, len(TEXT)), (11, 14)],
    ],
)
def test_text_is_kept_and_every_mark_covers_its_words(spans: list[tuple[int, int]]) -> None:
    html = str(marked(TEXT, [mark(*place, of=f"x-s{number}") for number, place in enumerate(spans)]))
    assert "".join(tree(html).itertext()) == TEXT
    for number, (start, end) in enumerate(spans):
        assert covered(html, f"x-s{number}") == TEXT[start:end]


def test_a_mark_cut_in_two_bears_its_id_once() -> None:
    html = str(marked(TEXT, [mark(0, 6), mark(3, 9, of="x-s2", anchor="x-s2")]))
    assert html.count('id="x-s2"') == 1
    assert html.count('data-of="x-s2"') == 2


def test_longer_marks_hold_shorter_ones() -> None:
    html = str(marked(TEXT, [mark(2, 4, "source", of="x-s2"), mark(0, 9)]))
    (outer,) = tree(html).findall("mark")
    assert outer.get("data-of") == "x-s1"
    assert [inner.get("data-of") for inner in outer] == ["x-s2"]


def test_what_a_mark_says_is_escaped() -> None:
    html = str(marked("text", [Mark(0, 4, "content", "deny", "x-s1", '"><script>', "x-s1")]))
    assert "<script>" not in html
    assert tree(html)[0].get("title") == '"><script>'


def test_a_reading_gives_each_statement_one_id_on_its_content() -> None:
    reading = harbour()
    found = reading_marks(reading, "harbour~2")
    ids = [mark.anchor for marks in found.values() for mark in marks if mark.anchor]
    assert ids == ["harbour~2-s1", "harbour~2-s2", "harbour~2-s3", "harbour~2-s4"]
    assert all(mark.role == "content" for marks in found.values() for mark in marks if mark.anchor)
    assert found[1][0].hint == "deny · Ana Ruiz · indirect"
    assert TITLE not in found


def test_an_event_is_marked_at_its_trigger_and_told_in_the_hint() -> None:
    found = reading_marks(skarv(), "skarv")
    triggers = [mark for paragraph in range(4) for mark in found[paragraph] if mark.role.startswith("trigger")]
    assert [(mark.anchor, mark.hint) for mark in triggers] == [
        ("skarv-e1", "ASSAULT, heavy-weapons, actual, disputed"),
        ("skarv-e2", "ASSAULT, negated, disputed"),
        ("skarv-e3", "CONSULT, future, reported"),
        ("skarv-e4", "COERCE, seize, actual, reported"),
        ("skarv-e5", "THREATEN, actual, reported"),
    ]
    assert [mark.role for mark in triggers] == ["trigger", "trigger", "trigger", "trigger firm", "trigger firm"]
    html = str(marked(skarv().article.paragraphs[1], found[1]))
    (content,) = (part for part in tree(html).iter("mark") if part.get("data-act") == "deny" and part.get("id"))
    assert [(part.text, part.get("data-type"), part.get("data-act")) for part in content] == [
        ("shelling", "ASSAULT", None)
    ]


def test_slugs_are_safe_and_stay_apart() -> None:
    assert slug("0a1b~2") == "0a1b~2"
    odd = [slug(name) for name in ("a b", "a_b", "a-b", "a/b", "ä", "", "a\ud800b")]
    assert len(set(odd)) == len(odd)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.~") for name in odd)
    assert anchor("a-s1", "s2") != anchor("a", "s1-s2")
