"""What the scraper lost: quotation marks, apostrophes, the order of the paragraphs. Claimed only on evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.article import Damage
from onrecord.intake.agency import find_agency
from onrecord.intake.furniture import is_end_matter

_FEWEST_WORDS = 120
_FEWEST_OWNERS = 2
_LONGEST_HEADING = 20  # words
_OPENING = 2  # paragraphs
_SPEECH_VERBS = (
    "said|says|told|asked|added|replied|shouted|insisted|wrote|tweeted|recalled|explained|complained|continued|argued|"
    "concluded|joked|stated|responded|commented|remarked|declared|warned|noted|pleaded|answered|pledged|vowed"
)

_DOUBLE_MARK = re.compile("[\"“”„‟«»]|''|``|‘‘|’’")
_SINGLE_MARKS = re.compile(r"(?<![\w'‘’])['‘](?=\w)[^'‘\n]{2,400}?[\w.,!?…-]['’](?!\w)")
_VERB = re.compile(rf"\b(?:{_SPEECH_VERBS})\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|Im|Ive|[Ww]eve)\b(?!\.)")
_NOT_SPOKEN = re.compile(
    r"\b(?:War|Part|Act|Phase|Type|Class|Article|Chapter|Elizabeth|Charles|Paul|George) I\b"
    r"|\b[Oo]ur (?:own )?(?:correspondent|reporter|newspaper|envoy)s?\b"
)
_TAIL = re.compile(rf",\s(?:he|she|they|(?:the\s)?\w+(?:\s\w+)?)\s(?:{_SPEECH_VERBS})\b")

_APOSTROPHE = re.compile(r"['’ʼ‘´`]")
_CONTRACTION = re.compile(
    r"\b(?:doesnt|dont|didnt|isnt|wasnt|werent|arent|hasnt|havent|hadnt|couldnt|wouldnt|shouldnt|weve|theyve|youve|"
    r"theyre|youre|theyll|youll|thats|whats|theres|todays|yesterdays|tomorrows|womens|childrens|[Ii]ve|Im|"
    r"its (?:a|an|the|not|been|going)|(?:this|next) (?:week|month|year)s|last nights|"
    r"[a-z]+[b-df-hj-np-tv-xz]ys)\b"
    r"|(?<!on )(?<!and )\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days"
    r" (?!(?:and|or|at|in|from|are|through|the|to|for|when|as|with|but|is|was|were)\b)[a-z]"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
# A capitalised word with an s more may be a plural, where the word names a member of a group.
_GROUP = re.compile(
    r".*(?:an|en|er|or|ar|ist|ite|ese|at|ot|ic|al|ek|y|day|th|rd|i|ee|ive|ate|ent|ant|tion|ing|ry|ge|ce)$"
)

_HE_SAID = re.compile(rf"(?:He|She)\s(?:also\s|later\s|then\s)?(?:{_SPEECH_VERBS})\b")
_NAME = r"[A-Z][a-zà-ÿ]+(?:[-’'][A-Z]?[a-zà-ÿ]+){0,3}"
_NAMES = re.compile(rf"\b{_NAME}(?: (?:[A-Z]\. )?{_NAME})+")
_SURNAME_ALONE = re.compile(
    rf"(?:^|[.!?\"”] |, |\b(?:that|and|but|as|while|when|where|after|because) )(?P<name>{_NAME})"
    rf"(?:['’]?s)? (?:{_SPEECH_VERBS}|announced|described|claimed|denied|suggested|agreed|is|was|had|has|did|also)\b"
)
_TITLE_WORDS = """
    The A An On In At By For As If But And Of From With After While When Following Since Although Both According Former
    Under President Prime Minister Mayor Captain Dr Mr Mrs Ms Sen Rep Gen Lt Col Maj General Colonel Major Senator
    Governor Judge Professor Secretary Chancellor Representative Chief King Queen Prince Princess Pope Justice Attorney
    Sheriff Officer Bishop Congressman Congresswoman Speaker State Royal Saint San New North South East West White
    United National Supreme
"""
_NOT_A_FIRST_NAME = frozenset(_TITLE_WORDS.split())


def find_damage(title: str, paragraphs: Sequence[str], furniture: frozenset[int]) -> Damage:
    """The damage that the article's own words show; `furniture` holds the numbers of paragraphs that are no story."""
    story = [paragraph for number, paragraph in enumerate(paragraphs) if number not in furniture and paragraph.strip()]
    apostrophes = _lost_apostrophes(title, story)
    return Damage(
        quotation_marks=_lost_quotation_marks(story, marks_are_lost=apostrophes),
        apostrophes=apostrophes,
        order=_end_matter_is_high(paragraphs, furniture) or _dateline_is_deep(story) or _names_are_late(title, story),
    )


def _lost_quotation_marks(story: Sequence[str], *, marks_are_lost: bool) -> bool:
    """Whether a text of some length has no quotation mark of any kind though somebody speaks.

    Somebody speaks in the first person; where other marks are lost, a sentence that ends in "…, she said" will do.
    """
    if sum(len(paragraph.split()) for paragraph in story) < _FEWEST_WORDS:
        return False
    if any(_DOUBLE_MARK.search(paragraph) or _SINGLE_MARKS.search(paragraph) for paragraph in story):
        return False
    return any(_speaks(paragraph) or (marks_are_lost and _TAIL.search(paragraph)) for paragraph in story)


def _speaks(paragraph: str) -> bool:
    return bool(_VERB.search(paragraph)) and _FIRST_PERSON.search(_NOT_SPOKEN.sub(" ", paragraph)) is not None


def _lost_apostrophes(title: str, story: Sequence[str]) -> bool:
    """Whether the text has no apostrophe at all though words occur that are written with one."""
    text = "\n".join((title, *story))
    if _APOSTROPHE.search(text):
        return False
    if _CONTRACTION.search(text):
        return True
    words = set(_CAPITALISED.findall(text))
    owners = [word for word in words if word.endswith("s") and word[:-1] in words and not _GROUP.match(word[:-1])]
    return len(owners) >= _FEWEST_OWNERS


def _end_matter_is_high(paragraphs: Sequence[str], furniture: frozenset[int]) -> bool:
    """Whether the copyright or the credits stand between paragraphs of the story."""
    ends = [number for number in furniture if is_end_matter(paragraphs[number])]
    if not ends:
        return False
    story = [number for number, text in enumerate(paragraphs) if number not in furniture and text.strip()]
    after = [number for number in story if number > min(ends)]
    return len(after) > 1 and len(story) > len(after)


def _dateline_is_deep(story: Sequence[str]) -> bool:
    """Whether two full paragraphs or more stand before the first dateline; headings may."""
    before = 0
    for paragraph in story:
        if find_agency([paragraph])[1] is not None:
            return before > 1
        before += len(paragraph.split()) > _LONGEST_HEADING
    return False


def _names_are_late(title: str, story: Sequence[str]) -> bool:
    """Whether the text opens with "He said", or speaks of people by surname before it gives their full names.

    One such person may be too well known to be introduced, unless it is the only person and the text opens with it.
    """
    if story and _HE_SAID.match(story[0]):
        return True
    introduced, full_names = _introductions(title, story)
    late: dict[str, int] = {}
    in_time = set()
    for number, paragraph in enumerate(story, 1):
        for name in (match["name"] for match in _SURNAME_ALONE.finditer(paragraph)):
            if name in full_names and number < introduced[name]:
                late.setdefault(name, number)
            elif name in full_names and name not in late:
                in_time.add(name)
    if len(late) > 1:
        return len(late) >= len(in_time)
    return not in_time and any(number <= _OPENING for number in late.values())


def _introductions(title: str, story: Sequence[str]) -> tuple[dict[str, int], set[str]]:
    """Where each name first follows another word with a capital (0 is the title), and the last names of full names."""
    introduced: dict[str, int] = {}
    full_names: set[str] = set()
    for number, paragraph in enumerate((title, *story)):
        for match in _NAMES.finditer(paragraph):
            first, *others = match[0].split()
            for name in others:
                introduced.setdefault(name, number)
            if sum(not name.endswith(".") for name in others) == 1 and first not in _NOT_A_FIRST_NAME:
                full_names.add(others[-1])
    return introduced, full_names
