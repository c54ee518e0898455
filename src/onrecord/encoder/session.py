"""The trained network, run by onnxruntime on the CPU.

Two graphs ship in `resources/`: `model.onnx` (token ids to states and tags) and `links.onnx` (the link reader, for
cues found in the tags). What the program must know of them besides the weights (the CRFs' transitions, thresholds, the
version) stands in the metadata of `model.onnx`.
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
from onrecord.encoder.network import LinkScores, Thresholds
from onrecord.errors import ModelError

FORMAT = 1
"""Raised when the graphs' inputs, outputs or metadata change."""


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class OnnxNetwork:
    """The network behind the finders (see `onrecord.encoder.network.Network`).

    `folder` holds model.onnx, links.onnx and tokenizer.json. `version` names the weights. Raises `ModelError` where a
    file is missing or of another format.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        for name in ("model.onnx", "links.onnx", "tokenizer.json"):
            if not (folder / name).exists():
                raise ModelError(f"{folder / name}: missing; reinstall onrecord, or build it (training/README.md)")
        self._encoder = _session(folder / "model.onnx", threads)
        self._links = _session(folder / "links.onnx", threads)
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        known = self._encoder.get_modelmeta().custom_metadata_map
        if known.get("format") != str(FORMAT):
            raise ModelError(
                f"{folder / 'model.onnx'}: format {known.get('format')}, but this program reads format {FORMAT}; "
                "install the model that belongs to it"
            )
        self.version: str = known["version"]
        self.tag_pairs: Floats = np.array(json.loads(known["tag_pairs"]), dtype=np.float32)
        self.link_pairs: Floats = np.array(json.loads(known["link_pairs"]), dtype=np.float32)
        self.thresholds = Thresholds(**json.loads(known["thresholds"]))
        self.nested_thresholds = Thresholds(**json.loads(known["nested_thresholds"]))
        self.cue_words = frozenset(json.loads(known["cue_words"]))

    def encode(self, ids: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """States (N, T, 384) and tag emissions (N, T, 13) of token ids (N, T)."""
        states, tags = self._encoder.run(None, {"ids": ids, "mask": mask})
        return states, tags

    def read(self, states: Floats, mask: Floats, start: Ints, end: Ints) -> LinkScores:
        """The link reader's view of M cues at pieces start..end-1, each with the states around it (M, T, 384)."""
        return LinkScores(*self._links.run(None, {"states": states, "mask": mask, "start": start, "end": end}))


@lru_cache(maxsize=2)
def shipped(threads: int = 1) -> OnnxNetwork:
    """The network that ships with the package, loaded once a process."""
    with as_file(files("onrecord") / "resources" / "model") as folder:
        return OnnxNetwork(folder, threads=threads)
