"""Cut paragraphs into windows that the encoder reads at once.

A window holds as many whole paragraphs, in order, as fit: `[CLS] p1 [SEP] p2 [SEP]`. A paragraph longer than a window
is cut between sentences. Nothing is read twice: attribution relations leave their paragraph in about one case in a
hundred, so overlap would cost a third more time for almost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

LIMIT = 160  # word pieces in a window, special ones included

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True)
class Window:
    """Word pieces of some neighbouring paragraphs.

    `ids` are vocabulary numbers, shape (T,). `places[t]` is (paragraph, start, end) in characters of that paragraph,
    or `None` where piece t is a special one.
    """

    ids: tuple[int, ...]
    places: tuple[tuple[int, int, int] | None, ...]

    def __len__(self) -> int:
        return len(self.ids)


def around(window: Window, start: int, end: int, *, most: int = 128) -> tuple[int, int]:
    """The pieces (from, to) of the paragraph that holds pieces start..end-1, and of its neighbours while they fit.

    What follows comes before what precedes: a quotation runs on more often than its cue comes after it.
    """
    ends = [t for t, place in enumerate(window.places) if place is None]
    low = max(t for t in ends if t < end)
    high = min(t for t in ends if t > low and t >= end - 1)
    for limit in ends:
        if high < limit <= low + most:
            high = limit
    for limit in reversed(ends):
        if high - most <= limit < low:
            low = limit
    return low, high + 1


@dataclass(frozen=True)
class _Chunk:
    ids: list[int]
    places: list[tuple[int, int, int]]


def _chunks(number: int, text: str, tokenizer: Tokenizer, room: int) -> Iterator[_Chunk]:
    """The word pieces of one paragraph, cut between sentences where they are more than `room`."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoding.ids, encoding.offsets
    start = 0
    while start < len(ids):
        end = min(start + room, len(ids))
        if end < len(ids):
            for cut in range(end, start + room // 3, -1):
                if (
                    _SENTENCE_END.search(text, offsets[max(cut - 4, 0)][0], offsets[cut - 1][1])
                    and offsets[cut][0] > offsets[cut - 1][1]
                ):
                    end = cut
                    break
        yield _Chunk(ids[start:end], [(number, a, b) for a, b in offsets[start:end]])
        start = end


def pack(paragraphs: Iterable[tuple[int, str]], tokenizer: Tokenizer, *, limit: int = LIMIT) -> list[Window]:
    """Windows of at most `limit` word pieces over numbered paragraphs, in the order given.

    `tokenizer` must neither truncate nor pad. Empty paragraphs vanish.
    """
    cls, sep = (int(tokenizer.token_to_id(piece) or 0) for piece in ("[CLS]", "[SEP]"))
    windows: list[Window] = []
    ids: list[int] = [cls]
    places: list[tuple[int, int, int] | None] = [None]
    for number, text in paragraphs:
        for chunk in _chunks(number, text, tokenizer, limit - 2):
            if len(ids) > 1 and len(ids) + len(chunk.ids) + 1 > limit:
                windows.append(Window(tuple(ids), tuple(places)))
                ids, places = [cls], [None]
            ids += [*chunk.ids, sep]
            places += [*chunk.places, None]
    if len(ids) > 1:
        windows.append(Window(tuple(ids), tuple(places)))
    return windows


def batches(windows: Sequence[Window], *, most_pieces: int = 512) -> Iterator[list[int]]:
    """Indices of windows in batches of like length, longest first, each at most `most_pieces` after padding.

    Small batches stay in the processor's cache: 512 pieces are read half as fast again as 4,096. Windows of other
    lengths make a batch of their own: what is padded costs as much as what is read.
    """
    batch: list[int] = []
    for index in sorted(range(len(windows)), key=lambda i: -len(windows[i])):
        longest = len(windows[batch[0]]) if batch else len(windows[index])
        is_shorter = longest > 1.06 * len(windows[index]) + 1
        if batch and (is_shorter or (len(batch) + 1) * longest > most_pieces):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
