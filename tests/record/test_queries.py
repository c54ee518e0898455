"""What a record answers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.errors import InputError, RecordError
from onrecord.reading import Reading
from onrecord.record import Line, Record
from tests.record.conftest import renamed


def names(lines: list[Line]) -> list[str]:
    return [f"{line.article}-{line.statement}" for line in lines]


def test_without_words_the_newest_come_first_in_the_order_of_the_text(full: Record) -> None:
    assert names(full.find()) == ["d4b2-s1", "d4b2-s2", "d4a1-s1", "d4a1-s2", "d4a1-s3", "d4a1-s4"]
    assert names(full.find(limit=2)) == ["d4b2-s1", "d4b2-s2"]


def test_a_line_shows_the_statement_and_where_it_stands(full: Record, dam: Reading) -> None:
    line = full.find("opened")[0]
    assert line == Line(
        article="d4a1",
        title="Osmark: river dam is sound, Velden says",
        date="2031-03-02",
        url="https://www.valleypost.example/dam",
        outlet="valleypost.example",
        statement="s1",
        act="promise",
        form="direct",
        speaker="Ida Velden",
        speaker_id="a1",
        role="Minister",
        country="OSM",
        source="Minister Ida Velden",
        cue="said",
        content="The dam … will not be opened",
        time=None,
        confidence=0.9,
        within=None,
        spans=dam.statements[0],
    )
    shown = json.loads(json.dumps(line.to_json()))
    assert shown["speaker"] == "Ida Velden"
    assert shown["spans"]["content"][1]["text"] == "will not be opened"


def test_a_statement_whose_source_is_missing_has_no_speaker(full: Record) -> None:
    (line,) = full.find("ministry knew")
    assert (line.source, line.speaker, line.speaker_id, line.role) == ("", None, None, None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CRACKS warned", {"d4a1-s2", "d4a1-s3", "d4b2-s1"}),  # the third by its title
        ("naive", {"d4a1-s4"}),
        ("institute's", {"d4b2-s1"}),
        ("rum*", {"d4a1-s4"}),
        ("rum", set()),
        ('"warned of"', {"d4a1-s2"}),  # a phrase does not run from the cue on into the content
        ('"of warned"', set()),
        ('"wall cou"*', {"d4b2-s1"}),
        ("opened knew", set()),
        ("—", set()),
        ("  ", {"d4a1-s1", "d4a1-s2", "d4a1-s3", "d4a1-s4", "d4b2-s1", "d4b2-s2"}),
    ],
)
def test_words(words: str, found: set[str], full: Record) -> None:
    assert set(names(full.find(words))) == found


@pytest.mark.parametrize(
    "words",
    ['"', '"""', "*", '"*', "a AND", "NOT", "NEAR(dam wall)", "content:dam", "dam -wall", "^dam", "(", "{a b}:c",
     "'; --", "dam\0wall", "\ud83d", "dam + wall", '"dam" *', "OR OR", ":", "\\", "dam,wall", "%", "🙂"],
)  # fmt: skip
def test_nothing_in_the_words_is_a_command(words: str, full: Record) -> None:
    assert isinstance(full.find(words), list)
    assert isinstance(full.find(speaker=words), list)
    assert isinstance(full.who(words), list)


def test_words_are_not_operators(full: Record) -> None:
    assert full.find("cracks OR opened") == []
    assert full.find("cracks NOT alleged") == []
    assert names(full.find("dam,wall")) == []


def test_what_was_said_ranks_above_the_title(full: Record) -> None:
    lines = full.find("cracks")
    assert {line.article for line in lines[:2]} == {"d4a1"}
    assert {line.article for line in lines[2:]} == {"d4b2"}


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("velden", {"d4a1-s1", "d4a1-s2", "d4a1-s4"}),
        ("Velden minister", {"d4a1-s1", "d4a1-s2", "d4a1-s4"}),
        ("HALVOR", {"d4a1-s3"}),
        ("direct*", {"d4b2-s1"}),
        ("eld", set()),
        ("she", set()),  # a pronoun names nobody
    ],
)
def test_speaker(speaker: str, found: set[str], full: Record) -> None:
    assert set(names(full.find(speaker=speaker))) == found


def test_us_is_a_pronoun_and_US_a_country(full: Record, cracks: Reading) -> None:
    assert full.who("US") == []
    states = replace(cracks.actors[1], name="Ula States", mentions=(replace(cracks.actors[1].mentions[0], text="US"),))
    full.add(replace(renamed(cracks, "u", title="New"), actors=(cracks.actors[0], states)), reader="1.0")
    assert [speaker.name for speaker in full.who("us")] == ["Ula States"]


def test_filters(full: Record, dam: Reading) -> None:
    assert names(full.find(act="warn")) == ["d4b2-s1", "d4a1-s3"]
    assert names(full.find("warned", act="warn", speaker="aune")) == ["d4b2-s1"]
    assert len(full.find(since="2031-03-02", until="2031-03-02")) == 4
    assert len(full.find(since="2031-03-03")) == 2
    assert len(full.find(until="2031-03")) == len(full.find(since="2031")) == 6
    assert full.find(until="2031-02") == []
    assert names(full.find(outlet="WWW.coast.example")) == ["d4b2-s1", "d4b2-s2"]
    full.add(renamed(dam, "copy", outlet="coast.example"), reader="1.0")
    assert len(full.find(outlet="coast.example")) == 6, "what an outlet reprints stands there too"


def test_a_wrong_filter_is_an_error_and_not_an_empty_answer(full: Record) -> None:
    with pytest.raises(InputError, match="'lie' is not an act; the acts are state, deny"):
        full.find(act="lie")
    with pytest.raises(InputError, match="until 'yesterday' is not a date; write it as 2022-02-24"):
        full.articles(until="yesterday")


def test_who_groups_by_name_and_counts(full: Record, dam: Reading) -> None:
    later = renamed(dam, "later", title="Osmark: later", date="2031-04-01", outlet="coast.example")
    shouted = replace(later.actors[0], name="IDA VELDEN", role="Prime minister")
    full.add(replace(later, actors=(shouted, *later.actors[1:])), reader="1.0")
    (velden,) = full.who("ida velden")
    assert (velden.name, velden.role, velden.country) == ("IDA VELDEN", "Prime minister", "OSM")
    assert (velden.articles, velden.first, velden.last) == (2, "2031-03-02", "2031-04-01")
    assert velden.outlets == {"coast.example": 1, "valleypost.example": 1}
    assert velden.acts == {"promise": 2, "deny": 2, "criticise": 2}
    assert [line.article for line in velden.lines] == ["later"] * 3 + ["d4a1"] * 3
    assert json.loads(json.dumps(velden.to_json()))["lines"][0]["article"] == "later"


def test_who_finds_those_who_say_nothing_too(full: Record) -> None:
    (institute,) = full.who("halvor")
    assert (institute.name, institute.articles, len(institute.lines)) == ("Halvor institute", 2, 1)
    (paper,) = full.who("valley post")
    assert (paper.articles, paper.acts, paper.lines) == (1, {}, ())
    assert full.who("nobody") == []


def test_an_article_opens_by_the_beginning_of_its_id(full: Record, dam: Reading) -> None:
    assert full.reading("d4a").article.id == "d4a1"
    assert full.reading("n").article.title == "Half a \ud83d smile"
    full.add(renamed(dam, "copy"), reader="1.0")
    assert full.reading("cop").article.id == "d4a1"
    with pytest.raises(RecordError, match="'d4' fits several articles: d4a1, d4b2; give more of the id"):
        full.reading("d4")
    with pytest.raises(RecordError, match="no article 'd4c9' is on record; the nearest ids are d4a1, d4b2"):
        full.reading("d4c9")
    with pytest.raises(RecordError, match="no article 'D4A1' is on record; the nearest ids are d4a1, d4b2, note"):
        full.printings("D4A1")


def test_an_empty_record_answers_too(record: Record) -> None:
    assert (record.find(), record.find("x"), record.who("x"), record.articles(), record.quarantined()) == ([],) * 5
    with pytest.raises(RecordError, match="the record holds no article yet"):
        record.reading("x")
    status = record.status()
    assert (status.inputs, status.first, status.last, status.acts) == (0, None, None, {})


def test_articles(full: Record, dam: Reading) -> None:
    full.add(renamed(dam, "copy"), reader="1.0")
    assert [(row.id, row.statements, row.events, row.copies) for row in full.articles()] == [
        ("d4b2", 2, 0, 0),
        ("d4a1", 4, 1, 1),
        ("note", 0, 0, 0),
    ]
    assert [row.id for row in full.articles(since="2031-03-05")] == ["d4b2"]
    assert full.articles()[1].outlet == "valleypost.example"


def test_printings_stand_oldest_first(full: Record, dam: Reading) -> None:
    full.add(renamed(dam, "second", date="2031-03-04"), reader="1.0")
    full.add(renamed(dam, "first", date="2031-03-03"), reader="1.0")
    assert [(printing.id, printing.article) for printing in full.printings("d4a1")] == [
        ("first", "d4a1"),
        ("second", "d4a1"),
    ]
    assert full.printings("d4b2") == []


def test_status_counts_arrivals_apart_from_what_became_of_them(full: Record, dam: Reading) -> None:
    full.add(renamed(dam, "copy"), reader="1.0")
    full.quarantine("bad.txt", "line 1", "empty", b"")
    status = full.status()
    assert (status.inputs, status.stored, status.copies, status.quarantined) == (5, 3, 1, 1)
    assert status.acts == {"warn": 2, "accuse": 1, "criticise": 1, "deny": 1, "promise": 1}
    assert status.statements == sum(status.acts.values())
    assert (status.events, status.types, status.realities) == (1, {"ACCUSE": 1}, {"actual": 1})
    assert status.outlets == {"coast.example": 1, "valleypost.example": 1}
    assert (status.first, status.last) == ("2031-03-02", "2031-03-09")
    assert (status.readers, status.superseded, status.version) == ({"1.0": 3}, 0, 4)
    assert status.size > full.path.stat().st_size, "the write-ahead log counts"
    assert json.loads(json.dumps(status.to_json()))["inputs"] == 5
    with full._engine.execution_options(transaction="IMMEDIATE").begin() as connection:
        connection.exec_driver_sql("DELETE FROM printing")
    status = full.status()
    assert status.inputs != status.stored + status.copies + status.quarantined, "a loss shows"
