"""Time expressions: the development set as it is and damaged, scored as TempEval-3 does.

    python -m eval.times [--shared ../shared]

The damaged copy is made here, with the damage that the models are trained on: marks lost, paragraphs shuffled. Its
gold is moved along, and the same scorer is run on it.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path
from typing import Any

from eval import sets
from training.corpus import Statement, Story, damage

HERE = Path(__file__).parent
FIGURES = ("strict_f1", "relaxed_f1", "value_f1", "type_f1")


def score(shared: Path, folder: Path) -> dict[str, float]:
    """The scorer's figures in per cent; those of the damaged copy are called `damaged_…`. Writes into `folder`."""
    gold, scorer, hurt = shared / "eval" / "times", shared / "eval" / "score_times.py", folder / "times-damaged"
    hurt.mkdir(exist_ok=True)
    damaged(gold, hurt)
    found: dict[str, float] = {}
    for prefix, source in (("", gold), ("damaged_", hurt)):
        figures = sets.read(source / "articles.jsonl", source / "gold.jsonl", scorer, folder / f"{prefix}times.jsonl")
        found |= {f"{prefix}{name}": figures[name] for name in FIGURES}
    return found


def damaged(source: Path, folder: Path) -> None:
    """Write a damaged copy of `articles.jsonl` and `gold.jsonl` into `folder`; the same copy each time."""
    chance = random.Random(7)
    with (
        open(folder / "articles.jsonl", "w", encoding="utf-8") as articles,
        open(folder / "gold.jsonl", "w", encoding="utf-8") as gold,
    ):
        for article, labels in zip(_lines(source / "articles.jsonl"), _lines(source / "gold.jsonl"), strict=True):
            places = [
                (time["span"]["paragraph"], time["span"]["start"], time["span"]["end"]) for time in labels["times"]
            ]
            # A label travels as a statement whose act is its number.
            marks = [Statement([place], [place], [place], act=number) for number, place in enumerate(places)]
            story = damage(Story(article["id"], article["paragraphs"], marks), chance)
            times = []
            for mark in story.statements or ():
                ((number, start, end),) = mark.cue
                span = {"paragraph": number, "start": start, "end": end, "text": story.paragraphs[number][start:end]}
                times.append(labels["times"][mark.act] | {"span": span})
            print(json.dumps(article | {"paragraphs": story.paragraphs}), file=articles)
            print(json.dumps({"id": article["id"], "times": times}), file=gold)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in score(options.shared, Path(folder)).items():
            print(f"{name:22}{figure:7.2f}")


if __name__ == "__main__":
    main()
