"""Paths to open inputs: files, folders, globs and standard input."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.intake.items import ARTICLE_LIMIT, Notice, Rejected
from onrecord.intake.text import SQLITE

STDIN = "-"
_CHUNK = 1024 * 1024
_WEB_PAGE = "a web page; extract its article first, with trafilatura for instance"
_PASSED_OVER = {
    ".md": "a document about the folder; name the file itself to read it",
    ".html": _WEB_PAGE,
    ".htm": _WEB_PAGE,
}
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")


class Input:
    """One open input, read forwards and once; its first lines can be looked at before.

    `stays` is true for files, which still hold what was passed over, and false for standard input. `on_bytes` hears of
    every stretch read.
    """

    def __init__(self, name: str, stream: BinaryIO, *, stays: bool, on_bytes: Callable[[int], None]) -> None:
        self.name = name
        self.stays = stays
        self.position = 0
        self._stream = stream
        self._on_bytes = on_bytes
        self._ahead: deque[bytes] = deque()

    def first_lines(self, count: int) -> list[bytes]:
        """The next `count` lines that are not blank, without moving on; fewer at the end or past `ARTICLE_LIMIT` bytes.

        Only the last can be cut short by the limit.
        """
        filled = sum(1 for line in self._ahead if line.strip())
        size = sum(map(len, self._ahead))
        while filled < count and size <= ARTICLE_LIMIT and (line := self._stream.readline(ARTICLE_LIMIT + 1 - size)):
            self._ahead.append(line)
            filled += bool(line.strip())
            size += len(line)
        return [line for line in self._ahead if line.strip()][:count]

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end; the first call must ask for more than `ARTICLE_LIMIT`."""
        ahead = b"".join(self._ahead)
        self._ahead.clear()
        return self._advance(ahead + self._stream.read(size - len(ahead)))

    def readline(self, size: int) -> bytes:
        """The next line with its end, or its first `size` bytes; empty at the end."""
        line = self._ahead.popleft() if self._ahead else b""
        if not line.endswith(b"\n"):  # the last of the lines looked at may have been cut short
            line += self._stream.readline(size - len(line))
        return self._advance(line)

    def rest_of_line(self, begun: bytes) -> bytes | None:
        """Pass over the rest of a line; the whole line where it would be lost, `None` where the file keeps it."""
        return self._pass_over(begun, self.readline, lambda chunk: not chunk or chunk.endswith(b"\n"))

    def rest(self, begun: bytes) -> bytes | None:
        """Pass over the rest of the input; all of it where it would be lost, `None` where the file keeps it."""
        return self._pass_over(begun, self.read, lambda chunk: not chunk)

    def _pass_over(self, begun: bytes, step: Callable[[int], bytes], is_last: Callable[[bytes], bool]) -> bytes | None:
        kept = [begun]
        chunk = begun
        while not is_last(chunk):
            chunk = step(_CHUNK)
            if not self.stays:
                kept.append(chunk)
        return None if self.stays else b"".join(kept)

    def _advance(self, data: bytes) -> bytes:
        self.position += len(data)
        self._on_bytes(len(data))
        return data


def check(paths: tuple[str | Path, ...]) -> None:
    """Raise an `InputError` for the first path that is neither there nor a glob that finds something."""
    for path in paths:
        _roots(path)


def walk(paths: tuple[str | Path, ...]) -> Iterator[str | Rejected | Notice]:
    """The names of the files behind the paths, folders recursively and in order of names; hidden ones are left out.

    A folder may hold the record, pages written from it and documents: they are passed over. A database that was itself
    named is rejected.
    """
    for path in paths:
        for root in _roots(path):
            if os.path.isdir(root):
                yield from _folder(root)
            elif _is_database(root) or _is_beside_database(root):
                reason = "this is part of a SQLite database, such as a record, not an article; leave it out"
                yield Rejected(root, "file", reason, None)
            else:
                yield root


def opened(name: str, on_bytes: Callable[[int], None]) -> Iterator[Input | Rejected]:
    """The input of that name, open while the caller reads it; a rejection where it cannot be opened."""
    if name == STDIN:
        yield Input("standard input", sys.stdin.buffer, stays=False, on_bytes=on_bytes)
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115 (closed below, once the caller has read it)
    except OSError as error:
        yield Rejected(name, "file", f"cannot be opened: {error.strerror}; check that it is there and readable", None)
        return
    with stream:
        yield Input(name, stream, stays=True, on_bytes=on_bytes)


def total_bytes(*paths: str | Path) -> int | None:
    """How many bytes `read_articles` will read from these paths; `None` where standard input is among them.

    Raises `InputError` for a path that is not there.
    """
    names = [name for name in walk(paths) if isinstance(name, str)]
    if STDIN in names:
        return None
    return sum(os.path.getsize(name) for name in names if os.path.exists(name))


def _roots(path: str | Path) -> list[str]:
    name = str(path)
    if name == STDIN or os.path.exists(name):
        return [name]
    found = sorted(glob.glob(name, recursive=True))
    if not found:
        raise InputError(f"{name}: no such file or folder; check the path, and put a pattern like '*.txt' in quotes")
    return found


def _folder(root: str) -> Iterator[str | Rejected | Notice]:
    unreadable: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=unreadable.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = os.path.join(folder, name)
            what = "a SQLite database" if _is_database(path) else _PASSED_OVER.get(Path(name).suffix.lower())
            if what:
                yield Notice(path, "file", f"passed over as {what}")
            elif not _is_beside_database(path):
                yield path
    for error in unreadable:
        yield Rejected(
            str(error.filename), "folder", f"cannot be opened: {error.strerror}; check its permissions", None
        )


def _is_database(path: str) -> bool:
    """Whether a file is a SQLite database: one in use by the files beside it, else by its first bytes.

    One in use is not opened: closing it would drop the locks that this very process holds on its record.
    """
    if os.path.exists(f"{path}-wal") and os.path.exists(f"{path}-shm"):
        return True
    if not os.path.isfile(path):  # a pipe would lose the bytes looked at
        return False
    with contextlib.suppress(OSError), open(path, "rb") as stream:  # what cannot be opened is told when it is read
        return stream.read(len(SQLITE)) == SQLITE
    return False


def _is_beside_database(path: str) -> bool:
    """Whether a file is the log, index or journal that SQLite keeps beside a database."""
    return any(path.endswith(suffix) and _is_database(path.removesuffix(suffix)) for suffix in _BESIDE_DATABASE)
