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


class Network(Protocol):
    """The trained network, whoever runs it."""

    tag_pairs: Floats
    link_pairs: Floats

    def encode(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """States (N, T, W) and tag emissions (N, T, 13) of token ids (N, T)."""

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
