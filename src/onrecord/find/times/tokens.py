"""Words and marks of a paragraph, each with the class it has in a time expression (`times.tsv`).

The patterns of the other modules are written in these classes, so that "three" and "20" look the same to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.find.times.context import words_of
from onrecord.find.times.numbers import ORDINALS, SCALES, WORDS, is_number_word

_TOKEN = re.compile(
    r"""
    (?P<ISO>\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-]))
  | (?P<SLASHED>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))
  | (?P<ATTACKS>9/11(?![\d/]))
  | (?P<CLOCK>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
  | (?P<ORD>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<DECADE>['’‘]?(?:\d{2})?\d0['’]?s\b)
  | (?P<FRACTION>1/2|½)
  | (?P<NUM>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<MERIDIEM>[AaPp]\.\s?[Mm]\b\.?)
  | (?P<POSS>['’]s\b)
  | (?P<WORD>[^\W\d_]+(?:['’]clock)?)
  | (?P<MARK>\S)
    """,
    re.VERBOSE,
)
_MARKS = {",": "COMMA", "-": "HYPHEN", "‐": "HYPHEN", "‑": "HYPHEN", "–": "HYPHEN"}
_LONGEST = 24  # letters of a word that the tables hold
_LONGEST_NUMBER = 9  # digits; longer ones count nothing that time is counted in
_CURRENCY = "$€£¥#"
_GLUED = re.compile(
    r"(?i)(?P<number>one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"(?P<unit>(?:minute|hour|day|week|month|year|decade)s?)|(?P<mid>mid)(?P<rest>[a-z]{3,12})"
    r"|(?P<span>(?:hour|day|week|month|year|decade)s?)long"
)
"""What a lost dash leaves: "threemonth", "midOctober", "yearlong"."""
_POSSESSIVE = re.compile(
    r"(?i)(today|yesterday|tomorrow|tonight|january|february|april|june|july|august|september|october|november|december)s"
)
_OF_UNIT = re.compile(r"(?i)(week|month|year|quarter)s")
_SMALL = words_of("small")
"""After "last weeks": several weeks; before other words it is "last week's" that lost its mark."""
_NEEDS_NUMBER = words_of("needs_number")
"""Short forms that are words or names too: only with a dot, or beside a number."""
_FIRST_NAMES = words_of("first_names")
_BEFORE_MONTH = words_of("before_month")
_BESIDE_MONTH = words_of("beside_month")


class Token(NamedTuple):
    """A word or mark: its place in the paragraph, its class, and the value that the table gives it."""

    text: str
    start: int
    end: int
    kind: str
    value: str = ""


def _lines() -> Iterator[tuple[str, str, str]]:
    text = files("onrecord").joinpath("resources", "times.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, value, words = line.split("\t")
            yield from ((kind, value, word) for word in words.split("; "))


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Lower-case word or phrase → class and value."""
    table = {word.lower(): (kind, value) for kind, value, word in _lines()}
    table.update((word, ("ORD", str(number))) for word, number in ORDINALS.items())
    table.update((word, ("NUMW", str(number))) for word, number in WORDS.items())
    table.update((word, ("NINETEEN", str(WORDS[word]))) for word in ("eighteen", "nineteen"))
    table.update((word, ("SCALE", str(number))) for word, number in SCALES.items())
    return table


@cache
def _phrases() -> dict[str, tuple[int, ...]]:
    """First word of the table's phrases → the numbers of words and marks they have, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in _table():
        first, *rest = (token.text for token in _raw(word))
        if rest:
            sizes.setdefault(first, set()).add(1 + len(rest))
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


@cache
def _capitalised() -> frozenset[str]:
    return frozenset(word.lower() for _, _, word in _lines() if word[0].isupper())


def tokens_of(text: str) -> list[Token]:
    """The tokens of a paragraph in order; a phrase of the table is one token."""
    return _joined(text, list(_raw(text)))


def _raw(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, word, start, end = match.lastgroup or "MARK", match[0], match.start(), match.end()
        if kind == "WORD":
            yield from _words(word, start)
        elif kind == "NUM":
            yield Token(word, start, end, _number_kind(text, word, start, end))
        elif kind == "MARK":
            yield Token(word, start, end, _MARKS.get(word, "MARK"))
        elif kind == "MERIDIEM":
            yield Token(word, start, end, kind, "12" if word[0] in "Pp" else "0")
        elif kind == "ORD":
            yield Token(word, start, end, kind, word[:-2])
        elif kind == "DECADE":
            yield Token(word, start, end, kind, word.strip("'’‘s"))
        else:
            yield Token(word, start, end, kind)


def _words(word: str, start: int) -> Iterator[Token]:
    """A word, or the two that it was before a mark was lost inside it."""
    glued = _GLUED.fullmatch(word) if len(word) <= _LONGEST else None
    possessive = _POSSESSIVE.fullmatch(word) if len(word) <= _LONGEST else None
    if glued and word.lower() not in _table() and (not glued["mid"] or glued["rest"].lower() in _table()):
        cut = len(glued["number"] or glued["mid"] or glued["span"])
        yield Token(word[:cut], start, start + cut, "WORD")
        yield Token(word[cut:], start + cut, start + len(word), "WORD")
    elif possessive:
        cut = len(possessive[1])
        yield Token(word[:cut], start, start + cut, "WORD")
        yield Token(word[cut:], start + cut, start + len(word), "POSS")
    else:
        yield Token(word, start, start + len(word), "WORD")


def _number_kind(text: str, word: str, start: int, end: int) -> str:
    """DAY for 1 to 31, YEAR for four digits that can be one, NUM; MARK for money, per cents and parts of a name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before in _CURRENCY and before) or after == "%" or before.isalpha() or len(word) > _LONGEST_NUMBER:
        return "MARK"
    if word.isdecimal() and word.isascii():
        if len(word) <= 2 and 1 <= int(word) <= 31:
            return "DAY"
        if len(word) == 4:
            return "YEAR"
        return "NUM"
    return "NUM" if word.isascii() else "MARK"


def _joined(text: str, raw: list[Token]) -> list[Token]:
    """The tokens with their classes, phrases joined."""
    table, phrases = _table(), _phrases()
    tokens: list[Token] = []
    place = 0
    while place < len(raw):
        token = raw[place]
        if token.kind != "WORD" or len(token.text) > _LONGEST:
            tokens.append(token)
            place += 1
            continue
        possessive = _OF_UNIT.fullmatch(token.text)
        if possessive and _lost_mark(raw, place):
            cut = token.start + len(possessive[1])
            tokens.append(Token(possessive[1], token.start, cut, *table[possessive[1].lower()]))
            tokens.append(Token("s", cut, token.end, "POSS"))
            place += 1
            continue
        for size in phrases.get(token.text.lower(), ()):
            words = raw[place : place + size]
            phrase = text[token.start : words[-1].end]
            found = table.get(phrase.lower()) if len(phrase) <= 2 * _LONGEST else None
            if found:
                tokens.append(Token(phrase, token.start, words[-1].end, *found))
                place += size
                break
        else:
            tokens.append(_classed(text, raw, place))
            place += 1 if tokens[-1].end == token.end else 2
    return tokens


def _lost_mark(raw: list[Token], place: int) -> bool:
    """Whether the plural unit at a place was a possessive: "this weeks talks"."""
    before = raw[place - 1].text.lower() if place else ""
    after = raw[place + 1].text if place + 1 < len(raw) else ""
    return before in ("this", "last", "next") and after.isalpha() and after not in _SMALL


def _classed(text: str, raw: list[Token], place: int) -> Token:
    token = raw[place]
    word = token.text.lower()
    kind, value = _table().get(word, ("WORD", ""))
    end = token.end
    if kind in ("MONTH", "WEEKDAY"):
        dotted = text[end : end + 1] == "." and len(word) <= 5 and word not in ("may", "june", "july", "march", "april")
        if not _is_named(raw, place, dotted):
            return Token(token.text, token.start, end, "WORD")
        end += dotted
    elif (word in _capitalised() and not token.text[0].isupper()) or (
        kind == "ZONE" and not token.text[:2].isupper() and word != "eastern"
    ):
        return Token(token.text, token.start, end, "WORD")
    return Token(token.text if end == token.end else text[token.start : end], token.start, end, kind, value)


def _is_named(raw: list[Token], place: int, dotted: bool) -> bool:
    """Whether a word that names a month or a weekday does so here, and is not a verb or somebody's name."""
    token = raw[place]
    word = token.text.lower()
    if not token.text[0].isupper():
        return False
    before = raw[place - 1] if place else None
    after = raw[place + 1 + dotted] if place + 1 + dotted < len(raw) else None
    numbers = ("DAY", "YEAR", "ORD")
    beside = any(t is not None and t.kind in numbers for t in (before, after)) or (
        after is not None and (is_number_word(after.text.lower()) or after.text.lower() in ORDINALS)
    )
    if word in _NEEDS_NUMBER:
        return beside or (dotted and word not in ("mar", "sat", "sun", "jan"))
    if word in _FIRST_NAMES and not beside:
        if word == "march" and before is not None and before.text.lower() == "the":
            return after is not None and after.text.islower() and after.text not in ("on", "to", "for", "in")
        introduced = _introduced(raw, place)
        if word in ("may", "march"):
            return introduced
        next_is_name = after is not None and after.kind == "WORD" and after.text[0].isupper()
        return introduced or not (next_is_name or (before is not None and before.text[0].isupper()))
    return True


def _introduced(raw: list[Token], place: int) -> bool:
    """Whether the word before a month is one that months follow; "and" and its like only after another month."""
    if not place:
        return False
    before = raw[place - 1]
    word = before.text.lower()
    if word in _BESIDE_MONTH:
        return place > 1 and _table().get(raw[place - 2].text.lower(), ("",))[0] == "MONTH"
    return word in _BEFORE_MONTH or before.kind == "HYPHEN"
