from __future__ import annotations

from collections import defaultdict

from onrecord.desk.people import party_names, with_full_names
from onrecord.desk.words import speaker_key
from onrecord.record import Line
from tests.desk.conftest import MakeLine


def named(lines: list[Line]) -> list[str | None]:
    return [line.speaker for line in with_full_names(lines, lines)]


def parties(lines: list[Line]) -> dict[str, str]:
    speakers: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        speakers[speaker_key(line.speaker or "")].append(line)
    return party_names(speakers)


def test_a_bare_surname_is_the_one_who_has_it(line: MakeLine) -> None:
    lines = [line("deny", "x", speaker=name) for name in ("Ilsa Mørk-Dratík", "Bruno Kastel", "Kastel", "KASTEL", None)]
    assert named(lines) == ["Ilsa Mørk-Dratík", "Bruno Kastel", "Bruno Kastel", "Bruno Kastel", None]


def test_spellings_of_one_full_name_are_one(line: MakeLine) -> None:
    lines = [line("deny", "x", speaker=name) for name in ("Emil Dratík", "Emil Dratik", "Dratik")]
    assert speaker_key(named(lines)[2] or "") == "emil dratik"


def test_a_surname_of_two_is_nobodys(line: MakeLine) -> None:
    lines = [line("deny", "x", speaker=name) for name in ("Carla Vint", "Rosa Vint", "Vint")]
    assert named(lines) == ["Carla Vint", "Rosa Vint", "Vint"]


def test_the_whole_record_tells_whether_a_surname_is_one_persons(line: MakeLine) -> None:
    lines = [line("deny", "x", speaker=name) for name in ("Carla Vint", "Vint")]
    others = [line("deny", "x", speaker="Rosa Vint")]
    assert [found.speaker for found in with_full_names(lines, [*lines, *others])] == ["Carla Vint", "Vint"]


def test_countries_and_common_nouns_are_no_surnames(line: MakeLine) -> None:
    names = ["Michael Jordan", "Jordan", "Basin Council", "Council", "Kastel's people", "people", "Hal Mayor", "mayor"]
    assert named([line("deny", "x", speaker=name) for name in names]) == names


def test_a_country_is_the_party_by_its_name(line: MakeLine) -> None:
    lines = [line("state", "x", speaker="Anna Petrova", country="RUS"), line("state", "y", speaker="Anna Petrova")]
    lines += [line("state", "x", speaker="Lund", country="NOR"), line("state", "x", speaker="Odd", country="XXX")]
    assert parties(lines) == {"anna petrova": "Russia", "lund": "Norway", "odd": "XXX"}


def test_words_that_speakers_share_make_a_party(line: MakeLine) -> None:
    lines = [
        line("state", "a", speaker="Zembla"),
        line("state", "b", speaker="Zemblan officials"),
        line("state", "c", speaker="Ida Rook", role="Zemblan foreign minister"),
        line("state", "d", speaker="Otto Fenn", source="Zembla’s envoy, Otto Fenn, who met the Ulmish minister"),
        line("state", "e", speaker="Zemblas defense minister"),
        line("state", "f", speaker="Zemblan Navy"),
        line("state", "g", speaker="Ministry of Zembla"),
        line("state", "h", speaker="Hal Orme", role="Mayor"),
    ]
    found = parties(lines)
    assert set(found.values()) == {"Zembla"}
    assert set(found) == {speaker_key(own.speaker or "") for own in lines[:-1]}


def test_two_speakers_need_five_statements(line: MakeLine) -> None:
    few = [line("state", f"a{n}", speaker="Basin Council") for n in range(3)]
    few += [line("state", "b", speaker="Jo Terr", role="head of the Basin Council")]
    assert parties(few) == {}
    more = [*few, line("state", "c", speaker="Basin Council")]
    assert parties(more) == {"basin council": "Basin Council", "jo terr": "Basin Council"}


def test_one_speaker_is_no_party_however_much_it_says(line: MakeLine) -> None:
    assert parties([line("state", f"a{n}", speaker="Zembla") for n in range(9)]) == {}


def test_where_somebody_is_does_not_tell_the_party(line: MakeLine) -> None:
    lines = [line("state", f"a{n}", speaker="Zembla") for n in range(5)]
    lines += [line("state", "b", speaker="Zemblan officials")]
    for number, where in enumerate(("an envoy to Zembla", "a farmer in Zembla", "men hired by the Zembla")):
        lines.append(line("state", f"c{number}", speaker=where))
    assert set(parties(lines)) == {"zembla", "zemblan officials"}


def test_two_parties_in_one_name_are_none(line: MakeLine) -> None:
    lines = [
        line("state", f"{n}", speaker=name) for name in ("Zembla", "Ulm", "Zemblan army", "Ulm army") for n in "abc"
    ]
    lines += [line("state", "x", speaker="Zembla and Ulm")]
    assert parties(lines) == {"zembla": "Zembla", "zemblan army": "Zembla", "ulm": "Ulm", "ulm army": "Ulm"}


def test_people_and_common_words_are_no_party(line: MakeLine) -> None:
    lines = [line("state", f"a{n}", speaker="Bruno Kastel", role="General") for n in range(4)]
    lines += [line("state", "b", speaker=name) for name in ("Kastel's ministry", "Kastel's office", "Kastel's army")]
    lines += [
        line("state", "c", speaker=name) for name in ("Officials", "Foreign Ministry", "Foreign Minister", "General")
    ]
    lines += [
        line("state", "d", speaker=name)
        for name in ("Harvesters", "Harvesters nearby", "Harvesters again", "some harvesters")
    ]
    assert parties(lines) == {}
