"""What the words of a source are: a name, a pronoun, a role, an organisation, a document, or some people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.article import Article, Span
from onrecord.find.cast import Cast, Entity, Named
from onrecord.find.vocabulary import country_in, fold, key_words, role_words, words

Gender = Literal["m", "f"]
Pronoun = Literal["m", "f", "it", "they", "I", "who"]
Sort = Literal["nobody", "pronoun", "named", "person", "organisation", "document", "group", "thing"]

_PRONOUNS: dict[str, Pronoun] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "we", "us", "our", "ours", "myself"), "I"),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), "who"),
}
_NO_ONE = frozenset(("no one", "the former", "the latter", "the other", "the two"))
_DETERMINER = re.compile(
    r"(?P<the>the|this|that|these|those|both|all)\b"
    r"|(?P<own>his|her|its|their|my|our|your)\b"
    r"|(?P<some>an?|one|another|some|several|many|most|few|other|any|every|no|two|three|four|five|six|seven|eight|nine"
    r"|ten|\d[\d,.]*(?!-)|dozens of|hundreds of|thousands of|more|at least|about|only|various|numerous|certain)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"(?:some|many|several|most|few|other|two|three|various|senior|leading|top|more)\b", re.IGNORECASE)
_PREPOSITION = (
    "of|for|to|by|from|with|in|on|at|near|against|close|inside|outside|within|about|after|before|under|over|among"
    "|behind|into|familiar"
)
_NOUN_ENDS = re.compile(
    rf"[,(;:“”\"–—]|\s(?:{_PREPOSITION}|who|which|that|whose|whom|as|when|where|issued|released|posted|published"
    r"|speaking)\b"
)
_NAME_ENDS = re.compile(r"[(;:“”\"]|,(?! \d)|\s(?:who|which|that|whose|whom|when|where)\b")
_ISSUED_BY = re.compile(r"\b(?:by|from|of)\s+(?:[Tt]he\s+)?$")
_GOES_ON = re.compile(
    r"\s+(?!(?:and|or|who|which|that|whose|himself|herself|itself|as|[a-z]+ly|who’s)\b)(?!(?:"
    + _PREPOSITION
    + r")\b)[^\W\d_]"
)
_JOINED = re.compile(r"(?:\s*\([^)]*\))?,?\s+(?:and|or|&|as well as|along with)\s", re.IGNORECASE)
_AGE_NAME = re.compile(r"(\d{1,2})-year-old\b")
_EDGES = " \t\xa0,.;:“”\"'‘’()[]-–—"


@dataclass(frozen=True)
class Source:
    """A source as its words tell it.

    `text` is what it is called where it has no name; `core` its noun with what stands before it, without determiner;
    `entity` the one it names. `definite` is `None` for a bare noun ("police"). `owner` is the pronoun of "his lawyer".
    """

    sort: Sort
    text: str
    core: str = ""
    entity: Entity | None = None
    pronoun: Pronoun | None = None
    definite: bool | None = None
    owner: Pronoun | None = None
    age: str | None = None

    @property
    def head(self) -> str:
        """The noun, folded."""
        return fold(self.core.split()[-1]) if self.core else ""


def read_source(cast: Cast, article: Article, span: Span) -> Source:
    """What a source span is, given everybody named in the article."""
    lead = len(span.text) - len(span.text.lstrip(_EDGES))
    text = span.text.strip(_EDGES)
    lower = text.casefold().replace("’", "'").removesuffix("'s")
    if lower in _PRONOUNS and text not in ("US", "IT", "ITS"):
        return Source("pronoun", text, pronoun=_PRONOUNS[lower])
    if not text or lower in words("nobody") or lower in _NO_ONE:
        return Source("nobody", text)
    start = span.start + lead
    named = _named(cast, article, span.paragraph, start, start + len(text))
    if named is None and cast.is_ambiguous(text):
        return Source("nobody", text)
    return named or _noun_phrase(text)


def _named(cast: Cast, article: Article, paragraph: int, start: int, end: int) -> Source | None:
    """The entity that the source names, if a name is what its words come down to."""
    text = article.text(paragraph)
    inside = [n for n in cast.named.get(paragraph, ()) if n.mention.start < end and start < n.mention.end]
    inside = [
        n
        for n in inside
        if not any(o is not n and o.first <= n.mention.start and n.mention.end <= o.mention.start for o in inside)
    ]
    for place, named in enumerate(inside):
        after = text[named.mention.end : end].strip(_EDGES + "s")
        if named.mention.owner and after:
            thing = _noun_phrase(text[named.mention.end : end].strip(_EDGES))
            if thing.sort == "document":  # "Trump's speech" is Trump's word
                return Source("named", text[start:end], entity=named.entity)
            continue
        if named.last == named.mention.end and _GOES_ON.match(text[named.mention.end : end]):
            continue
        before = text[start : max(start, named.first)]
        if re.search(rf"\b(?:{_PREPOSITION}|who|whose|that)\s", before):
            issued = _ISSUED_BY.search(before) and _noun_phrase(text[start:end].strip(_EDGES)).sort == "document"
            return Source("named", text[start:end], entity=named.entity) if issued else None
        if named.entity.sort != "person" and _SOME.match(before):  # "some Democrats"
            return None
        if _is_joined(text, named, inside[place + 1 :], end):
            return Source("group", text[start:end], core=text[start:end], definite=None)
        return Source("named", text[start:end], entity=named.entity)
    return None


def _is_joined(text: str, named: Named, others: list[Named], end: int) -> bool:
    """Whether "and" adds somebody to the one named ("Smith and other senators"; not "president and owner")."""
    if named.entity.sort in ("organisation", "state") and not others:
        return False
    rest = text[named.mention.end : end]
    if _JOINED.match(rest):
        return True
    listed = re.match(r",\s+$", text[named.mention.end : others[0].first]) if others else None
    return listed is not None and " and " in rest


def _noun_phrase(text: str) -> Source:
    """A source without a name: what its noun says of it."""
    name = text[: ends.start()] if (ends := _NAME_ENDS.search(text, 1)) else text
    rest, definite, owner = name, None, None
    while (found := _DETERMINER.match(rest)) and found.end() < len(rest):
        if found["own"]:
            owner, definite = _PRONOUNS.get(found["own"].casefold()), True
        elif definite is None:
            definite = found["the"] is not None
        rest = rest[found.end() :].lstrip()
        if found["the"] and found["the"].casefold() == "the":
            name = rest
    core = (rest[: ends.start()] if (ends := _NOUN_ENDS.search(rest, 1)) else rest).strip(_EDGES)
    head = fold(core.split()[-1]) if core else ""
    if not head:
        return Source(
            "group" if definite is False else "nobody", name.strip(_EDGES), core=name.strip(_EDGES), definite=definite
        )
    age = _AGE_NAME.match(core)
    return Source(
        _sort_of(head, core, age is not None),
        name.strip(_EDGES),
        core,
        None,
        None,
        definite,
        owner,
        age[1] if age else None,
    )


def _sort_of(head: str, core: str, is_age: bool) -> Sort:
    roles = role_words()
    if is_age or head in roles or head.removeprefix("ex-") in roles:
        return "person"
    if (
        head in words("group")
        or head in words("plural")
        or (head.endswith("s") and head[:-1] in roles)
        or head.endswith("men")
    ):
        return "group"
    if head in words("document"):
        return "document"
    if head in words("organisation"):
        return "organisation"
    return "group" if head.endswith("s") and not head.endswith("ss") else "thing"


def is_government(core: str) -> str | None:
    """ISO-3 of the country whose government the words name ("the Russian government"), else `None`."""
    keys = key_words(core)
    return country_in(core) if "government" in keys and len(keys) == 2 else None
