"""Three readings made by hand; the story is invented, and in the public domain (CC0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from onrecord.article import Article, Damage, Span
from onrecord.reading import Actor, Reading, Statement
from onrecord.record import Record, open_record


def span(article: Article, paragraph: int, text: str) -> Span:
    """The first place of the text in a paragraph."""
    start = article.text(paragraph).index(text)
    return article.span(paragraph, start, start + len(text))


def renamed(reading: Reading, id: str, **changes: Any) -> Reading:
    """The reading of an article under another id, its words unchanged unless `changes` says so."""
    return replace(reading, article=replace(reading.article, id=id, **changes))


def make_dam() -> Reading:
    """Nested statements, a content broken in two, a speaker who is "she" in the text, a mention in the title."""
    article = Article(
        id="d4a1",
        title="Osmark: river dam is sound, Velden says",
        date="2031-03-02",
        url="https://www.valleypost.example/dam",
        paragraphs=(
            "LUNDE (VNA) — “The dam,” Minister Ida Velden said, “will not be opened.”",
            "She denied that the Halvor Institute had warned of cracks. “Naïve rumours,” she told us.",
            "© Valley Post",
        ),
        outlet="valleypost.example",
        agency="VNA",
        dateline="LUNDE",
        furniture=frozenset({2}),
        damage=Damage(apostrophes=True),
        origin="valley.jsonl:1",
    )
    velden = Actor(
        "a1", "Ida Velden", "OSMGOV", "OSM", ("GOV",), "Minister",
        (span(article, -1, "Velden"), span(article, 0, "Minister Ida Velden"), span(article, 1, "She")),
    )  # fmt: skip
    institute = Actor("a2", "Halvor Institute", mentions=(span(article, 1, "the Halvor Institute"),))
    paper = Actor("a3", "Valley Post", mentions=(span(article, 1, "us"),))
    return Reading(
        article,
        (
            Statement(
                "s1", "promise", "direct",
                (span(article, 0, "Minister Ida Velden"),),
                (span(article, 0, "said"),),
                (span(article, 0, "The dam"), span(article, 0, "will not be opened")),
                speaker="a1",
                confidence=0.9,
            ),
            Statement(
                "s2", "deny", "indirect",
                (span(article, 1, "She"),),
                (span(article, 1, "denied"),),
                (span(article, 1, "that the Halvor Institute had warned of cracks"),),
                speaker="a1",
                time="t1",
                confidence=0.1 + 0.2,
            ),
            Statement(
                "s3", "warn", "indirect",
                (span(article, 1, "the Halvor Institute"),),
                (span(article, 1, "warned"),),
                (span(article, 1, "of cracks"),),
                speaker="a2",
                within="s2",
            ),
            Statement(
                "s4", "criticise", "direct",
                (span(article, 1, "she"),),
                (span(article, 1, "told"),),
                (span(article, 1, "Naïve rumours"),),
                speaker="a1",
                addressee="a3",
            ),
        ),
        (velden, institute, paper),
    )  # fmt: skip


def make_cracks() -> Reading:
    """Later, elsewhere, the same institute; one statement without a source or a speaker."""
    article = Article(
        id="d4b2",
        title="Cracks in the dam",
        date="2031-03-09",
        url="https://coast.example/cracks",
        paragraphs=(
            "The Halvor institute’s director, Per Aune, warned that the wall could break.",
            "It was alleged that the ministry knew.",
        ),
        outlet="coast.example",
    )
    return Reading(
        article,
        (
            Statement(
                "s1", "warn", "indirect",
                (span(article, 0, "The Halvor institute’s director, Per Aune"),),
                (span(article, 0, "warned"),),
                (span(article, 0, "that the wall could break"),),
                speaker="a1",
                confidence=0.75,
            ),
            Statement(
                "s2", "accuse", "indirect", (), (span(article, 1, "alleged"),),
                (span(article, 1, "that the ministry knew"),),
            ),
        ),
        (
            Actor("a1", "Per Aune", None, "OSM", ("EDU", "CVL"), "director", (span(article, 0, "Per Aune"),)),
            Actor("a2", "Halvor institute", mentions=(span(article, 0, "The Halvor institute"),)),
        ),
    )  # fmt: skip


def make_note() -> Reading:
    """Bare: no date, URL or outlet, nobody speaks; a title and a paragraph that UTF-8 and C strings cannot hold."""
    return Reading(Article(id="note", title="Half a \ud83d smile", date=None, url=None, paragraphs=("a\0b", "", " \t")))


@pytest.fixture
def dam() -> Reading:
    return make_dam()


@pytest.fixture
def cracks() -> Reading:
    return make_cracks()


@pytest.fixture
def note() -> Reading:
    return make_note()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with open_record(tmp_path / "onrecord.db") as record:
        yield record


@pytest.fixture(scope="session")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record of the three readings, made once; every commit waits for the disk."""
    path = tmp_path_factory.mktemp("full") / "onrecord.db"
    with open_record(path) as record:
        for reading in (make_dam(), make_cracks(), make_note()):
            record.add(reading, reader="1.0")
    return path


@pytest.fixture
def full(full_file: Path, tmp_path: Path) -> Iterator[Record]:
    """A record of the three readings."""
    with open_record(copy(full_file, tmp_path), create=False) as record:
        yield record
