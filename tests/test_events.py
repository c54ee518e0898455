"""Events by the real path: the model that ships, on original sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.events import PROBES
from onrecord import Actor, Event, Reader, Reading
from onrecord.article import TITLE, Damage
from onrecord.intake import prepare

RIVALS = (
    "VARRA (NCA) — The Defence Ministry said on Friday that Meridian jets had bombed a depot near Port Ellan.",
    "Meridia denied bombing the depot. “Our aircraft stayed on the ground,” Colonel Idris Maro told reporters.",
    "Tarvia expelled three Meridian diplomats on Saturday, and the two governments plan to meet next week.",
    "Rain fell all day and the harbour road stayed closed.",
)


def read(reader: Reader, *paragraphs: str, title: str = "", lost: bool = False) -> Reading:
    article = prepare(title=title, date="2031-03-07", url="https://courier.example/1", paragraphs=paragraphs)
    return reader.read(replace(article, damage=Damage(order=True)) if lost else article)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def rivals(reader: Reader) -> Reading:
    return read(reader, *RIVALS, title="Tarvia expels Meridian envoys")


def told(event: Event) -> tuple[str, str, str]:
    return event.type, event.reality, event.standing


def words(spans: tuple[object, ...]) -> list[str]:
    return [getattr(span, "text", "") for span in spans]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    list(
        zip(
            PROBES,
            [
                ("ASSAULT", "actual", "reported"),
                ("ASSAULT", "negated", "reported"),
                ("ASSAULT", "future", "reported"),
                ("ASSAULT", "hypothetical", "reported"),
                ("ASSAULT", "negated", "denied"),
                ("ASSAULT", "actual", "reported"),
                ("CONSULT", "negated", "reported"),
                ("ASSAULT", "future", "reported"),
                ("ASSAULT", "actual", "claimed"),
                ("ASSAULT", "actual", "reported"),
                ("ASSAULT", "hypothetical", "reported"),
            ],
            strict=True,
        )
    ),
)
def test_the_probes(reader: Reader, sentence: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in [told(event) for event in read(reader, sentence).events]


def test_refusing_to_meet_is_a_rejection_and_no_meeting(reader: Reader) -> None:
    events = read(reader, "Russia refused to meet Ukraine.").events
    assert [(event.type, event.reality) for event in events] == [("REJECT", "actual"), ("CONSULT", "negated")]


def test_who_did_it_to_whom_and_where_it_is_said(rivals: Reading) -> None:
    (bombed,) = [event for event in rivals.events if event.trigger.text == "bombed"]
    assert (bombed.type, bombed.mode) == ("ASSAULT", "aerial")
    assert words(bombed.actor_spans) == ["Meridian jets"]
    (statement,) = [s for s in rivals.statements if s.id == bombed.said_in]
    names = {actor.id: actor.name for actor in rivals.actors}
    assert names[statement.speaker or ""] == "Defence Ministry"


def test_a_claim_and_a_denial_in_two_paragraphs_are_disputed_and_one(rivals: Reading) -> None:
    first, second = [event for event in rivals.events if event.trigger.text in ("bombed", "bombing")]
    assert (first.standing, second.standing) == ("disputed", "disputed")
    assert second.same_as == first.id


def test_the_title_has_events_and_the_body_tells_them_again(rivals: Reading) -> None:
    title, body = [event for event in rivals.events if event.type == "SANCTION"]
    assert title.trigger.paragraph == TITLE
    assert body.same_as == title.id


def test_two_governments_plan_to_meet(rivals: Reading) -> None:
    (meeting,) = [event for event in rivals.events if event.type == "CONSULT"]
    assert meeting.reality == "future"
    assert words(meeting.actor_spans) == ["the two governments"]


def test_weather_is_no_event(rivals: Reading) -> None:
    assert all(event.trigger.paragraph < 3 for event in rivals.events)


def test_ids_are_in_text_order_and_spans_are_slices(rivals: Reading) -> None:
    assert [event.id for event in rivals.events] == [f"e{n}" for n in range(1, len(rivals.events) + 1)]
    assert sorted(rivals.events, key=lambda event: event.trigger) == list(rivals.events)
    known = {actor.id for actor in rivals.actors}
    for event in rivals.events:
        assert known.issuperset((*event.actors, *event.recipients))
        for span in (event.trigger, *event.actor_spans, *event.recipient_spans):
            assert rivals.article.text(span.paragraph)[span.start : span.end] == span.text


def test_where_the_order_is_lost_neighbours_do_not_matter(reader: Reader) -> None:
    def found(*order: int) -> set[tuple[object, ...]]:
        events = read(reader, *(RIVALS[n] for n in order), lost=True).events
        return {(e.type, e.reality, e.trigger.text, *words(e.actor_spans), *words(e.recipient_spans)) for e in events}

    assert len(found(0, 1, 2)) >= 4
    assert found(0, 1, 2) == found(2, 0, 1) == found(1, 2, 0)


def test_actors_in_any_order_of_the_paragraphs(reader: Reader) -> None:
    paragraphs = (
        "Peskov said Russia would not attack its neighbours.",
        "Kremlin spokesman Dmitry Peskov spoke on Friday.",
        "Moscow accused NATO of sending ships to the Black Sea. The bloc rejected the accusation.",
    )

    def actors(*order: int) -> dict[str, str | None]:
        found: tuple[Actor, ...] = read(reader, *(paragraphs[n] for n in order)).actors
        return {actor.name: actor.code for actor in found}

    wanted = {"Dmitry Peskov": "RUSGOV", "NATO": "IGO MIL"}
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        assert wanted.items() <= actors(*order).items()
        assert "RUSGOV" in {code for name, code in actors(*order).items() if name in ("Russia", "Moscow")}


def test_a_given_dyad_is_coded(reader: Reader, rivals: Reading) -> None:
    article = rivals.article
    places = ((RIVALS[2].index(words), words) for words in ("Tarvia", "three Meridian diplomats"))
    tarvia, diplomats = (article.span(2, start, start + len(words)) for start, words in places)
    (coded,) = reader.code(article, [([tarvia], [diplomats])])
    assert coded.to_json() == {"type": "SANCTION", "mode": "expel", "reality": "actual"}
    assert [answer.type for answer in reader.code(article, [([], [])])] == [None]
