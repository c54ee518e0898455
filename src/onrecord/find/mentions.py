"""Names in a paragraph: persons with what is said of them (role, title, age), organisations, and single words.

A person is known by the words around the name ("spokesman …", "Mr …", "…, the mayor,", "…, 34,"), by a common first
name, or because somebody of that name is a source.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.find.vocabulary import (
    Country,
    bare,
    country_word,
    first_name_gender,
    fold,
    role_words,
    titles,
    word_key,
    words,
)

_UPPER = "".join(re.escape(c) for c in map(chr, range(sys.maxunicode)) if c.isupper() and c < "\u0530")
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Sen|Rep|Gov|Pres|Sec|Amb|Supt|Insp|Rev|Fr|St|Jr|Sr|Hon"
)
_PARTICLES = "de|del|della|der|den|di|da|do|dos|du|la|le|van|von|bin|bint|ibn|al|el|ter|ten|zu|y|of the|of|on|for"
_CAPITAL = (
    rf"(?:(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*|(?:{_ABBREVIATIONS})\.)(?=[\s,]|$)"
    rf"|(?:al-|el-|an-|as-|ash-|ad-|ex-|[dl]['’])?[{_UPPER}][\w'’]*(?:[-–][\w'’]+)*)"
)
_RUN = re.compile(rf"(?=[{_UPPER}adel])(?<![\w'’-]){_CAPITAL}(?:[ \xa0](?:(?:{_PARTICLES})[ \xa0]){{0,2}}{_CAPITAL})*")
_TOKEN = re.compile(rf"{_CAPITAL}|[\w'’-]+")
_BACK = re.compile(rf"(?:[{_UPPER}]\.)+|(?:{_ABBREVIATIONS})\.|[\w'’&-]+|[^\w\s]")
_AGE = re.compile(r",? (?:\(|aged? )?(\d{1,2})[,)]")
_KIND_AFTER = re.compile(r",? (?:an?|the|its|their) ((?:[\w'’-]+ ){0,4}[\w'’-]+)")
_CLOSES = re.compile(r"\s*(?:[,.;:)”\"]|$|who |which |that )")
_OPEN_OF = re.compile(r"(?:^|\W)([\w-]+) of (?:the )?$")
_LAST_WORD = re.compile(r"([\w'’.&-]+)[ \xa0]$")
_WORD_AFTER = re.compile(r"\s([\w-]+)")
_WORD_BEFORE = re.compile(r"([a-z-]+) $")
_ARTICLE_PREFIX = re.compile(r"^(?:al|el|an|as|ash|ad|ul)-")
_LINK_WORDS = frozenset(("of", "for", "at", "to", "in", "and", "&"))
_ORDINALS = frozenset(("first", "second", "last", "one", "two", "most"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True)
class PersonMention:
    """A person's name at `start`..`end`; `first`..`last` includes role and apposition.

    `words` are the words of the name alone, `owner` tells that something of the person follows ("Trump's campaign").
    """

    paragraph: int
    start: int
    end: int
    first: int
    last: int
    words: tuple[str, ...]
    gender: str | None = None
    role: str | None = None
    age: str | None = None
    owner: bool = False


@dataclass(frozen=True)
class OrganisationMention:
    """An organisation's name; `kinds` are nouns that say what it is ("group"), from its name or the words around it."""

    paragraph: int
    start: int
    end: int
    name: str
    kinds: frozenset[str]
    owner: bool = False


@dataclass(frozen=True)
class LooseMention:
    """A capitalised word or two that may be a surname, a country or anything; `country` where the table knows it."""

    paragraph: int
    start: int
    end: int
    words: tuple[str, ...]
    country: Country | None
    owner: bool = False


Mention = PersonMention | OrganisationMention | LooseMention


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    key: str  # folded, without a possessive ending


def _words(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m.start(), m.end(), m[0], word_key(m[0])) for m in pattern.finditer(text, start, end)]


@cache
def _things() -> frozenset[str]:
    return words("organisation") | words("document")


@cache
def _owned_nouns() -> frozenset[str]:
    """What somebody can have: "Trump's lawyer, campaign, statement"."""
    return words("modifier") | words("organisation") | words("document") | role_words().keys()


def names_in(
    text: str, *, paragraph: int, sources: Sequence[tuple[int, int]] = (), apostrophes_lost: bool = False
) -> list[Mention]:
    """The names of one paragraph in text order.

    `sources` are (start, end) of the sources in it: two to four capitalised words there are a person's name without
    further evidence. With `apostrophes_lost`, "Merkels spokesman" is read as "Merkel's spokesman".
    """
    found: list[Mention] = []
    stop = words("stop")
    for run in _RUN.finditer(text):
        if run[0].casefold() in stop and first_name_gender(run[0]) is None:
            continue
        for tokens in _parts(run):
            mention = _read_run(text, tokens, paragraph, sources, apostrophes_lost)
            if mention is not None:
                found.append(mention)
    return found


def _parts(run: re.Match[str]) -> Iterator[list[_Word]]:
    """The words of a run, parted at an "of", "on" or "for" that does not belong to an organisation's name."""
    tokens = _words(_TOKEN, run.string, run.start(), run.end())
    begin = 0
    for place, word in enumerate(tokens):
        if word.text in ("of", "on", "for") and tokens[place - 1].key not in words("organisation"):
            yield tokens[begin:place]
            begin = place + 1
    yield tokens[begin:]


def _read_run(
    text: str, tokens: list[_Word], paragraph: int, sources: Sequence[tuple[int, int]], apostrophes_lost: bool
) -> Mention | None:
    tokens = _without_stop_words(tokens)
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    whole = country_word(text[start:end])
    if whole is not None and first_name_gender(tokens[0].text) is None:
        return LooseMention(
            paragraph, start, end, (bare(text[start:end]),), whole, _owns(text, tokens[-1], apostrophes_lost)
        )
    name, kinds = tokens[_name_begins(text, tokens) :], _kinds(text, tokens)
    in_source = next(((a, b) for a, b in sources if a <= start and end <= b), None)
    if _is_person_like(name):
        person = _person(text, name, paragraph, in_source, apostrophes_lost)
        if _is_told_a_person(person) or (in_source and not kinds and _is_plain(text, start, person, in_source)):
            return person
    if not kinds and len(tokens) > 1 and tokens[-1].key in role_words():
        return None
    if kinds or (len(tokens) == 1 and _is_acronym(tokens[0].text) and not whole) or (in_source and len(tokens) > 1):
        owner = _owns(text, tokens[-1], apostrophes_lost)
        return OrganisationMention(paragraph, start, end, bare(text[start:end]), kinds, owner)
    if not name or len(name) > 4 or any(word.key in role_words() for word in name[:-1]):
        return None
    return LooseMention(
        paragraph, name[0].start, name[-1].end, _plain(text, name, apostrophes_lost), country_word(name[0].text),
        _owns(text, name[-1], apostrophes_lost),
    )  # fmt: skip


def _without_stop_words(tokens: list[_Word]) -> list[_Word]:
    """The run without the words that are capitalised only because a sentence begins, and days and months at its end."""
    stop = words("stop")
    while tokens and tokens[0].key in stop and not (len(tokens) > 1 and first_name_gender(tokens[0].text)):
        tokens = tokens[1:]
    while tokens and (
        tokens[-1].text.islower() or (len(tokens) > 1 and tokens[-1].key in stop and tokens[-1].key != "may")
    ):
        tokens = tokens[:-1]
    while tokens and tokens[0].text.islower():
        tokens = tokens[1:]
    return tokens


def _name_begins(text: str, tokens: list[_Word]) -> int:
    """The place in the run where the name begins, after roles, titles, countries and owners before it."""
    roles, begin, last = role_words(), 0, len(tokens) - 1
    for place, word in enumerate(tokens[:last]):
        is_role = word.key in roles or word.key in titles()
        if (
            (is_role and not (place == 0 and first_name_gender(word.text)))
            or bare(word.text) != word.text
            or word.text in ("of", "the")
        ):
            begin = place + 1
    while begin < last:
        pair = f"{tokens[begin].text} {tokens[begin + 1].text}"
        if begin + 1 < last and country_word(pair):
            begin += 2
        elif (country_word(tokens[begin].text) or _is_acronym(tokens[begin].text)) and not first_name_gender(
            tokens[begin].text
        ):
            begin += 1
        else:
            break
    opened = _OPEN_OF.search(
        text, max(0, tokens[begin].start - 30), tokens[begin].start
    )  # "Secretary of | State Antony Blinken"
    if opened and opened[1].casefold() in roles and begin < last and not first_name_gender(tokens[begin].text):
        begin += 1
    for place in range(begin + 1, last):  # "Fox News | Bill Sammon"
        before = tokens[begin:place]
        if first_name_gender(tokens[place].text) and all(_is_describing(word) for word in before):
            return place
    return begin


def _is_describing(word: _Word) -> bool:
    known = word.key in words("organisation") or word.key in words("modifier") or word.key in role_words()
    return known or country_word(word.text) is not None or _is_acronym(word.text)


@lru_cache(maxsize=20_000)
def _is_acronym(word: str) -> bool:
    letters = bare(word).replace(".", "")
    return len(letters) > 1 and letters.isupper() and fold(letters) not in _SUFFIXES and "-" not in letters


def _is_person_like(name: list[_Word]) -> bool:
    if not 0 < len(name) <= 6 or any(word.text in ("of", "the") for word in name):
        return False
    nouns = _things()
    if any(word.key in nouns for word in name):
        return False
    short = [word.text for word in name if _is_acronym(word.text)]
    if len(short) == len(name) or any("." not in word for word in short):
        return False
    return not (len(name) == 1 and (bare(name[0].text) in words("outlet") or country_word(name[0].text)))


def _plain(text: str, name: list[_Word], apostrophes_lost: bool) -> tuple[str, ...]:
    """The words of a name, without the ending of the one who owns."""
    last = bare(name[-1].text)
    if last == name[-1].text and _owns(text, name[-1], apostrophes_lost):
        last = last[:-1]
    return (*(word.text for word in name[:-1]), last)


def _owns(text: str, word: _Word, apostrophes_lost: bool) -> bool:
    if bare(word.text) != word.text:
        return True
    if not apostrophes_lost or not word.text.endswith("s") or word.text.endswith("ss"):
        return False
    after = _WORD_AFTER.match(text, word.end)
    return after is not None and after[1] in _owned_nouns()


def _is_told_a_person(mention: PersonMention) -> bool:
    """Whether a role, a title, an age or a first name tells that the name is a person's."""
    known = len(mention.words) > 1 and first_name_gender(mention.words[0]) is not None
    return bool(mention.role or mention.gender or mention.age or known)


def _is_plain(text: str, run_start: int, mention: PersonMention, in_source: tuple[int, int]) -> bool:
    """Whether a source is two to four capitalised words and no more, without "the", and no role ("Prime Minister")."""
    if (
        word_key(mention.words[-1]) in role_words()
        or not 2 <= len(mention.words) <= 4
        or text[:run_start].endswith(("the ", "The "))
    ):
        return False
    return _CLOSES.match(text[: in_source[1]], mention.end) is not None


def _person(
    text: str, name: list[_Word], paragraph: int, in_source: tuple[int, int] | None, apostrophes_lost: bool
) -> PersonMention:
    start, end = name[0].start, name[-1].end
    plain = _plain(text, name, apostrophes_lost)
    first, role, gender = _role_before(text, start, in_source)
    last, age = end, None
    if (aged := _AGE.match(text, end)) is not None:
        last, age = aged.end() - 1, aged[1]
    if text[first - 2 : first] == ", " and _CLOSES.match(text, end):
        first, earlier = _noun_phrase_before(text, first)
        role = earlier or role
    if after := _role_after(text if in_source is None else text[: in_source[1]], last):
        last = after[0]
        role = role if role is not None and len(role.split()) > 1 else after[1]
    if gender is None and len(plain) > 1 and (known := first_name_gender(plain[0])) in ("m", "f"):
        gender = known
    owner = _owns(text, name[-1], apostrophes_lost)
    return PersonMention(paragraph, start, end, first, last, plain, gender, role, age, owner)


def _role_before(text: str, start: int, in_source: tuple[int, int] | None) -> tuple[int, str | None, str | None]:
    """Where the words before a name that describe it begin, the role among them, and the gender that a title tells.

    In a source, where no verbs stand, unknown words may be part of the role ("bank portfolio manager").
    """
    closest = _LAST_WORD.search(text, max(0, start - 30), start)
    if closest is None or (closest[1].islower() and word_key(closest[1]) not in role_words()):
        return start, None, None
    tokens = _words(_BACK, text, max(0, start - 100), start)
    if not tokens or not tokens[-1].text[0].isalpha() or text[tokens[-1].end : start].strip():
        return start, None, None
    gender, place = None, len(tokens) - 1
    while place >= 0 and tokens[place].key in titles():
        gender = titles()[tokens[place].key] or gender
        place -= 1
    begin = _role_begins(tokens[: place + 1], in_source[0] if in_source else start)
    if begin is None:
        return (tokens[place + 1].start if place + 1 < len(tokens) else start), None, gender
    return tokens[begin].start, text[tokens[begin].start : tokens[place].end], gender


def _role_begins(tokens: list[_Word], source_start: int) -> int | None:
    """The place of the first word of the role that ends with the last token, if one does."""
    if not tokens or tokens[-1].text in ("of", "for", "to", "the"):
        return None
    roles, stop = role_words(), words("stop")
    place = len(tokens) - 1
    while place >= 0 and tokens[place].key not in roles:  # over "of State" to "Secretary"
        capital = tokens[place].text[0].isupper() and tokens[place].key not in stop
        if not capital and tokens[place].text not in ("of", "for", "to", "the"):
            return None
        place -= 1
    if place < 0 or bare(tokens[place].text) != tokens[place].text:
        return None
    if place < len(tokens) - 1 and tokens[place + 1].text not in ("of", "for", "to"):
        return None
    begin = place
    while begin > 0:
        word, before = tokens[begin - 1], tokens[begin - 2] if begin > 1 else None
        joins_role = word.text in ("and", "&") and before is not None and before.key in roles
        joins_name = word.text == "of" and before is not None and before.text[0].isupper() and before.key not in stop
        if joins_role or joins_name:
            begin -= 2
        elif _fits_role(word, tokens[begin], word.start > source_start):
            begin -= 1
        else:
            break
    return begin


def _fits_role(word: _Word, following: _Word, in_source: bool) -> bool:
    """Whether a word can be part of the role that goes on with the following word."""
    if word.text[0].islower() and (word.key in role_words() or word.key in words("modifier")):
        return in_source or following.text[0].islower() or word.key in words("rank")
    return word.key not in words("stop") and (word.text[0].isupper() or (in_source and word.text.islower()))


def _noun_phrase_before(text: str, start: int) -> tuple[int, str | None]:
    """The role before a comma ("Russia's deputy ambassador, | Dmitry Polyansky,"): where it begins, and the role."""
    comma = start - 2
    tokens = _words(_BACK, text, max(0, comma - 100), comma)
    tokens = tokens[max((i + 1 for i, t in enumerate(tokens) if not t.text[0].isalnum()), default=0) :]
    heads = [i for i, token in enumerate(tokens) if token.key in role_words()]
    for head in reversed(heads):
        if head == len(tokens) - 1 or tokens[head + 1].text in _LINK_WORDS:
            begin = _role_begins(tokens[: head + 1], start)
            if begin is not None:
                return tokens[begin].start, text[tokens[begin].start : comma]
    return start, None


def _role_after(text: str, end: int) -> tuple[int, str] | None:
    """The role in apposition after a name ("…, the mayor of Ordiz,"): its end, and the role without its article."""
    if text[end : end + 2] != ", ":
        return None
    tokens = _words(_BACK, text, end + 2, end + 110)
    if [token.text for token in tokens[:2]] in (["who", "is"], ["who", "was"]):
        tokens = tokens[2:]
    if tokens and tokens[0].text in ("the", "a", "an", "his", "her", "its", "their", "one"):
        tokens = tokens[1:]
    head = next((i for i, t in enumerate(tokens[:7]) if t.key in role_words() and _may_end(tokens, i)), None)
    if head is None or not all(_describes(token) for token in tokens[:head]):
        return None
    last = head
    while last + 1 < len(tokens) and tokens[last + 1].text[0].isalnum() and last - head < 9:
        if tokens[last + 1].text in ("who", "which", "that", "said", "says", "told", "was", "is", "has"):
            break
        last += 1
    if not _CLOSES.match(text, tokens[last].end):
        return None
    return tokens[last].end, text[tokens[0].start : tokens[last].end]


def _may_end(tokens: list[_Word], head: int) -> bool:
    """Whether a role's own words can end here: before a mark, a linking word or a relative clause."""
    if head + 1 == len(tokens):
        return True
    following = tokens[head + 1].text
    return not following[0].isalnum() or following in _LINK_WORDS or following in ("with", "who", "that", "from", "on")


def _describes(word: _Word) -> bool:
    """Whether a word can stand before the noun of a role: no verb, no linking word."""
    plain = word.key not in words("stop") or word.key in _ORDINALS
    return plain and word.text[0].isalpha() and word.text not in _LINK_WORDS


def _kinds(text: str, tokens: list[_Word]) -> frozenset[str]:
    """Nouns that say what kind of organisation a run names: its own last word, one before it, one in apposition."""
    nouns = words("organisation")
    core = next((i for i, word in enumerate(tokens) if word.text in ("of", "the") and i), len(tokens))
    kinds = {word.key for word in (tokens[core - 1], tokens[-1]) if word.key in nouns}
    if (
        len(tokens) == 1
        and kinds
        and country_word(tokens[0].text) is None
        and tokens[0].key not in ("parliament", "pentagon")
    ):
        kinds = set()
    before = _WORD_BEFORE.search(text[max(0, tokens[0].start - 25) : tokens[0].start])
    if before is not None and before[1] in (nouns if len(tokens) > 1 else words("kind")):
        kinds.add(before[1])
    if text.startswith(", ", tokens[-1].end) and (after := _KIND_AFTER.match(text, tokens[-1].end)):
        kinds.update([word for word in map(str.casefold, after[1].split()) if word in nouns][:1])
    return frozenset(kinds)


@lru_cache(maxsize=10_000)
def surname(name: tuple[str, ...]) -> str:
    """The folded surname: "Ursula von der Leyen" → "leyen", "John Smith Jr." → "smith", "al-Assad" → "assad"."""
    plain = [fold(word) for word in name if fold(word) not in _SUFFIXES] or [fold(name[0])]
    return _ARTICLE_PREFIX.sub("", plain[-1]) if "-" in plain[-1] else plain[-1]
