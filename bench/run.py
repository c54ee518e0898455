"""Speed and memory: whole articles against the encoder alone, in one run.

    python -m bench.run [--articles FOLDER]

Prints articles a second on all cores (everything: intake, statements, acts, events, actors), the same on
one core, the encoder alone over the same text once, their ratio, and the peak memory of the process. Articles are cut
or joined to about 700 words so that the figures compare. Seconds are the machine's; the ratio is the program's.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from onrecord import Article, Reader, read_articles
from onrecord.encoder.session import OnnxNetwork, shipped
from onrecord.find.anchors import encode
from onrecord.find.statements import readable, windows_of
from onrecord.intake import prepare
from onrecord.run.local import read_all

WORDS = 700
HERE = Path(__file__).parent


def of_700_words(articles: list[Article], count: int) -> list[Article]:
    """`count` articles of about 700 words, made of the paragraphs of the given ones in turn."""
    made: list[Article] = []
    paragraphs: list[str] = []
    words = 0
    while len(made) < count:
        for article in articles:
            for paragraph in article.paragraphs:
                paragraphs.append(paragraph)
                words += len(paragraph.split())
                if words >= WORDS:
                    made.append(
                        prepare(title=article.title, date=article.date, url=f"{article.url}/{len(made)}",
                                paragraphs=tuple(paragraphs))
                    )  # fmt: skip
                    paragraphs, words = [], 0
    return made[:count]


def encode_once(articles: list[Article], network: OnnxNetwork) -> None:
    """The encoder alone: every paragraph once, in the windows that the finder uses."""
    for article in articles:
        encode(windows_of(article, readable(article), network.tokenizer), network)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=HERE.parent / "src/onrecord/resources/demo")
    parser.add_argument("--count", type=int, default=48)
    options = parser.parse_args()
    articles = of_700_words(list(read_articles(options.articles)), options.count)
    reader, network = Reader(), shipped()

    half = articles[: len(articles) // 2]
    rounds = []
    reader.read(half[0])
    for _ in range(3):
        whole = seconds(lambda: [reader.read(article) for article in half])
        alone = seconds(lambda: encode_once(half, network))
        rounds.append((alone / whole, len(half) / whole, len(half) / alone))
    ratio, one, encoder = sorted(rounds)[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    workers = os.cpu_count() or 1
    # The first articles pay for starting the workers; a long run does not notice.
    stream = read_all(articles * 2, workers=workers)
    for _ in range(len(articles) // 2):
        next(stream)
    rest = seconds(lambda: [None for _ in stream])
    print(f"articles of {WORDS} words, one core         {one:6.1f} a second")
    print(f"encoder alone, same text once, one core {encoder:6.1f} a second")
    print(f"ratio to the encoder alone               {ratio:6.2f}")
    print(f"articles, {workers} workers                     {1.5 * len(articles) / rest:6.1f} a second")
    print(f"peak memory of a process                 {peak:6.0f} MB")


if __name__ == "__main__":
    main()
