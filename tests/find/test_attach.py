"""Which time and place an event, a statement or a figure gets."""

from __future__ import annotations

import pytest

from onrecord.article import Article, Span
from onrecord.find.attach import attach_events, attach_figures, attach_statements
from onrecord.reading import Event, Figure, Place, Statement, Time


def article(text: str) -> Article:
    return Article("a", "", "2024-05-10", None, (text,))


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(0, start, start + len(words), words)


def times(text: str, *words: str, type: str = "DATE") -> list[Time]:
    return [Time(word, span(text, word), type, "2024-05-09", "published") for word in words]


def places(text: str, *words: str) -> list[Place]:
    return [Place(word, span(text, word), word, "city") for word in words]


def said(text: str, source: str, cue: str, content: str, id: str = "s1", within: str | None = None) -> Statement:
    parts = (((span(text, part),) if part else ()) for part in (source, cue, content))
    return Statement(id, "state", "indirect", *parts, within=within)


def happening(text: str, trigger: str, said_in: str | None = None, actor: str | None = None) -> Event:
    actors = (span(text, actor),) if actor else ()
    return Event("e1", "ASSAULT", None, "actual", "reported", span(text, trigger), actor_spans=actors, said_in=said_in)


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("Rebels shelled Orvany on Monday and withdrew on Thursday.", "shelled", "Monday"),
        ("Rebels shelled Orvany on Monday and withdrew on Thursday.", "withdrew", "Thursday"),
        ("On Monday, gunmen from the hills raided the depot.", "raided", "Monday"),
        ("Gunmen raided the depot after the ceasefire ended on Tuesday.", "raided", "Tuesday"),
        ("Talks broke down on Monday. Gunmen raided the depot.", "raided", None),
        ("Gunmen raided the depot. Talks are due on Thursday.", "raided", None),
        (
            "On Monday the army crossed the river, while aid convoys that had waited since Thursday turned back.",
            "crossed",
            "Monday",
        ),
        (
            "On Monday the army crossed the river, while aid convoys that had waited since Thursday turned back.",
            "turned back",
            "Thursday",
        ),
    ],
)
def test_an_event_has_the_time_of_its_clause_else_of_its_sentence(text: str, trigger: str, found: str | None) -> None:
    known = times(text, *(day for day in ("Monday", "Tuesday", "Thursday") if day in text))
    (event,) = attach_events(article(text), [happening(text, trigger)], (), known, ())
    assert event.time == found


def test_the_day_of_the_saying_is_not_that_of_the_event() -> None:
    text = "The ministry said on Friday that troops had crossed the border on Tuesday."
    told = said(text, "The ministry", "said", "that troops had crossed the border on Tuesday")
    known = times(text, "Friday", "Tuesday")
    (event,) = attach_events(article(text), [happening(text, "crossed", "s1")], [told], known, ())
    (statement,) = attach_statements(article(text), [told], known)
    assert (event.time, statement.time) == ("Tuesday", "Friday")


def test_what_is_said_without_a_day_has_none() -> None:
    text = "The ministry said on Friday that troops had crossed the border."
    told = said(text, "The ministry", "said", "that troops had crossed the border")
    (event,) = attach_events(article(text), [happening(text, "crossed", "s1")], [told], times(text, "Friday"), ())
    assert event.time is None


def test_a_nested_statement_has_the_time_inside_the_outer_one() -> None:
    text = "She said on Friday that the envoy had warned on Sunday of a raid."
    outer = said(text, "She", "said", "that the envoy had warned on Sunday of a raid")
    inner = said(text, "the envoy", "warned", "of a raid", "s2", within="s1")
    found = attach_statements(article(text), [outer, inner], times(text, "Friday", "Sunday"))
    assert [statement.time for statement in found] == ["Friday", "Sunday"]


def test_a_duration_is_no_day() -> None:
    text = "Gunmen held the depot for three days."
    known = times(text, "three days", type="DURATION")
    (event,) = attach_events(article(text), [happening(text, "held")], (), known, ())
    assert event.time is None


def test_a_day_weighs_more_than_now() -> None:
    text = "Now gunmen hold the depot they took on Monday."
    now = Time("now", span(text, "Now"), "DATE", "PRESENT_REF", "published")
    (event,) = attach_events(article(text), [happening(text, "hold")], (), [now, *times(text, "Monday")], ())
    assert event.time == "Monday"


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "found"),
    [
        ("Jets bombed a bridge near Orvany, and crowds marched in Telde.", "bombed", None, "Orvany"),
        ("Jets bombed a bridge near Orvany, and crowds marched in Telde.", "marched", None, "Telde"),
        ("The mayor of Telde visited barracks in Orvany.", "visited", "The mayor of Telde", "Orvany"),
        ("Orvany was quiet. Jets bombed a bridge.", "bombed", None, None),
    ],
)
def test_an_event_has_the_place_of_its_clause(text: str, trigger: str, actor: str | None, found: str | None) -> None:
    known = places(text, *(name for name in ("Orvany", "Telde") if name in text))
    (event,) = attach_events(article(text), [happening(text, trigger, actor=actor)], (), (), known)
    assert event.place == found


def test_talk_is_not_where_what_it_is_about_is() -> None:
    text = "Envoys met in Telde to speak about the war in Orvany."
    meeting = Event("e1", "CONSULT", None, "actual", "reported", span(text, "met"))
    talk = Event("e2", "CONSULT", None, "future", "reported", span(text, "speak"))
    found = attach_events(article(text), [meeting, talk], (), (), places(text, "Telde", "Orvany"))
    assert [event.place for event in found] == ["Telde", "Telde"]


def test_whom_one_praises_is_not_where_one_does_so() -> None:
    text = "Kelm praised the courts of Orvany."
    praise = Event("e1", "SUPPORT", None, "actual", "reported", span(text, "praised"),
                   recipient_spans=(span(text, "the courts of Orvany"),))  # fmt: skip
    raid = Event("e2", "ASSAULT", None, "actual", "reported", span(text, "praised"),
                 recipient_spans=praise.recipient_spans)  # fmt: skip
    found = attach_events(article(text), [praise, raid], (), (), places(text, "Orvany"))
    assert [event.place for event in found] == [None, "Orvany"]


def test_a_figure_has_its_claimant_and_the_place_and_time_of_its_own_clause() -> None:
    text = "Kelm said 40 soldiers died in Orvany on Monday, while 12 tanks burned."
    told = said(text, "Kelm", "said", "40 soldiers died in Orvany on Monday, while 12 tanks burned")
    figures = [
        Figure(f"f{n}", span(text, number), int(number), int(number), "exact") for n, number in ((1, "40"), (2, "12"))
    ]
    found = attach_figures(article(text), figures, [told], times(text, "Monday"), places(text, "Orvany"))
    assert [(f.said_in, f.time, f.place) for f in found] == [("s1", "Monday", "Orvany"), ("s1", None, None)]
