"""What a page tells of its article: date, outlet, agency and dateline."""

import pytest

from onrecord.errors import InputError
from onrecord.intake import prepare
from onrecord.intake.agency import find_agency
from onrecord.intake.page import iso_date, outlet_of


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20310203", "2031-02-03"),
        (" 2031-02-03 ", "2031-02-03"),
        ("2032-02-29", "2032-02-29"),
        ("2031-02-03 17:03:00", "2031-02-03"),
        ("2031-02-03T23:59:00-05:00", "2031-02-03"),
        ("2031-02-03T10:00:00.123Z", "2031-02-03"),
        ("20310203T100000Z", "2031-02-03"),
        ("2031-02-29", None),
        ("20311305", None),
        ("2031-00-10", None),
        ("2031-0203", None),
        ("20310203 the ferry sailed", None),
        ("3 February 2031", None),
        ("", None),
    ],
)
def test_dates_as_written(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.quayside.example/a", "quayside.example"),
        ("https://english.norm.org.example/a", "english.norm.org.example"),
        ("HTTP://WWW.Quayside.EXAMPLE:8080/a?x=//b", "quayside.example"),
        ("https://m.quayside.example", "quayside.example"),
        ("https://amp.quayside.example/", "quayside.example"),
        ("https://news.quayside.example/", "news.quayside.example"),
        ("https://user:word@quayside.example/", "quayside.example"),
        ("//quayside.example/a", "quayside.example"),
        ("www.quayside.example/a", "quayside.example"),
        ("https://m.example/", "m.example"),
        ("quayside", None),
        (None, None),
    ],
)
def test_the_outlet_is_the_host(url: str | None, outlet: str | None) -> None:
    assert outlet_of(url) == outlet


def test_prepare_fills_in_everything_beside_the_text() -> None:
    paragraphs = ["ORDIZ (AP) — “Sail,” she said.", "Copyright 2031 The Associated Press. All rights reserved."]
    article = prepare("T", "20310203", "https://www.quayside.example/", paragraphs, origin="here")
    assert (article.date, article.outlet, article.agency, article.dateline) == (
        "2031-02-03",
        "quayside.example",
        "AP",
        "ORDIZ",
    )
    assert article.furniture == {1}
    assert article.paragraphs == tuple(paragraphs)
    assert not any(article.damage.to_json().values())


def test_prepare_refuses_a_date_that_is_none() -> None:
    with pytest.raises(InputError, match="2031-02-30"):
        prepare("T", "2031-02-30", None, ["x"])


@pytest.mark.parametrize(
    ("paragraph", "agency", "dateline"),
    [
        ("MOSCOW (AP) — The council met.", "AP", "MOSCOW"),
        ("MOSCOW AP  The council met.", "AP", "MOSCOW"),
        ("MOSCOW AP The council met.", "AP", "MOSCOW"),
        ("NEW YORK AP  The council met.", "AP", "NEW YORK"),
        ("PARIS (Reuters) - The council met.", "Reuters", "PARIS"),
        ("PARIS, Feb 3 (Reuters) - The council met.", "Reuters", "PARIS"),
        ("MOSCOW/KYIV (Reuters) - The council met.", "Reuters", "MOSCOW/KYIV"),
        ("KYIV, Ukraine (AP) — The council met.", "AP", "KYIV, Ukraine"),
        ("KYIV, Ukraine AP  The council met.", "AP", "KYIV, Ukraine"),
        ("VARRA, March 3 (NCA) — The council met.", "NCA", "VARRA"),
        ("VARRA, March 3 NCA  The council met.", "NCA", "VARRA"),
        ("VARRA NCA  Tarvias council met.", "NCA", "VARRA"),
        ("ORDIZ  NCA  The council met.", "NCA", "ORDIZ"),
        ("ORDIZ – NCA – The council met.", "NCA", "ORDIZ"),
        ("ORDIZ (NCA). The council met.", "NCA", "ORDIZ"),
        ("NAIROBI, Nov. 5 (Xinhua) -- The council met.", "Xinhua", "NAIROBI"),
        ("MOSCOW, November 5. /TASS/. The council met.", "TASS", "MOSCOW"),
        ("MOSCOW. Nov 5 (Interfax) - The council met.", "Interfax", "MOSCOW"),
        ("Paris (AFP) – The council met.", "AFP", "Paris"),
        ("New Delhi, Nov 5 (PTI) The council met.", "PTI", "New Delhi"),
        ("New Delhi [India], November 5 (ANI): The council met.", "ANI", "New Delhi"),
        ("(Reuters) - The council met.", "Reuters", None),
        ("MOSCOW — The council met.", None, "MOSCOW"),
        ("PORT SELNE (Meridian) - The council met.", None, "PORT SELNE"),
        ("CALDER BAY  The council met.", None, "CALDER BAY"),
        ("Copyright  The Associated Press. All rights reserved.", "AP", None),
        ("© 2031 AFP", "AFP", None),
        ("By Jane Doe, Agence France-Presse", "AFP", None),
        ("By JANE DOE Associated Press", "AP", None),
        ("AP Diplomatic Writer Jane Doe in Strand contributed to this report.", "AP", None),
        ("— Reuters", "Reuters", None),
        ("Source: Xinhua", "Xinhua", None),
        ("(With inputs from ANI)", "ANI", None),
    ],
)
def test_agency_and_dateline(paragraph: str, agency: str | None, dateline: str | None) -> None:
    assert find_agency(["The council had met before.", paragraph]) == (agency, dateline)


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO (North Atlantic Treaty Organisation) said it would meet.",
        "NATO — The alliance met.",
        "BREAKING NEWS  The council met.",
        "UPDATE 2 (NCA) — The council met.",
        "UN  The council met.",
        "The council told Reuters it had met.",
        "Mr Doe (PA) was late.",
        "Photo: Jane Doe/AFP",
        "WHAT DID THE COUNCIL KNOW - Since March it knew.",
        "I - We met.",
        "",
    ],
)
def test_what_is_neither_agency_nor_dateline(paragraph: str) -> None:
    assert find_agency([paragraph]) == (None, None)


def test_a_dateline_goes_before_a_credit_wherever_it_stands() -> None:
    assert find_agency(["© 2031 AFP", "It met.", "PARIS (Reuters) - The council met."]) == ("Reuters", "PARIS")
