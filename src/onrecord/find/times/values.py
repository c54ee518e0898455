"""Values in the notation of TIMEX3 (TimeML 1.2.1, after ISO 8601), and steps on the calendar.

A *grain* says how exact a date is: D day, W week (ISO's, from Monday), M month, Q quarter, Y year, E decade, C century.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

GRAINS = "DWMQYEC"
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_FEWER = {"E": ("Y", 10), "C": ("Y", 100), "FN": ("W", 2)}
"""Units that durations have no letter for → the unit and how many of them."""
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}


def written(grain: str, day: date) -> str:
    """The date that holds a day, as exact as the grain: "2021-11-05", "2021-W44", "2021-11", "2021-Q4", "2021", …"""
    if grain == "W":
        week = day.isocalendar()
        return f"{week.year:04}-W{week.week:02}"
    year = f"{day.year:04}"
    return {
        "D": day.isoformat(),
        "M": f"{year}-{day.month:02}",
        "Q": f"{year}-Q{(day.month + 2) // 3}",
        "Y": year,
        "E": year[:3],
        "C": year[:2],
    }[grain]


def moved(day: date, unit: str, count: int) -> date | None:
    """A day that many units later; the last of the month where that has fewer days; `None` off the calendar."""
    try:
        if unit in ("D", "W", "FN"):
            return day + timedelta(days=count * {"D": 1, "W": 7, "FN": 14}[unit])
        year, month = divmod(12 * day.year + day.month - 1 + count * _MONTHS[unit], 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def a_date(year: int, month: int = 1, day: int = 1) -> date | None:
    """That day, `None` where the calendar has none."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def duration(unit: str, count: float | None, *, and_a_half: bool = False) -> str:
    """ "P3D", "PT2H", "PXY" where the count is not told, "P2Y6M" with a half; a decade is ten years."""
    if unit in ("E", "C") and count is None:
        return f"PX{unit}E" if unit == "C" else "PXDE"
    half = _HALVES.get(unit, "") if and_a_half else ""
    if count is not None and and_a_half and not half:
        count += 0.5
    unit, factor = _FEWER.get(unit, (unit, 1))
    amount = "X" if count is None else f"{count * factor:.10g}"
    return f"PT{amount}{unit[1]}{half}" if unit[0] == "T" else f"P{amount}{unit}{half}"


def weekday_near(day: date, weekday: int, direction: int) -> date | None:
    """The nearest day with that ISO weekday: before (-1) or after (1) `day`; 0: on it or before."""
    back = (day.isoweekday() - weekday) % 7
    if direction > 0:
        return moved(day, "D", (7 - back) if back else 7)
    return moved(day, "D", -(back or (7 if direction < 0 else 0)))
