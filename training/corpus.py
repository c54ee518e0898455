"""Training examples: windows with the statements in them, from PolNeAR's training part and from our own passages."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.encoder.windows import Window, pack
from onrecord.find.form import quoted_form
from onrecord.reading import ACTS, FORMS, MODES, REALITIES, STANDINGS, TYPES
from training import marks

POLNEAR_ACTS = Path(__file__).parent / "data" / "polnear_acts.jsonl"
"""Our labels of the acts of PolNeAR statements."""

DYADS = Path(__file__).parent / "data" / "dyads"
"""Folder of our own sentences with a dyad and its root."""

NEWS_EVENTS = Path(__file__).parent / "data" / "news_events.jsonl"
"""Our labels of the events in sentences of others."""

Segment = tuple[int, int, int]  # paragraph, start, end

# What scrapers lose (seen in damaged copies of real articles); hyphens mostly survive.
_MARKS = re.compile("[\"“”„«»'’‘`‹›´″]")
_BRACKETS = re.compile(r"[()\[\]{}]")
_DASHES = re.compile("[–—―]|(?<= )-+(?= )")
_JOINTS = re.compile("[;:]")


@dataclass
class Statement:
    """One labelled statement; `act` and `form` are -1 where nobody says."""

    source: list[Segment]
    cue: list[Segment]
    content: list[Segment]
    form: int = -1
    act: int = -1


@dataclass
class Event:
    """One labelled event; `mode` is -1 where none fits."""

    trigger: list[Segment]
    actors: list[Segment]
    recipients: list[Segment]
    type: int
    mode: int
    reality: int
    standing: int


@dataclass
class Dyad:
    """What a given actor does to a given recipient; `mode` is `None` and `reality` -1 where nobody says.

    `types` are those that the answer may be: more than one where the label is coarser than PLOVER's types.
    """

    actors: list[Segment]
    recipients: list[Segment]
    types: tuple[int, ...]
    mode: int | None = None
    reality: int = -1


@dataclass
class Story:
    """A sequence of paragraphs and their statements; `None` where nobody looked for statements, or for events."""

    id: str
    paragraphs: list[str]
    statements: list[Statement] | None
    events: list[Event] | None = None
    dyads: list[Dyad] = field(default_factory=list)


@dataclass
class Cue:
    """A cue in a window: its pieces, the pieces of its source and content, form and act."""

    start: int
    end: int
    parts: list[tuple[str, int, int]]
    form: int
    act: int


@dataclass
class Trigger:
    """A trigger in a window: its pieces, those of its actors and recipients, type, mode, reality."""

    start: int
    end: int
    parts: list[tuple[str, int, int]]
    type: int
    mode: int
    reality: int
    standing: int


@dataclass
class Pair:
    """An actor and a recipient in a window, as pieces, and what the one does to the other."""

    parts: list[tuple[str, int, int]]
    types: tuple[int, ...]
    mode: int | None
    reality: int


@dataclass
class Example:
    """A window, the tags over it, and its cues, triggers and dyads.

    `told` and `happened` say whether statements and events are labelled at all. `asked` is the dyad that the window is
    encoded for, if it is for one.
    """

    window: Window
    tags: list[tuple[str, int, int]]
    cues: list[Cue] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    told: bool = True
    happened: bool = False
    asked: Pair | None = None


def act_labels(path: Path, *, held: bool) -> dict[tuple[str, Segment], int]:
    """Our labels of PolNeAR statements: (article id, place of the cue) to act number.

    A line is `{"article", "paragraph", "start", "end", "act"}`; the words themselves are not ours to ship. Articles
    whose id has a CRC-32 divisible by 5 are held back, as with our own passages.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if (zlib.crc32(item["article"].encode()) % 5 == 0) == held:
            found[item["article"], (item["paragraph"], item["start"], item["end"])] = ACTS.index(item["act"])
    return found


def polnear(folder: Path, acts: dict[tuple[str, Segment], int] | None = None) -> list[Story]:
    """`articles.jsonl` and `gold.jsonl` of one folder, paired by id, with the acts that are labelled."""
    acts = acts or {}
    texts = {}
    with open(folder / "articles.jsonl", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            texts[article["id"]] = article["paragraphs"]
    stories = []
    with open(folder / "gold.jsonl", encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            statements = []
            for item in gold["statements"]:
                parts = {
                    role: [(s["paragraph"], s["start"], s["end"]) for s in item.get(role) or []]
                    for role in ("source", "cue", "content")
                }
                if parts["cue"] and parts["content"]:
                    form = FORMS.index(quoted_form(span["text"] for span in item["content"]))
                    act = acts.get((gold["id"], parts["cue"][0]), -1)
                    statements.append(Statement(parts["source"], parts["cue"], parts["content"], form, act))
            stories.append(Story(gold["id"], texts[gold["id"]], statements))
    return stories


def _story(
    text: str, items: list[marks.Marked], events: list[marks.MarkedEvent] | None, offset: int, name: str
) -> Story:
    def move(places: list[marks.Place]) -> list[Segment]:
        return [(0, start - offset, end - offset) for start, end in places]

    statements = [
        Statement(
            move(item.source), move(item.cue), move(item.content),
            FORMS.index(quoted_form(text[a - offset : b - offset] for a, b in item.content)), ACTS.index(item.act),
        )
        for item in items
    ]  # fmt: skip
    if events is None:
        return Story(name, [text], statements)
    happened = [
        Event(
            move(item.trigger), move(item.actors), move(item.recipients), TYPES.index(item.type),
            MODES.index(f"{item.type}.{item.mode}") if item.mode else -1, REALITIES.index(item.reality),
            STANDINGS.index(item.standing),
        )
        for item in events
    ]  # fmt: skip
    return Story(name, [text], statements, happened, _dyads(happened))


def _dyads(events: list[Event]) -> list[Dyad]:
    """Each event as the answer to what its actors do to its recipients."""
    return [Dyad(e.actors, e.recipients, (e.type,), e.mode, e.reality) for e in events if e.actors or e.recipients]


def passages(folder: Path, *, held: bool) -> Iterator[Story]:
    """Our own passages, each a story of one paragraph, then the inside of each content that holds statements itself.

    PolNeAR marks the outermost statements only, so nested ones are read from the content alone, here as at run time.
    """
    for path in sorted(folder.rglob("*.txt")):
        for passage in marks.read(path):
            if marks.held_back(passage) != held:
                continue
            for number, (a, b, items) in enumerate(marks.levels(passage)):
                # Events are read from the whole passage, never from a content alone.
                events = passage.events if number == 0 else None
                yield _story(passage.text[a:b], items, events, a, f"{passage.where}/{number}")


def plv(folder: Path, labels: dict[str, list[Event]] | None = None) -> list[Story]:
    """PLV (Hu et al., ACL 2024): sentences with one dyad and its PLOVER root each; no statements.

    `labels` are our own of their events, by sentence; without them a sentence has its dyad alone.
    """
    stories = []
    with open(folder / "articles.jsonl", encoding="utf-8") as texts, open(folder / "gold.jsonl", encoding="utf-8") as g:
        for text, gold in zip(map(json.loads, texts), map(json.loads, g), strict=True):
            actors, recipients = (
                [(s["paragraph"], s["start"], s["end"]) for s in gold[role]] for role in ("actor", "recipient")
            )
            dyad = Dyad(actors, recipients, roots(gold["root"]))
            stories.append(Story(gold["id"], text["paragraphs"], None, (labels or {}).get(gold["id"]), [dyad]))
    return stories


def dyads(folder: Path) -> list[Story]:
    """Our own sentences with one dyad and its root by PLV's conventions, a JSON object a line; nothing else is told."""
    stories = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            item = json.loads(line)
            text = item["text"]
            actor, recipient = (
                [(0, text.index(item[r]), text.index(item[r]) + len(item[r]))] for r in ("actor", "recipient")
            )
            stories.append(
                Story(f"{path.stem}:{number}", [text], None, None, [Dyad(actor, recipient, roots(item["root"]))])
            )
    return stories


def cameo(path: Path, labels: dict[str, list[Event]], *, held: bool) -> list[Story]:
    """News sentences of the ConfliBERT collection (a sentence and a class a line), those whose events we labelled.

    Those whose id ("cameo-" and the line's number) has a CRC-32 divisible by 5 are held back.
    """
    stories = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        name = f"cameo-{number:04d}"
        if name in labels and (zlib.crc32(name.encode()) % 5 == 0) == held:
            stories.append(Story(name, [line.rpartition("\t")[0]], None, labels[name], _dyads(labels[name])))
    return stories


def sentences(folder: Path) -> list[Story]:
    """Sentences of others with their dyads, and with the events that we labelled in them."""
    labels = event_labels(NEWS_EVENTS) if NEWS_EVENTS.exists() else {}
    return [*plv(folder / "plv", labels), *cameo(folder / "cameo_class" / "train.tsv", labels, held=False)]


def event_labels(path: Path) -> dict[str, list[Event]]:
    """Our labels of the events of others' sentences, by sentence; places are characters, the words are not ours.

    A line is `{"sentence", "events": [{"type", "mode", "reality", "standing", "trigger", "actors", "recipients"}]}`.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        found[item["sentence"]] = [
            Event(
                [(0, *event["trigger"])], [(0, a, b) for a, b in event["actors"]],
                [(0, a, b) for a, b in event["recipients"]], TYPES.index(event["type"]),
                MODES.index(f"{event['type']}.{event['mode']}") if event["mode"] else -1,
                REALITIES.index(event["reality"]), STANDINGS.index(event["standing"]),
            )
            for event in item["events"]
        ]  # fmt: skip
    return found


def roots(name: str) -> tuple[int, ...]:
    """The types that are PLV's root of this name: its YIELD is CONCEDE or RETREAT."""
    return tuple(TYPES.index(kind) for kind in (("CONCEDE", "RETREAT") if name == "YIELD" else (name,)))


def damage(story: Story, chance: random.Random, *, shuffle: bool = True) -> Story:
    """The story as a scraper would leave it: marks lost, sometimes joints too, the paragraphs shuffled."""
    joints = chance.random() < 0.3
    dashes = chance.random() < 0.8
    foreign = chance.random() < 0.7

    def lost(letter: str, text: str, place: int) -> bool:
        if _MARKS.match(letter) or _BRACKETS.match(letter):
            return True
        if dashes and _DASHES.match(text, place):
            return True
        if joints and _JOINTS.match(letter):
            return True
        return foreign and ord(letter) > 127

    paragraphs, maps = [], []
    for text in story.paragraphs:
        kept: list[str] = []
        moved = []
        for place, letter in enumerate(text):
            moved.append(len(kept))
            if not lost(letter, text, place):
                kept.append(letter)
        moved.append(len(kept))
        paragraphs.append("".join(kept))
        maps.append(moved)

    order = list(range(len(paragraphs)))
    if shuffle and chance.random() < 0.7:
        chance.shuffle(order)
    return _moved(story, paragraphs, maps, order)


def renamed(story: Story, chance: random.Random) -> Story:
    """The story with its countries exchanged for others: names, demonyms and capitals of one for those of another.

    The labels stay, so that what was learned is the act and not who is known for it.
    """
    words = _country_words()
    given: dict[str, str] = {}
    paragraphs, maps = [], []
    for text in story.paragraphs:
        kept, done = "", 0
        moved: list[int] = []
        for match in _country_pattern().finditer(text):
            iso3, sort = words[match[0]]
            if iso3 not in given:
                given[iso3] = chance.choice(sorted(other for other, kinds in _country_kinds().items() if sort in kinds))
            other = _country_kinds()[given[iso3]].get(sort)
            if other is None:
                continue
            moved += range(len(kept), len(kept) + match.start() - done)
            kept += text[done : match.start()]
            moved += [len(kept)] * len(match[0])
            kept += other
            done = match.end()
        moved += range(len(kept), len(kept) + len(text) - done + 1)
        paragraphs.append(kept + text[done:])
        maps.append(moved)
    return _moved(story, paragraphs, maps, list(range(len(paragraphs))))


@cache
def _country_kinds() -> dict[str, dict[str, str]]:
    """ISO-3 code to its first name, demonyms (of one, of many) and capital."""
    table = files("onrecord").joinpath("resources", "countries.tsv").read_text(encoding="utf-8")
    found = {}
    for line in table.splitlines():
        if line.startswith(("#", "-")):
            continue
        iso3, *columns = line.split("\t")
        names, demonyms, capitals = (column.split(";") for column in columns[:3])
        many = f"{demonyms[0]}s"
        kinds = {
            "name": names[0],
            "demonym": demonyms[0],
            "demonyms": many if many in demonyms else "",
            "capital": capitals[0],
        }
        found[iso3] = {sort: word for sort, word in kinds.items() if word}
    return found


@cache
def _country_words() -> dict[str, tuple[str, str]]:
    return {word: (iso3, sort) for iso3, kinds in _country_kinds().items() for sort, word in kinds.items()}


@cache
def _country_pattern() -> re.Pattern[str]:
    longest = sorted(_country_words(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")


def _moved(story: Story, paragraphs: list[str], maps: list[list[int]], order: list[int]) -> Story:
    """The story with new paragraphs in a new order, its labels moved by `maps` (old place to new)."""
    number = {old: new for new, old in enumerate(order)}

    def move(segments: list[Segment]) -> list[Segment]:
        out = []
        for paragraph, start, end in segments:
            start, end = maps[paragraph][start], maps[paragraph][end]
            text = paragraphs[paragraph]
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if end > start:
                out.append((number[paragraph], start, end))
        return out

    statements = [
        Statement(move(s.source), move(s.cue), move(s.content), s.form, s.act) for s in story.statements or ()
    ]
    told = None if story.statements is None else [s for s in statements if s.cue and s.content]
    events = [
        Event(move(e.trigger), move(e.actors), move(e.recipients), e.type, e.mode, e.reality, e.standing)
        for e in story.events or ()
    ]
    happened = None if story.events is None else [e for e in events if e.trigger]
    dyads = [Dyad(move(d.actors), move(d.recipients), d.types, d.mode, d.reality) for d in story.dyads]
    return Story(story.id, [paragraphs[i] for i in order], told, happened, dyads)


def examples(stories: Iterable[Story], tokenizer: Tokenizer, *, limit: int) -> list[Example]:
    """Windows over each story, with the labels of the statements that lie in them."""
    found: list[Example] = []
    for story in stories:
        windows = pack(enumerate(story.paragraphs), tokenizer, limit=limit)
        spots: dict[int, list[tuple[int, int, int, int]]] = {}
        for w, window in enumerate(windows):
            for t, place in enumerate(window.places):
                if place is not None:
                    spots.setdefault(place[0], []).append((place[1], place[2], w, t))

        def pieces(
            segment: Segment, spots: dict[int, list[tuple[int, int, int, int]]] = spots
        ) -> list[tuple[int, int, int]]:
            paragraph, start, end = segment
            hit: dict[int, list[int]] = {}
            for a, b, w, t in spots.get(paragraph, ()):
                if a < end and b > start:
                    hit.setdefault(w, []).append(t)
            return [(w, ts[0], ts[-1] + 1) for w, ts in hit.items()]

        made = [
            Example(window, [], told=story.statements is not None, happened=story.events is not None)
            for window in windows
        ]

        def split(
            roles: Iterable[tuple[str, list[Segment]]], pieces: Callable[[Segment], list[tuple[int, int, int]]] = pieces
        ) -> list[tuple[str, tuple[int, int, int]]]:
            return [(role, piece) for role, segments in roles for segment in segments for piece in pieces(segment)]

        for event in story.events or ():
            rest = split((("actor", event.actors), ("recipient", event.recipients)))
            for w, a, b in [piece for segment in event.trigger for piece in pieces(segment)][:1]:
                parts = [(role, x, y) for role, (v, x, y) in rest if v == w]
                made[w].triggers.append(Trigger(a, b, parts, event.type, event.mode, event.reality, event.standing))
        for dyad in story.dyads:
            rest = split((("actor", dyad.actors), ("recipient", dyad.recipients)))
            if rest:
                w = rest[0][1][0]
                parts = [(role, x, y) for role, (v, x, y) in rest if v == w]
                made[w].pairs.append(Pair(parts, dyad.types, dyad.mode, dyad.reality))
        for statement in story.statements or ():
            cues = [piece for segment in statement.cue for piece in pieces(segment)]
            rest = [
                (role, piece)
                for role, segments in (("source", statement.source), ("content", statement.content))
                for segment in segments
                for piece in pieces(segment)
            ]
            for w, a, b in cues:
                made[w].tags.append(("cue", a, b))
            for role, (w, a, b) in rest:
                made[w].tags.append((role, a, b))
            if cues:
                w, a, b = cues[0]
                parts = [(role, x, y) for role, (v, x, y) in rest if v == w]
                made[w].cues.append(Cue(a, b, parts, statement.form, statement.act))
        found += made
    return found
