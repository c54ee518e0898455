"""Direct, indirect or mixed: from the quotation marks where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.article import Article
from onrecord.reading import FORMS

_QUOTED = re.compile("[\"“”«»„][^\"“”«»„]*[\"“”«»]?|''.+?''|(?<!\\w)['‘].+?['’](?!\\w)", re.DOTALL)
_LEAST = 4  # characters: shorter quotations are words held up with tongs, not speech
_MOSTLY = 0.85  # of the content inside quotation marks: all of it, but for "that" or a comma


def quoted_form(content: Iterable[str]) -> str:
    """The form that the quotation marks of a content's segments tell: all inside them, a part, or none."""
    text = " ".join(content).strip(" ,.")
    inside = sum(len(match) for match in _QUOTED.findall(text))
    if inside < _LEAST:
        return "indirect"
    return "direct" if inside >= _MOSTLY * len(text) else "mixed"


def has_quotation_marks(article: Article) -> bool:
    """Whether any paragraph quotes at all; where none does, the marks may be lost and the model must tell."""
    return any(quoted_form([paragraph]) != "indirect" for paragraph in article.paragraphs)


def likeliest(chances: tuple[float, ...]) -> str:
    """The form of the highest probability, in the order of `FORMS`."""
    return FORMS[max(range(len(FORMS)), key=chances.__getitem__)]
