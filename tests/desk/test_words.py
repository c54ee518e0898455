from __future__ import annotations

import pytest

from onrecord.desk.words import around, content_words, day_label, letters, negated, points, snippet, speaker_key, stem


@pytest.mark.parametrize(
    "words",
    [
        ("shell", "shells", "shelled", "shelling"),
        ("plan", "plans", "planned", "planning"),
        ("force", "forces", "forced", "forcing"),
        ("breach", "breaches", "breached"),
        ("deny", "denies"),
        ("mass", "massed", "massing"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_stems_keep_different_words_apart() -> None:
    assert len({stem(word) for word in ("sing", "red", "bus", "crisis", "port", "part")}) == 6


def test_content_words_leave_out_grammar_and_reporting() -> None:
    assert content_words("He didn't accept the claim that its troops had crossed") == {"accept", "troop", "cross"}


def test_damage_changes_no_content_word() -> None:
    assert content_words("Tarvia’s 18,000 men weren’t there") == content_words("Tarvias 18000 men werent there")


def test_speakers_have_one_key_whatever_accents_and_case() -> None:
    assert speaker_key("The Emil Dratík") == speaker_key("emil  Dratik")
    assert speaker_key("Theresa") == "theresa"


def test_letters_do_not_see_lost_marks() -> None:
    assert letters("“It's a build-up,”") == letters("Its a buildup")


def test_negation_and_pointing() -> None:
    assert negated("we don’t know")
    assert not negated("we know nothingness")
    assert points("the charge")
    assert points("which")
    assert not points("him")
    assert not points("the charge of theft")


def test_snippet_ends_after_a_whole_word() -> None:
    assert snippet("one two three four", 10) == "one two …"
    assert snippet("one\n two") == "one two"


def test_dates_are_written_out() -> None:
    assert day_label("2031-04-05") == "5 Apr 2031"
    assert day_label(None) == "no date"


def test_what_stands_around_words_is_cut_between_words() -> None:
    assert around("one two three", 4, 7) == ("one ", "two", " three")
    assert around("one, two - three four", 5, 8, length=9) == ("one, ", "two", " - three …")
    assert around("one two three", 8, 13, length=5) == ("… two ", "three", "")
