"""Training examples: windows with the statements in them, from PolNeAR's training part and from our own passages."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.encoder.windows import Window, pack
from onrecord.find.form import quoted_form
from onrecord.reading import ACTS, FORMS
from training import marks

POLNEAR_ACTS = Path(__file__).parent / "data" / "polnear_acts.jsonl"
"""Our labels of the acts of PolNeAR statements."""

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
class Story:
    """A sequence of paragraphs and their statements."""

    id: str
    paragraphs: list[str]
    statements: list[Statement]


@dataclass
class Cue:
    """A cue in a window: its pieces, the pieces of its source and content, form and act."""

    start: int
    end: int
    parts: list[tuple[str, int, int]]
    form: int
    act: int


@dataclass
class Example:
    """A window, the tags over it, and its cues."""

    window: Window
    tags: list[tuple[str, int, int]]
    cues: list[Cue] = field(default_factory=list)


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


def _story(text: str, items: list[marks.Marked], offset: int, name: str) -> Story:
    def move(places: list[marks.Place]) -> list[Segment]:
        return [(0, start - offset, end - offset) for start, end in places]

    statements = [
        Statement(
            move(item.source), move(item.cue), move(item.content),
            FORMS.index(quoted_form(text[a - offset : b - offset] for a, b in item.content)), ACTS.index(item.act),
        )
        for item in items
    ]  # fmt: skip
    return Story(name, [text], statements)


def passages(folder: Path, *, held: bool) -> Iterator[Story]:
    """Our own passages, each a story of one paragraph, then the inside of each content that holds statements itself.

    PolNeAR marks the outermost statements only, so nested ones are read from the content alone, here as at run time.
    """
    for path in sorted(folder.rglob("*.txt")):
        for passage in marks.read(path):
            if marks.held_back(passage) != held:
                continue
            for number, (a, b, items) in enumerate(marks.levels(passage)):
                yield _story(passage.text[a:b], items, a, f"{passage.where}/{number}")


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

    statements = [Statement(move(s.source), move(s.cue), move(s.content), s.form, s.act) for s in story.statements]
    statements = [s for s in statements if s.cue and s.content]
    return Story(story.id, [paragraphs[i] for i in order], statements)


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

        made = [Example(window, []) for window in windows]
        for statement in story.statements:
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
