"""Write a checkpoint as the four int8 ONNX graphs that ship.

    python -m training.export --checkpoint work/run1/checkpoint.pt --out src/onrecord/resources/model

Weights are quantised per channel (per tensor shifts every threshold), activations at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.encoder.session import FORMAT
from onrecord.find.statements import words
from training.checkpoints import load
from training.marks import OWN, held_back, read
from training.network import Layer, Network, minilm_folder

_BY_PIECE = ("ids", "mask", "states", "tags", "triggers", "labels", "roles")


class _Attention(torch.autograd.Function):
    """The attention of a layer as onnxruntime's own fused operator, which is twice as fast as its parts."""

    @staticmethod
    def forward(ctx: Any, qkv: Tensor, bias: Tensor, mask: Tensor, heads: int) -> Tensor:
        return qkv[..., : qkv.shape[-1] // 3].clone()  # only the shape matters: nothing is run while exporting

    @staticmethod
    def symbolic(g: Any, qkv: Any, bias: Any, mask: Any, heads: int) -> Any:
        query, key, value = g.op("Split", qkv, axis_i=-1, outputs=3)
        counts = g.op("Cast", mask, to_i=int(onnx.TensorProto.INT32))
        mixed = g.op("com.microsoft::MultiHeadAttention", query, key, value, bias, counts, num_heads_i=heads)
        return mixed.setType(query.type())


def _attend(layer: Layer, states: Tensor, mask: Tensor) -> Tensor:
    found: Tensor = _Attention.apply(nn.functional.linear(states, layer.qkv.weight), layer.qkv.bias, mask, layer.heads)
    return found


class _Encode(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.encode(ids, mask, roles)


class _Links(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.reader = network.reader

    def forward(self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(states, mask, start, end)
        return out.labels, out.valid, out.form, out.act


class _Events(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.reader = network.event_reader

    def forward(self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(states, mask, start, end)
        return out.labels, out.valid, out.type, out.mode, out.reality, out.standing


def _export(
    module: nn.Module, given: dict[str, Tensor], out: list[str], axes: dict[str, dict[int, str]], path: Path
) -> None:
    torch.onnx.export(
        module, tuple(given.values()), str(path), input_names=list(given), output_names=out, dynamic_axes=axes,
        opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
    )  # fmt: skip


def cue_words() -> list[str]:
    """Words that stand in cues as often as elsewhere in our own passages; contents without any are not read again."""
    inside, everywhere = Counter[str](), Counter[str]()
    for path in sorted(OWN.rglob("*.txt")):
        for passage in read(path):
            if held_back(passage):
                continue
            everywhere.update(words(passage.text))
            for statement in passage.statements:
                for start, end in statement.cue:
                    inside.update(words(passage.text[start:end]))
    return sorted(word for word, count in inside.items() if count >= 0.5 * everywhere[word])


def export(
    network: Network, folder: Path, thresholds: dict[str, float], nested: dict[str, float], events: dict[str, float]
) -> None:
    """The graphs and tokenizer.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for layer in network.modules():
        if isinstance(layer, Layer):
            layer.attend = partial(_attend, layer)  # type: ignore[method-assign]
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16)
    roles = torch.zeros(2, 16, 2)
    roles[:, 1:4] = 1
    states = network.encode(ids, mask, roles)[0].detach()
    start, end = (torch.tensor(v) for v in ([1, 2], [2, 4]))
    window = {0: "windows", 1: "pieces"}
    anchored = {"states": states, "mask": mask, "start": start, "end": end}
    # Which network, what it is given, what comes out; what of that has an axis of word pieces.
    graphs: dict[str, tuple[nn.Module, dict[str, Tensor], list[str]]] = {
        "model": (_Encode(network), {"ids": ids, "mask": mask, "roles": roles}, ["states", "tags", "triggers"]),
        "links": (_Links(network), anchored, ["labels", "valid", "form", "act"]),
        "events": (_Events(network), anchored, ["labels", "valid", "type", "mode", "reality", "standing"]),
        "dyads": (network.dyads, {"states": states, "mask": mask, "roles": roles}, ["type", "mode", "reality"]),
    }
    with tempfile.TemporaryDirectory() as temporary:
        for name, (module, given, out) in graphs.items():
            axes = {key: window if key in _BY_PIECE else {0: "windows"} for key in (*given, *out)}
            _export(module, given, out, axes, Path(temporary) / f"{name}.onnx")
            quantize_dynamic(
                Path(temporary) / f"{name}.onnx", folder / f"{name}.onnx", per_channel=True, weight_type=QuantType.QInt8
            )
    model = onnx.load(str(folder / "model.onnx"))
    others = b"".join((folder / f"{name}.onnx").read_bytes() for name in graphs if name != "model")
    digest = hashlib.sha256(model.SerializeToString() + others).hexdigest()
    chains = {
        "tag": network.tag_crf,
        "link": network.link_crf,
        "trigger": network.trigger_crf,
        "event": network.event_crf,
    }
    facts = {
        "format": str(FORMAT),
        "version": digest[:12],
        **{f"{name}_pairs": json.dumps(chain.transitions().detach().tolist()) for name, chain in chains.items()},
        "thresholds": json.dumps(thresholds),
        "nested_thresholds": json.dumps(nested),
        "event_thresholds": json.dumps(events),
        "cue_words": json.dumps(cue_words()),
    }
    onnx.helper.set_model_props(model, facts)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = json.loads((minilm_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="several: the mean of their weights")
    parser.add_argument("--shares", type=float, nargs="+", help="what each checkpoint counts in the mean")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--thresholds", type=Path, help="JSON written by training.tune")
    options = parser.parse_args()
    chosen = json.loads(options.thresholds.read_text(encoding="utf-8")) if options.thresholds else {}
    export(
        load(*options.checkpoint, shares=options.shares),
        options.out,
        chosen.get("outer", {}),
        chosen.get("nested", {}),
        chosen.get("events", {}),
    )


if __name__ == "__main__":
    main()
