"""Intake: bytes to articles. Record text, JSON Lines and JSON, from files, folders, globs and standard input.

The paragraphs are kept to the character; what the page tells besides (outlet, agency, dateline, furniture, damage)
stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.article import Article
from onrecord.errors import InputError
from onrecord.intake import json_objects, record_text
from onrecord.intake.files import check, opened, total_bytes, walk
from onrecord.intake.items import Item, Notice, Rejected
from onrecord.intake.page import prepare

__all__ = ["Notice", "Rejected", "check", "prepare", "read_articles", "total_bytes"]


def read_articles(
    *paths: str | Path,
    on_bad: Callable[[Rejected], None] | None = None,
    on_notice: Callable[[Notice], None] | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Article]:
    """The articles behind the paths, one at a time: files, folders (recursively), quoted globs, `-` for standard input.

    `on_bad` hears of everything that is no article, and reading goes on; without it the first such thing raises
    `InputError`. `on_notice` hears of articles read without a date or URL, and of files passed over. `on_bytes` hears
    how many bytes were read each time; they add up to `total_bytes(*paths)`. A path that does not exist raises
    `InputError` at once.
    """
    check(paths)
    return _articles(paths, on_bad or _refuse, on_notice or _ignore, on_bytes or _ignore)


def _articles(
    paths: tuple[str | Path, ...],
    on_bad: Callable[[Rejected], None],
    on_notice: Callable[[Notice], None],
    on_bytes: Callable[[int], None],
) -> Iterator[Article]:
    for item in _items(paths, on_bytes):
        if isinstance(item, Rejected):
            on_bad(item)
        elif isinstance(item, Notice):
            on_notice(item)
        else:
            yield item


def _items(paths: tuple[str | Path, ...], on_bytes: Callable[[int], None]) -> Iterator[Item]:
    for name in walk(paths):
        if not isinstance(name, str):
            yield name
            continue
        for source in opened(name, on_bytes):
            if isinstance(source, Rejected):
                yield source
            elif json_objects.is_json(source):
                yield from json_objects.read(source)
            else:
                yield from record_text.read(source)


def _refuse(rejected: Rejected) -> None:
    raise InputError(str(rejected))


def _ignore(_: object) -> None:
    """Listen to nothing."""
