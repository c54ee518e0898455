"""Who the speakers are to a reader of the whole record: each under one name, and in a party where one is told.

An article tells its speakers apart by itself alone. Across a record "Kastel" is Bruno Kastel where no other Kastel
speaks, and "the Tarvian foreign minister" and "Tarvia" are of one party, whether a table knows the country or not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onrecord.desk.words import speaker_key
from onrecord.find.mentions import OrganisationMention, PersonMention, names_in, surname
from onrecord.find.vocabulary import country_name, country_word, fold, role_words, titles, words
from onrecord.record import Line

SPEAKERS = 3
STATEMENTS = 5
"""A party that no table of countries tells takes three speakers, or two of whom five statements tell that party."""

_ENDINGS = ("s", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "ese", "ish")
"""What makes "Tarvians" of "Tarvia"; a lone "s" is also what is left of an owner whose apostrophe is lost."""

_SHORTEST = 4
_LONGEST_NAME = 5
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RELATIVE = re.compile(r"\s(?:who|which|that|whose|whom|where|when)\b")
_ELSEWHERE = re.compile(r"\b(?:to|on|in|by|near|over|about|like|against|outside|towards?)\s(?:the\s)?$", re.IGNORECASE)
"""Before a name that the speaker is not of: "envoy to Tarvia", "officials in Calder Bay"."""

_STATE_BODIES = frozenset(
    ("army", "authorities", "defence", "embassy", "forces", "government", "military", "ministry", "navy", "of", "state")
)
"""With the portfolios, what stands beside the name of a state in the names of its bodies."""


@dataclass(frozen=True)
class Naming:
    """Who a name is to a reader of the whole record, for those who act and need not speak.

    `full` are full names by surname, `parties` the parties of those who speak, by key.
    """

    full: Mapping[str, str]
    parties: Mapping[str, str]

    def party(self, name: str, country: str | None) -> str:
        """The country, else the party of the speaker of that name, else the name."""
        if country:
            return country_name(country)
        name = full_name(name, self.full) if name else name
        # "Officials" are of one party here and of another there.
        proper = any(word[0].isupper() and fold(word) not in _common_words() for word in name.split())
        return self.parties.get(speaker_key(name), name) if proper else name


def naming(lines: Iterable[Line], everybody: Iterable[Line]) -> Naming:
    """What lines with full names tell about names; `everybody` are the lines of the whole record."""
    by_key: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.speaker:
            by_key[speaker_key(line.speaker)].append(line)
    return Naming(full_names(line.speaker for line in everybody if line.speaker), party_names(by_key))


def with_full_names(lines: Iterable[Line], everybody: Iterable[Line]) -> list[Line]:
    """The lines, a speaker of a bare surname under the one full name among `everybody` that has it.

    `everybody` are the lines of the whole record, `lines` those of them that are wanted.
    """
    full = full_names(line.speaker for line in everybody if line.speaker)
    return [replace(line, speaker=full_name(line.speaker, full)) if line.speaker else line for line in lines]


def full_names(names: Iterable[str]) -> dict[str, str]:
    """By folded surname, the one full name among these that has it; a surname of two people is left out."""
    full: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sorted(set(names)):
        if _is_full_name(name):
            full[surname(tuple(name.split()))][speaker_key(name)] = name
    return {key: next(iter(spellings.values())) for key, spellings in full.items() if len(spellings) == 1}


def full_name(name: str, full: Mapping[str, str]) -> str:
    """The full name of a bare surname, where `full_names` tell one; any other name as it is."""
    return full.get(fold(name), name) if _is_bare_surname(name) else name


def party_names(speakers: Mapping[str, Sequence[Line]]) -> dict[str, str]:
    """The party of each speaker that has one; `speakers` are the lines of each under its key.

    The party is the speaker's country, else the state or organisation that most of what the speaker is called names
    ("Tarvian officials", "envoy of Brannock") if others are called by it too.
    """
    parties = {}
    for key, lines in speakers.items():
        countries = Counter(line.country for line in lines if line.country)
        if countries:
            parties[key] = country_name(countries.most_common(1)[0][0])
    spellings, told = _told({key: lines for key, lines in speakers.items() if key not in parties})
    shared = _shared(told)
    for key, counts in told.items():
        first = _clearly_first(counts)
        if first in shared:
            label = spellings[first].most_common(1)[0][0]
            country = country_word(label)
            parties[key] = country_name(country.iso3) if country and country.iso3 else label
    return parties


def _told(speakers: Mapping[str, Sequence[Line]]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """The spellings of each folded name of a state or an organisation, and by speaker how many lines tell which."""
    no_parties = _common_words() | _words_of_people(speakers) | _words_without_capital(speakers)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, list[set[str]]] = {}
    for key, lines in speakers.items():
        names = [{name for text in _texts(line) for name in _names_of_parties(text)} for line in lines]
        found[key] = [{fold(name) for name in own if not no_parties.issuperset(_words(name))} for own in names]
        for name in (name for own in names for name in own):
            spellings[fold(name)][name] += 1
    stems = {name: _stem(name, spellings) for name in spellings}
    told = {
        key: Counter(stem for own in lines for stem in {stems[name] for name in own}) for key, lines in found.items()
    }
    return spellings, told


def _texts(line: Line) -> list[str]:
    """What the line calls its speaker; a source in several pieces may hold the words of another."""
    source = "" if len(line.spans.source) > 1 else line.source
    return [_RELATIVE.split(text)[0] for text in (line.speaker or "", line.role or "", source) if text]


@lru_cache(maxsize=20_000)
def _names_of_parties(text: str) -> tuple[str, ...]:
    """The names in what a speaker is called that are no person's, without those of places where it only is."""
    return tuple(
        mention.name if isinstance(mention, OrganisationMention) else " ".join(mention.words)
        for mention in names_in(text, paragraph=0)
        if not isinstance(mention, PersonMention) and not _ELSEWHERE.search(text[: mention.start])
    )


def _stem(name: str, heard: Container[str]) -> str:
    """The shortest of the names heard that this is a form of: "tarvians", "tarvian navy" and "tarvia" are "tarvia"."""
    small = _STATE_BODIES | words("portfolio")
    owner = " ".join(word for word in name.split() if word not in small)
    name = owner if owner in heard else name
    shorter = [name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)]
    return min((stem for stem in shorter if len(stem) >= _SHORTEST and stem in heard), key=len, default=name)


def _shared(told: Mapping[str, Counter[str]]) -> set[str]:
    """The names that tell of several speakers."""
    speakers = Counter(name for counts in told.values() for name in counts)
    lines = sum(told.values(), Counter[str]())
    return {name for name, count in speakers.items() if count >= SPEAKERS or (count > 1 and lines[name] >= STATEMENTS)}


def _clearly_first(counts: Counter[str]) -> str | None:
    """The name told most often; `None` where two are ("Meridian and Tarvia")."""
    match counts.most_common(2):
        case [(first, most), *rest] if not rest or rest[0][1] < most:
            return first
    return None


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


@cache
def _common_words() -> frozenset[str]:
    """Words that are no party's name even with a capital: roles, titles, and nouns for people and organisations."""
    kinds = ("organisation", "document", "group", "plural", "modifier", "rank", "portfolio", "stop", "opening")
    return frozenset(("of", "and", *role_words(), *titles())).union(*map(words, kinds))


def _words_of_people(speakers: Mapping[str, Sequence[Line]]) -> set[str]:
    """The words of the names of those who have a role, as only people have."""
    names = {line.speaker for lines in speakers.values() for line in lines if line.speaker and line.role}
    return {word for name in names if " " in name for word in _words(name)}


def _words_without_capital(speakers: Mapping[str, Sequence[Line]]) -> set[str]:
    """The words that are in what speakers are called without a capital too."""
    texts = {text for lines in speakers.values() for line in lines for text in _texts(line)}
    return {fold(word) for text in texts for word in _WORD.findall(text) if word.islower()}


def _is_full_name(name: str) -> bool:
    """Whether the words look like a person's first name and surname."""
    parts = name.split()
    capital = all(word[0].isupper() or fold(word) in words("particle") for word in parts)
    return 1 < len(parts) <= _LONGEST_NAME and capital and _common_words().isdisjoint(_words(name))


def _is_bare_surname(name: str) -> bool:
    """Whether the name is one word that is neither a country nor a common noun."""
    return " " not in name and name[0].isupper() and fold(name) not in _common_words() and country_word(name) is None
