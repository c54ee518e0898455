"""What a record answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.reading import Event, Figure, Statement


@dataclass(frozen=True)
class Line:
    """One statement on record, with what is needed to show it and to open its article at the words.

    `speaker` is the actor's name, `None` where the article does not tell; `speaker_id` is its id in the reading.
    `source`, `cue` and `content` are texts, " … " standing where one is broken in two; `spans` has the places. `time`
    is the TIMEX3 value of when it was said, as far as the words tell.
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
    time: str | None
    confidence: float
    within: str | None
    spans: Statement = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "spans": self.spans.to_json()}


@dataclass(frozen=True)
class Party:
    """An actor who does something or to whom it is done; `id` is its id in the reading."""

    id: str
    name: str
    code: str | None
    country: str | None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class EventLine:
    """One event on record, with what is needed to show it and to open its article at the words.

    `event` is its id, `said_in` that of the statement it stands in, `same_as` that of the first mention of the same
    event. `said_by` is the name of that statement's speaker, `None` where there is no statement or the article does
    not tell. `trigger`, `actor_text` and `recipient_text` are texts as in `Line`, `sentence` is the one that holds the
    trigger, or the whole paragraph where that is short. `place` and `time` are the name and the TIMEX3 value of where
    and when it happens, as far as the words tell. `spans` has the places in the text.
    """

    article: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    event: str
    type: str
    mode: str | None
    reality: str
    standing: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: str
    actor_text: str
    recipient_text: str
    sentence: str
    said_in: str | None
    said_by: str | None
    same_as: str | None
    place: str | None
    time: str | None
    confidence: float
    spans: Event = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            **vars(self),
            "actors": [party.to_json() for party in self.actors],
            "recipients": [party.to_json() for party in self.recipients],
            "spans": self.spans.to_json(),
        }


@dataclass(frozen=True)
class FigureLine:
    """One figure on record, with what is needed to show it and to open its article at the words.

    At least `low`, at most `high` of `unit`; `of` are the words for what is counted. `as_of` is the day, month or year
    that the figure is given for, else the article's date. `said_by` is the name of the speaker whose words it stands
    in, `None` where it stands in nobody's or the article does not tell. `place` and `time` are as in `EventLine`.
    """

    article: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    figure: str
    text: str
    low: float
    high: float
    bound: str
    unit: str | None
    of: str | None
    of_country: str | None
    place: str | None
    time: str | None
    as_of: str | None
    said_in: str | None
    said_by: str | None
    said_by_country: str | None
    sentence: str
    spans: Figure = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "spans": self.spans.to_json()}


@dataclass(frozen=True)
class PlaceLine:
    """One place on record: where it is, in how many articles it is named, and what happens there.

    `first` and `last` are the dates of these articles; `events` are those that the words put there, newest first.
    """

    name: str
    kind: str
    country: str | None
    region: str | None
    lat: float
    lon: float
    geonameid: int | None
    precision: str | None
    articles: int
    mentions: int
    first: str | None
    last: str | None
    events: tuple[EventLine, ...] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "events": [line.to_json() for line in self.events]}


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
    """One article on record; `statements`, `events` (first mentions) and `copies` are counts."""

    id: str
    title: str
    date: str | None
    url: str | None
    outlet: str | None
    agency: str | None
    statements: int
    events: int
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
    `acts` counts statements, `types` and `realities` events (`events` in all, first mentions only), `figures`, `times`
    and `places` what is found of them, `outlets` stored
    articles (the twenty with the most), `readers` the newest readings by reader version; each has the largest first.
    `superseded` counts older readings. `size` is in bytes.
    """

    inputs: int
    stored: int
    copies: int
    quarantined: int
    statements: int
    acts: dict[str, int]
    events: int
    types: dict[str, int]
    realities: dict[str, int]
    figures: int
    times: int
    places: int
    outlets: dict[str, int]
    first: str | None
    last: str | None
    readers: dict[str, int]
    superseded: int
    version: int
    size: int

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))
