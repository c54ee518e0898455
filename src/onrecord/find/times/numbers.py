"""Numbers in words and digits, as far as time is counted in them."""

from __future__ import annotations

from collections.abc import Iterable

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRST = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth
"""
SCALES: dict[str, int] = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
"""Number word that multiplies what stands before it → number."""

WORDS: dict[str, int] = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
"""Number word → number."""

ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_FIRST.split(), 1)} | {"thirtieth": 30}
"""Ordinal word → number."""


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is one that numbers are made of."""
    return word in WORDS or word in SCALES


def number(words: Iterable[str]) -> float | None:
    """The number that words or digits make ("twenty", "-", "four"; "1,500"; "a", "hundred"); `None` if none."""
    total = current = 0.0
    told = False
    for word in words:
        word = word.lower()
        if word in ("-", "and", "‐", "‑", "–"):
            continue
        if word in ("a", "an"):
            value: float = 1
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
            told = True
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
            continue
        elif word in WORDS:
            value = WORDS[word]
        else:
            try:
                value = float(word.replace(",", ""))
            except ValueError:
                return None
        current += value
        told = True
    return total + current if told else None


def year_in_words(words: Iterable[str]) -> int | None:
    """The year that words make as years are spoken ("nineteen ninety-six", "two thousand"); `None` if none."""
    numbers = WORDS | SCALES
    parts = [numbers[word.lower()] for word in words if word.lower() in numbers]
    match parts:
        case [century, tens] if 10 < century < 21 and 10 <= tens < 100:
            return 100 * century + tens
        case [century, tens, ones] if 10 < century < 21 and 20 <= tens < 100 and 0 < ones < 10:
            return 100 * century + tens + ones
        case [2, 1000, *rest] if len(rest) <= 2:
            return 2000 + sum(rest)
    return None
