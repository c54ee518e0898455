"""What a time expression is resolved from: the date of publication, the times before it, the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.article import TITLE
from onrecord.find.times import tense
from onrecord.find.times.patterns import Match
from onrecord.find.times.values import GRAINS, written

PUBLISHED = "published"
ABSOLUTE = "absolute"


@dataclass(frozen=True)
class Meaning:
    """What a time expression means: TIMEX3 type and value, what it was resolved from.

    `day` and `grain` are there for dates, so that later expressions can be resolved from them: the first day and how
    exact it is. `cut` is the number of tokens at the end of the match that do not belong to the expression.
    """

    type: str
    value: str | None
    anchor: str | None = ABSOLUTE
    day: date | None = None
    grain: str = ""
    cut: int = 0


@dataclass(frozen=True)
class Told:
    """A date that the article has told: the id of its expression, where its words end, its day and grain."""

    id: str
    paragraph: int
    end: int
    day: date
    grain: str
    anchor: str | None


@dataclass
class Scene:
    """One article as far as it was read: its date, and the dates that were found."""

    published: date | None
    told: list[Told] = field(default_factory=list)
    paragraph: int = 0

    @property
    def in_title(self) -> bool:
        """Whether the title is read, where every word may have a capital."""
        return self.paragraph == TITLE

    def dated(self, grain: str, day: date | None, anchor: str | None = PUBLISHED, *, cut: int = 0) -> Meaning:
        """A date of that grain; without a value where `day` is not known."""
        if day is None:
            return Meaning("DATE", None, None, cut=cut)
        return Meaning("DATE", written(grain, day), anchor, day, grain, cut)

    def direction(self, match: Match) -> int:
        """1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
        return tense.direction(match.tokens, match.start, match.end)

    def in_sentence(self, match: Match, grains: str = GRAINS) -> Told | None:
        """The last date told before a match in the same sentence."""
        told = self.last(grains)
        if told is None or told.paragraph != self.paragraph:
            return None
        between = range(told.end, match.start)
        return None if any(tense.ends_sentence(match.tokens, place) for place in between) else told

    def begun(self, match: Match) -> Told | None:
        """The date that a range begins with, of which the match is the end: "from Friday to" …"""
        told = self.last("D")
        if told is None or told.paragraph != self.paragraph or told.end != match.start - 1:
            return None
        if self.published is not None and abs(told.day - self.published) > timedelta(weeks=1):
            return None
        return told if match.tokens[match.start - 1].kind == "TO" else None

    def last(self, grains: str = GRAINS) -> Told | None:
        """The last date told, of one of these grains."""
        return next((told for told in reversed(self.told) if told.grain in grains), None)

    def reference(self, grain: str) -> tuple[date | None, str | None]:
        """The day that "the next day", "a year earlier" or "that month" start from, and what told it.

        The last date told that is at least as exact as the grain, else the date of publication.
        """
        told = self.last(GRAINS[: GRAINS.index(grain) + 1])
        if told is not None:
            return told.day, told.id
        return self.published, PUBLISHED if self.published else None

    def coarse(self, grain: str) -> Told | None:
        """The last date told, if it is a past one of this paragraph and less exact than the grain.

        "It began in June 1998. Two weeks later" is no day that could be told.
        """
        told = self.told[-1] if self.told else None
        if told is None or told.paragraph != self.paragraph or not self._is_past(told):
            return None
        return told if GRAINS.index(told.grain) > GRAINS.index(grain) else None

    def is_story(self, *, later: bool) -> bool:
        """Whether "a year later" goes on from the last date told: a past one of this paragraph, "He died in 1990."

        "A year earlier" does only after years long gone; else it compares with this year.
        """
        told = self.told[-1] if self.told else None
        if told is None or told.paragraph != self.paragraph or told.anchor != ABSOLUTE or not self._is_past(told):
            return False
        return later or self.published is None or self.published.year - told.day.year > 1

    def _is_past(self, told: Told) -> bool:
        return self.published is None or told.day < self.published.replace(day=1)

    def period(self) -> Told | None:
        """The last quarter told that had begun, if it was in this paragraph or the two before it."""
        for told in reversed(self.told):
            if not 0 <= self.paragraph - told.paragraph <= 2:
                break
            if told.grain == "Q" and not (self.published and told.day > self.published):
                return told
        return None
