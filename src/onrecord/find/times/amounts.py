"""Amounts of time and times that come again: durations ("three days") and sets ("every Monday")."""

from __future__ import annotations

from onrecord.find.times.context import words_of
from onrecord.find.times.numbers import number
from onrecord.find.times.patterns import NUMBER, Match, rule
from onrecord.find.times.relative import counted
from onrecord.find.times.scene import PUBLISHED, Meaning, Scene
from onrecord.find.times.values import duration

COUNT = f"(?P<count>{NUMBER}|AN|VAGUE|COUPLE|DOZENS)"
UNIT = "(?P<unit>UNIT|UNITS)"
OR_SO = "(?P<so> OR WORD)?"
LEAD = "(?P<lead>(?:THE )?(?:LAST|NEXT|FORMER|FOLLOWING|ORD|SAME|LATEST)|THE)?"

_BEFORE_BARE = words_of("before_bare")
_BEFORE_ONE = words_of("before_one")
_MODALS = words_of("modals")


@rule(
    f"{LEAD} (?P<approx>APPROX )?{COUNT} (?:MORE )?(?P<joint>HYPHEN )?{UNIT}(?P<half> AND AN HALF)?{OR_SO}",
    f"{LEAD} (?P<approx>APPROX )?{COUNT} (?P<half>AND AN HALF|FRACTION) (?P<joint>HYPHEN )?{UNIT}",
    f"{LEAD} (?P<approx>APPROX )?(?:{NUMBER} (?:TO|OR|AND|HYPHEN)) {COUNT} (?:MORE )?(?P<joint>HYPHEN )?{UNIT}",
    f"(?P<count>{NUMBER}) (?P<joint>HYPHEN) {UNIT} HYPHEN (?P<old>WORD)",
    f"(?P<half>HALF) (?P<count>AN) {UNIT}",
    f"AN (?P<half>HALF) (?P<joint>HYPHEN )?{UNIT}",
)
def amount(match: Match, scene: Scene) -> Meaning | None:
    """ "three days", "the past two months", "two-week", "about a decade", "2 1/2 years", "half an hour"."""
    unit, count_tokens = match.value("unit"), match.all("count")
    if _is_no_amount(match, scene):
        return None
    cut = 2 if match.all("so") and match.tokens[match.end - 1].text.lower() not in ("so", "more", "less") else 0
    half = match.all("half")
    if half and half[0].kind == "HALF":
        return Meaning("DURATION", _half(unit), cut=cut)
    if match.text() == "one day" and match.before() in _MODALS:
        return Meaning("DATE", "FUTURE_REF", PUBLISHED)
    vague = count_tokens[-1].kind in ("VAGUE", "DOZENS")
    count = None if vague else counted(match)
    if count is None and not vague:
        return None
    return Meaning("DURATION", duration(unit, count, and_a_half=bool(half)), cut=cut)


def _is_no_amount(match: Match, scene: Scene) -> bool:
    """Whether a number and a unit are an age, a rate, a fraction, part of a name or of a longer number."""
    unit, unit_token, lead = match.value("unit"), match.all("unit")[-1], match.all("lead")
    count, kind = match.all("count"), match.all("count")[-1].kind if match.all("count") else ""
    single = unit_token.kind == "UNIT"
    joined = bool(match.all("joint")) or (bool(count) and count[-1].end == unit_token.start)
    if match.all("old"):
        return not _is_of_thing(match)
    if _is_age(match) or (unit_token.text.istitle() and not scene.in_title):
        return True
    if match.after() in ("a", "per") and match.after(2) in ("day", "week", "month", "year"):
        return True  # "24 hours a day"
    if unit == "Q" and ((joined and not single) or (match.after() == "of" and not lead) or kind == "AN"):
        return True  # three-quarters
    if kind == "AN":
        if match.after() == "long" and match.tokens[match.end].start == unit_token.end:
            return True  # "a weeklong siege"
        alone = match.all("approx") or match.all("half") or _stands_alone(match)
        if joined or not single or lead or not alone:
            return True
    if single and kind not in ("AN", "") and not joined and not match.after().isalpha() and (counted(match) or 0) > 1:
        return True
    if kind in ("DAY", "NUM") and match.before() in ("-", ".", "no", "number"):
        return True
    if not lead:
        return False
    if lead[0].text.lower() == "last" and (match.before() in _MODALS or match.before() in ("to", "not")):
        return True  # a verb: "will last ten days"
    if lead[-1].kind == "THE" and joined and single:
        return True  # the article of another noun
    return lead[-1].kind == "ORD" and lead[-1].text.lower() not in ("first", "second")


def _half(unit: str) -> str | None:
    return {"Y": "P6M", "TH": "PT30M", "D": "PT12H", "TM": "PT30S", "E": "P5Y", "C": "P50Y"}.get(unit)


def _is_age(match: Match) -> bool:
    after, second = match.after(), match.after(2)
    if after == "-" and second in ("old", "olds"):
        return True
    return after in ("old", "olds", "older", "younger") or (after == "of" and second == "age")


def _is_of_thing(match: Match) -> bool:
    """ "An 8-month-old truce", not "a 6-month-old boy"; years are left out, as they are mostly somebody's."""
    last = match.tokens[match.end - 1].text.lower()
    return last == "old" and match.value("unit") != "Y" and match.after() not in _YOUNG and match.after().isalpha()


_YOUNG = words_of("young")


def _stands_alone(match: Match) -> bool:
    """Whether "a week" is an amount, not a rate ("four flights a week") or a part of something else."""
    if match.after() in ("earlier", "later", "ago", "s", "'s"):
        return False
    return match.before() in _BEFORE_ONE or match.after() in ("after", "before")


@rule(f"{UNIT} HYPHEN? WORD", "(?P<unit>UNITS)")
def bare_amount(match: Match, scene: Scene) -> Meaning | None:
    """ "day-long", "for weeks"."""
    unit, token = match.value("unit"), match.all("unit")[0]
    if match.end - match.start > 1:
        last = match.tokens[match.end - 1].text.lower()
        old = last == "old" and token.kind == "UNITS" and match.end - match.start == 3 and match.after() not in _YOUNG
        if not (last == "long" or old) or unit == "Q":
            return None
        return Meaning("DURATION", duration(unit, 1 if token.kind == "UNIT" else None))
    if match.before() not in _BEFORE_BARE or match.before(2) in ("hundreds", "dozens", "thousands", "rest"):
        return None
    if unit in ("Q", "TS") or (match.after() in ("ago", "old", "of", "later") and match.before() != "for"):
        return None
    return Meaning("DURATION", duration(unit, None))


@rule(
    f"(?P<each>EACH|OTHER) (?P<count>ORD|{NUMBER}|VAGUE)?"
    " (?P<what>UNIT|UNITS|WEEKDAY|MONTH|SEASON|WEEKEND|PART|WEEKDAY PART)",
)
def every(match: Match, scene: Scene) -> Meaning | None:
    """ "every day", "each Monday", "every two weeks", "every other month"."""
    what, count_tokens = match.all("what"), match.all("count")
    first, last = what[0], what[-1]
    times = 2.0 if match.all("each")[0].kind == "OTHER" else 1.0
    if count_tokens:
        if count_tokens[-1].kind == "VAGUE":
            return Meaning("SET", duration(first.value, None)) if first.kind == "UNITS" else None
        value = count_tokens[-1].value if count_tokens[-1].kind == "ORD" else None
        told = number([value]) if value else number(token.text for token in count_tokens)
        if told is None or not first.kind.startswith("UNIT"):
            return None
        times = told
    elif first.kind == "UNITS":
        return None
    if first.kind in ("UNIT", "UNITS"):
        return Meaning("SET", duration(first.value, times))
    value = {
        "WEEKDAY": f"XXXX-WXX-{first.value}",
        "MONTH": f"XXXX-{int(first.value):02}" if first.kind == "MONTH" else "",
        "SEASON": f"XXXX-{first.value}",
        "WEEKEND": "XXXX-WXX-WE",
        "PART": f"XXXX-XX-XXT{first.value}",
    }[first.kind]
    return Meaning("SET", value + (f"T{last.value}" if len(what) > 1 else ""))


@rule(
    "SETWORD",
    "(?P<day>WEEKDAY|WEEKDAYS) (?P<part>PARTS)",
    "WEEKENDS",
    "(?P<times>TIMES) AN UNIT",
    "(?P<times>TIMES) (?:EACH|SETWORD) UNIT?",
)
def again(match: Match, scene: Scene) -> Meaning | None:
    """ "daily", "Tuesday nights", "weekends", "twice a week"."""
    groups, last = match.groups.groupdict(), match.tokens[match.end - 1]
    if groups.get("day"):
        return Meaning("SET", f"XXXX-WXX-{match.value('day')}T{match.value('part')}")
    if groups.get("times"):
        return Meaning("SET", duration(last.value, 1) if last.kind == "UNIT" else last.value)
    if last.kind == "WEEKENDS":
        return Meaning("SET", "XXXX-WXX-WE")
    return Meaning("SET", last.value) if last.text.islower() else None  # the name of a paper


RULES = (*amount, *bare_amount, *every, *again)
