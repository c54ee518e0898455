"""Times of day: hours on the clock and parts of the day, with and without their date."""

from __future__ import annotations

from datetime import date

from onrecord.find.times.dates import YEARS, nearest_year, weekday_of
from onrecord.find.times.numbers import number
from onrecord.find.times.patterns import PARTLY, Match, rule
from onrecord.find.times.scene import ABSOLUTE, PUBLISHED, Meaning, Scene
from onrecord.find.times.values import a_date, moved, weekday_near

CLOCK = (
    "(?P<clock>(?:CLOCK|DAY|NUM|NUMW) (?:MERIDIEM|OCLOCK MERIDIEM?|HYPHEN? OCLOCK)|CLOCK|(?:YEAR|NUM)(?= ZONE)|POINT)"
    " ZONE?"
)
DATED = (
    "(?:(?P<today>TODAY)|(?:WEEKDAY COMMA? )?(?P<month>MONTH) (?P<day>DAY|ORD)(?: COMMA? (?P<year>YEAR))?|"
    "(?:WEEKDAY COMMA? )?(?P<day2>DAY|ORD) (?P<month2>MONTH)(?: COMMA? (?P<year2>YEAR))?|"
    "(?P<near>THIS|LAST|NEXT)? (?P<weekday>WEEKDAY))"
)
_MORNING, _NIGHT = "MO", "NI"
_AHEAD = 6  # tokens in which the weekday of an hour is looked for


def day_in(match: Match, scene: Scene) -> tuple[date | None, str | None]:
    """The day that the groups of `DATED` tell, and its anchor; no anchor where none of them took part."""
    groups = match.groups.groupdict()
    if groups.get("today"):
        day = moved(scene.published, "D", int(match.value("today"))) if scene.published else None
        return day, PUBLISHED
    if groups.get("weekday"):
        weekday = int(match.value("weekday"))
        if groups.get("near") and scene.published and match.value("near") != "0":
            return weekday_near(scene.published, weekday, int(match.value("near"))), PUBLISHED
        return weekday_of(match, scene, weekday)
    for suffix in ("", "2"):
        if groups.get(f"month{suffix}"):
            month, token = int(match.value(f"month{suffix}")), match.all(f"day{suffix}")[-1]
            day_number = int(token.value or token.text)
            if groups.get(f"year{suffix}") and int(match.words(f"year{suffix}")[-1]) in YEARS:
                return a_date(int(match.words(f"year{suffix}")[-1]), month, day_number), ABSOLUTE
            return nearest_year(scene, month, day_number, scene.direction(match)), PUBLISHED
    return None, None


def hour_of(match: Match) -> str | None:
    """ "21:00" of what the clock shows; `None` where no clock shows it."""
    tokens = match.all("clock")
    first, kinds = tokens[0], {token.kind for token in tokens}
    if first.kind == "POINT":
        return first.value
    shown = first.text
    if first.kind == "NUMW":
        told = number([shown])
        shown = str(int(told)) if told is not None else shown
    if first.kind in ("YEAR", "NUM") and len(shown) == 4 and shown.isdecimal():
        shown = f"{shown[:2]}:{shown[2:]}"
    hours, _, minutes = shown.replace(".", ":").partition(":")
    if not (hours.isdecimal() and (not minutes or minutes[:2].isdecimal())):
        return None
    hour, minute = int(hours), int(minutes[:2] or 0)
    if "MERIDIEM" in kinds:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(tokens[-1].value)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _near_day(match: Match, scene: Scene) -> tuple[date | None, str | None]:
    """The day of an hour without a date: of a weekday just after it, of the last day told near it, of publication."""
    for token in match.tokens[match.end : match.end + _AHEAD]:
        if token.text == ".":
            break
        if token.kind == "WEEKDAY":
            return weekday_of(match, scene, int(token.value))
    told = scene.last("D")
    if told is not None and told.paragraph == scene.paragraph:
        return told.day, told.id
    return scene.published, PUBLISHED


@rule(
    f"(?:APPROX )?{CLOCK} COMMA? IN? {DATED}",
    f"(?:APPROX )?{CLOCK}",
    "(?P<clock>DAY|NUMW) IN THE (?P<part>PART)",
)
def clock(match: Match, scene: Scene) -> Meaning | None:
    """ "9 p.m. local time", "10:35 a.m. Friday", "noon", "0735 GMT", "4 in the morning"."""
    hour = hour_of(match)
    first = match.all("clock")[0]
    part = match.value("part") if "part" in match.groups.groupdict() else ""
    alone = len(match.all("clock")) == 1 and match.end - match.start == 1
    if hour is None or (first.kind == "CLOCK" and alone and match.before() in ("-", "verse", "by", "of")):
        return None
    if first.kind == "POINT" and alone and match.before() == "high":
        return None
    if part:
        told = int(hour[:2])
        if not 1 <= told <= 12 or match.before() not in ("at", "about", "around", "by", "until", "before", "after"):
            return None
        hour = f"{told % 12 + (0 if part == _MORNING or (part == _NIGHT and told < 6) else 12):02}{hour[2:]}"
    day, anchor = day_in(match, scene) if "today" in match.groups.groupdict() else (None, None)
    if anchor is None:
        day, anchor = _near_day(match, scene)
    return _at(day, f"T{hour}", anchor)


@rule(
    f"(?P<early>THE? EARLY HYPHEN?|{PARTLY})?{DATED} (?P<part>PART)",
    f"(?:THE )?(?P<early>EARLY HYPHEN?)?(?P<part>PART) (?:OF|IN|COMMA)? {DATED}",
)
def part_of_date(match: Match, scene: Scene) -> Meaning | None:
    """ "Friday night", "yesterday afternoon", "the night of June 4"."""
    day, anchor = day_in(match, scene)
    return _at(day, f"T{match.value('part')}", anchor)


@rule(
    f"(?P<early>EARLY HYPHEN?|{PARTLY})?(?P<near>THIS|LAST) (?P<part>PART)",
    f"(?P<early>EARLY HYPHEN?|{PARTLY})?(?P<near>TONIGHT)(?:PART)?",
    "(?:THE )?(?P<near>FOLLOWING|FORMER|SAME|THE NEXT|THE LAST) (?P<part>PART)",
    "(?P<near>THAT) (?:SAME )?(?P<part>PART)",
    "(?P<near>THE) (?P<part>PART)",
    "(?P<near>EARLY HYPHEN?) (?P<part>PART)",
)
def part_of_day(match: Match, scene: Scene) -> Meaning | None:
    """ "this morning", "last night", "overnight", "the next morning", "the morning"."""
    near = match.all("near")
    kind = near[-1].kind if len(near) < 2 or near[0].kind != "THE" else f"THE {near[-1].kind}"
    part = match.value("part") if "part" in match.groups.groupdict() else ""
    if kind == "TONIGHT":
        if near[-1].value == "-1" and match.before() in ("an", "the"):
            return None
        day = scene.published
        if near[-1].value == "-1" and scene.direction(match) <= 0 and day is not None:
            day = moved(day, "D", -1)
        return _at(day, f"T{_NIGHT}", PUBLISHED)
    if kind in ("THIS", "LAST"):
        step = -1 if kind == "LAST" else 0
        return _at(moved(scene.published, "D", step) if scene.published else None, f"T{part}", PUBLISHED)
    if kind == "THE" and (
        match.before() not in ("in", "during", "by", "until", "through", "into", "on") or match.after() == "of"
    ):
        return None
    start, anchor = scene.reference("D")
    step = {"FOLLOWING": 1, "THE NEXT": 1, "FORMER": -1, "THE LAST": -1}.get(kind, 0)
    return _at(moved(start, "D", step) if start else None, f"T{part}", anchor)


def _at(day: date | None, time: str, anchor: str | None) -> Meaning:
    if day is None:
        return Meaning("TIME", None, None)
    return Meaning("TIME", f"{day.isoformat()}{time}", anchor, day, "D")


RULES = (*clock, *part_of_date, *part_of_day)
