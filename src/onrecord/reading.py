"""Reading: everything the program found in one article, to and from the JSON that `--json` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.article import Article, Span

ACTS = (
    "state", "deny", "accuse", "warn", "threaten", "promise",
    "demand", "admit", "support", "criticise", "propose", "ask",
)  # fmt: skip
"""What a source can do by saying something; the order is that of the model's act head."""

_MODES_OF = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "", "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}  # fmt: skip

TYPES = tuple(_MODES_OF)
"""PLOVER's event types; the order is that of the model's type head."""

MODES = tuple(f"{kind}.{mode}" for kind, modes in _MODES_OF.items() for mode in modes.split())
"""PLOVER's modes, each behind its type; the order is that of the model's mode head."""

REALITIES = ("actual", "future", "hypothetical", "negated")
"""What the words say of an act; the order is that of the model's reality head."""

STANDINGS = ("reported", "claimed", "denied", "disputed")
"""On whose word an event is there."""

BOUNDS = ("exact", "about", "over", "under", "between")
"""How a figure is meant."""

TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
"""TIMEX3's types (TimeML 1.2.1)."""

PLACE_KINDS = ("city", "region", "country", "continent", "water", "facility", "area")

PRECISIONS = ("exact", "centre", "rough")
"""How near a place's point is: the place itself; the middle of something wide; the middle of what holds it."""

FORMS = ("direct", "indirect", "mixed")
"""How the words are quoted; the order is that of the model's form head."""


def _spans(values: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span.from_json(value) for value in values)


@dataclass(frozen=True)
class Statement:
    """Somebody (source) says, writes, thinks, denies (cue) something (content).

    `speaker` is the id of the actor behind the source, `None` where the article does not tell. `within` is the id of
    the statement whose content holds this one. `confidence` is between 0 and 1.
    """

    id: str
    act: str
    form: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None
    addressee: str | None = None
    time: str | None = None
    within: str | None = None
    confidence: float = 1.0

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "act": self.act,
            "form": self.form,
            "source": [span.to_json() for span in self.source],
            "cue": [span.to_json() for span in self.cue],
            "content": [span.to_json() for span in self.content],
            "speaker": self.speaker,
            "addressee": self.addressee,
            "time": self.time,
            "within": self.within,
            "confidence": self.confidence,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Statement:
        parts = {role: _spans(value[role]) for role in ("source", "cue", "content")}
        return cls(**{**value, **parts})


@dataclass(frozen=True)
class Event:
    """Somebody (actors) does something (type, mode) to somebody (recipients).

    `reality` is what the words say of the act at its innermost reading, `standing` on whose word it is there; `said_in`
    is the id of the statement whose content holds the trigger, `same_as` that of the first mention of the same event.
    """

    id: str
    type: str
    mode: str | None
    reality: str
    standing: str
    trigger: Span
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    said_in: str | None = None
    same_as: str | None = None
    confidence: float = 1.0

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": self.type,
            "mode": self.mode,
            "reality": self.reality,
            "standing": self.standing,
            "trigger": self.trigger.to_json(),
            "actor_spans": [span.to_json() for span in self.actor_spans],
            "recipient_spans": [span.to_json() for span in self.recipient_spans],
            "actors": list(self.actors),
            "recipients": list(self.recipients),
            "place": self.place,
            "time": self.time,
            "said_in": self.said_in,
            "same_as": self.same_as,
            "confidence": self.confidence,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Event:
        parts = {role: _spans(value[role]) for role in ("actor_spans", "recipient_spans")}
        ids = {role: tuple(value[role]) for role in ("actors", "recipients")}
        return cls(**{**value, **parts, **ids, "trigger": Span.from_json(value["trigger"])})


@dataclass(frozen=True)
class Actor:
    """Somebody who speaks or acts, with every mention of it in the article.

    `name` is the fullest name the article gives ("Dmitry Peskov"), or the role where there is no name ("Ukrainian
    Defense Ministry"). `country` is ISO-3, `sectors` PLOVER's; both are left empty where the words do not tell.
    """

    id: str
    name: str
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    mentions: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "code": self.code,
            "country": self.country,
            "sectors": list(self.sectors),
            "role": self.role,
            "mentions": [span.to_json() for span in self.mentions],
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Actor:
        return cls(**{**value, "sectors": tuple(value["sectors"]), "mentions": _spans(value["mentions"])})


@dataclass(frozen=True)
class Time:
    """A time expression (TIMEX3).

    `value` is in TIMEX3's notation ("2021-11-05", "2021-W43", "P3D", "XXXX-WXX-1"), `None` where it needs a date that
    is not known. `anchor` says what it was resolved from: "published", "absolute", the id of another time, or `None`.
    """

    id: str
    span: Span
    type: str
    value: str | None
    anchor: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "span": self.span.to_json(), "type": self.type, "value": self.value, "anchor": self.anchor,
        }  # fmt: skip

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Time:
        return cls(**{**value, "span": Span.from_json(value["span"])})


@dataclass(frozen=True)
class Place:
    """A place that is named as a place; where it lies in degrees, `None` where that is not known.

    `country` is ISO-3, `region` the first-level division, `precision` one of `PRECISIONS`.
    """

    id: str
    span: Span
    name: str
    kind: str
    country: str | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "span": self.span.to_json(),
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "region": self.region,
            "lat": self.lat,
            "lon": self.lon,
            "geonameid": self.geonameid,
            "precision": self.precision,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Place:
        return cls(**{**value, "span": Span.from_json(value["span"])})


def whole(number: float) -> float:
    """A number without a fraction as an integer, as people write it."""
    return int(number) if float(number).is_integer() else number


@dataclass(frozen=True)
class Figure:
    """A number of something: at least `low`, at most `high`, meant as `bound`; `of` is what is counted.

    `said_in` is the id of the statement whose content holds it.
    """

    id: str
    span: Span
    low: float
    high: float
    bound: str
    unit: str | None = None
    of: Span | None = None
    place: str | None = None
    time: str | None = None
    said_in: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "span": self.span.to_json(),
            "low": whole(self.low),
            "high": whole(self.high),
            "bound": self.bound,
            "unit": self.unit,
            "of": self.of.to_json() if self.of else None,
            "place": self.place,
            "time": self.time,
            "said_in": self.said_in,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Figure:
        of = Span.from_json(value["of"]) if value["of"] else None
        return cls(**{**value, "span": Span.from_json(value["span"]), "of": of})


@dataclass(frozen=True)
class Reading:
    """One article and what was found in it."""

    article: Article
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "article": self.article.to_json(),
            "statements": [statement.to_json() for statement in self.statements],
            "events": [event.to_json() for event in self.events],
            "figures": [figure.to_json() for figure in self.figures],
            "times": [time.to_json() for time in self.times],
            "places": [place.to_json() for place in self.places],
            "actors": [actor.to_json() for actor in self.actors],
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reading:
        return cls(
            Article.from_json(value["article"]),
            tuple(Statement.from_json(item) for item in value["statements"]),
            tuple(Actor.from_json(item) for item in value["actors"]),
            tuple(Event.from_json(item) for item in value["events"]),
            tuple(Figure.from_json(item) for item in value["figures"]),
            tuple(Time.from_json(item) for item in value["times"]),
            tuple(Place.from_json(item) for item in value["places"]),
        )

    def speaker(self, statement: Statement) -> Actor | None:
        """The actor behind a statement."""
        return next((actor for actor in self.actors if actor.id == statement.speaker), None)
