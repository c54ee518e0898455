"""When and where: the time and place of statements, events and figures.

Each gets the nearest time of its own clause, else of its sentence, else none; never the date of publication. What is
said in a statement's content has its time there: in "said on Friday that troops had left" Friday is that of the saying.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from onrecord.article import Article, Span, holds
from onrecord.find.sentences import breaks, sentence_at
from onrecord.find.statements import holding
from onrecord.reading import Event, Figure, Place, Statement, Time

_BREAK, _COMMA = 80, 15
"""What a clause break and a comma between an item and a time count for, in letters."""

_ON_THE_GROUND = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"))
"""What is done to a place is done at it."""

_TOPIC = re.compile(r"\b(?:about|over|on|regarding|concerning|situation|war|conflict|crisis|fighting|violence)\b")
_VAGUE = 100  # the same for "now" or "recently", where a day stands beside it
_BESIDE = 40  # the same for a place without a word such as "in" before it
_OPENING = 40  # letters in which what stands before the first comma is said of the whole sentence
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|into|across|around|to|toward|towards|from|over|off|along|throughout|of|against|"
    r"between|within|north|south|east|west)\s(?:the\s)?(?:[a-z-]+\s(?:of\s)?){0,3}$"
)

Item = TypeVar("Item", Time, Place)


class _Told(Generic[Item]):
    """Times or places by paragraph, each with the ids of the statements whose contents hold it."""

    def __init__(self, items: Iterable[Item], statements: Iterable[Statement]) -> None:
        contents: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
        for statement in statements:
            for span in statement.content:
                contents[span.paragraph].append((span, statement.id))
        self._items: defaultdict[int, list[tuple[Item, frozenset[str]]]] = defaultdict(list)
        for item in items:
            holders = frozenset(id for span, id in contents[item.span.paragraph] if holds(span, item.span))
            self._items[item.span.paragraph].append((item, holders))

    def near(self, anchor: Span, holder: Statement | None, *, outside: Sequence[Span] = ()) -> list[Item]:
        """Those of the anchor's paragraph that the content of `holder` holds, else that the article says itself."""
        found = self._items.get(anchor.paragraph, ())
        told = [item for item, holders in found if (holder.id in holders if holder else not holders)]
        return [item for item in told if not any(holds(span, item.span) for span in outside)]


def attach_statements(article: Article, statements: Iterable[Statement], times: Iterable[Time]) -> list[Statement]:
    """The statements with the times at which they were said."""
    statements = list(statements)
    by_id = {statement.id: statement for statement in statements}
    when = _Told(_dated(times), statements)
    found = []
    for statement in statements:
        near = when.near(statement.cue[0], by_id.get(statement.within or ""), outside=statement.content)
        time = _nearest(article, statement.cue[0], near)
        found.append(replace(statement, time=time.id if time else None))
    return found


def attach_events(
    article: Article, events: Iterable[Event], statements: Sequence[Statement], times: Iterable[Time],
    places: Iterable[Place],
) -> list[Event]:  # fmt: skip
    """The events with the times and places at which they happen."""
    by_id = {statement.id: statement for statement in statements}
    when, where = _Told(_dated(times), statements), _Told(places, statements)
    found = []
    for event in events:
        holder = by_id.get(event.said_in or "")
        time = _nearest(article, event.trigger, when.near(event.trigger, holder))
        place = _nearest(article, event.trigger, _where(article, event, where.near(event.trigger, holder)))
        found.append(replace(event, time=time.id if time else None, place=place.id if place else None))
    return found


def attach_figures(
    article: Article, figures: Iterable[Figure], statements: Sequence[Statement], times: Iterable[Time],
    places: Iterable[Place],
) -> list[Figure]:  # fmt: skip
    """The figures with the statement that holds each, and the time and place that its own clause gives."""
    when, where = _Told(_dated(times), statements), _Told(places, statements)
    found = []
    for figure in figures:
        holder = holding(figure.span, statements)
        time = _nearest(article, figure.span, when.near(figure.span, holder), most_breaks=0)
        place = _nearest(article, figure.span, where.near(figure.span, holder), most_breaks=0)
        found.append(
            replace(
                figure,
                said_in=holder.id if holder else None,
                time=time.id if time else None,
                place=place.id if place else None,
            )
        )
    return found


def _where(article: Article, event: Event, places: Iterable[Place]) -> list[Place]:
    """The places where an event can be: not in the words for who acts; of talk, neither whom nor what it is about."""
    on_the_ground = event.type in _ON_THE_GROUND
    parties = event.actor_spans if on_the_ground else (*event.actor_spans, *event.recipient_spans)
    text = article.text(event.trigger.paragraph)
    return [
        place
        for place in places
        if not any(holds(span, place.span) for span in parties)
        and (on_the_ground or not _TOPIC.search(text[event.trigger.end : place.span.start]))
    ]


def _dated(times: Iterable[Time]) -> list[Time]:
    """Those that say when: no durations, nothing that comes again and again."""
    return [time for time in times if time.type in ("DATE", "TIME")]


def _nearest(article: Article, anchor: Span, items: Iterable[Item], *, most_breaks: int | None = None) -> Item | None:
    """The item of the anchor's sentence that is nearest by letters, clause breaks and commas; the later of two."""
    text = article.text(anchor.paragraph)
    begin, stop = sentence_at(text, anchor.start, anchor.end)
    costs = []
    for item in items:
        span = item.span
        if span.paragraph != anchor.paragraph or span.start < begin or span.end > stop:
            continue
        first, second = sorted((anchor, span))
        hard, commas = breaks(text, first.end, second.start)
        if span.end - begin <= _OPENING and span is first:
            commas = max(commas - 1, 0)
        if most_breaks is not None and hard > most_breaks:
            continue
        cost = max(second.start - first.end, 0) + _BREAK * hard + _COMMA * commas
        if isinstance(item, Time):
            cost += _VAGUE * ((item.value or "").endswith("_REF"))
        elif not _LOCATIVE.search(text[begin : span.start]):
            cost += _BESIDE
        costs.append((cost, -span.start, item))
    return min(costs, key=lambda found: found[:2], default=(0, 0, None))[2]
