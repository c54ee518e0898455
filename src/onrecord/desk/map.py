"""The map: one HTML file, whole in itself, with a dot for each place on record and what happens there beside it.

d3 draws it in the browser from data in the page; a table of the places stands in the page in any case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.desk.deeds import GLOSSES, REALITIES, Deed
from onrecord.desk.page import templates, web_link, write
from onrecord.desk.words import day_label, snippet
from onrecord.find.vocabulary import country_name
from onrecord.reading import TYPES
from onrecord.record import EventLine, PlaceLine

LISTED = 300
"""The newest so many events of a place are in the page; all are counted."""

LEANINGS = {"conflict": "conflict", "cooperation": "cooperation", "named": "only named"}
"""What happens at a place most, and how the page names it."""

_COOPERATION = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
"""PLOVER's cooperative types; all others are conflict."""

_POINTS = frozenset(("city", "facility"))


@dataclass(frozen=True)
class Spot:
    """A place as the page shows it.

    `leaning` is one of `LEANINGS`, `done` counts the events that were done, or of which somebody says so.
    """

    place: PlaceLine
    leaning: str
    done: int

    @property
    def wide(self) -> bool:
        """Whether the point stands for something wide."""
        return self.place.kind not in _POINTS or self.place.precision == "centre"

    @property
    def where(self) -> str:
        """Region and country, as far as they are known and are not the place itself."""
        country = country_name(self.place.country) if self.place.country else None
        return ", ".join(part for part in (self.place.region, country) if part and part != self.place.name)


def write_map(places: Sequence[PlaceLine], out: Path, *, title: str | None = None) -> None:
    """Write the map of these places; a file that is there is replaced.

    An `InputError` says when the file cannot be written.
    """
    write(out, render(places, title=title))


def render(places: Sequence[PlaceLine], *, title: str | None = None) -> str:
    """The page. Everything that comes from articles is escaped."""
    spots = [spot(place) for place in places]
    days = sorted(day for place in places for day in (place.first, place.last) if day)
    return templates().get_template("map.html.j2").render(
        title=title or "Places on record",
        first=days[0] if days else None,
        last=days[-1] if days else None,
        spots=spots,
        countries=len({place.country for place in places if place.country}),
        events=sum(len(place.events) for place in places),
        done=sum(one.done for one in spots),
        data=drawn(spots),
        leanings=LEANINGS,
        realities=REALITIES,
        types=GLOSSES,
    )  # fmt: skip


def spot(place: PlaceLine) -> Spot:
    """A place with what happens there most: of what was done, else of what is told at all.

    Where there is as much of both it is conflict.
    """
    done = [line for line in place.events if _is_done(line)]
    told = done or place.events
    friendly = sum(line.type in _COOPERATION for line in told)
    leaning = "named" if not told else "cooperation" if 2 * friendly > len(told) else "conflict"
    return Spot(place, leaning, len(done))


def _is_done(line: EventLine) -> bool:
    """Whether it was done, or somebody says so."""
    return line.reality == "actual" and line.standing != "denied"


def drawn(spots: Sequence[Spot]) -> dict[str, Any]:
    """What the script draws: the places, and the articles of their events, each once."""
    articles: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    places = []
    for one in spots:
        shown = one.place.events[:LISTED]
        for line in shown:
            if line.article not in numbers:
                numbers[line.article] = len(numbers)
                articles[line.article] = {
                    "id": line.article, "title": snippet(line.title, 160), "outlet": line.outlet,
                    "url": web_link(line.url),
                }  # fmt: skip
        places.append(
            {
                "name": snippet(one.place.name, 80),
                "about": ", ".join(part for part in (one.place.kind, one.where) if part),
                "lat": one.place.lat,
                "lon": one.place.lon,
                "rough": one.place.precision == "rough",
                "wide": one.wide,
                "leaning": one.leaning,
                "firm": one.done > 0,
                "articles": one.place.articles,
                "mentions": one.place.mentions,
                "days": _days(one.place),
                "counts": _counts(one.place.events),
                "events": [_event(line, numbers[line.article]) for line in shown],
            }
        )
    return {"places": places, "articles": list(articles.values())}


def _days(place: PlaceLine) -> str:
    if place.first == place.last:
        return day_label(place.first)
    return f"{day_label(place.first)} – {day_label(place.last)}"


def _counts(events: Sequence[EventLine]) -> dict[str, Counter[str]]:
    """How many events there are by type, then by reality."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in events:
        counts[line.type][line.reality] += 1
    return {type: counts[type] for type in TYPES if type in counts}


def _event(line: EventLine, article: int) -> dict[str, Any]:
    deed = Deed(line, teller=line.said_by)
    return {
        "day": day_label(line.date),
        "time": line.time,
        "who": snippet(deed.doers, 60),
        "whom": snippet(deed.done_to, 60),
        "type": line.type,
        "mode": line.mode and line.mode.replace("-", " "),
        "reality": line.reality,
        "standing": snippet(deed.standing, 60),
        "firm": deed.firm,
        "words": snippet(line.sentence, 600),
        "trigger": line.trigger,
        "article": article,
    }
