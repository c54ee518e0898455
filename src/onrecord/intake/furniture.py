"""Furniture: paragraphs that belong to the page and not to the story.

Copyright and credits, bylines, share bars, newsletters, links to other articles. What is furniture is never read for
statements, so a paragraph counts as such only when it is nothing else: each of its sentences must be a line of
furniture, or a name beside one, and nobody may be reported to say something in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_CREDIT = 120  # words
_LONGEST_LINE = 60

_SAYS = re.compile(
    r"\b(?:said|says|saying|told|tells|ask(?:ed|s)|shout(?:ed|s)|added|adds|replied|warn(?:ed|s)|urge[ds]|insist(?:ed|s)|"
    r"claim(?:ed|s)|announced|vow(?:ed|s)|cried|chanted|wrote|tweeted|complained|argue[ds]|explained|declared|demanded|"
    r"joked|recalled|noted|answered|conceded|admitted|denied|denies|accused|according to|pleaded|yelled|begged|quipped|"
    r"promised|thinks|thought|believe[sd]|remarked|observed|suggested|stated|called on|appealed)\b",
    re.IGNORECASE,
)

# End matter: it closes an article, so it cannot stand in the middle of one whose order is kept.
_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|\s{2}|by\s|the\s+(?:associated|canadian)\s)|copyright\b.*\ball rights reserved)"
    r"|.*\ball rights reserved\b"
    r"|(?:this|the) (?:material|content|article|story|report|document)s? (?:may|must|can) ?not be "
    r"(?:published|reproduced|copied|reprinted|broadcast|rewritten|redistributed)"
    r"|no part of this\b.*\b(?:reproduced|copied|reprinted|redistributed)\b"
    r"|(?:reproduction|republication|reprinting|reuse)\b.*\b(?:permission|prohibited|forbidden|permitted|welcome|reference)\b"
    r"|published under (?:a|an|the)?\s*(?:creative commons|licen[cs]e)\b",
    re.IGNORECASE,
)
_WORK = r"(?:reporting|reported|writing|written|editing|edited|compiled|compilation|translation|translated|research)"
_WORKED_BY = re.compile(
    rf"(?:additional |further |extra |with )?{_WORK}(?:,? (?:and )?(?:additional )?{_WORK})*(?: by|:) (?P<names>.+)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"(?P<names>.+?)\s+(?:also )?contribut(?:ed|ing)(?: to (?:this|the) (?:report|story|article|dispatch|coverage|piece)"
    r"| reporting| additional reporting| from\b.*)[.)\]]*",
)

_BYLINE = re.compile(r"(?:by|BY|By|Von|Text by|Words by|Story by|Analysis by)\s+(?P<names>.+)")
_PICTURE = r"(?:file )?(?:photo(?:graph)?s?|images?|pictures?|videos?|illustrations?|graphics?|infographic|cover photo|screenshot)"
_PICTURED = re.compile(rf"{_PICTURE}(?: credits?| courtesy| by)?(?:\s*[:/—–-]\s*|\s+)(?P<names>.+)", re.IGNORECASE)
_CAPTIONED = re.compile(
    rf"(?:.*[\s.(\[])?(?:{_PICTURE}(?: credit)?\s*:|\(?{_PICTURE} by|credit\s*:)\s*(?P<names>.+)", re.IGNORECASE
)
_AGENCY_PICTURE = re.compile(
    r"(?:AFP|AP|REUTERS|Reuters|EPA|EPA-EFE|Getty(?: Images)?)\s*(?:PHOTO|Photo|photo|/)\s*(?P<names>.*)"
)
_SOURCED = re.compile(
    r"(?:sources?|credits?|agenc(?:y|ies)|with inputs? from|with files from)\s*:?\s+(?P<names>.+)", re.IGNORECASE
)
_STAMPED = re.compile(
    r"(?:first |last |originally )?(?:updated|published|posted|modified|created)(?: on| at)?\s*:?\s*(?P<names>.+)",
    re.IGNORECASE,
)
_NAMED = (_BYLINE, _PICTURED, _AGENCY_PICTURE, _SOURCED, _STAMPED)

_LINKS = re.compile(
    r"(?:read|see|watch|listen|view|learn)\s+(?:more|also|next|further)(?:\s*(?:[:|>»→]|$)|\s+(?:on|about|at|in|here|from|of our)\b|\s+(?=[A-Z0-9]))"
    r"|also read\s*(?:[:|]|\s+(?=[A-Z]))|related(?:\s*[:|]|\s+(?:stories|articles|news|coverage|content|topics|posts|links)\b)"
    r"|(?:more|latest) (?:on|from|about) (?:this|our|the) (?:story|topic|site|section|series)\b"
    r"|(?:you may also like|you might also like|recommended|most read|most popular|trending|editors?['’]? picks?"
    r"|don['’]?t miss|up next|next article|previous article|more stories|more from|tags|topics|filed under|keywords)\s*(?:[:|]|$|now\b|for you\b)",
    re.IGNORECASE,
)
_SITES = r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|google news|threads|bluesky|mastodon|social media|alerts|updates)"
_PLUGS = re.compile(
    rf"(?:please )?(?:follow|like|find|join|watch) (?:us|our|@\w+|[A-Z]\w+(?: [A-Z]\w+)?)\b.{{0,40}}?\b(?:on|for|at|via) (?:our )?{_SITES}\b"
    r"|(?:please )?(?:sign up|subscribe|register|get|receive|join|download|try|install|support)\b.{0,80}?"
    r"\b(?:newsletters?|letter|app|inbox|e-?mail|alerts|channel|subscription|our journalism|daily briefing|podcast|crowns a week|a month|for free)\b"
    r"|subscribe(?: now| today| here)?$|sign (?:up|in)(?: now| today| here)?$|log in(?: here| now)?$"
    r"|(?:please )?(?:share|save|print|e-?mail|tweet|bookmark|comment on|rate|copy)(?: and (?:share|save|print))? (?:this|the) (?:article|story|page|post|link|news|video)\b"
    r"|share (?:on|via|to|with) (?:facebook|twitter|x|whatsapp|telegram|linkedin|friends|email)\b"
    r"|(?:click|tap|press) (?:here|on the link|the link|below)\b|(?:continue|keep) reading\b|skip to (?:main )?content|scroll down"
    r"|(?:story|article) continues (?:below|after)\b|listen to this (?:article|story)\b|advertisement\b|sponsored(?: content)?$|paid content$"
    r"|(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b|accept (?:all )?cookies|cookie (?:policy|settings|notice)|privacy policy|terms (?:of|and) \w+"
    r"|by (?:continuing|clicking|using|browsing)\b.*\b(?:you (?:agree|accept|consent)|cookies|terms)\b"
    r"|(?:please )?enable javascript\b|your browser (?:does not|doesn['’]?t) support|loading\W*$|view comments|leave a (?:comment|reply)|comments?(?: \(?\d+\)?)?$"
    r"|(?:this|our) (?:story|article|report|post|page|piece|interview)\s+(?:was|has been|is|will be|first|originally)\s+(?:being |originally |first |last |also )*"
    r"(?:published|appeared|updated|amended|corrected|posted|produced|distributed|syndicated|translated)\b"
    r"|(?:originally|first) (?:published|appeared)\b|this is a developing story|(?:more|further) (?:details|updates) (?:to follow|soon)|refresh for updates"
    r"|(?:for|with) (?:more|all) (?:news|updates|stories|information),? (?:visit|follow|go to|see|click|from)\b|for immediate release$"
    r"|with (?:input|file|report|additional reporting)?s? ?(?:from |by )?(?:news |wire )?agenc(?:y|ies)\b"
    r"|like (?:our|this|what you) (?:live )?(?:coverage|article|story|read)\b|(?:have you )?got (?:a tip|news for)\b|do you have (?:a tip|a story|news|information)\b"
    r"|(?:send|e-?mail) (?:us |in )?(?:your )?(?:tips|pictures|photos|stories|comments|letters|feedback)\b|letters to .*\bwelcome\b"
    r"|(?:media|press) (?:contact|enquiries|inquiries)s?\s*:|questions and complaints\s*:|contact (?:the author|us|our newsroom)\b"
    r"|.{2,40}\bis not responsible for the content of external\b|more on this story as\b|\d+[ -]min(?:ute)?s? read$|reading time\b",
    re.IGNORECASE,
)
_BAR = frozenset(
    "advertisement bookmark close comment comments copy email facebook flipboard google home instagram like linkedin link mail "
    "menu messenger more pinterest pocket print reddit save search share sms subscribe telegram telegraph threads tumblr tweet "
    "twitter viber vk watch whatsapp x xing bluesky follow this article story on via to".split()
)
# Small words that stand between names in a credit. No verb is among them.
_BETWEEN_NAMES = frozenset(
    "a additional agencies agency ago al also am an and archive art at bin bureau bureaus bureaux by by: chief contributor contributors "
    "copyright correspondent correspondents courtesy da de del der desk di diplomatic dos du editing editor editors el for freelance "
    "from gmt graphics handout her his hours ibn in is its journalist journalists la le minutes mins news newsroom of office on "
    "outside photo photographer photographs photos pm political press producer radio reporter reporters reporting research researcher "
    "researchers screenshot senior service special staff team the thanks to translation utc van via video von with writer writers "
    "writing zu flickr wikimedia commons".split()
)
_PRONOUNS = frozenset("he she they it we i you who this that these those there here his her their its our my".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december then now late early contrast comparison noon midnight".split()
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“(\[©]?[A-Z0-9©])|\s*[|•·]\s*|\s*\n\s*|(?=\s©)")
_WORD = re.compile(r"[^\s/,;:|()\[\]&+]+")
_LEADING = " \t\u00a0*•·>»-–—([|_#"


def find_furniture(paragraphs: Sequence[str], *, outlet: str | None = None) -> frozenset[int]:
    """The numbers of the paragraphs that are furniture; `outlet` is the host of the article's URL, if known."""
    return frozenset(number for number, text in enumerate(paragraphs) if _is_furniture(text, outlet))


def is_end_matter(paragraph: str) -> bool:
    """Whether the paragraph is a copyright line or a credit to reporters, which stand at the end of an article."""
    line = paragraph.strip(_LEADING)
    words = len(line.split())
    return words <= _LONGEST_CREDIT and _closes(line) and not _says(line, words)


def _is_furniture(paragraph: str, outlet: str | None) -> bool:
    line = paragraph.strip(_LEADING)
    words = len(line.split())
    if not words or words > _LONGEST_CREDIT:
        return False
    if is_end_matter(paragraph) or _is_bar(line):
        return True
    if words > _LONGEST_LINE:
        return False
    if _LINKS.match(line):
        return not _is_attributed(line)
    if _SAYS.search(line):
        return False
    if _CAPTIONED.fullmatch(line) and _only_names(_CAPTIONED.sub(r"\g<names>", line)):
        return True
    return _all_furniture(line, outlet)


def _all_furniture(line: str, outlet: str | None) -> bool:
    """Whether every sentence is furniture, or a short name beside a sentence that is."""
    sentences = [sentence for sentence in _SENTENCE_END.split(line) if sentence and sentence.strip(_LEADING)]
    told = [_is_line(sentence.strip(_LEADING), outlet) for sentence in sentences]
    return any(told) and all(
        is_line or (len(sentence.split()) <= 8 and _only_names(sentence))
        for is_line, sentence in zip(told, sentences, strict=True)
    )


def _is_line(line: str, outlet: str | None) -> bool:
    """Whether one sentence is a line of furniture by itself."""
    if _PLUGS.match(line.rstrip(".!?… ")) or _LINKS.match(line) or _closes(line) or _is_bar(line):
        return True
    if any((match := pattern.fullmatch(line)) and _only_names(match["names"]) for pattern in _NAMED):
        return len(line.split()) <= 20
    return _is_masthead(line, outlet)


def _closes(line: str) -> bool:
    if _RIGHTS.match(line):
        return True
    first = _SENTENCE_END.split(line)[0] or line
    worked = _WORKED_BY.match(first)
    if worked:
        return _only_names(worked["names"])
    contributed = _CONTRIBUTED.fullmatch(line) or _CONTRIBUTED.fullmatch(first)
    return contributed is not None and _only_names(contributed["names"])


def _says(line: str, words: int) -> bool:
    """Whether somebody is reported to speak in end matter, whose legal language has few such verbs."""
    return _SAYS.search(line) is not None and (words > _LONGEST_LINE or _is_attributed(line) or not _RIGHTS.match(line))


_ATTRIBUTED = re.compile(
    rf"[,?!.\"”’]\s*[\"”’]?\s*(?:(?:he|she|they|it|we|i|the \w+|an? \w+|one \w+|[A-Z]\w+)\b(?:\s[\w.'’-]+){{0,6}}?\s)?{_SAYS.pattern}"
    rf"|^(?:he|she|they|it|we|i)\b.*{_SAYS.pattern}",
    re.IGNORECASE,
)


def _is_attributed(line: str) -> bool:
    """Whether the line hands words to somebody: "…, the rebels shouted"."""
    return _ATTRIBUTED.search(line) is not None


def _is_bar(line: str) -> bool:
    """Whether the line is a share bar: "Facebook Twitter Email", "Share | Save | Print", "Advertisement"."""
    words = [word.strip(".").lower() for word in _WORD.findall(line)]
    return 0 < len(words) <= 15 and all(word in _BAR or word.isdigit() for word in words) and line[0].isupper()


def _is_masthead(line: str, outlet: str | None) -> bool:
    """Whether the line is the outlet's own name and perhaps a year, as a copyright line is that lost its sign."""
    if outlet is None or len(line.split()) > 6:
        return False
    name = "".join(re.findall(r"[^\W\d_]+", line)).lower()
    return len(name) >= 4 and name == "".join(re.findall(r"[^\W\d_]+", outlet.rpartition(".")[0])).lower()


def _only_names(text: str) -> bool:
    """Whether the text is names, numbers and the small words between them, beginning with none that starts a sentence."""
    words = [word.strip(".'’\"“”!?—–-") for word in _WORD.findall(text)]
    words = [word for word in words if word]
    if not words or words[0].lower() in _PRONOUNS | _TIMES:
        return False
    return all(not word[0].islower() or word.lower() in _BETWEEN_NAMES or "." in word or "@" in word for word in words)
