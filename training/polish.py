"""Train the act head to the end, on what the finished encoder and link reader see; nothing else moves.

    python -m training.polish --data DATA --checkpoint work/run/checkpoint.pt --out work/run/polished.pt

The joint training shows our few thousand acts too seldom for the head to settle; to show them oftener would cost the
segments. Here the view of each cue is computed once for each of several random damages, and the head alone is trained.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.encoder.windows import LIMIT
from onrecord.reading import ACTS
from training.batches import batches, merge, surroundings
from training.checkpoints import load, tokenizer
from training.corpus import POLNEAR_ACTS, Story, act_labels, damage, examples, passages, polnear
from training.marks import OWN
from training.network import Network


def views(network: Network, stories: list[Story], pieces: Tokenizer, chance: random.Random) -> tuple[Tensor, Tensor]:
    """What the act head sees of every labelled cue, (M, V), and the acts, (M,)."""
    found = examples(stories, pieces, limit=LIMIT)
    for example in found:
        example.cues = [cue for cue in example.cues if cue.act >= 0]
    seen, acts = [], []
    for batch in batches([example for example in found if example.cues], chance, 1536):
        cues = [(row, cue.start, cue.end, cue) for row, example in enumerate(batch.examples) for cue in example.cues]
        with torch.no_grad():
            states, *_ = network.encode(batch.ids, batch.mask, batch.roles)
            near = surroundings(batch, states, cues)
            seen.append(network.reader(near.states, near.mask, near.start, near.end).view)
        acts += [cue.act for *_, cue in cues]
    return torch.cat(seen), torch.tensor(acts)


def company(own: list[Story], chance: random.Random, damaged: float) -> list[Story]:
    """Our passages, five at a time as the paragraphs of one story, some damaged."""
    chance.shuffle(own)
    groups = [merge(own[start : start + 5]) for start in range(0, len(own), 5)]
    return [damage(group, chance) if chance.random() < damaged else group for group in groups]


def report(when: str, head: nn.Module, sets: dict[str, tuple[Tensor, Tensor]]) -> None:
    """Print accuracy and macro-F1 (over the acts that occur) of each set, in per cent."""
    for name, (seen, acts) in sets.items():
        with torch.no_grad():
            guess = head(seen).argmax(-1)
        each = [
            200 * ((guess == k) & (acts == k)).sum() / ((guess == k).sum() + (acts == k).sum())
            for k in range(len(ACTS))
            if (acts == k).any()
        ]
        accuracy = 100 * (guess == acts).float().mean()
        print(f"{when}, {name}: macro-F1 {float(torch.stack(each).mean()):.1f}, accuracy {accuracy:.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=OWN)
    parser.add_argument("--data", type=Path, required=True, help="the PolNeAR folder")
    parser.add_argument("--acts", type=Path, default=POLNEAR_ACTS)
    parser.add_argument("--looks", type=int, default=3, help="how often each passage is seen, damaged afresh")
    parser.add_argument("--passes", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    pieces = tokenizer()
    network = load(options.checkpoint)
    own, held = (list(passages(options.own, held=kept)) for kept in (False, True))
    looks = [views(network, company(own, chance, 0.5 if n else 0.0), pieces, chance) for n in range(options.looks)]
    looks.append(views(network, polnear(options.data, act_labels(options.acts, held=False)), pieces, chance))
    seen, acts = (torch.cat(part) for part in zip(*looks, strict=True))
    tests = {
        "our kept-back fifth": views(network, company(held, chance, 0.0), pieces, chance),
        "PolNeAR's": views(network, polnear(options.data, act_labels(options.acts, held=True)), pieces, chance),
    }
    head = network.reader.act
    report("before", head, tests | {"what is trained on": (seen, acts)})
    head.train()
    for module in head:
        if isinstance(module, nn.Dropout):
            module.p = 0.3
    optimiser = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, options.passes)
    for _ in range(options.passes):
        for rows in torch.randperm(len(seen)).split(64):
            loss = nn.functional.cross_entropy(head(seen[rows]), acts[rows], label_smoothing=0.1)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        schedule.step()
    head.eval()
    report("after", head, tests | {"what is trained on": (seen, acts)})
    torch.save({"network": network.state_dict(), "average": {}}, options.out)


if __name__ == "__main__":
    main()
