"""When holidays and feasts are: from the rules that the table of words gives for them."""

from __future__ import annotations

from datetime import date

from onrecord.find.times.values import a_date, moved


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year.

    `rule` is a day ("12-25"), a weekday of a month by number ("11-4TH4": the fourth Thursday, ISO weekday 4; "5-LAST1":
    the last Monday) or a distance from Easter Sunday ("easter-2"). `None` off the calendar.
    """
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith(("easter", "orthodox")):
        name = "easter" if rule.startswith("easter") else "orthodox"
        start = easter(year) if name == "easter" else orthodox_easter(year)
        return moved(start, "D", int(rule.removeprefix(name) or 0))
    month, _, place = rule.partition("-")
    if place.startswith("LAST"):
        end = a_date(year + int(month) // 12, int(month) % 12 + 1)
        last = moved(end, "D", -1) if end else None
        return moved(last, "D", -((last.isoweekday() - int(place[4:])) % 7)) if last else None
    if "TH" in place:
        count, weekday = map(int, place.split("TH"))
        first = a_date(year, int(month))
        return moved(first, "D", (weekday - first.isoweekday()) % 7 + 7 * (count - 1)) if first else None
    if place.startswith("NEXT"):  # the first such weekday after the first Monday: "11-NEXT2", election day
        first = holiday(f"{month}-1TH1", year)
        return moved(first, "D", int(place[4:]) - 1) if first else None
    return a_date(year, int(month), int(place))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as in Meeus, Astronomical Algorithms)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian date (after Meeus)."""
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    julian = date(year, month, day + 1)
    return moved(julian, "D", year // 100 - year // 400 - 2) or julian
