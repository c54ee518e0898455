"""Who did what to whom: our own kept-back passages and sentences, PLV, and the probes.

    python -m eval.events            prints the probes with what comes out

The passages are read as articles of one paragraph, end to end. An event of ours is found where a trigger shares a
letter with it; type, reality, standing, actor and recipient are scored on what is found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval import sets
from onrecord.article import Article, Span
from onrecord.intake import prepare
from onrecord.reader import Reader
from onrecord.reading import MODES, REALITIES, STANDINGS, TYPES, Event
from training.corpus import NEWS_EVENTS, Segment, Story, cameo, event_labels, passages
from training.corpus import Event as Gold
from training.marks import EVENTS

PROBES = (
    "Russia attacked Ukraine.",
    "Russia did not attack Ukraine.",
    "Russia will attack Ukraine.",
    "Russia may attack Ukraine.",
    "Russia denied attacking Ukraine.",
    "Russia allegedly attacked Ukraine.",
    "Russia refused to meet Ukraine.",
    "Russia plans to attack Ukraine.",
    "Ukraine accused Russia of attacking it.",
    "Germany attacked Belgium in 1918.",
    "If Russia attacks Ukraine, NATO will respond.",
)
"""Sentences that event coders have been caught with: most take every one for an attack that took place."""


@dataclass
class Found:
    """Counts over passages with labelled events."""

    wanted: int = 0
    given: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    not_actual: int = 0
    called_actual: int = 0
    empty: int = 0
    filled: int = 0
    roles: dict[str, Counter[str]] = field(default_factory=lambda: {"actor": Counter(), "recipient": Counter()})
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """In per cent; `_whole` asks for the same words, the others for a shared letter."""
        figures = {
            "detection": 200 * self.found / max(self.wanted + self.given, 1),
            **{name: 100 * self.right[name] / max(self.found, 1) for name in ("type", "mode", "reality", "standing")},
            "called_actual": 100 * self.called_actual / max(self.not_actual, 1),
            "empty_filled": 100 * self.filled / max(self.empty, 1),
        }
        for role, counts in self.roles.items():
            total = max(counts["told"] + counts["gold"], 1)
            figures[role] = 100 * (counts["told_right"] + counts["known_right"]) / total
            figures[f"{role}_whole"] = 200 * counts["whole"] / total
        return {name: round(figure, 1) for name, figure in figures.items()} | {"events": float(self.wanted)}


def own(reader: Reader) -> Found:
    """The kept-back fifth of our own passages with events."""
    return _score(reader, (story for story in passages(EVENTS, held=True) if story.events is not None))


def real_news(reader: Reader, data: Path) -> Found:
    """Sentences of others, `cameo_class` in `data`, whose events we labelled and kept back."""
    return _score(reader, cameo(data / "cameo_class" / "train.tsv", event_labels(NEWS_EVENTS), held=True))


def plv(gold: Path, scorer: Path, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """PLV's development half, scored by the shared scorer: the dyad given, and from raw text."""
    raw, given = folder / "plv.jsonl", folder / "plv-dyads.jsonl"
    texts, dyads = gold / "articles.jsonl", folder / "plv-questions.jsonl"
    # The question is the dyad alone; its answer stays in the gold.
    with open(gold / "gold.jsonl", encoding="utf-8") as lines, open(dyads, "w", encoding="utf-8") as target:
        for item in map(json.loads, lines):
            print(json.dumps({key: item[key] for key in ("id", "actor", "recipient")}), file=target)
    sets.run(["code", texts, "--dyads", dyads], given)
    key = gold / "gold.jsonl"
    return sets.scored(scorer, key, given, "--spans"), sets.read(texts, key, scorer, raw)


def _score(reader: Reader, stories: Iterable[Story]) -> Found:
    found = Found()
    for story in stories:
        gold = story.events or []
        events = reader.read(_article(story.id, story.paragraphs)).events
        found.wanted += len(gold)
        found.given += len(events)
        if not gold:
            found.empty += 1
            found.filled += bool(events)
        left = list(events)
        for wanted in gold:
            event = next((event for event in left if _shares([event.trigger], wanted.trigger)), None)
            if event is not None:
                left.remove(event)
                _count(found, wanted, event)
    return found


def _count(found: Found, wanted: Gold, event: Event) -> None:
    reality = REALITIES[wanted.reality]
    found.found += 1
    found.right["type"] += event.type == TYPES[wanted.type]
    found.right["mode"] += event.type == TYPES[wanted.type] and wanted.mode in (-1, _mode_number(event))
    found.right["reality"] += event.reality == reality
    found.right["standing"] += event.standing == STANDINGS[wanted.standing]
    if event.type != TYPES[wanted.type]:
        found.confused[TYPES[wanted.type], event.type] += 1
    if event.reality != reality:
        found.confused[reality, event.reality] += 1
    if event.standing != STANDINGS[wanted.standing]:
        found.confused[STANDINGS[wanted.standing], event.standing] += 1
    if reality != "actual":
        found.not_actual += 1
        found.called_actual += event.reality == "actual"
    for role, told, gold in (
        ("actor", event.actor_spans, wanted.actors),
        ("recipient", event.recipient_spans, wanted.recipients),
    ):
        counts = found.roles[role]
        counts["told"] += len(told)
        counts["gold"] += len(gold)
        counts["whole"] += len({(s.paragraph, s.start, s.end) for s in told} & set(gold))
        counts["told_right"] += sum(_shares([span], gold) for span in told)
        counts["known_right"] += sum(_shares(told, [segment]) for segment in gold)


def _mode_number(event: Event) -> int:
    return MODES.index(f"{event.type}.{event.mode}") if event.mode else -1


def _shares(spans: Sequence[Span], segments: Sequence[Segment]) -> bool:
    return any(s.paragraph == p and s.start < b and a < s.end for s in spans for p, a, b in segments)


def _article(name: str, paragraphs: Sequence[str]) -> Article:
    return prepare("", None, None, paragraphs, id=name)


def probes(reader: Reader) -> list[tuple[str, str]]:
    """Each probe sentence and what comes out."""
    rows = []
    for sentence in PROBES:
        events = reader.read(_article("probe", [sentence])).events
        rows.append((sentence, "; ".join(map(_told, events)) or "no event"))
    return rows


def _told(event: Event) -> str:
    who, whom = (", ".join(span.text for span in spans) or "–" for spans in (event.actor_spans, event.recipient_spans))
    kind = f"{event.type}.{event.mode}" if event.mode else event.type
    return f"{who} → {whom}: {kind}, {event.reality}, {event.standing}"


def show_probes(console: Console, reader: Reader) -> None:
    """The probes as a table."""
    table = Table(title="Probes")
    table.add_column("sentence")
    table.add_column("what comes out")
    for sentence, told in probes(reader):
        table.add_row(sentence, told)
    console.print(table)


if __name__ == "__main__":
    show_probes(Console(width=120), Reader())
