"""Expressions that are resolved from another date: today, this week, two days ago, a year earlier, the next morning."""

from __future__ import annotations

from datetime import date

from onrecord.find.times.context import words_of
from onrecord.find.times.dates import nearest_year
from onrecord.find.times.numbers import number
from onrecord.find.times.patterns import EARLY as NARROWED
from onrecord.find.times.patterns import NUMBER, PARTLY, Match, rule
from onrecord.find.times.scene import PUBLISHED, Meaning, Scene
from onrecord.find.times.values import GRAINS, a_date, duration, moved, written

EARLY = f"(?:{NARROWED}|{PARTLY} (?:IN )?)"
COUNT = f"(?P<count>{NUMBER}|AN|VAGUE|COUPLE)"
SOME = f"(?P<approx>APPROX )?{COUNT} (?:MORE )?(?P<unit>UNIT|UNITS)(?: OR (?:WORD))?"


def counted(match: Match) -> float | None:
    """The number of a match's group `count`; `None` where it is not told ("several")."""
    tokens = match.all("count")
    if not tokens or tokens[-1].kind == "VAGUE":
        return None
    if tokens[-1].kind == "COUPLE":
        return 2
    if tokens[-1].kind == "AN":
        return 1
    return number(token.text for token in tokens)


@rule(
    f"(?P<early>{EARLY})?(?P<day>TODAY)",
)
def today(match: Match, scene: Scene) -> Meaning | None:
    """ "today", "yesterday", "earlier today"."""
    day = moved(scene.published, "D", int(match.value("day"))) if scene.published else None
    return scene.dated("D", day)


@rule(
    f"(?P<early>{EARLY})?(?P<near>THIS|LAST|NEXT|THE NEXT|THE LAST) (?:FISCAL )?(?P<unit>UNIT)",
    f"(?P<early>{EARLY})?(?P<near>THE CURRENT) (?:FISCAL )?(?P<unit>UNIT)",
)
def near_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "this week", "last year", "early next month", "later this week"."""
    unit, near = match.value("unit"), match.all("near")[-1]
    if match.all("unit")[-1].text.istitle() and near.text.istitle() and not scene.in_title:
        return None  # the name of a programme
    if unit[0] == "T":
        if unit == "TH" and near.kind in ("LAST", "NEXT"):
            return Meaning("DURATION", "PT1H")
        return None
    step = 0 if near.kind == "CURRENT" else int(near.value)
    if near.text.lower() == "past" and unit in ("E", "C"):
        return Meaning("DURATION", duration(unit, 1))
    if near.kind == "NEXT" and match.all("near")[0].kind == "THE" and unit == "D":
        if scene.coarse("D") is not None:
            return scene.dated("D", None)
        start, anchor = scene.reference("D")
        return scene.dated("D", moved(start, "D", 1) if start else None, anchor)
    if unit == "FN":
        return Meaning("DURATION", "P2W")
    if unit == "D" and near.kind != "THIS":
        return Meaning("DURATION", "P1D") if near.text.lower() == "past" else None
    if scene.published is None:
        return scene.dated(unit, None)
    return scene.dated(unit, moved(scene.published, unit, step))


@rule(f"(?P<early>{EARLY})?THE (?P<unit>UNIT)", f"(?P<early>{EARLY})THAT (?P<unit>UNIT)")
def the_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "earlier in the year", "the end of the month": of the publication. "The quarter" is read elsewhere."""
    unit = match.value("unit")
    if not match.all("early") or unit[0] == "T" or unit == "FN":
        return None
    if any(token.kind == "THAT" for token in match.tokens[match.start : match.end]):
        start, anchor = scene.reference(unit)
        return scene.dated(unit, start, anchor)
    if unit == "D":
        start, anchor = scene.reference("D")
        return scene.dated(unit, start, anchor)
    return scene.dated(unit, scene.published)


@rule(
    "(?:THE )?(?P<step>FORMER|FOLLOWING|SAME) (?P<unit>UNIT)",
    "(?P<step>THAT) SAME? (?P<unit>UNIT)",
)
def other_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "the following day", "that year", "the previous month", "the same week": from the date told before."""
    unit, kind = match.value("unit"), match.all("step")[-1].kind
    if unit[0] == "T" or unit in ("FN", "C"):
        return None
    told = scene.last()
    if kind in ("THAT", "SAME") and told is None:
        return None
    if kind in ("FORMER", "FOLLOWING") and match.tokens[match.start].kind != "THE":
        return None
    if kind == "FOLLOWING" and scene.coarse(unit) is not None:
        return scene.dated(unit, None)
    start, anchor = scene.reference(unit)
    step = {"FORMER": -1, "FOLLOWING": 1}.get(kind, 0)
    same = scene.last(unit)
    if step == 0 and same is not None:
        start, anchor = same.day, same.id
    return scene.dated(unit, moved(start, unit, step) if start else None, anchor)


@rule(f"{SOME} (?P<way>AGO)", "(?P<unit>UNITS) (?P<way>AGO)", f"{SOME} (?P<way>HENCE)")
def ago(match: Match, scene: Scene) -> Meaning | None:
    """ "two weeks ago", "a year ago", "several years ago", "three days from now"."""
    unit, way = match.value("unit"), match.all("way")[-1]
    count = counted(match)
    step = 1 if way.kind == "HENCE" else -1
    if count is None or count != int(count):
        return Meaning("DATE", "FUTURE_REF" if step > 0 else "PAST_REF", PUBLISHED)
    if unit[0] == "T":
        return scene.dated("D", scene.published)  # hours before the writing, whose hour is not known
    return _away(scene, unit, int(count) * step, scene.published, PUBLISHED)


def _away(scene: Scene, unit: str, step: int, start: date | None, anchor: str | None) -> Meaning:
    """The date that many units from a day; as exact as the unit, a decade as exact as a year."""
    if start is None:
        return scene.dated("D", None)
    if unit == "FN":
        unit, step = "W", 2 * step
    grain = unit
    if unit == "Y" and abs(step) == 1:
        # "Up from 3% a year ago": the same quarter or month of the year before.
        period = scene.period()
        if period is not None:
            day = moved(period.day, "Y", step)
            return Meaning("DATE", written(period.grain, day) if day else None, period.id)
    if unit == "E":
        unit, step, grain = "Y", 10 * step, "Y"
    return scene.dated(grain, moved(start, unit, step), anchor)


@rule(f"{SOME} (?P<way>EARLIER|LATER)")
def later(match: Match, scene: Scene) -> Meaning | None:
    """ "two days later", "a year earlier": from the date told before."""
    unit, way = match.value("unit"), match.all("way")[-1]
    count = counted(match)
    if count is None or count != int(count) or unit[0] == "T":
        return None  # a duration: "several days later"
    if way.text.lower() in ("before that", "previously", "afterward", "afterwards", "hence"):
        return None
    base = "W" if unit == "FN" else unit
    told = scene.in_sentence(match) or scene.coarse(base)
    if told is not None and GRAINS.index(told.grain) > GRAINS.index(base):
        return scene.dated(base, None)  # two weeks after a day of June that is not told
    start, anchor = scene.reference(base)
    if unit == "Y" and told is None and not scene.is_story(later=int(way.value) > 0):
        start, anchor = scene.published, PUBLISHED  # a comparison with this year's figures
    return _away(scene, unit, int(count) * int(way.value), start, anchor)


@rule(
    "(?:THE )?(?P<label>UNIT) HYPHEN? (?P<way>AGO|EARLIER) (?P<noun>UNIT|PERIOD|(?:ORD|NUMW) HYPHEN? UNIT)?",
)
def year_ago(match: Match, scene: Scene) -> Meaning | None:
    """ "year-earlier", "the year-ago quarter"."""
    unit = match.value("label")
    if unit[0] == "T" or match.all("way")[-1].text.lower() not in ("ago", "earlier"):
        return None
    if not (
        match.tokens[match.start].kind == "THE"
        or match.all("noun")
        or any(t.kind == "HYPHEN" for t in match.tokens[match.start : match.end])
    ):
        return None
    noun = match.all("noun")
    if noun and noun[0].kind == "ORD" and noun[-1].value == "Q":
        year = scene.published.year - 1 if scene.published else 0
        return scene.dated("Q", a_date(year, 3 * int(noun[0].value) - 2))
    if noun and noun[-1].value not in ("", "0", "Q", "M", "Y"):
        return None
    if noun and noun[-1].value == "Q" and scene.period() is None:
        return scene.dated("Q", moved(scene.published, "Y", -1) if scene.published else None)
    return _away(scene, unit, -1, scene.published, PUBLISHED)


@rule("THE (?P<unit>UNIT) OF (?P<month>MONTH) (?P<day>DAY|ORD)")
def week_of(match: Match, scene: Scene) -> Meaning | None:
    """ "The week of March 6"."""
    token = match.all("day")[0]
    day = int(token.value or token.text)
    if match.value("unit") != "W" or not 1 <= day <= 31:
        return None
    return scene.dated("W", nearest_year(scene, int(match.value("month")), day, scene.direction(match)))


@rule("(?:THE )?(?P<near>LAST|NEXT|THIS|FORMER|FOLLOWING)? WEEKEND", f"(?P<early>{PARTLY}) (?P<near>THIS) WEEKEND")
def weekend(match: Match, scene: Scene) -> Meaning | None:
    """ "the weekend", "last weekend": of the week before where words look back, else of this week."""
    near = match.all("near")
    first = match.tokens[match.start].kind
    if not near and first != "THE":
        return None
    if scene.published is None:
        return Meaning("DATE", None, None)
    day = scene.published
    ahead = match.before() in ("by", "until") or match.before(2) == "ahead" or scene.direction(match) > 0
    if near and near[-1].kind in ("LAST", "FORMER"):
        step = -1
    elif near and near[-1].kind in ("NEXT", "FOLLOWING"):
        step = 1
    elif day.isoweekday() >= 6 or ahead:
        step = 0
    else:
        step = 0 if near else -1
    shifted = moved(day, "W", step)
    if shifted is None:
        return Meaning("DATE", None, None)
    return Meaning("DATE", written("W", shifted) + "-WE", PUBLISHED, moved(shifted, "D", 6 - shifted.isoweekday()), "W")


@rule(
    "(?:THE )?RECENT (?P<unit>UNITS)(?:(?:AND|OR) UNITS)?",
    "(?:THE )?(?P<near>NEXT|LAST) (?P<unit>UNITS)",
    "THE (?P<unit>UNITS) AHEAD",
    "FUTURE (?P<unit>UNITS)",
)
def few_units(match: Match, scene: Scene) -> Meaning | None:
    """ "in the coming days", "the weeks ahead" are some time to come; "recent years" are like "the last few years"."""
    near = match.all("near")
    word = near[-1].text.lower() if near else ""
    if word in ("next", "last") and match.tokens[match.start].kind != "THE":
        return None
    if match.value("near") == "1" or any(
        token.kind in ("AHEAD", "FUTURE") for token in match.tokens[match.start : match.end]
    ):
        return Meaning("DATE", "FUTURE_REF", PUBLISHED)
    return Meaning("DURATION", duration(match.value("unit"), None))


@rule("(?:THE )?(?P<ordinal>ORD) (?P<unit>UNIT)")
def numbered_day(match: Match, scene: Scene) -> Meaning | None:
    """ "The second day of the offensive": the day that was told last."""
    if match.value("unit") != "D" or match.after() != "of":
        return None
    start, anchor = scene.reference("D")
    return scene.dated("D", start, anchor)


@rule("REF", "CURRENT")
def reference(match: Match, scene: Scene) -> Meaning | None:
    """ "now", "recently", "soon", "the future"."""
    word, value = match.text(), match.tokens[match.start].value
    if word == "soon" and (
        match.before() in ("as", "was", "were", "had", "that", "which")
        or match.after() in ("after", "before", "as")
        or match.after().endswith("ed")
    ):
        return None
    if word.endswith("future") and match.after() == "of":
        return None  # "the future of the region" is no time
    if word == "long ago" and match.before() in ("that", "how", "so"):
        return None
    if match.tokens[match.start].text == "Now" and match.after() in (",", "for"):
        return None  # a turn of speech
    return Meaning("DATE", value, PUBLISHED)


_AFTER_NOUN = words_of("after_noun")


@rule("THE (?P<past>LAST)")
def the_past(match: Match, scene: Scene) -> Meaning | None:
    """ "the past" as a noun."""
    following = match.tokens[match.end].kind if match.end < len(match.tokens) else "MARK"
    if (
        match.words("past")[-1].lower() == "past"
        and following in ("MARK", "COMMA", "HYPHEN", "WORD", "AND", "OR", "TO", "THE", "THAT", "AN", "AT")
        and (match.before() == "in" or following != "WORD" or match.after() in _AFTER_NOUN)
    ):
        return Meaning("DATE", "PAST_REF", PUBLISHED)
    return None


RULES = (
    *today, *near_unit, *the_unit, *other_unit, *ago, *later, *year_ago, *week_of, *weekend,
    *few_units, *numbered_day, *reference, *the_past,
)  # fmt: skip
