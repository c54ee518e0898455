"""Words as the desk compares them: folded, stemmed, and speakers known by one key whatever the accents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from onrecord.find.vocabulary import unaccented

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _set_of(
    """
    no not never none nothing nobody neither nor cannot without arent cant couldnt didnt doesnt dont hadnt hasnt havent
    isnt shouldnt wasnt werent wont wouldnt
    """
)

_FUNCTION_WORDS = _NEGATIONS | _set_of(
    """
    a about above across after again against ago all almost alone along already also although always am among an and
    another any anybody anyone anything are around as at away back be became because been before behind being below
    between both but by came can come could day did do does doing done down during each either else enough even
    ever every everybody everyone everything few first for from further get give given go going gone got had has have
    having he hence her here hers herself him himself his how however i if im in indeed instead into is it its itself
    ive just last least less like made make makes making many may me might mine more most much must my myself near
    now of off on once one only or other others our ours ourselves out over own part per perhaps put quite rather
    really same second see seem seen several shall she should since so some somebody someone something soon still such
    take taken than that the their theirs them themselves then there therefore theres these they theyre theyve thing
    things this those though three through thus time to today together tomorrow too took toward towards two under
    until up upon us use used very was way we well went were weve what whatever when where whether which while who
    whole whom whose why will with within would yesterday yet you your yours yourself youre
    monday tuesday wednesday thursday friday saturday sunday minute minutes hour hours days week weeks month months
    year years
    """
)

_REPORT_WORDS = _set_of(
    """
    accusation accusations accused allegation allegations alleged argument assertion assertions baseless charge charges
    claim claims claimed deny denied denies denial fact false groundless idea lie lies notion nonsense report reports
    reported reality rumor rumors rumour rumours say saying says said statement statements story stories suggestion
    suggestions talk true truth unfounded untrue word words wrong
    """
)
"""Words that speak of the saying, not of the thing said: "the charge", "rejected the claim as baseless"."""

_POINTERS = _set_of("it that this these those them both all which everything such")


def letters(text: str) -> str:
    """The folded letters and digits alone: equal for a sentence and its copy that lost quotation marks or dashes."""
    return "".join(letter for letter in unaccented(text) if letter.isalnum())


def speaker_key(name: str) -> str:
    """What names of one speaker have in common across articles: case, accents and a leading "the" do not count."""
    return " ".join(unaccented(name).removeprefix("the ").split())


def _tokens(text: str) -> list[str]:
    """The folded words and numbers; apostrophes and the points in numbers are dropped, since copies lose them."""
    return [re.sub(r"['’.,]", "", token) for token in _WORD.findall(unaccented(text))]


def stem(word: str) -> str:
    """A folded word without its commonest endings: "shelled", "shelling" and "shells" all give "shell"."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2 and re.search(r"[aeiouy]", bare):
            return bare[:-1] if re.search(r"([bdgmnprt])\1$", bare) else bare
    return word.removesuffix("e") if len(word) > 3 else word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry what is said; words of grammar and of reporting are left out."""
    words = (word for word in _tokens(text) if word not in _FUNCTION_WORDS and word not in _REPORT_WORDS)
    return frozenset(stem(word) for word in words if len(word) > 1)


def negated(text: str) -> bool:
    """Whether the words hold a negation."""
    return not _NEGATIONS.isdisjoint(_tokens(text))


def points(text: str) -> bool:
    """Whether the words only point at what was said before: "which", "that", "the charge", "the whole story"."""
    tokens = _tokens(text)
    return not content_words(text) and any(token in _POINTERS or token in _REPORT_WORDS for token in tokens)


def snippet(text: str, length: int = 240) -> str:
    """The text cut after a whole word, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def around(text: str, start: int, end: int, length: int = 150) -> tuple[str, str, str]:
    """The words from `start` to `end` with what stands before and after them, each side cut after `length` letters."""
    before, after = text[:start], text[end:]
    if len(before) > length:
        before = "… " + before[-length:].partition(" ")[2]
    if len(after) > length:
        after = after[:length].rpartition(" ")[0].rstrip(" ,;:–—-") + " …"
    return before, text[start:end], after


def distinct(names: Iterable[str | None]) -> list[str]:
    """The names, each once, in the order they came; what is missing is left out."""
    return list(dict.fromkeys(name for name in names if name))


def day_label(day: str | None, *, year: bool = True) -> str:
    """An ISO date as a page writes it ("4 Apr 2031"); what has no date says so."""
    if not day:
        return "no date"
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")
