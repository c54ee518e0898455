"""Finding the figures of an article, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from onrecord.article import TITLE, Article, Span
from onrecord.find.figures.amounts import amount_at, is_score, range_at
from onrecord.find.figures.judging import is_figure
from onrecord.find.figures.meaning import meaning_of, measured
from onrecord.find.figures.names import regions
from onrecord.find.figures.neighbours import Found, carried, merged
from onrecord.find.figures.tokens import Tokens
from onrecord.reading import Figure

_NUMBER = re.compile(
    r"\d+|[½¼¾⅓⅔⅛⅜⅝⅞⅕]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|hundreds?|thousands?"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty\w*|(?:m|b|tr)illions?|dozens?|scores|tens|half|thirds?|quarters?|couple"
    r"|\w{2,12}fold|lakhs?|crores?)\b",
    re.IGNORECASE,
)
"""What every number has in it."""
_BEFORE = 4  # tokens of an amount before that: "a quarter of a million", "minus", "US $"


def find_figures(article: Article, times: Iterable[Span] = ()) -> tuple[Figure, ...]:
    """Every figure of title and paragraphs, in text order; furniture paragraphs are not read.

    Numbers inside `times` are no figures, unless they count units of time ("three years"). The span holds the number
    with its scale words, both ends of a range, and signs; neither bound nor unit. `unit` is the unit's name in
    the table ("mile", "percent", "dollar per barrel"), else the noun counted ("troops") or what became of people
    ("killed"), "share" for parts of a whole (0.5), `None` where nothing tells; `of` is what is counted, without
    article. Place, time and statement are left open. A quantity told in two units is one figure, in the first.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for span in times:
        taken.setdefault(span.paragraph, []).append((span.start, span.end))
    figures: list[Figure] = []
    for paragraph in range(TITLE, len(article.paragraphs)):
        if paragraph in article.furniture or not _NUMBER.search(article.text(paragraph)):
            continue
        tokens = Tokens(article.text(paragraph))
        for found in merged(tokens, carried(tokens, _found(tokens, taken.get(paragraph, ())))):
            amount = found.amount
            span = article.span(paragraph, tokens[amount.first].start, tokens[amount.last - 1].end)
            of = None
            if found.of is not None:
                of = article.span(paragraph, tokens[found.of[0]].start, tokens[found.of[1] - 1].end)
            low, high = _plain(amount.low), _plain(amount.high)
            figures.append(Figure(f"f{len(figures) + 1}", span, low, high, found.bound, found.unit, of))
    return tuple(figures)


def _plain(value: Decimal) -> float:
    """The value as a whole number where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)


def _found(tokens: Tokens, times: Sequence[tuple[int, int]]) -> Iterator[Found]:
    names, dates = _Regions(regions(tokens.text)), _Regions(times)
    done = 0
    for place in _starts(tokens):
        amount = amount_at(tokens, place) if place >= done else None
        if amount is None:
            continue
        amount = range_at(tokens, amount) or amount
        if is_score(tokens, amount):
            done = amount.after + 2
            continue
        done = amount.after
        start, end = tokens[amount.number].start, tokens[amount.last - 1].end
        is_time = amount.unit is not None and amount.unit.is_time
        if names.touch(start, end) or (not is_time and dates.touch(start, end)):
            continue
        meaning = meaning_of(tokens, amount)
        if is_figure(tokens, amount, meaning):
            counted = meaning.counted if amount.unit is None else measured(tokens, amount)
            of = (counted.first, counted.after) if counted is not None and counted.has_words else None
            yield Found(amount, meaning.first, meaning.bound, meaning.unit, of)


def _starts(tokens: Tokens) -> Iterator[int]:
    """The tokens at which an amount may start: at a word or digit of a number, or a few tokens before it."""
    done = 0
    for match in _NUMBER.finditer(tokens.text):
        place = tokens.place_at(match.start())
        yield from range(max(done, place - _BEFORE), place + 1)
        done = max(done, place + 1)


class _Regions:
    """Stretches of a text, and whether one of them shares a character with another."""

    def __init__(self, regions: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(regions):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        place = bisect_left(self._starts, end)
        return place > 0 and self._ends[place - 1] > start
