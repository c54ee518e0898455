"""Units: which one stands behind or before a number, and whether two amounts in two units are the same quantity.

The table is plain text, `onrecord/resources/units.tsv`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.find.figures.numbers import number_at
from onrecord.find.figures.tokens import MARK, NUMERAL, WORD, Tokens

_LONGEST = 4  # words of a unit
_ALIKE = Decimal("0.15")  # how far two amounts of one quantity may differ: the second is rounded
_ZERO = Decimal("17.7778")  # 0 degrees Fahrenheit, in degrees Celsius below 0
_PER = frozenset((
    "second", "minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "season", "year", "decade",
    "barrel", "share", "gallon", "litre", "liter", "ounce", "pound", "kilo", "kilogram", "kilogramme", "gram", "ton",
    "tonne", "head", "person", "household", "family", "piece", "bottle", "ticket", "acre", "hectare", "mile",
    "kilometre", "kilometer", "metre", "meter", "unit", "bushel", "megawatt", "kilowatt-hour", "game", "match",
))  # fmt: skip
"""What "a" and "an" stand before when they mean "per"; behind "per" any word may stand."""
_AGO = frozenset(("ago", "earlier", "later", "before", "after", "since", "from"))
"""Words that make "a year" a time and no rate ("from $3m a year ago")."""
_SCALED = {"won": "South Korean won", "pound": "pound sterling", "pounds": "pound sterling"}
"""Words that are money only behind "million" and its like, as in "300 million won"."""
_ALONE = frozenset("sptcbC")
"""Signs of one letter that stand close to the digits or not at all."""
_BEFORE_ONLY = frozenset(("PS", "R", "Y=", "C$", "LL", "Bs", "S/"))
_BRITISH = {"meter": "metre", "kilometer": "kilometre", "liter": "litre"}


class Unit(NamedTuple):
    """A row of the table: `size` is how many of the first unit of its kind it is, `None` where that does not apply.

    `per` is what a rate is per ("barrel"), `None` where the unit is no rate.
    """

    name: str
    kind: str
    size: Decimal | None = None
    per: str | None = None

    @property
    def label(self) -> str:
        """The name with what it is per: "dollar per barrel"."""
        return f"{self.name} per {self.per}" if self.per else self.name

    @property
    def is_money(self) -> bool:
        return self.kind == "money"

    @property
    def is_time(self) -> bool:
        return self.kind == "time"


TIMES = Unit("times", "multiple")
AGE = "year of age"


@cache
def _rows() -> tuple[tuple[Unit, str, tuple[str, ...], tuple[str, ...]], ...]:
    text = files("onrecord").joinpath("resources", "units.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, kind, size, code, words, signs = line.split("\t")
            unit = Unit(name, kind, Decimal(size) if size else None)
            rows.append((unit, code, _parts(words), _parts(signs)))
    return tuple(rows)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


def _is_measure(unit: Unit) -> bool:
    return unit.kind not in ("counted", "state", "verb")


@cache
def _by_words() -> dict[tuple[str, ...], Unit]:
    """The tokens of every spelling of a unit, in lower case, plurals in -s too."""
    table: dict[tuple[str, ...], Unit] = {}
    for unit, _, words, _ in _rows():
        if _is_measure(unit):
            for word in words:
                for spelling in (word, word + "s"):
                    tokens = Tokens(spelling)
                    table.setdefault(tokens.low(0, len(tokens)), unit)
    return table


@cache
def _by_sign() -> dict[str, Unit]:
    rows = [(unit, sign) for unit, _, _, signs in _rows() if _is_measure(unit) for sign in signs]
    return {sign: unit for unit, sign in rows if not (unit.is_money and sign in _BEFORE_ONLY)}


@cache
def _money() -> dict[str, Unit]:
    """Signs and codes that may stand before the number, without the space in them."""
    table = {}
    for unit, code, _, signs in _rows():
        if unit.is_money:
            table.update(dict.fromkeys((sign.replace(" ", "") for sign in signs), unit))
            if code:
                table[code] = unit
    return table


@cache
def named(kind: str) -> dict[str, Unit]:
    """Lower-case word, singular and plural, → its row, for one of the kinds "counted", "state" and "verb"."""
    table: dict[str, Unit] = {}
    for unit, _, words, _ in _rows():
        if unit.kind == kind:
            for word in words:
                table.setdefault(word, unit)
                if kind == "counted":
                    table.setdefault(word + "s", unit)
    return table


def money_before(tokens: Tokens, place: int) -> tuple[Unit, int] | None:
    """The money whose sign or code starts at a token and stands before a number, and the token after the sign."""
    table = _money()
    first = tokens[place]
    if first.kind == NUMERAL or not (first.kind == MARK or first.text[0].isupper()):
        return None
    for size in (3, 2, 1):
        parts = [tokens[place + offset] for offset in range(size)]
        text = "".join(part.text for part in parts)
        if text in table and all(part.glued or part.text == "$" for part in parts[1:]):
            after = place + size
            return None if text in _BEFORE_ONLY and not _is_sum(tokens, after) else (table[text], after)
    return None


def _is_sum(tokens: Tokens, place: int) -> bool:
    """Whether a number written to letters is a sum of money and no name: "PS6m", "R2,500", not "PS752"."""
    number = number_at(tokens, place, money=True)
    return tokens[place].glued and number is not None and number.digits and not number.plain


def unit_at(tokens: Tokens, place: int, *, digits: bool, scaled: bool = False) -> tuple[Unit, int] | None:
    """The unit that starts at a token, and the token after it; signs only after `digits`."""
    hyphen = tokens[place].text == "-" and tokens[place].glued
    start = place + hyphen
    table, key = _by_words(), tokens.low(start, _LONGEST)
    if scaled and key[:1] and key[0] in _SCALED and key[:2] not in table:
        return Unit(_SCALED[key[0]], "money"), start + 1
    sign = _sign_at(tokens, start) if digits else None
    for size in range(len(key), 0, -1):
        found = table.get(key[:size])
        if found is not None and not (size == 1 and _is_other_word(tokens, start, digits)):
            return sign if sign is not None and sign[1] > start + size else (found, start + size)
    return sign


def _is_other_word(tokens: Tokens, place: int, digits: bool) -> bool:
    """Whether a short spelling of a unit is more likely something else ("two Min", "MS", "KN")."""
    token = tokens[place]
    return len(token.low) <= 2 and not (digits and (token.glued or token.text == token.low))


def _sign_at(tokens: Tokens, place: int) -> tuple[Unit, int] | None:
    first = tokens[place]
    for size in (4, 3, 2, 1):
        last = tokens[place + size - 1]
        if any(not tokens[place + gap].glued for gap in range(1, size)) or not last.text:
            continue
        text = tokens.text[first.start : last.end]
        unit = _by_sign().get(text) or _code_after(text)
        if unit is not None and (first.glued or (text not in _ALONE and not _is_initial(tokens, place))):
            return unit, place + size
    return None


def _is_initial(tokens: Tokens, place: int) -> bool:
    """Whether a letter stands for a word ("1199 N. Main")."""
    stop = tokens[place + 1]
    return len(tokens[place].text) == 1 and stop.text == "." and stop.glued and tokens[place + 2].kind == WORD


def _code_after(text: str) -> Unit | None:
    return _money().get(text) if len(text) == 3 and text.isupper() else None


def rate_at(tokens: Tokens, place: int, *, signs: bool) -> tuple[str, int] | None:
    """What a rate is per ("a barrel", "per square mile", "/s"), and the token after it."""
    word, after = tokens[place].low, place + 1
    if word == "/" and signs:
        found = _sign_at(tokens, after) or unit_at(tokens, after, digits=False)
        return (found[0].name, found[1]) if found and not found[0].is_money else None
    if word == "per":
        found = unit_at(tokens, after, digits=False)
        if found:
            return found[0].name, found[1]
        token = tokens[after]
        return (token.low, after + 1) if token.kind == WORD else None
    if word in ("a", "an", "each", "every") and tokens[after].low in _PER:
        name = tokens[after].low
        return None if tokens[after + 1].low in _AGO else (_BRITISH.get(name, name), after + 1)
    return None


def same_quantity(low: Decimal, high: Decimal, unit: Unit, low2: Decimal, high2: Decimal, unit2: Unit) -> bool:
    """Whether two amounts in two units tell the same quantity; of two moneys nothing but the units can be told."""
    if unit.name == unit2.name or unit.kind != unit2.kind or unit.per != unit2.per:
        return False
    if unit.is_money:
        return True
    if unit.size is None or unit2.size is None:
        return False
    ends = ((low, low2), (high, high2))
    if all(_alike(one * unit.size, other * unit2.size) for one, other in ends):
        return True
    if unit.kind == "temperature":
        return all(_alike(_celsius(one, unit), _celsius(other, unit2), least=2) for one, other in ends)
    return False


def _alike(one: Decimal, other: Decimal, least: int = 0) -> bool:
    return abs(one - other) <= max(_ALIKE * abs(one), _ALIKE * abs(other), Decimal(least))


def _celsius(value: Decimal, unit: Unit) -> Decimal:
    assert unit.size is not None
    return value * unit.size - {"Fahrenheit": _ZERO, "kelvin": Decimal("273.15")}.get(unit.name, 0)
