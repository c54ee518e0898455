"""Numbers that are no figures: dates, clock times, scores, versions, names of things and units of an army."""

from __future__ import annotations

import re

from onrecord.find.figures.counted import ends_phrase
from onrecord.find.figures.numbers import Number
from onrecord.find.figures.tokens import NUMERAL, WORD, Tokens, listed

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w%])(?!\.\d)(?!,\d{3})"
_DAYS = rf"{_DAY}(?:\s?(?:[-–—/,&]|and|to|or|through)\s?{_DAY}){{0,3}}"
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_FROM_DIGITS = (
    rf"{_DAYS}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    r"\d{4}-\d\d?-\d\d?(?:T[\d:.]+Z?)?",
    r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b",
    r"(?:1[89]|20)\d\d\s?[-–—/]\s?(?:(?:1[89]|20)\d\d|\d\d)\b(?![,.]?\d)",  # 2014-15
    r"\d{1,2}[:.]\d\d(?::\d\d)?\s?[ap]\.?m\b\.?",
    r"\d{1,2}:\d\d(?::\d\d)?(?!\d)",
    r"\d{1,2}(?:\s?[-–—]\s?\d{1,2})?\s?[ap]\.?m\b\.?",
    r"\d{1,2}\s?(?:o.?clock\b|in the (?:morning|afternoon|evening)\b|local time\b)",
    r"\d{3,4}\s?(?:GMT|UTC|CET|EST|EDT|BST|[Hh]ours?\s(?:GMT|UTC|local))\b",
    r"(?:24/7|9/11|7/7|50[/-]50)\b",
    r"\d+(?:st|nd|rd|th)\b",
    r"\d+(?:\.\d+){2,}\w*",  # a version
    r"[2-6]G\b",
    r"\d+[A-Z]+\d+\w*",
    r"\d{3}\)?[ .-]\d{3}[.-]\d{4}\b",  # a telephone number
    r"(?<![,.$€£])\d{3}-\d{4}\b(?!\s?[a-z%])",
    r"\d{1,5}[A-Z]?\s(?:[A-Z][a-z]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Way|Terrace"
    r"|Close|Crescent|Place|Court)\b",
    r"\d{2,4}'?s\b",  # the 1990s
    r"\d{2,5}\sblock of\b",
    r"\d{1,4}\s(?:B\.?C|A\.?D|BCE|CE)\b",
)
_FROM_WORDS = (
    rf"\b{_MONTH}\s+{_DAYS}(?:,?\s+{_YEAR})?",
    rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    r"\+\d[\d ().-]{6,20}\d",
    r"\b(?:https?://|www\.)\S+",
    r"[#@]\w+",
    r"\b(?:Group|Gang|Class|Fortune|Forbes|Catch|Area|Studio) (?:of )?-?[\w-]+",
)
_DIGITS = re.compile(r"(?<!\w)\d")
_DIGIT_NAME = re.compile("|".join(f"(?:{pattern})" for pattern in _FROM_DIGITS))
_WORD_NAME = re.compile(r"(?=[JFMASONDGC+#@hw])(?:" + "|".join(f"(?:{pattern})" for pattern in _FROM_WORDS) + ")")

_DESIGNATORS = listed(
    """
    no nos number numbers num page pages p pp chapter section sections article articles clause paragraph part phase
    stage step level category tier grade type model version mark channel flight flights route routes highway motorway
    exit gate terminal platform room block district zone sector precinct ward apartment reactor battalion brigade
    regiment division squadron resolution protocol directive proposition amendment title rule bill act season
    episode round week day volume issue game lap match heat planet apollo covid sars ios android windows iphone ipad
    galaxy boeing airbus top big bottom building suite formula item annex appendix verse sonnet symphony opus convoy
    patrol unit schedule form class
    """
)
"""Words that a number behind them belongs to ("Flight 17", "chapter two", "top 10")."""
_NOUNS_TOO = listed(
    "top bottom number numbers type issue act convoy patrol model day week season round game match unit class form bill"
)
"""Those that something counted may follow ("the top three seeds")."""
_WHERE = frozenset(("in", "at", "near", "outside", "from", "on"))
_COMMON = listed(
    """
    a an the about above after all almost among and another approximately around as at least before below between
    both but by during each even every exactly few fewer first for from if in including into its just killing last
    less like many more most much nearly next no not of on only or other out over past per roughly since so some
    than that their then these they this those to total under until up we when where which while who will with
    within your my our his her yet now currently today meanwhile
    """
)
"""Words that are no name, though they bear a capital before a number."""
_AFTER_AGE = frozenset((",", "."))
YEAR_SINCE = listed("in since until till by before after during")
"""Words that make a number that could be one a year, whatever stands behind it."""
_YEAR_BEFORE = YEAR_SINCE | listed(
    """
    a from of the this that late early mid between and to through circa around about for summer spring autumn fall
    winter year fiscal season election olympics cup its his her their our january february march april may june july
    august september october november december
    """
)
_FIRST_YEAR, _LAST_YEAR = 1100, 2100
_LARGEST_BARE = 10**6  # of numbers written without commas
_OLDEST = 110  # years of age


def regions(text: str) -> list[tuple[int, int]]:
    """Start and end of what looks like a date, a clock time, a telephone number, a version, an address and the like."""
    found = [match.span() for match in _WORD_NAME.finditer(text)]
    done = 0
    for digit in _DIGITS.finditer(text):
        match = _DIGIT_NAME.match(text, digit.start()) if digit.start() >= done else None
        if match:
            done = match.end()
            found.append(match.span())
    return found


def is_year(number: Number) -> bool:
    """Whether a number could be a year as it is written."""
    return number.plain and _FIRST_YEAR <= number.low <= _LAST_YEAR


def is_year_after(tokens: Tokens, place: int) -> bool:
    """Whether the word before a token is one that years stand behind ("since", "early", a month)."""
    before = tokens[place - 1]
    return before.low in _YEAR_BEFORE or before.low.endswith(("'s", "’s")) or tokens.starts_sentence(place)


def is_part_of_word(tokens: Tokens, first: int, after: int) -> bool:
    """Whether a number in digits is written to letters before it or behind it ("MH17", "T-72", "3D")."""
    before, dash = tokens[first - 1], tokens[first]
    if dash.glued and before.kind == WORD and before.text[-1:].isalpha():
        return True
    if dash.glued and before.text in "-–_/." and before.text:
        word = tokens[first - 2]
        joined = before.glued and (
            word.kind == NUMERAL or (word.kind == WORD and word.low not in ("minus", "to", "sub"))
        )
        name = before.text == "-" and not before.glued and word.is_capital
        if joined or (name and tokens[after].text != "%" and "." not in dash.text):
            return True
    return tokens[after].glued and tokens[after].kind == WORD


def is_designated(tokens: Tokens, place: int, number: Number, *, is_meant: bool, is_counting: bool) -> bool:
    """Whether the word before a number takes it for its own ("Flight 17", "No. 5", "iPhone 11")."""
    before = tokens[place - 1]
    if before.text in (".", "#") and tokens[place - 2].low in ("no", "nos", "p", "pp", "art", "sec"):
        return True
    if before.low in _DESIGNATORS and not (number.scaled or (is_counting and before.low in _NOUNS_TOO)):
        return True
    if not before.is_capital or number.scaled or before.low in _COMMON:
        return False
    if not number.digits or not (number.plain or "," not in tokens[place].text):
        return False
    if not number.plain and len(tokens[place].text.rpartition(".")[2]) > 1:
        return False
    if is_counting and tokens[place - 2].low in _WHERE:
        return False  # "in Donetsk 40 schools"
    ending = before.low.endswith(("ed", "ing", "ly", "s")) if tokens.starts_sentence(place - 1) else False
    return not is_meant and not ending and not (is_counting and tokens.is_headline)


def is_spelled_name(tokens: Tokens, place: int) -> bool:
    """Whether a number in words bears a capital as part of a name ("the Big Three", "Group of Seven")."""
    token = tokens[place]
    if token.kind != WORD or not token.is_capital or tokens.starts_sentence(place):
        return False
    return not tokens.is_headline


def is_age_of_a_name(tokens: Tokens, place: int, number: Number) -> bool:
    """Whether a number stands behind a name between commas, as ages do ("Oleh Koval, 34, said")."""
    name, comma, behind = tokens[place - 2], tokens[place - 1], tokens[number.after]
    return (
        number.plain and comma.text == "," and name.kind == WORD and behind.text in _AFTER_AGE and number.low <= _OLDEST
    )


def is_list_number(tokens: Tokens, place: int, number: Number) -> bool:
    """Whether a number opens the paragraph as that of an item does ("1. Who fired first?")."""
    return place == 0 and number.plain and tokens[number.after].text in (".", ")", ":") and number.low < 100


def is_code(number: Number) -> bool:
    """Whether a bare number is too long to be anything but somebody's key for something."""
    return number.plain and number.low >= _LARGEST_BARE


def is_before_a_name(tokens: Tokens, place: int, number: Number) -> bool:
    """Whether a bare number that ends before a token belongs to a name behind it ("787 Dreamliner", "11 Pro")."""
    name = tokens[place]
    return number.plain and name.is_capital and not name.glued and not ends_phrase(tokens, place)
