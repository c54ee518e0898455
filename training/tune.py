"""Show what the thresholds cost and bring on the development set, and write a choice for `training.export`.

    python -m training.tune --model src/onrecord/resources/model --dev ../shared/eval --out work/thresholds.json

The candidates are found once for each logit offset; the least confidence is then tried on what was found. What is
written has the highest mean of the three exact F1 figures and twice that of relations, over the intact and the damaged
set; it is there to be looked at and changed by hand. Events are tried on the kept-back fifth of our passages: chosen
is what finds most of them while fewer than `FILLED` per cent of the passages without events get one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from itertools import product
from pathlib import Path

from eval import events
from onrecord.encoder.network import EventThresholds, Thresholds
from onrecord.encoder.session import OnnxNetwork
from onrecord.encoder.windows import pack
from onrecord.find.anchors import encode
from onrecord.find.segments import find
from onrecord.reader import Reader
from training.scoring import articles, scored, texts_of

CUE = (0.0, 0.5)
CONFIDENCE = (0.3, 0.4, 0.45, 0.5, 0.6, 0.7)
NESTED = 0.97  # nested statements are not in the gold, so each counts as wrong there: only what is nearly sure stands
EVENTS = (0.25, 0.3, 0.35, 0.4)
SUREST = (0.85, 0.9, 0.93)
FILLED = 5.8


def event_thresholds(network: OnnxNetwork) -> dict[str, float]:
    """The thresholds that find most events while few passages without events get one; the strictest if none do."""
    reader = Reader(network=network)
    best, chosen = 0.0, EventThresholds(EVENTS[-1], SUREST[-1])
    for surest, least in product(SUREST, EVENTS):
        network.event_thresholds = EventThresholds(least, surest)
        figures = events.own(reader).figures()
        print("events", network.event_thresholds, figures, flush=True)
        if figures["empty_filled"] < FILLED and figures["detection"] > best:
            best, chosen = figures["detection"], network.event_thresholds
    return vars(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = OnnxNetwork(options.model, threads=2)
    totals: dict[tuple[float, float], float] = {}
    for cue in CUE:
        thresholds = Thresholds(cue=cue, confidence=min(CONFIDENCE))
        for name in ("statements", "statements-damaged"):
            folder = options.dev / name
            found = [
                (
                    a,
                    find(
                        encode(pack(enumerate(a["paragraphs"]), network.tokenizer), network),
                        texts_of(a),
                        network,
                        thresholds,
                    ),
                )
                for a in articles(folder)
            ]
            for least in CONFIDENCE:
                sure = ((a, [item for item in items if item.confidence >= least]) for a, items in found)
                with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
                    figures = scored(folder, sure, Path(out.name))
                exact = sum(figures[f"exact_{role}"] for role in ("source", "cue", "content")) / 3
                totals[cue, least] = totals.get((cue, least), 0.0) + exact + 2 * figures["relation"]
                print(name, cue, least, figures, flush=True)
    cue, least = max(totals, key=totals.__getitem__)
    chosen = {"outer": {"cue": cue, "confidence": least}, "nested": {"cue": 0.0, "confidence": NESTED}}
    chosen = {**chosen, "events": event_thresholds(network)}
    options.out.write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
