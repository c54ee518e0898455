"""Who did what to whom, whether it was done, and on whose word.

A tagger offers triggers; a reader looks again from each one and tells actor, recipient, type, mode and reality. On
whose word an event stands follows from the statements: it is said in the innermost one whose content holds the
trigger, and what the reader makes of the words around it (claimed, denied, disputed) counts only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from onrecord.article import Article, Span
from onrecord.encoder.crf import EVENT_ROLES, TRIGGER_ROLES, Floats, Ints
from onrecord.encoder.network import EventThresholds, Network
from onrecord.find.anchors import Encoded, anchors, characters, look, parts, sigmoid, softmax
from onrecord.find.dyad_words import log_chances, terms
from onrecord.find.statements import holding
from onrecord.find.trigger_words import log_odds
from onrecord.reading import MODES, REALITIES, STANDINGS, TYPES, Actor, Event, Statement

_DYAD_SAY = 0.5
"""How much say the words around a dyad have in the type of an event (in that of a given dyad it is 1)."""

_TRIGGER_SAY = 0.3
"""How much say the trigger's own word has, beside the network, which has seen it too."""

_AS_PLV_CODES_IT = ("actual", "negated")
"""The words have learned PLV's conventions, by which every friendly act that is only meant is AGREE."""


class EventNetwork(Network, Protocol):
    """The trained network with what was set when it was made."""

    event_thresholds: EventThresholds


def find_events(
    article: Article, encoded: Encoded, texts: dict[int, str], statements: Sequence[Statement], network: EventNetwork
) -> list[Event]:
    """The events of the article in text order of their triggers, ids "e1", "e2", …; no actors, places and times yet.

    `encoded` are the windows of `texts` (title and paragraphs by number), `statements` those found in the article.
    """
    found = anchors(
        encoded, encoded.triggers, network.trigger_pairs, TRIGGER_ROLES, "trigger",
        least=network.event_thresholds.confidence,
    )  # fmt: skip
    if not found:
        return []

    def ask(states: Floats, mask: Floats, start: Ints, end: Ints) -> tuple[Floats, ...]:
        scores = network.read_events(states, mask, start, end)
        return scores.labels, scores.valid, softmax(scores.type), scores.mode, scores.reality, scores.standing

    labels, valid, kinds, modes, realities, standings = look(encoded, found, ask)
    told = parts(encoded, found, labels, network.event_pairs, EVENT_ROLES, texts)
    events = []
    for number, anchor in enumerate(found):
        actors, recipients = (_spans(article, told[number][role]) for role in EVENT_ROLES)
        reality = REALITIES[int(realities[number].argmax())]
        (paragraph, start, end), *_ = characters(encoded.windows[anchor.window], anchor.start, anchor.end, texts)
        trigger = article.span(paragraph, start, end)
        types = _weighed(kinds[number], _TRIGGER_SAY, log_odds(trigger.text))
        if actors and recipients and reality in _AS_PLV_CODES_IT:
            types = _weighed(types, _DYAD_SAY, log_chances(terms(texts, actors, recipients)))
        kind = int(types.argmax())
        chance = anchor.sure * sigmoid(float(valid[number])) * float(types[kind])
        if chance < network.event_thresholds.confidence:
            continue
        said_in = holding(trigger, statements)
        events.append(
            Event(
                id="",
                type=TYPES[kind],
                mode=mode_of(TYPES[kind], modes[number]),
                reality=reality,
                standing=_standing(standings[number], said_in, reality),
                trigger=trigger,
                actor_spans=actors,
                recipient_spans=recipients,
                said_in=said_in.id if said_in else None,
                confidence=round(chance, 3),
            )
        )
    events.sort(key=lambda event: event.trigger)
    return [replace(event, id=f"e{number}") for number, event in enumerate(events, 1)]


def are_political(events: Sequence[Event], actors: Sequence[Actor], thresholds: EventThresholds) -> bool:
    """Whether the events of an article are acts of states, armies, parties, crowds and the like, as PLOVER means them.

    They are where somebody who takes part is told to be of a country or a sector, or one of them is nearly sure: in
    reports of sport, markets and weather the words are often like those for events, but not those who act.
    """
    told = {actor.id for actor in actors if actor.country or actor.sectors}
    return any(e.confidence >= thresholds.surest or not told.isdisjoint((*e.actors, *e.recipients)) for e in events)


def _spans(article: Article, segments: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    return tuple(article.span(*segment) for segment in segments)


def _weighed(types: Floats, say: float, told: Floats | None) -> Floats:
    """The chances of the types once something else that tells of them (logs; `None`: nothing) has had its say."""
    if told is None:
        return types
    found = types * np.exp(say * told)
    weighed: Floats = found / found.sum()
    return weighed


def mode_of(kind: str, scores: Floats) -> str | None:
    """The likeliest mode of a type (`scores` are logits); `None` where none is likelier than not."""
    own = [number for number, name in enumerate(MODES) if name.startswith(f"{kind}.")]
    best = max(own, key=lambda number: float(scores[number]), default=None)
    return MODES[best].partition(".")[2] if best is not None and scores[best] > 0 else None


def _standing(scores: Floats, said_in: Statement | None, reality: str) -> str:
    """On whose word it is there; what a denial holds and does not tell as done is denied."""
    if said_in is None:
        return "reported"
    found = STANDINGS[1 + int(np.argmax(scores[1:]))]
    return "denied" if found == "claimed" and said_in.act == "deny" and reality != "actual" else found
