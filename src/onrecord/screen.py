"""What the commands print on a terminal: tables that fit it, text with marks, a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from onrecord.article import TITLE, Span
from onrecord.intake import total_bytes
from onrecord.reading import Event, Reading, Statement
from onrecord.record import EventLine, FigureLine, Line, Party, Quarantined, Speaker, Status

T = TypeVar("T")

_SHOWN = 20  # of what lies in quarantine

_STYLES = {"source": "underline", "cue": "bold", "content": "italic"}
_BRACKETS = {"source": ("[", "]"), "cue": ("*", "*"), "content": ("«", "»")}


@dataclass
class Done:
    """What a run of `read` did."""

    stored: int = 0
    copies: int = 0
    known: int = 0
    quarantined: int = 0
    statements: int = 0
    events: int = 0

    def count(self, outcome: str, reading: Reading | None = None) -> None:
        """Count one article by what the record made of it ("stored", "copy" or "known")."""
        if outcome == "stored":
            self.stored += 1
            if reading is not None:
                self.statements += len(reading.statements)
                self.events += sum(event.same_as is None for event in reading.events)
        elif outcome == "copy":
            self.copies += 1
        else:
            self.known += 1


class Bar:
    """The progress bar of `read`: moved by the bytes that are read, with a count of the articles that pass."""

    def __init__(self, bar: Progress | None, task: TaskID | None) -> None:
        self._bar, self._task = bar, task

    def bytes(self, count: int) -> None:
        """Hear of bytes read."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)

    def counted(self, readings: Iterable[T]) -> Iterator[T]:
        """Pass things on, counting them."""
        begin = monotonic()
        for number, item in enumerate(readings, 1):
            if self._bar is not None and self._task is not None:
                rate = number / max(monotonic() - begin, 1e-3)
                self._bar.update(self._task, articles=f"{number} articles, {rate:.1f} a second")
            yield item


@contextmanager
def progress(paths: Sequence[str]) -> Iterator[Bar]:
    """A bar with rate and time left on standard error, where that is a terminal; else nothing at all."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Bar(None, None)
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[articles]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield Bar(bar, bar.add_task("reading", total=total_bytes(*paths), articles="starting"))


def read_summary(console: Console, done: Done, path: Path) -> None:
    """One line: what came in and what became of it."""
    parts = [f"{done.stored} stored ({done.statements} statements, {done.events} events)", f"{done.copies} copies"]
    parts += [f"{done.known} known already"] if done.known else []
    parts += [f"{done.quarantined} quarantined"]
    console.print(f"{path}: {', '.join(parts)}", soft_wrap=True, highlight=False, markup=False)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def lines(console: Console, found: Sequence[Line], *, limit: int) -> None:
    """A table of statements, one a row."""
    if not found:
        console.print("nothing on record fits; see onrecord status, or ask for less")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    wide = console.width > 110
    table.add_column("date", no_wrap=True)
    table.add_column("speaker", max_width=26 if wide else 16, overflow="fold")
    table.add_column("act", no_wrap=True)
    table.add_column("what was said", ratio=1, min_width=24, overflow="fold")
    table.add_column("where", max_width=30 if wide else 14, overflow="ellipsis", no_wrap=True, style="dim")
    for line in found:
        table.add_row(
            line.date or "no date", escape(line.speaker or line.source or "—"), line.act,
            escape(_shortened(line.content, 240)), escape(f"{line.article[:8]} {line.outlet or ''}"),
        )  # fmt: skip
    console.print(table)
    if len(found) == limit:
        console.print(f"the first {limit}; --limit shows more", style="dim")


def events(console: Console, found: Sequence[EventLine], *, limit: int) -> None:
    """Each event in two lines: who did what to whom and how it is told, then the words."""
    if not found:
        console.print("no event on record fits; see onrecord status, or ask for less")
        return
    for line in found:
        kind = f"{line.type} {line.mode}" if line.mode else line.type
        who, whom = _party(line.actors, line.actor_text), _party(line.recipients, line.recipient_text)
        head = Text(f"{line.date or 'no date'}  ", style="dim")
        head.append(f"{kind}, {_told(line)}: ", style="bold" if line.reality == "actual" else "italic")
        head.append(f"{who} → {whom}", style="default")
        head.append("".join(f", {where}" for where in (line.place, line.time) if where), style="dim")
        console.print(head)
        where = f"{line.article[:8]} {line.outlet or ''}".rstrip()
        words = Text(f"{_shortened(line.sentence, 200)} ({where})", style="dim")
        console.print(Padding(words, (0, 0, 0, 4), expand=False))
    if len(found) == limit:
        console.print(f"the first {limit}; --limit shows more", style="dim")


def figures(console: Console, found: Sequence[FigureLine], *, limit: int) -> None:
    """Each figure in two lines, in the order of their days: how many of what, where, who claims it; then the words."""
    if not found:
        console.print("no figure on record fits; see onrecord status, or ask for less")
        return
    for line in found:
        head = Text(f"{line.as_of or 'no date'}  ", style="dim")
        head.append(f"{amount(line)} {counted(line)}".rstrip(), style="bold")
        head.append(f", {line.place}" if line.place else "", style="default")
        head.append(f", says {line.said_by}" if line.said_by else "", style="default")
        console.print(head)
        words = Text(f"{_shortened(line.sentence, 200)} ({line.article[:8]} {line.outlet or ''}".rstrip() + ")", "dim")
        console.print(Padding(words, (0, 0, 0, 4), expand=False))
    if len(found) == limit:
        console.print(f"the newest {limit}; --limit shows more", style="dim")


def counted(line: FigureLine) -> str:
    """What is counted: the words for it where they name the unit, else the unit and the words."""
    unit, of = line.unit or "", line.of or ""
    named = unit.casefold().removesuffix("s") in of.casefold()
    return of if of and named else f"{unit} ({of})" if unit and of else unit or of


def amount(line: FigureLine) -> str:
    """The figure with its bound: "about 90,000", "over 12", "40,000–50,000"."""
    low, high = (f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" for value in (line.low, line.high))
    value = {"over": low, "under": high}.get(line.bound, low if low == high else f"{low}–{high}")
    return value if line.bound in ("exact", "between") else f"{line.bound} {value}"


def _told(line: EventLine) -> str:
    """Reality, and on whose word where that is not the article's own."""
    if line.standing == "reported":
        return line.reality
    teller = f" by {line.said_by}" if line.said_by and line.standing in ("claimed", "denied") else ""
    return f"{line.reality}, {line.standing}{teller}"


def _party(parties: Sequence[Party], text: str) -> str:
    """Who it is: name and code of each, else the words of the article."""
    return ", ".join(f"{p.name} ({p.code})" if p.code else p.name for p in parties) or text or "—"


def speakers(console: Console, found: Sequence[Speaker], name: str) -> None:
    """Everyone of that name, with counts and statements."""
    if not found:
        console.print(f"nobody called {name!r} is on record", markup=False)
        return
    for speaker in found:
        head = Text(speaker.name, style="bold")
        if speaker.role:
            head.append(f", {speaker.role}", style="default")
        console.print(head)
        acts = ", ".join(f"{act} {count}" for act, count in sorted(speaker.acts.items(), key=lambda item: -item[1]))
        console.print(
            f"  {speaker.first or 'no date'} to {speaker.last or 'no date'}, {speaker.articles} articles in "
            f"{len(speaker.outlets)} outlets; {acts}",
            markup=False, highlight=False,
        )  # fmt: skip
        lines(console, speaker.lines, limit=-1)
        console.print()


def status(console: Console, found: Status, quarantined: Sequence[Quarantined]) -> None:
    """The sum, the sizes, the versions, and what lies in quarantine."""
    console.print(
        f"in {found.inputs} = {found.stored} stored + {found.copies} copies + {found.quarantined} quarantined",
        highlight=False,
    )
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in (
        ("statements", f"{sum(found.acts.values())}: {_tally(found.acts)}"),
        ("events", f"{found.events}: {_tally(found.types)}; {_tally(found.realities)}"),
        ("found", f"{found.figures} figures, {found.times} times, {found.places} places"),
        ("days", f"{found.first} to {found.last}" if found.first else "none"),
        ("outlets", _tally(found.outlets)),
        ("readers", ", ".join(f"{reader}: {count}" for reader, count in found.readers.items())),
        ("superseded", f"{found.superseded} readings by newer readers"),
        ("schema", str(found.version)),
        ("size", f"{found.size / 1e6:.1f} MB"),
    ):
        table.add_row(name, escape(value))
    console.print(table)
    for bad in quarantined[:_SHOWN]:
        console.print(f"quarantined: {bad.file}: {bad.place}: {bad.reason}", markup=False, highlight=False)
    if len(quarantined) > _SHOWN:
        console.print(f"… and {len(quarantined) - _SHOWN} more; --json lists them all")


def _tally(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _marks(statements: Sequence[Statement]) -> Iterator[tuple[str, Span]]:
    for statement in statements:
        for role in ("source", "cue", "content"):
            for span in getattr(statement, role):
                yield role, span


def _marked(text: str, marks: Sequence[tuple[str, Span]], *, styled: bool) -> Text:
    """The paragraph with styles on a terminal that has them, with brackets elsewhere."""
    if styled:
        shown = Text(text)
        for role, span in marks:
            shown.stylize(_STYLES[role], span.start, span.end)
        return shown
    # At one place, what ends comes before what begins; inside a content, its parts are the inner pair.
    points = [(s.end, 0, s.end - s.start, _BRACKETS[role][1]) for role, s in marks]
    points += [(s.start, 1, s.start - s.end, _BRACKETS[role][0]) for role, s in marks]
    out, last = [], 0
    for place, _, _, bracket in sorted(points):
        out += [text[last:place], bracket]
        last = place
    return Text("".join(out) + text[last:])


def _event(event: Event, names: Mapping[str, str], about: Mapping[str, str]) -> str:
    who, whom = (
        ", ".join(names[id] for id in ids) or " … ".join(span.text for span in spans) or "—"
        for ids, spans in ((event.actors, event.actor_spans), (event.recipients, event.recipient_spans))
    )
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    on_word = f"{event.standing} in {event.said_in}" if event.said_in else event.standing
    again = f", told before as {event.same_as}" if event.same_as else ""
    where = "".join(f", {about[id]}" for id in (event.place, event.time) if id)
    return f"{event.id} {kind} ({event.reality}, {on_word}{again}): {who} → {whom}, “{event.trigger.text}”{where}"


def show_reading(console: Console, reading: Reading) -> None:
    """The article with its marks, each paragraph followed by the statements and events in it."""
    article = reading.article
    styled = console.color_system is not None
    facts = [article.date or "no date", article.outlet or "no outlet"]
    facts += [part for part in (article.agency, article.dateline, article.url) if part]
    names = {actor.id: actor.name for actor in reading.actors}
    about = {place.id: place.name for place in reading.places}
    about |= {time.id: time.value or time.span.text for time in reading.times}
    for number in (TITLE, *range(len(article.paragraphs))):
        own = [s for s in reading.statements if s.cue[0].paragraph == number]
        marks = [(role, span) for role, span in _marks(reading.statements) if span.paragraph == number]
        text = _marked(article.text(number), marks, styled=styled)
        if number == TITLE:
            text.stylize("bold")
        elif number in article.furniture:
            text.stylize("dim")
        console.print(text)
        if number == TITLE:
            console.print(Text(" · ".join([article.id, *facts]), style="dim"))
        for statement in own:
            speaker = names.get(statement.speaker or "", "—")
            inside = f", within {statement.within}" if statement.within else ""
            console.print(
                Text(f"    {statement.id} {statement.act} ({statement.form}{inside}): {speaker}", style="cyan")
            )
        for event in (e for e in reading.events if e.trigger.paragraph == number):
            console.print(Text(f"    {_event(event, names, about)}", style="magenta"))
        console.print()
