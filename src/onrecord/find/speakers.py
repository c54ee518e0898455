"""Speakers: who is behind the source of each statement, in whatever order the paragraphs come.

Names are settled first, over the whole article; then roles ("the spokesman"), organisations ("the ministry") and pronouns,
each from what stands before it in its paragraph. Paragraphs before count only where their order is not lost. Where the
article does not tell, the speaker is `None`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.article import Article, Span
from onrecord.find.cast import Cast, Entity
from onrecord.find.sources import Pronoun, Source, is_government, read_source
from onrecord.find.vocabulary import fold, key_words, role_gender, role_heads, words
from onrecord.reading import Actor, Statement

_BACK = 2
"""How many paragraphs back a pronoun may look where the order is kept."""

# Bare "the spokesman" or "the ministry" tells nobody without another mention; "the judge" or "the army" stands for itself.
_TELLS_NOBODY = frozenset(
    "spokesperson minister premier official leader secretary adviser aide deputy director chairperson chief head representative ceo executive"
    " ministry department office commission committee council campaign camp".split()
)
_ANY_ORGANISATION = frozenset(
    "company group organization agency firm network newspaper paper outlet airline charity watchdog movement union broadcaster website bloc"
    " alliance team organisation association foundation party institute business operator manufacturer".split()
)
_PAPERS_OF_THE_SPEAKER = frozenset(
    "statement letter tweet tweets email e-mail emails release memo message post posting note speech communique remarks comments testimony".split()
)
_RANKS = frozenset("former ex deputy vice assistant acting incoming outgoing".split())
_PORTFOLIOS = frozenset(
    "foreign defense interior finance health justice education energy economy trade labor home environment agriculture transport"
    " culture press campaign police military".split()
)
_SENTENCE = re.compile(
    r"(?<![.\s][A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bLt)[.?!]['’\"”)]*\s+"
)
_OPENING = re.compile(
    r"(?:(?:But|And|Meanwhile|However|Later|Earlier|Also|Still|Yet|Then|The|A|An|Our|His|Her|Its)\s+)?$|.*[,:]\s*(?:the\s+|a\s+)?$",
    re.DOTALL,
)
_WORDS_BEFORE = re.compile(r"[\w'’.-]+|[^\w\s]")
_OPENS_NOUN = frozenset("a an the one some many several two three his her their its any no every".split())


def resolve(article: Article, statements: Sequence[Statement]) -> tuple[list[Statement], list[Actor]]:
    """The statements with `speaker` set to an actor's id or `None`, and those actors, numbered as they first speak.

    An actor's mentions are every place where it is named, and every source that was found to mean it.
    """
    return _Resolver(article, statements).run()


@dataclass(frozen=True)
class _Seen:
    """Somebody at a place of a paragraph; `entity` is `None` for a source that could not be told."""

    start: int
    end: int
    entity: Entity | None
    is_source: bool
    pronoun: Pronoun | None = None


class _Resolver:
    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self.article = article
        self.statements = statements
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for statement in statements:
            for span in statement.source:
                spans[span.paragraph].append((span.start, span.end))
        self.cast = Cast.of(article, spans)
        self.sources = [self._read(statement) for statement in statements]
        self.speakers: list[Entity | None] = [None] * len(statements)
        self.done: set[int] = set()
        self.unnamed: list[Entity] = []
        self.others: dict[str, Entity] = {}
        self.own: dict[Span, Entity] = {}
        self.by_id = {statement.id: number for number, statement in enumerate(statements)}
        self.positions = [_position(statement) for statement in statements]
        self.in_order = sorted(range(len(statements)), key=self.positions.__getitem__)
        self.first_sources: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        self.contents: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        for number in self.in_order:
            for span in statements[number].source[:1]:
                self.first_sources[span.paragraph].append((number, span))
            for span in statements[number].content:
                self.contents[span.paragraph].append((number, span))

    def run(self) -> tuple[list[Statement], list[Actor]]:
        later = []
        for number in self.in_order:
            source = self.sources[number]
            if source is not None and source.sort == "named":
                self._settle(number, source.entity)
            elif source is not None and source.sort == "person" and source.definite is False:
                self._settle(number, self._unnamed(number, source))
        for number in self.in_order:
            source = self.sources[number]
            if source is None or number in self.done:
                continue
            if source.pronoun is not None and self._parent(number) is not None:
                later.append(number)
            else:
                self._settle(number, self._entity(number, source))
        for number in later:
            self._settle(number, self._in_content(number))
        for number in self.in_order:
            if self.sources[number] is None:
                self._settle(number, self._sharer(number))
        self._lone_speakers()
        return self._results()

    def _read(self, statement: Statement) -> Source | None:
        """The most telling of the parts of a source."""
        parts = [read_source(self.cast, self.article, span) for span in statement.source]
        if not parts:
            return None
        rank = ("named", "person", "organisation", "group", "document", "pronoun", "thing", "nobody")
        return min(parts, key=lambda part: rank.index(part.sort))

    def _settle(self, number: int, entity: Entity | None) -> None:
        self.speakers[number] = entity
        self.done.add(number)

    # What is seen before a place

    def _seen(self, number: int, paragraph: int) -> list[_Seen]:
        """Those named in a paragraph and the sources found in it, before the statement where it is in this paragraph."""
        home, position = self.positions[number]
        limit = position if paragraph == home else len(self.article.text(paragraph)) + 1
        sources = [
            _Seen(span.start, span.end, self.speakers[other], True, source.pronoun if source else None)
            for other, span in self.first_sources[paragraph]
            if other in self.done and other != number and span.start < limit
            for source in (self.sources[other],)
        ]
        covered = [(seen.start, seen.end) for seen in sources]
        names = [
            _Seen(named.first, named.mention.end, named.entity, False)
            for named in self.cast.named.get(paragraph, ())
            if named.mention.start < limit
            and not named.mention.owner
            and not any(start <= named.mention.start < end for start, end in covered)
        ]
        own = [(c.start, c.end) for c in self.statements[number].content if c.paragraph == paragraph]
        seen = (s for s in (*names, *sources) if not any(start <= s.start < end for start, end in own))
        return sorted(seen, key=lambda s: s.start)

    def _paragraphs_back(self, number: int) -> Iterator[int]:
        """The paragraphs before a statement that it may look back to: none where the order is lost."""
        home = self.positions[number][0]
        if not self.article.damage.order:
            text = (n for n in range(home - 1, -1, -1) if n not in self.article.furniture)
            yield from (n for n, _ in zip(text, range(_BACK), strict=False))

    def _nearest(self, number: int, pool: Sequence[Entity]) -> Entity | None:
        """The one of the pool that was seen last before the statement, here or in the paragraphs back."""
        for paragraph in (self.positions[number][0], *self._paragraphs_back(number)):
            for seen in reversed(self._seen(number, paragraph)):
                if seen.entity in pool:
                    return seen.entity
        return None

    # Sources

    def _entity(self, number: int, source: Source) -> Entity | None:
        match source.sort:
            case "named":
                return source.entity
            case "pronoun":
                return self._pronoun(number, source.pronoun)
            case "person":
                return self._person(number, source)
            case "organisation":
                return self._organisation(number, source)
            case "document":
                return self._document(number, source)
            case "group" | "thing":
                return self._others(number, source)
            case "nobody":
                return None

    def _person(self, number: int, source: Source) -> Entity | None:
        """The person whose role this is; an unnamed one ("a docker") is an actor of its own."""
        if source.age is not None:
            aged = [p for p in self.cast.people if p.age == source.age]
            return aged[0] if len(aged) == 1 else self._nearest(number, [p for p in self.cast.people if not p.age])
        heads = role_heads(source.core)
        wanted = key_words(source.text) - heads - {source.owner or "", "his", "her", "its", "their"}
        fits = [p for p in (*self.cast.people, *self.unnamed) if self._bears(p, heads, wanted)]
        exact = [
            p for p in fits if wanted <= {w for role in p.roles for w in key_words(role)} | set(map(fold, p.words))
        ]
        if wanted and len(exact) == 1:
            return exact[0]
        near = self._nearest(number, exact or fits)
        if near is not None or len(exact or fits) == 1:
            return near or (exact or fits)[0]
        if fits or (not wanted and not source.owner and heads & _TELLS_NOBODY):
            return None
        return self._unnamed(number, source)

    def _bears(self, person: Entity, heads: frozenset[str], wanted: frozenset[str]) -> bool:
        """Whether one of the person's roles has a head wanted and nothing that speaks against it."""
        return any(heads & role_heads(role) and not _differ(wanted, key_words(role)) for role in person.roles)

    def _unnamed(self, number: int, source: Source) -> Entity:
        span = self.statements[number].source[0]
        if span not in self.own:
            person = Entity("person", source.text, gender=role_gender(source.core), roles=[source.core])
            self.own[span] = person
            self.unnamed.append(person)
        return self.own[span]

    def _organisation(self, number: int, source: Source) -> Entity | None:
        if source.definite is False:
            return self._others(number, source)
        iso3 = is_government(source.core)
        if iso3 is not None:
            return self.cast.government(iso3)
        if source.owner is not None:
            return self._owned(number, source)
        keys, head = key_words(source.text), source.head
        fits = [o for o in self.cast.organisations if (keys <= o.keys) or (keys == {head} and head in o.kinds)]
        if not fits and head in _ANY_ORGANISATION:
            fits = [
                o for o in self.cast.organisations if head in o.kinds and keys - {head} <= o.keys | o.kinds
            ] or self._active(number)
        near = self._nearest(number, fits)
        if near is not None or len(fits) == 1:
            return near or fits[0]
        if keys == {head} and (fits or head in _TELLS_NOBODY | _ANY_ORGANISATION):
            return None
        return (
            self._others(number, source)
            if head in _ANY_ORGANISATION
            else self.cast.organisation(source.text, frozenset({head}))
        )

    def _active(self, number: int) -> list[Entity]:
        """The organisation seen before, which "the group" may mean if it is the only one in its paragraph."""
        for paragraph in (self.positions[number][0], *self._paragraphs_back(number)):
            seen = [s.entity for s in self._seen(number, paragraph) if s.entity and s.entity.sort == "organisation"]
            if seen:
                return seen[:1] if len(set(map(id, seen))) == 1 else []
        return []

    def _document(self, number: int, source: Source) -> Entity | None:
        """A statement or a letter is its author's word; a report or a poll speaks for itself."""
        if source.owner is not None:
            return self._pronoun(number, source.owner)
        if source.head in _PAPERS_OF_THE_SPEAKER and source.definite is not False:
            for paragraph in (self.positions[number][0], *self._paragraphs_back(number)):
                for seen in reversed(self._seen(number, paragraph)):
                    if seen.is_source:
                        return seen.entity
            return None
        return self._others(number, source)

    def _owned(self, number: int, source: Source) -> Entity | None:
        """ "His campaign", "her aides": named after the owner, if he is known."""
        owner = self._pronoun(number, source.owner) if source.owner else None
        if owner is None:
            return None
        name = owner.words[-1] if owner.words else owner.name
        ending = "'" if owner.sort == "group" else "'s"
        name = f"{name}{ending} {source.core}"
        return self.cast.organisation(name, frozenset({source.head}))

    def _others(self, number: int, source: Source) -> Entity | None:
        """People and things without a name: "officials" are the same throughout, "some residents" only here."""
        if source.owner is not None:
            return self._owned(number, source)
        if source.definite is False:
            span = self.statements[number].source[0]
            return self.own.setdefault(span, Entity("group" if source.sort == "group" else "organisation", source.text))
        sort = "organisation" if source.sort == "organisation" else "group"
        return self.others.setdefault(fold(source.text), Entity(sort, source.text))  # type: ignore[arg-type]

    # Pronouns

    def _pronoun(self, number: int, pronoun: Pronoun | None) -> Entity | None:
        match pronoun:
            case "m" | "f":
                return self._he_or_she(number, pronoun)
            case "it":
                return self._last_source(number, ("organisation", "state", "name"))
            case "they":
                return self._last_source(number, ("group", "organisation"))
            case "who":
                return self._before_who(number)
            case _:
                return None

    def _he_or_she(self, number: int, gender: Pronoun) -> Entity | None:
        """The person before the pronoun: a source or the subject of a sentence, the nearer the better."""
        home, position = self.positions[number]
        best = self._best(number, home, position, gender)
        if best is not None:
            return best.entity
        for paragraph in self._paragraphs_back(number):
            seen = [s for s in self._seen(number, paragraph) if _can_be(s, gender)]
            spoken = [s for s in seen if s.is_source and not self._is_nested_place(paragraph, s.start)]
            if spoken:
                return spoken[-1].entity
            best = self._best(number, paragraph, len(self.article.text(paragraph)), gender)
            if best is not None:
                return best.entity
        return None

    def _best(self, number: int, paragraph: int, position: int, gender: Pronoun) -> _Seen | None:
        text = self.article.text(paragraph)
        ends = [0, *(m.end() for m in _SENTENCE.finditer(text, 0, position))]
        rated = []
        for seen in self._seen(number, paragraph):
            if not _can_be(seen, gender):
                continue
            sentence = max(i for i, end in enumerate(ends) if end <= seen.start)
            is_subject = _OPENING.match(text[ends[sentence] : seen.start]) is not None
            in_content = self._is_nested_place(paragraph, seen.start)
            known = seen.entity is None or seen.entity.gender is not None
            score = 3 * (sentence - len(ends)) + 2 * seen.is_source + is_subject - 2 * in_content - (not known)
            rated.append((score, seen.is_source, seen.start, is_subject and not in_content, seen))
        if not rated:
            return None
        *_, is_subject, best = max(rated, key=lambda item: item[:3])
        people = {id(item[-1].entity) for item in rated}
        return best if best.is_source or is_subject or len(people) == 1 else None

    def _is_nested_place(self, paragraph: int, start: int) -> bool:
        """Whether the place stands in what somebody says."""
        return any(content.start <= start < content.end for _, content in self.contents[paragraph])

    def _last_source(self, number: int, sorts: tuple[str, ...]) -> Entity | None:
        home = self.positions[number][0]
        for paragraph in (home, *self._paragraphs_back(number)):
            seen = self._seen(number, paragraph)
            fitting = [s for s in seen if s.is_source and s.entity is not None and s.entity.sort in sorts]
            text = self.article.text(paragraph)
            subjects = [
                s for s in seen
                if s.entity is not None and s.entity.sort in sorts and s.entity.sort != "name" and not self._is_nested_place(paragraph, s.start)
                and _OPENING.match(text[_sentence_start(text, s.start) : s.start])
            ]  # fmt: skip
            if fitting or subjects:
                return (fitting or subjects)[-1].entity
        return None

    def _before_who(self, number: int) -> Entity | None:
        """The noun just before "who" or "which"."""
        paragraph, position = self.positions[number]
        text = self.article.text(paragraph)
        for named in self.cast.named.get(paragraph, ()):
            gap = text[named.last : position] if named.last <= position else "far"
            if re.fullmatch(r",?\s*(?:\([^)]*\),?\s*)?(?:of |to |by )?", gap):
                return named.entity
        begin = _noun_before(text, position)
        if begin is None:
            return None
        end = len(text[:position].rstrip(" ,"))
        span = self.article.span(paragraph, begin, end)
        source = read_source(self.cast, self.article, span)
        return None if source.sort == "pronoun" else self._entity(number, source)

    # Statements within statements, shared sources, lone speakers

    def _parent(self, number: int) -> int | None:
        """The statement that this one stands in."""
        within = self.statements[number].within
        if within is not None:
            return self.by_id.get(within)
        paragraph, position = self.positions[number]
        around = [
            (content.end - content.start, other)
            for other, content in self.contents[paragraph]
            if other != number and content.start <= position < content.end
        ]
        return min(around)[1] if around else None

    def _in_content(self, number: int) -> Entity | None:
        """A pronoun in what somebody says: "I" is who says it, "he" somebody named in it, else, in indirect speech, who says it."""
        source, parent = self.sources[number], self._parent(number)
        if source is None or parent is None:
            return None
        speaker = self.speakers[parent]
        if source.pronoun == "I":
            return speaker
        if source.pronoun == "who" or source.pronoun == "they":
            return self._pronoun(number, source.pronoun)
        paragraph, position = self.positions[number]
        inside = [
            c for c in self.statements[parent].content if c.paragraph == paragraph and c.start <= position < c.end
        ]
        begin = min((c.start for c in inside), default=0)
        text = self.article.text(paragraph)
        seen = [
            s
            for s in self._seen(number, paragraph)
            if s.start >= begin and s.entity is not speaker and _can_be(s, source.pronoun)
        ]
        subjects = [
            s for s in seen if s.is_source or _OPENING.match(text[max(begin, _sentence_start(text, s.start)) : s.start])
        ]
        if subjects:
            return subjects[-1].entity
        if self.statements[parent].form == "direct":
            return seen[-1].entity if len({id(s.entity) for s in seen}) == 1 else None
        if speaker is not None and _can_be(_Seen(0, 0, speaker, True), source.pronoun):
            return speaker
        return self._pronoun(number, source.pronoun)

    def _sharer(self, number: int) -> Entity | None:
        """The speaker of "…, adding that …": the one other statement whose cue stands before it in the sentence."""
        cue = self.statements[number].cue
        if not cue or not re.match(r"\w+ing\b", cue[0].text):
            return None
        text = self.article.text(cue[0].paragraph)
        begin = _sentence_start(text, cue[0].start)
        before = {
            other
            for other, statement in enumerate(self.statements)
            for span in statement.cue[:1]
            if statement.source and span.paragraph == cue[0].paragraph and begin <= span.start < cue[0].start
            and statement.within == self.statements[number].within
        }  # fmt: skip
        return self.speakers[before.pop()] if len(before) == 1 else None

    def _lone_speakers(self) -> None:
        """A pronoun with nobody before it is the one man, or the one woman, who speaks in two other paragraphs or more."""
        heard: dict[int, set[int]] = defaultdict(set)
        people: dict[int, Entity] = {}
        for number, speaker in enumerate(self.speakers):
            if speaker is not None and speaker.sort in ("person", "name"):
                people[id(speaker)] = speaker
                heard[id(speaker)].add(self.positions[number][0])
        for number, source in enumerate(self.sources):
            if (
                source is None
                or source.pronoun not in ("m", "f")
                or self.speakers[number]
                or self._parent(number) is not None
            ):
                continue
            rivals = [p for p in people.values() if p.gender == source.pronoun or (p.words and p.gender is None)]
            home, position = self.positions[number]
            blocked = any(
                _can_be(s, source.pronoun) and s.entity is not None
                for s in self._seen(number, home)
                if s.start < position
            )
            if len(rivals) == 1 and rivals[0].gender and not blocked and len(heard[id(rivals[0])] - {home}) >= 2:
                self.speakers[number] = rivals[0]

    def _results(self) -> tuple[list[Statement], list[Actor]]:
        numbers: dict[int, str] = {}
        spoken: dict[str, tuple[Entity, set[Span]]] = {}
        for number in self.in_order:
            entity = self.speakers[number]
            if entity is not None:
                name = numbers.setdefault(id(entity), f"a{len(numbers) + 1}")
                spoken.setdefault(name, (entity, set()))[1].update(self.statements[number].source)
        statements = [
            replace(statement, speaker=numbers[id(entity)] if entity is not None else None)
            for statement, entity in zip(self.statements, self.speakers, strict=True)
        ]
        return statements, [self._actor(name, entity, spans) for name, (entity, spans) in spoken.items()]

    def _actor(self, name: str, entity: Entity, sources: Iterable[Span]) -> Actor:
        sources = set(sources)
        places = [
            self.article.span(paragraph, start, end)
            for paragraph, start, end in entity.places
            if not any(s.paragraph == paragraph and s.start <= start and end <= s.end for s in sources)
        ]
        role = entity.role if entity.words else None
        return Actor(name, entity.name, None, entity.country, (), role, tuple(sorted(sources.union(places))))


def _position(statement: Statement) -> tuple[int, int]:
    """Where a statement is said: its source, else its cue, else its content."""
    span = min(statement.source or statement.cue or statement.content)
    return span.paragraph, span.start


def _differ(wanted: frozenset[str], keys: frozenset[str]) -> bool:
    """Whether two roles with the same head are of different rank, country or portfolio."""
    if wanted & _RANKS != keys & _RANKS:
        return True
    for one, other in (
        (wanted & _PORTFOLIOS, keys & _PORTFOLIOS),
        ({k for k in wanted if k.isupper()}, {k for k in keys if k.isupper()}),
    ):
        if one and other and not one & other:
            return True
    return False


def _can_be(seen: _Seen, pronoun: Pronoun | None) -> bool:
    """Whether somebody can be meant by "he", "she" or "it"; a source not told can, if it was that pronoun itself."""
    if seen.entity is None:
        return seen.is_source and seen.pronoun == pronoun
    if pronoun == "it":
        return seen.entity.sort in ("organisation", "state")
    return seen.entity.sort in ("person", "name") and seen.entity.gender in (None, pronoun)


def _noun_before(text: str, position: int) -> int | None:
    """Where the noun phrase begins that ends just before a relative pronoun, if there is one."""
    tokens = list(_WORDS_BEFORE.finditer(text, max(0, position - 60), position))
    if tokens and tokens[-1][0] == ",":
        tokens.pop()
    begin = None
    for token in reversed(tokens[-5:]):
        word = token[0]
        if word.casefold() in _OPENS_NOUN:
            return token.start() if begin is not None else None
        if not word[0].isalnum() or fold(word) in words("stop") or word.endswith("ed") or word in ("to", "in", "at"):
            break
        begin = token.start()
    return begin


def _sentence_start(text: str, position: int) -> int:
    return max((m.end() for m in _SENTENCE.finditer(text, 0, position)), default=0)
