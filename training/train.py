"""Train every head together, from the published MiniLM weights to a checkpoint.

    python -m training.train --data ../shared/data/statements --dev ../shared/eval --out work/run1 --passes 10

Each pass sees a share of the PolNeAR articles once and our own passages some times, a third of both damaged afresh. A
checkpoint with the running average of the weights is written after each pass; `--resume` goes on from it. Two processes
of one thread each read half of every batch and share their gradients: on two cores that is 1.4 times as fast as one
with two threads.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer
from torch import nn

from onrecord.encoder.crf import (
    EVENT_ROLES,
    LINK_ROLES,
    TAG_ROLES,
    TRIGGER_ROLES,
    Floats,
    Ints,
    edges,
    mark,
    spans,
    viterbi,
)
from onrecord.encoder.network import EventScores, LinkScores, Thresholds
from onrecord.encoder.windows import LIMIT, around, pack
from onrecord.find.anchors import encode
from onrecord.find.segments import find
from onrecord.reading import ACTS, MODES, TYPES
from training.corpus import (
    DYADS,
    POLNEAR_ACTS,
    Cue,
    Example,
    Segment,
    Story,
    Trigger,
    act_labels,
    damage,
    dyads,
    examples,
    passages,
    plv,
    polnear,
    renamed,
    sentences,
)
from training.marks import EVENTS, OWN
from training.network import Encoder, Network, Shape, minilm_folder
from training.scoring import articles, scored, texts_of


def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither truncating nor padding."""
    found = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def load(*checkpoints: Path, shares: Sequence[float] | None = None) -> Network:
    """The averaged weights of a checkpoint, or the mean of those of several, each with its share."""
    network = Network(Encoder(Shape()))
    network.load_state_dict(mean_state(checkpoints, shares))
    return network.eval()


def load_state(checkpoint: Path) -> dict[str, torch.Tensor]:
    """The averaged weights of a checkpoint by name, and those that are not averaged."""
    state = torch.load(checkpoint, weights_only=True)
    return {**state["network"], **state["average"]}


def mean_state(checkpoints: Sequence[Path], shares: Sequence[float] | None = None) -> dict[str, torch.Tensor]:
    """The mean of the weights of several checkpoints that come from one another, each with its share (all alike)."""
    states = [load_state(checkpoint) for checkpoint in checkpoints]
    parts = torch.tensor(shares or [1.0] * len(states))
    parts = parts / parts.sum()
    return {
        name: torch.stack([state[name].float() * part for state, part in zip(states, parts, strict=True)]).sum(0)
        for name in states[0]
    }


class TorchRunner:
    """The network in training, behind the interface that the finders use."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()
        chains = (network.tag_crf, network.link_crf, network.trigger_crf, network.event_crf)
        pairs: Iterator[Floats] = (chain.transitions().detach().numpy() for chain in chains)
        self.tag_pairs, self.link_pairs, self.trigger_pairs, self.event_pairs = pairs

    def encode(self, ids: Ints, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states, tags, triggers = self.network.encode(*map(torch.from_numpy, (ids, mask, roles)))
        return states.float().numpy(), tags.float().numpy(), triggers.float().numpy()

    def read(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> LinkScores:
        with torch.no_grad():
            out = self.network.reader(*map(torch.from_numpy, (states, mask, start, end)))
        return LinkScores(*(part.float().numpy() for part in (out.labels, out.valid, out.form, out.act)))

    def read_events(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> EventScores:
        with torch.no_grad():
            out = self.network.event_reader(*map(torch.from_numpy, (states, mask, start, end)))
        heads = (out.labels, out.valid, out.type, out.mode, out.reality, out.standing)
        return EventScores(*(part.float().numpy() for part in heads))

    def read_dyads(self, states: Floats, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        with torch.no_grad():
            kind, mode, reality = self.network.dyads(*map(torch.from_numpy, (states, mask, roles)))
        return kind.numpy(), mode.numpy(), reality.numpy()


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


def offered(tags: torch.Tensor, batch: Batch, role: slice) -> list[list[tuple[int, int]]]:
    """Runs of pieces that look like a cue (a trigger) to its tagger as it is now, for each window.

    `role` is where the labels of that role stand.
    """
    chance = tags.detach().float().softmax(-1)[..., role].sum(-1)
    found = []
    for row, example in enumerate(batch.examples):
        likely = (chance[row, : len(example.window)] > 0.3).tolist()
        hot = [on and place is not None for on, place in zip(likely, example.window.places, strict=True)]
        runs, start = [], None
        for place, on in enumerate([*hot, False]):
            if on and start is None:
                start = place
            elif not on and start is not None:
                runs.append((start, place))
                start = None
        found.append(runs)
    return found


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


Anchor = tuple[int, int, int, Cue | Trigger | None]  # window, start, end, what is known of it


def anchors(
    batch: Batch, labelled: list[Sequence[Cue | Trigger]], runs: list[list[tuple[int, int]]], chance: random.Random
) -> list[Anchor]:
    """What a reader is trained on: the labelled anchors of each window, and as many wrong ones as the tagger offers."""
    found: list[Anchor] = []
    for row, known in enumerate(labelled):
        for item in known:
            start, end = item.start, item.end
            near = [run for run in runs[row] if run[0] < end and run[1] > start]
            # Some as the tagger would offer them, so that the reader learns to live with wrong boundaries.
            if len(near) == 1 and chance.random() < 0.3:
                start, end = near[0]
            found.append((row, start, end, item))
        false = [run for run in runs[row] if not any(item.start < run[1] and item.end > run[0] for item in known)]
        # At first nearly everything looks like an anchor: no more wrong ones than right ones.
        for start, end in chance.sample(false, min(len(false), len(known) + 1)):
            found.append((row, start, end, None))
    return found


def part_labels(found: list[Anchor], near: Surroundings, roles: tuple[str, ...]) -> torch.Tensor:
    """The gold labels (M, T) of what belongs to each anchor; zeros where it is none."""
    gold = torch.zeros(near.mask.shape, dtype=torch.long)
    for number, ((*_, item), low, size) in enumerate(zip(found, near.low, near.sizes.tolist(), strict=True)):
        if item is not None:
            here = [(r, max(a - low, 0), min(b - low, size)) for r, a, b in item.parts if a - low < size and b > low]
            gold[number] = torch.from_numpy(mark(here, gold.shape[1], roles))
    return gold


def classes(
    heads: Iterable[tuple[str, float, torch.Tensor, Sequence[int]]], parts: dict[str, float]
) -> torch.Tensor | float:
    """The weighted loss of (name, weight, logits, wanted); wanted is -1 where nobody says."""
    loss: torch.Tensor | float = 0.0
    for name, weight, logits, numbers in heads:
        wanted = torch.tensor(list(numbers))
        if (wanted >= 0).any():
            part = nn.functional.cross_entropy(logits.float(), wanted, ignore_index=-1, label_smoothing=0.05)
            loss = loss + weight * part
            parts[name] = float(part.detach())
    return loss


def mode_loss(
    name: str, weight: float, logits: torch.Tensor, wanted: Sequence[tuple[int, int] | None], parts: dict[str, float]
) -> torch.Tensor | float:
    """The weighted loss of the modes of each type by themselves, so that none of them may fit.

    `wanted` holds type and mode (-1: none fits), `None` where nobody says.
    """
    target = torch.zeros(logits.shape)
    asked = torch.zeros(logits.shape)
    for row, item in enumerate(wanted):
        if item is not None:
            kind, mode = item
            asked[row, [number for number, of in enumerate(MODES) if of.startswith(f"{TYPES[kind]}.")]] = 1
            if mode >= 0:
                target[row, mode] = 1
    if not asked.any():
        return 0.0
    each = nn.functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    loss = (each * asked).sum() / asked.any(1).sum()
    parts[name] = float(loss.detach())
    return weight * loss


def step_loss(network: Network, batch: Batch, chance: random.Random) -> tuple[torch.Tensor, dict[str, float]]:
    """The joint loss of one batch, and its parts."""
    with torch.autocast("cpu", torch.bfloat16):
        states, tags, triggers = network.encode(batch.ids, batch.mask, batch.roles)
    loss = states.sum() * 0.0
    parts: dict[str, float] = {}
    for head_loss in (
        statement_loss(network, batch, states, tags, chance, parts),
        event_loss(network, batch, states, triggers, chance, parts),
        dyad_loss(network, batch, states, parts),
    ):
        if head_loss is not None:
            loss = loss + head_loss
    return loss, parts


def statement_loss(
    network: Network, batch: Batch, states: torch.Tensor, tags: torch.Tensor, chance: random.Random,
    parts: dict[str, float],
) -> torch.Tensor | None:  # fmt: skip
    """Tags, links, validity, form and act, on the windows whose statements are labelled."""
    if not batch.told.any():
        return None
    # PolNeAR has a statement every 41 word pieces: a scale that windows without statements share.
    scale = float((batch.mask.sum(1) * batch.told).sum()) / 41
    loss = (network.tag_crf.loss(tags, batch.tags, batch.lengths) * batch.told).sum() / scale
    parts["tag"] = float(loss.detach())
    runs = [
        run if example.told else []
        for run, example in zip(offered(tags, batch, slice(5, 9)), batch.examples, strict=True)
    ]
    found = anchors(batch, [example.cues for example in batch.examples], runs, chance)
    if found:
        near = surroundings(batch, states, found)
        with torch.autocast("cpu", torch.bfloat16):
            links = network.reader(near.states, near.mask, near.start, near.end)
        real = torch.tensor([float(cue is not None) for *_, cue in found])
        gold = part_labels(found, near, LINK_ROLES)
        link_loss = (network.link_crf.loss(links.labels, gold, near.sizes) * real).sum() / scale
        valid_loss = nn.functional.binary_cross_entropy_with_logits(links.valid.float(), real)
        parts |= {"link": float(link_loss.detach()), "valid": float(valid_loss.detach())}
        # Acts come from our own few passages alone: they weigh more, or the encoder never turns to them.
        known = [cue if isinstance(cue, Cue) else None for *_, cue in found]
        loss = (
            loss
            + link_loss
            + valid_loss
            + classes(
                [
                    ("form", 1.0, links.form, [cue.form if cue else -1 for cue in known]),
                    ("act", 4.0, links.act, [cue.act if cue else -1 for cue in known]),
                ],
                parts,
            )
        )
    return loss


def event_loss(
    network: Network, batch: Batch, states: torch.Tensor, triggers: torch.Tensor, chance: random.Random,
    parts: dict[str, float],
) -> torch.Tensor | None:  # fmt: skip
    """Triggers, actors and recipients, validity, type, mode and reality, on the windows whose events are labelled."""
    if not batch.happened.any():
        return None
    scale = float((batch.mask.sum(1) * batch.happened).sum()) / 25
    loss = (network.trigger_crf.loss(triggers, batch.triggers, batch.lengths) * batch.happened).sum() / scale
    parts["trigger"] = float(loss.detach())
    runs = offered(triggers, batch, slice(1, 5))
    runs = [run if example.happened else [] for run, example in zip(runs, batch.examples, strict=True)]
    found = anchors(batch, [example.triggers for example in batch.examples], runs, chance)
    if found:
        near = surroundings(batch, states, found)
        with torch.autocast("cpu", torch.bfloat16):
            out = network.event_reader(near.states, near.mask, near.start, near.end)
        real = torch.tensor([float(trigger is not None) for *_, trigger in found])
        gold = part_labels(found, near, EVENT_ROLES)
        part_loss = (network.event_crf.loss(out.labels, gold, near.sizes) * real).sum() / scale
        valid_loss = nn.functional.binary_cross_entropy_with_logits(out.valid.float(), real)
        parts |= {"parts": float(part_loss.detach()), "event": float(valid_loss.detach())}
        known = [trigger if isinstance(trigger, Trigger) else None for *_, trigger in found]
        loss = (
            loss
            + part_loss
            + 2 * valid_loss
            + mode_loss("mode", 0.5, out.mode, [(t.type, t.mode) if t else None for t in known], parts)
            + classes(
                [
                    ("type", 2.0, out.type, [t.type if t else -1 for t in known]),
                    ("reality", 2.0, out.reality, [t.reality if t else -1 for t in known]),
                    ("standing", 1.0, out.standing, [t.standing if t else -1 for t in known]),
                ],
                parts,
            )
        )
    return loss


def dyad_loss(network: Network, batch: Batch, states: torch.Tensor, parts: dict[str, float]) -> torch.Tensor | None:
    """Type, mode and reality of what a given actor does to a given recipient, in the windows that ask for it."""
    asked = [example.asked for example in batch.examples]
    found = [pair for pair in asked if pair is not None]
    if not found:
        return None
    rows = torch.tensor([row for row, pair in enumerate(asked) if pair is not None])
    with torch.autocast("cpu", torch.bfloat16):
        kind, mode, reality = network.dyads(states[rows], batch.mask[rows], batch.roles[rows])
    # Where two types are one root, the chance of either counts.
    chance = kind.float().log_softmax(-1)
    right = torch.stack([torch.logsumexp(chance[n, list(p.types)], 0) for n, p in enumerate(found)]).mean()
    type_loss = -(0.9 * right + 0.1 * chance.mean())  # smoothed, or the few sentences are soon known by heart
    parts["dyad"] = float(type_loss.detach())
    told = [None if pair.mode is None else (pair.types[0], pair.mode) for pair in found]
    return (
        2 * type_loss
        + mode_loss("dyad mode", 0.3, mode, told, parts)
        + classes([("dyad reality", 0.5, reality, [pair.reality for pair in found])], parts)
    )


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


def score(
    network: Network, eval_folder: Path, out: Path, pieces: Tokenizer, rank: int, workers: int
) -> dict[str, dict[str, float]]:
    """The scorer's figures on this worker's share of the intact and the damaged development set."""
    runner = TorchRunner(network)
    figures = {}
    for name in ("statements", "statements-damaged")[rank::workers]:
        found = [
            (
                article,
                find(
                    encode(pack(enumerate(article["paragraphs"]), pieces), runner),
                    texts_of(article),
                    runner,
                    Thresholds(),
                ),
            )
            for article in articles(eval_folder / name)
        ]
        figures[name] = scored(eval_folder / name, found, out / f"{name}.jsonl")
    return figures


def act_score(network: Network, pieces: Tokenizer, own: Path) -> float:
    """Macro-F1 of the acts on the kept-back fifth, each cue given."""
    held = list(passages(own, held=True))
    if not held:
        return 0.0
    network.eval()
    hits, wanted, got = np.zeros(len(ACTS)), np.zeros(len(ACTS)), np.zeros(len(ACTS))
    chance = random.Random(1)
    for batch in batches(examples(held, pieces, limit=LIMIT), chance, 4096):
        cues = [(row, cue) for row, example in enumerate(batch.examples) for cue in example.cues]
        if not cues:
            continue
        with torch.no_grad():
            states, *_ = network.encode(batch.ids, batch.mask, batch.roles)
            near = surroundings(batch, states, [(r, c.start, c.end, c) for r, c in cues])
            links = network.reader(near.states, near.mask, near.start, near.end)
        for guess, (_, cue) in zip(links.act.argmax(-1).tolist(), cues, strict=True):
            wanted[cue.act] += 1
            got[guess] += 1
            hits[cue.act] += guess == cue.act
    f1 = 200 * hits / np.maximum(wanted + got, 1)
    print("  acts", {a: round(float(f)) for a, f in zip(ACTS, f1, strict=True)}, int(wanted.sum()), flush=True)
    return float(f1.mean())


def event_score(network: Network, pieces: Tokenizer, folder: Path) -> dict[str, float]:
    """On the kept-back fifth of our event passages, in per cent: triggers found (F1), and, each trigger given, type and
    reality (accuracy), actor and recipient (F1 of whole spans), not-actual acts taken for actual, passages
    without events that get one."""
    held = [story for story in passages(folder, held=True) if story.events is not None]
    network.eval()
    hits = found = wanted = kind = real = stand = count = not_actual = called_actual = empty = filled = 0
    parts = {role: [0, 0, 0] for role in EVENT_ROLES}
    pairs = network.event_crf.transitions().detach().numpy()
    for batch in batches(examples(held, pieces, limit=LIMIT), random.Random(1), 4096):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states, _, triggers = network.encode(batch.ids, batch.mask, batch.roles)
        lengths = batch.lengths.numpy()
        scores = edges(triggers.float().numpy(), TRIGGER_ROLES, lengths)
        rows = viterbi(scores, network.trigger_crf.transitions().detach().numpy(), lengths)
        offers = [(row, a, b, None) for row, best in enumerate(rows) for _, a, b in spans(best, TRIGGER_ROLES)]
        sure = []
        if offers:
            near = surroundings(batch, states.float(), offers)
            with torch.no_grad():
                sure = (network.event_reader(near.states, near.mask, near.start, near.end).valid > 0).tolist()
        for row, example in enumerate(batch.examples):
            given = [(a, b) for (r, a, b, _), good in zip(offers, sure, strict=True) if r == row and good]
            found += len(given)
            wanted += len(example.triggers)
            hits += sum(any(a < t.end and t.start < b for a, b in given) for t in example.triggers)
            if not example.triggers:
                empty += 1
                filled += bool(given)
        known = [(row, t.start, t.end, t) for row, example in enumerate(batch.examples) for t in example.triggers]
        if not known:
            continue
        near = surroundings(batch, states.float(), known)
        with torch.no_grad():
            out = network.event_reader(near.states, near.mask, near.start, near.end)
        best = viterbi(edges(out.labels.numpy(), EVENT_ROLES, near.sizes.numpy()), pairs, near.sizes.numpy())
        for number, (*_, t) in enumerate(known):
            count += 1
            kind += int(out.type[number].argmax()) == t.type
            reality = int(out.reality[number].argmax())
            real += reality == t.reality
            stand += int(out.standing[number].argmax()) == t.standing
            if t.reality:
                not_actual += 1
                called_actual += reality == 0
            told = set(spans(best[number], EVENT_ROLES))
            gold = {(r, a - near.low[number], b - near.low[number]) for r, a, b in t.parts}
            for role in EVENT_ROLES:
                mine, theirs = ({item for item in group if item[0] == role} for group in (told, gold))
                parts[role] = [
                    x + y for x, y in zip(parts[role], (len(mine & theirs), len(mine), len(theirs)), strict=True)
                ]
    figures = {
        "triggers": 200 * hits / max(found + wanted, 1),
        "type": 100 * kind / max(count, 1),
        "reality": 100 * real / max(count, 1),
        "standing": 100 * stand / max(count, 1),
        "called actual": 100 * called_actual / max(not_actual, 1),
        "filled": 100 * filled / max(empty, 1),
        "count": float(count),
    }
    figures |= {role: 200 * n / max(m + k, 1) for role, (n, m, k) in parts.items()}
    return {name: round(value, 1) for name, value in figures.items()}


def dyad_score(network: Network, pieces: Tokenizer, folder: Path) -> dict[str, float]:
    """Macro-F1 of PLV's roots in per cent, dyad given."""
    network.eval()
    wanted, got, right = Counter[int](), Counter[int](), Counter[int]()
    for batch in batches(questions(plv(folder), pieces, random.Random(1), 0.0), random.Random(1), 4096):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states, *_ = network.encode(batch.ids, batch.mask, batch.roles)
        with torch.no_grad():
            kind = network.dyads(states.float(), batch.mask, batch.roles)[0].softmax(-1)
        retreat = TYPES.index("RETREAT")
        kind[:, TYPES.index("CONCEDE")] += kind[:, retreat]
        kind[:, retreat] = 0
        for guess, example in zip(kind.argmax(-1).tolist(), batch.examples, strict=True):
            assert example.asked is not None
            wanted[example.asked.types[0]] += 1
            got[guess] += 1
            right[guess] += guess == example.asked.types[0]
    each = [200 * right[k] / (wanted[k] + got[k]) for k in wanted]
    return {"root": round(sum(each) / len(each), 1), "accuracy": round(100 * right.total() / wanted.total(), 1)}


def share_gradients(parameters: list[torch.nn.Parameter], workers: int) -> None:
    """Average the gradients over the workers; a parameter that one of them did not use counts as zero there."""
    for parameter in parameters:
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    flat = torch.cat([p.grad.flatten() for p in parameters if p.grad is not None])
    torch.distributed.all_reduce(flat)
    flat /= workers
    place = 0
    for parameter in parameters:
        assert parameter.grad is not None
        size = parameter.numel()
        parameter.grad.copy_(flat[place : place + size].view_as(parameter))
        place += size


def work(rank: int, options: argparse.Namespace) -> None:
    """One worker: every worker holds the same weights, rank 0 writes."""
    torch.set_num_threads(1)
    rendezvous = options.out / "rendezvous"
    torch.distributed.init_process_group(
        "gloo", init_method=f"file://{rendezvous.resolve()}", rank=rank, world_size=options.workers
    )
    checkpoint = options.out / "checkpoint.pt"
    torch.manual_seed(options.seed)
    pieces = tokenizer()
    labels = act_labels(options.acts, held=False) if options.acts.exists() else None
    stories = polnear(options.data, labels)[: options.articles]
    network = Network(Encoder.pretrained(minilm_folder()))
    network.encoder.words.weight.requires_grad_(False)
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    inner = {id(p) for p in network.encoder.parameters()}
    fast = [p for p in network.parameters() if id(p) not in inner]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": options.head_rate}], weight_decay=0.01
    )
    learned = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    average = {name: p.detach().clone() for name, p in learned}
    done, steps = 0, 0
    if options.start:
        # Heads that are new since then begin from nothing.
        network.load_state_dict(mean_state(options.start), strict=False)
        average = {name: p.detach().clone() for name, p in learned}
    if options.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        average, done, steps = state["average"], state["done"], state["steps"]

    for number in range(done, min(options.passes, options.stop_after)):
        chance = random.Random(options.seed * 1000 + number)
        own = kinds(
            [
                *passages(options.own, held=False),
                *passages(options.events, held=False),
                *(sentences(options.sentences) if options.sentences else []),
            ]
        )
        found = pass_examples(
            chance.sample(stories, round(options.share * len(stories))),
            own,
            pieces,
            chance,
            options.damaged,
            (options.own_times, options.event_times),
            options.abroad,
        )
        told = [story for kind in own for story in kind] + dyads(DYADS)
        asked = questions(told, pieces, chance, options.damaged, options.abroad)
        # Apart from the rest, because a window is encoded anew for each dyad that is asked about.
        made = [
            batch for group in (found, asked) for batch in batches(group, chance, options.pieces, masked=options.masked)
        ]
        chance.shuffle(made)
        made = made[: len(made) // options.workers * options.workers][rank :: options.workers]
        torch.manual_seed(options.seed * 1000 + number * 10 + rank)
        begin = time.monotonic()
        network.train()
        sums: dict[str, float] = {}
        for index, batch in enumerate(made):
            progress = (number + index / len(made)) / options.passes
            warm = min(1.0, progress * options.passes / 0.3)
            for group, rate in zip(optimiser.param_groups, (options.rate, options.head_rate), strict=True):
                group["lr"] = rate * warm * (0.5 * (1 + math.cos(math.pi * progress)) * 0.97 + 0.03)
            loss, parts = step_loss(network, batch, chance)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            share_gradients([*slow, *fast], options.workers)
            torch.nn.utils.clip_grad_norm_([*slow, *fast], 1.0)
            optimiser.step()
            steps += 1
            keep = min(0.998, (steps + 1) / (steps + 10))
            with torch.no_grad():
                for name, p in learned:
                    average[name].lerp_(p, 1 - keep)
            for name, part in parts.items():
                sums[name] = sums.get(name, 0) + part
            if index % 50 == 49 and rank == 0:
                spent = time.monotonic() - begin
                read = options.workers * sum(int(b.mask.sum()) for b in made[: index + 1])
                means = {k: round(v / (index + 1), 3) for k, v in sums.items()}
                print(f"pass {number + 1} step {index + 1}/{len(made)} {read / spent:.0f} pieces/s {means}", flush=True)
        if rank == 0:
            state = {
                "network": network.state_dict(), "average": average, "optimiser": optimiser.state_dict(),
                "done": number + 1, "steps": steps,
            }  # fmt: skip
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            if options.keep:
                shutil.copy(checkpoint, options.out / f"pass{number + 1}.pt")
        line: dict[str, object] = {
            "pass": number + 1,
            "seconds": round(time.monotonic() - begin),
            "own": sum(len(kind) for kind in own),
        }
        if options.dev and (number % 2 or number + 1 == options.passes):
            trained = {name: p.detach().clone() for name, p in learned}
            network.load_state_dict(average, strict=False)
            line |= score(network, options.dev, options.out, pieces, rank, options.workers)
            if rank == 0:
                line["acts"] = round(act_score(network, pieces, options.own), 1)
                line["events"] = event_score(network, pieces, options.events)
                line["dyads"] = dyad_score(network, pieces, options.dev / "events")
            network.load_state_dict(trained, strict=False)
        print(json.dumps(line), flush=True)
        with open(options.out / f"log{rank}.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=OWN, help="folder of our own labelled passages")
    parser.add_argument("--events", type=Path, default=EVENTS, help="folder of our own passages with events")
    parser.add_argument("--sentences", type=Path, help="folder of others' sentences with events (plv, cameo_class)")
    parser.add_argument("--acts", type=Path, default=POLNEAR_ACTS, help="our labels of PolNeAR statements")
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=10)
    parser.add_argument("--stop-after", type=int, default=10**6, help="stop after this many passes, to go on later")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=1536, help="word pieces in a worker's part of a batch")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--damaged", type=float, default=0.35)
    parser.add_argument(
        "--abroad", type=float, default=0.4, help="share of passages with events moved to other countries"
    )
    parser.add_argument("--masked", type=float, default=0.05, help="share of the word pieces that are hidden")
    parser.add_argument("--share", type=float, default=1.0, help="of the PolNeAR articles read in each pass")
    parser.add_argument("--own-times", type=int, default=2, help="how often a pass reads our own passages")
    parser.add_argument("--event-times", type=int, default=3, help="how often it reads passages with events")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=10**6, help="only so many articles, to try things")
    parser.add_argument("--start", type=Path, nargs="+", help="begin with the mean of the weights of these checkpoints")
    parser.add_argument("--keep", action="store_true", help="keep the checkpoint of every pass, to take means of")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "rendezvous").unlink(missing_ok=True)  # of an earlier run
    torch.multiprocessing.spawn(work, args=(options,), nprocs=options.workers)


if __name__ == "__main__":
    main()
