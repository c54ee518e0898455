"""By which words a figure is found: its unit, what is counted, and what became of it ("killing 12 people": dead)."""

from __future__ import annotations

import re

from onrecord.article import Article
from onrecord.find.sentences import sentence_at
from onrecord.reading import Figure

_NEAR = 32  # letters before a figure, and after what it counts
_OUTCOMES = {
    "dead": r"kill(?:ed|ing|s)?|dead|died|dying|deaths?|fatalit(?:y|ies)|lives lost|lost their lives|toll",
    "wounded": r"wound(?:ed|ing|s)?|injur(?:ed|ing|ies|y)|hurt",
    "arrested": r"arrest(?:ed|ing|s)?|detain(?:ed|ing)|detentions?|rounded up",
    "displaced": r"displac(?:ed|ing)|fled|fleeing|evacuat(?:ed|ing)|homeless|refugees?",
    "missing": r"missing|disappeared|unaccounted",
    "abducted": r"abduct(?:ed|ing)|kidnap(?:ped|ping)|hostages?|seized",
}
_OUTCOME = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _OUTCOMES.items()) + r")\b", re.I)


def words_of(figure: Figure, article: Article) -> str:
    """The words, in lower case, that a figure is found by."""
    text = article.text(figure.span.paragraph)
    begin, stop = sentence_at(text, figure.span.start, figure.span.end)
    last = figure.of.end if figure.of else figure.span.end
    near = text[max(begin, figure.span.start - _NEAR) : min(stop, last + _NEAR)]
    outcomes = dict.fromkeys(match.lastgroup or "" for match in _OUTCOME.finditer(near))
    return " ".join((figure.unit or "", figure.of.text if figure.of else "", *outcomes)).lower()


def stems(query: str) -> list[str]:
    """What the words of a question begin with: a plural fits its singular, "killed" and "deaths" fit "dead"."""
    found = []
    for word in re.findall(r"\w+", query.lower()):
        outcome = _OUTCOME.fullmatch(word)
        found.append(outcome.lastgroup or "" if outcome else word.removesuffix("s"))
    return found
