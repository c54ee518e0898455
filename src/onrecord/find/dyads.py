"""What a given actor does to a given recipient: one type, mode and reality for each pair that is asked about.

The words are encoded anew for each pair, with what stands in the actor and what in the recipient marked, so that the
whole encoder knows who is meant. Beside it a linear model tells the type by the words alone (`dyad_words`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from tokenizers import Tokenizer

from onrecord.article import Span
from onrecord.encoder.crf import Floats
from onrecord.encoder.network import Network
from onrecord.encoder.windows import Window, pack
from onrecord.find.anchors import softmax
from onrecord.find.dyad_words import log_chances, terms
from onrecord.find.events import mode_of
from onrecord.reading import REALITIES, TYPES

_LEAST = 1e-6  # of a chance, before its logarithm

_YIELD = ("CONCEDE", "RETREAT")
"""Told apart only after both together have been told from the rest: a withdrawal declared, and one carried out."""


class DyadNetwork(Network, Protocol):
    """The trained network with its tokenizer."""

    tokenizer: Tokenizer


@dataclass(frozen=True)
class Coded:
    """What one does to another; all `None` where the spans lie in no words that are read."""

    type: str | None
    mode: str | None = None
    reality: str | None = None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def code_dyad(
    texts: Mapping[int, str], actor: Sequence[Span], recipient: Sequence[Span], network: DyadNetwork
) -> Coded:
    """The act of the dyad, read in the paragraphs (`texts` by number) that hold its words; either may be empty."""
    named = {span.paragraph for span in (*actor, *recipient)} & texts.keys()
    windows = pack(((number, texts[number]) for number in sorted(named)), network.tokenizer)
    marked = [(_roles(window, actor, recipient), window) for window in windows]
    if not any(roles.any() for roles, _ in marked):
        return Coded(None)
    # Where they stand too far apart for one window, the one that holds most of both.
    roles, window = max(marked, key=lambda item: (item[0].any(0).sum(), item[0].sum()))
    ids, mask = np.array([window.ids]), np.ones((1, len(window)), dtype=np.float32)
    states, *_ = network.encode(ids, mask, roles[None])
    kinds, modes, realities = network.read_dyads(states, mask, roles[None])
    # Two ways of telling that err apart: their chances are multiplied.
    words = log_chances(terms(texts, actor, recipient))
    kind = _likeliest(softmax(np.log(softmax(kinds[0]) + _LEAST) + words))
    return Coded(kind, mode_of(kind, modes[0]), REALITIES[int(realities[0].argmax())])


def _roles(window: Window, actor: Sequence[Span], recipient: Sequence[Span]) -> Floats:
    """(T, 2): 1 where a piece of the window stands in the actor, in the recipient."""
    roles = np.zeros((len(window), 2), dtype=np.float32)
    for piece, place in enumerate(window.places):
        if place is not None:
            for role, spans in enumerate((actor, recipient)):
                inside = any(s.paragraph == place[0] and s.start < place[2] and place[1] < s.end for s in spans)
                roles[piece, role] = float(inside)
    return roles


def _likeliest(chance: Floats) -> str:
    both = [TYPES.index(kind) for kind in _YIELD]
    joined = chance.copy()
    joined[both] = chance[both].sum()
    top = int(joined.argmax())
    return TYPES[max(both, key=lambda kind: float(chance[kind]))] if top in both else TYPES[top]
