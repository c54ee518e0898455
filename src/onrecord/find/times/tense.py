"""Whether the words around a time expression look forward or back.

The verb nearest before the expression tells, else the nearest after it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.find.times.context import words_of
from onrecord.find.times.tokens import Token

FUTURE, PAST = 1, -1

_FUTURE = words_of("future")
_ARRANGED = words_of("arranged")
"""Forward, but back after "had been" and "previously": what was to be then."""
_GOVERNORS = words_of("governors")
"""Words after which an infinitive is still to come: "agreed to meet Thursday"."""
_PAST = words_of("past")
_UNTIL = words_of("until")
_PUT_OFF = words_of("put_off")
"""What is done now about a time to come: "extended until Sunday"."""
_GIVEN = words_of("given")
"""Right before "until": "they have until Sunday"."""
_ED = re.compile(r"[a-z]{2,}ed")
_PARTICIPLE = re.compile(r"[A-Z][a-z]+ed|Told|Sworn|Shot|Caught|Held")
_NOT_PAST = words_of("not_past")
_BE = words_of("be")
_ARRANGED_NOW = words_of("arranged_now")
"""After "is" and "are": "ministers are meeting in Rome on Tuesday"."""
_DETERMINERS = words_of("determiners")
_ABBREVIATIONS = words_of("abbreviations")
_FARTHEST = 40  # tokens
_CLOSE = 8  # tokens
_VERB_KINDS = ("WORD", "EDGE")
"""Classes of tokens that may be verbs: "to start" and "to end" too."""


_OF_WHAT_COMES = words_of("of_what_comes")
"""After "Thursday's": what is still to come."""


def direction(tokens: Sequence[Token], start: int, end: int) -> int:
    """1 where the words around tokens `start` to `end` look forward, -1 where they look back, 0 where nothing tells."""
    if end < len(tokens) and tokens[end].kind == "POSS":
        return _of_possessive(tokens, start, end)
    if _opens_with_participle(tokens, start):
        return PAST
    if start > 2 and tokens[start - 1].text == "as" and tokens[start - 2].text in ("soon", "early"):
        return FUTURE
    before = tokens[start - 1].text.lower() if start else ""
    if before == "since":
        return PAST
    until = before in _UNTIL
    if (until or before == "to") and _is_put_off(tokens, start - 1):
        return FUTURE
    # "until" itself looks forward, but not against the verb that governs it.
    back = range(start - (2 if until else 1), max(start - _FARTHEST, -1), -1)
    ahead = range(end, min(end + _FARTHEST, len(tokens)))
    told = _nearest(tokens, ahead[:_CLOSE], "COMMA", "AND") if _opens_clause(tokens, start) else 0
    told = told or _nearest(tokens, back) or _nearest(tokens, ahead)
    if told:
        return told
    return FUTURE if before == "by" or (until and before != "through") or _is_to_do(tokens, back) else 0


def _opens_with_participle(tokens: Sequence[Token], start: int) -> bool:
    """ "Asked Monday whether he would resign": what opens the sentence is done, whatever is still to come in it."""
    place = start - 1
    if place > 0 and tokens[place].text == "on":
        place -= 1
    opens = place == 0 or (place > 0 and ends_sentence(tokens, place - 1))
    return opens and _PARTICIPLE.fullmatch(tokens[place].text) is not None


def _nearest(tokens: Sequence[Token], places: Iterable[int], *stops: str) -> int:
    """What the first verb at these places tells, up to the end of the clause or a token of the classes `stops`."""
    for place in places:
        if tokens[place].kind in stops or _ends_clause(tokens, place):
            break
        told = _told(tokens, place)
        if told:
            return told
    return 0


def _ends_clause(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].text == ";" or ends_sentence(tokens, place)


def _opens_clause(tokens: Sequence[Token], start: int) -> bool:
    """ "He will resign, and on Thursday he told the king": the verb that follows tells."""
    place = start - 1
    if place >= 0 and tokens[place].kind == "IN":
        place -= 1
    return place > 0 and (tokens[place].text.lower() in ("and", "but") and tokens[place - 1].kind == "COMMA")


def _is_put_off(tokens: Sequence[Token], until: int) -> bool:
    """ "Extended until Sunday", "they have until Sunday": still to come. "Held until Sunday" looks back."""
    if until and tokens[until - 1].text.lower() in _GIVEN:
        return True
    for place in range(until - 1, max(until - _FARTHEST, -1), -1):
        if _ends_clause(tokens, place):
            break
        if tokens[place].text.lower() in _PUT_OFF:
            return True
        if "been" not in (tokens[place].text, tokens[max(place - 1, 0)].text) and _told(tokens, place):
            break
    return False


def _is_to_do(tokens: Sequence[Token], back: Iterable[int]) -> bool:
    """ "Envoys in Rome to sign the pact on Sunday": where no verb tells, what is to be done is still to come."""
    for place in back:
        if _ends_clause(tokens, place):
            break
        token = tokens[place]
        if place > 1 and tokens[place - 1].text == "to" and token.kind in _VERB_KINDS and token.text.islower():
            return True
    return False


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
    if before == "to" and tokens[place].kind in _VERB_KINDS and place > 1:
        if word == "be":
            return FUTURE
        governor = tokens[place - 2].text.lower()
        if governor == ",":
            return FUTURE  # "a summit, to start Monday"
        return _arranged(tokens, place - 2) if governor in _GOVERNORS else 0
    if before in _BE and word in _ARRANGED_NOW:
        return FUTURE if before in ("is", "are") else 0
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
