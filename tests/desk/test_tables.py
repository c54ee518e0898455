from __future__ import annotations

from onrecord.desk.tables import entries, highest, latest, parties
from tests.desk.conftest import MakeLine

LONG = "the ferry had been struck by a single shell in the early morning"


def test_copies_count_once_with_all_their_sites(line: MakeLine) -> None:
    later = line("state", f"“{LONG}”", article="b", day="2030-05-11")
    first = line("state", LONG, article="a", day="2030-05-10", speaker="Besk")
    (entry,) = entries([later, first], {"a": ["third.example", "a.example"]})
    assert entry.line is first
    assert entry.copies == (later,)
    assert entry.outlets == ("a.example", "third.example", "b.example")


def test_the_same_words_much_later_are_said_anew(line: MakeLine) -> None:
    lines = [line("state", LONG, article="a"), line("state", LONG, article="b", day="2030-06-10")]
    undated = line("state", LONG, article="c", day=None)
    assert len(entries([*lines, undated], {})) == 3


def test_few_words_are_the_same_only_by_the_same_known_speaker(line: MakeLine) -> None:
    lines = [line("deny", "the charge", article=name, speaker="Ministry") for name in ("a", "b")]
    lines += [line("deny", "the charge", article=name) for name in ("c", "d")]
    lines += [line("deny", "the charge", article="e", speaker="Mayor")]
    assert len(entries(lines, {})) == 4


def test_another_act_is_another_statement(line: MakeLine) -> None:
    assert len(entries([line("state", LONG, article="a"), line("deny", LONG, article="b")], {})) == 2


def test_the_latest_are_the_newest_days_and_the_strongest_first(line: MakeLine) -> None:
    old = line("deny", "old", day="2030-05-01")
    edge = line("state", "edge", day="2030-05-02")
    plain = line("state", "plain", day="2030-05-11")
    strong = line("deny", "strong", day="2030-05-11")
    undated = line("deny", "undated", day=None)
    found = entries([old, edge, plain, strong, undated], {})
    days = latest(found)
    assert [(day, [entry.line for entry in own]) for day, own in days] == [
        ("2030-05-11", [strong, plain]),
        ("2030-05-02", [edge]),
    ]
    assert [entry.line for _, own in latest(found, limit=1) for entry in own] == [strong]
    assert latest(entries([undated], {})) == []


def test_speakers_stand_under_their_party_and_the_rest_together(line: MakeLine) -> None:
    lines = [line("deny", f"one {n}", speaker="Valdane", country="RUS") for n in range(3)]
    lines += [line("state", "two", speaker="Valdané", country="RUS", role="Minister")]
    lines += [line("admit", "six", speaker="A clerk", country="RUS")]
    lines += [line("warn", f"three {n}", speaker="Oru") for n in range(2)]
    lines += [line("ask", "four", speaker="Somebody"), line("ask", "five", source="a clerk")]
    groups = parties(entries(lines, {}), speakers=2)
    assert [(group.name, [row.name for row in group.rows]) for group in groups] == [
        ("Russia", ["Valdané", "Others of Russia"]),
        ("Oru", ["Oru"]),
        ("Others", ["Everybody else", "Not told"]),
    ]
    valdane, clerk = groups[0].rows
    assert dict(valdane.counts) == {"deny": 3, "state": 1}
    assert list(valdane.entries) == ["deny", "state"]
    assert (valdane.role, valdane.total, valdane.shared) == ("Minister", 4, False)
    assert (clerk.role, clerk.total, clerk.shared) == (None, 1, True)
    assert dict(groups[0].counts) == {"deny": 3, "state": 1, "admit": 1}
    assert sum(group.counts.total() for group in groups) == len(lines)
    assert len({row.id for group in groups for row in group.rows}) == 5
    assert highest(groups) == 4


def test_a_party_of_small_voices_is_one_row_under_its_name(line: MakeLine) -> None:
    lines = [line("state", f"{name} {n}", speaker=name) for name in ("Oru", "Esk", "Ulm") for n in range(2)]
    lines += [line("deny", "b", speaker=name) for name in ("Zembla", "Zemblan officials", "Zemblan army")]
    groups = parties(entries(lines, {}), speakers=3)
    assert [group.name for group in groups] == ["Zembla", "Esk", "Oru", "Others"]
    assert [(row.name, row.total, row.shared) for row in groups[0].rows] == [("Zembla", 3, True)]
    assert [(row.name, row.total) for row in groups[-1].rows] == [("Everybody else", 2)]


def test_a_long_list_is_cut_and_says_so(line: MakeLine) -> None:
    lines = [line("state", f"thing {day}", speaker="Oru", day=f"2030-05-{day}") for day in range(10, 20)]
    ((row,),) = [group.rows for group in parties(entries(lines, {}), most=3)]
    assert [entry.line.date for entry in row.entries["state"]] == ["2030-05-19", "2030-05-18", "2030-05-17"]
    assert (row.total, row.left_out) == (10, 7)
