"""Time expressions (TIMEX3 of TimeML 1.2.1): where they are, what they mean.

Words become classes (`tokens`, `times.tsv`), patterns over the classes find the expressions (`patterns`), and each is
resolved from the date of publication, from a date told before it and from the tense around it (`scene`, `tense`).
"""

from __future__ import annotations

from datetime import date
from functools import cache

from onrecord.article import TITLE, Article
from onrecord.find.times import amounts, clock, dates, eras, lists, periods, relative
from onrecord.find.times.patterns import Match, Scanner
from onrecord.find.times.scene import Meaning, Scene, Told
from onrecord.find.times.tokens import tokens_of
from onrecord.reading import Time


def find_times(article: Article) -> tuple[Time, ...]:
    """The time expressions of the title and of every paragraph that is no furniture, in the order of the text.

    Ids are t1, t2, …; `anchor` is "published", "absolute" or the id of the time that it was resolved from. Where a
    date of publication is needed and the article has none, or the time before it is too coarse ("It began in 1998. Two
    weeks later"), value and anchor are `None`.
    """
    scene = Scene(_date(article.date))
    times: list[Time] = []
    for number in range(TITLE, len(article.paragraphs)):
        if number in article.furniture:
            continue
        scene.paragraph = number
        text = article.text(number)
        for match, meaning in _scanner().scan(tokens_of(text), scene):
            start, end = match.tokens[match.start].start, _end(text, match, meaning)
            id = f"t{len(times) + 1}"
            times.append(Time(id, article.span(number, start, end), meaning.type, meaning.value, meaning.anchor))
            if meaning.day is not None:
                scene.told.append(Told(id, number, match.end, meaning.day, meaning.grain, meaning.anchor))
    return tuple(times)


@cache
def _scanner() -> Scanner:
    modules = (lists, dates, eras, clock, relative, periods, amounts)
    return Scanner([rule for module in modules for rule in module.RULES], lists.CONTINUED)


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _end(text: str, match: Match, meaning: Meaning) -> int:
    """The end of an expression; the dot of "p.m." stays outside where it ends the sentence too, and so does the s of
    "Fridays talks", which has lost its apostrophe."""
    last = match.tokens[match.end - 1]
    if last.kind == "WEEKDAYS" and meaning.type == "DATE":
        return last.end - 1
    if last.kind == "MERIDIEM" and last.text.endswith("."):
        rest = text[last.end :].lstrip(" \"'”’)")
        if not rest or rest[0].isupper():
            return last.end - 1
    return last.end
