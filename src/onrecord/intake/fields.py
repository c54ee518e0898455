"""One JSON object to one article: our own form, and what news-please, trafilatura and fundus write.

| form        | title   | date              | URL                  | body                                        |
|-------------|---------|-------------------|----------------------|---------------------------------------------|
| our own     | `title` | `date`            | `url`                | `paragraphs`, or `text`                     |
| news-please | `title` | `date_publish`    | `url`                | `maintext`                                  |
| trafilatura | `title` | `date`            | `url` or `source`    | `text`, or `raw_text`                       |
| fundus      | `title` | `publishing_date` | `html.requested_url` | `body` (summary and sections), `plaintext`  |

The first of these keys that is filled counts, whatever the tool; all other keys but `id` are left alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.intake.items import Item, Notice, Rejected
from onrecord.intake.page import iso_date, prepare
from onrecord.intake.text import lines

_DATES = ("date", "date_publish", "publishing_date")
_TEXTS = ("text", "raw_text", "maintext", "plaintext")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WANTED = (
    "wanted are 'title', 'date', 'url' and 'paragraphs' or 'text' (or the keys of news-please, trafilatura, fundus)"
)


@dataclass(frozen=True)
class _Misfit:
    """Why a value is not what its key promises."""

    reason: str


def article(value: object, *, file: str, place: str, origin: str, raw: bytes) -> Iterator[Item]:
    """The article that a JSON value holds, after notices of what it lacks; else the rejection of `raw`."""
    if not isinstance(value, dict):
        yield Rejected(file, place, f"holds {_kind(value)}, not an object; {_WANTED}", raw)
        return
    id, title, url, body = _id(value), _title(value), _url(value), _body(value)
    if isinstance(id, _Misfit):
        yield Rejected(file, place, id.reason, raw)
        return
    if isinstance(title, _Misfit):
        yield Rejected(file, place, title.reason, raw)
        return
    if isinstance(body, _Misfit):
        yield Rejected(file, place, body.reason, raw)
        return
    if half := next((text for text in (id, title, url, *body) if text and _has_half_character(text)), None):
        reason = f"half of a character (a lone surrogate) stands in {half[:40]!a}; write the text again as UTF-8"
        yield Rejected(file, place, reason, raw)
        return
    given = next((value[key] for key in _DATES if value.get(key) not in (None, "")), None)
    written = str(given)[:40] if isinstance(given, str | int | float) else _kind(given)
    date = iso_date(str(given)) if isinstance(given, str | int) else None
    if date is None:
        said = "no date" if given is None else f"date {written!r} is impossible"
        yield Notice(file, place, f"{said}; read without a date")
    if url is None:
        yield Notice(file, place, "no URL; read without one")
    yield prepare(title, date, url, body, id=id, origin=origin)


def _id(value: dict[str, Any]) -> str | _Misfit | None:
    id = value.get("id")
    if id is None or id == "":
        return None
    if isinstance(id, str | int) and not isinstance(id, bool):
        return str(id)
    if isinstance(id, float) and math.isfinite(id):
        return str(id)
    return _Misfit(f"'id' holds {_kind(id)}, not text or a number; write it as a string, or leave it out")


def _title(value: dict[str, Any]) -> str | _Misfit:
    title = value.get("title")
    if title is None:
        return ""
    return title if isinstance(title, str) else _Misfit(f"'title' holds {_kind(title)}, not text; write it as a string")


def _url(value: dict[str, Any]) -> str | None:
    page = value.get("html")
    pages = [page.get("requested_url"), page.get("responded_url")] if isinstance(page, dict) else []
    candidates = [value.get("url"), *pages, value.get("source")]
    return next((str(url).strip() for url in candidates if isinstance(url, str) and _URL.match(url.strip())), None)


def _body(value: dict[str, Any]) -> list[str] | _Misfit:
    """The paragraphs under the first key that has any text."""
    bodies = list(_bodies(value))
    for body in bodies:
        if isinstance(body, _Misfit) or any(paragraph.strip() for paragraph in body):
            return body
    if bodies:
        return _Misfit("the article has no text; remove it, or fetch it again")
    keys = ", ".join(repr(key[:40]) for key in list(value)[:12]) or "none"
    filled = "filled " if any(key in value for key in (*_TEXTS, "paragraphs", "body")) else ""
    return _Misfit(f"no {filled}text among its keys ({keys}); {_WANTED}")


def _bodies(value: dict[str, Any]) -> Iterator[list[str] | _Misfit]:
    if value.get("paragraphs"):
        yield _strings(value["paragraphs"], "paragraphs")
    if isinstance(value.get("body"), dict):
        yield _sections(value["body"])
    for key in _TEXTS:
        text = value.get(key)
        if isinstance(text, str):
            yield [line for line in lines(text) if line.strip()]
        elif text:
            yield _Misfit(f"'{key}' holds {_kind(text)}, not text; write it as a string, or as 'paragraphs'")


def _sections(body: dict[str, Any]) -> list[str] | _Misfit:
    """The paragraphs of a fundus body: its summary, then headline and paragraphs of each section."""
    found: list[str] = []
    sections = body.get("sections") or []
    if not (isinstance(sections, list) and all(isinstance(section, dict) for section in sections)):
        return _Misfit("'body.sections' is not a list of objects; write the article again with fundus")
    parts = [("body.summary", body.get("summary"))]
    for section in sections:
        parts += [("body.sections.headline", section.get("headline"))]
        parts += [("body.sections.paragraphs", section.get("paragraphs"))]
    for name, part in parts:
        strings = _strings([part] if isinstance(part, str) else part or [], name)
        if isinstance(strings, _Misfit):
            return strings
        found += strings
    return found


def _strings(value: object, name: str) -> list[str] | _Misfit:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    return _Misfit(f"'{name}' is not a list of strings; write one string a paragraph")


def _has_half_character(text: str) -> bool:
    return _SURROGATE.search(text) is not None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")
