"""Article and Span: what comes in, and how a place in it is named.

The paragraphs are the paragraphs as given, to the character. Whatever the intake notices (outlet, agency, furniture,
damage) stands beside the text, never in it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

TITLE = -1
"""The paragraph number of the title."""


@dataclass(frozen=True, order=True)
class Span:
    """A place in an article: Python string offsets into one paragraph (`TITLE` is the title)."""

    paragraph: int
    start: int
    end: int
    text: str = field(compare=False)

    def to_json(self) -> dict[str, Any]:
        return {"paragraph": self.paragraph, "start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Span:
        return cls(value["paragraph"], value["start"], value["end"], value["text"])


def holds(outer: Span, inner: Span) -> bool:
    """Whether one span lies wholly in another."""
    return outer.paragraph == inner.paragraph and outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True)
class Damage:
    """What the scraper lost, as far as the text tells."""

    quotation_marks: bool = False
    apostrophes: bool = False
    order: bool = False

    def to_json(self) -> dict[str, bool]:
        return {"quotation_marks": self.quotation_marks, "apostrophes": self.apostrophes, "order": self.order}


@dataclass(frozen=True)
class Article:
    """One article as it came.

    `date` is ISO (YYYY-MM-DD) or `None`. `outlet` is the host of the URL without `www.`. `agency` is the wire service
    the article credits ("AP"), `dateline` the place it was filed from ("MOSCOW"). `furniture` holds the numbers of
    paragraphs that belong to the page, not the story (copyright, credits, share bars): they are never read for
    statements. `origin` says where it was read, for messages ("file.jsonl:12").
    """

    id: str
    title: str
    date: str | None
    url: str | None
    paragraphs: tuple[str, ...]
    outlet: str | None = None
    agency: str | None = None
    dateline: str | None = None
    furniture: frozenset[int] = frozenset()
    damage: Damage = Damage()
    origin: str = ""

    @property
    def year(self) -> int | None:
        """The year of its date."""
        return int(self.date[:4]) if self.date else None

    def text(self, paragraph: int) -> str:
        """The paragraph of that number; the title for `TITLE`."""
        return self.title if paragraph == TITLE else self.paragraphs[paragraph]

    def span(self, paragraph: int, start: int, end: int) -> Span:
        """The span at these offsets."""
        return Span(paragraph, start, end, self.text(paragraph)[start:end])

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date,
            "url": self.url,
            "outlet": self.outlet,
            "agency": self.agency,
            "dateline": self.dateline,
            "paragraphs": list(self.paragraphs),
            "furniture": sorted(self.furniture),
            "damage": self.damage.to_json(),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Article:
        return cls(
            value["id"],
            value["title"],
            value["date"],
            value["url"],
            tuple(value["paragraphs"]),
            value["outlet"],
            value["agency"],
            value["dateline"],
            frozenset(value["furniture"]),
            Damage(**value["damage"]),
        )


def content_id(title: str, date: str | None, url: str | None, paragraphs: tuple[str, ...]) -> str:
    """The id of an article that came without one: 16 hexadecimal digits of the SHA-256 of its content."""
    canonical = json.dumps([title, date, url, paragraphs], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_digest(article: Article) -> str:
    """A number of the words alone: equal for two printings whose title and paragraphs are the same, in any order."""
    canonical = json.dumps([article.title, *sorted(article.paragraphs)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
