"""What the commands print on a terminal: tables that fit it, text with marks, a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from onrecord.article import TITLE, Span
from onrecord.intake import total_bytes
from onrecord.reading import Reading, Statement
from onrecord.record import Line, Quarantined, Speaker, Status

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

    def count(self, outcome: str, *, statements: int = 0) -> None:
        """Count one article by what the record made of it ("stored", "copy" or "known")."""
        if outcome == "stored":
            self.stored += 1
            self.statements += statements
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
    parts = [f"{done.stored} stored ({done.statements} statements)", f"{done.copies} copies"]
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
    acts = ", ".join(f"{act} {count}" for act, count in found.acts.items())
    for name, value in (
        ("statements", f"{sum(found.acts.values())}: {acts}"),
        ("days", f"{found.first} to {found.last}" if found.first else "none"),
        ("outlets", ", ".join(f"{outlet} {count}" for outlet, count in found.outlets.items())),
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


def show_reading(console: Console, reading: Reading) -> None:
    """The article with its marks, each paragraph followed by the statements that begin in it."""
    article = reading.article
    styled = console.color_system is not None
    facts = [article.date or "no date", article.outlet or "no outlet"]
    facts += [part for part in (article.agency, article.dateline, article.url) if part]
    names = {actor.id: actor.name for actor in reading.actors}
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
        console.print()
