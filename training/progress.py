"""How good the heads are on the way: the development sets and our kept-back fifth, while the network trains."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer

from onrecord.encoder.crf import (
    EVENT_ROLES,
    TRIGGER_ROLES,
    Floats,
    Ints,
    edges,
    spans,
    viterbi,
)
from onrecord.encoder.network import EventScores, LinkScores, Thresholds
from onrecord.encoder.windows import LIMIT, pack
from onrecord.find.anchors import encode
from onrecord.find.segments import find
from onrecord.reading import ACTS, TYPES
from training.batches import batches, questions, surroundings
from training.corpus import (
    examples,
    passages,
    plv,
)
from training.network import Network
from training.scoring import articles, scored, texts_of


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
