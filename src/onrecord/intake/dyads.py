"""Dyads to be coded: who is asked about, and to whom, a JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.article import TITLE, Article, Span
from onrecord.errors import InputError

_SHAPE = '{"id": "…", "actor": [SPAN], "recipient": [SPAN]}, SPAN as {"paragraph": 0, "start": 0, "end": 6}'


@dataclass(frozen=True)
class Dyad:
    """One question: the id of the article, and where its actor and recipient stand (either may be nowhere).

    `origin` is file and line, for messages.
    """

    id: str
    actor: tuple[dict[str, Any], ...]
    recipient: tuple[dict[str, Any], ...]
    origin: str

    def spans(self, article: Article) -> tuple[list[Span], list[Span]]:
        """Actor and recipient as spans of the article.

        Raises InputError for a span that lies outside it, or whose `text` is not what stands there.
        """
        return [self._span(article, item) for item in self.actor], [
            self._span(article, item) for item in self.recipient
        ]

    def _span(self, article: Article, item: dict[str, Any]) -> Span:
        paragraph, start, end = item["paragraph"], item["start"], item["end"]
        if not TITLE <= paragraph < len(article.paragraphs):
            last = len(article.paragraphs) - 1
            raise InputError(f"{self.origin}: article {self.id} has paragraphs {TITLE} to {last}, not {paragraph}")
        length = len(article.text(paragraph))
        if not 0 <= start < end <= length:
            raise InputError(
                f"{self.origin}: {start} to {end} lies outside paragraph {paragraph} of article {self.id}, which has "
                f"{length} characters"
            )
        span = article.span(paragraph, start, end)
        if item.get("text", span.text) != span.text:
            raise InputError(f"{self.origin}: the span says {item['text']!r}, but there stands {span.text!r}")
        return span


def read_dyads(path: Path) -> list[Dyad]:
    """The dyads of a JSONL file, in order. Raises InputError, with the line, for one that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a JSONL file in UTF-8, {_SHAPE} a line") from error
    return list(_dyads(path, text))


def _dyads(path: Path, text: str) -> Iterator[Dyad]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            origin = f"{path}:{number}"
            try:
                item = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{origin}: not JSON ({error.msg}); write {_SHAPE}") from error
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                raise InputError(f'{origin}: no "id" that names an article; write {_SHAPE}')
            yield Dyad(item["id"], _places(item, "actor", origin), _places(item, "recipient", origin), origin)


def _places(item: dict[str, Any], role: str, origin: str) -> tuple[dict[str, Any], ...]:
    found = item.get(role)
    if not isinstance(found, list) or not all(map(_is_place, found)):
        raise InputError(f'{origin}: "{role}" is not a list of spans; write {_SHAPE}')
    return tuple(found)


def _is_place(item: Any) -> bool:
    return isinstance(item, dict) and all(type(item.get(key)) is int for key in ("paragraph", "start", "end"))
