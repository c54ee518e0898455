"""Marks: an article's words with every statement and event marked in them, as well-formed HTML whatever overlaps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.article import Span
from onrecord.reading import Event, Reading, Statement

_PARTS = ("content", "source", "cue")
_ROLES = (*_PARTS, "trigger", "trigger firm")


@dataclass(frozen=True)
class Mark:
    """One part of a statement, or the trigger of an event: offsets in one paragraph, what it is, and whose.

    `act` is the act of the statement or the type of the event. `anchor` is the id that links lead to, `None` but for
    the one part of a statement that bears it; `of` is that id on every part of it.
    """

    start: int
    end: int
    role: str
    act: str
    of: str
    hint: str
    anchor: str | None = None


def slug(name: str) -> str:
    """The name in letters that an id and a link can hold. Names that need changing stay apart by a piece of hash."""
    plain = re.sub(r"[^A-Za-z0-9_.~]", "_", name)
    return (
        plain
        if plain == name and name
        else f"{plain}_{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"
    )


def anchor(article: str, item: str) -> str:
    """The id of the mark of a statement or event. Ids of articles hold no hyphen: none of these can be one of them."""
    return f"{slug(article)}-{slug(item)}"


def is_firm(reality: str, standing: str) -> bool:
    """Whether an event was done, and the article says so itself: all else is somebody's word, or no deed yet."""
    return reality == "actual" and standing == "reported"


def reading_marks(reading: Reading, article: str) -> dict[int, list[Mark]]:
    """The marks of a reading by paragraph; `article` is the id that the record keeps it under."""
    found: dict[int, list[Mark]] = {}
    for statement in reading.statements:
        of = anchor(article, statement.id)
        speaker = reading.speaker(statement)
        hint = " · ".join([statement.act, speaker.name if speaker else "speaker not told", statement.form])
        first = True
        for role, span in _parts(statement):
            mark = Mark(span.start, span.end, role, statement.act, of, hint, of if first else None)
            found.setdefault(span.paragraph, []).append(mark)
            first = False
    for event in reading.events:
        found.setdefault(event.trigger.paragraph, []).append(_trigger(event, anchor(article, event.id)))
    return found


def _trigger(event: Event, id: str) -> Mark:
    role = "trigger firm" if is_firm(event.reality, event.standing) else "trigger"
    hint = ", ".join(part for part in (event.type, event.mode, event.reality, event.standing) if part)
    return Mark(event.trigger.start, event.trigger.end, role, event.type, id, hint, id)


def _parts(statement: Statement) -> Iterator[tuple[str, Span]]:
    """The parts in which the statement shows, its content first."""
    for role in _PARTS:
        spans: tuple[Span, ...] = getattr(statement, role)
        yield from ((role, span) for span in spans if span.start < span.end)


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """The text, escaped, with `<mark>` elements around the marks.

    The text is cut wherever a mark begins or ends. A mark that overlaps another without holding it is closed and
    opened again, so that elements always nest; longer marks hold shorter ones. A mark's `anchor` becomes an id once.
    """
    order = sorted(marks, key=lambda mark: (mark.start - mark.end, _ROLES.index(mark.role), mark.of, mark.start))
    cuts = sorted({0, len(text), *(place for mark in marks for place in (mark.start, mark.end))})
    begun: set[Mark] = set()
    opened: list[Mark] = []
    pieces: list[Markup] = []
    for start, end in pairwise(cuts):
        cover = [mark for mark in order if mark.start <= start and end <= mark.end]
        kept = _common_prefix(opened, cover)
        pieces.extend(Markup("</mark>") for _ in opened[kept:])
        for mark in cover[kept:]:
            pieces.append(_opening(mark, first=mark not in begun))
            begun.add(mark)
        pieces.append(escape(text[start:end]))
        opened = cover
    pieces.extend(Markup("</mark>") for _ in opened)
    return Markup("").join(pieces)


def _common_prefix(left: list[Mark], right: list[Mark]) -> int:
    same = [one == other for one, other in zip(left, right, strict=False)]
    return same.index(False) if False in same else len(same)


def _opening(mark: Mark, *, first: bool) -> Markup:
    identity = Markup(' id="{}"').format(mark.anchor) if first and mark.anchor else ""
    told = "data-act" if mark.role in _PARTS else "data-type"
    return Markup('<mark{} class="{}" {}="{}" data-of="{}" title="{}">').format(
        identity, mark.role, told, mark.act, mark.of, mark.hint
    )
