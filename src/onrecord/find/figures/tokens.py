"""Words, numerals and marks of a paragraph, as figures are read from them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

NUMERAL, WORD, MARK = "numeral", "word", "mark"

_ENOUGH = 30  # tokens that tell a headline
_TOKEN = re.compile(
    r"""(?P<numeral>\d{1,3}(?:,\d{2,3}){0,9},\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,6}(?!\d)
        |\d+(?:\.\d+)?|(?<![\w.])\.\d+)
    |(?P<word>[A-Za-z]\.(?:[A-Za-z]\.)+|[^\W\d_¼-¾⅐-⅞]+(?:['’][^\W\d_]+)*)
    |(?P<mark>\S)""",
    re.VERBOSE,
)


def listed(words: str) -> frozenset[str]:
    """The words of a text, as the set that they are looked up in."""
    return frozenset(words.split())


class Token(NamedTuple):
    """One word, numeral or mark: offsets into the paragraph; `glued` where no space stands before it."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    glued: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital letter in it."""
        return self.kind == WORD and self.text != self.low


NOTHING = Token(0, 0, "", "", MARK, False)
"""What stands before the first token and after the last."""


class Tokens:
    """The tokens of a paragraph; beyond either end there is `NOTHING`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._matches = list(_TOKEN.finditer(text))
        self._starts = [match.start() for match in self._matches]
        self._tokens: dict[int, Token] = {}

    def __len__(self) -> int:
        return len(self._matches)

    def __getitem__(self, place: int) -> Token:
        token = self._tokens.get(place)
        if token is None:
            token = self._tokens[place] = self._made(place)
        return token

    def _made(self, place: int) -> Token:
        if not 0 <= place < len(self._matches):
            return NOTHING
        match = self._matches[place]
        (start, end), text = match.span(), match[0]
        glued = place > 0 and self._matches[place - 1].end() == start
        return Token(start, end, text, text.lower(), match.lastgroup or MARK, glued)

    def low(self, first: int, count: int) -> tuple[str, ...]:
        """The texts of `count` tokens in lower case, fewer at either end."""
        return tuple(self[place].low for place in range(max(first, 0), min(first + count, len(self))))

    @cached_property
    def is_headline(self) -> bool:
        """Whether most long words at the start bear capitals."""
        words = [self[place] for place in range(min(len(self), _ENOUGH)) if self[place].kind == WORD]
        long = [word.is_capital for word in words if len(word.text) > 3]
        return sum(long) > 0.7 * len(long)

    def place_at(self, offset: int) -> int:
        """The first token that starts at an offset or after it."""
        return bisect_left(self._starts, offset)

    def starts_sentence(self, place: int) -> bool:
        """Whether a token is the first of a sentence, as far as marks tell."""
        before = self[place - 1]
        return before.kind == MARK and (before.text in '.!?:"“”‘«;|•' or not before.text)
