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
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice

from onrecord.article import Article
from onrecord.errors import WorkerError
from onrecord.reader import Reader
from onrecord.reading import Reading

_FEW = 8  # articles; starting workers takes longer than reading these


@dataclass(frozen=True)
class Failed:
    """An article that the reader broke on, and how; a fault of the program, which must not cost the other articles."""

    article: Article
    reason: str


_reader: Reader | None = None


def _start() -> None:
    global _reader
    _reader = Reader()


def _read(article: Article) -> Reading | Failed:
    assert _reader is not None, "the pool's initializer makes the reader"
    return read_one(_reader, article)


def read_one(reader: Reader, article: Article) -> Reading | Failed:
    """The reading, or what went wrong: one odd article among a million must not end the run."""
    try:
        return reader.read(article)
    except Exception as error:
        return Failed(
            article, f"the reader failed ({type(error).__name__}: {error}); please report it with the article"
        )


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started inside never hear Ctrl-C, which a terminal sends to all: it is the parent's to act upon."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def read_all(articles: Iterable[Article | Reading], *, workers: int) -> Iterator[Reading | Failed]:
    """The reading of each article, in their order, by `workers` processes (or in this one for a few articles).

    What is a reading already is passed on in its place. Raises `WorkerError` when a worker dies.
    """
    waiting = iter(articles)
    first = list(islice(waiting, _FEW))
    if workers < 2 or len(first) < _FEW:
        reader = Reader()
        for item in chain(first, waiting):
            yield item if isinstance(item, Reading) else read_one(reader, item)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start)
    flying: deque[Reading | Future[Reading | Failed]] = deque()
    try:
        for item in chain(first, waiting):
            if isinstance(item, Reading):
                flying.append(item)
            else:
                with _deaf():
                    flying.append(pool.submit(_read, item))
            if len(flying) >= 4 * workers:
                yield _landed(flying.popleft())
        while flying:
            yield _landed(flying.popleft())
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process died, most likely for want of memory; what was stored is safe: run the same command "
            "again with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _landed(item: Reading | Future[Reading | Failed]) -> Reading | Failed:
    return item if isinstance(item, Reading) else item.result()
