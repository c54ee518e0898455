"""Record text: line 1 the title, line 2 the date, line 3 the URL, then one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.intake.files import Input
from onrecord.intake.items import ARTICLE_LIMIT, Item, Notice, Rejected, stretch, too_large
from onrecord.intake.page import iso_date, prepare
from onrecord.intake.text import NoText, decode, lines

_URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
_NOTHING = re.compile(
    r"\s*(?:[-–—?]+|n/?a|none|null|nan|nat|nil|unknown|undated|no (?:date|url|link))\.?\s*", re.IGNORECASE
)
_DIGITS = re.compile(r"[\s\d/.:TZ+-]*\d[\s\d/.:TZ+-]*")
_DATE_LENGTH = 40


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
    (_, title), *rest = numbered
    date, rest, date_notice = _date(rest)
    url, rest, url_notice = _url(rest)
    if not rest:
        reason = "there is no paragraph after the title, date and URL; remove the file, or fetch the article again"
        yield Rejected(name, f"line {numbered[-1][0]}", reason, data)
        return
    for place, message in (date_notice, url_notice):
        if message:
            yield Notice(name, place, message)
    yield prepare(title, date, url, [line for _, line in rest], origin=name)


Lines = list[tuple[int, str]]
Said = tuple[str, str]  # a notice's place and message; an empty message for none


def _date(rest: Lines) -> tuple[str | None, Lines, Said]:
    """The date at the head of the lines, the lines after it, and what to say of it."""
    missing = "line 2", "no date; read without one"
    if not rest or _URL.fullmatch(rest[0][1]):
        return None, rest, missing
    (number, line), *after = rest
    date = iso_date(line)
    if date is not None:
        return date, after, ("", "")
    if _NOTHING.fullmatch(line):
        return None, after, missing
    before_url = bool(after) and len(line) <= _DATE_LENGTH and _URL.fullmatch(after[0][1]) is not None
    if before_url or _DIGITS.fullmatch(line):
        return None, after, (f"line {number}", f"date {line.strip()!r} is impossible; read without a date")
    return None, rest, missing


def _url(rest: Lines) -> tuple[str | None, Lines, Said]:
    """The URL at the head of the lines, the lines after it, and what to say of it."""
    if rest and _URL.fullmatch(rest[0][1]):
        return rest[0][1].strip(), rest[1:], ("", "")
    missing = "line 3", "no URL; read without one"
    return None, rest[1:] if rest and _NOTHING.fullmatch(rest[0][1]) else rest, missing
