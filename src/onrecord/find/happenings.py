"""Happenings: which events of an article are one, and which of them one source asserts and another denies.

Two mentions are one happening when type and mode agree, somebody who acts or is acted upon is shared, and nobody named
in one speaks against the other, nor two days that cannot be one. States act through their forces, so "Moscow" and
"Russian troops" are one party here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from onrecord.article import Span
from onrecord.find.vocabulary import fold, role_words, words
from onrecord.reading import Actor, Event, Statement, Time

_STATE = frozenset(("GOV", "MIL", "COP", "SPY"))
_STEM = 5  # letters by which "attack" and "attacked" are one word
_NEAR = 80  # characters between two mentions in one sentence
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAMED_DENIAL = re.compile(
    r"\b(?:accus|alleg|claim|charge|report|involve|responsib|assert|suggest|rumou?r|it\b|this\b|that\b|so\b)", re.I
)
"""What a denial is said of that does not tell what it denies."""

_SHORT_DENIAL = 60  # characters of its content, at most


@dataclass(frozen=True)
class _Parties:
    """Who acts and who is acted upon: parties by country or actor id, and the words for those who are no actors."""

    actors: Set[str]
    recipients: Set[str]
    things: Set[str]


def settle(
    statements: Sequence[Statement], events: Sequence[Event], actors: Sequence[Actor], times: Iterable[Time] = ()
) -> tuple[Event, ...]:
    """The events, in order, with `same_as` set, and "disputed" where the article holds an assertion and a denial.

    `times` are those that the events' `time` names.
    """
    by_id = {actor.id: actor for actor in actors}
    days = {time.id: match[0] for time in times if (match := _DAY.match(time.value or ""))}
    said = {statement.id: statement for statement in statements}
    parties = [_parties(event, by_id) for event in events]
    disputed: set[int] = set()
    alone = {event.said_in for event in events if all(other.id == event.said_in for other in statements)}
    first: dict[int, int] = {}
    for later in range(len(events)):
        for earlier in range(later):
            if not _alike(events[earlier], events[later], parties[earlier], parties[later]):
                continue
            if _apart(*(days.get(events[number].time or "", "") for number in (earlier, later))):
                continue
            answers = _answers(events[earlier], events[later], said, by_id)
            if answers:
                disputed |= {earlier, later}
            if answers or events[earlier].reality == events[later].reality:
                first.setdefault(later, first.get(earlier, earlier))
    for statement in statements:
        disputed.update(_denied_by(statement, statements, events, parties, by_id))
    return tuple(
        replace(
            event,
            same_as=events[first[number]].id if number in first else None,
            standing=_standing(event, number in disputed, event.said_in in alone),
        )
        for number, event in enumerate(events)
    )


def _standing(event: Event, is_disputed: bool, is_alone: bool) -> str:
    """What stands in nobody's words cannot be disputed, nor what stands in the only statement there is."""
    if is_disputed and event.said_in is not None:
        return "disputed"
    return "claimed" if event.standing == "disputed" and is_alone else event.standing


def party_of(actor: Actor) -> str:
    """The country for a state and its forces, else the actor's own id."""
    if actor.country is not None and _STATE.issuperset(actor.sectors):
        return actor.country
    return actor.id


def _parties(event: Event, by_id: dict[str, Actor]) -> _Parties:
    actors, recipients = ([by_id[id] for id in ids] for ids in (event.actors, event.recipients))
    return _Parties(_keys(actors), _keys(recipients), _content_words(event.recipient_spans))


def _keys(actors: Sequence[Actor]) -> set[str]:
    """Their parties; of those that no table knows also the beginnings of their names ("Meridia", "Meridian jets")."""
    common = words("organisation") | words("portfolio") | words("group") | words("stop") | role_words().keys()
    names = [match[0] for actor in actors if actor.country is None for match in _WORD.finditer(actor.name)]
    stems = {f"~{fold(name)[:_STEM]}" for name in names if name[0].isupper() and fold(name) not in common}
    return {party_of(actor) for actor in actors} | stems


def _content_words(spans: Sequence[Span]) -> set[str]:
    stop = words("stop")
    found = (fold(match[0]) for span in spans for match in _WORD.finditer(span.text))
    return {word for word in found if len(word) > 3 and word not in stop}


def _alike(one: Event, other: Event, mine: _Parties, theirs: _Parties) -> bool:
    """Whether two events can be one happening, whatever is said of it."""
    if one.type != other.type or (one.mode and other.mode and one.mode != other.mode):
        return False
    actors_meet = bool(mine.actors & theirs.actors)
    if mine.actors and theirs.actors and not actors_meet:
        return False
    recipients_meet = bool(mine.recipients & theirs.recipients or mine.things & theirs.things)
    if one.recipient_spans and other.recipient_spans and not recipients_meet:
        return False
    if actors_meet and recipients_meet and not _near(one.trigger, other.trigger):
        return True
    same_word = _stem(one.trigger) == _stem(other.trigger)
    return (actors_meet or recipients_meet) and same_word


def _apart(one: str, other: str) -> bool:
    """Whether two dates cannot be one; a month or a year holds its days."""
    return not one.startswith(other) and not other.startswith(one)


def _near(one: Span, other: Span) -> bool:
    """Whether two triggers stand so near that they rather tell two things ("breaking the truce and firing rockets")."""
    return one.paragraph == other.paragraph and abs(one.start - other.start) < _NEAR


def _stem(trigger: Span) -> str:
    return fold(trigger.text.split()[0])[:_STEM]


def _answers(one: Event, other: Event, said: dict[str, Statement], by_id: dict[str, Actor]) -> bool:
    """Whether one of the two is asserted by a source and the other denied by another."""
    denied = [event for event in (one, other) if event.standing == "denied"]
    asserted = [
        event for event in (one, other) if event.standing in ("claimed", "disputed") and event.reality != "negated"
    ]
    if len(denied) != 1 or len(asserted) != 1:
        return False
    speakers = [said[event.said_in].speaker if event.said_in in said else None for event in (denied[0], asserted[0])]
    if None in speakers:
        return denied[0].said_in != asserted[0].said_in
    return len({party_of(by_id[speaker]) for speaker in speakers if speaker}) == 2


def _denied_by(
    statement: Statement,
    statements: Sequence[Statement],
    events: Sequence[Event],
    parties: Sequence[_Parties],
    by_id: dict[str, Actor],
) -> set[int]:
    """The events that a denial without an event of its own is said of: what others claim that the denier did.

    "Moscow denied the accusation" finds them in the paragraph nearest before it; whatever else is denied answers only
    the statement just before, in the same paragraph.
    """
    if statement.act != "deny" or statement.speaker is None or any(e.said_in == statement.id for e in events):
        return set()
    denier = party_of(by_id[statement.speaker])
    speakers = {other.id: other.speaker for other in statements}
    here = _paragraph(statement)
    charged = [
        number
        for number, event in enumerate(events)
        if event.standing == "claimed"
        and event.reality in ("actual", "future")
        and denier in parties[number].actors
        and (speaker := speakers.get(event.said_in or "")) is not None
        and party_of(by_id[speaker]) != denier
        and event.trigger.paragraph <= here
    ]
    words_of = " ".join(span.text for span in statement.content)
    if len(words_of) <= _SHORT_DENIAL and _NAMED_DENIAL.search(words_of):
        nearest = max((events[number].trigger.paragraph for number in charged), default=None)
        return {number for number in charged if events[number].trigger.paragraph == nearest}
    place = statements.index(statement)
    before = statements[place - 1] if place else None
    if before is None or _paragraph(before) != here:
        return set()
    return {number for number in charged if events[number].said_in == before.id}


def _paragraph(statement: Statement) -> int:
    return (statement.cue or statement.content)[0].paragraph
