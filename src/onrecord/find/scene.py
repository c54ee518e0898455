"""The scene: what stands before a statement in its paragraph, and whom a pronoun there means.

Paragraphs before count only where their order is not lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.article import Article, Span
from onrecord.find.cast import Cast, Entity
from onrecord.find.sentences import sentence_starts
from onrecord.find.sources import Pronoun, Source, read_source
from onrecord.find.vocabulary import fold, words
from onrecord.reading import Statement

BACK = 2
"""How many paragraphs back a pronoun may look where the order is kept."""

_OPENING = re.compile(
    r"(?:(?:But|And|Meanwhile|However|Later|Earlier|Also|Still|Yet|Then|The|A|An|Our|His|Her|Its)\s+)?$"
    r"|.*[,:]\s*(?:the\s+|a\s+)?$",
    re.DOTALL,
)
_ADJOINS = re.compile(r",?\s*(?:\([^)]*\),?\s*)?(?:of |to |by )?")
_PLACE_AFTER = re.compile(r"\s+((?:in|of|from|inside|across)\s+(?:[a-z]+\s+){0,2}[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)")
_WORDS_BEFORE = re.compile(r"[\w'’.-]+|[^\w\s]")


@dataclass(frozen=True)
class Seen:
    """Somebody at a place of a paragraph; `entity` is `None` for a source that could not be told."""

    start: int
    entity: Entity | None
    is_source: bool
    pronoun: Pronoun | None = None


@dataclass(frozen=True)
class Reference:
    """Words that mean somebody who acts: told like the source of a statement, but nobody's words."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    within: str | None
    content: tuple[Span, ...] = ()
    id: str = ""
    form: str = ""


class Scene:
    """The statements of an article, what their sources are, and the speakers told so far.

    A statement is meant by its number in `statements`; `speakers` fills as `settle` is called. After the statements
    come the references: they look at the scene as a statement in their place would, and are not part of it.
    """

    def __init__(self, article: Article, statements: Sequence[Statement], references: Sequence[Reference] = ()) -> None:
        self.article = article
        self.statements: Sequence[Statement | Reference] = (*statements, *references)
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for statement in self.statements:
            for span in statement.source:
                spans[span.paragraph].append((span.start, span.end))
        self.cast = Cast.of(article, spans)
        self.sources = [self._read(statement) for statement in self.statements]
        self.speakers: list[Entity | None] = [None] * len(self.statements)
        self.settled: set[int] = set()
        self.positions = [_position(statement) for statement in self.statements]
        self.in_order = sorted(range(len(statements)), key=self.positions.__getitem__)
        self._by_id = {statement.id: number for number, statement in enumerate(statements)}
        self._first_sources: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        self._contents: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        for number in self.in_order:
            for span in statements[number].source[:1]:
                self._first_sources[span.paragraph].append((number, span))
            for span in statements[number].content:
                self._contents[span.paragraph].append((number, span))

    def settle(self, number: int, entity: Entity | None) -> None:
        """Tell the speaker of a statement; `None` says that the source was looked at in vain."""
        self.speakers[number] = entity
        self.settled.add(number)

    def _read(self, statement: Statement | Reference) -> Source | None:
        """The most telling of the parts of a source."""
        parts = [read_source(self.cast, self.article, span) for span in statement.source]
        if not parts:
            return None
        rank = ("named", "person", "organisation", "group", "document", "pronoun", "thing", "nobody")
        return min(parts, key=lambda part: rank.index(part.sort))

    def seen(self, number: int, paragraph: int) -> list[Seen]:
        """Those named in a paragraph and the sources told in it, in text order; in its own, only before the statement.

        Nobody is there who is named in the statement's own content.
        """
        home, position = self.positions[number]
        limit = position if paragraph == home else len(self.article.text(paragraph)) + 1
        before = [
            (other, span)
            for other, span in self._first_sources[paragraph]
            if other in self.settled and other != number and span.start < limit
        ]
        sources = [Seen(span.start, self.speakers[n], True, _pronoun_of(self.sources[n])) for n, span in before]
        names = [
            Seen(named.first, named.entity, False)
            for named in self.cast.named.get(paragraph, ())
            if named.mention.start < limit
            and not named.mention.owner
            and not any(span.start <= named.mention.start < span.end for _, span in before)
        ]
        own = [(c.start, c.end) for c in self.statements[number].content if c.paragraph == paragraph]
        seen = (s for s in (*names, *sources) if not any(start <= s.start < end for start, end in own))
        return sorted(seen, key=lambda s: s.start)

    def here_and_back(self, number: int) -> Iterator[int]:
        """The paragraph of a statement, then those before it that it may look back to: none where the order is lost."""
        home = self.positions[number][0]
        yield home
        if not self.article.damage.order:
            text = (n for n in range(home - 1, -1, -1) if n not in self.article.furniture)
            yield from (n for n, _ in zip(text, range(BACK), strict=False))

    def nearest(self, number: int, pool: Sequence[Entity]) -> Entity | None:
        """The one of the pool that was seen last before the statement, here or in the paragraphs back."""
        for paragraph in self.here_and_back(number):
            for seen in reversed(self.seen(number, paragraph)):
                if seen.entity in pool:
                    return seen.entity
        return None

    def parent(self, number: int) -> int | None:
        """The statement that this one stands in."""
        within = self.statements[number].within
        if within is not None:
            return self._by_id.get(within)
        paragraph, position = self.positions[number]
        around = [
            (content.end - content.start, other)
            for other, content in self._contents[paragraph]
            if other != number and content.start <= position < content.end
        ]
        return min(around)[1] if around else None

    def place_after(self, span: Span) -> str | None:
        """Where the words after a phrase say that those it means are ("in eastern Ukraine")."""
        found = _PLACE_AFTER.match(self.article.text(span.paragraph), span.end)
        return found[1] if found else None

    def in_content(self, paragraph: int, start: int) -> bool:
        """Whether the place stands in what somebody says."""
        return any(content.start <= start < content.end for _, content in self._contents[paragraph])

    def he_or_she(self, number: int, gender: Pronoun) -> Entity | None:
        """The person before the pronoun: a source or the subject of a sentence, the nearer the better.

        In a paragraph before, whoever spoke last.
        """
        home, position = self.positions[number]
        for paragraph in self.here_and_back(number):
            spoken = [s for s in self.seen(number, paragraph) if s.is_source and can_be(s, gender)]
            spoken = [s for s in spoken if not self.in_content(paragraph, s.start)]
            if paragraph != home and spoken:
                return spoken[-1].entity
            best = self._best(
                number, paragraph, position if paragraph == home else len(self.article.text(paragraph)), gender
            )
            if best is not None:
                return best.entity
        return None

    def _best(self, number: int, paragraph: int, position: int, gender: Pronoun) -> Seen | None:
        """Who before a place is most likely meant; nobody where only objects compete."""
        text = self.article.text(paragraph)
        begins = sentence_starts(text, position)
        rated = []
        for seen in self.seen(number, paragraph):
            if can_be(seen, gender):
                sentence = max(i for i, begin in enumerate(begins) if begin <= seen.start)
                is_subject = _OPENING.match(text[begins[sentence] : seen.start]) is not None
                quoted = self.in_content(paragraph, seen.start)
                unknown = seen.entity is not None and seen.entity.gender is None
                score = 3 * (sentence - len(begins)) + 2 * seen.is_source + is_subject - 2 * quoted - unknown
                rated.append((score, seen.is_source, seen.start, is_subject and not quoted, seen))
        if not rated:
            return None
        *_, is_subject, best = max(rated, key=lambda item: item[:3])
        alone = len({id(item[-1].entity) for item in rated}) == 1
        return best if best.is_source or is_subject or alone else None

    def last_source(self, number: int, sorts: tuple[str, ...]) -> Entity | None:
        """The source of one of these sorts that was seen last ("it", "they"), else the last subject of a sentence."""
        for paragraph in self.here_and_back(number):
            text = self.article.text(paragraph)
            seen = [
                (s, s.entity) for s in self.seen(number, paragraph) if s.entity is not None and s.entity.sort in sorts
            ]
            spoken = [entity for s, entity in seen if s.is_source]
            subjects = [
                entity
                for s, entity in seen
                if entity.sort != "name"
                and not self.in_content(paragraph, s.start)
                and _OPENING.match(text[sentence_starts(text, s.start)[-1] : s.start])
            ]
            if spoken or subjects:
                return (spoken or subjects)[-1]
        return None

    def noun_before_who(self, number: int) -> Source | None:
        """What stands just before "who" or "which", read as a source itself."""
        paragraph, position = self.positions[number]
        text = self.article.text(paragraph)
        for named in self.cast.named.get(paragraph, ()):
            if named.last <= position and _ADJOINS.fullmatch(text, named.last, position):
                return Source("named", "", entity=named.entity)
        begin = _noun_before(text, position)
        if begin is None:
            return None
        source = read_source(
            self.cast, self.article, self.article.span(paragraph, begin, len(text[:position].rstrip(" ,")))
        )
        return None if source.sort == "pronoun" else source

    def subject_inside(self, number: int, parent: int) -> tuple[Entity | None, bool]:
        """Whom a pronoun in the words of `parent` means among those named there, and whether the words tell at all."""
        gender, speaker = _pronoun_of(self.sources[number]), self.speakers[parent]
        paragraph, position = self.positions[number]
        around = [c.start for n, c in self._contents[paragraph] if n == parent and c.start <= position < c.end]
        begin = min(around, default=0)
        text = self.article.text(paragraph)
        seen = [
            s
            for s in self.seen(number, paragraph)
            if s.start >= begin and s.entity is not speaker and can_be(s, gender)
        ]
        subjects = [
            s
            for s in seen
            if s.is_source or _OPENING.match(text[max(begin, sentence_starts(text, s.start)[-1]) : s.start])
        ]
        if subjects:
            return subjects[-1].entity, True
        if self.statements[parent].form == "direct":  # who speaks of himself says "I"
            return (seen[0].entity if len({id(s.entity) for s in seen}) == 1 else None), True
        return None, False


def can_be(seen: Seen, pronoun: Pronoun | None) -> bool:
    """Whether somebody can be meant by "he", "she" or "it"; a source not told can, if it was that pronoun itself."""
    if seen.entity is None:
        return seen.is_source and seen.pronoun == pronoun
    if pronoun == "it":
        return seen.entity.sort in ("organisation", "state")
    return seen.entity.sort in ("person", "name") and seen.entity.gender in (None, pronoun)


def _pronoun_of(source: Source | None) -> Pronoun | None:
    return None if source is None else source.pronoun


def _position(statement: Statement | Reference) -> tuple[int, int]:
    """Where a statement is said: its source, else its cue, else its content."""
    span = min(statement.source or statement.cue or statement.content)
    return span.paragraph, span.start


def _noun_before(text: str, position: int) -> int | None:
    """Where the noun phrase begins that ends just before a relative pronoun, if there is one."""
    tokens = list(_WORDS_BEFORE.finditer(text, max(0, position - 60), position))
    if tokens and tokens[-1][0] == ",":
        tokens.pop()
    begin = None
    for token in reversed(tokens[-5:]):
        word = token[0]
        if word.casefold() in words("opening"):
            return token.start() if begin is not None else None
        if not word[0].isalnum() or fold(word) in words("stop") or word.endswith("ed") or word in ("to", "in", "at"):
            break
        begin = token.start()
    return begin
