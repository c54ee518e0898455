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
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing

from training.batches import batches, kinds, pass_examples, questions
from training.checkpoints import mean_state, tokenizer
from training.corpus import (
    DYADS,
    POLNEAR_ACTS,
    act_labels,
    dyads,
    passages,
    polnear,
    sentences,
)
from training.losses import step_loss
from training.marks import EVENTS, OWN
from training.network import Encoder, Network, minilm_folder
from training.progress import act_score, dyad_score, event_score, score


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
