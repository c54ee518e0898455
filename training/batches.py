"""What a pass reads: articles and passages, damaged or set elsewhere too, in batches of windows of like length."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer

from onrecord.encoder.crf import (
    EVENT_ROLES,
    TAG_ROLES,
    TRIGGER_ROLES,
    mark,
)
from onrecord.encoder.windows import LIMIT, around
from training.corpus import (
    Example,
    Segment,
    Story,
    damage,
    examples,
    renamed,
)

MASK = 103
"""The number of the word piece that stands for a hidden one in MiniLM's vocabulary."""


@dataclass
class Batch:
    ids: torch.Tensor
    mask: torch.Tensor
    lengths: torch.Tensor
    tags: torch.Tensor
    triggers: torch.Tensor
    told: torch.Tensor
    happened: torch.Tensor
    roles: torch.Tensor
    examples: list[Example]


def batches(found: list[Example], chance: random.Random, pieces: int, *, masked: float = 0.0) -> Iterator[Batch]:
    """Batches of windows of like length, in random order; a share of the word pieces is masked."""
    chance.shuffle(found)
    groups: list[list[Example]] = []
    for start in range(0, len(found), 256):
        group: list[Example] = []
        for example in sorted(found[start : start + 256], key=lambda e: len(e.window)):
            if group and (len(group) + 1) * len(example.window) > pieces:
                groups.append(group)
                group = []
            group.append(example)
        groups.append(group)
    chance.shuffle(groups)
    for group in groups:
        longest = max(len(e.window) for e in group)
        ids = torch.zeros(len(group), longest, dtype=torch.long)
        mask = torch.zeros(len(group), longest)
        tags = torch.zeros(len(group), longest, dtype=torch.long)
        triggers = torch.zeros(len(group), longest, dtype=torch.long)
        roles = torch.zeros(len(group), longest, 2)
        for row, example in enumerate(group):
            size = len(example.window)
            hidden = (place is not None and chance.random() < masked for place in example.window.places)
            ids[row, :size] = torch.tensor([MASK if h else i for h, i in zip(hidden, example.window.ids, strict=True)])
            mask[row, :size] = 1
            tags[row, :size] = torch.from_numpy(mark(example.tags, size, TAG_ROLES))
            spots = [("trigger", trigger.start, trigger.end) for trigger in example.triggers]
            triggers[row, :size] = torch.from_numpy(mark(spots, size, TRIGGER_ROLES))
            for role, start, end in example.asked.parts if example.asked else ():
                roles[row, start:end, EVENT_ROLES.index(role)] = 1
        told, happened = (
            torch.tensor([float(flag) for flag in flags])
            for flags in ([example.told for example in group], [example.happened for example in group])
        )
        yield Batch(ids, mask, mask.sum(1).long(), tags, triggers, told, happened, roles, group)


@dataclass
class Surroundings:
    """The states around each of M cues, (M, T, W), and where the cue stands in them."""

    states: torch.Tensor
    mask: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    sizes: torch.Tensor
    low: list[int]


def surroundings(batch: Batch, states: torch.Tensor, cues: Sequence[tuple[int, int, int, object]]) -> Surroundings:
    """What the link reader is given of each cue (window, start, end, …), cut as at run time."""
    crops = [around(batch.examples[row].window, start, end) for row, start, end, _ in cues]
    sizes = torch.tensor([high - low for low, high in crops])
    low = torch.tensor([low for low, _ in crops])
    place = torch.arange(int(sizes.max()))[None]
    mask = (place < sizes[:, None]).to(batch.mask)
    index = (low[:, None] + place).clamp(max=states.shape[1] - 1)
    rows = torch.tensor([row for row, *_ in cues])
    start = torch.tensor([start for _, start, _, _ in cues]) - low
    end = torch.tensor([end for _, _, end, _ in cues]) - low
    return Surroundings(states[rows[:, None], index], mask, start, end, sizes, low.tolist())


def pass_examples(
    stories: list[Story], own: list[list[Story]], pieces: Tokenizer, chance: random.Random, damaged: float,
    times: tuple[int, int], abroad: float,
) -> list[Example]:  # fmt: skip
    """The windows of one pass: articles as they are or damaged, our passages in random company of their kind.

    `times` says how often passages without and with events are read, `abroad` how many of the latter happen elsewhere.
    """
    seen = [damage(s, chance) if chance.random() < damaged else s for s in stories]
    limits = (128, LIMIT)
    found = []
    for limit in limits:
        found += examples([s for i, s in enumerate(seen) if i % 2 == limits.index(limit)], pieces, limit=limit)
    for kind in own:
        eventful = kind[0].events is not None or bool(kind[0].dyads)
        for _ in range(times[eventful]):
            rest = chance.sample(kind, len(kind))
            if eventful:
                rest = [renamed(story, chance) if chance.random() < abroad else story for story in rest]
            while rest:
                # Titles, and paragraphs whose order is lost, are read alone.
                size = chance.choice((1, 3, 5, 7)) if eventful else 5
                company = merge(rest[:size])
                rest = rest[size:]
                found += examples(
                    [damage(company, chance) if chance.random() < damaged else company], pieces, limit=LIMIT
                )
    return found


def questions(
    stories: Iterable[Story], pieces: Tokenizer, chance: random.Random, damaged: float, abroad: float = 0.0
) -> list[Example]:
    """One dyad of each story that has any, asked of the story alone."""
    found = []
    for story in stories:
        seen = renamed(story, chance) if chance.random() < abroad else story
        seen = damage(seen, chance) if chance.random() < damaged else seen
        asked = [(e, pair) for e in examples([seen], pieces, limit=LIMIT) for pair in e.pairs]
        if asked:
            example, pair = chance.choice(asked)
            found.append(Example(example.window, [], told=False, happened=False, asked=pair))
    return found


def merge(stories: list[Story]) -> Story:
    """Several one-paragraph stories as the paragraphs of one; what one of them does not label, none does."""
    whole = Story("+".join(s.id for s in stories), [], [], [])

    def move(segments: list[Segment], base: int) -> list[Segment]:
        return [(base + p, a, b) for p, a, b in segments]

    for story in stories:
        base = len(whole.paragraphs)
        whole.paragraphs += story.paragraphs
        if whole.statements is not None:
            whole.statements = (
                None
                if story.statements is None
                else whole.statements
                + [
                    replace(s, source=move(s.source, base), cue=move(s.cue, base), content=move(s.content, base))
                    for s in story.statements
                ]
            )
        if whole.events is not None:
            whole.events = (
                None
                if story.events is None
                else whole.events
                + [
                    replace(
                        e,
                        trigger=move(e.trigger, base),
                        actors=move(e.actors, base),
                        recipients=move(e.recipients, base),
                    )
                    for e in story.events
                ]
            )
        whole.dyads += [
            replace(d, actors=move(d.actors, base), recipients=move(d.recipients, base)) for d in story.dyads
        ]
    return whole


def kinds(found: Iterable[Story]) -> list[list[Story]]:
    """Stories apart by what is labelled in them, so that they can keep each other company."""
    groups: dict[tuple[bool, bool], list[Story]] = {}
    for story in found:
        groups.setdefault((story.statements is None, story.events is None), []).append(story)
    return list(groups.values())
