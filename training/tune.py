"""Set the thresholds on the development set, and write them for `training.export`.

    python -m training.tune --model src/onrecord/resources/model --dev ../shared/eval --out work/thresholds.json

The candidates are found once for each logit offset; the least confidence is then tried on what was found. What
is maximised is the mean of the three exact F1 figures and twice that of relations, over the intact and damaged set.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord.encoder.network import Thresholds
from onrecord.encoder.session import OnnxNetwork
from onrecord.encoder.windows import pack
from onrecord.find.segments import Found, find

CUE = (0.0, 0.5)
CONFIDENCE = (0.3, 0.4, 0.45, 0.5, 0.55)


def score(
    folder: Path, found: dict[str, list[Found]], articles: dict[str, dict[str, list[str]]], least: float
) -> dict[str, float]:
    """The scorer's figures for what is at least so sure."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for id, article in articles.items():
            texts = article["paragraphs"]
            statements = [
                {
                    role: [
                        {"paragraph": p, "start": a, "end": b, "text": texts[p][a:b]} for p, a, b in getattr(item, role)
                    ]
                    for role in ("source", "cue", "content")
                }
                for item in found[id]
                if item.confidence >= least
            ]
            out.write(json.dumps({"article": article, "statements": statements}) + "\n")
        out.flush()
        printed = subprocess.run(
            [sys.executable, folder.parent / "score_statements.py", folder / "gold.jsonl", out.name],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    figures: dict[str, float] = json.loads(printed.stdout.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = OnnxNetwork(options.model, threads=2)
    rows = []
    for cue in CUE:
        totals = dict.fromkeys(CONFIDENCE, 0.0)
        shown: dict[float, list[dict[str, float]]] = {least: [] for least in CONFIDENCE}
        for name in ("statements", "statements-damaged"):
            folder = options.dev / name
            articles, found = {}, {}
            for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
                article = json.loads(line)
                texts = dict(enumerate(article["paragraphs"]))
                articles[article["id"]] = article
                thresholds = Thresholds(cue=cue, confidence=min(CONFIDENCE))
                found[article["id"]] = find(pack(texts.items(), network.tokenizer), texts, network, thresholds)
            for least in CONFIDENCE:
                figures = score(folder, found, articles, least)
                shown[least].append(figures)
                totals[least] += sum(figures[f"exact_{r}"] for r in ("source", "cue", "content")) / 3
                totals[least] += 2 * figures["relation"]
        for least in CONFIDENCE:
            print(cue, least, round(totals[least], 2), shown[least], flush=True)
            rows.append((totals[least], cue, least))
    _, cue, least = max(rows)
    chosen = {"cue": cue, "confidence": least}
    # Nested statements are not in the gold, so each one counts as wrong there: only what is nearly sure stands.
    nested = {"cue": 0.0, "confidence": 0.97}
    options.out.write_text(json.dumps({"outer": chosen, "nested": nested}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
