from __future__ import annotations

from onrecord.desk.copies import outlets_of, together
from tests.desk.conftest import MakeEvent, MakeLine


def test_the_same_words_within_a_few_days_are_together_oldest_first(line: MakeLine) -> None:
    days = ["2030-05-30", "2030-05-12", "2030-05-10", "2030-05-14", None, None]
    found = together([line("state", "x", day=day) for day in days], lambda line: line.content)
    assert [[copy.date for copy in copies] for copies in found] == [
        [None, None],
        ["2030-05-10", "2030-05-12", "2030-05-14"],
        ["2030-05-30"],
    ]


def test_other_words_are_apart_and_outlets_come_once(event: MakeEvent) -> None:
    lines = [event("AID", f"They sent {what}.", "sent", article=what) for what in ("food", "arms")]
    assert len(together(lines, lambda line: line.sentence)) == 2
    assert outlets_of(lines, {"food": ["arms.example", "z.example"]}) == ("food.example", "arms.example", "z.example")
