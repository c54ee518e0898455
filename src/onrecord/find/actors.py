"""Actors: what the reading says of everybody who speaks or acts: name, role, code, and every place that means them."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from onrecord.article import TITLE, Article, Span
from onrecord.find.cast import Entity
from onrecord.find.codes import Code, described, known
from onrecord.find.vocabulary import countries_in, country_in
from onrecord.reading import Actor

_FROM_ABROAD = re.compile(
    r"\b(?:foreign|international|multinational|coalition|allied|western|regional)\b", re.IGNORECASE
)
"""In the name of those who need not be of the country that an article is about ("foreign forces")."""


def make_actor(
    article: Article, id: str, entity: Entity, *, sources: Set[Span], does: bool, home: Callable[[], str | None]
) -> Actor:
    """The actor for an entity; `sources` are phrases found to mean it beside the places where it is named.

    `does` says whether it speaks or acts, as a government does when a country is said to. `home` tells the
    one country that the article names, if it names one only; few actors need it.
    """
    places = {
        article.span(paragraph, start, end)
        for paragraph, start, end in entity.places
        if not any(s.paragraph == paragraph and s.start <= start and end <= s.end for s in sources)
    }
    code = code_of(entity, year=article.year, does=does, home=home)
    country = code.country if code.is_of_a_country else None
    role = entity.role if entity.words else None
    return Actor(id, entity.name, str(code) or None, country, code.sectors, role, tuple(sorted(places | sources)))


def code_of(entity: Entity, *, year: int | None, does: bool, home: Callable[[], str | None]) -> Code:
    """Country and sectors of an entity: from the table of names, else from its roles, else from what it is called.

    Somebody whose words tell a sector but no country ("police", "the opposition") is of `home`, but not "foreign
    forces".
    """
    if entity.sort == "state":
        return Code(entity.iso3, ("GOV",) if does else ())
    told = known(entity.name, year) if entity.sort != "group" else None
    if told is not None and (told.sectors or entity.sort == "organisation"):
        return told
    names = [entity.name] if entity.sort not in ("person", "name") or not entity.words else []
    words = described([*sorted(entity.roles, key=len, reverse=True), *names], entity.country, year)
    if told is not None:
        return Code(told.country, words.sectors)
    if words.country is None and "MIL" not in words.sectors:
        # "Separatists in eastern Ukraine" are of it; "troops in Iraq" need not be.
        words = Code(next(filter(None, map(country_in, entity.around)), None), words.sectors)
    if words.country is None and words.sectors and not _FROM_ABROAD.search(entity.name):
        return Code(home(), words.sectors)
    return words


def home_of(article: Article) -> str | None:
    """ISO-3 of the one country that the article names, by whatever word; `None` where it names none or several."""
    numbers = [TITLE, *(n for n in range(len(article.paragraphs)) if n not in article.furniture)]
    found = {
        country.iso3
        for text in (article.dateline or "", *map(article.text, numbers))
        for *_, country in countries_in(text)
        if country.iso3 is not None
    }
    return found.pop() if len(found) == 1 else None
