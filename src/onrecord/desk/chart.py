"""The figures page: one HTML file, whole in itself, that draws figures through time by who claims them.

d3 draws it in the browser from data in the page; the table of the figures stands in the page in any case.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.desk.page import templates, web_link, write
from onrecord.desk.words import MONTHS, day_label, snippet, speaker_key
from onrecord.find.vocabulary import country_name
from onrecord.record import FigureLine

CHARTS = 24
"""So many units are drawn, the most frequent first; figures of others stand in the table alone."""

CLAIMANTS = 7
"""So many claimants have a colour and a shape of their own, those of most figures first."""

OTHERS = "others"
NOT_TOLD = "a source that is not named"
ITSELF = "the article itself"

BOUNDS = {"exact": "", "about": "~", "over": "≥", "under": "≤", "between": ""}
"""How a figure is meant, in a sign; that of "between" is the dash."""

_WIDE = 100
"""Values so many times apart are drawn by their logarithms."""

_LARGEST = 1e18
"""What is more is no number of anything, and would leave no room for the others."""

_AS_OF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Row:
    """A figure as the page shows it; `days` are the first and the last day that it can be given for, if known."""

    line: FigureLine
    claimant: str
    days: tuple[date, date] | None

    @property
    def value(self) -> str:
        """The value with the sign of its bound: "≥ 90,000", "40,000–50,000"."""
        low, high = number(self.line.low), number(self.line.high)
        amount = low if self.line.low == self.line.high else f"{low}–{high}"
        sign = BOUNDS[self.line.bound]
        return f"{sign} {amount}" if sign else amount

    @property
    def day(self) -> str:
        """The day, month or year, as a page writes it."""
        if not self.days:
            return "no day"
        first, last = self.days
        if first == last:
            return day_label(first.isoformat())
        return f"{MONTHS[first.month - 1]} {first.year}" if first.month == last.month else str(first.year)

    @property
    def assumed(self) -> bool:
        """Whether the day is only that of the article."""
        return bool(self.days) and not (self.line.time or "").startswith(self.line.as_of or "-")

    @property
    def of(self) -> str:
        """What is counted, with the country where the words do not tell it themselves."""
        words = snippet(self.line.of or "", 80)
        country = country_name(self.line.of_country) if self.line.of_country else ""
        return ", ".join(part for part in (words, country) if part)

    @property
    def link(self) -> str | None:
        return web_link(self.line.url)

    @property
    def drawable(self) -> bool:
        return self.days is not None and abs(self.line.low) <= _LARGEST and abs(self.line.high) <= _LARGEST


def write_figures(lines: Sequence[FigureLine], out: Path, *, title: str | None = None) -> None:
    """Write the figures page; a file that is there is replaced.

    An `InputError` says when the file cannot be written.
    """
    write(out, render(lines, title=title))


def render(lines: Sequence[FigureLine], *, title: str | None = None) -> str:
    """The page. Everything that comes from articles is escaped."""
    shown = rows(lines)
    days = sorted(day for row in shown if row.days for day in row.days)
    dates = sorted(line.date for line in lines if line.date)
    claimants = legend(shown)
    drawn = charts(shown, claimants)
    return templates().get_template("figures.html.j2").render(
        title=title or "Figures on record",
        first=days[0].isoformat() if days else None,
        last=days[-1].isoformat() if days else None,
        rows=shown,
        articles=len({line.article for line in lines}),
        claimants=claimants,
        claiming=len({speaker_key(row.claimant) for row in shown}),
        charts=drawn,
        dates=[dates[0], dates[-1]] if dates else None,
        undrawn=len(shown) - sum(len(chart["figures"]) for chart in drawn),
    )  # fmt: skip


def rows(lines: Sequence[FigureLine]) -> list[Row]:
    """The figures in the order given, those without a day last."""
    found = [Row(line, claimant(line), period(line.as_of)) for line in lines]
    return sorted(found, key=lambda row: row.days is None)


def claimant(line: FigureLine) -> str:
    """Who claims a figure: the speaker, else the outlet in whose own words it stands."""
    if line.said_in:
        return line.said_by or NOT_TOLD
    return f"{line.outlet}, in its own words" if line.outlet else ITSELF


def period(as_of: str | None) -> tuple[date, date] | None:
    """First and last day of a day, month or year in ISO's notation; `None` where there is no such day."""
    found = _AS_OF.fullmatch(as_of or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    longest = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, longest)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= longest else None


def number(value: float) -> str:
    """A value with commas: "90,000", "2.5"."""
    return f"{value:,.12g}"


def legend(shown: Sequence[Row]) -> list[str]:
    """The claimants with a colour and a shape, those of most figures first; the rest are `OTHERS`."""
    counts = Counter(speaker_key(row.claimant) for row in shown if row.drawable)
    names = {speaker_key(row.claimant): row.claimant for row in reversed(shown)}
    ranked = [names[key] for key, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return ranked if len(ranked) <= CLAIMANTS else [*ranked[:CLAIMANTS], OTHERS]


def charts(shown: Sequence[Row], claimants: Sequence[str]) -> list[dict[str, Any]]:
    """What the script draws: the figures with a day by unit, the most frequent first, those without a unit last."""
    places = {speaker_key(name): place for place, name in enumerate(claimants)}
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for place, row in enumerate(shown):
        if row.drawable:
            by_unit.setdefault(row.line.unit or "", []).append(_figure(row, place, places))
    ranked = sorted(by_unit, key=lambda unit: (not unit, -len(by_unit[unit]), unit))[:CHARTS]
    return [{"unit": unit, "log": is_wide(by_unit[unit]), "figures": by_unit[unit]} for unit in ranked]


def _figure(row: Row, place: int, claimants: dict[str, int]) -> dict[str, Any]:
    assert row.days
    return {
        "row": place,
        "from": row.days[0].isoformat(),
        "to": row.days[1].isoformat(),
        "low": row.line.low,
        "high": row.line.high,
        "sign": BOUNDS[row.line.bound],
        "claimant": claimants.get(speaker_key(row.claimant), CLAIMANTS),
        "hint": [
            " ".join(part for part in (row.value, row.line.unit) if part),
            ", ".join(part for part in (row.day, row.of, snippet(row.line.place or "", 60)) if part),
            snippet(row.claimant, 80),
        ],
    }


def is_wide(figures: Sequence[dict[str, Any]]) -> bool:
    """Whether the values are so far apart that a linear scale would press most of them to the ground."""
    lowest = min(figure["low"] for figure in figures)
    return bool(lowest > 0 and max(figure["high"] for figure in figures) / lowest >= _WIDE)
