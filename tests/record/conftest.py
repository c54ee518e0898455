"""Readings made by hand; the story is invented, and in the public domain (CC0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from onrecord.article import Article, Damage, Span
from onrecord.reading import Actor, Event, Figure, Place, Reading, Statement, Time
from onrecord.record import Record, open_record


def span(article: Article, paragraph: int, text: str) -> Span:
    """The first place of the text in a paragraph."""
    start = article.text(paragraph).index(text)
    return article.span(paragraph, start, start + len(text))


def renamed(reading: Reading, id: str, **changes: Any) -> Reading:
    """The reading of an article under another id, its words unchanged unless `changes` says so."""
    return replace(reading, article=replace(reading.article, id=id, **changes))


def make_dam() -> Reading:
    """Nested statements, a content broken in two, a speaker who is "she" in the text, an event mentioned twice."""
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
        (
            Event(
                "e1", "ACCUSE", "allege", "actual", "denied", span(article, 1, "warned"),
                actor_spans=(span(article, 1, "the Halvor Institute"),),
                actors=("a2",),
                said_in="s2",
                confidence=0.1 + 0.2,
            ),
            Event(
                "e2", "ACCUSE", None, "negated", "claimed", span(article, 1, "rumours"),
                recipient_spans=(span(article, 1, "She"), span(article, 1, "us")),
                recipients=("a3", "a1"),
                place="p1",
                time="t1",
                said_in="s4",
                same_as="e1",
            ),
        ),
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


def make_raid() -> Reading:
    """Events of every kind: in the title, in a long paragraph and a short one, of several parties, coded and not."""
    article = Article(
        id="r1",
        title="Osmark shells Lunde, Ferra says",
        date="2031-04-02",
        url="https://coast.example/raid",
        paragraphs=(
            "Artillery of the Osmark army shelled the town of Lunde on Tuesday. “They fired at the market,” Gen. "
            "Tor T. Aas said. A column of tanks may cross the river tonight, he warned! “It is near,” he said.",
            "Osmark denied this. It will meet Ferra on Friday.",
        ),
        outlet="coast.example",
    )
    return Reading(
        article,
        (
            Statement(
                "s1", "accuse", "indirect", (span(article, -1, "Ferra"),), (span(article, -1, "says"),),
                (span(article, -1, "Osmark shells Lunde"),), speaker="a4",
            ),
            Statement(
                "s2", "accuse", "direct", (span(article, 0, "Gen. Tor T. Aas"),), (span(article, 0, "said"),),
                (span(article, 0, "They fired at the market"),), speaker="a2",
            ),
            Statement(
                "s3", "warn", "indirect", (), (span(article, 0, "warned"),),
                (span(article, 0, "A column of tanks may cross the river tonight"),),
            ),
        ),
        (
            Actor("a1", "Osmark army", "OSMGOV MIL", "OSM", ("GOV", "MIL"), mentions=(span(article, 0, "They"),)),
            Actor("a2", "Tor Aas", "FRRMIL", "FRR", ("MIL",), "general", (span(article, 0, "Gen. Tor T. Aas"),)),
            Actor("a3", "Osmark", "OSMGOV", "OSM", ("GOV",), mentions=(span(article, -1, "Osmark"),)),
            Actor("a4", "Ferra", None, "FRR", mentions=(span(article, -1, "Ferra"),)),
            Actor("a5", "Lunde Relief", "NGO MED", None, ("MED",)),
        ),
        (
            Event(
                "e1", "ASSAULT", "heavy-weapons", "actual", "disputed", span(article, -1, "shells"),
                (span(article, -1, "Osmark"),), (span(article, -1, "Lunde"),), ("a3",), said_in="s1", confidence=0.75,
            ),
            Event(
                "e2", "ASSAULT", "heavy-weapons", "actual", "reported", span(article, 0, "shelled"),
                (span(article, 0, "Artillery"), span(article, 0, "the Osmark army")),
                (span(article, 0, "the town of Lunde"),), ("a1",), same_as="e1",
            ),
            Event(
                "e3", "ASSAULT", "firearms", "actual", "claimed", span(article, 0, "fired"),
                (span(article, 0, "They"),), (span(article, 0, "the market"),), ("a1",), ("a5", "a4"), said_in="s2",
            ),
            Event(
                "e4", "MOBILIZE", "troops", "hypothetical", "claimed", span(article, 0, "cross"),
                (span(article, 0, "A column of tanks"),), said_in="s3",
            ),
            Event(
                "e5", "CONSULT", "visit", "future", "reported", span(article, 1, "meet"),
                (span(article, 1, "It"),), (span(article, 1, "Ferra"),), ("a3", "a4"), ("a4", "a3"),
            ),
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
def raid() -> Reading:
    return make_raid()


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


@pytest.fixture
def muster() -> Reading:
    """Troops near a border: two figures, one of them claimed, with days and places."""
    article = Article(
        id="m1",
        title="Ferra counts 90,000 Russian troops near Lunde",
        date="2031-04-09",
        url="https://coast.example/muster",
        paragraphs=(
            "About 90,000 Russian troops stand near Lunde, Ferra said on Monday. In March there were 40,000 to 50,000.",
            "Two barges sank off Melby.",
        ),
        outlet="coast.example",
    )
    lunde = ("Lunde", "city", "NOR", "Telemark", 59.5, 9.1, 3146487, "exact")
    ferra = Actor("a1", "Ferra", "FRRGOV", "FRR", ("GOV",), mentions=(span(article, 0, "Ferra"),))
    claim = Statement(
        "s1", "state", "indirect",
        (span(article, 0, "Ferra"),),
        (span(article, 0, "said"),),
        (span(article, 0, "About 90,000 Russian troops stand near Lunde"),),
        speaker="a1",
        time="t1",
    )  # fmt: skip
    stand = Event("e1", "MOBILIZE", "troops", "actual", "claimed", span(article, 0, "stand"), place="p2", said_in="s1")
    return Reading(
        article,
        (claim,),
        (ferra,),
        (stand,),
        (
            Figure(
                "f1", span(article, 0, "About 90,000"), 90000, 90000, "about", "troops",
                span(article, 0, "Russian troops"), place="p2", said_in="s1",
            ),
            Figure("f2", span(article, 0, "40,000 to 50,000"), 40000, 50000, "between", "troops", time="t2"),
        ),
        (
            Time("t1", span(article, 0, "Monday"), "DATE", "2031-04-07", "published"),
            Time("t2", span(article, 0, "March"), "DATE", "2031-03", "published"),
        ),
        (
            Place("p1", span(article, -1, "Lunde"), *lunde),
            Place("p2", span(article, 0, "Lunde"), *lunde),
            Place("p3", span(article, 1, "Melby"), "Melby", "city"),
        ),
    )  # fmt: skip
