"""The figures of news sentences (NewsQuant's even half): value, bound and unit.

python -m eval.figures           prints precision, recall and F1
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord import read_articles
from onrecord.find.figures import find_figures


def score(shared: Path, folder: Path) -> dict[str, float]:
    """What the shared scorer says of our figures; `folder` gets them as OUTPUT.jsonl."""
    output, gold = folder / "OUTPUT.jsonl", shared / "eval/figures"
    with output.open("w", encoding="utf-8") as lines:
        for article in read_articles(gold / "articles.jsonl"):
            found = [figure.to_json() for figure in find_figures(article)]
            lines.write(json.dumps({"article": article.to_json(), "figures": found}, ensure_ascii=False) + "\n")
    scorer = [sys.executable, str(shared / "eval/score_figures.py"), str(gold / "gold.jsonl"), str(output)]
    done = subprocess.run(scorer, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = score(Path("../shared"), Path(folder))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
