"""The cast of an article: its persons, organisations and states, each once, with every place where it is named.

Full names and surnames find each other wherever they stand, so that the order of the paragraphs does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.article import TITLE, Article
from onrecord.find.codes import rows_of
from onrecord.find.mentions import LooseMention, Mention, OrganisationMention, PersonMention, names_in, surname
from onrecord.find.vocabulary import (
    country_in,
    country_name,
    first_name_gender,
    fold,
    key_words,
    role_gender,
    role_heads,
    role_words,
    words,
)

Place = tuple[int, int, int]  # paragraph, start, end

_NICKNAMES = (
    "andy andrew", "bernie bernard", "beth elizabeth", "betty elizabeth", "bill william", "bob robert", "chuck charles",
    "dick richard", "ed edward", "jack john", "jeff jeffrey", "jim james", "joe joseph", "kate katherine",
    "liz elizabeth", "maggie margaret", "mike michael", "peggy margaret", "pepe jose", "rick richard", "rob robert",
    "sasha aleksandr", "steve stephen", "ted edward", "tom thomas", "tony anthony", "volodya vladimir", "will william",
)  # fmt: skip
_SAME_NAME = frozenset(frozenset(pair.split()) for pair in _NICKNAMES)
_PRONOUN = re.compile(r"\b(?:(?P<he>he|his|him|himself)|(?P<she>she|her|hers|herself)|(?P<thing>its|which))\b", re.I)
_REACH = 160
"""How many characters after a name a pronoun still tells its gender."""


@dataclass(eq=False)
class Entity:
    """Somebody in the article. `sort` is "name" where a lone word may be a person's or a thing's.

    `keys` are the words that tell an organisation from another, `kinds` the nouns that stand for it ("ministry").
    `roles` are those that the article gives, `known_roles` those that the table of names adds in its year. `around` is
    where somebody without a name is said to be ("in eastern Ukraine").
    """

    sort: Literal["person", "name", "organisation", "state", "group"]
    name: str
    words: tuple[str, ...] = ()
    gender: str | None = None
    age: str | None = None
    roles: list[str] = field(default_factory=list)
    known_roles: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    keys: frozenset[str] = frozenset()
    kinds: set[str] = field(default_factory=set)
    iso3: str | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def role(self) -> str | None:
        """The most telling of its roles: the one with most words, up to eight; "friend" or "rival" tells nothing."""
        telling = [role for role in self.roles if not role_heads(role) <= words("relation")]
        short = [role for role in telling if len(role.split()) <= 8] or telling
        return max(short, key=lambda role: (len(role.split()), len(role)), default=None)

    @property
    def country(self) -> str | None:
        """ISO-3 where a role or the name tells it; never from a person's name."""
        told: list[str | None] = [self.iso3] if self.iso3 else [country_in(role) for role in self.roles]
        if self.sort not in ("person", "name") or not self.words:
            told.append(country_in(self.name))
        return next(filter(None, told), None)


@dataclass(frozen=True)
class Named:
    """One place where an entity is named, with the words around the name that belong to it at `first`..`last`."""

    entity: Entity
    mention: Mention

    @property
    def first(self) -> int:
        return self.mention.first if isinstance(self.mention, PersonMention) else self.mention.start

    @property
    def last(self) -> int:
        return self.mention.last if isinstance(self.mention, PersonMention) else self.mention.end


class Cast:
    """Everybody named in an article; made by `Cast.of`."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.people: list[Entity] = []
        self.organisations: list[Entity] = []
        self.states: dict[str, Entity] = {}
        self.named: dict[int, list[Named]] = defaultdict(list)
        self._by_surname: dict[str, list[Entity]] = defaultdict(list)

    @classmethod
    def of(cls, article: Article, sources: Mapping[int, Sequence[tuple[int, int]]]) -> Cast:
        """The cast of an article; `sources` holds the (start, end) of the sources in each paragraph."""
        cast = cls(article)
        numbers = [n for n in range(len(article.paragraphs)) if n not in article.furniture]
        numbers = [n for n in (TITLE, *numbers) if not _is_headline_case(article.text(n))]
        lost = article.damage.apostrophes
        mentions = [
            mention
            for n in numbers
            for mention in names_in(article.text(n), paragraph=n, sources=sources.get(n, ()), apostrophes_lost=lost)
        ]
        cast._add_people(
            _without_lost_possessives(mentions) if lost else [m for m in mentions if isinstance(m, PersonMention)]
        )
        cast._add_loose([m for m in mentions if isinstance(m, LooseMention)], sources)
        cast._add_organisations([m for m in mentions if isinstance(m, OrganisationMention)], sources)
        for entries in cast.named.values():
            entries.sort(key=lambda entry: entry.mention.start)
        cast._settle_genders()
        cast._add_known()
        return cast

    def _note(self, entity: Entity, mention: Mention) -> None:
        entity.places.append((mention.paragraph, mention.start, mention.end))
        self.named[mention.paragraph].append(Named(entity, mention))

    # People

    def _add_people(self, mentions: list[PersonMention]) -> None:
        full = sorted((m for m in mentions if len(m.words) > 1), key=lambda m: (-len(m.words), m.paragraph, m.start))
        for mention in (*full, *(m for m in mentions if len(m.words) == 1)):
            fits = self._fitting(mention.words, mention.gender, mention.role)
            if len(fits) > 1 and len(mention.words) == 1:
                continue
            person = fits[0] if len(fits) == 1 else self._new_person(mention.words)
            self._note(person, mention)
            person.gender = person.gender or mention.gender or (role_gender(mention.role) if mention.role else None)
            person.age = person.age or mention.age
            if mention.role and mention.role not in person.roles:
                person.roles.append(mention.role)

    def _new_person(self, name: tuple[str, ...], sort: Literal["person", "name"] = "person") -> Entity:
        person = Entity(sort, " ".join(name), name)
        self.people.append(person)
        self._by_surname[surname(name)].append(person)
        return person

    def _fitting(self, name: tuple[str, ...], gender: str | None, role: str | None) -> list[Entity]:
        """The persons that a name can mean; a role decides between several."""
        key = surname(name)
        found = self._by_surname.get(key) or (self._by_surname.get(key[:-1]) if key.endswith("s") else None) or []
        if not found and self.article.damage.quotation_marks:
            found = [p for other, people in self._by_surname.items() if _lost_a_letter(key, other) for p in people]
        fits = [
            p for p in found if not (gender and p.gender and gender != p.gender) and _given_names_agree(name, p.words)
        ]
        if len(fits) > 1 and role is not None:
            wanted = key_words(role)
            same = [p for p in fits if any(wanted & key_words(other) for other in p.roles)]
            fits = same if len(same) == 1 else fits
        return fits

    def _add_loose(self, mentions: list[LooseMention], sources: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        names = [m for m in mentions if not self._is_common_word(m, mentions)]
        alone = {surname(m.words) for m in names if len(m.words) == 1 and m.country is None and _touches(m, sources)}
        for mention in names:
            if (
                len(mention.words) > 1
                and surname(mention.words) in alone
                and not self._fitting(mention.words, None, None)
            ):
                self._new_person(mention.words)
        for mention in names:
            person = self._person_called(mention)
            if person is not None:
                self._note(person, mention)
            elif not self.is_ambiguous(mention.words[-1]) and _touches(mention, sources):
                if mention.country is not None and mention.country.sort != "demonym":
                    self._note(self._state(mention), mention)
                elif mention.words[-1] in words("outlet"):
                    self._note(self.organisation(mention.words[-1]), mention)
                elif mention.country is None and fold(mention.words[-1]) not in role_words():
                    self._note(self._new_person(mention.words, "name"), mention)

    def _person_called(self, mention: LooseMention) -> Entity | None:
        """The one person whose surname, else first name, else other name this is."""
        key = surname(mention.words)
        if key not in self._by_surname and self.article.text(mention.paragraph)[: mention.start].endswith(
            ("the ", "The ")
        ):
            return None  # "the Clintons"
        found = self._fitting(mention.words, None, None)
        if len(mention.words) > 1:
            found = [
                p for p in found if {fold(w) for w in mention.words} <= {fold(w) for w in p.words} or p.sort == "name"
            ]
        elif not found:
            others = [[p for p in self.people if len(p.words) > 1 and key == fold(p.words[0])]]
            others.append([p for p in self.people if key in map(fold, p.words[1:-1]) and len(key) > 3])
            found = next(filter(None, others), [])
        if len(found) > 1:
            here = [
                p for p in found if any(n == mention.paragraph and start < mention.start for n, start, _ in p.places)
            ]
            found = here
        if mention.country is not None and mention.country.sort in ("name", "demonym") and not found:
            return None
        return found[0] if len(found) == 1 else None

    def is_ambiguous(self, word: str) -> bool:
        """Whether several persons have this surname."""
        return len(self._by_surname.get(surname((word,)), ())) > 1

    def _is_common_word(self, mention: LooseMention, mentions: list[LooseMention]) -> bool:
        """Whether a lone word is capitalised only because it begins a sentence ("Police said", "Farmers said")."""
        if len(mention.words) > 1 or mention.country is not None:
            return False
        word = mention.words[0]
        key = fold(word)
        if key in words("group") or key in words("document") or key in words("organisation"):
            return True
        if not key.endswith("s") or self._by_surname.get(key):
            return False
        return all(self._begins_sentence(m) for m in mentions if m.words == mention.words)

    def _begins_sentence(self, mention: LooseMention) -> bool:
        before = self.article.text(mention.paragraph)[: mention.start].rstrip(" “\"'‘")
        return not before or before[-1] in ".?!:"

    # Organisations and states

    def _state(self, mention: LooseMention) -> Entity:
        """The actor that a country, its capital or its seat of power names; a body of the state is its own."""
        country, name = mention.country, mention.words[0]
        if country is None or country.sort == "body":
            return self.organisation(name)
        key = country.iso3 or fold(name)
        state = self.states.setdefault(key, Entity("state", name, iso3=country.iso3))
        if fold(name).rstrip("s") != fold(state.name).rstrip("s") and country.iso3 is not None:
            state.name = country_name(country.iso3)
        return state

    def government(self, iso3: str) -> Entity:
        """The actor "Russia" for "the Russian government"."""
        return self.states.setdefault(iso3, Entity("state", country_name(iso3), iso3=iso3))

    def organisation(self, name: str, kinds: frozenset[str] = frozenset()) -> Entity:
        """The organisation of that name: the same words in another order or spelling are the same."""
        keys = key_words(name)
        found = next((o for o in self.organisations if o.keys == keys), None) or self._by_initials(name)
        if found is None:
            found = Entity("organisation", name, keys=keys)
            self.organisations.append(found)
        found.kinds |= kinds
        return found

    def _by_initials(self, name: str) -> Entity | None:
        short = name.replace(".", "")
        if not (1 < len(short) < 7 and short.isupper()):
            return None
        fits = [o for o in self.organisations if "".join(w[0] for w in o.name.split() if w[0].isupper()) == short]
        return fits[0] if len(fits) == 1 else None

    def _add_organisations(
        self, mentions: list[OrganisationMention], sources: Mapping[int, Sequence[tuple[int, int]]]
    ) -> None:
        """Longer names first; a shorter one ("the Defense Ministry") joins the only longer one it is part of."""
        for mention in sorted(mentions, key=lambda m: (-len(key_words(m.name)), m.paragraph, m.start)):
            keys = key_words(mention.name)
            wider = [o for o in self.organisations if keys < o.keys and mention.kinds & o.kinds]
            if keys and len(keys - {"government"}) == 1 and (iso3 := country_in(mention.name)) and "government" in keys:
                entity = self.government(iso3)
            else:
                entity = (
                    wider[0] if len(wider) == 1 and len(keys) > 1 else self.organisation(mention.name, mention.kinds)
                )
            self._note(entity, mention)

    def _add_known(self) -> None:
        """What the table of names tells of people and organisations, so that "the Russian president" finds Putin."""
        year = self.article.year
        if year is None:
            return
        for entity in (*self.people, *self.organisations):
            for row in rows_of(entity.name):
                if row.holds(year):
                    country = country_name(row.country)
                    entity.known_roles += [f"{country} {role}" for role in row.role.split(", ")]
                    entity.kinds |= row.kinds

    # Gender

    def _settle_genders(self) -> None:
        """Where no title, role or first name tells a person's gender, the pronoun just after the name may.

        A lone word that only "its" or "which" follows is no person ("Meridian, which …").
        """
        for person in self.people:
            if person.gender is None and person.words and (known := first_name_gender(person.words[0])) in ("m", "f"):
                person.gender = known if len(person.words) > 1 else None
        things: set[Entity] = set()
        for paragraph, entries in self.named.items():
            text = self.article.text(paragraph)
            for place, entry in enumerate(entries):
                if entry.entity.sort in ("person", "name") and entry.entity.gender is None:
                    following = [e.mention.start for e in entries[place + 1 :] if e.entity.sort in ("person", "name")]
                    end = min([entry.mention.end + _REACH, *following])
                    found = _PRONOUN.search(text, entry.mention.end, end)
                    if found is not None and found["thing"] is None:
                        entry.entity.gender = "m" if found["he"] else "f"
                    elif found is not None and entry.entity.sort == "name":
                        things.add(entry.entity)
        for entity in things:
            if entity.gender is None and len(entity.words) == 1:
                entity.sort, entity.keys = "organisation", key_words(entity.name)
                self.people.remove(entity)
                self.organisations.append(entity)


def _given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of one surname can be one person's: "Joe"/"Joseph", "J."/"James", one name within the other."""
    first, second = ([fold(w) for w in name[:-1] if fold(w) not in words("particle")] for name in (one, other))
    if not first or not second or set(first) <= set(second) or set(second) <= set(first):
        return True
    a, b = first[0], second[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return (min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a))) or frozenset((a, b)) in _SAME_NAME


def _lost_a_letter(one: str, other: str) -> bool:
    """Whether two surnames differ by a letter that a scraper dropped ("Erdoan", "Erdogan"), not at either end."""
    if one[:1] != other[:1] or one[-1:] != other[-1:] or abs(len(one) - len(other)) != 1 or len(one) + len(other) < 11:
        return False
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(1, len(short)))


def _without_lost_possessives(mentions: list[Mention]) -> list[PersonMention]:
    """The persons, "Angela Merkels" read as "Angela Merkel" where the article has a Merkel too."""
    people = [m for m in mentions if isinstance(m, PersonMention)]
    surnames = {surname(m.words) for m in mentions if not isinstance(m, OrganisationMention)}
    return [
        replace(m, words=(*m.words[:-1], m.words[-1][:-1]))
        if m.words[-1].endswith("s") and surname(m.words)[:-1] in surnames
        else m
        for m in people
    ]


def _touches(mention: Mention, sources: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in sources.get(mention.paragraph, ()))


def _is_headline_case(text: str) -> bool:
    """Whether nearly every word of a short line has a capital, which then tells no names."""
    if len(text) > 150 or text.endswith((".", ".”", '."')):
        return False
    long_words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long_words) > 3 and sum(word[0].isupper() for word in long_words) > 0.7 * len(long_words)
