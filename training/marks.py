"""Our own labelled statements: one passage a line, acts before a bar, spans marked in the text.

``deny | {s1 The ministry} {q1 denied} {c1 that its troops had crossed}.``: `s` is the source, `q` the cue, `c` the
content, the number the statement; ``none | …`` holds no statement. The datasheet beside the files tells the rest.

Usage: python -m training.marks FILE…   (checks files, prints the counts of the acts)
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

from onrecord.reading import ACTS

OWN = Path(__file__).parent / "data" / "acts"
"""Our own passages."""

ROLES = {"s": "source", "q": "cue", "c": "content"}
_MARK = re.compile(r"\{([sqc])(\d+) ")

Place = tuple[int, int]


@dataclass
class Marked:
    """One statement of a passage: character ranges of each role, and the act."""

    act: str
    source: list[Place] = field(default_factory=list)
    cue: list[Place] = field(default_factory=list)
    content: list[Place] = field(default_factory=list)


@dataclass
class Passage:
    """A passage without its marks, and the statements that were marked in it."""

    text: str
    statements: list[Marked]
    where: str


def parse(line: str, where: str) -> Passage:
    """Read one line; ValueError says where and what is wrong."""
    if "|" not in line:
        raise ValueError(f"{where}: no bar between acts and text")
    head, _, marked = line.partition("|")
    acts = [] if head.strip() == "none" else [act.strip() for act in head.split(",")]
    for act in acts:
        if act not in ACTS:
            raise ValueError(f"{where}: unknown act {act!r}")
    marked = marked.strip()
    statements = [Marked(act) for act in acts]
    text: list[str] = []
    length = position = 0
    open_marks: list[tuple[str, int, int]] = []
    while position < len(marked):
        found = _MARK.match(marked, position)
        if found:
            open_marks.append((ROLES[found[1]], int(found[2]), length))
            position = found.end()
        elif marked[position] == "}":
            if not open_marks:
                raise ValueError(f"{where}: a closing brace too many at {marked[max(0, position - 30) : position]!r}")
            role, number, start = open_marks.pop()
            if not 1 <= number <= len(statements):
                raise ValueError(f"{where}: statement {number} has no act (acts given: {len(statements)})")
            if start == length:
                raise ValueError(f"{where}: an empty mark")
            getattr(statements[number - 1], role).append((start, length))
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
    whole = "".join(text)
    for statement in statements:
        for role in ROLES.values():
            places = sorted(getattr(statement, role))
            for start, end in places:
                if whole[start].isspace() or whole[end - 1].isspace():
                    raise ValueError(f"{where}: a mark begins or ends with a space: {whole[start:end]!r}")
            setattr(statement, role, places)
    return Passage(whole, statements, where)


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
    print(dict(counts.most_common()))
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
