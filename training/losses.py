"""What the heads are trained on: the joint loss of one batch, and its parts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import torch
import torch.distributed
import torch.multiprocessing
from torch import nn

from onrecord.encoder.crf import (
    EVENT_ROLES,
    LINK_ROLES,
    mark,
)
from onrecord.reading import MODES, TYPES
from training.batches import Batch, Surroundings, surroundings
from training.corpus import (
    Cue,
    Trigger,
)
from training.network import Network

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
