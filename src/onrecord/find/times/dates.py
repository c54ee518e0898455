"""Dates of the calendar: written out, months, weekdays and years."""

from __future__ import annotations

from datetime import date

from onrecord.find.times.context import words_of
from onrecord.find.times.numbers import number, year_in_words
from onrecord.find.times.patterns import EARLY, PARTLY, Match, rule
from onrecord.find.times.scene import ABSOLUTE, PUBLISHED, Meaning, Scene, Told
from onrecord.find.times.tense import FUTURE, PAST
from onrecord.find.times.values import a_date, moved, weekday_near

_FAR = 60
"""Days between a date without a year and the publication from which the tense of the sentence may change the year."""

YEARS = range(1500, 2100)
_COUNTED = words_of("counted")
"""Words after a number of four digits that is no year."""
_BEFORE_YEAR = words_of("before_year")
_BEFORE_THAT = words_of("before_that")
_UP_TO = words_of("up_to")
"""Right before a date: it is still to come."""


def year_of(digits: str, published: date | None) -> int:
    """A year as written; two digits are those of the century nearest to the publication, or to now's."""
    year = int(digits)
    if len(digits) > 2:
        return year
    until = (published.year if published else 2030) + 20
    year += until // 100 * 100
    return year if year <= until else year - 100


def nearest_year(scene: Scene, month: int, day: int, direction: int) -> date | None:
    """A day without a year: the nearest to the publication, but on the side the tense tells where that is far off."""
    if scene.published is None:
        return None
    days = [a_date(scene.published.year + step, month, day) for step in (-1, 0, 1)]
    published = scene.published
    near = min(filter(None, days), key=lambda known: abs(known - published), default=None)
    if near is None:
        return None
    off = (near - published).days
    if direction == PAST and off > _FAR:
        return a_date(near.year - 1, month, day) or near
    if direction == FUTURE and off < -_FAR:
        return a_date(near.year + 1, month, day) or near
    return near


def near_month(scene: Scene, month: int, direction: int) -> date | None:
    """The first of a month without a year: this year's if it is this month, else the last or next by the tense.

    The month after this one is taken for the one to come under any tense: that of last year would be called "last".
    """
    if scene.published is None:
        return None
    behind = (scene.published.month - month) % 12
    ahead = 12 - behind if behind else 0
    if direction == FUTURE or ahead < (2 if direction == PAST else 3):
        return moved(scene.published.replace(day=1), "M", ahead)
    return moved(scene.published.replace(day=1), "M", -behind)


def weekday_of(match: Match, scene: Scene, weekday: int) -> tuple[date | None, str | None]:
    """The day a bare weekday means, and its anchor.

    The day of publication itself, else the last, or the next where words look ahead; the end of a range is after its
    beginning.
    """
    start = scene.begun(match)
    if start is not None:
        return weekday_near(start.day, weekday, 1), start.id
    if scene.published is None:
        return None, None
    if scene.published.isoweekday() == weekday:
        return scene.published, PUBLISHED
    return weekday_near(scene.published, weekday, 1 if scene.direction(match) == FUTURE else -1), PUBLISHED


_ATTACKS = date(2001, 9, 11)
_OF_ATTACKS = words_of("of_attacks")
"""Words soon after "Sept. 11" that speak of the attacks of 2001."""


@rule("ATTACKS")
def attacks(match: Match, scene: Scene) -> Meaning | None:
    """ "9/11". No later expression is resolved from it: it is a name more than a time of the story."""
    return Meaning("DATE", _ATTACKS.isoformat())


def _is_of_attacks(match: Match, scene: Scene, month: int, day: int) -> bool:
    """Whether "Sept. 11" is that of 2001, because of the words beside it."""
    if (month, day) != (_ATTACKS.month, _ATTACKS.day) or scene.published is None or scene.published.year <= 2001:
        return False
    after = {token.text.lower() for token in match.tokens[match.end : match.end + 3]}
    return bool(after & _OF_ATTACKS) or (match.before() == "of" and match.before(2) == "attacks")


@rule("ISO", "SLASHED")
def in_digits(match: Match, scene: Scene) -> Meaning | None:
    """ "2021-11-05", "11/2/89" (month first, as American news write it, unless it cannot be)."""
    text = match.tokens[match.start].text
    if "/" in text:
        first, second, year = text.split("/")
        month, day = int(first), int(second)
        if month > 12:
            month, day = day, month
        whole = a_date(year_of(year, scene.published), month, day)
    else:
        day_part, _, clock = text.replace("T", " ").partition(" ")
        whole = a_date(*map(int, day_part.split("-")))
        if whole is not None and clock:
            return Meaning("TIME", f"{whole.isoformat()}T{clock[:5]}", ABSOLUTE, whole, "D")
    return scene.dated("D", whole, ABSOLUTE) if whole is not None else None


DAY_NUMBER = "(?P<day>DAY|ORD(?:HYPHEN? ORD)?|NUMW HYPHEN? ORD)"
MONTH_DAY = f"(?:(?:(?P<weekday>WEEKDAY) COMMA? )?(?P<month>MONTH) THE? {DAY_NUMBER}(?: COMMA? (?P<year>YEAR))?)"
DAY_MONTH = (
    f"(?:(?:(?P<weekday>WEEKDAY) COMMA? )?(?:THE )?{DAY_NUMBER} (?:OF )?(?P<month>MONTH)(?: COMMA? (?P<year>YEAR))?)"
)


@rule(
    MONTH_DAY, DAY_MONTH,
    f"(?P<near>THIS|NEXT|LAST) {MONTH_DAY}",
    f"{MONTH_DAY} (?:OF )?(?P<shift>THIS|LAST|NEXT) UNIT",
)  # fmt: skip
def whole_date(match: Match, scene: Scene) -> Meaning | None:
    """ "November 5, 2021", "Friday, Nov. 5", "the 24th of February"."""
    groups = match.groups.groupdict()
    day = day_number(match.words("day"), match.value("day"))
    month = int(match.value("month"))
    cut = 0
    if day is None or not 1 <= day <= 31:
        return None
    if groups["year"]:
        year = int(match.words("year")[-1])
        if year in YEARS:
            found = a_date(year, month, day)
            return scene.dated("D", found, ABSOLUTE)
        cut = 1 + (match.tokens[match.end - 2].kind == "COMMA")
    if groups.get("shift"):
        if match.tokens[match.end - 1].value != "Y":
            return None
        year = scene.published.year + int(match.value("shift")) if scene.published else 0
        return scene.dated("D", a_date(year, month, day) if year else None)
    if _is_of_attacks(match, scene, month, day):
        return Meaning("DATE", _ATTACKS.isoformat(), cut=cut)
    direction = FUTURE if match.before() in _UP_TO else scene.direction(match)
    return scene.dated("D", nearest_year(scene, month, day, direction), cut=cut)


def day_number(words: list[str], value: str) -> int | None:
    """The day that digits, an ordinal or two words of one ("twenty-first") tell."""
    last = words[-1]
    if last.isdecimal() and last.isascii():
        return int(last)
    tens = number(words[:-1]) if len(words) > 1 else 0
    return int(value) + int(tens or 0) if value.isdecimal() else None


@rule(
    f"(?P<early>{EARLY})?(?P<month>MONTH) (?:COMMA|OF)? (?P<year>YEAR)",
    f"(?P<early>{EARLY})?(?P<month>MONTH) (?:OF )?(?P<shift>THIS|LAST|NEXT) (?P<unit>UNIT)",
    f"(?P<early>{EARLY})?(?P<month>MONTH) (?P<spoken>(?:NUMW|NINETEEN)(?:HYPHEN? (?:NUMW|SCALE))+)",
)
def month_of_year(match: Match, scene: Scene) -> Meaning | None:
    """ "November 2021", "early March 1998", "January this year"."""
    groups = match.groups.groupdict()
    month = int(match.value("month"))
    if groups.get("shift"):
        if match.value("unit") != "Y":
            return None
        year = scene.published.year + int(match.value("shift")) if scene.published else None
        return scene.dated("M", a_date(year, month) if year else None)
    told = year_in_words(match.words("spoken")) if groups.get("spoken") else int(match.words("year")[-1])
    return scene.dated("M", a_date(told, month), ABSOLUTE) if told is not None and told in YEARS else None


@rule(
    f"(?P<early>{EARLY})?(?P<month>MONTH)",
    f"(?P<early>{EARLY})?(?P<near>LAST|THIS|NEXT) (?P<month>MONTH)",
)
def month_alone(match: Match, scene: Scene) -> Meaning | None:
    """ "December", "last June": the nearest by the tense, or as the word before it says."""
    month = int(match.value("month"))
    near = match.groups.groupdict().get("near")
    if scene.published is None:
        return scene.dated("M", None)
    first = scene.published.replace(day=1)
    behind = (scene.published.month - month) % 12
    if not near:
        told = _year_in_sentence(match, scene)
        direction = FUTURE if match.before() in _UP_TO else scene.direction(match)
        begun = _begun_month(match, scene)
        if begun is not None:
            months = (month - begun.day.month) % 12
            return scene.dated("M", moved(begun.day, "M", months), begun.id)
        if told is not None:
            return scene.dated("M", a_date(told.day.year, month), told.id)
        return scene.dated("M", near_month(scene, month, direction))
    step = int(match.value("near"))
    if step < 0:
        return scene.dated("M", moved(first, "M", -(behind or 12)))
    if step > 0:
        return scene.dated("M", moved(first, "M", (12 - behind) if behind else 12))
    ahead = scene.direction(match) == FUTURE
    return scene.dated("M", moved(first, "M", (12 - behind) % 12 if ahead else -behind))


def _begun_month(match: Match, scene: Scene) -> Told | None:
    """The month that a range begins with, of which the match is the end: "January to March"."""
    told = scene.last()
    if told is None or told.grain != "M" or (told.paragraph, told.end) != (scene.paragraph, match.start - 1):
        return None
    between = match.tokens[told.end - 2].text.lower() == "between" if told.end > 1 else False
    return told if match.tokens[told.end].kind in (("TO", "HYPHEN", "AND") if between else ("TO", "HYPHEN")) else None


def _year_in_sentence(match: Match, scene: Scene) -> Told | None:
    """The last date told in the sentence, where it names another year outright."""
    told = scene.in_sentence(match)
    if told is None or told.anchor != ABSOLUTE or scene.published is None:
        return None
    return told if told.grain in "DMQY" and abs(told.day.year - scene.published.year) > 1 else None


@rule(
    "(?P<day>WEEKDAY)",
    "(?P<near>THIS|LAST|NEXT|THE FORMER|THE FOLLOWING|THAT|FORMER|FOLLOWING) (?P<day>WEEKDAY|WEEKDAYS)",
    f"(?P<partly>{PARTLY}) (?:IN )?(?P<day>WEEKDAY)",
    "(?P<day>WEEKDAY) (?:OF )?(?P<week>THIS|LAST|NEXT) UNIT",
    "(?P<day>WEEKDAYS)",
)
def weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "Friday", "last Thursday", "early Tuesday", "Monday of last week"."""
    groups = match.groups.groupdict()
    weekday_number = int(match.value("day"))
    if match.all("day")[-1].kind == "WEEKDAYS" and _is_plural(match):
        return Meaning("SET", f"XXXX-WXX-{weekday_number}")
    if groups.get("week"):
        if match.tokens[match.end - 1].value != "W" or scene.published is None:
            return None if scene.published else scene.dated("D", None)
        monday = moved(scene.published, "D", 1 - scene.published.isoweekday())
        shifted = moved(monday, "W", int(match.value("week"))) if monday else None
        return scene.dated("D", moved(shifted, "D", weekday_number - 1) if shifted else None)
    near = match.all("near")
    if not near:
        return scene.dated("D", *weekday_of(match, scene, weekday_number))
    kind, value = near[-1].kind, near[-1].value
    if kind == "THAT" and (match.before() not in _BEFORE_THAT or match.after() in ("s", "'s", "’s")):
        return None  # "said that Monday's strike"
    if kind in ("FORMER", "FOLLOWING", "THAT"):
        start, anchor = scene.reference("D")
        if start is None:
            return scene.dated("D", None)
        step = -1 if kind == "FORMER" else 1 if kind == "FOLLOWING" else 0
        return scene.dated("D", weekday_near(start, weekday_number, step), anchor)
    if scene.published is None:
        return scene.dated("D", None)
    if value == "0":
        return scene.dated("D", *weekday_of(match, scene, weekday_number))
    return scene.dated("D", weekday_near(scene.published, weekday_number, int(value)))


def _is_plural(match: Match) -> bool:
    """Whether "Fridays" is several: not before a noun, which would make it a Friday's that lost its apostrophe."""
    after = match.after()
    return match.before() in ("on", "every", "and", "most") or not (after.isalpha() and after not in _AFTER_PLURAL)


_AFTER_PLURAL = words_of("after_plural")


@rule(f"(?P<early>{EARLY})?(?P<year>YEAR)(?P<beyond>AND WORD|OR {PARTLY})?")
def year_alone(match: Match, scene: Scene) -> Meaning | None:
    """ "2014", "early 1990", "the end of 1990"."""
    token = match.all("year")[0]
    year = int(token.text)
    cut = 0
    if match.all("beyond"):
        cut = 0 if match.tokens[match.end - 1].text.lower() in ("beyond", "later", "earlier") else 2
    after = match.tokens[match.end - cut].text.lower() if match.end - cut < len(match.tokens) else ""
    if year not in YEARS or after in _COUNTED or after in ("million", "billion", "percent", "per", "%"):
        return None
    if year not in range(1800, 2051) and match.before() not in _BEFORE_YEAR and not match.all("early"):
        return None
    if not match.all("early") and (match.before() in ("no", "number", "-") or _is_in_name(match)):
        return None
    return scene.dated("Y", a_date(year), ABSOLUTE, cut=cut)


def _is_in_name(match: Match) -> bool:
    """ "Orion 1980", "the Tokyo 2020 Games": right after a capitalised word that does not open the sentence."""
    before = match.tokens[max(match.start - 2, 0) : match.start]
    return len(before) == 2 and before[1].kind == "WORD" and before[1].text.istitle() and before[0].text[-1].isalnum()


@rule(
    "(?:THE )?(?P<spoken>NINETEEN HYPHEN? NUMW(?:HYPHEN? NUMW)?)",
    "(?:THE )?(?P<label>UNIT) (?P<spoken>(?:NUMW|NINETEEN) (?:HYPHEN? (?:NUMW|SCALE))*)",
)
def spoken_year(match: Match, scene: Scene) -> Meaning | None:
    """ "nineteen ninety-six", "the year two thousand"."""
    year = year_in_words(match.words("spoken"))
    if year is None or match.value("label") not in ("", "Y"):
        return None
    return scene.dated("Y", a_date(year), ABSOLUTE)


RULES = (
    *attacks, *in_digits, *whole_date, *month_of_year, *month_alone, *weekday, *year_alone, *spoken_year,
)  # fmt: skip
