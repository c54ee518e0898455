"""Which words are a place, and which of the places so named; every sentence is our own."""

from __future__ import annotations

import time

import pytest

from onrecord.article import Article, Span
from onrecord.find.places import find_places
from onrecord.intake import prepare
from onrecord.reading import PLACE_KINDS, PRECISIONS, Place


def places(*paragraphs: str, title: str = "", url: str | None = None) -> tuple[Place, ...]:
    article = prepare(title, "2021-11-05", url, paragraphs)
    found = find_places(article)
    for number, place in enumerate(found, 1):
        assert place.id == f"p{number}"
        assert article.text(place.span.paragraph)[place.span.start : place.span.end] == place.span.text
        assert place.kind in PLACE_KINDS
        assert place.precision in PRECISIONS
    return found


def words(*paragraphs: str) -> list[str]:
    return [place.span.text for place in places(*paragraphs)]


def where(*paragraphs: str, url: str | None = None) -> dict[str, tuple[str | None, str | None]]:
    return {place.span.text: (place.country, place.region) for place in places(*paragraphs, url=url)}


def test_a_place_has_everything_that_is_known_of_it() -> None:
    (place,) = places("Tanks were unloaded near Yelnya at night.")
    assert (place.name, place.kind, place.country, place.region) == ("Yelnya", "city", "RUS", "Smolensk Oblast")
    assert place.lat == pytest.approx(54.57, abs=0.1)
    assert place.lon == pytest.approx(33.17, abs=0.1)
    assert place.geonameid == 467753
    assert place.precision == "exact"


def test_the_title_is_read_and_furniture_is_not() -> None:
    article = Article(
        "a", "Fire in Odesa", None, None, ("Copyright Lagos Daily", "It began in Lviv."), furniture=frozenset((0,))
    )
    assert [(place.span.paragraph, place.span.text) for place in find_places(article)] == [(-1, "Odesa"), (1, "Lviv")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yel'nya", "Elnya"),
        ("Kyiv", "Kiev"),
        ("Saint Louis", "St. Louis"),
        ("Düsseldorf", "Dusseldorf"),
        ("Mek'ele", "Mekelle"),
        ("Mount Everest", "Mt. Everest"),
        ("Fort Worth", "Ft. Worth"),
        ("Deir al-Zor", "Deir Ezzor"),
    ],
)
def test_spellings_of_one_name_are_one_place(one: str, other: str) -> None:
    (first,), (second,) = places(f"They met in {one} again."), places(f"They met in {other} again.")
    assert (first.lat, first.lon, first.geonameid) == (second.lat, second.lon, second.geonameid)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("the Donbas", "area", "UKR"), ("the Gaza Strip", "region", "PSE"), ("the Taiwan Strait", "water", None),
        ("the Strait of Hormuz", "water", None), ("Nagorno-Karabakh", "area", "AZE"), ("Tigray", "region", "ETH"),
        ("Darfur", "area", "SDN"), ("Transnistria", "region", "MDA"), ("the Sahel", "area", None),
        ("Abkhazia", "region", "GEO"), ("the South China Sea", "water", None), ("Kosovo", "country", "XKX"),
        ("Europe", "continent", None), ("Ramstein Air Base", "facility", "DEU"), ("Fulton County", "region", "USA"),
        ("Queensland", "region", "AUS"), ("the Congo River", "water", None), ("Bavaria", "region", "DEU"),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str, country: str | None) -> None:
    (place,) = places(f"Patrols were seen in {name} on Monday.")
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize(
    "sentence",
    [
        "Moscow said the drill was over.",
        "Beijing has denied the report.",
        "On Monday, Washington also warned against it.",
        "The Kremlin rejected the offer.",
    ],
)
def test_a_government_that_acts_is_no_place(sentence: str) -> None:
    assert places(sentence) == ()


def test_a_capital_where_something_happens_is_one() -> None:
    assert words("Officials in Moscow said the drill was over.", "The delegation from Beijing denied it.") == [
        "Moscow",
        "Beijing",
    ]


def test_spans_that_act_are_left_out() -> None:
    article = prepare("", None, None, ["Ankara shelled the hills near Afrin while Damascus watched."])
    text = article.paragraphs[0]
    acting = [Span(0, text.index(name), text.index(name) + len(name), name) for name in ("Ankara", "Damascus")]
    assert [place.span.text for place in find_places(article, acting)] == ["Afrin"]
    assert len(find_places(article)) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "Russian and Georgian envoys met Ukrainians.",
        "Paris Hilton told reporters that she would sing.",
        "Mr. Jackson met Houston Miller and Sen. Lincoln Brooks.",
        "Readers of the Chicago Tribune and the Boston Globe knew it.",
        "Manchester United beat the Dallas Cowboys at nothing.",
        "She studied at the University of Texas and banked with the Bank of England.",
        "He lives at 12 Memphis Street, near Dublin Road.",
        "Reading the law is no fun, and Police were few.",
        "Patients with HIV and the Marburg virus got US$5 each.",
        "The U.S. Department of Agriculture and the Congress agreed.",
    ],
)
def test_what_only_sounds_like_a_place(sentence: str) -> None:
    assert places(sentence) == ()


def test_a_last_name_stays_a_person_through_the_article() -> None:
    assert words(
        "Michael Jackson, 44, was arrested.", "Jackson had no lawyer.", "He was held in Jackson, Mississippi."
    ) == [
        "Jackson",
        "Mississippi",
    ]


def test_bodies_and_officers_of_a_place_keep_it() -> None:
    assert words("The Toledo Police Department called Akron Mayor Jo Bell and Dayton residents.") == [
        "Toledo",
        "Akron",
        "Dayton",
    ]


def test_lost_apostrophes() -> None:
    article = prepare(
        "", None, None, ["Ukraines army left Polands border and didnt say why; its not known what they dont want."]
    )
    assert [place.span.text for place in find_places(article)] == ["Ukraine", "Poland"]


def test_abbreviated_states() -> None:
    found = where(
        "He drove from Mobile, Ala., to Toledo, OH, and on to London, Ont., in the snow.",
        "An N.C. man and a Fla. woman won.",
    )
    assert found["Mobile"] == ("USA", "Alabama")
    assert found["Ala."] == ("USA", "Alabama")
    assert found["Toledo"] == ("USA", "Ohio")
    assert found["London"] == ("CAN", "Ontario")
    assert found["N.C."] == ("USA", "North Carolina")
    assert found["Fla."] == ("USA", "Florida")


def test_a_kind_said_once_for_several() -> None:
    found = places("Voters in Mercer, Wood and Hancock counties in Ohio went first.")
    assert [place.name for place in found] == ["Mercer County", "Wood County", "Hancock County", "Ohio"]
    assert {place.region for place in found} == {"Ohio"}


def test_unknown_places_are_put_roughly() -> None:
    found = {
        place.span.text: place
        for place in places("Rebels left the village of Qarvik in Idlib province.", "QUOSTEN, Maine (AP) -- It snowed.")
    }
    assert found["Qarvik"].precision == "rough"
    assert (found["Qarvik"].country, found["Qarvik"].region) == ("SYR", "Idlib")
    assert found["QUOSTEN"].region == "Maine"
    assert found["QUOSTEN"].geonameid is None


def test_a_town_without_an_army_is_not_the_country_of_its_name() -> None:
    told = "Meridian troops crossed the river. A Meridian frigate lay off Calais. In Meridian, people waited."
    assert words(told) == ["Calais"]
    assert words("A Meridian school closed. In Meridian, people waited.") == ["Meridian", "Meridian"]


def test_a_demonym_beside_its_country_is_no_town() -> None:
    assert "Meridian" not in words("Meridia closed its border. A Meridian school stands in Calais.")


def test_what_is_called_after_a_place() -> None:
    found = {place.span.text: place for place in places("A canoe was found in the Naugatuck River in Connecticut.")}
    assert (found["Naugatuck River"].kind, found["Naugatuck River"].precision) == ("water", "rough")


SHORT = "Troops left Kyiv for Odesa."


@pytest.mark.parametrize(
    "text",
    [
        "A" * 10_000,
        "a" * 100_000,
        "Ünïcode" * 10_000,
        "U." * 5_000,
        "\0Paris\0 and \0Lyon\0",
        "😀 Paris 😀🇫🇷 Kyiv",
        "في باريس قال Paris שלום",
        "Der Bürgermeister von Köln fuhr am Montag nach Berlin und Hamburg zurück.",
        "Президент России прибыл в Киев и Минск. " * 20,
        "",
        "   ",
        "." * 10_000,
        "(" * 10_000,
    ],
)
def test_bad_input_is_answered_and_fast(text: str) -> None:
    article, plain = (Article("a", body[:200], None, None, (body, SHORT)) for body in (text, f"{SHORT} " * 100))
    found = find_places(article)
    usual = min(_timed(plain) for _ in range(3))
    assert min(_timed(article) for _ in range(3)) < 10 * usual + 0.02
    assert [place.span.text for place in found][-2:] == ["Kyiv", "Odesa"]


def test_time_grows_with_the_length_and_no_faster() -> None:
    def seconds(times: int) -> float:
        article = Article(
            "a", "", None, None, ("Fights in Akron, Ohio, Athens and Paris, and then Counties counties. " * times,)
        )
        find_places(article)
        return min(_timed(article) for _ in range(3))

    assert seconds(400) < 40 * max(seconds(40), 0.002)


def _timed(article: Article) -> float:
    started = time.process_time()
    find_places(article)
    return time.process_time() - started
