"""Read many articles on all cores of one machine.

A process of one thread for each core beats one process of many threads. The model is loaded once in each worker;
readings come back in the order of the articles, and never are more than a few articles in flight.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from onrecord.article import Article
from onrecord.reader import Reader
from onrecord.reading import Reading

_FEW = 8  # articles; starting workers takes longer than reading these

_reader: Reader | None = None


def _start() -> None:
    # Ctrl-C belongs to the parent, which ends the workers when what they hold is written.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _reader
    _reader = Reader()


def _read(article: Article) -> Reading:
    assert _reader is not None, "the pool's initializer makes the reader"
    return _reader.read(article)


def read_all(articles: Iterable[Article], *, workers: int) -> Iterator[Reading]:
    """The reading of each article, in their order, by `workers` processes (or in this one for a few articles)."""
    waiting = iter(articles)
    first = list(islice(waiting, _FEW))
    if workers < 2 or len(first) < _FEW:
        reader = Reader()
        for article in chain(first, waiting):
            yield reader.read(article)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start) as pool:
        flying: deque[Future[Reading]] = deque()
        try:
            for article in chain(first, waiting):
                flying.append(pool.submit(_read, article))
                if len(flying) >= 4 * workers:
                    yield flying.popleft().result()
            while flying:
                yield flying.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
