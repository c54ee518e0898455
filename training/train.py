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
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer

from onrecord.encoder.crf import LINK_ROLES, TAG_ROLES, Floats, Ints, mark
from onrecord.encoder.network import LinkScores, Thresholds
from onrecord.encoder.windows import LIMIT, around, pack
from onrecord.find.segments import find
from onrecord.reading import ACTS
from training.corpus import POLNEAR_ACTS, Cue, Example, Story, act_labels, damage, examples, passages, polnear
from training.marks import OWN
from training.network import Encoder, Network, Shape, minilm_folder
from training.scoring import articles, scored, texts_of


def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither truncating nor padding."""
    found = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def load(checkpoint: Path) -> Network:
    """The averaged weights of a checkpoint."""
    state = torch.load(checkpoint, weights_only=True)
    network = Network(Encoder(Shape()))
    network.load_state_dict(state["network"])
    network.load_state_dict(state["average"], strict=False)
    return network.eval()


class TorchRunner:
    """The network in training, behind the interface that the finders use."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()
        self.tag_pairs: Floats = network.tag_crf.transitions().detach().numpy()
        self.link_pairs: Floats = network.link_crf.transitions().detach().numpy()

    def encode(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states, tags = self.network.encode(torch.from_numpy(ids), torch.from_numpy(mask))
        return states.float().numpy(), tags.float().numpy()

    def read(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> LinkScores:
        arrays = [torch.from_numpy(np.asarray(a)) for a in (states, mask, start, end)]
        with torch.no_grad():
            out = self.network.reader(*arrays)
        return LinkScores(*(part.float().numpy() for part in (out.labels, out.valid, out.form, out.act)))


@dataclass
class Batch:
    ids: torch.Tensor
    mask: torch.Tensor
    lengths: torch.Tensor
    tags: torch.Tensor
    examples: list[Example]


def batches(found: list[Example], chance: random.Random, pieces: int) -> Iterator[Batch]:
    """Batches of windows of like length, in random order."""
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
        for row, example in enumerate(group):
            size = len(example.window)
            ids[row, :size] = torch.tensor(example.window.ids)
            mask[row, :size] = 1
            tags[row, :size] = torch.from_numpy(mark(example.tags, size, TAG_ROLES))
        yield Batch(ids, mask, mask.sum(1).long(), tags, group)


def offered(tags: torch.Tensor, batch: Batch) -> list[list[tuple[int, int]]]:
    """Runs of pieces that look like a cue to the tagger as it is now, for each window."""
    chance = tags.detach().float().softmax(-1)[..., 5:9].sum(-1)
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


def surroundings(batch: Batch, states: torch.Tensor, cues: Sequence[tuple[int, int, int, Cue | None]]) -> Surroundings:
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


def step_loss(network: Network, batch: Batch, chance: random.Random) -> tuple[torch.Tensor, dict[str, float]]:
    """The joint loss of one batch, and its parts."""
    with torch.autocast("cpu", torch.bfloat16):
        states, tags = network.encode(batch.ids, batch.mask)
    tag_loss = network.tag_crf.loss(tags, batch.tags, batch.lengths).sum()

    runs = offered(tags, batch)
    cues: list[tuple[int, int, int, Cue | None]] = []
    for row, example in enumerate(batch.examples):
        for cue in example.cues:
            start, end = cue.start, cue.end
            near = [run for run in runs[row] if run[0] < end and run[1] > start]
            # Some cues as the tagger would offer them, so that the reader learns to live with wrong boundaries.
            if len(near) == 1 and chance.random() < 0.3:
                start, end = near[0]
            cues.append((row, start, end, cue))
        false = [run for run in runs[row] if not any(cue.start < run[1] and cue.end > run[0] for cue in example.cues)]
        # At first nearly everything looks like a cue: no more wrong ones than right ones.
        for start, end in chance.sample(false, min(len(false), len(example.cues) + 1)):
            cues.append((row, start, end, None))
    # PolNeAR has a statement every 41 word pieces: a scale that windows without statements share.
    scale = float(batch.mask.sum()) / 41
    loss = tag_loss / scale
    parts = {"tag": float(loss.detach())}
    if cues:
        near = surroundings(batch, states, cues)
        with torch.autocast("cpu", torch.bfloat16):
            links = network.reader(near.states, near.mask, near.start, near.end)
        gold = torch.zeros(near.mask.shape, dtype=torch.long)
        for number, ((*_, cue), low, size) in enumerate(zip(cues, near.low, near.sizes.tolist(), strict=True)):
            if cue is not None:
                parts_here = [
                    (r, max(a - low, 0), min(b - low, size)) for r, a, b in cue.parts if a - low < size and b > low
                ]
                gold[number] = torch.from_numpy(mark(parts_here, gold.shape[1], LINK_ROLES))
        real = torch.tensor([float(cue is not None) for *_, cue in cues])
        link_loss = (network.link_crf.loss(links.labels, gold, near.sizes) * real).sum() / scale
        valid_loss = torch.nn.functional.binary_cross_entropy_with_logits(links.valid.float(), real)
        form = torch.tensor([cue.form if cue is not None else -1 for *_, cue in cues])
        act = torch.tensor([cue.act if cue is not None else -1 for *_, cue in cues])
        loss = loss + link_loss + valid_loss
        parts |= {"link": float(link_loss.detach()), "valid": float(valid_loss.detach())}
        # Acts come from our own few passages alone: they weigh more, or the encoder never turns to them.
        for name, weight, logits, wanted in (("form", 1.0, links.form, form), ("act", 4.0, links.act, act)):
            if (wanted >= 0).any():
                part = torch.nn.functional.cross_entropy(logits.float(), wanted, ignore_index=-1, label_smoothing=0.05)
                loss = loss + weight * part
                parts[name] = float(part.detach())
    return loss, parts


def pass_examples(
    stories: list[Story], own: list[Story], pieces: Tokenizer, chance: random.Random, damaged: float, times: int
) -> list[Example]:
    """The windows of one pass: articles as they are or damaged, our passages in random company."""
    seen = [damage(s, chance) if chance.random() < damaged else s for s in stories]
    limits = (128, LIMIT)
    found = []
    for limit in limits:
        found += examples([s for i, s in enumerate(seen) if i % 2 == limits.index(limit)], pieces, limit=limit)
    for _ in range(times):
        chance.shuffle(own)
        for start in range(0, len(own), 5):
            company = merge(own[start : start + 5])
            found += examples([damage(company, chance) if chance.random() < damaged else company], pieces, limit=LIMIT)
    return found


def merge(stories: list[Story]) -> Story:
    """Several one-paragraph stories as the paragraphs of one."""
    paragraphs: list[str] = []
    statements = []
    for story in stories:
        base = len(paragraphs)
        paragraphs += story.paragraphs
        for s in story.statements:
            for segments in (s.source, s.cue, s.content):
                segments[:] = [(p % len(story.paragraphs) + base, a, b) for p, a, b in segments]
            statements.append(s)
    return Story("+".join(s.id for s in stories), paragraphs, statements)


def score(
    network: Network, eval_folder: Path, out: Path, pieces: Tokenizer, rank: int, workers: int
) -> dict[str, dict[str, float]]:
    """The scorer's figures on this worker's share of the intact and the damaged development set."""
    runner = TorchRunner(network)
    figures = {}
    for name in ("statements", "statements-damaged")[rank::workers]:
        found = [
            (article, find(pack(enumerate(article["paragraphs"]), pieces), texts_of(article), runner, Thresholds()))
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
            states, _ = network.encode(batch.ids, batch.mask)
            near = surroundings(batch, states, [(r, c.start, c.end, c) for r, c in cues])
            links = network.reader(near.states, near.mask, near.start, near.end)
        for guess, (_, cue) in zip(links.act.argmax(-1).tolist(), cues, strict=True):
            wanted[cue.act] += 1
            got[guess] += 1
            hits[cue.act] += guess == cue.act
    f1 = 200 * hits / np.maximum(wanted + got, 1)
    print("  acts", {a: round(float(f)) for a, f in zip(ACTS, f1, strict=True)}, int(wanted.sum()), flush=True)
    return float(f1.mean())


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
    if options.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        average, done, steps = state["average"], state["done"], state["steps"]

    for number in range(done, min(options.passes, options.stop_after)):
        chance = random.Random(options.seed * 1000 + number)
        own = list(passages(options.own, held=False))
        found = pass_examples(
            chance.sample(stories, round(options.share * len(stories))),
            own,
            pieces,
            chance,
            options.damaged,
            options.own_times,
        )
        made = list(batches(found, chance, options.pieces))
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
        line: dict[str, object] = {"pass": number + 1, "seconds": round(time.monotonic() - begin), "own": len(own)}
        if options.dev and (number % 2 or number + 1 == options.passes):
            trained = {name: p.detach().clone() for name, p in learned}
            network.load_state_dict(average, strict=False)
            line |= score(network, options.dev, options.out, pieces, rank, options.workers)
            if rank == 0:
                line["acts"] = round(act_score(network, pieces, options.own), 1)
            network.load_state_dict(trained, strict=False)
        print(json.dumps(line), flush=True)
        with open(options.out / f"log{rank}.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=OWN, help="folder of our own labelled passages")
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
    parser.add_argument("--share", type=float, default=1.0, help="of the PolNeAR articles read in each pass")
    parser.add_argument("--own-times", type=int, default=2, help="how often a pass reads our own passages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=10**6, help="only so many articles, to try things")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "rendezvous").unlink(missing_ok=True)  # of an earlier run
    torch.multiprocessing.spawn(work, args=(options,), nprocs=options.workers)


if __name__ == "__main__":
    main()
