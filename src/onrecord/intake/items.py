"""What reading an input gives: articles, and what has to be said beside them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.article import Article

ARTICLE_LIMIT = 5 * 1024 * 1024
"""The most bytes one article may have; a newspaper page has a hundredth of it."""


@dataclass(frozen=True)
class Rejected:
    """Input that is not an article.

    `place` says where in the file ("line 12", "bytes 0 to 70"), `reason` what is wrong and how to mend it. `raw` holds
    the bytes, whole, for the quarantine; it is `None` where they stay in the file and `place` tells which they are, or
    where the file could not be opened.
    """

    file: str
    place: str
    reason: str
    raw: bytes | None

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.reason}"


@dataclass(frozen=True)
class Notice:
    """Something about an input that was read all the same, or passed over on purpose."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.message}"


Item = Article | Rejected | Notice
"""What the readers of the formats yield."""


def stretch(start: int, end: int) -> str:
    """The place of bytes that are not kept, for `Rejected.place`."""
    return f"bytes {start} to {end}"


def too_large(size: int, limit: int, mend: str) -> str:
    """The reason for rejecting `size` bytes where `limit` are allowed."""
    return f"{size / 1048576:.1f} MB where at most {limit // 1048576} MB are read at once; {mend}"
