"""The real path: the model that ships, on original sentences."""

from dataclasses import replace
from itertools import combinations

import pytest

from onrecord import Article, Reader, Reading
from onrecord.article import TITLE, Damage
from onrecord.intake import prepare

INTACT = (
    "VARRA (NCA) — The Interior Ministry denied on Friday that its troops had crossed the Selne River.",
    "“We never fired on the ferry,” Colonel Idris Maro told reporters. “Not one shell.”",
    "The governor, Ana Duarte, warned that the dam might not hold, adding that villages downstream were being emptied.",
    "Rain fell all day and the harbour road stayed closed.",
    "Copyright 2031 The Northern Courier. All rights reserved.",
)


def story(*paragraphs: str, title: str = "Ministry denies crossing river") -> Article:
    return prepare(title=title, date="2031-03-07", url="https://courier.example/1", paragraphs=paragraphs)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(story(*INTACT))


def said(reading: Reading, cue: str) -> tuple[str, str, str]:
    """Source, content and act of the statement with that cue."""
    (statement,) = [s for s in reading.statements if s.cue[0].text == cue and s.cue[0].paragraph != TITLE]
    content = " ".join(span.text for span in statement.content)
    return " ".join(span.text for span in statement.source), content, statement.act


def test_denials_warnings_and_quotations_are_found(reading: Reading) -> None:
    source, content, act = said(reading, "denied")
    assert (source, act) == ("The Interior Ministry", "deny")
    assert content == "that its troops had crossed the Selne River"
    source, content, act = said(reading, "told")
    assert source == "Colonel Idris Maro"
    assert "“We never fired on the ferry,”" in content
    assert "“Not one shell.”" in content
    assert said(reading, "warned")[2] == "warn"
    assert "villages downstream" in said(reading, "adding")[1]


def test_nobody_speaks_in_narration_and_furniture(reading: Reading) -> None:
    assert 4 in reading.article.furniture
    assert all(span.paragraph not in (3, 4) for s in reading.statements for span in s.cue)


def test_the_title_is_read(reading: Reading) -> None:
    assert any(s.cue[0].paragraph == TITLE and s.act == "deny" for s in reading.statements)


def test_every_span_is_the_slice_of_its_paragraph(reading: Reading) -> None:
    for statement in reading.statements:
        for span in (*statement.source, *statement.cue, *statement.content):
            assert reading.article.text(span.paragraph)[span.start : span.end] == span.text


def test_forms_hold_without_quotation_marks(reader: Reader) -> None:
    lost = reader.read(story("We never fired on the ferry and we never will, Colonel Idris Maro told reporters."))
    (statement,) = [s for s in lost.statements if s.cue[0].text == "told"]
    assert statement.form == "direct"


def test_the_order_of_paragraphs_does_not_matter_for_what_is_found(reader: Reader, reading: Reading) -> None:
    turned = reader.read(story(*reversed(INTACT)))
    cues = sorted(s.cue[0].text for s in reading.statements)
    assert sorted(s.cue[0].text for s in turned.statements) == cues


def test_json_goes_there_and_back(reading: Reading) -> None:
    assert Reading.from_json(reading.to_json()) == reading
    assert set(reading.to_json()) == {"article", "statements", "events", "figures", "times", "places", "actors"}


def test_reading_twice_gives_the_same(reader: Reader, reading: Reading) -> None:
    assert reader.read(story(*INTACT)) == reading


def test_statements_have_ids_of_their_own_and_real_speakers(reading: Reading) -> None:
    assert all(a.id != b.id for a, b in combinations(reading.statements, 2))
    names = {actor.id for actor in reading.actors}
    assert all(s.speaker in names for s in reading.statements if s.speaker is not None)


def test_an_empty_article_has_no_statements(reader: Reader) -> None:
    assert reader.read(story(title="")).statements == ()


def test_nested_statements_point_at_the_one_that_holds_them(reader: Reader) -> None:
    found = reader.read(story("The envoy said on Friday her aides had told her that the talks were over for good."))
    inner = [s for s in found.statements if s.within is not None]
    for statement in inner:
        (outer,) = [s for s in found.statements if s.id == statement.within]
        cue = statement.cue[0]
        assert any(c.paragraph == cue.paragraph and c.start <= cue.start and cue.end <= c.end for c in outer.content)
    assert [s.cue[0].text for s in inner] == ["had told"]


def test_where_the_order_is_lost_neighbours_do_not_matter(reader: Reader) -> None:
    paragraphs = (
        "The ferry company said on Friday its captain had followed the rules.",
        "We saw smoke on the lower deck and nobody told us anything, passenger Ilse Brandt said.",
        "The port authority denied that the pier was unsafe, and the mayor promised an inquiry.",
    )

    def read(order: tuple[int, ...]) -> set[tuple[str, ...]]:
        article = replace(story(*(paragraphs[n] for n in order)), damage=Damage(order=True))
        return {tuple(span.text for span in (*s.source, *s.cue, *s.content)) for s in reader.read(article).statements}

    assert len(read((0, 1, 2))) >= 4
    assert read((0, 1, 2)) == read((2, 0, 1)) == read((1, 2, 0))
