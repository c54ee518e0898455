"""What the finders ask of the trained network, whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from onrecord.encoder.crf import Floats, Ints


@dataclass(frozen=True)
class LinkScores:
    """What the link reader says of M cues; logits.

    `labels` (M, T, 9), `valid` (M,), `form` (M, 3), `act` (M, 12).
    """

    labels: Floats
    valid: Floats
    form: Floats
    act: Floats


@dataclass(frozen=True)
class EventScores:
    """What the event reader says of M triggers; logits.

    `labels` (M, T, 9), `valid` (M,), `type` (M, 16), `mode` (M, 67), `reality` (M, 4), `standing` (M, 4).
    """

    labels: Floats
    valid: Floats
    type: Floats
    mode: Floats
    reality: Floats
    standing: Floats


class Network(Protocol):
    """The trained network, whoever runs it."""

    tag_pairs: Floats
    link_pairs: Floats
    trigger_pairs: Floats
    event_pairs: Floats

    def encode(self, ids: Ints, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        """States (N, T, W), tag emissions (N, T, 13) and trigger emissions (N, T, 5) of token ids (N, T).

        `roles` (N, T, 2) is 1 where a piece stands in the actor, the recipient that is asked about, else 0.
        """

    def read_events(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> EventScores:
        """The event reader's view of M triggers at pieces start..end-1, each with the states around it (M, T, W)."""

    def read_dyads(self, states: Floats, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        """Type (M, 16), mode (M, 67) and reality (M, 4) of M dyads; `roles` (M, T, 2) says where they stand."""

    def read(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> LinkScores:
        """The link reader's view of M cues at pieces start..end-1, each with the states around it (M, T, W)."""


@dataclass(frozen=True)
class Thresholds:
    """Set on the development set, see `training/tune.py`.

    `cue` (a logit) is taken from the score of "no label" when candidates are sought. What is less sure than
    `confidence` (0 to 1) does not stand.
    """

    cue: float = 0.0
    confidence: float = 0.4


@dataclass(frozen=True)
class EventThresholds:
    """Set on our own kept-back passages, see `training/tune.py`.

    An event less sure than `confidence` (0 to 1) does not stand. Where nobody who takes part in any event of an article
    is told to be of a country or a sector of society, none stands unless one is as sure as `surest`.
    """

    confidence: float = 0.3
    surest: float = 0.9
