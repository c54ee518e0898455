"""Amounts: a number with the signs and units written to it, alone or as the two ends of a range."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onrecord.find.figures.bounds import bound_after
from onrecord.find.figures.counted import counted_at, is_plural
from onrecord.find.figures.names import is_year
from onrecord.find.figures.numbers import Number, number_at
from onrecord.find.figures.tokens import MARK, NUMERAL, Tokens, listed
from onrecord.find.figures.units import TIMES, Unit, money_before, rate_at, unit_at

_DASHES = frozenset("-–—−‑")
_LINKS = frozenset(("to", "and", "or", "/"))
_MINUS = frozenset("-−–")
_TRENDS = listed(
    """
    by rose rise rises rising fell fall falls falling climbed gained gain gains added lost lose jumped dropped slid
    up down surged increased decreased tumbled shed advanced declined plunged soared grew shrank
    """
)
_TRENDS_BACK = 4  # words before a number among which a verb of change is looked for
_LARGEST_BARE = 1000  # the first of "89 to 93 billion" is billions too, if it is below


class Amount(NamedTuple):
    """A number and what is written to it, as places of tokens.

    `first` is its first token (sign or number), `number` the token the number starts at, `last` the token after the
    number and its signs, `after` the token after the unit. `sign` tells that the unit is a sign before the number.
    """

    first: int
    number: int
    last: int
    after: int
    low: Decimal
    high: Decimal
    written: Number
    unit: Unit | None = None
    sign: bool = False
    is_range: bool = False


def amount_at(tokens: Tokens, place: int, *, is_money: bool = False) -> Amount | None:
    """The amount that starts at a token: "$3.2m", "-1.3%", "minus 20 degrees Celsius", "forty tanks".

    `is_money` tells that a sign was read before ("$5-6m").
    """
    first, start, negative = place, place, False
    if tokens[start].text in _MINUS or tokens[start].low == "minus":
        if not _is_minus(tokens, start):
            return None
        start, negative = start + 1, True
        if tokens[start].text == "-" and tokens[start - 1].low == "minus":
            start += 1
    money = money_before(tokens, start)
    if money is not None:
        start = money[1]
        if tokens[start].text in _MINUS and tokens[start].glued and tokens[start + 1].glued:
            start, negative = start + 1, True
    number = number_at(tokens, start, money=is_money or money is not None)
    if number is None or (money is not None and not number.digits):
        return None
    number = _million_metres(tokens, number)
    low, high = (-number.high, -number.low) if negative else (number.low, number.high)
    amount = Amount(first, start, number.after, number.after, low, high, number)
    if money is not None:
        unit, after = money[0], number.after
        if tokens[after].text in ("US", "USD", "U.S.") and unit.name == "dollar":
            after += 1
        return _with_rate(tokens, amount._replace(unit=unit, sign=True, after=after))
    if tokens[start].low.endswith("fold"):
        return amount._replace(unit=TIMES)
    return _with_unit(tokens, amount)


def _with_unit(tokens: Tokens, amount: Amount) -> Amount:
    after = amount.last
    if amount.written.is_vague or amount.written.loose:
        after += tokens[after].low == "of"  # "dozens of miles"
    late = bound_after(tokens, after)
    after = late[1] if late is not None else after  # "15-plus years", "10 or so miles"
    found = unit_at(tokens, after, digits=amount.written.digits, scaled=amount.written.scaled)
    if found is None:
        return amount
    unit, end = found
    word = tokens[after]
    if word.text == "-" and not amount.written.digits and unit.is_time:
        return amount  # "a five-year plan": the name of a length
    last = end if end == after + 1 and (word.kind == MARK or word.text in ("%", "€", "£")) else amount.last
    return _with_rate(tokens, amount._replace(unit=unit, last=last, after=end))


def _with_rate(tokens: Tokens, amount: Amount) -> Amount:
    """The amount with what it is per ("$5 a barrel", "3 A/cm2") in its unit."""
    rate = rate_at(tokens, amount.after, signs=amount.written.digits)
    if rate is None or amount.unit is None:
        return amount
    return amount._replace(unit=amount.unit._replace(per=rate[0]), after=rate[1])


def _is_minus(tokens: Tokens, place: int) -> bool:
    """Whether a dash or the word "minus" is the sign of the number behind it."""
    sign, before = tokens[place], tokens[place - 1]
    if sign.low == "minus":
        return True
    return tokens[place + 1].glued and (not sign.glued or before.text in ("(", "[")) and not before.text.endswith("-")


def _million_metres(tokens: Tokens, number: Number) -> Number:
    """ "2.7m sales" are millions, "a 100m race" is metres: millions where something in the plural is counted."""
    letter = tokens[number.after]
    if not (number.digits and not number.scaled and letter.text == "m" and letter.glued):
        return number
    noun = counted_at(tokens, number.after + 1)
    is_unit = unit_at(tokens, number.after + 1, digits=False) is not None
    if is_unit or (noun is not None and noun.has_words and is_plural(tokens[noun.after - 1].text)):
        million = 10**6
        return number._replace(
            after=number.after + 1, low=number.low * million, high=number.high * million, plain=False, scaled=True
        )
    return number


def range_at(tokens: Tokens, one: Amount) -> Amount | None:
    """The range whose first end is `one`: "10 to 15", "$3-4bn", "between 5% and 6%", "three or four"; else `None`."""
    link, start = tokens[one.after], one.after + 1
    if link.text == "-" and link.glued != tokens[start].glued:
        return None
    if link.text not in _DASHES and link.low not in _LINKS:
        return None
    if link.low == "to" and tokens[start].text == "-" and tokens[start + 1].glued:
        start += 1  # "200 to-260"
    other = amount_at(tokens, start, is_money=one.sign)
    if other is None or one.written.share or other.written.share or not _same_units(one, other):
        return None
    low = one.low * other.written.scale if _inherits(one, other) else one.low
    if not _is_range(tokens, one, other, rising=low < other.high):
        return None
    ends = sorted((low, other.low, other.high))
    written = other.written._replace(plain=other.written.plain and is_year(one.written))
    return other._replace(
        first=one.first,
        number=one.number,
        low=ends[0],
        high=ends[-1],
        unit=other.unit or one.unit,
        is_range=True,
        written=written,
    )


def _is_range(tokens: Tokens, one: Amount, other: Amount, *, rising: bool) -> bool:
    """Whether two amounts are the ends of a range, by the word between them and the word before."""
    before, link = tokens[one.first - 1].low, tokens[one.after].low
    if link == "and":
        return rising and before in ("between", "from")
    if link == "or":
        return not other.sign and _are_neighbours(one, other)
    if link == "/":
        return rising and one.sign and other.sign
    if link != "to":
        return rising or is_year(one.written)
    if before == "by" and one.unit is not None:
        return False  # "by $3 to $12" tells where it led
    return before == "from" or (rising and (_inherits(one, other) or not _is_change(tokens, one, other)))


def is_score(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number is the first of two that tell a score ("3-1", "2-2"); a range is none."""
    dash, other = tokens[amount.after], tokens[amount.after + 1]
    joined = dash.text in _DASHES and dash.glued and other.glued and other.kind == NUMERAL
    return joined and amount.written.plain and amount.unit is None and not amount.is_range


def _same_units(one: Amount, other: Amount) -> bool:
    if one.unit is None:
        return not other.sign
    if other.unit is None:
        return one.sign
    return one.unit in (other.unit, other.unit._replace(per=None))


def _inherits(one: Amount, other: Amount) -> bool:
    """Whether the first end is meant in the scale of the second ("89 to 93 billion")."""
    return (
        other.written.scale > 1
        and not one.written.scaled
        and (one.sign or one.unit is None)
        and one.low < _LARGEST_BARE
        and one.low < other.low / other.written.scale
    )


def _are_neighbours(one: Amount, other: Amount) -> bool:
    """Whether "or" stands between two ends of one guess ("three or four", "two or three hundred")."""
    low = one.low * (other.written.scale if _inherits(one, other) else 1)
    return one.unit is None and not one.written.scaled and low < other.low <= 2 * low


def _is_change(tokens: Tokens, one: Amount, other: Amount) -> bool:
    """Whether words before tell that the first number is a change and the second where it led ("rose 5 to 1,234")."""
    if other.unit is not None and (one.unit is None or other.unit.kind == "percent"):
        return False  # "rose 5 to 10 degrees", "fell 2% to 3%"
    return any(word in _TRENDS for word in tokens.low(one.first - _TRENDS_BACK, _TRENDS_BACK))
