"""An article and what its page tells: outlet, agency, dateline, furniture, damage."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from onrecord.article import Article, content_id
from onrecord.errors import InputError
from onrecord.intake.agency import find_agency
from onrecord.intake.damage import find_damage
from onrecord.intake.furniture import find_furniture

_DATE = re.compile(r"\s*([12]\d{3})(-?)(\d\d)\2(\d\d)(?:[T ][\d:.,+ -]*(?:[A-Z]{1,4})?)?\s*")
_HOST = re.compile(r"(?:https?:)?//([^/?#]*)", re.IGNORECASE)
_PREFIX = re.compile(r"(?:(?:www\d?|m|amp|mobile)\.)+(?=[^.]+\.)")


def prepare(
    title: str, date: str | None, url: str | None, paragraphs: Sequence[str], *, id: str | None = None, origin: str = ""
) -> Article:
    """The article of these parts, as they are, with everything filled in that the page tells.

    `date` may be YYYYMMDD or ISO, with or without a time; without `id` the article gets the hash of its content.
    Raises `InputError` for a date that is none.
    """
    iso = None if date is None else iso_date(date)
    if date is not None and iso is None:
        raise InputError(f"{origin or title!r}: {date!r} is not a date; give YYYY-MM-DD, YYYYMMDD or None")
    body = tuple(paragraphs)
    outlet = outlet_of(url)
    furniture = find_furniture(body, outlet=outlet)
    agency, dateline = find_agency(body)
    return Article(
        id=id or content_id(title, iso, url, body),
        title=title,
        date=iso,
        url=url,
        paragraphs=body,
        outlet=outlet,
        agency=agency,
        dateline=dateline,
        furniture=furniture,
        damage=find_damage(title, body, furniture),
        origin=origin,
    )


def iso_date(value: str) -> str | None:
    """The date as it is written (no change of time zone), as YYYY-MM-DD; `None` for one that does not exist."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if exists else None


def outlet_of(url: str | None) -> str | None:
    """The host of a URL in lower case, without port and without `www.`, `m.` or `amp.`; `None` where there is none."""
    if not url:
        return None
    authority = _HOST.match(url) or re.match(r"(www\.[^/?#]*)", url, re.IGNORECASE)
    if authority is None:
        return None
    host = authority[1].rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    prefix = _PREFIX.match(host)
    return host[prefix.end() :] if prefix else host or None
