"""The commands: parse, call, print. What they print on a terminal is for people; `--json` is for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import click
from rich.console import Console

from onrecord import screen
from onrecord.article import Article
from onrecord.desk.brief import write_brief
from onrecord.desk.chart import write_figures
from onrecord.desk.geojson import write_geojson
from onrecord.desk.map import write_map
from onrecord.errors import InputError, OnRecordError
from onrecord.find.dyads import Coded
from onrecord.intake import Notice, Rejected, check, read_articles
from onrecord.intake.dyads import read_dyads
from onrecord.reader import Reader
from onrecord.reading import ACTS, REALITIES, STANDINGS, TYPES, Reading
from onrecord.record import Record, open_record
from onrecord.run.local import Failed, read_all

BAD_INPUT = 2
STOPPED = 130

Command = Callable[..., Any]


class _Group(click.Group):
    """Turns what a user can mend into one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(BAD_INPUT)
        except KeyboardInterrupt:
            click.echo("onrecord: stopped", err=True)
            ctx.exit(STOPPED)


def _record_option(command: Command) -> Command:
    return click.option(
        "--record", "record_path", type=click.Path(dir_okay=False, path_type=Path), default=Path("onrecord.db"),
        envvar="ONRECORD_RECORD", show_default=True, help="The record: an SQLite file.",
    )(command)  # fmt: skip


def _json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def _day(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD", param=option) from error


def _check_folder(out: Path) -> None:
    if not out.parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.parent}; make it first")


def _days(command: Command) -> Command:
    command = click.option("--to", "until", callback=_day, metavar="DATE", help="No later than this day.")(command)
    return click.option("--from", "since", callback=_day, metavar="DATE", help="No earlier than this day.")(command)


def _print_json(items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        click.echo(json.dumps(item, ensure_ascii=False))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Keep a sourced record of news reports: who said what, who did what to whom, and on whose word."""


@main.command()
@click.argument("paths", nargs=-1, required=True)
@_record_option
@_json_option
@click.option("--no-record", is_flag=True, help="Read and print only; keep nothing.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="cores", help="Processes.")
def read(paths: tuple[str, ...], record_path: Path, as_json: bool, no_record: bool, workers: int) -> None:
    """Read articles (files, folders, globs, or - for standard input) and put them on record.

    Ends with status 2 when something could not be read; that is kept in the record's quarantine, with its reason.
    """
    check(paths)  # before a record is made for nothing
    if no_record:
        _read_only(paths, as_json, workers)
        return
    with open_record(record_path) as record:
        done = _read_into(record, paths, as_json, workers)
        if not as_json:
            screen.read_summary(Console(), done, record_path)
    sys.exit(BAD_INPUT if done.quarantined else 0)


def _tell(problem: Notice | Rejected) -> None:
    click.echo(f"onrecord: {problem}", err=True)


def _failure(failed: Failed) -> Rejected:
    raw = json.dumps(failed.article.to_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Rejected(failed.article.origin or failed.article.id, "article", failed.reason, raw)


def _read_only(paths: tuple[str, ...], as_json: bool, workers: int) -> None:
    bad: list[Rejected] = []

    def reject(rejected: Rejected) -> None:
        bad.append(rejected)
        _tell(rejected)

    with screen.progress(paths) as bar:
        articles = read_articles(*paths, on_bad=reject, on_notice=_tell, on_bytes=bar.bytes)
        for reading in bar.counted(read_all(articles, workers=workers)):
            if isinstance(reading, Failed):
                reject(_failure(reading))
            elif as_json:
                _print_json([reading.to_json()])
            else:
                screen.show_reading(Console(), reading)
    sys.exit(BAD_INPUT if bad else 0)


def _read_into(record: Record, paths: tuple[str, ...], as_json: bool, workers: int) -> screen.Done:
    version = Reader().version
    done = screen.Done()

    def reject(rejected: Rejected) -> None:
        record.quarantine(rejected.file, rejected.place, rejected.reason, rejected.raw)
        done.quarantined += 1
        _tell(rejected)

    def unread(articles: Iterable[Article]) -> Iterator[Article | Reading]:
        """What must still be read; with `--json`, what is on record already too, as its reading, in its place.

        A copy is noted without reading it, unless its reading is to be printed: its offsets are its own.
        """
        for article in articles:
            if as_json:
                stored = record.id_of(article) if record.knows(article, reader=version) else None
                yield article if stored is None else record.reading(stored)
            elif record.knows(article, reader=version) or record.copy_of(article) is not None:
                done.count(record.add(Reading(article), reader=version))
            else:
                yield article

    with screen.progress(paths) as bar:
        articles = read_articles(*paths, on_bad=reject, on_notice=_tell, on_bytes=bar.bytes)
        try:
            for reading in bar.counted(read_all(unread(articles), workers=workers)):
                if isinstance(reading, Failed):
                    reject(_failure(reading))
                    continue
                done.count(record.add(reading, reader=version), reading)
                if as_json:
                    _print_json([reading.to_json()])
        except KeyboardInterrupt:
            click.echo(f"onrecord: stopped; {done.stored} new articles are on record", err=True)
            sys.exit(STOPPED)
    return done


@main.command()
@click.argument("words", nargs=-1)
@click.option("--speaker", help="Words of the speaker's name or role.")
@click.option("--act", type=click.Choice(ACTS), help="What the saying does.")
@_days
@click.option("--outlet", help="The outlet's host, such as example.com.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many lines.")
@_record_option
@_json_option
def find(
    words: tuple[str, ...], speaker: str | None, act: str | None, since: str | None, until: str | None,
    outlet: str | None, limit: int, record_path: Path, as_json: bool,
) -> None:  # fmt: skip
    """Find statements by their words, speaker, act, day or outlet."""
    with open_record(record_path, create=False) as record:
        lines = record.find(
            " ".join(words), speaker=speaker, act=act, since=since, until=until, outlet=outlet, limit=limit
        )
    if as_json:
        _print_json(line.to_json() for line in lines)
    else:
        screen.lines(Console(), lines, limit=limit)


@main.command()
@click.option("--actor", help="Who acts: the beginning of a code (RUS, RUSGOV) or words of a name or role.")
@click.option("--recipient", help="To whom: as --actor.")
@click.option("--type", "kind", type=click.Choice(TYPES, case_sensitive=False), help="PLOVER's event type.")
@click.option("--mode", help="PLOVER's mode, such as aerial.")
@click.option("--reality", type=click.Choice(REALITIES), help="What the words say of the act.")
@click.option("--standing", type=click.Choice(STANDINGS), help="On whose word it is there.")
@_days
@click.option("--outlet", help="The outlet's host, such as example.com.")
@click.option("--place", help="Where it happens: a place, a region, a country (its name or ISO-3).")
@click.option("--repeated", is_flag=True, help="Every mention; otherwise an event counts once an article.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many lines.")
@_record_option
@_json_option
def events(
    actor: str | None, recipient: str | None, kind: str | None, mode: str | None, reality: str | None,
    standing: str | None, since: str | None, until: str | None, outlet: str | None, place: str | None, repeated: bool,
    limit: int, record_path: Path, as_json: bool,
) -> None:  # fmt: skip
    """Find events: who did what to whom, whether it was done, and on whose word."""
    with open_record(record_path, create=False) as record:
        found = record.events(
            actor=actor, recipient=recipient, type=kind, mode=mode, reality=reality, standing=standing, since=since,
            until=until, outlet=outlet, place=place, repeated=repeated, limit=limit,
        )  # fmt: skip
    if as_json:
        _print_json(line.to_json() for line in found)
    else:
        screen.events(Console(), found, limit=limit)


@main.command()
@click.argument("words", nargs=-1)
@click.option("--of", help="Whose: a country (ISO-3) that the words for what is counted name, or words of them.")
@click.option("--place", help="Where: a place, a region, a country (its name or ISO-3).")
@click.option("--by", help="Who claims it: the beginning of a code, or words of a name or role.")
@_days
@click.option("--outlet", help="The outlet's host, such as example.com.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many, the newest.")
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Draw them too, as a page that opens offline."
)
@_record_option
@_json_option
def figures(
    words: tuple[str, ...], of: str | None, place: str | None, by: str | None, since: str | None, until: str | None,
    outlet: str | None, limit: int, out: Path | None, record_path: Path, as_json: bool,
) -> None:  # fmt: skip
    """List the figures of a matter through time, with who claims them: onrecord figures troops --of RUS."""
    if out is not None:
        _check_folder(out)
    with open_record(record_path, create=False) as record:
        found = record.figures(
            " ".join(words), of=of, place=place, by=by, since=since, until=until, outlet=outlet, limit=limit
        )
    if out is not None:
        write_figures(found, out, title=" ".join(words) or None)
    if as_json:
        _print_json(line.to_json() for line in found)
    else:
        screen.figures(Console(), found, limit=limit)
    if out is not None:
        click.echo(f"{out}: written; open it in a browser", err=as_json)


@main.command("map")
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("map.html"), show_default=True,
    help="The page to write; a name that ends in .geojson gets GeoJSON.",
)  # fmt: skip
@_days
@click.option("--outlet", help="The outlet's host, such as example.com.")
@click.option("--title", help="The page's title.")
@_record_option
@_json_option
def map_(
    out: Path, since: str | None, until: str | None, outlet: str | None, title: str | None, record_path: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Write the map: every place on record and what happens there; it opens without a network. `--json` prints it."""
    if not as_json:
        _check_folder(out)
    with open_record(record_path, create=False) as record:
        places = record.places(since=since, until=until, outlet=outlet)
    if as_json:
        _print_json(place.to_json() for place in places)
        return
    if out.suffix == ".geojson":
        write_geojson(places, out)
    else:
        write_map(places, out, title=title)
    click.echo(f"{out}: written, {len(places)} places")


@main.command()
@click.argument("name", nargs=-1, required=True)
@_record_option
@_json_option
def who(name: tuple[str, ...], record_path: Path, as_json: bool) -> None:
    """What somebody is on record with: counts by act, days, outlets, and the statements."""
    with open_record(record_path, create=False) as record:
        speakers = record.who(" ".join(name))
    if as_json:
        _print_json(speaker.to_json() for speaker in speakers)
    else:
        screen.speakers(Console(), speakers, " ".join(name))


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--dyads", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help='JSON lines {"id": ARTICLE, "actor": [SPAN], "recipient": [SPAN]}.',
)  # fmt: skip
def code(paths: tuple[str, ...], dyads: Path) -> None:
    """Code given dyads: what each actor does to its recipient in the article of that id.

    Prints {"id", "type", "mode", "reality"} for each line of DYADS, in its order.
    """
    questions = read_dyads(dyads)
    wanted: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        wanted.setdefault(question.id, []).append(number)
    answers: dict[int, Coded] = {}
    bad: list[Rejected] = []

    def reject(rejected: Rejected) -> None:
        bad.append(rejected)
        _tell(rejected)

    reader = Reader()
    with screen.progress(paths) as bar:
        for article in bar.counted(read_articles(*paths, on_bad=reject, on_notice=_tell, on_bytes=bar.bytes)):
            numbers = [number for number in wanted.get(article.id, ()) if number not in answers]
            if numbers:
                spans = [questions[number].spans(article) for number in numbers]
                answers.update(zip(numbers, reader.code(article, spans), strict=True))
    missing = next((question for number, question in enumerate(questions) if number not in answers), None)
    if missing is not None:
        raise InputError(f"{missing.origin}: no article of the id '{missing.id}' is among those given")
    _print_json({"id": question.id, **answers[number].to_json()} for number, question in enumerate(questions))
    sys.exit(BAD_INPUT if bad else 0)


@main.command()
@click.argument("article")
@_record_option
@_json_option
def show(article: str, record_path: Path, as_json: bool) -> None:
    """Show an article of the record, by its id or the beginning of it, with its statements and events marked."""
    with open_record(record_path, create=False) as record:
        reading = record.reading(article)
    if as_json:
        _print_json([reading.to_json()])
    else:
        screen.show_reading(Console(), reading)


@main.command()
@_record_option
@_json_option
def status(record_path: Path, as_json: bool) -> None:
    """What the record holds: in = stored + copies + quarantined, versions and sizes."""
    with open_record(record_path, create=False) as record:
        found = record.status()
        quarantined = record.quarantined()
    if as_json:
        _print_json([found.to_json() | {"quarantine": [bad.to_json() for bad in quarantined]}])
    else:
        screen.status(Console(), found, quarantined)


@main.command()
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("brief.html"), show_default=True,
    help="The page to write.",
)  # fmt: skip
@_days
@click.option("--title", help="The page's title.")
@_record_option
def brief(out: Path, since: str | None, until: str | None, title: str | None, record_path: Path) -> None:
    """Write the brief: one page that opens in any browser, without a network."""
    _check_folder(out)
    with open_record(record_path, create=False) as record:
        write_brief(record, out, since=since, until=until, title=title)
    click.echo(f"{out}: written; open it in a browser")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-articles"))
def demo(folder: Path) -> None:
    """Copy the demo articles, a fictional crisis told by several outlets, into FOLDER."""
    if folder.exists():
        raise InputError(f"{folder}: exists already; name a folder that does not")
    with as_file(files("onrecord") / "resources" / "demo") as shipped:
        copytree(shipped, folder, ignore=ignore_patterns("*.md"))
    click.echo(f"{folder}: {len(list(folder.glob('*.txt')))} articles; try: onrecord read {folder}")
