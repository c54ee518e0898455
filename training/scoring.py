"""What was found in a development set, scored by the set's own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.find.segments import Found


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles of an evaluation folder."""
    with open(folder / "articles.jsonl", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts_of(article: dict[str, Any]) -> dict[int, str]:
    """The paragraphs by number."""
    return dict(enumerate(article["paragraphs"]))


def scored(folder: Path, found: Iterable[tuple[dict[str, Any], list[Found]]], out: Path) -> dict[str, float]:
    """The scorer's figures for the attributions found in each article; the readings are written to `out`."""
    with open(out, "w", encoding="utf-8") as target:
        for article, items in found:
            texts = article["paragraphs"]
            statements = [
                {
                    role: [
                        {"paragraph": p, "start": a, "end": b, "text": texts[p][a:b]} for p, a, b in getattr(item, role)
                    ]
                    for role in ("source", "cue", "content")
                }
                for item in items
            ]
            target.write(json.dumps({"article": article, "statements": statements}) + "\n")
    printed = subprocess.run(
        [sys.executable, folder.parent / "score_statements.py", folder / "gold.jsonl", out],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(printed.stdout.splitlines()[-1])
    return figures
