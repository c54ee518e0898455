"""Ranges and lists, in which a month, a year or a century is written once: "Nov. 5-7", "3 and 5 March", "1914-18".

Each day, month or year that is written is an expression of its own, with what is left out carried over. `RULES` find
those before the word that is shared; `CONTINUED` those after it, right behind a joint.
"""

from __future__ import annotations

from onrecord.find.times.context import words_of
from onrecord.find.times.dates import YEARS, day_number, nearest_year
from onrecord.find.times.patterns import EARLY, JOINTS, Match, rule
from onrecord.find.times.scene import ABSOLUTE, Meaning, Scene, Told
from onrecord.find.times.tokens import Token
from onrecord.find.times.values import a_date

_DAY = "(?:DAY|ORD)"
_LAST = "COMMA? (?:AND|OR|TO|HYPHEN)"
_LONGEST_RANGE = 150
"""Years; numbers farther apart are no range of years."""
_OF_OTHERS = ("MONTH", "UNIT", "UNITS", "MERIDIEM", "OCLOCK", "SCALE", "FRACTION")
"""Classes after a number that is no day of the month told before it."""
_AFTER_DAYS = words_of("after_days")
"""Words after "Nov. 5 and 7" before which 7 is a day; before others it may count something."""


@rule(
    f"(?:WEEKDAY COMMA? )?(?P<month>MONTH) (?P<day>{_DAY})"
    f"(?=(?:COMMA {_DAY}){{0,6}} {_LAST} (?P<next>{_DAY}) COMMA? (?P<year>YEAR))",
    f"(?:WEEKDAY COMMA? )?(?P<month>MONTH) (?P<day>{_DAY})"
    f"(?={_LAST} (?:WEEKDAY COMMA? )?(?P<month2>MONTH) {_DAY} COMMA? (?P<year>YEAR))",
    f"(?:THE )?(?P<day>{_DAY}) (?=(?:COMMA {_DAY}){{0,6}} {_LAST} (?:THE )?(?P<next>{_DAY}) (?:OF )?(?P<month>MONTH)"
    "(?: COMMA? (?P<year>YEAR))?)",
)
def first_days(match: Match, scene: Scene) -> Meaning | None:
    """ "Nov. 5" of "Nov. 5-7, 2021", "3" of "3 and 5 March", "Dec. 30" of "Dec. 30 to Jan. 2, 2022"."""
    day, month = day_number(match.words("day"), match.value("day")), int(match.value("month"))
    following = day_number(match.words("next"), match.value("next")) if match.all("next") else None
    if day is None or (following is not None and following <= day):
        return None
    if not match.all("year"):
        return scene.dated("D", nearest_year(scene, month, day, scene.direction(match)))
    year = int(match.words("year")[-1])
    if year not in YEARS:
        return None
    if match.all("month2") and int(match.value("month2")) < month:
        year -= 1
    return scene.dated("D", a_date(year, month, day), ABSOLUTE)


@rule(
    f"(?P<early>{EARLY})?(?P<month>MONTH)"
    "(?=(?:COMMA MONTH){0,6} COMMA? (?:AND|OR|TO|HYPHEN) (?:IN )?(?P<next>MONTH) (?:COMMA|OF)? (?P<year>YEAR))"
)
def first_months(match: Match, scene: Scene) -> Meaning | None:
    """ "January" of "between January and March 2014"."""
    year, month = int(match.words("year")[-1]), int(match.value("month"))
    if year not in YEARS:
        return None
    if int(match.value("next")) < month:
        year -= 1
    return scene.dated("M", a_date(year, month), ABSOLUTE)


@rule("(?P<day>WEEKDAY) (?=(?:COMMA WEEKDAY){0,6} COMMA? (?:AND|OR) WEEKDAY (?P<part>PARTS))")
def first_nights(match: Match, scene: Scene) -> Meaning | None:
    """ "Monday" of "on Monday and Tuesday nights"."""
    return Meaning("SET", f"XXXX-WXX-{match.value('day')}T{match.value('part')}")


@rule(f"(?P<day>{_DAY}) (?:COMMA? (?P<year>YEAR))?")
def next_day(match: Match, scene: Scene) -> Meaning | None:
    """ "7" of "Nov. 5-7", "3, 2021" of "Nov. 2 and 3, 2021": the month of the day before it."""
    joint, opening = _opening(match)
    day, first = day_number(match.words("day"), match.value("day")), _day_of(opening)
    if joint.kind == "MARK" or day is None or first is None or not first < day <= 31:
        return None
    beyond = [token.kind for token in match.tokens[match.end : match.end + 2]]
    if (beyond[:1] and beyond[0] in _OF_OTHERS) or beyond == ["OF", "MONTH"]:
        return None
    if joint.kind != "HYPHEN" and not _is_day(match, joint):
        return None
    told = _told(match, scene)
    if told is None:
        return scene.dated("D", None) if scene.published is None else None
    if told.grain != "D":
        return None
    return scene.dated("D", a_date(told.day.year, told.day.month, day), told.anchor)


def _is_day(match: Match, joint: Token) -> bool:
    """Whether a number after "and", "to" or a comma is a day, not the count of what follows."""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    if match.all("year") or following is None:
        return True
    if following.kind in ("AND", "OR", "HYPHEN", "COMMA") and joint.kind == "COMMA":
        beyond = match.tokens[match.end + 1 : match.end + 3]
        return any(token.kind in ("DAY", "ORD") for token in beyond)
    if joint.kind == "COMMA":
        return False
    if following.kind in ("AND", "COMMA", "IN", "AT", "THE", "TO"):
        return True
    return following.text.lower() in _AFTER_DAYS


@rule("(?P<year>YEAR|DAY|NUM)")
def next_year(match: Match, scene: Scene) -> Meaning | None:
    """ "18" of "1914-18", "2005" of "2001-2005": the century of the year before it."""
    joint, opening = _opening(match)
    digits, told = match.words("year")[0], _told(match, scene)
    if not (joint.kind == "HYPHEN" or joint.text == "/") or opening.kind != "YEAR" or len(digits) not in (2, 4):
        return None
    if told is None or told.grain != "Y" or not digits.isdecimal() or match.after() in ("-", "/", "%"):
        return None
    year = int(digits)
    if len(digits) == 2:
        year += told.day.year // 100 * 100
        if digits == "00":
            year += 100
    return scene.dated("Y", a_date(year), ABSOLUTE) if 0 < year - told.day.year <= _LONGEST_RANGE else None


def _opening(match: Match) -> tuple[Token, Token]:
    """The joint before a match, and the last token of the expression before that."""
    place = match.start - 1
    while place > 1 and match.tokens[place - 1].kind == "COMMA":
        place -= 1
    return match.tokens[match.start - 1], match.tokens[place - 1]


def _day_of(token: Token) -> int | None:
    return day_number([token.text], token.value) if token.kind in ("DAY", "ORD") else None


def _told(match: Match, scene: Scene) -> Told | None:
    """The date right before the joint."""
    told = scene.last()
    if told is None or told.paragraph != scene.paragraph or not 0 < match.start - told.end <= JOINTS:
        return None
    return told


RULES = (*first_days, *first_months, *first_nights)
CONTINUED = (*next_day, *next_year)
