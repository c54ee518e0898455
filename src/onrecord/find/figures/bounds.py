"""Bounds: whether a number is meant as it stands, about so, more or less ("more than", "up to", "nearly", "or so")."""

from __future__ import annotations

from functools import cache

from onrecord.find.figures.tokens import Tokens

_PHRASES_BEFORE = {
    "over": "more than; over; above; at least; no fewer than; not fewer than; no less than; not less than; at minimum; "
    "a minimum of; minimum of; minimum; in excess of; excess of; upward of; upwards of; north of; exceed; exceeds; "
    "exceeded; exceeding; topped; topping; tops; surpassed; surpassing; surpasses; higher than; greater than; "
    "larger than; bigger than; longer than; faster than; older than; better than; beyond; as few as; as little as; "
    "over the age of; above the age of; >",
    "under": "less than; fewer than; under; below; up to; at most; no more than; not more than; maximum of; "
    "a maximum of; maximum; at maximum; as many as; as much as; as high as; as long as; within; lower than; "
    "smaller than; shorter than; slower than; younger than; shy of; short of; south of; under the age of; "
    "below the age of; <",
    "about": "about; around; roughly; approximately; approx; approx .; some; nearly; almost; circa; ca; ca .; "
    "estimated; estimated at; an estimated; close to; near; nearing; approaching; "
    "in the region of; region of; somewhere around; "
    "barely; virtually; practically; more or less; an average of about; averaged; averaging; ~; ≈",
}  # fmt: skip
_PHRASES_AFTER = {
    "over": "or more; or above; or over; or higher; and more; and above; and over; and up; plus; - plus; +; at least; "
    "at the least; or older; or longer",
    "under": "or less; or fewer; or under; or below; or lower; at most; at the most; or younger",
    "about": "or so; - odd; odd; or thereabouts; approximately; or something; - ish; ish",
}  # fmt: skip
_BETWEEN = frozenset((
    "a", "an", "the", "another", "additional", "further", "just", "only", "even", "well", "record", "total", "of",
    "merely", "exactly", "extra", "full", "whole", "mere",
))  # fmt: skip
"""Words that may stand between the bound and the number."""
_INTENSIFIERS = 2  # how many of them
_LONGEST = 5  # words of a phrase


@cache
def _before() -> dict[tuple[str, ...], str]:
    return _phrases(_PHRASES_BEFORE)


@cache
def _after() -> dict[tuple[str, ...], str]:
    return _phrases(_PHRASES_AFTER)


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): bound for bound, text in table.items() for phrase in text.split("; ")}


def bound_before(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The bound that ends before a token, and where it starts: ("over", 3)."""
    for end in range(place, place - _INTENSIFIERS - 1, -1):
        if end < place and tokens[end].low not in _BETWEEN:
            break
        words = tokens.low(end - _LONGEST, _LONGEST)
        for size in range(len(words), 0, -1):
            bound = _before().get(words[-size:])
            if bound is not None:
                return bound, end - size
    return None


def bound_after(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The bound that starts at a token, and the token after it."""
    words = tokens.low(place, 3)
    for size in range(len(words), 0, -1):
        bound = _after().get(words[:size])
        if bound is not None:
            return bound, place + size
    return None
