"""What a record answers about events."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.reading import Event, Reading
from onrecord.record import EventLine, Party, Record
from tests.record.conftest import renamed, span


@pytest.fixture
def happened(record: Record, raid: Reading, dam: Reading) -> Record:
    """A record of what was done in the two readings that tell of it."""
    for reading in (dam, raid):
        record.add(reading, reader="1.0")
    return record


def names(lines: list[EventLine]) -> list[str]:
    return [f"{line.article}-{line.event}" for line in lines]


def test_the_newest_come_first_in_the_order_of_the_text(happened: Record) -> None:
    first_mentions = ["r1-e1", "r1-e3", "r1-e4", "r1-e5", "d4a1-e1"]
    assert names(happened.events()) == first_mentions
    assert names(happened.events(limit=2)) == first_mentions[:2]
    everything = ["r1-e1", "r1-e2", "r1-e3", "r1-e4", "r1-e5", "d4a1-e1", "d4a1-e2"]
    assert names(happened.events(repeated=True)) == everything


def test_ten_events_and_articles_without_a_date_keep_their_order(record: Record, raid: Reading) -> None:
    many = tuple(replace(raid.events[3], id=f"e{number}", said_in=None) for number in range(1, 13))
    for id, date in (("b", None), ("c", "2031-04-02"), ("a", "2031-04-02")):
        record.add(replace(renamed(raid, id, title=f"Title {id}", date=date), events=many), reader="1.0")
    assert names(record.events()) == [f"{id}-{event.id}" for id in "acb" for event in many]


def test_a_line_shows_the_event_and_where_it_stands(happened: Record, raid: Reading) -> None:
    line = happened.events()[1]
    assert line == EventLine(
        article="r1",
        title="Osmark shells Lunde, Ferra says",
        date="2031-04-02",
        url="https://coast.example/raid",
        outlet="coast.example",
        event="e3",
        type="ASSAULT",
        mode="firearms",
        reality="actual",
        standing="claimed",
        actors=(Party("a1", "Osmark army", "OSMGOV MIL", "OSM"),),
        recipients=(Party("a5", "Lunde Relief", "NGO MED", None), Party("a4", "Ferra", None, "FRR")),
        trigger="fired",
        actor_text="They",
        recipient_text="the market",
        sentence="“They fired at the market,” Gen. Tor T. Aas said.",
        said_in="s2",
        said_by="Tor Aas",
        same_as=None,
        place=None,
        time=None,
        confidence=1.0,
        spans=raid.events[2],
    )
    shown = json.loads(json.dumps(line.to_json()))
    assert shown["recipients"][1] == {"id": "a4", "name": "Ferra", "code": None, "country": "FRR"}
    assert shown["spans"] == raid.events[2].to_json()


def test_the_sentence_is_the_one_that_holds_the_trigger(happened: Record) -> None:
    assert [(line.sentence, line.trigger) for line in happened.events(since="2031-04", repeated=True)] == [
        ("Osmark shells Lunde, Ferra says", "shells"),
        ("Artillery of the Osmark army shelled the town of Lunde on Tuesday.", "shelled"),
        ("“They fired at the market,” Gen. Tor T. Aas said.", "fired"),
        ("A column of tanks may cross the river tonight, he warned!", "cross"),
        ("Osmark denied this. It will meet Ferra on Friday.", "meet"),
    ]


def test_a_trigger_over_the_end_of_a_sentence_shows_both(record: Record, raid: Reading) -> None:
    over = replace(raid.events[3], trigger=span(raid.article, 0, "warned! “It"))
    record.add(replace(raid, events=(over,)), reader="1.0")
    (line,) = record.events()
    assert line.sentence == "A column of tanks may cross the river tonight, he warned! “It is near,” he said."


def test_texts_and_sayers(happened: Record) -> None:
    found = {name: line for line in happened.events(repeated=True) for name in names([line])}
    assert found["r1-e2"].actor_text == "Artillery … the Osmark army"
    assert (found["r1-e2"].said_in, found["r1-e2"].said_by) == (None, None)
    assert (found["r1-e1"].said_in, found["r1-e1"].said_by) == ("s1", "Ferra")
    assert (found["r1-e4"].said_in, found["r1-e4"].said_by) == ("s3", None), "a statement without a speaker"
    assert (found["r1-e4"].actors, found["r1-e4"].recipients, found["r1-e4"].recipient_text) == ((), (), "")
    assert found["d4a1-e2"].same_as == "e1"
    assert [party.name for party in found["d4a1-e2"].recipients] == ["Valley Post", "Ida Velden"]


def test_a_party_that_is_no_actor_is_kept_but_not_shown(record: Record, raid: Reading) -> None:
    stray = replace(raid, events=(replace(raid.events[0], actors=("a9", "a3"), said_in="s9"),))
    record.add(stray, reader="1.0")
    assert record.reading("r1").to_json() == stray.to_json()
    (line,) = record.events()
    assert [party.id for party in line.actors] == ["a3"]
    assert line.spans.actors == ("a9", "a3")
    assert (line.said_in, line.said_by) == ("s9", None)


@pytest.mark.parametrize(
    ("actor", "found"),
    [
        ("OSM", {"e1", "e2", "e3", "e5"}),
        ("osm", {"e1", "e2", "e3", "e5"}),
        ("Osm", set()),  # in other capitals it is a name
        ("OSMGOV", {"e1", "e2", "e3", "e5"}),
        ("OSMGOVMIL", {"e2", "e3"}),
        (" osmgov mil ", {"e2", "e3"}),
        ("OSMMIL", set()),
        ("OSMG", set()),
        ("FRR", {"e5"}),  # a country alone
        ("FRRGOV", set()),
        ("osmark", {"e1", "e2", "e3", "e5"}),
        ("OSMARK", {"e1", "e2", "e3", "e5"}),  # six letters like a code, but a name
        ("Osmark army", {"e2", "e3"}),
        ("arm*", {"e2", "e3"}),
        ("they", set()),  # a pronoun names nobody
        ("aas", set()),  # speaks, but does nothing
        ("", set()),
        ("—", set()),
        ("'; --", set()),
        ("%", set()),
    ],
)
def test_actor(actor: str, found: set[str], record: Record, raid: Reading) -> None:
    record.add(raid, reader="1.0")
    assert {line.event for line in record.events(actor=actor, repeated=True)} == found


def test_recipient(happened: Record) -> None:
    assert names(happened.events(recipient="NGO")) == ["r1-e3"]
    assert names(happened.events(recipient="ngo med")) == ["r1-e3"]
    assert names(happened.events(recipient="NGOMED")) == ["r1-e3"]
    assert names(happened.events(recipient="ferra")) == ["r1-e3", "r1-e5"], "also the second of two"
    assert names(happened.events(actor="ferra", recipient="OSMGOV")) == ["r1-e5"]
    assert names(happened.events(actor="army", recipient="velden")) == []
    assert names(happened.events(recipient="minister", repeated=True)) == ["d4a1-e2"], "by the role"


def test_a_word_of_three_letters_is_sought_as_a_name_too(record: Record, raid: Reading) -> None:
    named = replace(raid.actors[2], name="The CIA of Osmark", code="OSMSPY")
    record.add(replace(raid, actors=(*raid.actors[:2], named, *raid.actors[3:])), reader="1.0")
    assert names(record.events(actor="CIA")) == ["r1-e1", "r1-e5"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "ASSAULT"}, ["r1-e1", "r1-e3"]),
        ({"type": "ASSAULT", "mode": "firearms"}, ["r1-e3"]),
        ({"mode": "heavy-weapons", "repeated": True}, ["r1-e1", "r1-e2"]),
        ({"type": "ACCUSE", "mode": "allege"}, ["d4a1-e1"]),
        ({"type": "AGREE"}, []),
        ({"reality": "hypothetical"}, ["r1-e4"]),
        ({"reality": "negated"}, []),
        ({"reality": "negated", "repeated": True}, ["d4a1-e2"]),
        ({"standing": "disputed"}, ["r1-e1"]),
        ({"standing": "reported"}, ["r1-e5"]),
        ({"type": "ASSAULT", "standing": "claimed", "actor": "OSM", "reality": "actual"}, ["r1-e3"]),
        ({"since": "2031-03-03"}, ["r1-e1", "r1-e3", "r1-e4", "r1-e5"]),
        ({"until": "2031-03"}, ["d4a1-e1"]),
        ({"since": "2031-03-02", "until": "2031-03-02"}, ["d4a1-e1"]),
        ({"since": "2032"}, []),
        ({"outlet": "WWW.Valleypost.example"}, ["d4a1-e1"]),
        ({"outlet": "coast.example", "limit": 1}, ["r1-e1"]),
    ],
)
def test_filters(filters: dict[str, Any], found: list[str], happened: Record) -> None:
    assert names(happened.events(**filters)) == found


def test_what_an_outlet_reprints_stands_there_too(happened: Record, dam: Reading) -> None:
    happened.add(renamed(dam, "copy", outlet="coast.example"), reader="1.0")
    assert "d4a1-e1" in names(happened.events(outlet="coast.example"))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"type": "WAR"}, "'WAR' is not an event type; the types are AGREE, CONSULT, .*, ASSAULT$"),
        ({"mode": "ASSAULT.aerial"}, "'ASSAULT.aerial' is not a mode; the modes are visit, .*, unconventional$"),
        (
            {"type": "RETREAT", "mode": "aerial"},
            "'aerial' is not a mode of RETREAT; the modes of RETREAT are withdraw, ",
        ),
        ({"type": "AGREE", "mode": "visit"}, "'visit' is not a mode of AGREE; there are no modes of AGREE$"),
        ({"reality": "real"}, "'real' is not a reality; the realities are actual, future, hypothetical, negated$"),
        ({"standing": "true"}, "'true' is not a standing; the standings are reported, claimed, denied, disputed$"),
        ({"since": "yesterday"}, "since 'yesterday' is not a date; write it as 2022-02-24"),
    ],
)
def test_a_wrong_filter_is_an_error_and_not_an_empty_answer(
    filters: dict[str, Any], message: str, record: Record
) -> None:
    with pytest.raises(InputError, match=message):
        record.events(**filters)


def test_events_come_back_to_the_last_field(record: Record, raid: Reading) -> None:
    whole = Event(
        id="e\ud83d",
        type="COERCE",
        mode="martial-law",
        reality="future",
        standing="denied",
        trigger=span(raid.article, 1, "meet"),
        actor_spans=(span(raid.article, 1, "Ferra"), span(raid.article, 1, "It")),
        recipient_spans=(span(raid.article, -1, "Osmark"), span(raid.article, 0, "the market")),
        actors=("a4", "a1", "a4"),
        recipients=("a2", "a5"),
        place="p7",
        time="t3",
        said_in="s1",
        same_as="e1",
        confidence=0.1 + 0.2,
    )
    bare = Event("e0", "AGREE", None, "actual", "reported", span(raid.article, 0, "near"))
    record.add(replace(raid, events=(whole, bare, *raid.events)), reader="1.0")
    back = record.reading("r1")
    assert back.events == (whole, bare, *raid.events)
    assert [event.to_json() for event in back.events] == [event.to_json() for event in (whole, bare, *raid.events)]


def test_a_superseded_reading_keeps_its_events(happened: Record, raid: Reading) -> None:
    again = replace(raid, events=raid.events[3:])
    assert happened.add(again, reader="2.0") == "stored"
    assert names(happened.events(repeated=True, since="2031-04")) == ["r1-e4", "r1-e5"]
    assert happened.reading("r1").events == raid.events[3:]
    assert happened.reading("r1", reader="1.0").to_json() == raid.to_json()
    with happened._engine.begin() as connection:
        left = connection.exec_driver_sql("SELECT count(DISTINCT event), max(event) FROM event_segment").one()
    assert left == (4, 4), "nothing of the old reading is left in the tables, and its keys are used again"


def test_counts_are_of_first_mentions(happened: Record) -> None:
    status = happened.status()
    assert status.events == len(happened.events()) == 5
    assert status.types == {"ASSAULT": 2, "ACCUSE": 1, "CONSULT": 1, "MOBILIZE": 1}
    assert status.realities == {"actual": 3, "future": 1, "hypothetical": 1}
    assert json.loads(json.dumps(status.to_json()))["realities"]["actual"] == 3
    assert {row.id: row.events for row in happened.articles()} == {"r1": 4, "d4a1": 1}


def test_an_empty_record_has_none(record: Record) -> None:
    assert record.events(actor="OSM", repeated=True) == []
    assert (record.status().events, record.status().types, record.status().realities) == (0, {}, {})
