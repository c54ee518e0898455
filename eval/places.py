"""Places found in raw text and put where they are: LGL and GeoVirus, development halves.

python -m eval.places [--shared ../shared]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord import read_articles
from onrecord.find.places import find_places

_WANTED = ("f1_161", "accuracy_161", "p", "r", "f1", "median_km")


def score(shared: Path, folder: Path) -> dict[str, float]:
    """The shared scorer's figures, each behind its corpus; `folder` gets `places.jsonl`."""
    gold = shared / "eval" / "places"
    out = folder / "places.jsonl"
    with open(out, "w", encoding="utf-8") as target:
        for article in read_articles(gold / "articles.jsonl"):
            places = [place.to_json() for place in find_places(article)]
            print(json.dumps({"article": article.to_json(), "places": places}), file=target)
    scorer = shared / "eval" / "score_places.py"
    printed = subprocess.run(
        [sys.executable, scorer, gold / "gold.jsonl", out], check=True, capture_output=True, text=True
    )
    rows = json.loads(printed.stdout.splitlines()[-1])
    return {f"{corpus}_{name}": row[name] for corpus, row in rows.items() for name in _WANTED}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--keep", type=Path, help="folder for places.jsonl")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in score(arguments.shared, arguments.keep or Path(folder)).items():
            print(f"{name:24}{figure:8}")


if __name__ == "__main__":
    main()
