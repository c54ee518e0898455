"""Happenings: one event told twice, and what one asserts and another denies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.article import Article, Span
from onrecord.find.happenings import settle
from onrecord.reading import Actor, Event, Statement, Time

TEXT = (
    "Tarvia shelled Port Ellan. The bombardment of Port Ellan lasted an hour.",
    "Tarvia said it had not shelled Port Ellan.",
    "Tarvian gunners shelled Port Ellan again; Meridia shelled Quay. Tarvia rejected the accusation.",
)
ARTICLE = Article("x", "", None, None, TEXT)

TARVIA = Actor("a1", "Tarvia", "TRVGOV", "TRV", ("GOV",))
GUNNERS = Actor("a2", "Tarvian gunners", "TRVMIL", "TRV", ("MIL",))
MERIDIA = Actor("a3", "Meridia", "MRDGOV", "MRD", ("GOV",))
REBELS = Actor("a4", "The rebels", None, None, ("REB",))
ACTORS = (TARVIA, GUNNERS, MERIDIA, REBELS)


def place(paragraph: int, words: str) -> Span:
    start = TEXT[paragraph].index(words)
    return ARTICLE.span(paragraph, start, start + len(words))


def event(
    id: str,
    trigger: Span,
    *,
    actors: tuple[str, ...] = ("a1",),
    whom: Span | None = None,
    type: str = "ASSAULT",
    mode: str | None = "heavy-weapons",
    reality: str = "actual",
    standing: str = "reported",
    said_in: str | None = None,
) -> Event:
    return Event(id, type, mode, reality, standing, trigger, (), (whom,) if whom else (), actors, (), said_in=said_in)


def statement(id: str, act: str, speaker: str | None, content: Span) -> Statement:
    return Statement(id, act, "indirect", (), (content,), (content,), speaker)


def same(*events: Event, statements: tuple[Statement, ...] = ()) -> list[tuple[str | None, str]]:
    """`same_as` and standing of each event, once settled."""
    return [(event.same_as, event.standing) for event in settle(statements, events, ACTORS)]


def test_a_second_mention_points_at_the_first() -> None:
    first = event("e1", place(0, "shelled"), whom=place(0, "Port Ellan"))
    second = event("e2", place(0, "bombardment"), actors=(), whom=place(0, "Port Ellan"), mode=None)
    third = event("e3", place(2, "shelled"), actors=("a2",), whom=place(2, "Port Ellan"))
    # A state acts through its forces; a mention that names no actor must share the word with the first.
    assert same(first, third) == [(None, "reported"), ("e1", "reported")]
    assert same(first, second) == [(None, "reported"), (None, "reported")]


def test_other_doers_targets_kinds_and_realities_are_other_happenings() -> None:
    first = event("e1", place(0, "shelled"), whom=place(0, "Port Ellan"))
    assert same(first, event("e2", place(2, "shelled"), actors=("a3",), whom=place(2, "Port Ellan")))[1][0] is None
    assert same(first, event("e2", place(2, "shelled"), whom=place(2, "Quay")))[1][0] is None
    assert same(first, event("e2", place(2, "shelled"), whom=place(2, "Port Ellan"), mode="aerial"))[1][0] is None
    assert same(first, event("e2", place(2, "shelled"), whom=place(2, "Port Ellan"), type="COERCE"))[1][0] is None
    future = event("e2", place(2, "shelled"), whom=place(2, "Port Ellan"), reality="future")
    assert same(first, future)[1][0] is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2021-11-05", "2021-11-05", True),
        ("2021-11-05", "2021-11-05T14:00", True),
        ("2021-11", "2021-11-05", True),
        ("2021-11-05", None, True),
        ("2021-11-05", "PAST_REF", True),
        ("2021-W44", "2021-11-05", True),  # weeks are not compared
        ("2021-11-05", "2021-11-06", False),
        ("2014", "2021-11-05", False),
    ],
)
def test_two_days_are_two_happenings(one: str, other: str | None, is_same: bool) -> None:
    first = replace(event("e1", place(0, "shelled"), whom=place(0, "Port Ellan")), time="t1")
    third = replace(event("e3", place(2, "shelled"), actors=("a2",), whom=place(2, "Port Ellan")), time="t2")
    times = [Time("t1", place(0, "an hour"), "DATE", one), Time("t2", place(2, "again"), "DATE", other)]
    assert (settle((), (first, third), ACTORS, times)[1].same_as == "e1") is is_same


def test_a_claim_and_a_denial_far_apart_are_disputed_and_one_happening() -> None:
    claimed = event("e1", place(0, "shelled"), whom=place(0, "Port Ellan"), standing="claimed", said_in="s1")
    denied = event(
        "e2", place(1, "shelled"), whom=place(1, "Port Ellan"), reality="negated", standing="denied", said_in="s2"
    )
    said = (statement("s1", "accuse", "a3", place(0, TEXT[0])), statement("s2", "deny", "a1", place(1, TEXT[1])))
    assert same(claimed, denied, statements=said) == [(None, "disputed"), ("e1", "disputed")]


def test_who_denies_what_he_himself_claims_disputes_nothing() -> None:
    claimed = event("e1", place(0, "shelled"), whom=place(0, "Port Ellan"), standing="claimed", said_in="s1")
    denied = event(
        "e2", place(1, "shelled"), whom=place(1, "Port Ellan"), reality="negated", standing="denied", said_in="s2"
    )
    said = (statement("s1", "state", "a1", place(0, TEXT[0])), statement("s2", "deny", "a1", place(1, TEXT[1])))
    assert [standing for _, standing in same(claimed, denied, statements=said)] == ["claimed", "denied"]


def test_a_denial_that_does_not_name_the_deed_finds_the_charge_before_it() -> None:
    charge = event(
        "e1", place(2, "shelled"), actors=("a2",), whom=place(2, "Port Ellan"), standing="claimed", said_in="s1"
    )
    other = event("e2", place(2, "shelled Quay"), actors=("a3",), standing="claimed", said_in="s1")
    said = (
        statement("s1", "accuse", "a4", place(2, "Tarvian gunners shelled Port Ellan again; Meridia shelled Quay")),
        statement("s2", "deny", "a1", place(2, "the accusation")),
    )
    assert [standing for _, standing in same(charge, other, statements=said)] == ["disputed", "claimed"]
    early = (statement("s2", "deny", "a1", place(0, "lasted")), said[0])
    assert [standing for _, standing in same(charge, other, statements=early)] == ["claimed", "claimed"]


def test_what_only_one_statement_tells_is_not_disputed() -> None:
    claimed = event("e1", place(0, "shelled"), standing="disputed", said_in="s1")
    said = statement("s1", "accuse", "a3", place(0, TEXT[0]))
    assert same(claimed, statements=(said,)) == [(None, "claimed")]
    answer = statement("s2", "deny", "a4", place(2, "the accusation"))
    assert same(claimed, statements=(said, answer)) == [(None, "disputed")]
