"""What the words around a dyad tell of its type."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.article import Span
from onrecord.find.dyad_words import ACTOR, PARTS, RECIPIENT, log_chances, terms
from onrecord.reading import TYPES


def span(text: str, words: str, paragraph: int = 0) -> Span:
    start = text.index(words)
    return Span(paragraph, start, start + len(words), words)


def test_the_sentences_of_the_dyad_are_read_and_each_of_the_two_is_one_word() -> None:
    text = "It rained. The army of Kelm freed two fishermen at dawn. Nobody was hurt."
    found = terms({0: text}, [span(text, "The army of Kelm")], [span(text, "two fishermen")])
    assert [word for word in found["sentence"] if " " not in word] == [ACTOR, "freed", RECIPIENT, "at", "dawn"]
    assert found["between"] == [ACTOR, "freed", RECIPIENT, f"{ACTOR} freed", f"freed {RECIPIENT}"]


def test_one_alone_and_one_inside_the_other_are_read() -> None:
    text = "Kelm's army marched."
    assert terms({0: text}, [span(text, "Kelm's army")], [])["between"] == [ACTOR, "marched", f"{ACTOR} marched"]
    inside = terms({0: text}, [span(text, "Kelm's army")], [span(text, "Kelm")])
    # Both begin at one place; what ends first is read.
    assert [word for word in inside["sentence"] if " " not in word] == [RECIPIENT, "army", "marched"]


def test_two_paragraphs_are_read_together() -> None:
    texts = {3: "Kelm moved first.", 5: "The union gave in."}
    found = terms(texts, [Span(3, 0, 4, "Kelm")], [Span(5, 0, 9, "The union")])
    assert found["between"][:4] == [ACTOR, "moved", "first", RECIPIENT]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Kelm released the fishermen on Monday.", "CONCEDE"),
        ("Kelm will hold talks with the fishermen next week.", "AGREE"),
        ("Kelm refused to release the fishermen.", "REJECT"),
        ("Kelm urged the fishermen to go home.", "REQUEST"),
        ("Kelm condemned the fishermen.", "ACCUSE"),
        ("Kelm bombed the fishermen.", "ASSAULT"),
    ],
)
def test_plain_words_tell_the_type(text: str, type: str) -> None:
    chances = log_chances(terms({0: text}, [span(text, "Kelm")], [span(text, "the fishermen")]))
    assert TYPES[int(chances.argmax())] == type


def test_what_is_declared_and_what_is_carried_out_are_one_root() -> None:
    chances = log_chances({part: ["withdrew", "troops"] for part in PARTS})
    assert chances[TYPES.index("CONCEDE")] == chances[TYPES.index("RETREAT")]


def test_words_that_nobody_knows_leave_what_each_type_starts_from() -> None:
    assert np.allclose(log_chances({}), log_chances({part: ["xqzt"] for part in PARTS}))
