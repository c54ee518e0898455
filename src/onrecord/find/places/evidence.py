"""Which spots are places here: what stands in and around each, weighed.

A spot has features, words for what is seen ("before at", "after container"). Some settle it: a street, a person, a
government that acts. The others are weighed as `place_weights.tsv` says, by hand; one without a weight there counts
nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.article import Article
from onrecord.find.places.geometry import holds
from onrecord.find.places.spots import Spot, Token
from onrecord.find.places.words import (
    AREAS,
    AT,
    CALENDAR,
    FUNCTION,
    HEADS,
    LEADS,
    LOCAL,
    MAYBE_BETWEEN,
    NATIONAL,
    NUMBERED_STREETS,
    OF,
    OFFICERS,
    OFFICES_OF,
    OTHERS,
    SAYS,
    SETTLEMENTS,
    SIDES,
    STREETS,
    THINGS,
    before_people,
    lookalikes,
)  # fmt: skip
from onrecord.find.vocabulary import country_word, first_name_gender, words

NEVER = frozenset(("street", "thing", "person", "actor", "demonym", "word"))
"""Features that leave no choice."""
ALWAYS = frozenset(("shared kind", "settlement"))
_LEAST = 0.5
_HEAD_WORDS = 4
"""How far the name of a thing that is called after a place may run on behind it."""
_DEMONYMS = ("n", "ian", "ese", "ish")
_SHORTEST_STEM = 4
_CAPITAL = 5_000_000
"""Capitals weigh at least so many people in the gazetteer: their name stands for a government that has an army."""
_LONGEST_ACRONYM = 5
_ENDS = frozenset(".!?\"“”‘':;–—|(•*…")
_BEFORE_LAST_NAMES = "mr mrs ms miss dr sen rep gov sgt capt lt officer coach detective deputy trooper"
_COURTESY = frozenset(_BEFORE_LAST_NAMES.split())


def places_among(article: Article, spots: Sequence[Spot]) -> list[Spot]:
    """The spots that are places, in text order."""
    link_containers(article, spots)
    kept = []
    for spot, found in zip(spots, features_of(article, spots), strict=True):
        if found & ALWAYS or (not found & NEVER and chance(found) >= _LEAST):
            kept.append(spot)
    return kept


def chance(features: Iterable[str]) -> float:
    """How likely a spot with these features is a place, between 0 and 1."""
    weights = _weights()
    score = weights["bias"] + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def _weights() -> dict[str, float]:
    text = files("onrecord").joinpath("resources", "place_weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def link_containers(article: Article, spots: Sequence[Spot]) -> None:
    """Links "Paris" to "Texas" in "Paris, Texas" and "Paris (Texas)", where a Paris lies in a Texas."""
    for spot, after in pairwise(spots):
        if spot.paragraph != after.paragraph or spot.entries[0].kind in ("country", "continent"):
            continue
        gap = article.text(spot.paragraph)[spot.end : after.start]
        joined = gap in (", ", " (", ",") or (gap == " " and (after.short or after.entries[0].kind == "country"))
        if joined and any(holds(outer, inner) for inner in spot.entries for outer in after.entries):
            spot.container = after
            after.holds.append(spot)


def features_of(article: Article, spots: Sequence[Spot]) -> list[set[str]]:
    """The features of each spot."""
    people = _people(spots)
    names = {token.lower for tokens in {id(s.tokens): s.tokens for s in spots}.values() for token in tokens}
    states = _states(spots)
    ends = {(spot.paragraph, spot.end) for spot in spots}
    features = [_own(spot) | _before(spot, article, ends) | _after(spot, article) for spot in spots]
    sure = [
        bool(spot.container or spot.holds) or ("before at" in found and not found & NEVER)
        for spot, found in zip(spots, features, strict=True)
    ]
    seen = Counter(spot.key for spot in spots)
    named = {spot.key for spot, found in zip(spots, features, strict=True) if "before name" in found and spot.size == 1}
    surely = Counter(spot.key for spot, is_sure in zip(spots, sure, strict=True) if is_sure)
    for spot, found, is_sure in zip(spots, features, sure, strict=True):
        elsewhere = surely[spot.key] > is_sure
        if elsewhere:
            found.add("elsewhere sure")
        if seen[spot.key] > 1:
            found.add("elsewhere")
        if spot.key in people and not (spot.container or spot.holds):
            found.add("namesake" if is_sure or elsewhere else "person")
        if spot.container is not None:
            found.discard("person")
        if spot.key in named and not (is_sure or elsewhere):
            found.add("namesake")
        if spot.key in states or _is_told_of_another(spot, names):
            found.add("demonym")
        if _is_seat(spot) and "before at" not in found:
            found.add("actor")
        found |= {f"{own} {around}" for own, around in _PAIRED if own in found and around in found}
    return features


_PAIRED = (("common word", "before start"), ("country", "after local"))
"""What means something else together: a capital at the head of a sentence; a body of a whole nation acts for it."""


def _states(spots: Sequence[Spot]) -> set[str]:
    """Keys of towns whose name is a country's here, unknown to the gazetteer: they have army and embassy."""
    has: defaultdict[str, set[str]] = defaultdict(set)
    for spot in spots:
        best = spot.entries[0]
        if best.kind == "city" and best.population < _CAPITAL:
            # "Meridian troops", "Meridian's troops", "Meridian's foreign minister".
            has[spot.key] |= {token.lower for token in spot.tokens[spot.last + 1 : spot.last + 3]} & NATIONAL
    return {key for key, words in has.items() if words}


def _is_told_of_another(spot: Spot, names: Container[str]) -> bool:
    """Whether a name is made of another that the article holds: "Meridian" beside "Meridia"."""
    stems = (spot.key.removesuffix(ending) for ending in _DEMONYMS if spot.key.endswith(ending))
    return spot.size == 1 and any(len(stem) >= _SHORTEST_STEM and stem in names for stem in stems)


def _people(spots: Sequence[Spot]) -> set[str]:
    """Last names of people whom the paragraphs name in full, as keys."""
    people: set[str] = set()
    paragraphs = {id(spot.tokens): spot.tokens for spot in spots}
    for tokens in paragraphs.values():
        for place in range(1, len(tokens)):
            token, before = tokens[place], tokens[place - 1]
            if not token.is_name or len(token.text) < 3:
                continue
            initial = len(before.text) == 1 and before.is_name and place > 1 and tokens[place - 2].is_name
            titled = before.is_name and before.lower in _COURTESY and token.gap in (" ", ". ")
            aged = before.is_name and token.is_joined and place + 1 < len(tokens) and _is_age(tokens[place + 1])
            named = token.is_joined and _is_first_name(before) and before.lower not in lookalikes()
            if named or titled or aged or (initial and token.gap in (" ", ". ")):
                people.add(token.lower)
    return people


def _is_seat(spot: Spot) -> bool:
    """Whether it is a house that stands for a government: "the Kremlin"."""
    if spot.entries[0].kind != "facility":
        return False
    word = country_word(spot.text)
    return word is not None and word.sort == "seat"


def _is_age(token: Token) -> bool:
    return token.gap == ", " and token.text.isdigit() and len(token.text) == 2


def _is_first_name(token: Token) -> bool:
    return token.is_name and not token.text.isupper() and first_name_gender(token.text) is not None


def _own(spot: Spot) -> set[str]:
    best = spot.entries[0]
    text = spot.text
    found = {_size(spot)}
    if spot.shared:
        found.add("shared kind")
    if spot.feature:
        found.add("feature")
    if all(entry.further for entry in spot.entries):
        found.add("further name")
    if spot.short:
        found.add("abbreviation")
    if spot.size > 1:
        found.add("several words")
    else:
        kind = lookalikes().get(spot.key)
        if kind == "body" or spot.key in FUNCTION or spot.key in CALENDAR or spot.key in words("stop"):
            found.add("word")
        elif kind is not None:
            found.add("common word" if kind == "word" else "surname")
        if first_name_gender(text):
            found.add("first name")
        if len(text) <= 4 and best.kind != "country" and not spot.short:
            found.add("brief")
        if _is_acronym(spot):
            found.add("word")
    word = country_word(text)
    if word is not None and word.sort == "demonym" and best.kind != "country":
        found.add("demonym")
    return found


def _is_acronym(spot: Spot) -> bool:
    """Whether capitals among small letters are some body's: "HIV", not "ROME" at the head of a dateline, not "US"."""
    text = spot.tokens[spot.first].text
    if (
        spot.short
        or not text.isupper()
        or len(text) > _LONGEST_ACRONYM
        or "." in text
        or spot.entries[0].kind == "country"
    ):
        return False
    around = [token for token in (spot.before, spot.after) if token is not None and token.text[0].isalpha()]
    return spot.before is not None and not any(token.text.isupper() and len(token.text) > 1 for token in around)


def _size(spot: Spot) -> str:
    kinds = {entry.kind for entry in spot.entries}
    people = max(entry.population for entry in spot.entries)
    if "country" in kinds or "continent" in kinds:
        return "country"
    if "region" in kinds and people > 100_000:
        return "region"
    if kinds - {"city", "region"}:
        return "area"
    for least, name in ((1_000_000, "metropolis"), (100_000, "big town"), (15_000, "town"), (2_000, "small town")):
        if people >= least:
            return name
    return "hamlet"


def _before(spot: Spot, article: Article, ends: set[tuple[int, int]]) -> set[str]:
    before, first = spot.before, spot.tokens[spot.first]
    lead = article.text(spot.paragraph)[: spot.start].rstrip()
    if before is None or not lead:
        return {"before start"}
    gap, lower = first.gap or "", before.lower
    if gap == ". " and before.is_name and (len(before.text) == 1 or lower in before_people()):
        return {"person"}
    if lead[-1] in _ENDS and not first.is_joined:
        return {"before start"}
    if not first.is_joined:
        if "," in gap:
            return {"before comma name" if before.is_name else "before comma"}
        if gap in ("-", "‐", "–", "/"):
            return {"before joint place" if (spot.paragraph, before.end) in ends else "before joint"}
        return {"before mark"}
    if lower in AT:
        return {"before at"}
    if lower == "of":
        return _before_of(spot)
    if lower in OF:
        return {"before preposition"}
    if lower in SIDES:
        return {"before side"}
    if lower in ("the", "a", "an", "and", "or"):
        return {f"before {lower}"}
    if before.is_name:
        return _named_before(spot, before)
    if before.text[0].isdigit():
        return {"before number"}
    return {"before role" if lower in before_people() else "before other"}


def _before_of(spot: Spot) -> set[str]:
    """What stands before "of": "University of Texas" is no place, "City of Paris" and "the Mayor of Paris" hold one."""
    head = spot.tokens[spot.first - 2] if spot.first > 1 else None
    if head is None:
        return {"before of"}
    if head.lower in SETTLEMENTS:
        return {"settlement"}
    if head.is_name and head.lower in HEADS:
        return {"thing"}
    return {"before of name" if head.is_name and head.lower not in OFFICES_OF else "before of"}


def _named_before(spot: Spot, before: Token) -> set[str]:
    lower = before.lower
    if lower in LEADS:
        return {"word"}
    if lower in CALENDAR:
        return {"before calendar"}
    if lower in before_people() or (_is_first_name(before) and lower not in lookalikes()):
        return {"person"}
    return {"before capitals" if before.text.isupper() and len(before.text) > 1 else "before name"}


def _after(spot: Spot, article: Article) -> set[str]:
    text = article.text(spot.paragraph)
    after = spot.after
    if text[spot.end : spot.end + 1] == "$":
        return {"word"}
    if spot.container:
        return {"after container"}
    if spot.holds and not (after and after.is_joined and after.is_name):
        return {"holds"}
    if after is None:
        return {"after end"}
    gap = after.gap or ""
    if gap.startswith(("'", "’")) and after.lower == "s":
        return {"after possessive"}
    if gap in ("-", "‐", "–"):
        return {"after hyphen name" if after.is_name else "after hyphen"}
    if gap.startswith(","):
        return {"after comma number" if after.text[0].isdigit() else "after comma"}
    if not after.is_joined or (spot.short and text[spot.end - 1] == "." and not after.is_name):
        return {"after end"}
    if after.is_name:
        return _named_after(spot, after)
    if after.lower in THINGS:
        return {"thing"}
    if _acts(spot):
        return {"actor" if _governs(spot) else "acts"}
    return {"after area" if after.lower in AREAS or after.lower in LOCAL else "after other"}


def _named_after(spot: Spot, after: Token) -> set[str]:
    """What the capitalised words behind a name tell: a street, a body of the place, its officer, a thing or person."""
    if after.lower in CALENDAR or after.lower in FUNCTION:
        return {"after end"}
    heads = [after.lower]
    for token in spot.tokens[spot.last + 2 : spot.last + 1 + _HEAD_WORDS]:
        if not token.is_joined or not (token.is_name or token.text in ("of", "and", "for")):
            break
        heads.append(token.lower)
    numbered = spot.before is not None and spot.before.text[0].isdigit()
    if any(head in STREETS or (numbered and head in NUMBERED_STREETS) for head in heads[:2]):
        return {"street"}
    if heads[0] in OFFICERS:
        return {"after officer"}
    if any(head in OTHERS and head not in LOCAL for head in heads):
        return {"thing"}
    if any(head in LOCAL for head in heads):
        return {"after local"}
    named_on = lookalikes().get(heads[0]) == "surname" and (heads[1:] or ["and"])[0] in ("and", "of", "for")
    if spot.size == 1 and (first_name_gender(spot.text) or named_on or _speaks(spot, len(heads))):
        return {"person"}
    return {"after name"}


def _speaks(spot: Spot, words: int) -> bool:
    """Whether a name of two words says or denies something: "Paris Hilton said"."""
    behind = spot.tokens[spot.last + 2] if words == 1 and spot.last + 2 < len(spot.tokens) else None
    return behind is not None and behind.is_joined and behind.lower in SAYS


def _acts(spot: Spot) -> bool:
    """Whether it says, denies or threatens, with no preposition before it."""
    for token in reversed(spot.tokens[max(0, spot.first - 3) : spot.first]):
        if token.lower in AT or token.lower in OF or token.lower == "of":
            return False
        if token.lower not in SIDES and token.lower != "the":
            break
    for token in spot.tokens[spot.last + 1 : spot.last + 4]:
        if token.lower in SAYS:
            return True
        if token.lower not in MAYBE_BETWEEN:
            break
    return False


def _governs(spot: Spot) -> bool:
    """Whether it is a country, or a capital that stands for its government."""
    word = country_word(spot.text)
    return word is not None and word.iso3 is not None and word.sort in ("name", "capital", "seat")
