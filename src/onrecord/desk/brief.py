"""The brief: one HTML file, whole in itself, that shows a record in the browser.

`collect` gathers what the page shows, `render` turns it into the page; `write_brief` does both. Only the record is
read; nothing comes from the network, at writing or at reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from onrecord.article import TITLE, Article
from onrecord.desk.deeds import GLOSSES, KINDS, Deed, Dyad, deeds, dyads, told_in
from onrecord.desk.marks import marked, reading_marks, slug
from onrecord.desk.page import templates, write
from onrecord.desk.pairing import Pair, pair_denials
from onrecord.desk.people import naming, with_full_names
from onrecord.desk.tables import STRENGTH, Entry, Party, entries, highest, latest, parties
from onrecord.desk.timeline import GROUPS, Timeline, timeline
from onrecord.desk.words import distinct, speaker_key
from onrecord.reading import Reading
from onrecord.record import ArticleRow, Line, Printing, Record, Status

LARGE = 200
"""A brief of more articles holds the texts of the newest so many, and of those that it cites."""

_LISTED = 25
_DENIALS = 100


@dataclass(frozen=True)
class Denial:
    """A denial and the claim it answers, each once for all who print it."""

    denial: Entry
    claim: Entry | None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as HTML; furniture belongs to the page, not the story."""

    html: Markup
    furniture: bool


@dataclass(frozen=True)
class Text:
    """One article as the page shows it, its statements and events marked."""

    id: str
    article: Article
    title: Markup
    paragraphs: tuple[Paragraph, ...]
    statements: int
    printings: tuple[Printing, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    """All that the page shows; `sentences` has the words of each deed by its target, cut around the trigger."""

    title: str
    first: str | None
    last: str | None
    articles: int
    copies: int
    outlets: int
    speakers: int
    statements: int
    events: int
    narrowed: bool
    status: Status
    latest: Sequence[tuple[str, Sequence[Entry]]]
    parties: Sequence[Party]
    most: int
    dyads: Sequence[Dyad]
    sentences: Mapping[str, tuple[str, str, str]]
    paired: Sequence[Denial]
    alone: Sequence[Denial]
    denials: int
    timeline: Timeline
    texts: Sequence[Text]


def write_brief(
    record: Record, path: Path, *, since: str | None = None, until: str | None = None, title: str | None = None
) -> None:
    """Write the brief of a record, or of a span of days of it, to `path`; a file that is there is replaced.

    `since` and `until` are ISO dates, both included. An `InputError` says when the file cannot be written.
    """
    write(path, render(collect(record, since=since, until=until, title=title)))


def collect(record: Record, *, since: str | None = None, until: str | None = None, title: str | None = None) -> Brief:
    """Gather what the page shows of the days from `since` to `until` (ISO, both included)."""
    rows = sorted(record.articles(since=since, until=until), key=lambda row: (row.date or "", row.id), reverse=True)
    found_lines = record.find(since=since, until=until)
    narrowed = bool(since or until)
    everybody = record.find() if narrowed else found_lines
    lines = with_full_names(found_lines, everybody)
    printings = {row.id: tuple(record.printings(row.id)) for row in rows if row.copies}
    sites = {article: distinct(printing.outlet for printing in copies) for article, copies in printings.items()}
    found = entries(lines, sites)
    large = len(rows) > LARGE
    groups = parties(found, most=_LISTED if large else None)
    newest = latest(found)
    said = {(line.article, line.statement): entry for entry in found for line in (entry.line, *entry.copies)}
    # Another program may have added articles since they were listed.
    listed = {row.id for row in rows}
    mentions = [line for line in record.events(since=since, until=until, repeated=True) if line.article in listed]
    done = dyads(deeds(mentions, said, sites, naming(lines, everybody)), most=_LISTED if large else None)
    shown_deeds = [deed for dyad in done for deed in dyad.deeds]
    denials = _denials(found, said, pair_denials(lines))
    paired = [denial for denial in denials if denial.claim]
    alone = [denial for denial in denials if not denial.claim]
    shown = _DENIALS if large else len(denials)
    cited = _cited(newest, groups, [*paired[:shown], *alone[:shown]], shown_deeds)
    kept = [row for number, row in enumerate(rows) if number < LARGE or row.id in cited]
    readings = {row.id: record.reading(row.id) for row in kept}
    dates = sorted(row.date for row in rows if row.date)
    return Brief(
        title=title or "On Record",
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        articles=len(rows),
        copies=sum(row.copies for row in rows),
        outlets=len(distinct([*(row.outlet for row in rows), *(site for own in sites.values() for site in own)])),
        speakers=len({speaker_key(line.speaker) for line in lines if line.speaker}),
        statements=len(lines),
        events=sum(line.same_as is None for line in mentions),
        narrowed=narrowed,
        status=record.status(),
        latest=newest,
        parties=groups,
        most=highest(groups),
        dyads=done,
        sentences={deed.target: told_in(deed.line, readings[deed.line.article].article) for deed in shown_deeds},
        paired=paired[:shown],
        alone=alone[:shown],
        denials=len(denials),
        timeline=timeline(lines),
        texts=[_text(readings[row.id], row, printings) for row in kept],
    )


def render(brief: Brief) -> str:
    """The page. Everything that comes from articles is escaped."""
    return (
        templates()
        .get_template("brief.html.j2")
        .render(brief=brief, acts=STRENGTH, groups=GROUPS, glosses=GLOSSES, kinds=KINDS)
    )


def _denials(found: Sequence[Entry], said: Mapping[tuple[str, str], Entry], pairs: Sequence[Pair]) -> list[Denial]:
    """The denials, newest first, each once: of the claims found for its copies, the one that fits best."""
    by_line = {(pair.denial.article, pair.denial.statement): pair for pair in pairs}
    denials = []
    for entry in found:
        if entry.line.act == "deny":
            own = [by_line[line.article, line.statement] for line in (entry.line, *entry.copies)]
            best = max(own, key=lambda pair: pair.score)
            shown = Entry(best.denial, entry.outlets) if best.claim else entry
            claim = None
            if best.claim:
                claim = Entry(best.claim, said[best.claim.article, best.claim.statement].outlets)
            denials.append(Denial(shown, claim))
    return sorted(denials, key=lambda denial: denial.denial.line.date or "", reverse=True)


def _cited(
    newest: Sequence[tuple[str, Sequence[Entry]]],
    groups: Sequence[Party],
    denials: Sequence[Denial],
    deeds: Sequence[Deed],
) -> set[str]:
    """The ids of the articles that a list on the page leads to."""
    listed: list[Line] = [entry.line for _, own in newest for entry in own]
    for group in groups:
        listed.extend(entry.line for row in group.rows for own in row.entries.values() for entry in own)
    for denial in denials:
        listed.extend(entry.line for entry in (denial.denial, denial.claim) if entry)
    for deed in deeds:
        listed.extend(entry.line for entry in deed.said)
    return {line.article for line in listed} | {deed.line.article for deed in deeds}


def _text(reading: Reading, row: ArticleRow, printings: Mapping[str, tuple[Printing, ...]]) -> Text:
    article = reading.article
    marks = reading_marks(reading, row.id)
    damage = article.damage
    lost = {
        "quotation marks": damage.quotation_marks,
        "apostrophes": damage.apostrophes,
        "the order of the paragraphs": damage.order,
    }
    return Text(
        slug(row.id),
        article,
        marked(article.title, marks.get(TITLE, [])),
        tuple(
            Paragraph(marked(text, marks.get(number, [])), number in article.furniture)
            for number, text in enumerate(article.paragraphs)
        ),
        len(reading.statements),
        printings.get(row.id, ()),
        tuple(name for name, is_lost in lost.items() if is_lost),
    )
