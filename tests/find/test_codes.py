"""Codes: who somebody is, from tables and words; nothing by a guess."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from onrecord.article import Article, Span
from onrecord.find.codes import _RANK, _TOP_LEVEL, Code, described, known, sectors_in
from onrecord.find.speakers import resolve
from onrecord.find.vocabulary import country_name
from onrecord.reading import Actor, Event


def rows(name: str) -> list[list[str]]:
    text = files("onrecord").joinpath("resources", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def test_every_row_of_the_table_of_names_is_whole() -> None:
    for row in rows("actors.tsv"):
        name, _, country, sectors, since, until, role = row
        assert all((name, role)), row
        assert country in _TOP_LEVEL or country_name(country) != country, row
        assert set(sectors.split()) <= set(_RANK), row
        assert all(re.fullmatch(r"(\d{4})?", year) for year in (since, until)), row
        assert not (since and until) or since <= until, row


def test_every_row_of_the_table_of_words_is_whole_and_said_once() -> None:
    found = rows("sectors.tsv")
    assert len({phrase for phrase, _ in found}) == len(found)
    assert all(set(sectors.split()) <= set(_RANK) for _, sectors in found)


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Vladimir Putin", 2022, "RUSGOV"),
        ("Donald J. Trump", 2018, "USAGOV"),
        ("Barack Obama", 2021, "USA"),  # no longer in office: his country is all that is told
        ("the European Union", 2015, "EUR"),
        ("WHO", 2020, "UNO MED"),
        ("Boko Haram", 2014, "NGAREB"),
        ("Taliban", 1999, "AFGGOV"),
        ("Taliban", 2015, "AFGREB"),
    ],
)
def test_a_known_name_has_the_code_of_the_year(name: str, year: int, code: str) -> None:
    assert str(known(name, year)) == code


def test_a_word_is_no_acronym_and_a_stranger_is_not_known() -> None:
    assert known("Who", 2020) is None
    assert known("Ilse Marwen", 2020) is None


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Ukrainian Defense Ministry", "UKRGOV MIL"),
        ("Ministry of Defence of Ukraine", "UKRGOV MIL"),
        ("Hamas fighters", "PSEREB PTY"),
        ("UN peacekeepers", "UNO MIL"),
        ("Russian ambassador to NATO", "RUSGOV"),
        ("African Union soldiers", "IGO MIL"),  # a union of states is no union of workers
        ("former French president", "FRAELI"),
        ("former CIA director", "USAELI"),
        ("Afghan forces", "AFGMIL"),
        ("Colombian drug traffickers", "COLCRM"),
        ("Syrian rebel commander", "SYRREB"),
        ("a Kenyan runner", "KEN"),
    ],
)
def test_words_tell_country_and_sectors(phrase: str, code: str) -> None:
    assert str(described([phrase], None, 2015)) == code


def test_sectors_without_a_country_are_no_code() -> None:
    told = described(["separatist forces"], None, 2015)
    assert told == Code(None, ("REB",))
    assert str(told) == ""
    assert sectors_in("harbour crane") == ()


def coded(*paragraphs: str, actors: list[str], date: str | None = "2015-05-01") -> dict[str, Actor]:
    """The actors, by name, of an article in which each of these phrases does something."""
    article = Article("x", "", date, None, paragraphs)
    events = []
    for number, phrase in enumerate(actors, 1):
        place = next(n for n, text in enumerate(paragraphs) if phrase in text)
        start = paragraphs[place].index(phrase)
        span = article.span(place, start, start + len(phrase))
        trigger = Span(place, span.end + 1, span.end + 2, paragraphs[place][span.end + 1 : span.end + 2])
        events.append(Event(f"e{number}", "ASSAULT", None, "actual", "reported", trigger, (span,)))
    return {actor.name: actor for actor in resolve(article, [], events)[2]}


def test_separatists_are_of_the_place_where_they_are_but_troops_need_not_be() -> None:
    found = coded(
        "Separatist forces in eastern Ukraine shelled a depot. Elsewhere the fog lifted over France.",
        "Troops in Iraq fired at a car.",
        actors=["Separatist forces", "Troops"],
    )
    assert found["Separatist forces"].code == "UKRREB"
    assert found["Troops"].code is None
    assert found["Troops"].sectors == ("MIL",)


def test_police_are_of_the_one_country_that_the_article_names_and_of_none_of_two() -> None:
    one = coded("Police fired on the crowd.", "The rally in Nairobi had been banned.", actors=["Police"])
    assert one["Police"].code == "KENCOP"
    abroad = coded("Foreign forces fired on the crowd in Nairobi.", actors=["Foreign forces"])
    assert abroad["Foreign forces"].code is None
    two = coded("Police fired on the crowd.", "Kenya and Uganda share the lake.", actors=["Police"])
    assert two["Police"].code is None


def test_a_country_that_acts_is_its_government() -> None:
    found = coded("Moscow struck at dawn.", actors=["Moscow"])
    assert [(actor.code, actor.country, actor.sectors) for actor in found.values()] == [("RUSGOV", "RUS", ("GOV",))]


def test_the_president_is_the_one_whom_the_table_knows() -> None:
    found = coded(
        "Goodluck Jonathan ordered troops north.", "The Nigerian president sacked a general.",
        actors=["Goodluck Jonathan", "The Nigerian president"], date="2014-03-02",
    )  # fmt: skip
    assert [(actor.name, actor.code, len(actor.mentions)) for actor in found.values()] == [
        ("Goodluck Jonathan", "NGAGOV", 2)
    ]
