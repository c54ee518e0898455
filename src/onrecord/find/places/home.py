"""Where an outlet is at home, as far as the host of its address tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.find.places.gazetteer import Entry, look_up

_PRESS = """
    a abc advocate and argosy argus at banner bc beacon bulletin call cbs chronicle citizen city com courier daily
    democrat dispatch eagle echo enquirer examiner express fm fox free gazette globe guardian herald in independent
    info inquirer intelligencer is item journal leader ledger live local mail media mercury messenger mirror monitor
    my nbc net news newspaper newspapers nw observer of on online org paper patriot pilot plainsman post press
    progress radio record register reporter republican review sentinel standard star state sun sunday tab telegram
    telegraph the this time times today town tribune tv union voice web weekly wire world www
"""
_PRESS_WORDS = frozenset(_PRESS.split())
_COUNTRY_OF = {
    "uk": "GBR", "ie": "IRL", "ca": "CAN", "au": "AUS", "nz": "NZL", "za": "ZAF", "in": "IND", "pk": "PAK", "lk": "LKA",
    "bd": "BGD", "np": "NPL", "sg": "SGP", "my": "MYS", "ph": "PHL", "th": "THA", "vn": "VNM", "id": "IDN", "cn": "CHN",
    "hk": "HKG", "tw": "TWN", "jp": "JPN", "kr": "KOR", "ru": "RUS", "ua": "UKR", "by": "BLR", "ge": "GEO", "am": "ARM",
    "az": "AZE", "kz": "KAZ", "tr": "TUR", "il": "ISR", "ps": "PSE", "lb": "LBN", "jo": "JOR", "sy": "SYR", "iq": "IRQ",
    "ir": "IRN", "sa": "SAU", "ae": "ARE", "qa": "QAT", "kw": "KWT", "bh": "BHR", "om": "OMN", "ye": "YEM", "eg": "EGY",
    "ly": "LBY", "tn": "TUN", "dz": "DZA", "ma": "MAR", "sd": "SDN", "et": "ETH", "ke": "KEN", "ug": "UGA", "tz": "TZA",
    "rw": "RWA", "ng": "NGA", "gh": "GHA", "zw": "ZWE", "zm": "ZMB", "de": "DEU", "fr": "FRA", "it": "ITA", "es": "ESP",
    "pt": "PRT", "nl": "NLD", "be": "BEL", "ch": "CHE", "at": "AUT", "pl": "POL", "cz": "CZE", "sk": "SVK", "hu": "HUN",
    "ro": "ROU", "bg": "BGR", "gr": "GRC", "rs": "SRB", "hr": "HRV", "si": "SVN", "ba": "BIH", "mk": "MKD", "al": "ALB",
    "se": "SWE", "no": "NOR", "dk": "DNK", "fi": "FIN", "ee": "EST", "lv": "LVA", "lt": "LTU", "is": "ISL", "mx": "MEX",
    "br": "BRA", "ar": "ARG", "cl": "CHL", "pe": "PER", "jm": "JAM", "gov": "USA", "mil": "USA", "us": "USA",
}  # fmt: skip
_OUTLETS = {
    "aljazeera.com": "QAT", "theguardian.com": "GBR", "thetimes.com": "GBR", "nytimes.com": "USA",
    "washingtonpost.com": "USA", "wsj.com": "USA", "usatoday.com": "USA", "cnn.com": "USA", "npr.org": "USA",
    "foxnews.com": "USA", "timesofindia.indiatimes.com": "IND", "thehindu.com": "IND", "ndtv.com": "IND",
    "hindustantimes.com": "IND", "dawn.com": "PAK", "straitstimes.com": "SGP", "scmp.com": "HKG",
    "theglobeandmail.com": "CAN", "lemonde.fr": "FRA", "tass.com": "RUS", "rt.com": "RUS", "xinhuanet.com": "CHN",
    "globaltimes.cn": "CHN", "kyivindependent.com": "UKR", "kyivpost.com": "UKR", "timesofisrael.com": "ISR",
    "arabnews.com": "SAU", "hurriyetdailynews.com": "TUR", "dailysabah.com": "TUR", "presstv.ir": "IRN",
    "japantimes.co.jp": "JPN", "bangkokpost.com": "THA", "irishtimes.com": "IRL", "allafrica.com": "",
    "premiumtimesng.com": "NGA", "punchng.com": "NGA", "news24.com": "ZAF", "nation.africa": "KEN",
}  # fmt: skip
"""Outlets of the world and the country each writes from."""
_SHORTEST, _SHORTEST_OF_SMALL, _SHORTEST_OF_SEVERAL, _LONGEST = 4, 5, 6, 24
_BIG = 20_000
_ENGLISH = "USA GBR IRL CAN AUS NZL ZAF IND PAK JAM PHL NGA KEN GHA SGP ISR RUS GEO LBN EGY"
_PRESS_IN_ENGLISH = frozenset(_ENGLISH.split())
"""Countries whose towns have papers in English."""
_MOST = 40


class Home(NamedTuple):
    """The country an outlet writes from, and the places its host may name, each with the letters that name it."""

    country: str | None
    places: tuple[Entry, ...]


@lru_cache(maxsize=1024)
def home_of(outlet: str | None) -> Home:
    """What a host tells: "parisbeacon.com" is of some Paris, "cambridge-news.co.uk" of Britain's Cambridge."""
    if not outlet or len(outlet) > 100:
        return Home(None, ())
    if outlet in _OUTLETS:
        return Home(_OUTLETS[outlet] or None, ())
    labels = outlet.split(".")
    country = _COUNTRY_OF.get(labels[-1]) if len(labels) > 1 else None
    pieces = [
        piece
        for label in labels[:-1]
        for piece in re.split(r"[^a-z]+", label)
        if piece not in ("", "co", "com", "news")
    ]
    entries = _entries(pieces, _SHORTEST, all_told=True) or _entries(pieces, _SHORTEST_OF_SEVERAL, all_told=False)
    return Home(country, tuple(entry for entry in entries if entry.country == (country or entry.country)))


def _entries(pieces: list[str], least: int, *, all_told: bool) -> list[Entry]:
    """The places that the longest name in the letters may mean."""
    keys = {name for piece in pieces for name in _named_in(piece, least, all_told)}
    found = look_up({spelling for key in keys for spelling in (key, *_spaced(key))})
    longest = max((len(key.replace(" ", "")) for key in found), default=0)
    entries = [entry for key in sorted(found) if len(key.replace(" ", "")) == longest for entry in found[key]]
    if longest < _SHORTEST_OF_SMALL:
        entries = [entry for entry in entries if entry.population >= _BIG]
    return [entry for entry in entries if entry.country in _PRESS_IN_ENGLISH or entry.kind in ("country", "region")][
        :_MOST
    ]


def _named_in(piece: str, least: int, all_told: bool) -> list[str]:
    """What may name a place in a run of letters: behind words of the press or none, and before such, or anything."""
    found = []
    for start in range(len(piece)):
        if _is_press(piece[:start]):
            for end in range(start + least, min(len(piece), start + _LONGEST) + 1):
                if (not all_told or _is_press(piece[end:])) and not _is_press(piece[start:end]):
                    found.append(piece[start:end])
    return found


@lru_cache(maxsize=4096)
def _is_press(letters: str) -> bool:
    """Whether letters are words of the press, one behind the other, or nothing."""
    if not letters:
        return True
    return any(letters.startswith(word) and _is_press(letters[len(word) :]) for word in _PRESS_WORDS)


def _spaced(key: str) -> tuple[str, ...]:
    """Every way to write letters as two words: "kansascity", "kansas city"."""
    return tuple(f"{key[:place]} {key[place:]}" for place in range(2, len(key) - 1))
