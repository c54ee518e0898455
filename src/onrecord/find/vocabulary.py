"""What single words tell about a source: a role, a courtesy title, a country, a first name.

The tables are plain text in `onrecord/resources`: `source_words.tsv`, `first_names.tsv`, `countries.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W_][\w'’.-]*[^\W_]|[^\W_]")
_FOREIGN_POST = re.compile(r"\b(?:to|on|against|toward|towards|for) (?:the )?$")
"""Before a country that the bearer of a role is not from: "ambassador to Germany"."""

# Several words that are one role, joined so that "vice president" is never taken for "president".
_JOINED_ROLES = (
    ("prime minister", "premier"),
    ("vice president", "vice-president"),
    ("attorney general", "attorney-general"),
    ("secretary general", "secretary-general"),
    ("surgeon general", "surgeon-general"),
    ("governor general", "governor-general"),
    ("inspector general", "inspector"),
    ("solicitor general", "solicitor"),
    ("director general", "director"),
    ("press secretary", "spokesperson"),
    ("chief executive officer", "ceo"),
    ("chief executive", "ceo"),
    ("member of parliament", "lawmaker"),
)
_SPELLINGS = {"defence": "defense", "labour": "labor", "organisation": "organization", "centre": "center"}
_SMALL_WORDS = frozenset(("the", "a", "an", "of", "for", "and", "&", "in", "at", "affairs", "s"))
_UNIONS = {"eu": "european union", "un": "united nations"}


class Country(NamedTuple):
    """A country word: `iso3` is `None` where the word is not told; `sort` is the column it stands in."""

    iso3: str | None
    sort: str


class RoleWord(NamedTuple):
    """A word for one person: its head ("spokeswoman" → "spokesperson") and gender, if it tells one."""

    head: str
    gender: str | None


def _lines(name: str) -> Iterator[list[str]]:
    text = files("onrecord").joinpath("resources", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def words(kind: str) -> frozenset[str]:
    """The lower-case words of that kind in `source_words.tsv` (outlets keep their capitals)."""
    return frozenset(row[0] for row in _lines("source_words.tsv") if row[1] == kind)


@cache
def role_words() -> dict[str, RoleWord]:
    """Lower-case word for one person → its head and gender."""
    table = {}
    for word, kind, *rest in _lines("source_words.tsv"):
        if kind == "role":
            same, gender = (*rest, "", "")[:2]
            table[word] = RoleWord(same or word, gender or None)
    for phrase, joined in _JOINED_ROLES:
        table.setdefault(joined, RoleWord(joined, None))
        table.setdefault(phrase.replace(" ", "-"), RoleWord(joined, None))
    return table


@cache
def titles() -> dict[str, str]:
    """Courtesy title in lower case, without its stop → "m" or "f"."""
    return {row[0]: row[3] for row in _lines("source_words.tsv") if row[1] == "title"}


@cache
def _first_names() -> dict[str, str]:
    return {name.casefold(): gender for name, gender in _lines("first_names.tsv")}


@cache
def _countries() -> dict[str, Country]:
    table = {}
    for iso3, *columns in _lines("countries.tsv"):
        sorts = ("name", "demonym", "capital", "seat", "body")
        for sort, column in zip(sorts, (*columns, "", "", "", "", "")[:5], strict=True):
            for word in filter(None, column.split(";")):
                table[word] = Country(None if iso3 == "-" else iso3, sort)
    return table


@cache
def _country_names() -> dict[str, str]:
    return {iso3: names.split(";")[0] for iso3, names, *_ in _lines("countries.tsv") if names}


def country_name(iso3: str) -> str:
    """The first name of a country in the table; of one that is not there, the code itself."""
    return _country_names().get(iso3, iso3)


def country_called(name: str) -> str | None:
    """ISO-3 of the country of this name or code, in any case."""
    wanted = name.casefold()
    if wanted.upper() in _country_names():
        return wanted.upper()
    found = (c.iso3 for word, c in _countries().items() if c.sort == "name" and word.casefold() == wanted)
    return next(found, None)


def unaccented(text: str) -> str:
    """The text in lower case without accents: "Dratík" and "Dratik" give the same."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word in lower case, without accents, apostrophes and stops: how names are compared."""
    return unaccented(word).replace(".", "").replace("'", "").replace("’", "")


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """The word without a possessive ending that an apostrophe marks."""
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word.rstrip("'’")


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """The word folded, without a possessive ending: "Putin's" → "putin"."""
    return fold(bare(word))


@lru_cache(maxsize=20_000)
def first_name_gender(word: str) -> str | None:
    """ "m", "f" or "mf" for a known first name, else `None`; "Jean-Yves" is looked up whole, then by its first part."""
    table, name = _first_names(), fold(word)
    return table.get(name) or (table.get(name.split("-")[0]) if "-" in name else None)


@lru_cache(maxsize=20_000)
def country_word(phrase: str) -> Country | None:
    """What the table says of exactly this word or phrase, possessives and lost apostrophes allowed for."""
    table, plain = _countries(), bare(phrase)
    found = table.get(plain)
    if found is None and plain.endswith("s"):
        found = table.get(plain[:-1])
    return found


def countries_in(phrase: str) -> Iterator[tuple[int, int, Country]]:
    """Start, end and meaning of each country word of the phrase; the longest words that fit go first."""
    tokens = list(_WORD.finditer(phrase))
    place = 0
    while place < len(tokens):
        for size in (3, 2, 1):
            part = tokens[place : place + size]
            start, end = part[0].start(), part[-1].end()
            found = country_word(phrase[start:end]) if len(part) == size and phrase[start].isupper() else None
            if found is not None:
                yield start, end, found
                place += size - 1
                break
        place += 1


@lru_cache(maxsize=20_000)
def country_in(phrase: str) -> str | None:
    """ISO-3 of the first country word in a role or in the name of an organisation; posts abroad do not count."""
    for start, _, country in countries_in(phrase):
        if country.iso3 is not None and not is_post_abroad(phrase[:start]):
            return country.iso3
    return None


def is_post_abroad(before: str) -> bool:
    """Whether the words before a name say that somebody is only sent to it ("ambassador to")."""
    return _FOREIGN_POST.search(before) is not None


@lru_cache(maxsize=20_000)
def joined_roles(text: str) -> str:
    """The text in lower case with "prime minister" and its like made one word."""
    lower = text.casefold()
    for phrase, joined in _JOINED_ROLES:
        lower = lower.replace(phrase, joined)
    return lower


@lru_cache(maxsize=20_000)
def key_words(text: str) -> frozenset[str]:
    """What tells one role or organisation from another: words folded, countries as ISO-3, small words left out.

    "Russia's Ministry of Defence" and "the Russian Defense Ministry" give the same set.
    """
    keys, rest = set(), text
    for start, end, country in countries_in(text):
        if country.iso3 is not None:
            keys.add(country.iso3)
            if country.sort in ("name", "demonym"):
                rest = rest[:start] + " " * (end - start) + rest[end:]
    roles = role_words()
    for token in _WORD.findall(joined_roles(rest)):
        word = fold(bare(token))
        word = _SPELLINGS.get(word, word)
        if word not in _SMALL_WORDS:
            keys.update(_UNIONS.get(word, roles[word].head if word in roles else word).split())
    return frozenset(keys)


@lru_cache(maxsize=20_000)
def role_heads(text: str) -> frozenset[str]:
    """The heads of a role: "president and CEO of the bank" → president, ceo; words after of, for, at are no heads."""
    core = re.split(r",| (?:of|for|at|to|in|on|from|with|who|that|which) ", joined_roles(text), maxsplit=1)[0]
    found = [word for word in re.split(r"[\s/]+", core.replace(".", "")) if word]
    roles = role_words()
    heads = {roles[word].head for word in found[-1:] if word in roles}
    for place, word in enumerate(found):
        if word in ("and", "&") and place and found[place - 1] in roles:
            heads.add(roles[found[place - 1]].head)
    return frozenset(heads)


@lru_cache(maxsize=20_000)
def role_gender(text: str) -> str | None:
    """The gender that a role's words tell ("spokeswoman", "king"), else `None`."""
    roles = role_words()
    core = re.split(r",| (?:of|for|at|to|in|on|from|with|who|that|which) ", joined_roles(text), maxsplit=1)[0]
    genders = {roles[word].gender for word in core.split()[-1:] if word in roles}
    return genders.pop() if len(genders) == 1 else None
