"""Patterns over classes of words, and what a match of one is given.

A pattern is a regular expression whose letters are the classes of `tokens`, in capitals: "THE? (?P<unit>UNIT) AGO".
Each class becomes one letter, each paragraph one string of such letters; so a pattern runs over some hundred letters
and can be read without knowing how words are spelt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.find.times.tokens import Token

if TYPE_CHECKING:
    from onrecord.find.times.scene import Meaning, Scene

_CLASS = re.compile(r"\b[A-Z]{2,}\b")
_LETTERS: dict[str, str] = {}
_OTHER = "_"
"""The letter of a word or mark that no pattern names."""
_LONGEST_LEAD = 12  # tokens before the core of an expression

CORE = (
    "MONTH|WEEKDAY|WEEKDAYS|SEASON|PART|PARTS|POINT|UNIT|UNITS|WEEKEND|WEEKENDS|PERIOD|TODAY|TONIGHT|REF|CURRENT|LAST"
    "|SETWORD|FEAST|DECADE|YEAR|CLOCK|ISO|SLASHED|ATTACKS|MERIDIEM|OCLOCK|ZONE|HALF|NINETEEN"
)
"""The classes that a time expression has one of."""

JOINTS = 2
"""Tokens that may join the members of a list: a comma, a word."""
_JOINT = "(?:COMMA? (?:AND|OR)|COMMA|TO|HYPHEN|MARK)"

NUMBER = "(?:(?:NUM|DAY)(?: SCALE)?|(?:NUMW|NINETEEN|AN? SCALE)(?:HYPHEN? (?:AND )?(?:NUMW|SCALE)){0,7})"
"""A number in digits or words."""

EARLY = "(?:THE? EARLY HYPHEN?|THE? EDGE OF)"
"""What narrows a date: "early", "mid-", "the end of"."""

PARTLY = "(?:EARLY|EARLIER|LATER|PARTLY)"
"""What narrows a date that has begun or will: "earlier today", "later this week"."""


def _letter(kind: str) -> str:
    return _LETTERS.setdefault(kind, chr(0x4E00 + len(_LETTERS)))


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern over letters that stand for classes; blanks mean nothing."""
    return re.compile(re.sub(r"\s+", "", _CLASS.sub(lambda match: _letter(match[0]), pattern)))


class Match(NamedTuple):
    """Where a pattern fits: the paragraph's tokens, the numbers of the first and of the one after the last."""

    tokens: Sequence[Token]
    start: int
    end: int
    groups: re.Match[str]

    def all(self, group: str) -> Sequence[Token]:
        """The tokens of a group, none where it took no part or the pattern has none of that name."""
        if group not in self.groups.re.groupindex:
            return ()
        first, last = self.groups.span(group)
        return self.tokens[first:last] if first >= 0 else ()

    def value(self, group: str) -> str:
        """The value of a group's last token, empty where it took no part."""
        found = self.all(group)
        return found[-1].value if found else ""

    def words(self, group: str) -> list[str]:
        """The words of a group as they stand."""
        return [token.text for token in self.all(group)]

    def text(self) -> str:
        """The matched words in lower case."""
        return " ".join(token.text.lower() for token in self.tokens[self.start : self.end])

    def before(self, count: int = 1) -> str:
        """The word that many tokens before, in lower case; empty at the start of the paragraph."""
        place = self.start - count
        return self.tokens[place].text.lower() if place >= 0 else ""

    def after(self, count: int = 1) -> str:
        """The word that many tokens after the match, in lower case; empty past the end."""
        place = self.end + count - 1
        return self.tokens[place].text.lower() if place < len(self.tokens) else ""


Reading = Callable[[Match, "Scene"], "Meaning | None"]


@dataclass(frozen=True)
class Rule:
    """A pattern and what it means: `None` where the words are no time expression after all."""

    pattern: re.Pattern[str]
    meaning: Reading


def rule(*patterns: str) -> Callable[[Reading], tuple[Rule, ...]]:
    """Make rules of a function that tells the meaning of what the patterns match."""
    return lambda meaning: tuple(Rule(compiled(pattern), meaning) for pattern in patterns)


class Scanner:
    """Finds, from left to right, the longest match of any rule that has a meaning.

    Every expression has a word of a class in `CORE`, and before it nothing but words of the table; so only there are
    the rules tried. The rules `continued` are tried right after an expression and a joint: "Nov. 5-7".
    """

    def __init__(self, rules: Sequence[Rule], continued: Sequence[Rule] = ()) -> None:
        self._rules = rules
        self._continued = continued
        self._joint = compiled(_JOINT)
        self._core = compiled(f"(?:{CORE})")
        self._strange = (_OTHER, _letter("WORD"))

    def scan(self, tokens: Sequence[Token], scene: Scene) -> Iterator[tuple[Match, Meaning]]:
        """Each match with its meaning in the scene."""
        letters = "".join([_LETTERS.get(token.kind, _OTHER) for token in tokens])
        place = 0
        while (core := self._core.search(letters, place)) is not None:
            start = core.start()
            while start > max(place, core.start() - _LONGEST_LEAD) and letters[start - 1] not in self._strange:
                start -= 1
            place = core.end()
            for begin in range(start, core.end()):
                found = self._first(self._rules, tokens, letters, begin, scene)
                if found is None:
                    continue
                while found is not None:
                    yield found
                    place = found[0].end
                    joint = self._joint.match(letters, place)
                    found = self._first(self._continued, tokens, letters, joint.end(), scene) if joint else None
                break

    def _first(
        self, rules: Sequence[Rule], tokens: Sequence[Token], letters: str, start: int, scene: Scene
    ) -> tuple[Match, Meaning] | None:
        """The longest match of the rules with a meaning that begins at a token."""
        for match, found in self._at(rules, letters, start):
            meaning = found.meaning(Match(tokens, start, match.end(), match), scene)
            if meaning is not None:
                return Match(tokens, start, match.end() - meaning.cut, match), meaning
        return None

    def _at(self, rules: Sequence[Rule], letters: str, start: int) -> list[tuple[re.Match[str], Rule]]:
        found = [(match, rule) for rule in rules if (match := rule.pattern.match(letters, start)) is not None]
        return sorted((pair for pair in found if pair[0].end() > start), key=lambda pair: -pair[0].end())
