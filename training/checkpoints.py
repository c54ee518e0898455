"""Weights on disk: those of a pass, and the mean of several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer

from training.network import Encoder, Network, Shape, minilm_folder


def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither truncating nor padding."""
    found = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def load(*checkpoints: Path, shares: Sequence[float] | None = None) -> Network:
    """The averaged weights of a checkpoint, or the mean of those of several, each with its share."""
    network = Network(Encoder(Shape()))
    network.load_state_dict(mean_state(checkpoints, shares))
    return network.eval()


def load_state(checkpoint: Path) -> dict[str, torch.Tensor]:
    """The averaged weights of a checkpoint by name, and those that are not averaged."""
    state = torch.load(checkpoint, weights_only=True)
    return {**state["network"], **state["average"]}


def mean_state(checkpoints: Sequence[Path], shares: Sequence[float] | None = None) -> dict[str, torch.Tensor]:
    """The mean of the weights of several checkpoints that come from one another, each with its share (all alike)."""
    states = [load_state(checkpoint) for checkpoint in checkpoints]
    parts = torch.tensor(shares or [1.0] * len(states))
    parts = parts / parts.sum()
    return {
        name: torch.stack([state[name].float() * part for state, part in zip(states, parts, strict=True)]).sum(0)
        for name in states[0]
    }
