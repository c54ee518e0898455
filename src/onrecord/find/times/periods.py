"""Quarters, halves and years as businesses and budgets count them."""

from __future__ import annotations

from datetime import date

from onrecord.find.times.context import words_of
from onrecord.find.times.dates import YEARS, near_month
from onrecord.find.times.patterns import Match, rule
from onrecord.find.times.scene import ABSOLUTE, PUBLISHED, Meaning, Scene
from onrecord.find.times.tense import FUTURE, PAST
from onrecord.find.times.values import a_date, moved, written

QUARTER = "(?:FISCAL HYPHEN? )?(?P<ordinal>ORD|LAST) HYPHEN? (?P<unit>UNIT|UNITS|HALF)"
_ENDED = words_of("ended")


def _year_of_quarter(scene: Scene, quarter: int, direction: int) -> int | None:
    """The year of a quarter without one: this year's, but the last or next where the tense or the season ask it."""
    if scene.published is None:
        return None
    year, now = scene.published.year, (scene.published.month + 2) // 3
    if quarter <= now:
        return year + (1 if direction == FUTURE and now - quarter >= 2 else 0)
    if direction == PAST or (direction != FUTURE and quarter - now >= 2):
        return year - 1
    return year


@rule(
    f"(?:THE )?{QUARTER}",
    f"(?:THE )?{QUARTER} (?:OF |COMMA )?(?:FISCAL )?(?P<year>YEAR)",
    f"(?:THE )?{QUARTER} (?:OF )?(?P<near>THIS|LAST|NEXT) (?P<label>UNIT)",
    f"(?:THE )?(?P<year>YEAR) {QUARTER}",
    f"(?P<near>THIS|LAST|NEXT) (?P<label>UNIT) POSS {QUARTER}",
)
def quarter(match: Match, scene: Scene) -> Meaning | None:
    """ "the third quarter", "third-quarter", "the 1988 third quarter", "this year's first half"."""
    groups = match.groups.groupdict()
    part = match.all("unit")[-1]
    half = part.kind == "HALF"
    number = int(match.value("ordinal")) if match.all("ordinal")[-1].kind == "ORD" else (2 if half else 0)
    first = match.tokens[match.start].kind
    if first == "THE" and any(token.kind == "HYPHEN" for token in match.tokens[match.start : match.end]):
        return None  # the article of another noun: "the third-quarter results"
    if (not half and part.value != "Q") or not 1 <= number <= (2 if half else 4):
        return None
    if match.all("unit")[-1].kind == "UNITS":
        return None
    if groups.get("near"):
        if match.value("label") != "Y":
            return None
        year = scene.published.year + int(match.value("near")) if scene.published else None
        anchor = PUBLISHED
    elif groups.get("year"):
        year, anchor = int(match.words("year")[-1]), ABSOLUTE
        if year not in YEARS:
            return None
    else:
        if half:
            return None  # of a match, more often than of a year
        year, anchor = _year_of_quarter(scene, number, scene.direction(match)), PUBLISHED
    if year is None:
        return Meaning("DATE", None, None)
    if half:
        return Meaning("DATE", f"{year:04}-H{number}", anchor, a_date(year, 6 * number - 5), "Q")
    return scene.dated("Q", a_date(year, 3 * number - 2), anchor)


@rule(
    "THE (?:FISCAL |MORE )?(?P<unit>UNIT|PERIOD)",
    "THE (?P<latest>LATEST) (?:FISCAL )?(?P<unit>UNIT|PERIOD)",
    "(?P<this>THIS) (?P<unit>UNIT)",
)
def the_period(match: Match, scene: Scene) -> Meaning | None:
    """ "the quarter", "the latest period", "the year": the one told before, else the one just over, or this one."""
    unit, kind = match.value("unit"), match.tokens[match.start + 1].kind
    groups = match.groups.groupdict()
    latest = bool(groups.get("latest"))
    if groups.get("this"):
        return None
    if unit == "Q" or (latest and match.all("unit")[-1].kind == "PERIOD"):
        if match.after() == "-":
            return None
        end = _end_of_quarter(match, scene) if match.after() in ("ended", "ending") else None
        return scene.dated("Q", end) if end else _told_quarter(scene, over=latest)
    if kind == "FISCAL" and unit == "Y":
        if match.after() in _ENDED:
            return Meaning("DURATION", "P1Y")
        return scene.dated("Y", scene.published)
    if latest and unit in ("Y", "M", "W"):
        return scene.dated(unit, moved(scene.published, unit, -1) if scene.published else None)
    following = match.tokens[match.end].kind if match.end < len(match.tokens) else ""
    if following in ("DAY", "NUM", "YEAR"):
        return None
    if match.end - match.start in (2, 3) and unit in ("Y", "W", "M") and match.before() in _BEFORE_PERIOD:
        if match.after() in ("ended", "ending"):
            return Meaning("DURATION", f"P1{unit}")
        if match.after() in ("of", "before", "after", "that", "when", "since", "-", "earlier", "ago"):
            return None
        return scene.dated(unit, scene.published)
    return None


def _end_of_quarter(match: Match, scene: Scene) -> date | None:
    """The month that "the quarter ended Sept. 30" names."""
    following = match.tokens[match.end + 1] if match.end + 1 < len(match.tokens) else None
    if following is None or following.kind != "MONTH":
        return None
    return near_month(scene, int(following.value), PAST if match.after() == "ended" else FUTURE)


_BEFORE_PERIOD = words_of("before_period")


def _told_quarter(scene: Scene, *, over: bool) -> Meaning:
    """The quarter told before, which must be `over` for "the latest"; else the last that is."""
    told = scene.period()
    end = moved(told.day, "Q", 1) if told is not None else None
    if told is not None and not (over and scene.published and end and end > scene.published):
        return scene.dated("Q", told.day, told.id)
    return scene.dated("Q", moved(scene.published, "Q", -1) if scene.published else None)


@rule(
    "THE (?:SAME|ALIKE)? (?P<unit>UNIT|PERIOD) (?:OF |IN )?"
    "(?:LAST (?P<label>UNIT)|AN (?P<label2>UNIT) (?:AGO|EARLIER))",
    "LAST (?P<label>UNIT) POSS (?P<unit>UNIT|PERIOD)",
)
def same_period(match: Match, scene: Scene) -> Meaning | None:
    """ "The same period last year", "the quarter a year ago", "last year's quarter": the one told, a year before."""
    unit = match.all("unit")[-1]
    if "Y" not in (match.value("label"), match.value("label2")) or (unit.kind == "UNIT" and unit.value not in "QM"):
        return None
    told = scene.period() if unit.value != "M" else None
    start = told.day if told is not None else scene.published
    grain = unit.value if unit.value == "M" else "Q" if told is not None or unit.value == "Q" else "Y"
    day = moved(start, "Y", -1) if start else None
    if day is None:
        return Meaning("DATE", None, None)
    return Meaning("DATE", written(grain, day), told.id if told is not None else PUBLISHED)


@rule(
    "THE? FISCAL HYPHEN? (?P<year>YEAR)", "(?P<year>YEAR) FISCAL UNIT", "THE (?P<year>YEAR) (?:PERIOD|(?P<unit>UNIT))"
)
def fiscal_year(match: Match, scene: Scene) -> Meaning | None:
    """ "fiscal 1989", "the 1988 period" (the same part of that year as was told before)."""
    year = int(match.words("year")[0])
    if year not in YEARS:
        return None
    kinds = {token.kind for token in match.tokens[match.start : match.end]}
    if "FISCAL" in kinds:
        return scene.dated("Y", a_date(year), ABSOLUTE)
    if match.all("unit") and match.value("unit") != "Q":
        return None
    told = scene.period() if match.all("unit") else None
    if told is None:
        return scene.dated("Y", a_date(year), ABSOLUTE)
    day = a_date(year, told.day.month)
    return Meaning("DATE", written(told.grain, day) if day else None, told.id)


@rule("(?:THE )?UNIT HYPHEN? POSS? (?P<edge>EDGE)", "APPROX? (?:THE )?UNIT HYPHEN? POSS? (?P<edge>EDGE)")
def year_end(match: Match, scene: Scene) -> Meaning | None:
    """ "year-end", "year's end"."""
    units = [token for token in match.tokens[match.start : match.end] if token.kind == "UNIT"]
    if units[0].value != "Y" or match.all("edge")[0].text.lower() != "end":
        return None
    return scene.dated("Y", scene.published)


RULES = (*quarter, *the_period, *same_period, *fiscal_year, *year_end)
