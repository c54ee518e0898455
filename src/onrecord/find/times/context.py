"""Sets of words that stand beside time expressions and tell what they mean (`times_context.tsv`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _sets() -> dict[str, frozenset[str]]:
    text = files("onrecord").joinpath("resources", "times_context.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def words_of(name: str) -> frozenset[str]:
    """The lower-case words of a set of the table; `KeyError` where it has none of that name."""
    return _sets()[name]
