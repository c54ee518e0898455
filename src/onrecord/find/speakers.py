"""Speakers: who is behind the source of each statement, in whatever order the paragraphs come.

Names are settled first, over the whole article; then roles ("the spokesman"), organisations ("the ministry") and
pronouns, each from what stands before it. Where the article does not tell, the speaker is `None`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from onrecord.article import Article, Span
from onrecord.find.actors import home_of, make_actor
from onrecord.find.cast import Entity
from onrecord.find.scene import Reference, Scene, Seen, can_be
from onrecord.find.sentences import sentence_starts
from onrecord.find.sources import Pronoun, Source, is_government
from onrecord.find.vocabulary import fold, key_words, role_gender, role_heads, words
from onrecord.reading import Actor, Event, Statement

_PARTICIPLE = re.compile(r"\w+ing\b")


def resolve(
    article: Article, statements: Sequence[Statement], events: Sequence[Event] = ()
) -> tuple[list[Statement], list[Event], list[Actor]]:
    """The statements with `speaker`, the events with `actors` and `recipients` set to ids of actors, and those actors.

    A speaker that the article does not tell is `None`, an actor is left out. Actors are numbered as they first speak,
    then as they first act. Their mentions are every place where they are named, and every phrase found to mean them.
    """
    phrases = [
        (number, role, Reference((span,), (event.trigger,), event.said_in))
        for number, event in enumerate(events)
        for role, spans in (("actors", event.actor_spans), ("recipients", event.recipient_spans))
        for span in spans
    ]
    scene = Scene(article, statements, [reference for *_, reference in phrases])
    resolver = _Resolver(scene)
    resolver.run()
    resolver.tell_references(len(statements))
    told: dict[Entity, str] = {}
    sources: dict[Entity, set[Span]] = defaultdict(set)
    for number in (*scene.in_order, *range(len(statements), len(scene.statements))):
        entity = scene.speakers[number]
        if entity is not None:
            told.setdefault(entity, f"a{len(told) + 1}")
            sources[entity].update(scene.statements[number].source)
            entity.around += filter(None, map(scene.place_after, scene.statements[number].source))
    spoken = [
        replace(statement, speaker=None if speaker is None else told[speaker])
        for statement, speaker in zip(statements, scene.speakers, strict=False)
    ]
    roles: dict[tuple[int, str], list[str]] = defaultdict(list)
    for (number, role, _), entity in zip(phrases, scene.speakers[len(statements) :], strict=True):
        if entity is not None and told[entity] not in roles[number, role]:
            roles[number, role].append(told[entity])
    acted = [
        replace(event, actors=tuple(roles[number, "actors"]), recipients=tuple(roles[number, "recipients"]))
        for number, event in enumerate(events)
    ]
    doers = {statement.speaker for statement in spoken}.union(*(event.actors for event in acted))
    home = cache(partial(home_of, article))  # few actors need it
    actors = [
        make_actor(article, id, entity, sources=sources[entity], does=id in doers, home=home)
        for entity, id in told.items()
    ]
    return spoken, acted, actors


class _Resolver:
    """Tells the speakers of a scene; unnamed people it meets are actors of their own."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.unnamed: list[Entity] = []
        self.collectives: dict[str, Entity] = {}
        self.own: dict[Span, Entity] = {}

    def run(self) -> None:
        """Names and new people first, the rest in text order, then pronouns within words, then what has no source."""
        scene = self.scene
        sources = [(number, scene.sources[number]) for number in scene.in_order]
        for number, source in sources:
            if source is not None and source.sort == "named":
                scene.settle(number, source.entity)
            elif source is not None and source.sort == "person" and source.definite is False:
                scene.settle(number, self._new_person(number, source))
        later = []
        for number, source in sources:
            if source is not None and source.pronoun is not None and scene.parent(number) is not None:
                later.append((number, source))
            elif source is not None and number not in scene.settled:
                scene.settle(number, self._entity(number, source))
        for number, source in later:
            scene.settle(number, self._pronoun_within(number, source))
        for number, missing in sources:
            if missing is None:
                scene.settle(number, self._sharer(number))
        self._lone_speakers()

    def tell_references(self, first: int) -> None:
        """Who is meant by the phrases from number `first` on, once all speakers are told; things act for nobody."""
        for number in range(first, len(self.scene.statements)):
            source = self.scene.sources[number]
            if source is None or source.sort in ("thing", "document", "nobody"):
                continue
            if source.pronoun is not None and self.scene.parent(number) is not None:
                self.scene.settle(number, self._pronoun_within(number, source))
            else:
                self.scene.settle(number, self._entity(number, source))

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
                return self._without_name(number, source)
            case "nobody":
                return None

    def _person(self, number: int, source: Source) -> Entity | None:
        """The person whose role this is; somebody new where nobody of that role is named."""
        if source.age is not None:
            aged = [p for p in self.cast.people if p.age == source.age]
            return aged[0] if len(aged) == 1 else self.scene.nearest(number, [p for p in self.cast.people if not p.age])
        heads = role_heads(source.core)
        wanted = key_words(source.text) - heads - {"his", "her", "its", "their"}
        gender = role_gender(source.core)
        fits = [p for p in (*self.cast.people, *self.unnamed) if _bears(p, heads, wanted)]
        fits = [p for p in fits if not (gender and p.gender and gender != p.gender)]
        exact = [p for p in fits if wanted <= _told_of(p)]
        if wanted and len(exact) == 1:
            return exact[0]
        pool = exact or [p for p in fits if p.words]
        near = self.scene.nearest(number, pool)
        if near is not None or len(pool) == 1:
            return near or pool[0]
        tells_nobody = not wanted and not source.owner and heads & words("vague")
        return None if pool or tells_nobody else self._new_person(number, source)

    def _new_person(self, number: int, source: Source) -> Entity:
        """Somebody without a name ("a docker"): one for each place."""
        span = self.scene.statements[number].source[0]
        if span not in self.own:
            self.own[span] = Entity("person", source.text, gender=role_gender(source.core), roles=[source.core])
            self.unnamed.append(self.own[span])
        return self.own[span]

    def _organisation(self, number: int, source: Source) -> Entity | None:
        """The organisation of that name, or the one that "the ministry" or "the group" can mean."""
        if source.definite is False or source.owner is not None:
            return self._without_name(number, source)
        if iso3 := is_government(source.core):
            return self.cast.government(iso3)
        keys, head = key_words(source.text), source.head
        is_bare, any_kind = keys == {head}, head in words("kind")
        fits = [o for o in self.cast.organisations if keys <= o.keys or (is_bare and head in o.kinds)]
        if not fits and any_kind:
            fits = [o for o in self.cast.organisations if head in o.kinds and keys <= o.keys | o.kinds]
            fits = fits or self._only_one_before(number)
        near = self.scene.nearest(number, fits)
        if near is not None or len(fits) == 1:
            return near or fits[0]
        if is_bare and (fits or any_kind or head in words("vague")):
            return None
        return (
            self._without_name(number, source) if any_kind else self.cast.organisation(source.text, frozenset({head}))
        )

    def _only_one_before(self, number: int) -> list[Entity]:
        """The organisation seen before, which "the group" may mean if it is the only one in its paragraph."""
        for paragraph in self.scene.here_and_back(number):
            seen = [
                s.entity for s in self.scene.seen(number, paragraph) if s.entity and s.entity.sort == "organisation"
            ]
            if seen:
                return seen[:1] if len(set(map(id, seen))) == 1 else []
        return []

    def _document(self, number: int, source: Source) -> Entity | None:
        """A statement or a letter is its author's word; a report or a poll speaks for itself."""
        if source.owner is not None:
            return self._pronoun(number, source.owner)
        if source.head in words("paper") and source.definite is not False:
            for paragraph in self.scene.here_and_back(number):
                for seen in reversed(self.scene.seen(number, paragraph)):
                    if seen.is_source:
                        return seen.entity
            return None
        return self._without_name(number, source)

    def _owned(self, number: int, source: Source, owner: Pronoun) -> Entity | None:
        """ "His campaign", "her aides": named after the owner, if he is known."""
        entity = self._pronoun(number, owner)
        if entity is None:
            return None
        ending = "'" if entity.sort == "group" else "'s"
        name = f"{entity.words[-1] if entity.words else entity.name}{ending} {source.core}"
        return self.cast.organisation(name, frozenset({source.head}))

    def _without_name(self, number: int, source: Source) -> Entity | None:
        """People and things without a name: "officials" are the same throughout, "some residents" only here."""
        if source.owner is not None:
            return self._owned(number, source, source.owner)
        entity = Entity("organisation" if source.sort == "organisation" else "group", source.text)
        if source.definite is False:
            return self.own.setdefault(self.scene.statements[number].source[0], entity)
        return self.collectives.setdefault(fold(source.text), entity)

    def _pronoun(self, number: int, pronoun: Pronoun | None) -> Entity | None:
        match pronoun:
            case "m" | "f":
                return self.scene.he_or_she(number, pronoun)
            case "it":
                return self.scene.last_source(number, ("organisation", "state", "name"))
            case "they":
                return self.scene.last_source(number, ("group", "organisation"))
            case "who":
                source = self.scene.noun_before_who(number)
                return self._entity(number, source) if source is not None else None
            case _:
                return None

    def _pronoun_within(self, number: int, source: Source) -> Entity | None:
        """A pronoun in somebody's words: "I" is who says them; "he" is named in them, else who says them indirectly."""
        parent = self.scene.parent(number)
        if parent is None or source.pronoun in ("who", "they"):
            return self._pronoun(number, source.pronoun)
        speaker = self.scene.speakers[parent]
        if source.pronoun == "I":
            return speaker
        found, is_told = self.scene.subject_inside(number, parent)
        if is_told:
            return found
        if speaker is not None and can_be(Seen(0, speaker, True), source.pronoun):
            return speaker
        return self._pronoun(number, source.pronoun)

    def _sharer(self, number: int) -> Entity | None:
        """The speaker of "…, adding that …": the one other statement whose cue stands before it in the sentence."""
        statement = self.scene.statements[number]
        if not statement.cue or not _PARTICIPLE.match(statement.cue[0].text):
            return None
        cue = statement.cue[0]
        begin = sentence_starts(self.scene.article.text(cue.paragraph), cue.start)[-1]
        before = [
            place
            for place, other in enumerate(self.scene.statements)
            if other.source and other.cue and other.within == statement.within
            if other.cue[0].paragraph == cue.paragraph and begin <= other.cue[0].start < cue.start
        ]
        return self.scene.speakers[before[0]] if len(before) == 1 else None

    def _lone_speakers(self) -> None:
        """A pronoun with nobody before it is the one man, or woman, who speaks in two other paragraphs or more."""
        scene = self.scene
        heard: dict[Entity, set[int]] = defaultdict(set)
        for number in scene.in_order:
            speaker = scene.speakers[number]
            if speaker is not None and speaker.sort in ("person", "name"):
                heard[speaker].add(scene.positions[number][0])
        for number in sorted(scene.in_order):
            source = scene.sources[number]
            gender = source.pronoun if source is not None else None
            if gender not in ("m", "f") or scene.speakers[number] is not None or scene.parent(number) is not None:
                continue
            home = scene.positions[number][0]
            rivals = [p for p in heard if p.gender == gender or (p.words and p.gender is None)]
            others_near = any(s.entity is not None and can_be(s, gender) for s in scene.seen(number, home))
            if len(rivals) == 1 and rivals[0].gender and not others_near and len(heard[rivals[0]] - {home}) > 1:
                scene.speakers[number] = rivals[0]


def _bears(person: Entity, heads: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether one of the person's roles has a head wanted and nothing that speaks against it."""
    return any(
        heads & role_heads(role) and not _differ(wanted, key_words(role))
        for role in (*person.roles, *person.known_roles)
    )


def _told_of(person: Entity) -> set[str]:
    """Every word that tells who a person is."""
    return {word for role in person.roles for word in key_words(role)} | {fold(word) for word in person.words}


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles with the same head are of different rank, portfolio or country."""
    ranks, portfolios = words("rank"), words("portfolio")
    portfolio, other_portfolio = one & portfolios, other & portfolios
    country, other_country = ({key for key in keys if key.isupper()} for keys in (one, other))
    return bool(
        one & ranks != other & ranks
        or (portfolio and other_portfolio and not portfolio & other_portfolio)
        or (country and other_country and not country & other_country)
    )
