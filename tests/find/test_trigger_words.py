"""What the trigger's own word tells of an event's type."""

from __future__ import annotations

import pytest

from onrecord.find.trigger_words import log_odds, stem_of
from onrecord.reading import TYPES


@pytest.mark.parametrize(
    ("trigger", "type"),
    [
        ("attacking", "ASSAULT"),
        ("Shelled", "ASSAULT"),
        ("arrests", "COERCE"),
        ("held talks", "CONSULT"),
        ("withdrawal", "RETREAT"),
        ("sanctions", "SANCTION"),
    ],
)
def test_the_word_speaks_for_its_type(trigger: str, type: str) -> None:
    odds = log_odds(trigger)
    assert odds is not None
    assert odds[TYPES.index(type)] > 0.5
    assert sum(odds > 0) < len(TYPES) / 2


def test_forms_of_one_word_are_one() -> None:
    assert stem_of("attacked") == stem_of("Attacking") == "attack"


@pytest.mark.parametrize("trigger", ["xqzt", "", "1234", "—"])
def test_an_unknown_word_says_nothing(trigger: str) -> None:
    assert log_odds(trigger) is None
