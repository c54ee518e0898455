"""Denials beside what they deny, as far as the words tell.

Four places are looked at, the surest first; the first that has something decides:

    within    a claim that stands in the denial's own content ("rejected the mayor's claim that …")
    beside    the denial only points ("a charge the ministry rejected"): an accusation before it in the paragraph, or
              another claim that it follows directly
    article   the same article's claims, by the words they share with the denial; for one that only points, the one
              accusation in the article that names who denies
    record    claims of other articles at most 14 days away, by the words they share, more asked of them

A wrong pair is worse than none: where nothing shares enough, the denial stands alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onrecord.article import Span
from onrecord.desk.words import content_words, negated, points, speaker_key
from onrecord.record import Line

CLAIMS = frozenset({"accuse", "criticise", "state", "warn", "threaten", "admit"})
"""The acts by which somebody puts forward what another may deny."""

DAYS = 14
IN_ARTICLE = 0.22
IN_RECORD = 0.33
FEWEST_WORDS = 2
_NAMED = 1.25
_LATER = 0.8
_ADJOINING = 40


@dataclass(frozen=True)
class Pair:
    """A denial and the claim it answers, or `None`; `how` is the place above, `score` 0 to 1 (1 where it is nested)."""

    denial: Line
    claim: Line | None = None
    how: str = ""
    score: float = 0.0


@dataclass(frozen=True)
class _Said:
    """A line with the words it is compared by."""

    line: Line

    @cached_property
    def words(self) -> frozenset[str]:
        return content_words(self.line.content)

    @cached_property
    def speaker(self) -> str:
        return speaker_key(self.line.speaker or self.line.source)

    @cached_property
    def names(self) -> frozenset[str]:
        """The proper names that others would name this speaker by: "Kastel", "Tarvian", but nothing of "a pilot"."""
        line = self.line
        words = " ".join([line.speaker or "", line.role or "", line.source]).split()
        return content_words(" ".join(word for word in words if word[:1].isupper()))

    @cached_property
    def day(self) -> date | None:
        return date.fromisoformat(self.line.date) if self.line.date else None

    @cached_property
    def end(self) -> Span:
        """The last of its words."""
        return self.places[-1]

    @cached_property
    def places(self) -> tuple[Span, ...]:
        said = self.line.spans
        return tuple(sorted(said.content + said.source + said.cue))


def pair_denials(lines: Sequence[Line]) -> list[Pair]:
    """Every denial of the lines, in their order, with the claim among the lines that it answers.

    `lines` are the statements of a record, or of a span of days of it, in any order.
    """
    index = _Index(lines)
    return [index.pair(said) for said in index.said if said.line.act == "deny"]


class _Index:
    """The lines by article and by word, and what a word weighs: the rarer in these lines, the more."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.said = [_Said(line) for line in lines]
        counts = Counter(word for said in self.said for word in said.words)
        self._weight = {word: math.log(1 + len(self.said) / count) ** 2 for word, count in counts.items()}
        self._rare = math.log(1 + len(self.said)) ** 2 / 2
        self._people = frozenset(word for said in self.said for word in said.names)
        self._by_article: dict[str, list[_Said]] = defaultdict(list)
        self._by_word: dict[str, list[_Said]] = defaultdict(list)
        for said in self.said:
            self._by_article[said.line.article].append(said)
            if _may_be_denied(said):
                for word in said.words:
                    self._by_word[word].append(said)

    def pair(self, denial: _Said) -> Pair:
        """The denial with what it denies."""
        others = [said for said in self._by_article[denial.line.article] if said.speaker != denial.speaker]
        inside = [said for said in others if said.line.within == denial.line.statement and said.line.act in CLAIMS]
        if inside:
            return Pair(denial.line, max(inside, key=lambda said: len(said.line.content)).line, "within", 1.0)
        claims = [said for said in others if _may_be_denied(said) and not _overlap(denial.places, said.places)]
        if not denial.words:
            return _pointed_at(denial, claims)
        return (
            self._best(denial, claims, "article", IN_ARTICLE)
            or self._best(denial, self._elsewhere(denial), "record", IN_RECORD)
            or Pair(denial.line)
        )

    def _elsewhere(self, denial: _Said) -> list[_Said]:
        """The claims of other articles that share a word with the denial and are near it in time."""
        sharing = {id(said): said for word in denial.words for said in self._by_word.get(word, ())}
        return [
            said
            for said in sharing.values()
            if said.line.article != denial.line.article and said.speaker != denial.speaker and _near(denial, said)
        ]

    def _best(self, denial: _Said, claims: Iterable[_Said], how: str, floor: float) -> Pair | None:
        scored = [(self._score(denial, claim), claim) for claim in claims]
        fitting = [(score, claim) for score, claim in scored if score >= floor]
        if not fitting:
            return None
        score, claim = max(fitting, key=lambda item: (round(item[0], 3), -_days_apart(denial, item[1])))
        return Pair(denial.line, claim.line, how, min(score, 1.0))

    def _score(self, denial: _Said, claim: _Said) -> float:
        """How much of what the two say is the same, from 0 up.

        The cosine of the word sets under the weights, with half the rarest word's weight added to each side so that
        two or three words in common are not yet everything. Names of people who speak do not count among the fewest
        words that must be shared: two may speak of one man and of different things. The score rises where one names
        the other, and sinks where the claim came after the denial.
        """
        shared = denial.words & claim.words
        if len(shared - self._people) < FEWEST_WORDS:
            return 0.0
        sizes = [self._sum(said.words) + self._rare for said in (denial, claim)]
        score = self._sum(shared) / math.sqrt(math.prod(sizes))
        if _names(claim, denial) or _names(denial, claim):
            score *= _NAMED
        if denial.day and claim.day and claim.day > denial.day:
            score *= _LATER
        return score

    def _sum(self, words: Iterable[str]) -> float:
        return math.fsum(self._weight[word] for word in words)


def _pointed_at(denial: _Said, claims: Iterable[_Said]) -> Pair:
    """A denial that only points, with what it points at."""
    if not points(denial.line.content):
        return Pair(denial.line)
    first = denial.places[0]
    before = [said for said in claims if said.end.paragraph == first.paragraph and said.end.end <= first.start]
    near = [said for said in before if said.line.act == "accuse" or first.start - said.end.end <= _ADJOINING]
    if near:
        return Pair(denial.line, max(near, key=lambda said: said.end).line, "beside", 1.0)
    naming = [said for said in claims if said.line.act == "accuse" and _names(said, denial)]
    return Pair(denial.line, naming[0].line, "article", 1.0) if len(naming) == 1 else Pair(denial.line)


def _names(one: _Said, other: _Said) -> bool:
    """Whether the words of one name the speaker of the other; "Tarvia" names the Tarvian general staff."""
    return any(
        word == name or (min(len(word), len(name)) > 3 and word[:5] == name[:5])
        for name in other.names
        for word in one.words
    )


def _may_be_denied(said: _Said) -> bool:
    """Plain statements that themselves negate are left out: they share the denial's words because they agree."""
    return said.line.act in CLAIMS and not (said.line.act == "state" and negated(said.line.content))


def _overlap(left: Iterable[Span], right: Sequence[Span]) -> bool:
    """Whether one stands in the other: the report of a denial is not what it denies."""
    return any(
        one.paragraph == other.paragraph and one.start < other.end and other.start < one.end
        for one in left
        for other in right
    )


def _near(denial: _Said, claim: _Said) -> bool:
    return denial.day is not None and claim.day is not None and _days_apart(denial, claim) <= DAYS


def _days_apart(denial: _Said, claim: _Said) -> int:
    return abs((denial.day - claim.day).days) if denial.day and claim.day else 0
