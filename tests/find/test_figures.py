import time

import pytest

from onrecord.article import TITLE, Article, Span
from onrecord.find.figures import find_figures
from onrecord.reading import Figure


def article(*paragraphs: str, title: str = "") -> Article:
    return Article("a", title, None, None, paragraphs)


def figures(text: str) -> list[Figure]:
    return list(find_figures(article(text)))


def values(text: str) -> list[float | tuple[float, float]]:
    return [figure.low if figure.low == figure.high else (figure.low, figure.high) for figure in figures(text)]


def units(text: str) -> list[str | None]:
    return [figure.unit for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The depot held 12,400 crates.", [12400]),
        ("They counted 1,234,567 ballots.", [1234567]),
        ("The loan is worth $3.2m and not 1.5bn roubles.", [3.2e6, 1.5e9]),
        ("Some 4 hundred million birds pass.", [4e8]),
        ("Twenty-one boats and forty five trucks came.", [21, 45]),
        ("Twentyone boats came.", [21]),
        ("Two hundred and fifty boats came.", [250]),
        ("Three thousand four hundred and six boats came.", [3406]),
        ("A million and a half people, a dozen boats and half a million cattle crossed.", [1.5e6, 12, 5e5]),
        ("A hundred thirty million dollars went missing.", [1.3e8]),
        ("It took one and a half hours, then 2 1/2 hours, then 3½ hours.", [1.5, 2.5, 3.5]),
        ("Half of the herd and two-thirds of the fields are gone.", [0.5, pytest.approx(2 / 3)]),
        ("One in five farms stands empty.", [0.2]),
        ("A couple of ferries sailed.", [2]),
        ("Output grew sixfold.", [6]),
        ("The index lost -1.3% and the night was minus 20 degrees.", [-1.3, -20]),
        ("Dozens of farms and tens of thousands of sheep are lost.", [(12, 120), (10000, 100000)]),
        ("Several hundred farmers and a few thousand sheep were moved.", [(100, 1000), (1000, 10000)]),
    ],
)
def test_values(text: str, expected: list[object]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 500 and 700 farmers marched.", (500, 700)),
        ("From 40 to 50 farmers marched.", (40, 50)),
        ("Exports fell from 36,000 to 34,000.", (34000, 36000)),
        ("The bill is $4 to $5 billion.", (4e9, 5e9)),
        ("The bill is $4-5bn.", (4e9, 5e9)),
        ("Prices rise between 5% and 6%.", (5, 6)),
        ("Three or four barns burned.", (3, 4)),
        ("Two or three hundred barns burned.", (200, 300)),
        ("Some 1500-2000 soldiers marched.", (1500, 2000)),
        ("Winds of 70–80 mph are forecast.", (70, 80)),
        ("It is to warm by 1 to 1.5 degrees.", (1, 1.5)),
    ],
)
def test_ranges(text: str, expected: tuple[float, float]) -> None:
    assert [(figure.low, figure.high, figure.bound) for figure in figures(text)] == [(*expected, "between")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents rose by $3 to $12.", [3, 12]),
        ("Shares gained 15 cents to 120 pence.", [15, 120]),
        ("The rate is 110 yen to 1 euro.", [110, 1]),
        ("Farm output rose 3 per cent to 41,000.", [3, 41000]),
    ],
)
def test_two_figures_that_are_no_range(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("{} tanks", "exact"),
        ("about {} tanks", "about"),
        ("some {} tanks", "about"),
        ("nearly {} tanks", "about"),
        ("an estimated {} tanks", "about"),
        ("{} or so tanks", "about"),
        ("more than {} tanks", "over"),
        ("well over {} tanks", "over"),
        ("at least another {} tanks", "over"),
        ("no fewer than {} tanks", "over"),
        ("{}-plus tanks", "over"),
        ("{}+ tanks", "over"),
        ("{} tanks or more", "over"),
        ("fewer than {} tanks", "under"),
        ("up to {} tanks", "under"),
        ("as many as {} tanks", "under"),
        ("no more than {} tanks", "under"),
        ("{} tanks at most", "under"),
    ],
)
def test_bounds(words: str, bound: str) -> None:
    for text in (f"They have {words.format(900)}.", words.format(900).capitalize()):
        (figure,) = figures(text)
        assert (figure.low, figure.bound, figure.unit) == (900, bound, "tanks")


def test_over_a_length_of_time_is_no_bound_where_something_happens_in_it() -> None:
    assert [figure.bound for figure in figures("The fund pays 90 farmers over three years.")] == ["exact", "exact"]
    assert [figure.bound for figure in figures("The siege lasted over three years.")] == ["over"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It lies 40 km away.", "kilometre"),
        ("It lies 40 kilometers away.", "kilometre"),
        ("A 40-mile column moves.", "mile"),
        ("A 40mile column moves.", "mile"),
        ("It burned 300 sq km of forest.", "square kilometre"),
        ("It burned 300 km2 of forest.", "square kilometre"),
        ("A 155mm gun fired.", "millimetre"),
        ("Prices rose 4 per cent.", "percent"),
        ("Prices rose 4pc.", "percent"),
        ("Rates rose 4 percentage points.", "percentage point"),
        ("Rates rose 4 basis points.", "basis point"),
        ("It is worth €4m.", "euro"),
        ("It is worth HK $4m.", "Hong Kong dollar"),
        ("It is worth UAH 400,000.", "Ukrainian hryvnia"),
        ("It is worth 400 million won.", "South Korean won"),
        ("It sells at $80 a barrel.", "dollar per barrel"),
        ("It pumps 80,000 barrels per day.", "barrel per day"),
        ("It flies 80 km/h.", "kilometre per hour"),
        ("It is 4 degrees Celsius.", "Celsius"),
        ("They waited 4 days.", "day"),
        ("A 34-year-old walked in.", "year of age"),
        ("A man aged 34 walked in.", "year of age"),
        ("It ran in 2.7m homes.", "homes"),
        ("He ran the 100m on Sunday.", "metre"),
        ("The pace quickened from $70m a year ago.", "dollar"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert units(text) == [unit]


@pytest.mark.parametrize(
    ("text", "unit", "of"),
    [
        ("100,000 Ostran troops wait.", "troops", "Ostran troops"),
        ("One Ostran soldier fell.", "soldiers", "Ostran soldier"),
        ("Hundreds of Ostrans fled.", "Ostrans", "Ostrans"),
        ("Seven Israelis left.", "Israelis", "Israelis"),
        ("They sent 40 police officers home.", "officers", "police officers"),
        ("They sent 20 of the 40 officers home.", "officers", "officers"),
        ("A 27-member bloc met.", "members", "member"),
        ("They lost two Su-25s there.", "Su-25s", "Su-25s"),
        ("They lost two Su-25 jets there.", "jets", "Su-25 jets"),
        ("They sent 70 kg of gold there.", "kilogram", "gold"),
        ("They blocked 60 percent of the harvest.", "percent", "harvest"),
        ("A third of the voters stayed home.", "share", "voters"),
        ("Half the garrison stayed home.", "share", "garrison"),
    ],
)
def test_what_is_counted(text: str, unit: str, of: str) -> None:
    figure = figures(text)[0]
    assert figure.unit == unit
    assert figure.of is not None
    assert figure.of.text == of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 12, wounded 30.", ["killed", "wounded"]),
        ("The raid killed at least 12 and wounded another 30.", ["killed", "wounded"]),
        ("At least 12 dead, 40 missing", ["dead", "missing"]),
        ("The raid left 12 dead and 40 wounded.", ["dead", "wounded"]),
        ("Twelve were killed and twenty others were injured.", ["killed", "injured"]),
        ("The toll rose to 45.", ["dead"]),
        ("Cases rose to 4,500 a day.", ["cases per day"]),
        ("The raid killed 12 people.", ["people"]),
    ],
)
def test_what_became_of_people(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_a_unit_said_once_holds_for_the_sentence() -> None:
    assert units("About 3,000 troops stand in the north and 2,000 in the south.") == ["troops", "troops"]
    assert units("About 3,000 troops stand there. Prices are at 2,000 in the south.") == ["troops", None]


@pytest.mark.parametrize(
    "text",
    [
        "It is 260 kilometers about 160 miles from the sea.",
        "It is 260 kilometres (160 miles) from the sea.",
        "It is 260 km or 162 miles from the sea.",
    ],
)
def test_one_distance_in_two_units_is_one_figure(text: str) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.unit) == (260, "kilometre")


def test_one_sum_in_two_moneys_is_one_figure() -> None:
    assert values("The loan of $5m (£4m) was paid.") == [5e6]
    assert values("The loan of $5m about £4m was paid.") == [5e6]
    assert values("They paid $5m, £4m and €3m.") == [5e6, 4e6, 3e6]
    assert values("It is 260 km long, 90 miles from the sea.") == [260, 90]


@pytest.mark.parametrize(
    "text",
    [
        "They met on 5 November 2021 and on Feb. 3-4.",
        "They met on the 24th of February.",
        "They met at 9 p.m., 9:35 and 1.05am, or 1800 GMT.",
        "They met at three oclock.",
        "In 2014 soldiers took it, since 2015 they hold it, by 2030 they may go.",
        "A 2020 law and the 2019 riots are forgotten.",
        "The 1990s were calm.",
        "The fort fell 2019-08-01 and 11/05/2021.",
        "Version 14.2.1 runs there, and so does iOS 14.2.",
        "Call +44 20 7946 0958 or 555-0134.",
        "They won 3-1 after a 2-2 draw.",
        "The 41st Army and the 82nd Airborne left.",
        "Brigade 36 and Resolution 2202 and Article 5 are named.",
        "The T-72, the Boeing 737, MH17, the F-16 and Covid-19 are names.",
        "The G7, the Group of Seven and the Big Three are clubs.",
        "No one came; they saw one another at one point.",
        "One of the men spoke.",
        "Oleh Koval, 34, spoke.",
        "He lives at 575 Harbour Road.",
        "1. Who fired first?",
        "They have half a chance.",
        "See page 12 and No. 5.",
        "The 5G mast and the six-speed gearbox work.",
        "See https://example.org/2021/44 for more.",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert values(text) == []


def test_numbers_like_years_that_count() -> None:
    assert values("They have some 2000 soldiers, 1900 jobs went, and prices rose to an average of 1500.") == [
        2000,
        1900,
        1500,
    ]


def test_a_number_in_a_time_counts_only_units_of_time() -> None:
    text = "They left after 40 minutes and came back at 40 past."
    times = [Span(0, 10, 26, text[10:26]), Span(0, 41, 51, text[41:51])]
    assert [figure.low for figure in find_figures(article(text))] == [40, 40]
    assert [figure.unit for figure in find_figures(article(text), times)] == ["minute"]


def test_spans_hold_number_signs_and_ranges() -> None:
    story = article(
        "Up to $3.2 million, more than 5% to 10% of it and about minus 20 degrees.",
        title="Blast Kills 12, Hurts Dozens",
    )
    found = find_figures(story)
    assert [figure.span.text for figure in found] == ["12", "Dozens", "$3.2 million", "5% to 10%", "minus 20"]
    assert [figure.id for figure in found] == ["f1", "f2", "f3", "f4", "f5"]
    assert found[0].span.paragraph == TITLE
    assert all(figure.span == story.span(figure.span.paragraph, figure.span.start, figure.span.end) for figure in found)


def test_whole_numbers_are_whole_and_the_rest_is_left_open() -> None:
    (figure,) = figures("He lost 12 goats.")
    assert figure.to_json() == {
        "id": "f1",
        "span": {"paragraph": 0, "start": 8, "end": 10, "text": "12"},
        "low": 12,
        "high": 12,
        "bound": "exact",
        "unit": "goats",
        "of": {"paragraph": 0, "start": 11, "end": 16, "text": "goats"},
        "place": None,
        "time": None,
        "said_in": None,
    }
    assert isinstance(figure.low, int)


def test_furniture_is_not_read() -> None:
    story = Article("a", "", None, None, ("12 goats", "30 shares", "7 cows"), furniture=frozenset((1,)))
    assert [figure.low for figure in find_figures(story)] == [12, 7]


BAD = {
    "400 digits": "9" * 400 + " troops",
    "scales": "five " + "million " * 2_000 + "men",
    "no spaces": "a" * 100_000,
    "digits only": "1" * 100_000,
    "commas": "1,111," * 300,
    "dashes": "1-" * 500,
    "slashes": "1/" * 500,
    "dots": "1.2." * 500,
    "bounds": "about " * 2_000 + "5",
    "vague": "hundreds of " * 500,
    "one in": "one in " * 400 + "1 in " * 400,
    "minus": "minus " * 500 + "half a " * 500,
    "null bytes": "\0" * 1_000 + " 5 tanks",
    "emoji": "😀5😀 tanks ½😀",
    "right to left": "قتل 12 شخصا و ٣٤٥ دبابة",
    "another language": "Au moins 12 personnes ont été tuées et 30 autres blessées le 5 novembre.",
    "months": "5 and " * 400 + "May",
    "money": "$" * 5_000,
    "empty": "",
}


def test_years_of_an_era_are_no_figures() -> None:
    assert find_figures(article("The walls fell in 664 B.C.E. and again in 250 BC, not in 40 AD.")) == ()


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input_gives_an_answer_in_time(text: str) -> None:
    usual = "At least 1,200 troops crossed 40 km of desert in 3 days, and $5m (£4m) was paid to them. " * 40
    assert all(figure.low <= figure.high < 1e25 for figure in find_figures(article(text, title=text)))
    assert _seconds(text) < 20 * _seconds(usual)


def _seconds(text: str) -> float:
    """The least time of three that a text takes."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        find_figures(article(text, title=text))
        taken.append(time.process_time() - start)
    return min(taken)


def test_time_grows_with_the_text_and_not_faster() -> None:
    def took(text: str) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            find_figures(article(text))
            times.append(time.process_time() - start)
        return min(times)

    for piece in ("1,11,", "1-", "1.2.", "1/", "one ", "1 to ", "5 and ", "$5 ", "5 Abc Def ", "12:", "half ", "a@"):
        assert took(piece * 360) < 18 * took(piece * 60)  # 6 times the text; squared would be 36
