"""Time expressions: one sentence or more for each class of rule, all written for this test, published on a Friday."""

from __future__ import annotations

import time

import pytest

from onrecord.article import TITLE, Article
from onrecord.find.times import find_times
from onrecord.intake import prepare

FRIDAY = "2021-11-05"


def article(*paragraphs: str, date: str | None = FRIDAY, title: str = "") -> Article:
    return Article("a", title, date, None, paragraphs)


def found(text: str, date: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(time.span.text, time.value) for time in find_times(article(text, date=date))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy left on Friday.", [("Friday", "2021-11-05")]),
        ("The envoy left on Thursday.", [("Thursday", "2021-11-04")]),
        ("The envoys will meet Thursday in Ordiz.", [("Thursday", "2021-11-11")]),
        ("The vote is to be held Sunday.", [("Sunday", "2021-11-07")]),
        ("The vote was held Sunday.", [("Sunday", "2021-10-31")]),
        ("The vote is expected on Tuesday.", [("Tuesday", "2021-11-09")]),
        ("The truce had been due to expire on Tuesday.", [("Tuesday", "2021-11-02")]),
        ("On Thursday's planned summit nobody would speak.", [("Thursday", "2021-11-11")]),
        ("They looked for ways around Thursday's ruling.", [("Thursday", "2021-11-04")]),
        ("The ferry may sail as early as Monday.", [("Monday", "2021-11-08")]),
        ("He resigned last Monday; she follows next Monday.",
         [("last Monday", "2021-11-01"), ("next Monday", "2021-11-08")]),
        ("He said that Monday's strike hit a school.", [("Monday", "2021-11-01")]),
        ("It was Tuesday of last week.", [("Tuesday of last week", "2021-10-26")]),
        ("Troops will move later Friday.", [("later Friday", "2021-11-05")]),
        ("The office was open from Monday to Wednesday.", [("Monday", "2021-11-01"), ("Wednesday", "2021-11-03")]),
    ],
)  # fmt: skip
def test_weekdays(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Born on 5 November 2021.", [("5 November 2021", "2021-11-05")]),
        ("It began on the 24th of February.", [("the 24th of February", "2021-02-24")]),
        ("On Sunday, March eighth, he spoke.", [("Sunday, March eighth", "2021-03-08")]),
        ("Filed 2021-11-05, 11/2/89 and Sept 11.", [("2021-11-05", "2021-11-05"), ("11/2/89", "1989-11-02"),
                                                     ("Sept 11", "2021-09-11")]),
        ("The dividend is payable Jan. 2.", [("Jan. 2", "2022-01-02")]),
        ("The dam broke in early March.", [("early March", "2021-03")]),
        ("The siege ended in mid October.", [("mid October", "2021-10")]),
        ("Talks will resume in February.", [("February", "2022-02")]),
        ("They fell out in January this year.", [("January this year", "2021-01")]),
        ("It rained last June and this June.", [("last June", "2021-06"), ("this June", "2021-06")]),
        ("Peace came by the end of 1995.", [("the end of 1995", "1995")]),
        ("The treaty of the 1990s has held since 2014.", [("the 1990s", "199"), ("2014", "2014")]),
        ("In the early '80s and the nineties.", [("the early '80s", "198"), ("the nineties", "199")]),
        ("In nineteen ninety-six and the year two thousand.", [("nineteen ninety-six", "1996"),
                                                                ("the year two thousand", "2000")]),
        ("A 20th century war.", [("20th century", "19")]),
        ("The pact of last winter, renewed in the spring of 1999.", [("last winter", "2020-WI"),
                                                                      ("the spring of 1999", "1999-SP")]),
        ("Shot on Christmas Day 1998 and buried on New Year's Eve.", [("Christmas Day 1998", "1998-12-25"),
                                                                       ("New Year's Eve", "2021-12-31")]),
        ("Last Thanksgiving it snowed.", [("Last Thanksgiving", "2020-11-26")]),
        ("In 2014, in July, a plane fell.", [("2014", "2014"), ("July", "2014-07")]),
    ],
)  # fmt: skip
def test_calendar(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Nov. 5-7 in Ordiz.", [("Nov. 5", "2021-11-05"), ("7", "2021-11-07")]),
        ("They met on Nov. 2, 3 and 4.", [("Nov. 2", "2021-11-02"), ("3", "2021-11-03"), ("4", "2021-11-04")]),
        ("The fair ran from March 3 to 5.", [("March 3", "2021-03-03"), ("5", "2021-03-05")]),
        ("It was held on 3–5 March.", [("3", "2021-03-03"), ("5 March", "2021-03-05")]),
        ("It rained on the 3rd and 4th of May.", [("the 3rd", "2021-05-03"), ("4th of May", "2021-05-04")]),
        ("It was held on Nov. 12 and 14, 2019.", [("Nov. 12", "2019-11-12"), ("14, 2019", "2019-11-14")]),
        ("It froze from Dec. 28 to Jan. 3, 2020.", [("Dec. 28", "2019-12-28"), ("Jan. 3, 2020", "2020-01-03")]),
        ("They fought between January and March 2014.", [("January", "2014-01"), ("March 2014", "2014-03")]),
        ("The season runs from January to March.", [("January", "2022-01"), ("March", "2022-03")]),
        ("The war of 1914-18 and the term 2001-2005.",
         [("1914", "1914"), ("18", "1918"), ("2001", "2001"), ("2005", "2005")]),
        ("In the 1999-00 and 2012/13 seasons.", [("1999", "1999"), ("00", "2000"), ("2012", "2012"), ("13", "2013")]),
        ("The ferry sails on Monday and Tuesday nights.",
         [("Monday", "XXXX-WXX-1TNI"), ("Tuesday nights", "XXXX-WXX-2TNI")]),
        ("On May 5, 3 people died.", [("May 5", "2021-05-05")]),
        ("On May 5 and 30 other days it rained.", [("May 5", "2021-05-05")]),
        ("They won 3-1 on Nov. 5 and 2010-11 was lost.", [("Nov. 5", "2021-11-05"), ("2010", "2010"), ("11", "2011")]),
        ("It opened Nov. 5 to 7 p.m. visitors.", [("Nov. 5", "2021-11-05"), ("7 p.m.", "2021-11-05T19:00")]),
    ],
)  # fmt: skip
def test_ranges_and_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_range_without_a_date() -> None:
    assert found("They met Nov. 5-7, then Dec. 2 and 4, 2019.", date=None) == [
        ("Nov. 5", None), ("7", None), ("Dec. 2", "2019-12-02"), ("4, 2019", "2019-12-04"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("After 9/11 the law changed.", "2001-09-11"),
        ("The Sept. 11 attacks changed the law.", "2001-09-11"),
        ("Since the attacks of September 11 the law is strict.", "2001-09-11"),
        ("The port reopened on Sept. 11 after repairs.", "2021-09-11"),
    ],
)
def test_september_11(text: str, value: str) -> None:
    assert [time.value for time in find_times(article(text))] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was held until early Sunday.", "2021-10-31"),
        ("The strike lasted through Sunday.", "2021-10-31"),
        ("Until Sunday, they had not met.", "2021-10-31"),
        ("He will be held until Sunday.", "2021-11-07"),
        ("The curfew was extended until Sunday.", "2021-11-07"),
        ("The bridge has been closed until Sunday.", "2021-11-07"),
        ("They gave the rebels until Sunday to leave.", "2021-11-07"),
        ("The hearing was postponed to Sunday.", "2021-11-07"),
        ("A summit, to start Sunday, was announced.", "2021-11-07"),
        ("Envoys in Rome to sign the pact on Sunday", "2021-11-07"),
        ("The gunmen torched the village Sunday.", "2021-10-31"),
        ("Ministers are meeting in Ordiz on Sunday.", "2021-11-07"),
        ("Ministers were meeting in Ordiz on Sunday.", "2021-10-31"),
        ("The law takes effect Sunday.", "2021-11-07"),
        ("They must leave by Sunday.", "2021-11-07"),
        ("He will resign, and on Sunday he told the king.", "2021-10-31"),
        ("He goes home; on Sunday he came.", "2021-10-31"),
        ("He will leave the post that he has held since Sunday.", "2021-10-31"),
        ("Asked Thursday whether troops would march, the envoy laughed.", "2021-11-04"),
        ("Nobody spoke. Told on Monday that the talks will fail, he left.", "2021-11-01"),
    ],
)
def test_direction(text: str, value: str) -> None:
    assert [time.value for time in find_times(article(text))] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today, yesterday and tomorrow.",
         [("Today", "2021-11-05"), ("yesterday", "2021-11-04"), ("tomorrow", "2021-11-06")]),
        ("Snow fell last week and earlier this week.", [("last week", "2021-W43"), ("earlier this week", "2021-W44")]),
        ("Sales fell last month, early next year they rise.", [("last month", "2021-10"), ("early next year", "2022")]),
        ("Two days ago, six weeks ago, a year ago, a dozen years ago.",
         [("Two days ago", "2021-11-03"), ("six weeks ago", "2021-W38"), ("a year ago", "2020"),
          ("a dozen years ago", "2009")]),
        ("Three days from now it ends.", [("Three days from now", "2021-11-08")]),
        ("Guns fell silent over the weekend.", [("the weekend", "2021-W43-WE")]),
        ("In the coming days and the weeks ahead.",
         [("the coming days", "FUTURE_REF"), ("the weeks ahead", "FUTURE_REF")]),
        ("It is now quiet; recently it was not; soon it may be.",
         [("now", "PRESENT_REF"), ("recently", "PAST_REF"), ("soon", "FUTURE_REF")]),
        ("In the past they fought; in the future they trade.",
         [("the past", "PAST_REF"), ("the future", "FUTURE_REF")]),
    ],
)  # fmt: skip
def test_from_the_publication(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The column moved this morning and last night.",
         [("this morning", "2021-11-05TMO"), ("last night", "2021-11-04TNI")]),
        ("He spoke on Wednesday evening.", [("Wednesday evening", "2021-11-03TEV")]),
        ("They came on the night of June 4.", [("the night of June 4", "2021-06-04TNI")]),
        ("Shells hit the port overnight.", [("overnight", "2021-11-04TNI")]),
        ("The raid began at 9 p.m. local time on Wednesday.", [("9 p.m. local time on Wednesday", "2021-11-03T21:00")]),
        ("The curfew runs from 8:30 p.m. Friday to 5 a.m. Saturday.",
         [("8:30 p.m. Friday", "2021-11-05T20:30"), ("5 a.m. Saturday", "2021-11-06T05:00")]),
        ("It struck at 0735 GMT.", [("0735 GMT", "2021-11-05T07:35")]),
        ("They woke at 4 in the morning.", [("4 in the morning", "2021-11-05T04:00")]),
        ("It rang at 8am local time and 10.30 pm on Monday, and at 1:30pm.",
         [("8am local time", "2021-11-01T08:00"), ("10.30 pm on Monday", "2021-11-01T22:30"),
          ("1:30pm", "2021-11-01T13:30")]),
        ("The guns stopped at noon Monday.", [("noon Monday", "2021-11-01T12:00")]),
        ("The bomb went off at 10 p.m.", [("10 p.m", "2021-11-05T22:00")]),
    ],
)  # fmt: skip
def test_times_of_day(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drill will last ten days.", [("ten days", "P10D")]),
        ("It came a day after talks in the decades-old dispute.", [("a day", "P1D"), ("decades-old", "PXDE")]),
        ("It lasted three days.", [("three days", "P3D")]),
        ("A two-hour battle and a threemonth siege.", [("two-hour", "PT2H"), ("threemonth", "P3M")]),
        ("They waited for several days, then for weeks.", [("several days", "PXD"), ("weeks", "PXW")]),
        ("Over the past two months and for the first nine months.", [("the past two months", "P2M"),
                                                                       ("the first nine months", "P9M")]),
        ("War raged for more than four years.", [("more than four years", "P4Y")]),
        ("It took 2 1/2 years, two and a half years, half an hour.",
         [("2 1/2 years", "P2Y6M"), ("two and a half years", "P2Y6M"), ("half an hour", "PT30M")]),
        ("In recent years and two decades.", [("recent years", "PXY"), ("two decades", "P20Y")]),
        ("Twenty-one days, a hundred days, 1,500 days.", [("Twenty-one days", "P21D"), ("a hundred days", "P100D"),
                                                            ("1,500 days", "P1500D")]),
        ("A yearlong truce after a weeklong, monthslong war.",
         [("yearlong", "P1Y"), ("weeklong", "P1W"), ("monthslong", "PXM")]),
        ("The 5-month-old truce held.", [("5-month-old", "P5M")]),
        ("He was 52 years old, the boy a two-year-old.", []),
        ("Four flights a week and $500 million a year.", []),
    ],
)  # fmt: skip
def test_durations(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet every Monday, every two weeks and each July.",
         [("every Monday", "XXXX-WXX-1"), ("every two weeks", "P2W"), ("each July", "XXXX-07")]),
        ("It sails daily, on Mondays and on Tuesday nights.",
         [("daily", "P1D"), ("Mondays", "XXXX-WXX-1"), ("Tuesday nights", "XXXX-WXX-2TNI")]),
        ("Twice a week he calls.", [("Twice a week", "P1W")]),
    ],
)  # fmt: skip
def test_sets(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert {time.type for time in find_times(article(text))} == {"SET"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit rose in the third quarter of 1998.", [("the third quarter of 1998", "1998-Q3")]),
        ("Profit rose in the third quarter from a year earlier.",
         [("the third quarter", "2021-Q3"), ("a year earlier", "2020-Q3")]),
        ("The third-quarter loss beat next year's first quarter.",
         [("third-quarter", "2021-Q3"), ("next year's first quarter", "2022-Q1")]),
        ("In fiscal 2020 and the first half of 2021.",
         [("fiscal 2020", "2020"), ("the first half of 2021", "2021-H1")]),
        ("Sales for the quarter ended Sept. 30 fell.", [("the quarter", "2021-Q3"), ("Sept. 30", "2021-09-30")]),
        ("Third-quarter sales passed those of the same period last year.",
         [("Third-quarter", "2021-Q3"), ("the same period last year", "2020-Q3")]),
        ("He won the first half of the match.", []),
    ],
)  # fmt: skip
def test_periods(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_resolved_from_the_time_before() -> None:
    times = find_times(
        article("The bridge was blown up on Nov. 1. Two days later ferries ran.", "The next day they sank.")
    )
    assert [(time.id, time.span.text, time.value, time.anchor) for time in times] == [
        ("t1", "Nov. 1", "2021-11-01", "published"),
        ("t2", "Two days later", "2021-11-03", "t1"),
        ("t3", "The next day", "2021-11-04", "t2"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fell in 1990. Three years later she fell.", [("1990", "1990"), ("Three years later", "1993")]),
        ("It lost money in 2010. A year earlier it had not.", [("2010", "2010"), ("A year earlier", "2009")]),
        ("It began in June 1998. Two years later it ended.", [("June 1998", "1998-06"), ("Two years later", "2000")]),
        ("It began in March. Two weeks later it ended.", [("March", "2021-03"), ("Two weeks later", None)]),
        ("It began in 1998. The next day it rained.", [("1998", "1998"), ("The next day", None)]),
        ("It began in 1998. The following month it ended.", [("1998", "1998"), ("The following month", None)]),
    ],
)
def test_later_than_a_month_or_year(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


def test_anchors_and_types() -> None:
    times = find_times(article("On Thursday, in 2014, for two days, at 9 p.m."))
    assert [(time.type, time.anchor) for time in times] == [
        ("DATE", "published"), ("DATE", "absolute"), ("DURATION", "absolute"), ("TIME", "t1"),
    ]  # fmt: skip


def test_without_a_date() -> None:
    times = find_times(article("He came on Friday, in 2014, last week, at 9 p.m., for two days.", date=None))
    assert [(time.span.text, time.value, time.anchor) for time in times] == [
        ("Friday", None, None),
        ("2014", "2014", "absolute"),
        ("last week", None, None),
        ("9 p.m.", None, None),
        ("two days", "P2D", "absolute"),
    ]


def test_lost_marks() -> None:
    text = "Yesterdays attack, this weeks talks, todays vote and last years budget followed Fridays raid."
    assert found(text) == [
        ("Yesterday", "2021-11-04"), ("this week", "2021-W44"), ("today", "2021-11-05"), ("last year", "2020"),
        ("Friday", "2021-11-05"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "May she march? March on, Theresa May, with June Carter.",
        "The sun sat; he may fall in the second spring of the mattress.",
        "It cost $1999, hit 1990 people and flew a Boeing 747 past the T-34.",
        "They won 3-1 in the Orion 1980 and drew 2,014 men.",
        "He will go as soon as possible; he was soon released.",
        "Three-quarters of the troops of the 41st Army were 200 miles away.",
    ],
)
def test_not_times(text: str) -> None:
    assert found(text) == []


def test_title_and_furniture() -> None:
    page = prepare(
        "Talks Fail After Two Days", FRIDAY, None, ["It ended on Friday.", "Copyright 2021 The Ordiz Courier."]
    )
    times = find_times(page)
    assert [(time.span.paragraph, time.span.text) for time in times] == [(TITLE, "Two Days"), (0, "Friday")]
    assert all(page.text(t.span.paragraph)[t.span.start : t.span.end] == t.span.text for t in times)


LONG = (
    "9" * 400, "9" * 50_000, "a" * 100_000, "A" * 10_000, "\0" * 5_000, "😀" * 5_000, "יום שישי 5 בנובמבר " * 200,
    "Am Freitag sprach der Minister im März 2014 davon. " * 60,
    "the early " * 1_000, "one-" * 2_000, "last past next " * 200,
    "1," * 2_000, "Nov. 1" + "-2" * 2_000, "March " + "1, 2, " * 2_000, "1, " * 3_000 + "March", "1990-91-" * 300,
    "until " * 2_000, "and 1 " * 2_000 + "May", "May, " * 2_000 + "and May 2014", "\ud800 \udfff " * 1_000,
)  # fmt: skip


def seconds(words: str) -> float:
    """The least of three runs."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        find_times(article(words))
        times.append(time.perf_counter() - begin)
    return min(times)


@pytest.fixture(scope="module")
def plain() -> float:
    """The seconds that 1,400 words of plain news take."""
    return seconds("The envoy said on Friday that talks would begin two days later in the port of Ordiz. " * 80)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_odd_input_is_fast(text: str, plain: float) -> None:
    assert seconds(f"{text} on Friday") < 5 * plain + 0.02


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("February 30, 2021; 2021-02-30; 31/31/31; 25:61; Jan. 0; 0th century; the 99th century; 99/99/9999", FRIDAY),
        ("yesterday, last year, 10 years ago, last week, a century ago, last decade, Friday", "0001-01-01"),
        ("tomorrow, next year, next week, next decade, will come on Monday, Easter, next winter, July 4", "9999-12-31"),
        ("999999999 years ago, 999,999,999 months later, 1.5 years ago, 0 days ago, ½ days, ² days, ٣ days", FRIDAY),
        ("Friday", "20-x"),
    ],
)
def test_impossible_dates(text: str, date: str) -> None:
    for item in find_times(article(text, date=date)):
        assert item.value is None or isinstance(item.value, str)
        assert (item.value is None) == (item.anchor is None)


def test_no_such_day() -> None:
    assert found("It happened on February 30.") == [("February 30", None)]
