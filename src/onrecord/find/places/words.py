"""Words that tell whether a name beside them is a place: `place_words.tsv`, in small letters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from onrecord.find.vocabulary import role_words, titles


def _rows(name: str) -> list[list[str]]:
    text = files("onrecord").joinpath("resources", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


_WORDS = {kind: frozenset(words.split()) for kind, words in _rows("place_words.tsv")}

AT = _WORDS["at"]
"""Prepositions before a place, rarely before anybody."""
OF = _WORDS["of"]
"""Prepositions before places and others."""
SIDES = _WORDS["sides"]
"""Words for a part of a place."""
LOCAL = _WORDS["local"]
"""What a place's own bodies and buildings are called: "Berea Police Department" is in Berea."""
OFFICERS = _WORDS["officers"]
"""Offices that stand behind the place they are of: "Toledo Mayor"."""
OTHERS = _WORDS["others"]
"""What is called after a place and is none: papers, teams, firms, pacts."""
STREETS = _WORDS["streets"]
"""What makes a street of the name before it."""
NUMBERED_STREETS = _WORDS["numbered streets"]
"""What makes a street of a name with a house number."""
HEADS = _WORDS["heads"]
"""Before "of" and a place, where the whole is a name: "University of Texas"."""
AREAS = _WORDS["areas"]
"""Plain words after a place: "a Memphis man"."""
KINDS = {kind: _WORDS[f"kind {kind}"] for kind in ("region", "city")}
"""A plain word after a name that says what kind of place it is."""
SAYS = _WORDS["says"]
"""What only somebody does, after a capital or a country: it acts and is no place."""
MAYBE_BETWEEN = _WORDS["maybe between"]
"""Words that may stand between the one who acts and the verb."""
JOINTS = _WORDS["joints"]
"""Small words inside names of places."""
CALENDAR = _WORDS["calendar"]
"""Days and months."""
FUNCTION = _WORDS["function"]
"""Small words of the language, which some town bears too."""
NATIONAL = _WORDS["national"]
"""What countries have and towns have not."""
THINGS = _WORDS["things"]
"""Plain words for what is called after a place."""
OFFICES_OF = _WORDS["offices of"]
"""Words with a capital that stand before "of" and a place."""
SETTLEMENTS = _WORDS["settlements"]
"""Before "of": what follows is a place, known or not."""
FEATURES = {kind: _WORDS[f"feature {kind}"] for kind in ("water", "area", "facility")}
"""What is called after a place and lies near it, by kind: "Naugatuck River"."""
LEADS = {word: kind for kind in ("water", "area") for word in _WORDS[f"lead {kind}"]}
"""The same before the name: "Lake Robinson"."""


def feature_kind(word: str) -> str | None:
    """The kind of what a word in small letters calls after a place."""
    return next((kind for kind, names in FEATURES.items() if word in names), None)


@cache
def lookalikes() -> dict[str, str]:
    """Keys of towns that are mostly something else: "word" ("Mobile"), "surname" ("Jackson"), "body" ("Congress")."""
    return {row[0]: row[1] for row in _rows("place_lookalikes.tsv")}


@cache
def before_people() -> frozenset[str]:
    """Titles and offices that stand before a person's name."""
    return frozenset(titles()) | frozenset(role_words()) | OFFICERS
