"""Who said what: the statements of an article.

The outermost statements are found first. The corpus that the model learned from holds no others, so each content is
then read again by itself, as if it were an article, and what is found there stands `within`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tokenizers import Tokenizer

from onrecord.article import TITLE, Article, Span, holds
from onrecord.encoder.network import Network, Thresholds
from onrecord.encoder.windows import Window, pack
from onrecord.find.anchors import Encoded, Segment, encode
from onrecord.find.form import has_quotation_marks, likeliest, quoted_form
from onrecord.find.segments import Found, find
from onrecord.reading import ACTS, Statement

_DEEPEST = 3  # "she said he had warned that they denied it"
_OPENING = re.compile(r"(?:that|whether|if)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 24  # characters of content that can hold a statement of its own


@dataclass(frozen=True)
class _Nested:
    """A content segment to be read by itself: where it starts, and whose content it is."""

    paragraph: int
    start: int
    text: str
    holder: int


class StatementNetwork(Network, Protocol):
    """The trained network with what was set when it was made."""

    tokenizer: Tokenizer
    thresholds: Thresholds
    nested_thresholds: Thresholds
    cue_words: frozenset[str]


def find_statements(
    article: Article, encoded: Encoded, texts: dict[int, str], network: StatementNetwork
) -> list[Statement]:
    """The statements in text order, ids "s1", "s2", …; no speakers yet.

    `encoded` are the windows of `texts` (see `readable`). Contents are read again only where they hold a word that cues
    are made of, and with thresholds of their own.
    """
    found = find(encoded, texts, network, network.thresholds)
    holders = [_holder(item, found) for item in found]
    fresh = range(len(found))
    for _ in range(_DEEPEST - 1):
        inside = [
            _nested(p, a, texts[p][a:b], holder)
            for holder in fresh
            for p, a, b in found[holder].content
            if b - a >= _SHORTEST and not network.cue_words.isdisjoint(words(texts[p][a:b]))
        ]
        if not inside:
            break
        # A full stop makes it a sentence, as the model knows them; no segment may reach it.
        inner_texts = {number: item.text + " ." for number, item in enumerate(inside)}
        again = encode(pack(inner_texts.items(), network.tokenizer), network)
        inner = find(again, inner_texts, network, network.nested_thresholds)
        before = len(found)
        for item in inner:
            moved = _moved(item, inside)
            # The first reading may have found it already, beside the statement that holds it.
            known = any(_overlap(cue, other) for old in found for other in old.cue for cue in moved.cue)
            if moved.cue and moved.content and not known:
                holders.append(inside[item.cue[0][0]].holder)
                found.append(moved)
        fresh = range(before, len(found))

    order = sorted(range(len(found)), key=lambda n: (found[n].cue[0], n))
    ids = {number: f"s{place}" for place, number in enumerate(order, 1)}
    marked = has_quotation_marks(article)
    return [
        _statement(article, found[number], ids[number], _id(ids, holders[number]), marked=marked) for number in order
    ]


def readable(article: Article) -> dict[int, str]:
    """What is read of an article: the title and every paragraph that is not furniture, by number."""
    return {TITLE: article.title} | {
        number: _without_dateline(article, text)
        for number, text in enumerate(article.paragraphs)
        if number not in article.furniture
    }


def windows_of(article: Article, texts: dict[int, str], tokenizer: Tokenizer) -> list[Window]:
    """The windows over the `texts` of an article; where its order is lost each paragraph has its own.

    The title stands apart: beside it the model, which learned from bodies alone, reads the lead less well.
    """
    body = [(number, text) for number, text in texts.items() if number != TITLE]
    parts = [[item] for item in body] if article.damage.order else [body]
    return [window for part in ([(TITLE, texts[TITLE])], *parts) for window in pack(part, tokenizer)]


def holding(span: Span, statements: Iterable[Statement]) -> Statement | None:
    """The innermost statement whose content holds the span."""
    sizes = (
        (content.end - content.start, number, statement)
        for number, statement in enumerate(statements)
        for content in statement.content
        if holds(content, span)
    )
    return min(sizes, key=lambda item: item[:2], default=(0, 0, None))[2]


def _nested(paragraph: int, start: int, text: str, holder: int) -> _Nested:
    """A content without the "that" before it."""
    opening = _OPENING.match(text)
    cut = opening.end() if opening else 0
    return _Nested(paragraph, start + cut, text[cut:].rstrip(" ."), holder)


def _overlap(one: Segment, other: Segment) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _holder(item: Found, others: list[Found]) -> int | None:
    """Which of the others has a content that holds all of this one; the shortest such content."""
    holding = [
        (end - start, number)
        for number, other in enumerate(others)
        for paragraph, start, end in other.content
        if other is not item
        and all(p == paragraph and start <= a and b <= end for p, a, b in (*item.source, *item.cue, *item.content))
    ]
    return min(holding)[1] if holding else None


def _without_dateline(article: Article, text: str) -> str:
    """The paragraph with spaces in place of "MOSCOW (AP) —", which is nobody's name; offsets stay."""
    if article.dateline is None or not text.lstrip().startswith(article.dateline):
        return text
    day = r"(?:[,.]?\s+(?:\w+\.?\s+\d{1,2}|\d{1,2}\s+\w+)(?:,?\s+\d{4})?)?"
    agency = rf"(?:[(/\[][^)/\]]{{2,30}}[)/\]]|{re.escape(article.agency or '–')}\b)?"
    head = re.match(rf"\s*{re.escape(article.dateline)}{day}[,.]?\s*{agency}[\s.:]*(?:[–—-]+\s*)?", text)
    return text if head is None else " " * head.end() + text[head.end() :]


def words(text: str) -> list[str]:
    """The words of a text in lower case, as `cue_words` holds them."""
    return _WORD.findall(text.lower())


def _id(ids: dict[int, str], number: int | None) -> str | None:
    return None if number is None else ids[number]


def _moved(item: Found, inside: list[_Nested]) -> Found:
    """What was found in contents, with places in the article."""

    def move(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        return tuple(
            (inside[n].paragraph, inside[n].start + a, inside[n].start + min(b, len(inside[n].text)))
            for n, a, b in segments
            if a < len(inside[n].text)
        )

    return Found(move(item.source), move(item.cue), move(item.content), item.form, item.act, item.confidence)


def _statement(article: Article, item: Found, id: str, within: str | None, *, marked: bool) -> Statement:
    def spans(segments: tuple[Segment, ...]) -> tuple[Span, ...]:
        return tuple(article.span(*segment) for segment in segments)

    content = spans(item.content)
    form = quoted_form(span.text for span in content) if marked else likeliest(item.form)
    act = ACTS[max(range(len(ACTS)), key=item.act.__getitem__)]
    return Statement(
        id=id,
        act=act,
        form=form,
        source=spans(item.source),
        cue=spans(item.cue),
        content=content,
        within=within,
        confidence=round(item.confidence, 3),
    )
