"""Spots: runs of words that some place bears as its name, with what stands around each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.article import TITLE, Article
from onrecord.find.places.gazetteer import Entry, look_up
from onrecord.find.places.names import LONGEST, key_of
from onrecord.find.places.states import INITIALS, POSTAL, SHORT, UNLIKE_WORDS
from onrecord.find.places.words import JOINTS, feature_kind

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+[A-Z][a-z]+\.|(?:[^\W\d_]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+(?:['’ʼ](?!s(?!\w))[^\W_]+)*"
)
_GAP = re.compile(r"[ \u00a0]|[-‐‑–]|['’ʼ]|/")
_BLANKS = frozenset((" ", "\u00a0", "  "))
_SHORTENED = frozenset(("St", "Ste", "Mt", "Ft", "Pt"))
_MOST_WORDS = 6
_SHORT_KEY = 3
_LONGEST_LIST = 40
_INITIALS = "us uk la dc usa uae drc nyc car prc act nsw pei ksa rok bc up"
_ACRONYMS = frozenset(_INITIALS.split())
"""Names that are all initials; other names have more than two letters."""


class Token(NamedTuple):
    """A word; `gap` is what stands between it and the word before (`None` for the first of a paragraph)."""

    text: str
    start: int
    end: int
    gap: str | None
    lower: str
    """In small letters, without stops."""
    is_name: bool
    """Whether it begins with a capital."""
    is_joined: bool
    """Whether nothing but a blank stands between it and the word before."""


@dataclass
class Spot:
    """A name in the text: tokens `first` to `last` of a paragraph, the places that bear it."""

    paragraph: int
    tokens: list[Token]
    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    short: bool = False
    """Written as agencies shorten it: "Ala.", or as the post does behind a comma."""
    container: Spot | None = None
    """The place named right behind it that holds it: "Paris, Texas"."""
    holds: list[Spot] = field(default_factory=list)
    shared: bool = False
    """Its kind is said once for several: "Mercer and Greene counties"."""
    feature: str | None = None
    """The kind of what is called after the place and lies near it: "Naugatuck River"."""

    @property
    def before(self) -> Token | None:
        return self.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.last + 1] if self.last + 1 < len(self.tokens) else None

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def text(self) -> str:
        """The words, a blank between every two."""
        return " ".join(token.text for token in self.tokens[self.first : self.last + 1])


def tokens_of(text: str) -> list[Token]:
    """The words of a text."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word, gap = match[0], text[end : match.start()] if tokens else None
        lower = word.casefold().replace(".", "")
        tokens.append(Token(word, match.start(), match.end(), gap, lower, word[0].isupper(), gap in _BLANKS))
        end = match.end()
    return tokens


class _Run(NamedTuple):
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    key: str
    short: bool


def find_spots(article: Article) -> list[Spot]:
    """The longest names of places in title and paragraphs, in text order; none overlap. Furniture is left out."""
    numbers = [TITLE, *(n for n in range(len(article.paragraphs)) if n not in article.furniture)]
    texts = {number: article.text(number) for number in numbers}
    tokens = {number: tokens_of(text) for number, text in texts.items()}
    runs = {number: list(_runs(number, texts[number], tokens[number])) for number in numbers}
    lost = article.damage.apostrophes
    keys = {run.key for found in runs.values() for run in found}
    if lost:
        keys |= {key[:-1] for key in keys if key.endswith("s")}
    listed = {number: _before_counties(tokens[number]) for number in numbers}
    keys |= {f"{run.key} county" for number in numbers for run in runs[number] if run.last in listed[number]}
    known = look_up(keys)
    spots: list[Spot] = []
    for number in numbers:
        spots += _longest(runs[number], texts[number], tokens[number], known, lost, listed[number])
    return spots


def _before_counties(tokens: list[Token]) -> set[int]:
    """The numbers of the words with a capital in a list before "counties": "Mercer, Wood and Greene counties"."""
    found: set[int] = set()
    for place, token in enumerate(tokens):
        if token.lower == "counties":
            first = place
            while (
                place - first < _LONGEST_LIST
                and first
                and tokens[first].gap in (" ", ", ")
                and (tokens[first - 1].is_name or tokens[first - 1].text == "and")
            ):
                first -= 1
            found.update(number for number in range(first, place) if tokens[number].is_name)
    return found


def _runs(number: int, text: str, tokens: list[Token]) -> Iterator[_Run]:
    """Every run of words that may be a name, longest first at each start."""
    for first, token in enumerate(tokens):
        if len(token.text) > LONGEST:
            continue
        short = _shortened(text, tokens, first)
        if short is not None:
            end = token.end + (text[token.end : token.end + 1] == "." and not token.text.endswith("."))
            yield _Run(number, first, first, token.start, end, short, True)
        if not token.is_name and not _is_article(tokens, first):
            continue
        ends = []
        for last in range(first, min(first + _MOST_WORDS, len(tokens))):
            if last > first and not _holds_together(tokens, last):
                break
            here = tokens[last]
            if here.is_name or (here.text[0].isdigit() and last > first):
                ends.append(last)
        for last in reversed(ends):
            start, end = token.start, tokens[last].end
            if end - start <= LONGEST:
                yield _Run(number, first, last, start, end, key_of(text[start:end]), False)


def _is_article(tokens: list[Token], place: int) -> bool:
    """ "al-Hasakah", "el-Fasher": the article in small letters belongs to the name."""
    return tokens[place].text in ("al", "el", "ad", "as", "ar", "az", "an", "at", "ash") and (
        place + 1 < len(tokens) and tokens[place + 1].gap == "-" and tokens[place + 1].is_name
    )


def _holds_together(tokens: list[Token], last: int) -> bool:
    token, before = tokens[last], tokens[last - 1]
    if token.gap == ". ":
        return before.text in _SHORTENED and token.is_name
    if not _GAP.fullmatch(token.gap or ""):
        return False
    return token.is_name or token.text[0].isdigit() or token.lower in JOINTS


def _shortened(text: str, tokens: list[Token], place: int) -> str | None:
    """The key of the state that an abbreviation here stands for."""
    token = tokens[place]
    if len(token.text) > 7 or not token.is_name:
        return None
    behind_town = place > 0 and token.gap == ", " and tokens[place - 1].is_name
    if behind_town and token.text in POSTAL:
        return POSTAL[token.text]
    lower = token.lower
    dotted = "." in token.text[:-1]
    if lower not in SHORT or (dotted and lower == "la"):
        return None
    stopped = token.text.endswith(".") or text[token.end : token.end + 1] == "."
    if lower in INITIALS:
        return SHORT[lower] if dotted or (behind_town and stopped) else None
    runs_on = stopped and text[token.end : token.end + 3].strip(". ").islower()
    if lower in UNLIKE_WORDS:
        return SHORT[lower] if stopped or behind_town or dotted or lower in ("nsw", "pei") else None
    return SHORT[lower] if stopped and (behind_town or runs_on) else None


def _longest(
    runs: Iterable[_Run],
    text: str,
    tokens: list[Token],
    known: dict[str, tuple[Entry, ...]],
    lost: bool,
    listed: set[int],
) -> Iterator[Spot]:
    free = 0
    for run in runs:
        if run.first < free:
            continue
        key, end, entries = run.key, run.end, known.get(run.key)
        if not entries and lost and key.endswith("s") and known.get(key[:-1]):
            key, end, entries = key[:-1], end - 1, known[key[:-1]]
        if run.last in listed and known.get(f"{run.key} county"):
            key = f"{run.key} county"
            yield Spot(run.paragraph, tokens, run.first, run.last, run.start, run.end, key, known[key], shared=True)
            free = run.last + 1
            continue
        if not entries or not (run.short or _is_written_so(text[run.start : end], key)):
            continue
        spot = _with_feature(Spot(run.paragraph, tokens, run.first, run.last, run.start, end, key, entries, run.short))
        yield spot
        free = spot.last + 1


def _with_feature(spot: Spot) -> Spot:
    """The spot with the word behind it for what is called after the place: a river, a valley, an airport."""
    after = spot.after
    if spot.short or spot.entries[0].kind not in ("city", "region") or after is None:
        return spot
    if not after.is_joined or not after.is_name:
        return spot
    kind = feature_kind(after.lower)
    following = spot.tokens[spot.last + 2] if spot.last + 2 < len(spot.tokens) else None
    if kind and not (following is not None and following.is_joined and following.is_name):
        spot.feature, spot.last, spot.end = kind, spot.last + 1, after.end
    return spot


def _is_written_so(text: str, key: str) -> bool:
    """Whether a short name stands as it must: "US" and "U.S.", not "Us"."""
    return (len(key) > _SHORT_KEY or text.replace(".", "").isupper()) if key in _ACRONYMS else len(key) > 2
