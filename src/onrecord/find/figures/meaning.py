"""What an amount means where it stands: how it is bounded, its unit, and what it counts."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.find.figures.amounts import Amount
from onrecord.find.figures.bounds import bound_after, bound_before
from onrecord.find.figures.counted import (
    Counted,
    counted_at,
    name_of,
    outcome_after,
    outcome_before,
    part_of,
    subject_before,
)
from onrecord.find.figures.tokens import WORD, Tokens, listed
from onrecord.find.figures.units import AGE, rate_at

_AGES = frozenset(("aged", "age", "ages", "turned", "turns", "turning"))
_AGED = frozenset(
    ("people", "those", "anyone", "everyone", "men", "women", "children", "patients", "residents", "adults")
)
_LASTING = listed("for just well lasted lasts took takes is was be been after nearly little slightly")
"""Words before "over" that make it a bound of a length of time."""
_IN_SHORT = frozenset(("order", "total", "all", "addition", "return", "exchange", "front", "just", "less", "more"))
"""Words that make "in" a phrase of its own: "$4m in total"."""
_NO_NOUN = frozenset(("strong", "plus", "odd", "ish", "something", "fold", "to", "and"))


class Meaning(NamedTuple):
    """How an amount is meant: its bound, the first token of amount and bound, the unit's name, what is counted.

    `counted` is `None` where the unit is a measure, or nothing tells what is counted.
    """

    bound: str
    first: int
    unit: str | None
    counted: Counted | None


def meaning_of(tokens: Tokens, amount: Amount) -> Meaning:
    """The meaning that the words around an amount give it."""
    bound, first, after = _bound(tokens, amount)
    unit, counted = _unit(tokens, amount, first, after)
    if counted is not None and bound == "exact":
        late = bound_after(tokens, counted.after)
        bound = late[0] if late is not None else bound
    if amount.is_range or amount.written.is_vague:
        bound = "between"
    return Meaning(bound, first, unit, counted)


def _bound(tokens: Tokens, amount: Amount) -> tuple[str, int, int]:
    """The bound, the first token of it and the amount, and the token after both."""
    before = bound_before(tokens, amount.first)
    if before is not None and not _is_during(tokens, amount, before[1]):
        return before[0], before[1], amount.after
    for place in (amount.last, amount.after):
        behind = bound_after(tokens, place)
        if behind is not None:
            return behind[0], amount.first, max(behind[1], amount.after)
    return ("about" if amount.written.loose else "exact"), amount.first, amount.after


def _is_during(tokens: Tokens, amount: Amount, first: int) -> bool:
    """Whether "over" tells a length in which something happens ("$2bn over three years") and no bound."""
    is_time = amount.unit is not None and amount.unit.is_time
    return is_time and tokens.low(first, amount.first - first) == ("over",) and tokens[first - 1].low not in _LASTING


def _unit(tokens: Tokens, amount: Amount, first: int, after: int) -> tuple[str | None, Counted | None]:
    if amount.written.share:
        return "share", part_of(tokens, after)
    if amount.unit is not None:
        return amount.unit.label, None
    if tokens[first - 1].low in _AGES or tokens.low(amount.first - 2, 2) == ("age", "of"):
        return AGE, None
    if tokens.low(first, amount.first - first) in (("under",), ("over",)) and tokens[first - 1].low in _AGED:
        return AGE, None  # "people under 30"
    if tokens[after].text == "-":
        counted = _hyphened(tokens, amount)
    else:
        one = amount.low == amount.high == 1
        counted = counted_at(tokens, after, one=one, compound=amount.written.digits)
    if counted is None:
        unit = outcome_after(tokens, after) or outcome_before(tokens, first) or subject_before(tokens, first)
        if unit is None:
            return None, None
        counted = Counted(unit, after, after)
    rate = rate_at(tokens, counted.after, signs=False)
    return f"{counted.unit} per {rate[0]}" if rate else counted.unit, counted


def _hyphened(tokens: Tokens, amount: Amount) -> Counted | None:
    """What a number in digits counts in a compound: "a 27-member bloc"."""
    word = tokens[amount.after + 1]
    if not (amount.written.digits and word.glued and word.kind == WORD and not word.is_capital) or word.low in _NO_NOUN:
        return None
    return Counted(name_of(tokens, amount.after + 1), amount.after + 1, amount.after + 2)


def measured(tokens: Tokens, amount: Amount) -> Counted | None:
    """What an amount in a unit is an amount of: "70 kg of gold", "60 per cent of voters", "$5m in aid"."""
    link, first = tokens[amount.after].low, tokens[amount.after + 1]
    if first.low in _IN_SHORT:
        return None
    counted = None
    if link == "of":
        counted = part_of(tokens, amount.after)
    elif link == "in" and amount.unit is not None and amount.unit.is_money and not first.is_capital:
        counted = counted_at(tokens, amount.after + 1, one=True)
    return counted if counted is not None and counted.has_words else None
