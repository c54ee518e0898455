"""The wire service an article credits, and the place it was filed from."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPELLINGS = {
    "AAP": ("AAP", "Australian Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse", "Agence FrancePresse"),
    "Anadolu": ("Anadolu Agency", "Anadolu", "AA"),
    "ANI": ("ANI", "Asian News International"),
    "ANSA": ("ANSA",),
    "Antara": ("Antara", "ANTARA"),
    "AP": ("AP", "The Associated Press", "Associated Press"),
    "Belga": ("Belga",),
    "Bernama": ("Bernama", "BERNAMA"),
    "Bloomberg": ("Bloomberg News", "Bloomberg"),
    "BNO": ("BNO News", "BNO"),
    "CNA": ("Central News Agency",),
    "CP": ("The Canadian Press", "Canadian Press", "CP"),
    "dpa": ("Deutsche Presse-Agentur", "dpa", "DPA"),
    "DW": ("Deutsche Welle", "DW"),
    "EFE": ("EFE", "Efe"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "Interfax": ("Interfax-Ukraine", "Interfax", "INTERFAX"),
    "IRNA": ("IRNA",),
    "KCNA": ("KCNA",),
    "Kyodo": ("Kyodo News", "Kyodo", "KYODO"),
    "MENA": ("Middle East News Agency",),
    "NAN": ("News Agency of Nigeria", "NAN"),
    "PA": ("Press Association", "PA Media", "PA"),
    "PAP": ("Polish Press Agency", "PAP"),
    "PTI": ("Press Trust of India", "PTI"),
    "Reuters": ("Thomson Reuters", "Reuters", "REUTERS"),
    "RIA": ("RIA Novosti", "RIA"),
    "SANA": ("SANA",),
    "TASS": ("ITAR-TASS", "Itar-Tass", "TASS", "Tass"),
    "Ukrinform": ("Ukrinform",),
    "UPI": ("United Press International", "UPI"),
    "WAFA": ("WAFA",),
    "Xinhua": ("Xinhua News Agency", "Xinhua", "XINHUA"),
    "Yonhap": ("Yonhap News Agency", "Yonhap", "YONHAP"),
}
_AGENCY_OF = {spelling: agency for agency, spellings in _SPELLINGS.items() for spelling in spellings}
_KNOWN = "(?:" + "|".join(re.escape(name) for name in sorted(_AGENCY_OF, key=len, reverse=True)) + r")(?!\w)"
# These stand alone without a bracket or a dash only as agencies; the others are also words, countries or people.
_UNMISTAKABLE = "(?:AP|AFP|UPI|Reuters|REUTERS|TASS|Xinhua|Yonhap|Kyodo|Interfax|Bernama|Ukrinform|IANS|PTI)"

_SHORT_NAMES = "BAY|KEY|PAZ|MAR|SUR|SPA|AIR|SEA|RIO"  # of places of several words: CALDER BAY

_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATE = rf"(?:[,.]?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?)"
_REGION = rf"(?:,\s+(?!{_MONTH}){_UPPER}[\w.]*(?:[ -]{_UPPER}[\w.]*){{0,2}}?)?"
_CAPITALS = rf"\s*(?P<place>{_UPPER}(?:{_UPPER}|[ ./'’-])*{_UPPER}{_REGION})"
_PLAIN_NAME = rf"\s*(?P<place>{_UPPER}\w+(?:[ -]{_UPPER}\w+){{0,3}}{_REGION})"
_COUNTRY = r"(?:\s*\[[^\]]{2,20}\])?"
_DASH = r"(?:\s*(?:[–—]|--?)\s*|\s*[:.]\s+|\s{2,})"
_WORD_AFTER = rf"(?=[\"“‘']?(?:{_UPPER}|\d))"

_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSCOW (AP) —, KYIV, Ukraine (AP), NAIROBI, Nov 5 (Xinhua) --, MOSCOW, November 5. /TASS/.
        rf"{_CAPITALS}{_COUNTRY}{_DATE}?[,.]?\s*[(/](?P<agency>{_KNOWN})[^)/]{{0,20}}[)/]",
        # Paris (AFP) –, New Delhi, Nov 5 (PTI)
        rf"{_PLAIN_NAME}{_COUNTRY}{_DATE}[,.]?\s*\((?P<agency>{_KNOWN})\)",
        rf"{_PLAIN_NAME}{_COUNTRY}\s*\((?P<agency>{_KNOWN})\){_DASH}",
        # an agency nobody knows, in capitals: VARRA, March 3 (NCA) —. "STRAND (Brannock) -" gives the country.
        rf"{_CAPITALS}{_COUNTRY}{_DATE}?\s*\((?P<agency>{_UPPER}{{2,6}})\){_DASH}",
        # ORDIZ – NCA – The
        rf"{_CAPITALS}{_DATE}?\s+[–—-]\s(?P<agency>{_KNOWN}|{_UPPER}{{2,6}})\s[–—-]\s{_WORD_AFTER}",
        # brackets lost: MOSCOW AP  The Kremlin, KYIV, Ukraine AP - The
        rf"{_CAPITALS}{_DATE}?\s+(?P<agency>{_KNOWN}){_DASH}{_WORD_AFTER}",
        rf"{_CAPITALS}{_DATE}?\s+(?P<agency>{_UNMISTAKABLE})\s{_WORD_AFTER}",
        rf"{_CAPITALS}{_DATE}\s+(?P<agency>{_UPPER}{{2,6}})\s{{2,}}{_WORD_AFTER}",
        rf"{_CAPITALS}\s+(?P<agency>(?!(?:{_SHORT_NAMES})\b){_UPPER}{{3}})\s{{2,}}{_WORD_AFTER}",
    )
)
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSCOW —, PORT SELNE (Meridian) -
        rf"{_CAPITALS}(?:\s*\({_UPPER}[\w ]{{2,30}}\))?{_DATE}?\s*(?:\s[–—-]|[–—]|--)\s+{_WORD_AFTER}",
        # the same with brackets and dash lost
        rf"{_CAPITALS}(?: {_UPPER}[a-z]{{3,}})?{_DATE}?\s{{2,}}{_WORD_AFTER}",
    )
)
_BARE_AGENCY = re.compile(rf"\s*(?:\((?P<bracketed>{_KNOWN})\)|(?P<bare>{_UNMISTAKABLE}))\s*(?:[–—]|--?)\s")
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*(?:©|\([cC]\)|[Cc]opyright\b|COPYRIGHT\b)[^.]{{0,40}}?(?<!\w)(?P<agency>{_KNOWN})",
        rf"\s*(?:By|BY)\s[^.:;]{{0,60}}?(?<!\w)(?P<agency>{_KNOWN})[\s).]*$",
        rf"\s*[(\[]?(?:The )?(?P<agency>{_KNOWN})\b[^.]*\bcontribut(?:ed|ing)\b",
        rf"\s*(?:Source|SOURCE|Credit|Agency)\s*:\s*(?P<agency>{_KNOWN})",
        rf"\s*[(\[]?[Ww]ith (?:inputs?|files|reporting) (?:from|by) (?P<agency>{_KNOWN})",
        rf"\s*[–—(\[-]*\s*(?P<agency>{_KNOWN})(?:\s*[/,&]\s*[\w -]{{2,30}})?[\s)\].]*$",
    )
)
_LABEL_WORDS = """
    ADVERTISEMENT ANALYSIS BREAKING CORRECTION EU EXCLUSIVE EXPLAINER FILE LIVE NATO NEWS NOTE OPINION PHOTO PHOTOS
    QUESTION RETRACTION UN UPDATE UPDATED URGENT US VIDEO WATCH WHO
"""
_LABELS = frozenset(_LABEL_WORDS.split())
_SHORTEST_PLACE = 3
_SHORTEST_GUESSED = 4
_MOST_WORDS = 6
_MOST_WORDS_GUESSED = 4
_DATELINE_REACH = 120
_CREDIT_REACH = 400


def find_agency(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """Agency and dateline, each `None` where the text has none.

    Every paragraph is looked at, as their order may be lost; a dateline with an agency goes before a credit line. The
    agency is the usual short name ("AP") of one that is known, else the words in the dateline; the dateline is the
    place alone, as written ("KYIV, Ukraine").
    """
    for paragraph in paragraphs:
        for pattern in _DATELINES:
            match = pattern.match(paragraph[:_DATELINE_REACH])
            if match and _is_place(match["place"], guessed=match["agency"] not in _AGENCY_OF):
                return _AGENCY_OF.get(match["agency"], match["agency"]), match["place"].strip()
    return _credited(paragraphs), _place(paragraphs)


def _place(paragraphs: Sequence[str]) -> str | None:
    for paragraph in paragraphs:
        for pattern in _PLACES:
            match = pattern.match(paragraph[:_DATELINE_REACH])
            if match and _is_place(match["place"], guessed=True):
                return match["place"].strip()
    return None


def _credited(paragraphs: Sequence[str]) -> str | None:
    for paragraph in paragraphs:
        if bare := _BARE_AGENCY.match(paragraph[:_DATELINE_REACH]):
            return _AGENCY_OF[bare["bracketed"] or bare["bare"]]
    for paragraph in paragraphs:
        for pattern in _CREDITS:
            if len(paragraph) <= _CREDIT_REACH and (match := pattern.match(paragraph)):
                return _AGENCY_OF[match["agency"]]
    return None


def _is_place(place: str, *, guessed: bool) -> bool:
    """Whether words at the head of a paragraph can be a place; without a known agency they must be longer."""
    words = re.findall(r"[^\W\d_]+", place)
    shortest, most = (_SHORTEST_GUESSED, _MOST_WORDS_GUESSED) if guessed else (_SHORTEST_PLACE, _MOST_WORDS)
    return len(words) <= most and len("".join(words)) >= shortest and words[0] not in _LABELS
