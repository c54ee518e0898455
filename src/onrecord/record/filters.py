"""What can be asked for, as conditions of a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, false, func, or_, select

from onrecord.errors import InputError
from onrecord.reading import MODES
from onrecord.record import schema, search

_article, _actor, _printing = schema.article, schema.actor, schema.printing
_event, _party = schema.event, schema.party
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CODE = re.compile(r"[A-Z]{3}(?: ?[A-Z]{3}){0,3}")


def check(value: str | None, one: str, many: str, allowed: Sequence[str]) -> None:
    """Raises InputError for a value that is none of the allowed."""
    if value is not None and value not in allowed:
        hint = f"the {many} are {', '.join(allowed)}" if allowed else f"there are no {many}"
        raise InputError(f"'{value}' is not {one}; {hint}")


def modes_of(types: Sequence[str]) -> list[str]:
    """The modes of these types, each once."""
    split = (name.split(".") for name in MODES)
    return list(dict.fromkeys(mode for type, mode in split if type in types))


def between(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    for name, date in (("since", since), ("until", until)):
        if date is not None and not _DATE.fullmatch(date):
            raise InputError(f"{name} '{date}' is not a date; write it as 2022-02-24, 2022-02 or 2022")
    bounds = []
    if since is not None:
        bounds.append(_article.c.date >= since)
    if until is not None:
        # "~" sorts after "-" and digits: the whole of a month or year is included.
        bounds.append(_article.c.date <= until + "~")
    return bounds


def published_by(outlet: str | None) -> list[ColumnElement[bool]]:
    if outlet is None:
        return []
    host = outlet.lower().removeprefix("www.")
    reprinted = select(_printing.c.article).where(func.lower(_printing.c.outlet) == host)
    return [or_(func.lower(_article.c.outlet) == host, _article.c.id.in_(reprinted))]


def is_called(name: str) -> ColumnElement[bool]:
    """Whether an actor's name, role or mentions hold all these words."""
    index = search.actor_search
    return _actor.c.key.in_(select(index.c.rowid).where(matches(index.c.actor_search, name)))


def is_party(role: str, who: str) -> ColumnElement[bool]:
    """Whether somebody whose code begins so, or who is called so, has this role in an event."""
    fits = or_(is_called(who), *is_coded(who))
    is_actor = (_actor.c.article == _event.c.article) & (_actor.c.id == _party.c.actor)
    is_here = (_party.c.event == _event.c.key) & (_party.c.role == role)
    here = select(_actor.c.key).select_from(_party).join(_actor, is_actor).where(is_here, fits).correlate(_event)
    # Few articles speak of them: these are sought once, their parties event by event.
    return _article.c.id.in_(select(_actor.c.article).where(fits)) & exists(here)


def is_coded(who: str) -> Iterable[ColumnElement[bool]]:
    """Whether an actor's code or country begins so; nothing where `who` does not look like a code."""
    code = who.strip().upper()
    # Codes are written in one case: "Ken" is a name, not Kenya.
    if not _CODE.fullmatch(code) or who.strip() not in (code, code.lower()):
        return []
    parts = re.findall("...", code.replace(" ", ""))
    # As PLOVER writes them: "UKRGOV MIL" for somebody of a country, "NGO MED" for others.
    written = (parts[0] + " ".join(parts[1:]), " ".join(parts))
    return [_actor.c.country == code, *(begins(_actor.c.code, beginning) for beginning in written)]


def matches(index: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    query = search.query(words)
    return false() if query is None else index.match(query)


def begins(id: ColumnElement[str], start: str) -> ColumnElement[bool]:
    return (id >= start) & (id < start + chr(0x10FFFF))
