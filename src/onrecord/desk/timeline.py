"""The strip of days: how much was said, and what the saying did, as bars of an inline SVG."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.desk.words import MONTHS
from onrecord.record import Line

GROUPS = {
    "state": ("state",),
    "promise": ("promise", "propose", "support", "admit"),
    "demand": ("demand", "ask"),
    "threaten": ("threaten", "warn"),
    "accuse": ("accuse", "criticise"),
    "deny": ("deny",),
}
"""Acts that share a colour, by the act that gives it its name; bars are stacked in this order from the foot."""

_LEADER = {act: leader for leader, acts in GROUPS.items() for act in acts}
_WIDTH, _FOOT, _HEIGHT, _LEFT = 1000.0, 176.0, 200.0, 34.0
_LABEL = 50.0
_MOST_BARS = 130


@dataclass(frozen=True)
class Bar:
    """One colour of one column; x, y, width and height in the drawing's units; `hint` shows on pointing."""

    act: str
    x: float
    y: float
    width: float
    height: float
    hint: str


@dataclass(frozen=True)
class Tick:
    """A label and where it stands."""

    at: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """All that the drawing shows; `step` is the days a column stands for, `undated` the statements left out."""

    bars: tuple[Bar, ...]
    months: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    step: int
    undated: int
    width: float = _WIDTH
    height: float = _HEIGHT
    foot: float = _FOOT
    left: float = _LEFT


def timeline(lines: Sequence[Line]) -> Timeline:
    """The strip for these statements: a column a day, or a week or more where there would be too many columns."""
    days = [(date.fromisoformat(line.date), _LEADER.get(line.act, "state")) for line in lines if line.date]
    if not days:
        return Timeline((), (), (), 1, len(lines))
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    span = (last - first).days + 1
    step = 1 if span <= _MOST_BARS else 7 * -(-span // (7 * _MOST_BARS))
    columns: dict[int, Counter[str]] = defaultdict(Counter)
    for day, act in days:
        columns[(day - first).days // step][act] += 1
    highest = max(count.total() for count in columns.values())
    slot = (_WIDTH - _LEFT) / max(-(-span // step), 30)
    unit = (_FOOT - 12) / highest
    bars: list[Bar] = []
    for place, counts in sorted(columns.items()):
        height = 0.0
        label = _column_label(first + timedelta(days=place * step), step)
        for act in GROUPS:
            if counts[act]:
                height += counts[act] * unit
                hint = f"{label}: {counts[act]} of {counts.total()} {' / '.join(GROUPS[act])}"
                x = _LEFT + place * slot + slot * 0.1
                bars.append(
                    Bar(act, _round(x), _round(_FOOT - height), _round(slot * 0.8), _round(counts[act] * unit), hint)
                )
    marks = [(_round(_LEFT + (day - first).days / step * slot), label) for day, label in _months(first, last)]
    months = tuple(Tick(at, label if at < _WIDTH - _LABEL else "") for at, label in marks)
    levels = tuple(Tick(_round(_FOOT - level * unit), str(level)) for level in _levels(highest))
    return Timeline(tuple(bars), months, levels, step, len(lines) - len(days))


def _round(value: float) -> float:
    return round(value, 1)


def _column_label(day: date, step: int) -> str:
    label = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return label if step == 1 else f"{step} days from {label}"


def _months(first: date, last: date) -> list[tuple[date, str]]:
    """The first day and every first of a month (of a year, where there are many months), labelled."""
    count = (last.year - first.year) * 12 + last.month - first.month
    starts = [
        date(first.year + (first.month - 1 + ahead) // 12, (first.month - 1 + ahead) % 12 + 1, 1)
        for ahead in range(1, count + 1)
    ]
    if count > 18:
        return [(day, str(day.year)) for day in starts if day.month == 1]
    named = [
        (day, f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 else MONTHS[day.month - 1]) for day in starts
    ]
    crowded = bool(starts) and (starts[0] - first).days * 14 < (last - first).days
    return named if crowded else [(first, f"{first.day} {MONTHS[first.month - 1]} {first.year}"), *named]


def _levels(highest: int) -> list[int]:
    """Two to four round numbers up to the highest column."""
    size = next(size * 10**power for power in range(12) for size in (1, 2, 5) if highest <= 4 * size * 10**power)
    return list(range(size, highest + 1, size))
