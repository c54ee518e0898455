from __future__ import annotations

from onrecord.desk.pairing import pair_denials
from onrecord.record import Line
from tests.desk.conftest import MakeLine

FILLER = [
    "the harvest had been poor in the valley",
    "schools would close early for the holiday",
    "the new bridge cost nine million crowns",
    "fishermen were catching fewer cod",
    "the orchestra would tour in the autumn",
    "bread prices had doubled since winter",
]


def filler(line: MakeLine) -> list[Line]:
    return [line("state", text, speaker="Somebody", article=f"f{place}") for place, text in enumerate(FILLER)]


def only(lines: list[Line]) -> tuple[str, Line | None]:
    (pair,) = pair_denials(lines)
    return pair.how, pair.claim


def test_a_claim_inside_the_denial_is_what_it_denies(line: MakeLine) -> None:
    denial = line("deny", "the mayor's claim that the dam had cracked", speaker="Velden", start=0)
    inner = line("accuse", "the dam had cracked", speaker="the mayor", within=denial.statement, start=20)
    other = line("accuse", "Velden of letting the dam crack", speaker="Union", article="b")
    assert only([denial, inner, other]) == ("within", inner)


def test_the_report_of_a_denial_is_not_what_it_denies(line: MakeLine) -> None:
    outer = line("state", "the ministry denied that the dam had cracked in March", speaker="Radio", start=0)
    denial = line("deny", "the dam had cracked in March", speaker="Ministry", within=outer.statement, start=25)
    assert only([outer, denial, *filler(line)]) == ("", None)


def test_a_denial_that_points_takes_the_accusation_before_it(line: MakeLine) -> None:
    first = line("accuse", "the army of shelling the market", speaker="Rebels")
    plain = line("state", "nine people were hurt", speaker="Doctor")
    denial = line("deny", "the charge", speaker="General staff")
    later = line("accuse", "the rebels of lying", speaker="Mayor")
    assert only([first, plain, denial, later]) == ("beside", first)


def test_a_denial_that_points_takes_a_claim_it_follows_directly(line: MakeLine) -> None:
    claim = line("state", "the dam broke", speaker="Mayor", start=0)
    assert only([claim, line("deny", "that", speaker="Ministry", start=30)]) == ("beside", claim)


def test_a_denial_that_points_far_back_takes_the_one_accusation_that_names_its_speaker(line: MakeLine) -> None:
    claim = line("accuse", "Tarvia of shelling the ferry", speaker="Meridian", paragraph=1)
    other = line("accuse", "the grocers of hoarding", speaker="Mayor", paragraph=2)
    denial = line("deny", "the accusation", speaker="Tarvian general staff", paragraph=5)
    assert only([claim, other, denial]) == ("article", claim)
    again = line("accuse", "Tarvia of lying", speaker="Brannock", paragraph=3)
    assert only([claim, other, again, denial]) == ("", None)


def test_what_does_not_point_and_says_nothing_stands_alone(line: MakeLine) -> None:
    claim = line("accuse", "the army of shelling the market", speaker="Rebels")
    assert only([claim, line("deny", "him", speaker="Army")]) == ("", None)


def test_words_in_common_pair_in_the_same_article(line: MakeLine) -> None:
    claim = line("accuse", "Tarvia of massing 18,000 troops near the strip", speaker="Meridian")
    denial = line("deny", "that any troops were massing near the strip", speaker="Tarvian ministry", paragraph=4)
    assert only([claim, denial, *filler(line)]) == ("article", claim)


def test_words_in_common_pair_across_articles_within_two_weeks(line: MakeLine) -> None:
    denial = line("deny", "that its guns had shelled the ferry", speaker="Tarvia", article="b", day="2030-05-20")
    near = line("accuse", "Tarvian guns of shelling the ferry", speaker="Meridian", day="2030-05-06")
    far = line("accuse", "Tarvian guns of shelling the ferry", speaker="Meridian", article="c", day="2030-05-05")
    undated = line("accuse", "Tarvian guns of shelling the ferry", speaker="Meridian", article="d", day=None)
    assert only([near, far, undated, denial, *filler(line)]) == ("record", near)
    assert only([far, undated, denial, *filler(line)]) == ("", None)


def test_a_claim_before_the_denial_goes_before_one_after_it(line: MakeLine) -> None:
    denial = line("deny", "that its guns had shelled the ferry", speaker="Tarvia", article="b", day="2030-05-10")
    after = line("accuse", "Tarvian guns of shelling the ferry", speaker="Meridian", article="c", day="2030-05-11")
    before = line("accuse", "Tarvian guns of shelling the ferry", speaker="Meridian", article="d", day="2030-05-07")
    assert only([after, before, denial, *filler(line)]) == ("record", before)


def test_nobody_denies_what_they_say_themselves(line: MakeLine) -> None:
    own = line("state", "the ferry was shelled by guns", speaker="Emil Dratík", article="b")
    denial = line("deny", "that guns had shelled the ferry", speaker="Emil Dratik")
    assert only([own, denial, *filler(line)]) == ("", None)


def test_a_plain_statement_that_negates_agrees_with_the_denial(line: MakeLine) -> None:
    agreeing = line("state", "no guns had shelled the ferry", speaker="Ally", article="b")
    assert only([agreeing, line("deny", "that guns had shelled the ferry", speaker="Tarvia"), *filler(line)]) == (
        "",
        None,
    )


def test_a_name_and_a_word_in_common_are_not_enough(line: MakeLine) -> None:
    named = line("state", "he would run", speaker="Bruno Kastel", article="c")
    claim = line("accuse", "Bruno Kastel of hiding the log", speaker="Gazette", article="b")
    denial = line("deny", "that Bruno Kastel had read the log", speaker="Staff")
    assert only([named, claim, denial, *filler(line)]) == ("", None)


def test_every_denial_comes_back_in_order(line: MakeLine) -> None:
    denials = [line("deny", text, speaker="Tarvia", article="b") for text in ("that it rained", "that it snowed")]
    assert [pair.denial for pair in pair_denials([*denials, *filler(line)])] == denials
    assert pair_denials([]) == []
