"""Decades, centuries, seasons and holidays."""

from __future__ import annotations

from onrecord.find.times.dates import YEARS, day_number, year_of
from onrecord.find.times.holidays import holiday
from onrecord.find.times.numbers import year_in_words
from onrecord.find.times.patterns import EARLY, Match, rule
from onrecord.find.times.scene import ABSOLUTE, PUBLISHED, Meaning, Scene
from onrecord.find.times.tense import FUTURE, PAST
from onrecord.find.times.values import a_date, moved

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Season → the month it begins in, north of the equator."""


@rule(f"(?P<early>{EARLY})?(?:THE )?(?P<decade>DECADE)")
def decade(match: Match, scene: Scene) -> Meaning | None:
    """ "the 1990s", "the early '80s", "the nineties"."""
    if match.before() in ("his", "her", "their", "my", "our"):
        return None  # an age
    digits = match.value("decade")
    year = int(digits) if len(digits) == 4 else year_of(digits, scene.published)
    return scene.dated("E", a_date(year), ABSOLUTE) if year in YEARS else None


@rule(f"(?P<early>{EARLY})?(?:THE )?(?P<ordinal>ORD|NUMW HYPHEN ORD) HYPHEN? (?P<unit>UNIT|UNITS)")
def century(match: Match, scene: Scene) -> Meaning | None:
    """ "the 20th century": the two digits its years begin with."""
    if match.value("unit") != "C":
        return None
    ordinal = day_number(match.words("ordinal"), match.value("ordinal"))
    if ordinal is None or not 1 <= ordinal <= 30:
        ordinal = int(match.value("ordinal") or 0)
    return scene.dated("C", a_date(100 * (ordinal - 1) + 1), ABSOLUTE) if 0 < ordinal <= 30 else None


@rule(
    f"(?P<early>{EARLY})?(?:THE )?(?P<season>SEASON) (?:OF )?(?P<year>YEAR)",
    f"(?P<early>{EARLY})?(?:THE )?(?P<season>SEASON) OF (?P<spoken>NINETEEN HYPHEN? NUMW (?:HYPHEN? NUMW)?)",
    f"(?P<early>{EARLY})?(?P<near>THIS|LAST|NEXT) (?P<season>SEASON)",
    f"(?P<early>{EARLY})?(?:THE )?(?P<season>SEASON)",
)
def season(match: Match, scene: Scene) -> Meaning | None:
    """ "last fall", "the summer", "spring 2022"."""
    groups = match.groups.groupdict()
    name = match.value("season")
    year = None
    if groups.get("year"):
        year = int(match.words("year")[-1])
    elif groups.get("spoken"):
        year = year_in_words(match.words("spoken"))
    if year is not None:
        return _season(name, year, ABSOLUTE) if year in YEARS else None
    early, article = groups.get("early"), match.tokens[match.start].kind == "THE"
    if not groups.get("near"):
        introduced = early or article or match.before() in ("in", "by", "since", "until", "during", "over", "through")
        verb = name in ("FA", "SP") and match.words("season")[0].lower() in ("fall", "spring")
        if not introduced or (verb and match.after() in ("of", "in", "and", "from", "to")):
            return None
    if scene.published is None:
        return Meaning("DATE", None, None)
    step = int(match.value("near")) if groups.get("near") else 0
    start = a_date(scene.published.year, _SEASON_STARTS[name])
    if start is None:
        return None
    year = scene.published.year
    begun = start <= scene.published
    if step < 0:
        over = moved(start, "M", 3)
        year -= 0 if over is not None and over <= scene.published else 1
    elif step > 0:
        year += begun
    elif not begun and (
        (name == "WI" and scene.published.month < 4) or (scene.direction(match) == PAST and not groups.get("near"))
    ):
        year -= 1
    elif begun and scene.direction(match) == FUTURE and (scene.published - start).days > 100:
        year += 1
    return _season(name, year, PUBLISHED)


def _season(name: str, year: int, anchor: str) -> Meaning:
    return Meaning("DATE", f"{year:04}-{name}", anchor, a_date(year, _SEASON_STARTS[name]), "Q")


@rule(
    "(?P<near>THIS|LAST|NEXT)? (?P<feast>FEAST) (?:COMMA? (?P<year>YEAR))?(?P<of>(?:OF )?(?:THIS|LAST|NEXT) UNIT)?",
)
def feast(match: Match, scene: Scene) -> Meaning | None:
    """ "Thanksgiving", "last Christmas", "Christmas 1998"."""
    day_rule = match.value("feast")
    near = match.value("near")
    if match.all("of"):
        return None
    if match.all("year"):
        year = int(match.words("year")[-1])
        return scene.dated("D", holiday(day_rule, year), ABSOLUTE) if year in YEARS else None
    if scene.published is None:
        return scene.dated("D", None)
    days = [holiday(day_rule, scene.published.year + step) for step in (-1, 0, 1)]
    known = [day for day in days if day is not None]
    if not known:
        return scene.dated("D", None)
    before = [day for day in known if day < scene.published]
    ahead = [day for day in known if day > scene.published]
    if near == "-1":
        return scene.dated("D", before[-1] if before else None)
    if near == "1":
        return scene.dated("D", ahead[0] if ahead else None)
    published = scene.published
    return scene.dated("D", min(known, key=lambda day: abs(day - published)))


RULES = (*decade, *century, *season, *feast)
