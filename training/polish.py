"""Train the act head to the end, on what the finished encoder and link reader see; nothing else moves.

    python -m training.polish --checkpoint work/run/checkpoint.pt --out work/run/polished.pt

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
from training.corpus import Story, damage, examples, passages
from training.network import Network
from training.train import OWN, batches, load, merge, surroundings, tokenizer


def views(
    network: Network, own: list[Story], pieces: Tokenizer, chance: random.Random, damaged: float
) -> tuple[Tensor, Tensor]:
    """What the act head sees of every labelled cue, (M, V), and the acts, (M,)."""
    chance.shuffle(own)
    found = []
    for start in range(0, len(own), 5):
        company = merge(own[start : start + 5])
        found += examples([damage(company, chance) if chance.random() < damaged else company], pieces, limit=LIMIT)
    seen, acts = [], []
    for batch in batches(found, chance, 1536):
        cues = [(row, cue.start, cue.end, cue) for row, example in enumerate(batch.examples) for cue in example.cues]
        if cues:
            with torch.no_grad():
                states, _ = network.encode(batch.ids, batch.mask)
                near = surroundings(batch, states, cues)
                seen.append(network.reader(near.states, near.mask, near.start, near.end).view)
            acts += [cue.act for *_, cue in cues]
    return torch.cat(seen), torch.tensor(acts)


def f1(head: nn.Module, seen: Tensor, acts: Tensor) -> float:
    """Macro-F1 in per cent."""
    with torch.no_grad():
        guess = head(seen).argmax(-1)
    each = [
        200 * ((guess == k) & (acts == k)).sum() / ((guess == k).sum() + (acts == k).sum()) for k in range(len(ACTS))
    ]
    return float(torch.stack(each).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=OWN)
    parser.add_argument("--looks", type=int, default=4, help="how often each passage is seen, damaged afresh")
    parser.add_argument("--passes", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    pieces = tokenizer()
    network = load(options.checkpoint)
    own, held = (list(passages(options.own, held=kept)) for kept in (False, True))
    looks = [views(network, own, pieces, chance, 0.35 if n else 0.0) for n in range(options.looks)]
    seen, acts = (torch.cat(part) for part in zip(*looks, strict=True))
    test, wanted = views(network, held, pieces, chance, 0.0)
    head = network.reader.act
    print(
        f"before: {f1(head, seen, acts):.1f} on what is trained on, {f1(head, test, wanted):.1f} on the kept-back fifth"
    )
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
    print(
        f"after: {f1(head, seen, acts):.1f} on what is trained on, {f1(head, test, wanted):.1f} on the kept-back fifth"
    )
    torch.save({"network": network.state_dict(), "average": {}}, options.out)


if __name__ == "__main__":
    main()
