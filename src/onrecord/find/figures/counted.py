"""What a number counts: the words behind it up to the noun ("Russian troops" → troops), or what became of people."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.find.figures.numbers import number_at
from onrecord.find.figures.tokens import NUMERAL, WORD, Tokens, listed
from onrecord.find.figures.units import named
from onrecord.find.vocabulary import country_word

_STOPS = listed(
    """
    of in on at to from by with for into onto over under above below between among against during after before since
    until till through across along around about off out up down near behind beyond within without via per as than
    that which who whom whose what when where while if because although though unless whether but nor so yet and or
    not is are was were be been being am has have had having do does did will would shall should can could may might
    must a an the this these those his her its their our my your it he she they we you i them him us me itself there
    here then now also too only just even still already again ever never always once later earlier ago away apart
    together each every both all any some such no either neither minus plus versus vs said says say told tells added
    warned killed died rose fell came went made took left got gave became began found remain remains remained
    include includes including included according yesterday today tomorrow tonight monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december last
    next past previous comes goes makes takes gets gives becomes seems means begins brings keeps lies sits knows
    thinks believes wants respectively annually daily weekly monthly yearly overall instead almost nearly
    """
)
"""Words that no noun phrase runs across."""
_PLURALS = listed(
    """
    people men women children police feet teeth mice geese oxen cattle sheep deer fish aircraft spacecraft
    hovercraft staff personnel crew infantry cavalry artillery livestock offspring series species media data
    criteria phenomena bacteria youth clergy gunmen lawmen crewmen servicemen servicewomen policemen firemen
    fishermen countrymen businessmen salesmen frenchmen englishmen irishmen lives wives knives wolves thieves halves
    shelves headquarters hutus zulus taxis rabbis skis kids grandchildren schoolchildren militia barracks
    """
)
_NO_PLURALS = listed(
    """
    news gas bus thus plus minus yes its this was has does is us as perhaps besides towards always across else less
    unless paris tunis isis memphis louis chris harris davis morris francis lewis ellis dennis curtis crisis
    analysis basis hypothesis emphasis thesis oasis polis minneapolis versus afterwards upwards downwards politics
    mathematics physics economics previous various famous serious dangerous religious infectious suspicious numerous
    indigenous anonymous enormous nervous consecutive
    """
)
_OTHERS = frozenset(("more", "other", "others", "additional", "further", "extra", "new"))
"""Words that stand before what is counted and tell nothing of it."""
_ADDED = frozenset(("another", "additional", "the", "other", "all"))
_LINKS = frozenset(("and", "or"))
_NO_HEADS = ("ly", "ed", "ing")
_COMPARED = listed(
    """
    higher lower larger smaller bigger greater cheaper better worse older younger longer shorter faster slower
    closer further earlier stronger weaker fewer less apart due east west north south
    """
)
_HEADS = ("eed", "shed", "bed", "ring", "king", "wing", "building", "wedding", "meeting", "hearing")
_ATTRIBUTES = listed(
    """
    arms weapons sports sales women systems operations communications customs news human goods savings jobs drugs
    narcotics resources relations rights
    """
)
"""Plurals that stand before the noun that is counted."""
_BELONGS = frozenset(("the", "these", "those", "its", "their", "his", "her", "our", "all", "them"))
_AUXILIARIES = frozenset(("were", "was", "are", "is", "have", "has", "had", "been", "be", "being", "left", "feared",
                          "reported", "confirmed", "believed", "presumed", "as", "people", "went", "listed", "still",
                          "also", "reportedly", "later", "already"))  # fmt: skip
_ACRONYM = 4  # letters of an acronym that may be a unit ("0.5 WAR")
_MOST = 6  # words of a noun phrase
_SUBJECT_MOST = 7  # words between a number and the noun before the verb
_STANDINGS = listed(
    """
    rose rise rises rising fell fall falls falling climbed grew jumped dropped increased decreased surged stood
    stands standing reached reaches reaching hit hits topped passed exceeded
    """
)
_BETWEEN_MOST = 4  # words between a number and what became of those it counts


class Counted(NamedTuple):
    """What is counted: its name, its first token and the token after its last, or neither where no noun is there."""

    unit: str
    first: int
    after: int

    @property
    def has_words(self) -> bool:
        return self.after > self.first


def is_plural(word: str) -> bool:
    """Whether a word as it is written is likely a plural noun."""
    low = word.lower()
    if low in _PLURALS:
        return True
    if low in _NO_PLURALS or low in _STOPS or not low.endswith("s") or len(low) < 3:
        return False
    if word[:-1].isupper():
        return True  # "GIs"
    return low[-2] not in "sui'’" or (low[-2] == "i" and word != low)  # "Iraqis"


def name_of(tokens: Tokens, place: int) -> str:
    """What a counted noun is called: the table's word where it has it, else the word, names of peoples in capitals."""
    word = tokens[place]
    unit = named("counted").get(word.low)
    if unit is not None:
        return unit.name
    return word.low if tokens.is_headline and country_word(word.text) is None else word.text


def counted_at(tokens: Tokens, place: int, *, one: bool = False, compound: bool = False) -> Counted | None:
    """What is counted by a number that ends before a token.

    `one` looks for a singular noun, else a plural is wanted; with `compound`, a noun in the singular right behind the
    number is taken where there is none ("12 page document").
    """
    place = _inside_of(tokens, place)
    while tokens[place].low in _OTHERS and not ends_phrase(tokens, place + 1):
        place += 1
    words = _words(tokens, place)
    if not words:
        return None
    if one:
        return _singular(tokens, words)
    for number, at in enumerate(words):
        if tokens[at].low in _OTHERS:
            return None  # "30 others"
        if is_plural(tokens[at].text):
            last = _last_noun(tokens, at, words[number + 1 : number + 4])
            return Counted(name_of(tokens, last), words[0], last + 1)
    model = _model_at(tokens, words[0])
    if model is not None:
        return model
    first = tokens[words[0]].low
    state = named("state").get(first)
    if state is not None:
        return Counted(state.name, words[0], words[0])
    if not compound:
        return None
    no_noun = first in _OTHERS or first in _COMPARED or (first.endswith(_NO_HEADS) and not first.endswith(_HEADS))
    if no_noun or (tokens[words[0]].is_capital and not _is_acronym(tokens[words[0]].text)):
        return None
    return Counted(name_of(tokens, words[0]), words[0], words[0] + 1)


def part_of(tokens: Tokens, place: int) -> Counted | None:
    """What there is a part or an amount of: "half the army", "70 kg of gold"; one thing or many."""
    while tokens[place].low in _BELONGS:
        place += 1
    return counted_at(tokens, place) or counted_at(tokens, place, one=True)


def _model_at(tokens: Tokens, place: int) -> Counted | None:
    """What is counted by the name of its model: "two Su-25s"."""
    name, dash, number, ending = (tokens[place + offset] for offset in range(4))
    if not (name.is_capital and dash.text == "-" and number.kind == NUMERAL and dash.glued and number.glued):
        return None
    after = place + 3 + (ending.glued and ending.kind == WORD)
    return Counted(tokens.text[name.start : tokens[after - 1].end], place, after)


def _is_acronym(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= _ACRONYM


def _inside_of(tokens: Tokens, place: int) -> int:
    """The place behind "of the" or "of its 31", where the number counts some of a whole."""
    if tokens[place].low != "of":
        return place
    place += 1
    while tokens[place].low in _BELONGS:
        place += 1
    whole = number_at(tokens, place)
    return whole.after if whole is not None else place


def ends_phrase(tokens: Tokens, place: int) -> bool:
    """Whether no noun phrase can go on at a token: a mark, or one of the small words."""
    return tokens[place].kind != WORD or tokens[place].low in _STOPS


def _words(tokens: Tokens, place: int) -> list[int]:
    """The tokens of the noun phrase that may start at a token, marks inside compounds left out."""
    found: list[int] = []
    while len(found) < _MOST:
        token, following = tokens[place], tokens[place + 1]
        if token.kind == WORD and token.low not in _STOPS:
            found.append(place)
        elif (
            token.low in _LINKS
            and found
            and not is_plural(tokens[found[-1]].text)
            and not ends_phrase(tokens, place + 1)
        ):
            if tokens[found[-1]].low in named("state") or is_verb(following.low):
                break
        elif token.text == "-" and found and following.kind == NUMERAL and following.glued:
            place += 1  # "COVID -19 tests"
        elif not (token.text == "-" and token.glued and following.glued and found and following.kind == WORD):
            break
        place += 1
    return found


def is_verb(low: str) -> bool:
    """Whether a word is one of the verbs that leave people killed, wounded and so on."""
    return low in named("verb")


def _last_noun(tokens: Tokens, plural: int, behind: list[int]) -> int:
    """The noun that is counted: a plural, or one behind it ("police officers", "the governments forces")."""
    last = plural
    for at in behind:
        if is_verb(tokens[at].low):
            break
        if is_plural(tokens[at].text):
            low, before = tokens[at].low, tokens[at - 1]
            told = low in named("counted") or before.low in _ATTRIBUTES or before.low in _PLURALS or before.is_capital
            if not told and not (tokens[last].is_capital and not tokens[at].is_capital):
                break
            last = at
        elif not (tokens[last].is_capital or tokens[at].is_capital):
            break
    return last


def _singular(tokens: Tokens, words: list[int]) -> Counted | None:
    last = None
    for at in words:
        low = tokens[at].low
        if last is not None and (low.endswith("ed") or is_plural(tokens[at].text) or low in named("state")):
            break
        last = at
        if low in named("counted"):
            break
    if last is None or tokens[last].low.endswith("ly"):
        return None
    state = named("state").get(tokens[last].low)
    if state is not None:
        return Counted(state.name, words[0], words[0])
    return Counted(name_of(tokens, last), words[0], last + 1)


def outcome_after(tokens: Tokens, place: int) -> str | None:
    """What became of those a number without a noun counts: "12 were killed", "12 others were wounded", "12 dead"."""
    for at in range(place, place + _BETWEEN_MOST + 1):
        token = tokens[at]
        state = named("state").get(token.low)
        if state is not None:
            return state.name
        if token.kind == NUMERAL or not (token.low in _AUXILIARIES or token.low in _OTHERS):
            return None
    return None


def subject_before(tokens: Tokens, place: int) -> str | None:
    """What is counted by a number that a verb of change or standing leads to ("cases rose to 500", "a toll of 45")."""
    if tokens.low(place - 2, 2) == ("toll", "of"):
        return "dead"
    verb = False
    for at in range(place - 1, place - _SUBJECT_MOST - 1, -1):
        token = tokens[at]
        if token.text in (".", ";", "") or token.kind == NUMERAL:
            return None
        verb = verb or token.low in _STANDINGS
        if verb and token.low in ("toll", "tolls"):
            return "dead"
        if verb and token.low in named("counted"):
            return named("counted")[token.low].name if token.low not in _STANDINGS else None
    return None


def outcome_before(tokens: Tokens, place: int) -> str | None:
    """What the verb that ends before a token does to those the number counts ("killed 12", "wounding another 30")."""
    while tokens[place - 1].low in _ADDED:
        place -= 1
    verb = named("verb").get(tokens[place - 1].low)
    return verb.name if verb else None
