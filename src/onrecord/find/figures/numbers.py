"""Values of numbers: digits and words, scale words, fractions, and plurals that only tell a size ("dozens")."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onrecord.find.figures.tokens import NUMERAL, WORD, Tokens

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_JOINED = {  # "twentyone": the hyphen was lost
    ten + one: tens + ones for ten, tens in _TENS.items() for one, ones in _ONES.items() if 0 < ones < 10
}
_SMALL = _ONES | _TENS | _JOINED
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "dozen": 12, "lakh": 10**5, "crore": 10**7, "mln": 10**6, "mil": 10**6, "bln": 10**9, "trn": 10**12,
}  # fmt: skip
_LETTERS = {"k": 10**3, "K": 10**3, "M": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12}
"""Scales written to the digits."""
_SPACED = frozenset(("mn", "bn", "tn", "trn"))
_MONEY_LETTERS = _LETTERS | {
    "m": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "T": 10**12, "Bn": 10**9, "BN": 10**9, "Mn": 10**6,
}  # fmt: skip
_PLURALS = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 10**2, "thousands": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
_NEEDS_OF = frozenset(("tens", "scores"))
_UNTOLD = frozenset(("several", "few", "many"))
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_SIGNS = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333333333", "⅔": "0.6666666667", "⅛": "0.125", "⅜": "0.375",
    "⅝": "0.625", "⅞": "0.875", "⅕": "0.2",
}  # fmt: skip
_TIMES = frozenset(("hours", "days", "nights", "weeks", "months", "years", "decades", "percent", "per", "%"))
_DENOMINATORS = frozenset((2, 3, 4, 5, 8))
_OWNERS = frozenset(("of", "the", "its", "their", "his", "her", "our", "all", "those", "these"))
_LONGEST = 25  # digits of a number that counts something
_GREATEST = Decimal(10) ** 24
_OPENERS = frozenset(("a", "an", "half", "quarter", *_UNTOLD, *_PLURALS, *_SMALL, *_SCALES))


class Number(NamedTuple):
    """A number: the token after its last, at least and at most, and how it was written.

    `plain` is one numeral of digits alone, as a year is written. `scaled` has a scale word or letter; `scale` is what
    they come to, where one number stands before them. `share` is a part of a whole ("half the", "two-thirds of").
    `loose` is one that only tells about how many ("a couple of").
    """

    after: int
    low: Decimal
    high: Decimal
    digits: bool = False
    plain: bool = False
    scaled: bool = False
    scale: int = 1
    share: bool = False
    loose: bool = False

    @property
    def is_vague(self) -> bool:
        return self.low != self.high

    @property
    def is_one_in_words(self) -> bool:
        return self.low == self.high == 1 and not self.digits and not self.scaled


def number_at(tokens: Tokens, place: int, *, money: bool = False) -> Number | None:
    """The number that starts at a token; with `money`, "m" and "b" are scales too."""
    token = tokens[place]
    found = None
    if token.kind == NUMERAL:
        found = _digits(tokens, place, money)
    elif token.text in _SIGNS:
        found = _with_scales(tokens, Number(place + 1, *2 * (Decimal(_SIGNS[token.text]),), digits=True), money)
    elif token.low in _OPENERS:
        found = _vague(tokens, place) or _share(tokens, place) or _half(tokens, place) or _words(tokens, place)
    elif token.kind == WORD and token.low.endswith("fold") and token.low[:-4] in _SMALL:
        value = Decimal(_SMALL[token.low[:-4]])
        found = Number(place + 1, value, value)
    return found if found is not None and found.high < _GREATEST else None


def _digits(tokens: Tokens, place: int, money: bool) -> Number | None:
    text = tokens[place].text
    if len(text) > _LONGEST:
        return None
    if text == "1" and not tokens[place + 1].glued:
        every = _one_in(tokens, place + 1)
        if every is not None:
            return every
    bare = "".join(character for character in text if character.isdigit() or character == ".")
    value, after = Decimal(bare), place + 1
    plain = text.isdigit()
    sign = tokens[after]
    if sign.text in _SIGNS:
        value, after, plain = value + Decimal(_SIGNS[sign.text]), after + 1, False
    elif sign.text == "/" and sign.glued and plain:
        below = tokens[after + 1]
        if not (below.glued and below.text.isdecimal() and _is_fraction(text, below.text)):
            return _with_scales(tokens, Number(after, value, value, digits=True, plain=True), money)
        value, after, plain = value / Decimal(below.text), after + 2, False
    elif plain and not sign.glued and sign.text.isdecimal() and tokens[after + 1].text == "/":  # "1 1/2"
        below = tokens[after + 2]
        if below.glued and below.text.isdecimal() and _is_fraction(sign.text, below.text):
            value, after, plain = value + Decimal(sign.text) / Decimal(below.text), after + 3, False
    return _with_scales(tokens, Number(after, value, value, digits=True, plain=plain), money)


def _is_fraction(above: str, below: str) -> bool:
    return len(above) + len(below) == 2 and 0 < int(above) < int(below) and int(below) in _DENOMINATORS


def _with_scales(tokens: Tokens, number: Number, money: bool) -> Number:
    """The number times the scales that follow it ("4 hundred million", "1.5bn", "a dozen", "half a million")."""
    token = tokens[number.after]
    letters = _MONEY_LETTERS if money else _LETTERS
    if number.digits and token.text in letters and (token.glued or money or token.text in _SPACED):
        return _times(number, letters[token.text])
    while token.low in _SCALES and number.high < _GREATEST:
        scale = _SCALES[token.low]
        number = _times(number, scale)
        if scale >= 10**6 and tokens.low(number.after, 3) == ("and", "a", "half"):
            more = Decimal(scale) / 2
            number = number._replace(after=number.after + 3, low=number.low + more, high=number.high + more)
        token = tokens[number.after]
    return number


def _times(number: Number, scale: int) -> Number:
    return number._replace(
        after=number.after + 1,
        low=number.low * scale,
        high=number.high * scale,
        plain=False,
        scaled=True,
        scale=number.scale * scale,
    )


def _vague(tokens: Tokens, place: int) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred": from once to ten times the word's size."""
    word, after = tokens[place].low, place + 1
    if word == "a" and tokens[after].low == "few":
        word, after = "few", after + 1
    if word in _UNTOLD:
        size = _SCALES.get(tokens[after].low)
        return None if size is None else _spread(after + 1, size)
    if word not in _PLURALS:
        return None
    size = _PLURALS[word]
    while tokens[after].low == "of" and tokens[after + 1].low in _PLURALS and size < _GREATEST:
        size, after = size * _PLURALS[tokens[after + 1].low], after + 2
    if word in _NEEDS_OF and tokens[after].low != "of" and after == place + 1:
        return None
    return _spread(after, size)


def _spread(after: int, size: int) -> Number:
    return Number(after, Decimal(size), Decimal(size) * 10, scaled=True)


def _share(tokens: Tokens, place: int) -> Number | None:
    """ "half the", "a third of", "two-thirds", "three quarters of", "one in five"."""
    word, after = tokens[place].low, place + 1
    if word == "half":
        return _part(after, 1, 2) if tokens[after].low in _OWNERS else None
    if word == "one":
        every = _one_in(tokens, after)
        if every is not None:
            return every
    above = 1 if word == "a" else _ONES.get(word, 0)
    hyphen = tokens[after].text == "-"
    name = tokens[after + hyphen].low
    below, after = _PARTS.get(name, 0), after + hyphen + 1
    if not 0 < above < below or not (tokens[after].low == "of" or (hyphen and word != "a") or (above > 1)):
        return None
    return _part(after, above, below)


def _one_in(tokens: Tokens, place: int) -> Number | None:
    """ "one in five" as a share; not "one in three weeks"."""
    if tokens[place].low != "in" or tokens[place + 1].low in ("1", "one"):
        return None
    every = number_at(tokens, place + 1)
    if every is None or not 1 < every.low <= 100 or every.low != int(every.low) or tokens[every.after].low in _TIMES:
        return None
    return _part(every.after, 1, int(every.low))


def _part(after: int, above: int, below: int) -> Number:
    value = Decimal(above) / below
    return Number(after, value, value, share=True)


def _half(tokens: Tokens, place: int) -> Number | None:
    """ "half a million", "a half-dozen", "half an hour", "a quarter of a million", "a couple of"."""
    words = tokens.low(place, 3)
    if words == ("a", "couple", "of"):
        two = Number(place + 2, Decimal(2), Decimal(2), loose=True)
        scaled = _with_scales(tokens, two._replace(after=place + 3), money=False)
        return scaled if scaled.scaled else two
    part = Decimal("0.25") if words == ("a", "quarter", "of") else Decimal("0.5")
    after = place + (words[:1] == ("a",)) + (1 if part == Decimal("0.5") else 2)
    if tokens[after - 1].low not in ("half", "of"):
        return None
    article = tokens[after].low in ("a", "an")
    after += article or tokens[after].text == "-"
    scaled = _with_scales(tokens, Number(after, part, part), money=False)
    return scaled if scaled.scaled or (article and words[0] == "half") else None


def _words(tokens: Tokens, place: int) -> Number | None:
    """A cardinal in words: "twenty-one", "two hundred and fifty", "one and a half million", "a thousand"."""
    total, after, least, scaled, size = Decimal(0), place, _GREATEST, False, 1
    while True:
        first = after + (total > 0 and scaled and tokens[after].low == "and")
        group = _group(tokens, first)
        if group is None:
            break
        rising = _with_scales(tokens, group, money=False)
        scale = rising.low / group.low if group.low else Decimal(1)
        if scale >= least:
            break
        size = 1 if total else rising.scale
        total, after, least, scaled = total + rising.low, rising.after, scale, rising.scaled or scaled
        if scale == 1:
            break
    return Number(after, total, total, scaled=scaled, scale=size) if after > place else None


def _group(tokens: Tokens, place: int) -> Number | None:
    """What stands before a scale: "seven hundred and twelve", "twenty-one", "two and a half", "a" before a scale."""
    if tokens[place].low in ("a", "an"):
        value, after = (Decimal(1), place + 1) if tokens[place + 1].text in _SCALES else (None, place)
    else:
        value, after = _below_hundred(tokens, place)
    if value is None:
        return None
    hundreds = tokens[after].low == "hundred"
    if hundreds:
        value, after = value * 100, after + 1
        rest, end = _below_hundred(tokens, after + (tokens[after].low == "and"))
        if rest:
            value, after = value + rest, end
    elif tokens.low(after, 3) == ("and", "a", "half"):
        value, after = value + Decimal("0.5"), after + 3
    return Number(after, value, value, scaled=hundreds, scale=100 if hundreds and value % 100 == 0 else 1)


def _below_hundred(tokens: Tokens, place: int) -> tuple[Decimal | None, int]:
    value = _SMALL.get(tokens[place].low)
    if value is None:
        return None, place
    after = place + 1
    if tokens[place].low in _TENS:
        last = after + (tokens[after].text == "-" and tokens[after].glued)
        ones = _ONES.get(tokens[last].low, 0)
        if 0 < ones < 10:
            return Decimal(value + ones), last + 1
    return Decimal(value), after
