"""Whether the form holds where the quotation marks are gone.

The damaged development set has the same statements, in the same order, as the intact one, whose quotation marks tell
the form. What is scored are the statements that were found (their cue shares a character with the labelled one).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.find.form import quoted_form
from onrecord.reading import FORMS


def _by_article(path: Path) -> dict[str, list[dict[str, Any]]]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {item.get("id") or item["article"]["id"]: item["statements"] for item in lines}


def score(intact_gold: Path, damaged_gold: Path, readings: Path) -> dict[str, float]:
    """Accuracy and macro-F1 of the form in per cent, over the statements found in the damaged articles."""
    intact, damaged, read = _by_article(intact_gold), _by_article(damaged_gold), _by_article(readings)
    pairs = []
    for id, statements in damaged.items():
        for whole, bare in zip(intact[id], statements, strict=True):
            if not bare["cue"]:
                continue  # it was a mark that the damage took
            cue = bare["cue"][0]
            for found in read[id]:
                place = found["cue"][0]
                if (
                    place["paragraph"] == cue["paragraph"]
                    and place["start"] < cue["end"]
                    and cue["start"] < place["end"]
                ):
                    pairs.append((quoted_form(span["text"] for span in whole["content"]), found["form"]))
                    break
    right = sum(wanted == given for wanted, given in pairs)
    each = []
    for form in FORMS:
        hits = sum(wanted == given == form for wanted, given in pairs)
        each.append(2 * hits / max(sum((w == form) + (g == form) for w, g in pairs), 1))
    return {"accuracy": round(100 * right / max(len(pairs), 1), 1), "macro_f1": round(100 * sum(each) / len(each), 1)}
