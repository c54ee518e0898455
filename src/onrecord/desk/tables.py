"""What the brief shows of a list of statements: the latest, and who said what. Pure functions of lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.desk.copies import MANY_LETTERS, outlets_of, together
from onrecord.desk.marks import anchor, slug
from onrecord.desk.people import party_names
from onrecord.desk.words import letters, speaker_key
from onrecord.record import Line

STRENGTH = (
    "deny", "accuse", "threaten", "warn", "demand", "promise",
    "admit", "criticise", "propose", "support", "ask", "state",
)  # fmt: skip
"""The acts from those that stir most to plain statements; also the order of the columns."""


@dataclass(frozen=True)
class Entry:
    """A statement as a list shows it, once for all who print it.

    `outlets` are the sites, the line's own first; `copies` the lines with the same words in other articles.
    """

    line: Line
    outlets: tuple[str, ...] = ()
    copies: tuple[Line, ...] = ()

    @property
    def target(self) -> str:
        """The id of its mark in the page."""
        return anchor(self.line.article, self.line.statement)


@dataclass(frozen=True)
class Row:
    """A speaker, or several together: counts by act, and the statements by act, newest first.

    `left_out` counts the statements that a large brief does not list; `shared` says that several speak here.
    """

    name: str
    id: str
    role: str | None
    counts: Mapping[str, int]
    entries: Mapping[str, tuple[Entry, ...]]
    left_out: int = 0
    shared: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Party:
    """Those who speak for one country or organisation, or one speaker alone, or all others."""

    name: str
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[str]:
        return sum((Counter(row.counts) for row in self.rows), Counter())


def _strength(line: Line) -> int:
    return STRENGTH.index(line.act) if line.act in STRENGTH else len(STRENGTH)


def entries(lines: Sequence[Line], sites: Mapping[str, Sequence[str]]) -> list[Entry]:
    """The lines, oldest first, with those that one speaker is given in the same words within a few days put together.

    `sites` are the outlets that print each article. Of copies the oldest line stands for all: the earliest printing is
    the nearest to where it came from. Few words are the same saying only where the same speaker is known for them.
    """
    return [_entry(copies, sites) for copies in together(lines, _words)]


def _words(line: Line) -> tuple[str, ...]:
    """What lines have in common that are one."""
    said = letters(line.content)
    if len(said) > MANY_LETTERS:
        return line.act, said
    return line.act, said, speaker_key(line.speaker or "") or f"{line.article} {line.statement}"


def _entry(copies: Sequence[Line], sites: Mapping[str, Sequence[str]]) -> Entry:
    shown = min(copies, key=lambda line: (line.date or "", line.speaker is None))
    others = tuple(line for line in copies if line is not shown)
    return Entry(shown, outlets_of((shown, *others), sites), others)


def latest(found: Sequence[Entry], *, days: int = 10, limit: int = 40) -> list[tuple[str, list[Entry]]]:
    """The strongest statements of the newest days, newest day first, and in a day the strongest first.

    Where there are more than `limit`, plain statements give way first.
    """
    dated = [entry for entry in found if entry.line.date]
    if not dated:
        return []
    newest = max(entry.line.date or "" for entry in dated)
    start = (date.fromisoformat(newest) - timedelta(days=days - 1)).isoformat()
    recent = [entry for entry in dated if (entry.line.date or "") >= start]
    strongest = sorted(recent, key=lambda entry: (_strength(entry.line), -entry.line.confidence))[:limit]
    by_day: dict[str, list[Entry]] = defaultdict(list)
    for entry in strongest:
        by_day[entry.line.date or ""].append(entry)
    return sorted(by_day.items(), reverse=True)


def parties(found: Sequence[Entry], *, speakers: int = 25, most: int | None = None) -> list[Party]:
    """Who said what, by party: those with most to say first, then the others together.

    The `speakers` with most to say have a row each, under their party or as a party of their own; whoever else is of a
    party shares a row of it. There are as many parties at most. `most` is the number of statements listed in one row,
    `None` for all; counts are of all.
    """
    by_speaker: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        by_speaker[speaker_key(entry.line.speaker or "")].append(entry)
    unknown = by_speaker.pop("", [])
    ranked = sorted(by_speaker, key=lambda key: (-len(by_speaker[key]), key))
    heard = set(ranked[:speakers])
    of_party = party_names({key: [entry.line for entry in own] for key, own in by_speaker.items()})
    members: dict[str, list[str]] = defaultdict(list)
    for key in ranked:
        if key in of_party or key in heard:
            members[of_party.get(key) or _fullest(by_speaker[key])].append(key)
    sizes = {name: sum(len(by_speaker[key]) for key in keys) for name, keys in members.items()}
    groups = []
    for name in sorted(members, key=lambda name: (-sizes[name], name))[:speakers]:
        own = [key for key in members[name] if key in heard]
        rest = [entry for key in members[name] if key not in own for entry in by_speaker[key]]
        rows = [_row(_fullest(by_speaker[key]), f"speaker--{slug(key)}", by_speaker[key], most) for key in own]
        if rest:
            rows.append(_row(f"Others of {name}" if rows else name, f"others--{slug(name)}", rest, most, shared=True))
        groups.append(Party(name, tuple(rows)))
    shown = {key for group in groups for key in members[group.name]}
    others = [entry for key in ranked if key not in shown for entry in by_speaker[key]]
    rows = [_row("Everybody else", "others--", others, most, shared=True)] if others else []
    if unknown:
        rows.append(_row("Not told", "nobody--", unknown, most, shared=True))
    return [*groups, Party("Others", tuple(rows))] if rows else groups


def highest(groups: Sequence[Party]) -> int:
    """What a full cell stands for: the highest count of a speaker in an act but plain statements, and at least 4."""
    rows = [row for group in groups for row in group.rows if not row.shared]
    return max([4, *(count for row in rows for act, count in row.counts.items() if act != "state")])


def _fullest(own: Sequence[Entry]) -> str:
    """The spelling with most letters that are not plain ASCII: "Valdané" rather than "Valdane"."""
    names = [entry.line.speaker or "" for entry in own]
    return max(names, key=lambda name: (sum(not letter.isascii() for letter in name), names.count(name)))


def _row(name: str, id: str, own: Sequence[Entry], most: int | None, *, shared: bool = False) -> Row:
    newest = sorted(own, key=lambda entry: (entry.line.date or "", -_strength(entry.line)), reverse=True)[:most]
    by_act: dict[str, list[Entry]] = defaultdict(list)
    for entry in newest:
        by_act[entry.line.act].append(entry)
    roles = Counter(entry.line.role for entry in own if entry.line.role)
    return Row(
        name,
        id,
        None if shared or not roles else roles.most_common(1)[0][0],
        Counter(entry.line.act for entry in own),
        {act: tuple(by_act[act]) for act in STRENGTH if by_act[act]},
        len(own) - len(newest),
        shared,
    )
