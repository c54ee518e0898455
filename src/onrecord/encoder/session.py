"""The trained network, run by onnxruntime on the CPU.

Four graphs ship in `resources/model/`: `model.onnx` (token ids to states and tags), `links.onnx` and `events.onnx`
(the readers that look again from a cue, from a trigger) and `dyads.onnx` (what a given actor does to a given
recipient). What the program must know of them besides the weights (the CRFs' transitions, thresholds, the version)
stands in the metadata of `model.onnx`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.encoder.crf import Floats, Ints
from onrecord.encoder.network import EventScores, EventThresholds, LinkScores, Thresholds
from onrecord.errors import ModelError

FORMAT = 2
"""Raised when the graphs' inputs, outputs or metadata change."""

_CHAINS = ("tag", "link", "trigger", "event")  # the CRFs, whose transitions stand in the metadata


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The fused operator is not vectorised: a sum and a normalisation by themselves take a tenth off everything.
    slow = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


class OnnxNetwork:
    """The network behind the finders (see `onrecord.encoder.network.Network`).

    `folder` holds model.onnx, links.onnx and tokenizer.json. `version` names the weights. Raises `ModelError` where a
    file is missing or of another format.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        for name in ("model.onnx", "links.onnx", "events.onnx", "dyads.onnx", "tokenizer.json"):
            if not (folder / name).exists():
                raise ModelError(f"{folder / name}: missing; reinstall onrecord, or build it (training/README.md)")
        self._encoder = _session(folder / "model.onnx", threads)
        self._links, self._events, self._dyads = (
            _session(folder / f"{name}.onnx", threads) for name in ("links", "events", "dyads")
        )
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        known = self._encoder.get_modelmeta().custom_metadata_map
        if known.get("format") != str(FORMAT):
            raise ModelError(
                f"{folder / 'model.onnx'}: format {known.get('format')}, but this program reads format {FORMAT}; "
                "install the model that belongs to it"
            )
        self.version: str = known["version"]
        pairs = (np.array(json.loads(known[f"{name}_pairs"]), dtype=np.float32) for name in _CHAINS)
        self.tag_pairs, self.link_pairs, self.trigger_pairs, self.event_pairs = pairs
        self.thresholds = Thresholds(**json.loads(known["thresholds"]))
        self.nested_thresholds = Thresholds(**json.loads(known["nested_thresholds"]))
        self.event_thresholds = EventThresholds(**json.loads(known["event_thresholds"]))
        self.cue_words = frozenset(json.loads(known["cue_words"]))

    def encode(self, ids: Ints, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        """States (N, T, 384), tag emissions (N, T, 13) and trigger emissions (N, T, 5) of token ids (N, T)."""
        states, tags, triggers = self._encoder.run(None, {"ids": ids, "mask": mask, "roles": roles})
        return states, tags, triggers

    def read_events(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> EventScores:
        """The event reader's view of M triggers at pieces start..end-1, each with the states around it (M, T, 384)."""
        return EventScores(*self._events.run(None, {"states": states, "mask": mask, "start": start, "end": end}))

    def read_dyads(self, states: Floats, mask: Floats, roles: Floats) -> tuple[Floats, Floats, Floats]:
        """Type (M, 16), mode (M, 67) and reality (M, 4) of M dyads; `roles` (M, T, 2) says where they stand."""
        kind, mode, reality = self._dyads.run(None, {"states": states, "mask": mask, "roles": roles})
        return kind, mode, reality

    def read(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> LinkScores:
        """The link reader's view of M cues at pieces start..end-1, each with the states around it (M, T, 384)."""
        return LinkScores(*self._links.run(None, {"states": states, "mask": mask, "start": start, "end": end}))


@lru_cache(maxsize=2)
def shipped(threads: int = 1) -> OnnxNetwork:
    """The network that ships with the package, loaded once a process."""
    with as_file(files("onrecord") / "resources" / "model") as folder:
        return OnnxNetwork(folder, threads=threads)
