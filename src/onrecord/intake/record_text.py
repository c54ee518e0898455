"""Record text: line 1 the title, line 2 the date, line 3 the URL, then one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.intake.files import Input
from onrecord.intake.items import ARTICLE_LIMIT, Item, Notice, Rejected, stretch, too_large
from onrecord.intake.page import iso_date, prepare
from onrecord.intake.text import NoText, decode, lines

_URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
_NOTHING = re.compile(r"\s*(?:[-–—?]+|n/?a|none|null|nan|nat|nil|undated|no (?:date|url|link))\.?\s*", re.IGNORECASE)
_UNKNOWN = re.compile(r"\s*(?:date )?unknown\.?\s*", re.IGNORECASE)
_DATE_LENGTH = 40
_FEWEST_DIGITS = 6  # of a date that no URL follows
_DATE_WORDS = """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov
    november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun
    sunday st nd rd th of at on a p m am pm t z gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt bst cet cest date
    published posted updated
"""
_WORDS_OF_DATES = frozenset(_DATE_WORDS.split())


def read(source: Input) -> Iterator[Item]:
    """The article of one record text, with notices of a date or URL that is missing; or the whole file, rejected."""
    data = source.read(ARTICLE_LIMIT + 1)
    if len(data) > ARTICLE_LIMIT:
        raw = source.rest(data)
        reason = too_large(source.position, ARTICLE_LIMIT, "put each article into a file of its own")
        yield Rejected(source.name, stretch(0, source.position), reason, raw)
        return
    text = decode(data)
    if isinstance(text, NoText):
        yield Rejected(source.name, stretch(0, len(data)), text.reason, data)
    else:
        yield from _article(source.name, text, data)


def _article(name: str, text: str, data: bytes) -> Iterator[Item]:
    numbered = [(number, line) for number, line in enumerate(lines(text), 1) if line.strip()]
    if not numbered:
        yield Rejected(name, "line 1", "the file is empty; remove it, or fetch the article again", data)
        return
    title, rest = _title(numbered)
    date, paragraphs, rest, date_notice = _date(rest)
    url, rest, url_notice = _url(rest)
    paragraphs += rest
    if not paragraphs:
        reason = "there is no paragraph after the title, date and URL; remove the file, or fetch the article again"
        yield Rejected(name, f"line {numbered[-1][0]}", reason, data)
        return
    for place, message in (date_notice, url_notice):
        if message:
            yield Notice(name, place, message)
    yield prepare(title, date, url, [line for _, line in paragraphs], origin=name)


Lines = list[tuple[int, str]]
Said = tuple[str, str]  # a notice's place and message; an empty message for none


def _title(filled: Lines) -> tuple[str, Lines]:
    """The title and the lines after it; the title is empty where line 1 is blank and a date or URL comes first."""
    (number, first), *rest = filled
    is_blank = number > 1 and (_URL.fullmatch(first) or iso_date(first) or _tries_to_be_a_date(first, rest))
    return ("", filled) if is_blank else (first, rest)


def _date(rest: Lines) -> tuple[str | None, Lines, Lines, Said]:
    """The date at the head of the lines, what stands in its place but is a paragraph, the lines after, what to say."""
    missing = "line 2", "no date; read without one"
    if not rest or _begins_with_url(rest):
        return None, [], rest, missing
    (number, line), *after = rest
    date = iso_date(line)
    if date is not None:
        return date, [], after, ("", "")
    if _NOTHING.fullmatch(line) or (_UNKNOWN.fullmatch(line) and _begins_with_url(after)):
        return None, [], after, (f"line {number}", f"no date ({line.strip()!r}); read without one")
    if _tries_to_be_a_date(line, after):
        return None, [], after, (f"line {number}", f"date {line.strip()!r} is impossible; read without a date")
    return (None, rest[:1], after, missing) if _begins_with_url(after) else (None, [], rest, missing)


def _tries_to_be_a_date(line: str, after: Lines) -> bool:
    """Whether a short line has nothing but digits and the words of dates; without a URL after it, many digits."""
    fewest = 1 if _begins_with_url(after) else _FEWEST_DIGITS
    words = re.findall(r"[^\W\d_]+", line.lower())
    digits = sum(character.isdigit() for character in line)
    return len(line.strip()) <= _DATE_LENGTH and digits >= fewest and _WORDS_OF_DATES.issuperset(words)


def _begins_with_url(rest: Lines) -> bool:
    return bool(rest) and _URL.fullmatch(rest[0][1]) is not None


def _url(rest: Lines) -> tuple[str | None, Lines, Said]:
    """The URL at the head of the lines, the lines after it, and what to say of it."""
    if _begins_with_url(rest):
        return rest[0][1].strip(), rest[1:], ("", "")
    if rest and _NOTHING.fullmatch(rest[0][1]):
        number, line = rest[0]
        return None, rest[1:], (f"line {number}", f"no URL ({line.strip()!r}); read without one")
    return None, rest, ("line 3", "no URL; read without one")
