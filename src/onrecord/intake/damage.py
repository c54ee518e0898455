"""What the scraper lost: quotation marks, apostrophes, the order of the paragraphs. Claimed only on evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.article import Damage
from onrecord.intake.agency import find_agency
from onrecord.intake.furniture import is_end_matter

_FEWEST_WORDS = 120
_SPEECH_VERBS = (
    "said|says|told|asked|added|replied|shouted|insisted|wrote|tweeted|recalled|explained|complained|continued|argued|"
    "concluded|joked|stated|responded|commented|remarked|declared|warned|noted|pleaded|answered|pledged|vowed"
)

_DOUBLE_MARK = re.compile("[\"“”„‟«»]|''|``|‘‘|’’")
_SINGLE_MARKS = re.compile(r"(?<![\w'‘’])['‘](?=\w)[^'‘\n]{2,400}?[\w.,!?…-]['’](?!\w)")
_VERB = re.compile(rf"\b(?:{_SPEECH_VERBS})\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|Im|Ive|Id|[Ww]eve|[Ww]ell have)\b(?!\.)")
_NOT_A_PERSON = re.compile(r"\b(?:War|Part|Act|Phase|Type|Class|Article|Chapter|Elizabeth|Charles|Paul|George) I\b")
_SPOKEN = re.compile(rf"[,?!.]?\s(?:[a-z]+\s)?(?:he|she|they|[A-Z]\w+)\s(?:{_SPEECH_VERBS})\b")

_APOSTROPHE = re.compile(r"['’ʼ‘´`]")
_CONTRACTION = re.compile(
    r"\b(?:doesnt|dont|didnt|isnt|wasnt|werent|arent|hasnt|havent|hadnt|couldnt|wouldnt|shouldnt|weve|theyve|youve|"
    r"theyre|youre|theyll|youll|thats|whats|theres|hes|shes|todays|yesterdays|tomorrows|womens|childrens|"
    r"[a-z]+[b-df-hj-np-tv-xz]ys)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
# A capitalised word with an s more is a plural, too, where the word names a member of a group.
_GROUP = re.compile(
    r".*(?:an|en|er|or|ar|ist|ite|ese|at|ot|ic|al|ek|y|day|th|rd|i|ee|ive|ate|ent|ant|tion|ing|ry|ge|ce)$"
)

_START = re.compile(rf"(?:He|She)\s(?:also\s|later\s|then\s)?(?:{_SPEECH_VERBS})\b")
_NAME = r"[A-Z][a-zà-ÿ]+(?:[-’'][A-Z]?[a-zà-ÿ]+)*"
_SURNAME_SPEAKS = re.compile(rf"(?:^|[.!?”\"]\s+|,[”\"]?\s)(?P<name>{_NAME})\s(?:also\s|later\s)?(?:{_SPEECH_VERBS})\b")
_FEWEST_LATE_NAMES = 2


def find_damage(title: str, paragraphs: Sequence[str], furniture: frozenset[int]) -> Damage:
    """The damage that the article's own words show; `furniture` holds the numbers of paragraphs that are no story."""
    story = [paragraph for number, paragraph in enumerate(paragraphs) if number not in furniture and paragraph.strip()]
    return Damage(
        quotation_marks=_lost_quotation_marks(story),
        apostrophes=_lost_apostrophes(title, story),
        order=_lost_order(paragraphs, furniture, story),
    )


def _lost_quotation_marks(story: list[str]) -> bool:
    """Whether a text of some length has no quotation mark of any kind though somebody speaks in the first person."""
    if sum(len(paragraph.split()) for paragraph in story) < _FEWEST_WORDS:
        return False
    if any(_DOUBLE_MARK.search(paragraph) or _SINGLE_MARKS.search(paragraph) for paragraph in story):
        return False
    return any(_VERB.search(paragraph) and _speaks_in_first_person(paragraph) for paragraph in story)


def _speaks_in_first_person(paragraph: str) -> bool:
    return _FIRST_PERSON.search(_NOT_A_PERSON.sub(" ", paragraph)) is not None


def _lost_apostrophes(title: str, story: list[str]) -> bool:
    """Whether the text has no apostrophe at all though words occur that are written with one."""
    text = "\n".join((title, *story))
    if _APOSTROPHE.search(text):
        return False
    if _CONTRACTION.search(text):
        return True
    capitalised = set(_CAPITALISED.findall(text))
    possessives = [
        word for word in capitalised if word[-1] == "s" and word[:-1] in capitalised and not _GROUP.match(word[:-1])
    ]
    return len(possessives) >= 2


def _lost_order(paragraphs: Sequence[str], furniture: frozenset[int], story: list[str]) -> bool:
    """Whether something stands where no editor puts it: the dateline deep in, the credits high up, a name too late."""
    return _dateline_is_deep(story) or _end_matter_is_high(paragraphs, furniture) or _names_are_late(story)


def _dateline_is_deep(story: list[str]) -> bool:
    filed = [number for number, paragraph in enumerate(story) if None not in find_agency([paragraph])]
    return bool(filed) and filed[0] >= 2


def _end_matter_is_high(paragraphs: Sequence[str], furniture: frozenset[int]) -> bool:
    ends = [number for number in furniture if is_end_matter(paragraphs[number])]
    after = sum(1 for number in range(min(ends, default=0), len(paragraphs)) if number not in furniture)
    before = sum(1 for number in range(min(ends, default=0)) if number not in furniture)
    return bool(ends) and before > 0 and after > 1


def _names_are_late(story: list[str]) -> bool:
    """Whether the text opens with "He said", or people are called by surname before their full names are given."""
    if not story:
        return False
    if _START.match(story[0]):
        return True
    late = set()
    for number, paragraph in enumerate(story):
        for name in {match["name"] for match in _SURNAME_SPEAKS.finditer(paragraph)}:
            full = re.compile(
                rf"(?<![.!?] )(?<!^)\b{_NAME}\s(?:[A-Z]\.\s)?{re.escape(name)}\b|^{_NAME}\s{re.escape(name)}\b"
            )
            named_before = any(full.search(earlier) for earlier in story[: number + 1])
            if not named_before and any(full.search(later) for later in story[number + 1 :]):
                late.add(name)
    return len(late) >= _FEWEST_LATE_NAMES
