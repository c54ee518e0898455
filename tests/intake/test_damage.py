"""Damage: claimed on evidence in the words, and on nothing less."""

import pytest

from onrecord.intake import prepare

LONG = "The boats lay in the mud below the bridge and nobody came to see them before the tide turned at last. " * 7
SPOKEN = "We saw the boats, the pilot said. They were empty."


def damage(*paragraphs: str, title: str = "Boats in the mud") -> set[str]:
    return {name for name, lost in prepare(title, None, None, paragraphs).damage.to_json().items() if lost}


def test_quotation_marks_are_lost_where_somebody_speaks_without_any() -> None:
    assert damage(LONG, SPOKEN) == {"quotation_marks"}


@pytest.mark.parametrize(
    "quoted",
    [
        '"We saw the boats," the pilot said.',
        "“We saw the boats,” the pilot said.",
        "‘We saw the boats,’ the pilot said.",
        "'We saw the boats,' the pilot said.",
        "«We saw the boats», the pilot said.",
        "„We saw the boats“, the pilot said.",
        "''We saw the boats,'' the pilot said.",
    ],
)
def test_any_kind_of_quotation_mark_is_enough(quoted: str) -> None:
    assert damage(LONG, quoted, SPOKEN) == set()


def test_quotation_marks_are_not_missed_where_nobody_speaks_or_the_text_is_short() -> None:
    assert damage(LONG, "The pilot said the boats were empty.", "We came late.") == set()
    assert damage(LONG, "The pilot told our correspondent that the boats were empty.") == set()
    assert damage(LONG, "The pilot said he had served in World War I off Mole.") == set()
    assert damage(SPOKEN) == set()


def test_apostrophes_are_lost_where_contractions_stand_without_them() -> None:
    assert damage("It doesnt float.") == {"apostrophes"}
    assert damage("It lay off the countrys coast.") == {"apostrophes"}
    assert damage("It was todays catch.") == {"apostrophes"}
    assert damage("It doesnt float, though the pilot’s boat does.") == set()
    assert damage("It floats. The guys on the quays say so. Kennedys and Tories do.") == set()


def test_apostrophes_are_lost_where_names_own_things() -> None:
    assert damage("Russias boats met Ukraines boats.", "Russia and Ukraine met.") == {"apostrophes"}
    assert damage("Republicans met Ukrainians.", "A Republican and a Ukrainian met.") == set()
    assert damage("Russias boats met.", "Russia met.") == set()


def test_lost_apostrophes_make_a_tail_enough_for_quotation_marks() -> None:
    assert damage(LONG, "The boats are empty, the pilot said.") == set()
    assert damage(LONG, "The boats dont float, the pilot said.") == {"quotation_marks", "apostrophes"}


def test_order_is_lost_where_the_dateline_is_deep() -> None:
    filed = "ORDIZ (AP) — The boats lay in the mud."
    assert damage(LONG, LONG, filed) == {"order"}
    assert damage(LONG, filed, LONG) == set()
    assert damage("A heading", "Another heading", filed, LONG) == set()


def test_order_is_lost_where_the_credits_stand_inside_the_story() -> None:
    credit = "Jane Doe contributed to this report."
    assert damage(LONG, credit, LONG, LONG) == {"order"}
    assert damage(LONG, LONG, credit, "© 2031 Harbour Post") == set()
    assert damage("© 2031 Harbour Post", LONG, LONG) == set()
    assert damage(LONG, "By Jane Doe", LONG, LONG) == set()


def test_order_is_lost_where_people_are_named_too_late() -> None:
    introduced = "The spokesman, Dmitry Halvey, spoke first."
    assert damage("Halvey said it was over.", introduced) == {"order"}
    assert damage(introduced, "Halvey said it was over.") == set()
    assert damage("President Halvey spoke. Halvey said it was over.", introduced) == set()
    assert damage("He said it was over.", introduced) == {"order"}
    assert damage("He was a pilot.", introduced) == set()


def test_one_well_known_name_among_others_is_no_evidence() -> None:
    known = ("Joan Marren met Trump.", "Marren said it was over.", "Trump said so too.", "Later Donald Trump left.")
    assert damage(*known) == set()
    two = ("It began.", "It went on.", "Marren said yes.", "Holm said no.", "Joan Marren left.", "Rolf Holm stayed.")
    assert damage(*two) == {"order"}
