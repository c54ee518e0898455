"""Whether the words around a time expression look forward or back.

The verb nearest before the expression tells, else the nearest after it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.find.times.context import words_of
from onrecord.find.times.tokens import Token

FUTURE, PAST = 1, -1

_FUTURE = words_of("future")
_ARRANGED = words_of("arranged")
"""Forward, but back after "had been" and "previously": what was to be then."""
_GOVERNORS = words_of("governors")
"""Words after which an infinitive is still to come: "agreed to meet Thursday"."""
_PAST = words_of("past")
_ED = re.compile(r"[a-z]{2,}ed")
_NOT_PAST = words_of("not_past")
_BE = words_of("be")
_DETERMINERS = words_of("determiners")
_ABBREVIATIONS = words_of("abbreviations")
_FARTHEST = 40  # tokens


_OF_WHAT_COMES = words_of("of_what_comes")
"""After "Thursday's": what is still to come."""


def direction(tokens: Sequence[Token], start: int, end: int) -> int:
    """1 where the words around tokens `start` to `end` look forward, -1 where they look back, 0 where nothing tells."""
    if end < len(tokens) and tokens[end].kind == "POSS":
        return _of_possessive(tokens, start, end)
    if start > 2 and tokens[start - 1].text == "as" and tokens[start - 2].text in ("soon", "early"):
        return FUTURE
    for place in range(start - 1, max(start - _FARTHEST, -1), -1):
        if ends_sentence(tokens, place):
            break
        told = _told(tokens, place)
        if told:
            return told
    for place in range(end, min(end + _FARTHEST, len(tokens))):
        if ends_sentence(tokens, place):
            break
        told = _told(tokens, place)
        if told:
            return told
    return 0


def _of_possessive(tokens: Sequence[Token], start: int, end: int) -> int:
    """ "Thursday's ruling" looks back, unless the words beside it say otherwise."""
    before = {token.text.lower() for token in tokens[max(start - 2, 0) : start]}
    after = {token.text.lower() for token in tokens[end + 1 : end + 4]}
    return FUTURE if before & {"ahead", "for", "until"} or after & _OF_WHAT_COMES else PAST


def _told(tokens: Sequence[Token], place: int) -> int:
    word = tokens[place].text
    if not word.islower():
        if word in ("Will", "Would"):
            return FUTURE
        return 0
    before = tokens[place - 1].text.lower() if place else ""
    if before == "to" and tokens[place].kind == "WORD" and place > 1:
        if word == "be":
            return FUTURE
        governor = tokens[place - 2].text.lower()
        return _arranged(tokens, place - 2) if governor in _GOVERNORS else 0
    passive = before in _BE or (before in _DETERMINERS and _ED.fullmatch(word))
    if passive and word not in _FUTURE:
        return 0  # "will be held": the word before tells; "an unspecified date" does not
    if word in _FUTURE and (word != "set" or _follows(tokens, place) in ("for", "to")):
        return _arranged(tokens, place)
    if word in _PAST or (_ED.fullmatch(word) and word not in _NOT_PAST):
        if word in ("has", "have", "had", "been") and _follows(tokens, place) == "to":
            return FUTURE
        return PAST
    if word in ("is", "are") and _follows(tokens, place) == "to":
        return FUTURE
    return 0


def _arranged(tokens: Sequence[Token], place: int) -> int:
    earlier = {token.text.lower() for token in tokens[max(place - 3, 0) : place]}
    return PAST if tokens[place].text in _ARRANGED and earlier & {"had", "previously", "originally"} else FUTURE


def _follows(tokens: Sequence[Token], place: int) -> str:
    return tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""


def ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is the mark that a sentence ends with."""
    token = tokens[place]
    if token.text in ("!", "?"):
        return True
    if token.text != ".":
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    before = tokens[place - 1] if place else None
    return following is None or (
        not following.text[0].islower()
        and not (before is not None and (len(before.text) == 1 or before.text.lower() in _ABBREVIATIONS))
    )
