"""Which of the places of one name is meant; every sentence is our own."""

from __future__ import annotations

import pytest

from onrecord.find.places.gazetteer import look_up
from onrecord.find.places.geometry import holds, kilometres
from onrecord.find.places.home import home_of
from onrecord.find.places.names import key_of
from tests.find.test_places import places, where


def test_what_holds_it_is_named() -> None:
    assert where("A man from Paris, Texas, was sold a bridge.")["Paris"] == ("USA", "Texas")
    assert where("A man from Paris, Ontario, was sold a bridge.")["Paris"] == ("CAN", "Ontario")
    assert where("A man from Paris was sold a bridge.")["Paris"][0] == "FRA"


def test_one_sense_in_an_article() -> None:
    found = places("SPRINGFIELD, Ill. (AP) -- Rain fell.", "Later it stopped in Springfield.")
    assert {place.region for place in found} == {"Illinois"}


def test_neighbours_tell() -> None:
    assert where("Crews from Moline, Rock Island and Bettendorf were sent to Davenport.")["Davenport"][1] == "Iowa"
    assert where("Trains ran from Bath to Bristol and Swindon.")["Bristol"][0] == "GBR"


def test_the_country_that_the_story_is_about_tells() -> None:
    assert where("Georgia fought Russia; Tbilisi and Gori were bombed.")["Georgia"][0] == "GEO"
    assert where("Voters in Georgia and Alabama, from Atlanta to Mobile, were called.")["Georgia"] == ("USA", "Georgia")


def test_the_home_of_the_outlet_tells() -> None:
    text = "The council of Athens met in the rain on Tuesday."
    assert where(text)["Athens"][0] == "GRC"
    assert where(text, url="https://www.athensledger.com/a")["Athens"][0] == "USA"
    assert where("A tree fell in Boston.", url="https://www.fenlandexpress.co.uk/a")["Boston"][0] == "GBR"


def test_the_word_behind_tells_the_kind() -> None:
    (region,) = places("Floods hit Punjab province.")
    (city,) = places("Floods hit Kano city.")
    assert (region.kind, city.kind) == ("region", "city")


def test_lists_are_no_containers() -> None:
    assert where("Ministers of China, Japan and France spoke.") == {
        "China": ("CHN", None),
        "Japan": ("JPN", None),
        "France": ("FRA", None),
    }


@pytest.mark.parametrize(
    ("outlet", "country", "name"),
    [
        ("akronchronicle.com", None, "Akron"),
        ("thelydneyexpress.co.uk", "GBR", "Lydney"),
        ("news.toledo.com", None, "Toledo"),
        ("theguardian.com", "GBR", None),
        ("reporter.net", None, None),
        (None, None, None),
        ("x" * 5000, None, None),
        ("..", None, None),
    ],
)
def test_where_outlets_are_at_home(outlet: str | None, country: str | None, name: str | None) -> None:
    home = home_of(outlet)
    assert home.country == country
    assert {place.name for place in home.places} == ({name} if name else set())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Yel'nya", "yelnya"), ("St. Louis", "st louis"), ("Saint-Louis", "st louis"), ("N'Djamena", "ndjamena"),
        ("Łódź", "lodz"), ("U.S.", "us"), ("İzmir", "izmir"), ("Saint", "saint"), ("", ""), ("Mt. Etna", "mt etna"),
    ],
)  # fmt: skip
def test_keys(name: str, key: str) -> None:
    assert key_of(name) == key


def test_the_gazetteer() -> None:
    found = look_up(["paris", "texas", "no such place at all"])
    assert set(found) == {"paris", "texas"}
    assert [entry.population for entry in found["paris"]] == sorted(
        (e.population for e in found["paris"]), reverse=True
    )
    texas, paris = found["texas"][0], next(entry for entry in found["paris"] if entry.region == "Texas")
    assert holds(texas, paris)
    assert not holds(paris, texas)
    assert kilometres(texas, paris) == pytest.approx(430, rel=0.2)
    assert look_up([]) == {}
