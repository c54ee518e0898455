"""Whether a number is a figure: that of a name, a date, a score, an age or "one another" is none."""

from __future__ import annotations

from functools import cache

from onrecord.find.figures import names
from onrecord.find.figures.amounts import Amount
from onrecord.find.figures.counted import is_plural
from onrecord.find.figures.meaning import Meaning
from onrecord.find.figures.tokens import Tokens, listed
from onrecord.find.figures.units import named

_NOT_ONE = frozenset(("no", "any", "some", "every", "each", "this", "that", "which", "the", "another", "day", "-"))
_ONE_IDIOMS = frozenset(("another", "time", "point", "thing", "way", "side", "hand", "by", "on", "or", "who", "of"))
_CLOCK = frozenset(("oclock", "o'clock", "o’clock", "am", "pm", "a.m.", "p.m."))
_ERAS = frozenset(("BC", "BCE", "CE", "AD", "B.C.", "B.C.E.", "C.E.", "A.D."))
_AMOUNTING = listed("average total number sum maximum minimum toll price cost high low record median")
"""Words before "of" that a year does not stand behind, though the number could be one."""


def is_figure(tokens: Tokens, amount: Amount, meaning: Meaning) -> bool:
    """Whether an amount is a figure with the meaning it has."""
    written, number = amount.written, amount.number
    if tokens[amount.after].low in _CLOCK or tokens[amount.after].text in _ERAS:
        return False
    if amount.sign:
        return True
    if written.digits:
        if names.is_part_of_word(tokens, number, amount.after) or names.is_list_number(tokens, number, written):
            return False
        if names.is_age_of_a_name(tokens, number, written):
            return False
    elif names.is_spelled_name(tokens, number):
        return False
    is_measured, is_told = amount.unit is not None, meaning.unit in _told()
    is_counting = meaning.unit is not None
    is_meant = is_measured or is_told or (is_counting and meaning.bound != "exact")
    if names.is_designated(tokens, amount.first, written, is_meant=is_meant, is_counting=is_counting):
        return False
    if is_measured:
        return True
    if names.is_year(written) and not _counts_things(tokens, amount, meaning):
        return tokens[meaning.first - 1].low == "of" and tokens[meaning.first - 2].low in _AMOUNTING
    if written.is_one_in_words:
        return _is_counting_one(tokens, amount, meaning)
    if not written.digits:
        dash = tokens[amount.after]
        is_compound = dash.text == "-" and dash.glued  # "six-speed"
        is_bare_half = 0 < written.low < 1 and not written.share  # "half a chance"
        return not is_compound and not is_bare_half and (written.low > 0 or is_counting)
    return is_counting or not (names.is_before_a_name(tokens, amount.after, written) or names.is_code(written))


def _counts_things(tokens: Tokens, amount: Amount, meaning: Meaning) -> bool:
    """Whether a number that could be a year counts: "2000 soldiers", not "in 2000 soldiers", "the 2000 riots"."""
    counted = meaning.counted
    if counted is None or not counted.has_words or not is_plural(tokens[counted.after - 1].text):
        return False
    if counted.unit in _told():
        return tokens[amount.first - 1].low not in names.YEAR_SINCE and counted.first == amount.after
    words = (tokens[place] for place in range(counted.first, counted.after))
    return not names.is_year_after(tokens, amount.first) and not any(word.is_capital for word in words)


@cache
def _told() -> frozenset[str]:
    return frozenset(unit.name for kind in ("counted", "state", "verb") for unit in named(kind).values())


def _is_counting_one(tokens: Tokens, amount: Amount, meaning: Meaning) -> bool:
    """Whether "one" counts something, unlike in "no one", "one another", "one of the …"."""
    before, behind = tokens[amount.first - 1].low, tokens[amount.after].low
    if behind in _ONE_IDIOMS:
        return False
    return meaning.bound != "exact" or (before not in _NOT_ONE and meaning.counted is not None)
