from __future__ import annotations

from dataclasses import replace

from onrecord.desk.deeds import GLOSSES, KINDS, REALITIES, Deed, Dyad, deeds, dyads, told_in
from onrecord.desk.people import Naming
from onrecord.desk.tables import Entry, entries
from onrecord.reading import REALITIES as ALL_REALITIES
from onrecord.reading import TYPES
from onrecord.record import EventLine, Line, Party
from tests.desk.conftest import MakeEvent, MakeLine, skarv

NOBODY = Naming({}, {})
LONG = "Gunboats shelled the pilot boat before dawn on Friday"


def found(mentions: list[EventLine], lines: list[Line] | None = None, **options: object) -> list[Deed]:
    entry = {(line.article, line.statement): entry for entry in entries(lines or [], {}) for line in _all(entry)}
    return deeds(mentions, entry, {}, options.get("naming", NOBODY))  # type: ignore[arg-type]


def _all(entry: Entry) -> tuple[Line, ...]:
    return (entry.line, *entry.copies)


def pairs(groups: list[Dyad]) -> list[tuple[str, str, int]]:
    return [(group.actor, group.recipient, group.total) for group in groups]


def test_every_type_and_reality_has_a_name() -> None:
    assert tuple(GLOSSES) == TYPES
    assert set(REALITIES) == set(ALL_REALITIES)


def test_pairs_with_most_deeds_come_first_then_those_of_one_side_then_the_rest(event: MakeEvent) -> None:
    lines = [event("AID", f"Ulm sent {n} ships.", "sent", actors=("Ulm",), recipients=("Oru",)) for n in range(2)]
    lines += [event("AID", f"Oru sent {n} carts.", "sent", actors=("Oru",), recipients=("Ulm",)) for n in range(3)]
    lines += [event("MOBILIZE", f"Ulm called up {n} men.", "called up", actors=("Ulm",)) for n in range(4)]
    lines += [event("ASSAULT", "Somebody fired on Ulm.", "fired", recipients=("Ulm",))]
    lines += [event("PROTEST", "There were riots.", "riots")]
    groups = dyads(found(lines))
    assert pairs(groups) == [("Oru", "Ulm", 3), ("Ulm", "Oru", 2), ("Ulm", "", 4), ("", "Ulm", 1), ("", "", 1)]
    assert [group.sort for group in groups] == ["pair", "pair", "side", "side", "rest"]
    assert len({group.id for group in groups}) == 5
    fewer = dyads(found(lines), pairs=1)
    assert pairs(fewer) == [("Oru", "Ulm", 3), ("Ulm", "", 4), ("", "", 4)]


def test_the_newest_come_first_and_a_long_list_is_cut(event: MakeEvent) -> None:
    days = ["2030-05-11", None, "2030-05-13", "2030-05-12"]
    lines = [event("AID", f"Ulm sent {day}.", "sent", actors=("Ulm",), recipients=("Oru",), day=day) for day in days]
    (group,) = dyads(found(lines))
    assert [deed.line.date for deed in group.deeds] == ["2030-05-13", "2030-05-12", "2030-05-11", None]
    (group,) = dyads(found(lines), most=3)
    assert (len(group.deeds), group.total, group.left_out) == (3, 4, 1)


def test_parties_are_named_as_those_who_speak(event: MakeEvent) -> None:
    navy = Party("a1", "Norwegian navy", "NORMIL", "NOR")
    naming = Naming({"kastel": "Bruno Kastel"}, {"bruno kastel": "Tarvia", "officials": "Tarvia"})
    lines = [
        event("ASSAULT", f"{LONG} {n}", "shelled", actors=(navy,), recipients=(name,))
        for n, name in enumerate(("Kastel", "the Pilots", "THE PILOTS", "officials"))
    ]
    assert pairs(dyads(found(lines, naming=naming))) == [
        ("Norway", "the Pilots", 2),
        ("Norway", "officials", 1),
        ("Norway", "Tarvia", 1),
    ]


def test_a_deed_of_several_counts_for_each_pair_but_nobody_with_itself(event: MakeEvent) -> None:
    both = ("Ulm", "Oru")
    meeting = event("CONSULT", "Ulm and Oru met.", "met", actors=both, recipients=both)
    alone = event("PROTEST", "Ulm rose against Ulm.", "rose", actors=("Ulm",), recipients=("Ulm",))
    groups = dyads(found([meeting, alone]))
    assert pairs(groups) == [("Oru", "Ulm", 1), ("Ulm", "Oru", 1), ("Ulm", "Ulm", 1)]


def test_copies_count_once_and_the_most_careful_stands_for_all(event: MakeEvent) -> None:
    bare = event("ASSAULT", f"{LONG}.", "shelled", article="a", actors=("Ulm",))
    said = event("ASSAULT", f"“{LONG}.", "shelled", article="b", standing="claimed", said_in="s1", said_by="Oru")
    later = event("ASSAULT", f"{LONG}.", "shelled", article="c", day="2030-06-10")
    first, second = found([bare, said, later])
    assert (first.line, first.copies, second.line) == (said, (bare,), later)
    assert first.outlets == ("b.example", "a.example")
    assert (first.standing, first.kind, first.firm) == ("claimed by Oru", "said to be done", False)


def test_told_otherwise_or_of_others_it_is_no_copy(event: MakeEvent) -> None:
    lines = [event("ASSAULT", LONG, "shelled", article=name) for name in ("a", "b")]
    lines += [event("ASSAULT", LONG, "shelled", article="c", reality="negated")]
    lines += [event("MOBILIZE", LONG, "shelled", article="d")]
    lines += [event("ASSAULT", "They fired.", "fired", article=name, actors=(name,)) for name in ("e", "f")]
    assert len(found(lines)) == 5


def test_two_attacks_in_one_sentence_are_two(event: MakeEvent) -> None:
    twice = "Ulm attacked the port and Oru attacked the bridge."
    places = [twice.index("attacked"), twice.rindex("attacked")]
    lines = [event("ASSAULT", twice, "attacked", article=name, start=start) for name in "ab" for start in places]
    both = found(lines)
    assert [(deed.line, deed.copies) for deed in both] == [(lines[0], (lines[2],)), (lines[1], (lines[3],))]


def test_only_the_statements_that_tell_of_it_stand_beside_a_deed(event: MakeEvent, line: MakeLine) -> None:
    accusal = line("accuse", LONG, speaker="Oru")
    denial = line("deny", "shelling anything", speaker="Ulm")
    copy = line("accuse", f"“{LONG}”", speaker="Oru", article="b")
    lines = [accusal, denial, copy, line("deny", "that Ulm shelled the boat", speaker="Ulm")]
    told = event("ASSAULT", f"{LONG}.", "shelled", standing="disputed", said_in=accusal.statement)
    again = event("ASSAULT", "No shelling.", "shelling", said_in=denial.statement, same_as=told.event)
    printed = event("ASSAULT", f"{LONG}.", "shelled", article="b", standing="claimed", said_in=copy.statement)
    other = event("AID", "Ulm sent help.", "sent")
    deed, alone = found([told, again, printed, other], lines)
    assert [entry.line for entry in deed.said] == [accusal, denial]
    assert (deed.standing, deed.kind) == ("disputed", "disputed")
    assert alone.said == ()
    assert (alone.standing, alone.kind, alone.firm) == ("reported", "done", True)


def test_whose_word_it_is_is_said_where_it_is_told(event: MakeEvent, line: MakeLine) -> None:
    lines = [line("deny", "a", speaker="Ulm"), line("state", "b", source="a pilot"), line("state", "c", source="")]
    mentions = [
        event("AID", f"{name} x", "x", standing=standing, said_in=said.statement)
        for name, standing, said in zip("abc", ("denied", "claimed", "claimed"), lines, strict=True)
    ]
    assert [deed.standing for deed in found(mentions, lines)] == ["denied by Ulm", "claimed by a pilot", "claimed"]


def test_every_kind_is_counted(event: MakeEvent) -> None:
    told = [("actual", "reported"), ("actual", "claimed"), ("negated", "disputed"), ("negated", "denied")]
    told += [("future", "reported"), ("hypothetical", "claimed"), ("negated", "reported")]
    lines = [event("AID", f"{n} x", "x", reality=told[n][0], standing=told[n][1]) for n in range(len(told))]
    kinds = [deed.kind for deed in found(lines)]
    assert kinds == list(KINDS)
    (group,) = dyads(found(lines))
    assert group.counts == dict.fromkeys(KINDS, 1)


def test_the_trigger_is_found_in_its_sentence_even_where_that_stands_twice(event: MakeEvent) -> None:
    article = replace(skarv().article, paragraphs=("They fired. They fired. " + "More. " * 30,))
    line = event("ASSAULT", "They fired.", "fired", start=17)
    assert told_in(line, article) == ("They ", "fired", ".")


def test_a_long_sentence_is_cut_around_the_trigger(event: MakeEvent) -> None:
    sentence = "before " * 50 + "they fired " + "after " * 50
    article = replace(skarv().article, paragraphs=(sentence,))
    before, trigger, after = told_in(event("ASSAULT", sentence.strip(), "fired"), article)
    assert trigger == "fired"
    assert before.startswith("… before ")
    assert before.endswith(" they ")
    assert after.startswith(" after ")
    assert after.endswith("after …")
    assert len(before) + len(after) <= 2 * 152
