"""Names of places as keys: the spellings of one name give the same key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOST = str.maketrans(dict.fromkeys(".'’‘ʻʼ`´ʿʾ"))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
)
_GAPS = re.compile(r"[\s\-‐‑–—/,_]+")
_LEADS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "sankt": "st"}
"""Words that are written in full or short, anywhere in a name but as the whole of it."""
LONGEST = 80
"""Letters: nothing longer is a name."""


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """The name in lower case, without accents, apostrophes and stops, hyphens as spaces, "Saint" as "st".

    "Yel'nya" and "Yelnya", "St. Louis" and "Saint Louis", "Düsseldorf" and "Dusseldorf" are one.
    """
    plain = name[: LONGEST + 1].casefold().translate(_LOST)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LOST)
    parts = _GAPS.sub(" ", plain).split()
    if len(parts) > 1:
        parts = [_LEADS.get(part, part) for part in parts]
    return " ".join(parts)
