"""What a record answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.reading import Statement


@dataclass(frozen=True)
class Line:
    """One statement on record, with what is needed to show it and to open its article at the words.

    `speaker` is the actor's name, `None` where the article does not tell; `speaker_id` is its id in the reading.
    `source`, `cue` and `content` are texts, " … " standing where one is broken in two; `spans` has the places.
    """

    article: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    statement: str
    act: str
    form: str
    speaker: str | None
    speaker_id: str | None
    role: str | None
    country: str | None
    source: str
    cue: str
    content: str
    confidence: float
    within: str | None
    spans: Statement = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "spans": self.spans.to_json()}


@dataclass(frozen=True)
class Speaker:
    """Everybody of one name (upper and lower case aside) across the articles.

    `role` and `country` are the newest known. `articles` counts those that speak of the name, `outlets` the same by
    outlet; `first` and `last` are their dates. `acts` counts the statements by act, `lines` are the statements.
    """

    name: str
    role: str | None
    country: str | None
    articles: int
    first: str | None
    last: str | None
    outlets: dict[str, int]
    acts: dict[str, int]
    lines: tuple[Line, ...] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "lines": [line.to_json() for line in self.lines]}


@dataclass(frozen=True)
class ArticleRow:
    """One article on record; `statements` and `copies` are counts."""

    id: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    agency: str | None
    statements: int
    copies: int


@dataclass(frozen=True)
class Printing:
    """The words of the stored article `article`, printed elsewhere under another id."""

    article: str
    id: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    agency: str | None


@dataclass(frozen=True)
class Quarantined:
    """One input that could not be read. `size` (bytes) and `sha256` are `None` where its bytes were not kept."""

    key: int
    file: str
    place: str
    reason: str
    size: int | None
    sha256: str | None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Status:
    """What a record holds.

    `inputs` is counted on arrival, apart from what became of them, and equals `stored` + `copies` + `quarantined`.
    `acts` counts statements, `outlets` stored articles (the twenty with the most), `readers` the newest readings by
    reader version; each has the largest first. `superseded` counts older readings. `size` is in bytes.
    """

    inputs: int
    stored: int
    copies: int
    quarantined: int
    statements: int
    acts: dict[str, int]
    outlets: dict[str, int]
    first: str | None
    last: str | None
    readers: dict[str, int]
    superseded: int
    version: int
    size: int

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))
