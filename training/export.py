"""Write a checkpoint as the two int8 ONNX graphs that ship.

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
from training.marks import OWN, held_back, read
from training.network import Layer, Network, minilm_folder
from training.train import load


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

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.encode(ids, mask)


class _Read(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.reader = network.reader

    def forward(
        self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        out = self.reader(states, mask, start, end)
        return out.labels, out.valid, out.form, out.act


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


def export(network: Network, folder: Path, thresholds: dict[str, float], nested: dict[str, float]) -> None:
    """model.onnx, links.onnx and tokenizer.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for layer in network.modules():
        if isinstance(layer, Layer):
            layer.attend = partial(_attend, layer)  # type: ignore[method-assign]
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16)
    states, _ = network.encode(ids, mask)
    spots = [torch.tensor(v) for v in ([1, 2], [2, 4])]
    with tempfile.TemporaryDirectory() as name:
        encode, read = Path(name) / "encode.onnx", Path(name) / "read.onnx"
        plane = {0: "windows", 1: "pieces"}
        _export(
            _Encode(network), {"ids": ids, "mask": mask}, ["states", "tags"],
            dict.fromkeys(("ids", "mask", "states", "tags"), plane), encode,
        )  # fmt: skip
        given = {"states": states.detach(), "mask": mask, "start": spots[0], "end": spots[1]}
        axes = {key: {0: "cues", 1: "pieces"} for key in ("states", "mask", "labels")}
        axes |= {key: {0: "cues"} for key in ("start", "end", "valid", "form", "act")}
        _export(_Read(network), given, ["labels", "valid", "form", "act"], axes, read)
        for source, target in ((encode, "model.onnx"), (read, "links.onnx")):
            quantize_dynamic(source, folder / target, per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(str(folder / "model.onnx"))
    digest = hashlib.sha256(model.SerializeToString() + (folder / "links.onnx").read_bytes()).hexdigest()
    facts = {
        "format": str(FORMAT),
        "version": digest[:12],
        "tag_pairs": json.dumps(network.tag_crf.transitions().detach().tolist()),
        "link_pairs": json.dumps(network.link_crf.transitions().detach().tolist()),
        "thresholds": json.dumps(thresholds),
        "nested_thresholds": json.dumps(nested),
        "cue_words": json.dumps(cue_words()),
    }
    onnx.helper.set_model_props(model, facts)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = json.loads((minilm_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--thresholds", type=Path, help="JSON written by training.tune")
    options = parser.parse_args()
    chosen = json.loads(options.thresholds.read_text(encoding="utf-8")) if options.thresholds else {}
    export(load(options.checkpoint), options.out, chosen.get("outer", {}), chosen.get("nested", {}))


if __name__ == "__main__":
    main()
