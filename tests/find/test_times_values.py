"""Calendar, holidays and numbers under the time expressions."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.find.times.holidays import easter, holiday, orthodox_easter
from onrecord.find.times.numbers import number, year_in_words
from onrecord.find.times.values import duration, moved, weekday_near, written

DAY = date(2021, 11, 5)


@pytest.mark.parametrize(
    ("grain", "value"),
    [
        ("D", "2021-11-05"),
        ("W", "2021-W44"),
        ("M", "2021-11"),
        ("Q", "2021-Q4"),
        ("Y", "2021"),
        ("E", "202"),
        ("C", "20"),
    ],
)
def test_written(grain: str, value: str) -> None:
    assert written(grain, DAY) == value


def test_week_of_the_turn_of_the_year() -> None:
    assert written("W", date(2021, 1, 1)) == "2020-W53"


def test_moved() -> None:
    assert moved(date(2021, 1, 31), "M", 1) == date(2021, 2, 28)
    assert moved(DAY, "Y", -1) == date(2020, 11, 5)
    assert moved(DAY, "FN", 1) == date(2021, 11, 19)
    assert moved(DAY, "C", -100) is None
    assert moved(DAY, "D", 10**12) is None


def test_weekday_near() -> None:
    assert weekday_near(DAY, 5, -1) == date(2021, 10, 29)
    assert weekday_near(DAY, 5, 0) == DAY
    assert weekday_near(DAY, 5, 1) == date(2021, 11, 12)


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [("D", 3, "P3D"), ("TH", 2, "PT2H"), ("FN", 1, "P2W"), ("E", 2, "P20Y"), ("Y", None, "PXY"), ("W", 1.5, "P1.5W")],
)
def test_duration(unit: str, count: float | None, value: str) -> None:
    assert duration(unit, count) == value


def test_duration_and_a_half() -> None:
    assert duration("Y", 2, and_a_half=True) == "P2Y6M"
    assert duration("TM", 1, and_a_half=True) == "PT1M30S"
    assert duration("E", 1, and_a_half=True) == "P15Y"


@pytest.mark.parametrize(("year", "day"), [(1998, "04-12"), (2000, "04-23"), (2021, "04-04"), (2038, "04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


def test_orthodox_easter() -> None:
    assert orthodox_easter(2021) == date(2021, 5, 2)
    assert orthodox_easter(2024) == date(2024, 5, 5)


@pytest.mark.parametrize(
    ("rule", "day"),
    [("12-25", "12-25"), ("11-4TH4", "11-25"), ("5-LAST1", "05-31"), ("11-NEXT2", "11-02"), ("easter-2", "04-02")],
)
def test_holiday(rule: str, day: str) -> None:
    found = holiday(rule, 2021)
    assert found is not None
    assert found.isoformat() == f"2021-{day}"


def test_holiday_off_the_calendar() -> None:
    assert holiday("12-25", 10_000) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty - four", 24), ("one hundred and twenty", 120), ("a dozen", 12), ("1,500", 1500), ("2.5", 2.5),
     ("two million", 2_000_000), ("three hundred thousand", 300_000)],
)  # fmt: skip
def test_number(words: str, value: float) -> None:
    assert number(words.split()) == value


def test_no_number() -> None:
    assert number(["soon"]) is None
    assert number([]) is None


@pytest.mark.parametrize(
    ("words", "year"),
    [("nineteen ninety six", 1996), ("two thousand", 2000), ("two thousand and four", 2004), ("six", None)],
)
def test_year_in_words(words: str, year: int | None) -> None:
    assert year_in_words(words.split()) == year
