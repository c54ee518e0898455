"""Our own labelled passages: one a line, acts (and events) before a bar, spans marked in the text.

``deny | {s1 The ministry} {q1 denied} {c1 that its troops had crossed}.``: `s` is the source, `q` the cue, `c` the
content, the number the statement; ``none | …`` holds no statement. With events there are two bars:
``none | ASSAULT.aerial:actual:reported | {a1 Jets} {t1 bombed} {r1 the town}.``: `a` is the actor, `t` the trigger, `r`
the recipient, the number the event; an event is `TYPE[.mode]:reality:standing[:sN][=M]`, said in statement N, the same
happening as event M. The datasheets beside the files tell the rest.

Usage: python -m training.marks FILE…   (checks files, prints the counts of the acts and events)
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from onrecord.reading import ACTS, MODES, REALITIES, STANDINGS, TYPES

OWN = Path(__file__).parent / "data" / "acts"
"""Our own passages with statements."""

EVENTS = Path(__file__).parent / "data" / "events"
"""Our own passages with events and statements."""

ROLES = {"s": "source", "q": "cue", "c": "content"}
EVENT_ROLES = {"a": "actors", "t": "trigger", "r": "recipients"}
_MARK = re.compile(r"\{([sqcatr])(\d+) ")
_EVENT = re.compile(r"([A-Z]+)(?:\.([a-z-]+))?:([a-z]+):([a-z]+)(?::s(\d+))?(?:=(\d+))?")

Place = tuple[int, int]


@dataclass
class Marked:
    """One statement of a passage: character ranges of each role, and the act."""

    act: str
    source: list[Place] = field(default_factory=list)
    cue: list[Place] = field(default_factory=list)
    content: list[Place] = field(default_factory=list)


@dataclass
class MarkedEvent:
    """One event of a passage; `said_in` and `same_as` are numbers of a statement and an event, from 1."""

    type: str
    mode: str | None
    reality: str
    standing: str
    said_in: int | None
    same_as: int | None
    trigger: list[Place] = field(default_factory=list)
    actors: list[Place] = field(default_factory=list)
    recipients: list[Place] = field(default_factory=list)


@dataclass
class Passage:
    """A passage without its marks, and the statements and events that were marked in it.

    `events` is `None` where nobody looked for any.
    """

    text: str
    statements: list[Marked]
    where: str
    events: list[MarkedEvent] | None = None


def _event(text: str, statements: int, before: int, where: str) -> MarkedEvent:
    found = _EVENT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{where}: not an event: {text.strip()!r}")
    kind, mode, reality, standing, said_in, same_as = found.groups()
    if kind not in TYPES or (mode and f"{kind}.{mode}" not in MODES):
        raise ValueError(f"{where}: unknown type or mode {text.strip()!r}")
    if reality not in REALITIES or standing not in STANDINGS:
        raise ValueError(f"{where}: unknown reality or standing {text.strip()!r}")
    if (standing == "reported") != (said_in is None):
        raise ValueError(f"{where}: {text.strip()!r}: what is reported has no :sN, everything else has one")
    if said_in and not 1 <= int(said_in) <= statements:
        raise ValueError(f"{where}: there is no statement {said_in}")
    if same_as and not 1 <= int(same_as) <= before:
        raise ValueError(f"{where}: event ={same_as} must be an earlier one")
    statement, first = (int(number) if number else None for number in (said_in, same_as))
    return MarkedEvent(kind, mode, reality, standing, statement, first)


def parse(line: str, where: str) -> Passage:
    """Read one line; ValueError says where and what is wrong."""
    if " | " not in line:
        raise ValueError(f"{where}: no bar between acts and text")
    head, *middle, marked = line.split(" | ")
    if len(middle) > 1:
        raise ValueError(f"{where}: {len(middle) + 1} bars, but acts, events and text take two")
    acts = [] if head.strip() == "none" else [act.strip() for act in head.split(",")]
    for act in acts:
        if act not in ACTS:
            raise ValueError(f"{where}: unknown act {act!r}")
    marked = marked.strip()
    statements = [Marked(act) for act in acts]
    events: list[MarkedEvent] = []
    for item in [] if not middle or middle[0].strip() == "none" else middle[0].split(","):
        events.append(_event(item, len(statements), len(events), where))
    text: list[str] = []
    length = position = 0
    open_marks: list[tuple[str, int, int]] = []
    while position < len(marked):
        found = _MARK.match(marked, position)
        if found:
            open_marks.append((found[1], int(found[2]), length))
            position = found.end()
        elif marked[position] == "}":
            if not open_marks:
                raise ValueError(f"{where}: a closing brace too many at {marked[max(0, position - 30) : position]!r}")
            role, number, start = open_marks.pop()
            if start == length:
                raise ValueError(f"{where}: an empty mark")
            if role in ROLES:
                if not 1 <= number <= len(statements):
                    raise ValueError(f"{where}: statement {number} has no act (acts given: {len(statements)})")
                getattr(statements[number - 1], ROLES[role]).append((start, length))
            else:
                if not 1 <= number <= len(events):
                    raise ValueError(f"{where}: event {number} has no type (events given: {len(events)})")
                getattr(events[number - 1], EVENT_ROLES[role]).append((start, length))
            position += 1
        elif marked[position] == "{":
            raise ValueError(f"{where}: a brace that opens no mark at {marked[position : position + 30]!r}")
        else:
            text.append(marked[position])
            length += 1
            position += 1
    if open_marks:
        raise ValueError(f"{where}: a mark is not closed")
    for number, statement in enumerate(statements, 1):
        if not statement.cue or not statement.content:
            raise ValueError(f"{where}: statement {number} lacks a cue or a content")
        taken = sorted(statement.source + statement.cue + statement.content)
        if any(a[1] > b[0] for a, b in pairwise(taken)):
            raise ValueError(f"{where}: marks of statement {number} overlap each other")
    for number, event in enumerate(events, 1):
        if len(event.trigger) != 1:
            raise ValueError(f"{where}: event {number} has {len(event.trigger)} triggers, not one")
    whole = "".join(text)
    for statement in statements:
        for role in ROLES.values():
            places = sorted(getattr(statement, role))
            for start, end in places:
                if whole[start].isspace() or whole[end - 1].isspace():
                    raise ValueError(f"{where}: a mark begins or ends with a space: {whole[start:end]!r}")
            setattr(statement, role, places)
    return Passage(whole, statements, where, events if middle else None)


def read(path: Path) -> list[Passage]:
    """All passages of a file; ValueError on the first line that is not well formed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        parse(line, f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]


def held_back(passage: Passage) -> bool:
    """The fixed rule for the fifth that is scored on and never trained on: by the checksum of the text."""
    return zlib.crc32(passage.text.encode("utf-8")) % 5 == 0


def _contains(outer: Marked, inner: Marked) -> bool:
    return any(a <= inner.cue[0][0] and inner.cue[-1][1] <= b for a, b in outer.content)


def levels(passage: Passage) -> Iterator[tuple[int, int, list[Marked]]]:
    """What is read at once: (start, end, statements) of the passage itself with its outermost statements, then of each
    content segment, with the outermost of the statements inside it (mostly none)."""
    waiting = [(0, len(passage.text), passage.statements)]
    while waiting:
        start, end, items = waiting.pop(0)
        outer = [item for item in items if not any(_contains(o, item) for o in items if o is not item)]
        yield start, end, outer
        for item in outer:
            for a, b in item.content:
                inner = [
                    other
                    for other in items
                    if other is not item and all(a <= x and y <= b for x, y in other.source + other.cue + other.content)
                ]
                waiting.append((a, b, inner))


def main(paths: list[str]) -> int:
    counts: Counter[str] = Counter()
    bad = 0
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                passage = parse(line, f"{path}:{number}")
            except ValueError as error:
                print(error, file=sys.stderr)
                bad += 1
                continue
            counts["passages"] += 1
            counts.update(statement.act for statement in passage.statements)
            for event in passage.events or ():
                counts.update([event.type, f"{event.reality}/{event.standing}"])
    print(dict(counts.most_common()))
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
