"""Furniture: paragraphs that belong to the page and not to the story.

Copyright and credits, bylines, share bars, newsletters, links to other articles. What is furniture is never read for
statements, so a paragraph counts as such only when it is nothing else: each of its sentences must be a line of
furniture, or a name beside one, and nobody may be reported to say something in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 1200  # characters
_LONGEST_CREDIT = 120  # words; copyright lines go on
_LONGEST_LINE = 60
_LONGEST_NAMES = 20
_LONGEST_NAME_BESIDE = 8


def _any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of many; `(?-i:…)` inside minds the case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_SAYS = _any_of(
    r"\b(?:said|says|saying|told|tells|add(?:ed|s)|repl(?:ied|ies)|wrote|writes|denie[ds]|thinks|thought)\b",
    r"\b(?:ask|shout|warn|insist|claim|demand|explain|recall|answer|complain|remark|suggest|appeal|yell|chant)(?:ed|s)\b",
    r"\b(?:urge|argue|declare|announce|note|concede|accuse|joke|believe|promise|observe|state|tweet|vow|plead|beg)[ds]\b",
    r"\b(?:tweeted|vowed|pleaded|begged|quipped|cried|admitted|called (?:on|for)|according to)\b",
)
_SPEAKER = r"(?:he|she|they|it|we|i|the \w+|an? \w+|one \w+|(?-i:[A-Z])\w+)"
_ATTRIBUTED = _any_of(
    rf"[,?!.\"”’][\"”’]?\s+(?:{_SPEAKER}\b(?:\s[\w.'’-]+){{0,6}}?\s)?(?:{_SAYS.pattern})",
    rf"^(?:he|she|they|it|we|i)\b.*(?:{_SAYS.pattern})",
)

# End matter closes an article, so it cannot stand in the middle of one whose order is kept.
_RIGHTS = _any_of(
    r"©|\(?c\)\s",
    r"copyright\s*(?:©|\(?c\)|\d{4}|\s{2}|by\s|the\s+(?:associated|canadian)\s)",
    r"copyright\b.{0,60}\ball rights reserved",
    r"(?-i:(?:[A-Z0-9]\S*\s+){0,8})all rights reserved\s*(?:[.©|]|$)",
    r"this (?:material|content|article|story) (?:may|must|can) ?not be "
    r"(?:published|reproduced|copied|reprinted|broadcast|rewritten)",
    r"no part of this\b.{0,80}\b(?:reproduced|copied|reprinted|redistributed)\b",
    r"(?:reproduction|republication|reprinting|reuse)\b.{0,60}\b(?:permission|prohibited|forbidden|permitted|welcome)\b",
)
_WORK = r"(?:reporting|reported|writing|written|editing|edited|compiled|compilation|translation|translated|research)"
_WORKED_BY = _any_of(
    rf"(?:additional |further |extra |with )?{_WORK}(?:,? (?:and )?(?:additional )?{_WORK})*(?: by|:) (?P<names>.+)"
)
_CONTRIBUTED = re.compile(
    r"(?P<names>.+?)\s+(?:also )?contribut(?:ed|ing)"
    r"(?: to (?:this|the) (?:report|story|article|dispatch|coverage|piece)| reporting| additional reporting)[.)\]]*"
)

# A label and names: bylines, pictures, sources, dates of publication.
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PICTURE = r"(?:file )?(?:photo(?:graph)?|image|picture|video|illustration|graphic|infographic|screenshot)s?"
_LABELLED_NAMES = (
    _any_of(
        r"(?:(?:text|words|story|analysis) )?by\s+"
        rf"(?!(?:{_DAYS}|{_MONTHS}|then|now|late|early|contrast|comparison|noon|midnight)\b)(?P<names>.+)"
    ),
    _any_of(rf"{_PICTURE}(?: credits?| courtesy| by)?(?:\s*[:/—–-]\s*|\s+)(?P<names>.+)"),
    _any_of(r"(?:(?-i:AFP|AP|REUTERS|Reuters|EPA|EPA-EFE)|getty(?: images)?)\s*(?:photo|/)\s*(?P<names>.+)"),
    _any_of(r"(?:sources?|credits?|agenc(?:y|ies)|with inputs? from|with files from)\s*:?\s+(?P<names>.+)"),
    _any_of(r"(?:first |last |originally )?(?:updated|published|posted|modified)(?: on| at)?\s*:?\s*(?P<names>.+)"),
)
_CAPTION = _any_of(rf"(?:.*[\s.(\[])?(?:{_PICTURE}(?: credit)?\s*:|\(?{_PICTURE} by|credit\s*:)\s*(?P<names>.+)")

# Whatever follows such a label is the title of another article, even if somebody says something in it.
_LABELLED_LINKS = _any_of(
    r"(?:(?:read|see|watch|listen|view|learn) (?:more|also|next|further)|also read)\s*(?:[:|>»→]|$)",
    r"(?:related|you (?:may|might) also like|recommended|most read|most popular|trending(?: now)?"
    r"|editor['’]?s['’]? picks?|don['’]?t miss|up next|next article|previous article|more stories|tags|topics"
    r"|filed under)\s*(?:[:|]|$)",
)
_LINKS = _any_of(
    r"(?:(?:read|see|watch|view) (?:more|also|next)|also read)\s+(?-i:(?=[A-Z0-9])|here\b|about\b|on this\b)",
    r"related (?:stories|articles|news|coverage|content|topics|posts|links)\b",
    r"(?:more|latest) (?:on|from|about) (?:this|our) (?:story|topic|site|section|series)\b",
)
_SITES = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|google news|threads|bluesky|mastodon"
    r"|social media|alerts|updates)"
)
_PLUGS = _any_of(
    rf"(?:please )?(?:follow|like|find|join) (?:us|our|@\w+)\b.{{0,40}}?\b(?:on|for|at|via) (?:our )?{_SITES}\b",
    rf"(?:please )?(?:follow|find|join) (?-i:[A-Z]\w+(?: [A-Z]\w+)?) (?:on|via) {_SITES}\b",
    r"(?:please )?(?:sign up|subscribe|register|get|receive|download|try|install)\b.{0,80}?"
    r"\b(?:newsletters?|app|inbox|e-?mail|alerts|channel|subscription|briefing|podcast|(?:weekly|daily) letter)\b",
    r"(?:please )?support (?:us|our \w+|(?-i:[A-Z]\w+(?: [A-Z]\w+)*)) (?:from|for) .{0,30}\ba (?:week|month)$",
    r"(?:please )?support (?:our|independent|quality|local)\b.{0,20}\bjournalism\b",
    r"(?:subscribe|sign (?:up|in)|log in)(?: now| today| here)?$",
    r"(?:please )?(?:share|save|print|e-?mail|tweet|bookmark|rate|copy)(?: and (?:share|save|print))? "
    r"this (?:article|story|page|post|link|news|video)\b",
    r"share (?:on|via) (?:facebook|twitter|x|whatsapp|telegram|linkedin|email)\b",
    r"(?:click|tap) (?:here|on the link|the link)\b|(?:continue|keep) reading\b|skip to (?:main )?content",
    r"(?:story|article) continues (?:below|after)\b|listen to this (?:article|story)\b",
    r"advertisement(?:$| (?:continue|scroll|story)\b)|sponsored(?: content)?$|paid content$",
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b|accept (?:all )?cookies",
    r"cookie (?:policy|settings|notice)$",
    r"by (?:continuing|clicking|using|browsing)\b.*\byou (?:agree|accept|consent)\b",
    r"(?:privacy policy|terms (?:of (?:use|service)|and conditions))$",
    r"(?:please )?enable javascript\b|your browser (?:does not|doesn['’]?t) support|loading$",
    r"view comments$|leave a (?:comment|reply)\b|comments?(?: \(?\d+\)?)?$|\d+[ -]min(?:ute)?s? read$|reading time\b",
    r"this (?:story|article|page) (?:was|has been|will be|is|first|originally) (?:being |originally |first |last )*"
    r"(?:published|appeared|updated|amended|corrected|produced|syndicated|translated)\b",
    r"(?:originally|first) (?:published|appeared) (?:in|on|at|by)\b|this is a developing story|refresh for updates",
    r"(?:more|further) (?:details|updates) (?:to follow|soon)|more on this story as\b|for immediate release$",
    r"for (?:more|all) (?:news|updates|stories|information),? (?:visit|follow|go to|see|click)\b",
    r"with (?:(?:inputs?|files|reports?|(?:additional )?reporting) )?(?:from |by )?(?:news |wire )?agenc(?:y|ies)\b",
    r"like (?:our|this) (?:live )?(?:coverage|article|story)\b|(?:have you )?got (?:a tip|news for)\b",
    r"do you have (?:a tip|a story|news|information) for\b|(?:media|press) (?:contact|enquiries|inquiries)\s*:",
    r"(?:send|e-?mail) (?:us |in )?(?:your )?(?:tips|pictures|photos|stories|comments|letters) to (?:us|the desk)\b",
    r"letters to .{0,40}\bwelcome\b|questions and complaints\s*:|contact (?:the author|us|our newsroom)\b",
    r".{2,40}\bis not responsible for the content of external (?:web)?sites\b",
)

_BAR_WORDS = """
    Advertisement Bluesky Bookmark Comment Comments Copy Email Facebook Flipboard Follow Instagram Like Link LinkedIn
    Linkedin Mail Messenger Pinterest Pocket Print Reddit Save Share Subscribe Telegram Threads Tumblr Tweet Twitter
    VK Viber WhatsApp Whatsapp X Xing YouTube on
"""
_BAR = frozenset(_BAR_WORDS.split())
_SMALL_WORDS = """
    a additional agencies agency ago al also am an and archive at bin bureau bureaus bureaux by chief contributor
    contributors correspondent correspondents courtesy da de del der desk di diplomatic dos du editing editor editors el
    flickr for freelance from gmt graphics handout hours ibn in journalist journalists la le minutes mins news newsroom
    of office on outside photo photographer photographers photos pm political press producer radio reporter reporters
    reporting research researcher researchers screenshot senior service special staff team the translation utc van via
    video von with writer writers writing
"""
_BETWEEN_NAMES = frozenset(_SMALL_WORDS.split())  # in a credit; no verb is among them
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "this", "that", "these", "those", "there", "here"])

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“(\[]?[A-Z0-9©])|\s*[|•·]\s*|\s*\n\s*|\s(?=©)")
_WORD = re.compile(r"[^\s/,;:|()\[\]&+]+")
_LEADING = " \t\u00a0*•·>»-–—([|_#"


def find_furniture(paragraphs: Sequence[str], *, outlet: str | None = None) -> frozenset[int]:
    """The numbers of the paragraphs that are furniture; `outlet` is the host of the article's URL, if known."""
    short = ((number, text) for number, text in enumerate(paragraphs) if len(text) <= _LONGEST)
    return frozenset(number for number, text in short if _is_furniture(text, outlet))


def is_end_matter(paragraph: str) -> bool:
    """Whether the paragraph is a copyright line or a credit to reporters, which stand at the end of an article."""
    line = paragraph.strip(_LEADING)
    words = len(line.split())
    if not 0 < words <= _LONGEST_CREDIT or not _closes(line):
        return False
    if words <= _LONGEST_LINE and _RIGHTS.match(line):
        return not _ATTRIBUTED.search(line)
    return not _SAYS.search(line)


def _is_furniture(paragraph: str, outlet: str | None) -> bool:
    line = paragraph.strip(_LEADING)
    if is_end_matter(paragraph):
        return True
    if not 0 < len(line.split()) <= _LONGEST_LINE:
        return False
    if _LABELLED_LINKS.match(line):
        return True
    if _LINKS.match(line):
        return not _ATTRIBUTED.search(line)
    return not _SAYS.search(line) and (_is_caption(line) or _all_furniture(line, outlet))


def _all_furniture(line: str, outlet: str | None) -> bool:
    """Whether every sentence is furniture, or a short name beside a sentence that is."""
    sentences = [part for sentence in _SENTENCE_END.split(line) if (part := sentence.strip(_LEADING))]
    lines = [_is_line(sentence, outlet) for sentence in sentences]
    names = [len(sentence.split()) <= _LONGEST_NAME_BESIDE and _only_names(sentence) for sentence in sentences]
    return any(lines) and all(is_line or is_name for is_line, is_name in zip(lines, names, strict=True))


def _is_line(line: str, outlet: str | None) -> bool:
    """Whether one sentence is a line of furniture by itself."""
    if _PLUGS.match(line.rstrip(".!?… ")) or _LINKS.match(line) or _LABELLED_LINKS.match(line):
        return True
    return _closes(line) or _is_bar(line) or _is_masthead(line, outlet) or _labels_names(line)


def _closes(line: str) -> bool:
    """Whether the line begins as end matter."""
    first = _SENTENCE_END.split(line)[0]
    credit = _WORKED_BY.fullmatch(first) or _CONTRIBUTED.fullmatch(line) or _CONTRIBUTED.fullmatch(first)
    return _RIGHTS.match(line) is not None or (credit is not None and _only_names(credit["names"]))


def _labels_names(line: str) -> bool:
    """Whether the line is a label and names: "By Jane Doe", "Photo: Jane Doe/AFP"."""
    if len(line.split()) > _LONGEST_NAMES:
        return False
    matches = (pattern.fullmatch(line) for pattern in _LABELLED_NAMES)
    return any(match is not None and _only_names(match["names"]) for match in matches)


def _is_caption(line: str) -> bool:
    """Whether the line is a caption that ends in the photographer's name."""
    match = _CAPTION.fullmatch(line)
    return match is not None and _only_names(match["names"])


def _is_bar(line: str) -> bool:
    """Whether the line is a share bar: "Facebook Twitter Email", "Share | Save | Print"."""
    words = [stripped for word in _WORD.findall(line) if (stripped := word.strip(".")) and not stripped.isdigit()]
    return 0 < len(words) <= _LONGEST_NAMES and all(word in _BAR for word in words)


def _is_masthead(line: str, outlet: str | None) -> bool:
    """Whether the line is the outlet's own name and perhaps a year, as a copyright line is that lost its sign."""
    if outlet is None or len(line.split()) > _LONGEST_NAME_BESIDE:
        return False
    name, host = _letters(line), _letters(outlet.rpartition(".")[0])
    return len(name) >= 4 and name == host


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_]+", text)).lower()


def _only_names(text: str) -> bool:
    """Whether the text is names, numbers and the small words between them."""
    words = [stripped for word in _WORD.findall(text) if (stripped := word.strip(".'’\"“”!?—–-"))]
    if not words or words[0].lower() in _PRONOUNS:
        return False
    return all(not word[0].islower() or word.lower() in _BETWEEN_NAMES or "." in word or "@" in word for word in words)
