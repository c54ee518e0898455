"""Figures and places of a record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.reading import Figure, Reading
from onrecord.record import FigureLine, Record
from tests.record.conftest import renamed, span


@pytest.fixture
def counted(record: Record, muster: Reading) -> Record:
    record.add(muster, reader="1.0")
    return record


def test_a_line_shows_the_figure_who_claims_it_and_where_it_stands(counted: Record, muster: Reading) -> None:
    line = counted.figures("troop", of="RUS")[0]
    assert line == FigureLine(
        article="m1",
        title="Ferra counts 90,000 Russian troops near Lunde",
        date="2031-04-09",
        url="https://coast.example/muster",
        outlet="coast.example",
        figure="f1",
        text="About 90,000",
        low=90000,
        high=90000,
        bound="about",
        unit="troops",
        of="Russian troops",
        of_country="RUS",
        place="Lunde",
        time=None,
        as_of="2031-04-09",
        said_in="s1",
        said_by="Ferra",
        said_by_country="FRR",
        sentence=muster.article.paragraphs[0],
        spans=muster.figures[0],
    )
    assert json.loads(json.dumps(line.to_json()))["spans"]["of"]["text"] == "Russian troops"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["f2", "f1"]),  # the earlier day first
        ({"words": "troops"}, ["f2", "f1"]),
        ({"words": "russian troops"}, ["f1"]),
        ({"words": "roops"}, []),
        ({"of": "rus"}, ["f1"]),
        ({"of": "Russian"}, ["f1"]),
        ({"of": "UKR"}, []),
        ({"place": "lunde"}, ["f1"]),
        ({"place": "Norway"}, ["f1"]),
        ({"place": "Telemark"}, ["f1"]),
        ({"place": "Melby"}, []),
        ({"by": "Ferra"}, ["f1"]),
        ({"by": "FRR"}, ["f1"]),
        ({"by": "FRRGOV"}, ["f1"]),
        ({"by": "Frr"}, []),  # a name, not a code
        ({"by": "Osmark"}, []),
        ({"since": "2031-05"}, []),
        ({"limit": 1}, ["f1"]),
    ],
)
def test_figures_are_found_by_what_is_counted_where_and_on_whose_word(
    counted: Record, asked: dict[str, str], found: list[str]
) -> None:
    assert [line.figure for line in counted.figures(**asked)] == found  # type: ignore[arg-type]


def test_a_place_is_one_across_articles_and_holds_what_happens_there(counted: Record, muster: Reading) -> None:
    counted.add(renamed(muster, "m2", title="Again", date="2031-04-11"), reader="1.0")
    (lunde,) = counted.places()  # Melby has no coordinates
    assert (lunde.name, lunde.articles, lunde.mentions, lunde.first, lunde.last) == (
        "Lunde", 2, 4, "2031-04-09", "2031-04-11",
    )  # fmt: skip
    assert [(line.article, line.event, line.place) for line in lunde.events] == [
        ("m2", "e1", "Lunde"),
        ("m1", "e1", "Lunde"),
    ]
    assert [place.articles for place in counted.places(until="2031-04-10")] == [1]


def test_events_are_found_by_place(counted: Record) -> None:
    assert [line.event for line in counted.events(place="NOR")] == ["e1"]
    assert counted.events(place="Melby") == []


def test_status_counts_them(counted: Record) -> None:
    status = counted.status()
    assert (status.figures, status.times, status.places) == (2, 2, 3)


def test_a_new_reading_takes_their_place(counted: Record, muster: Reading) -> None:
    counted.add(replace(muster, figures=(), places=muster.places[:1], times=()), reader="2.0")
    assert counted.figures() == []
    assert [place.mentions for place in counted.places()] == [1]
    assert counted.reading("m1", reader="1.0") == Reading.from_json(muster.to_json())


@pytest.mark.parametrize(
    ("text", "number", "of", "asked", "is_found"),
    [
        ("A bomb killed 12 people in Telde.", "12", "people", "dead", True),
        ("A bomb killed 12 people in Telde.", "12", "people", "deaths", True),
        ("A bomb killed 12 people in Telde.", "12", "people", "people dead", True),
        ("A bomb killed 12 people in Telde.", "12", "people", "wounded", False),
        ("Some 300 villagers were injured.", "300", "villagers", "wounded", True),
        ("Police rounded up 40 students.", "40", "students", "arrested", True),
        ("The dead were buried. A train took 40 pilgrims home.", "40", "pilgrims", "dead", False),
    ],
)
def test_what_became_of_those_counted_finds_them(
    record: Record, muster: Reading, text: str, number: str, of: str, asked: str, is_found: bool
) -> None:
    article = replace(muster.article, paragraphs=(text,))
    figure = Figure("f1", span(article, 0, number), int(number), int(number), "exact", of, span(article, 0, of))
    record.add(Reading(article, figures=(figure,)), reader="1.0")
    assert [line.figure for line in record.figures(asked)] == ["f1"] * is_found
