from __future__ import annotations

from onrecord.find import vocabulary
from onrecord.find.vocabulary import country_in, country_name, country_word, fold, unaccented


def test_every_code_in_the_table_has_a_name() -> None:
    codes = {country.iso3 for country in vocabulary._countries().values() if country.iso3}
    assert len(codes) > 190
    names = {code: country_name(code) for code in codes}
    assert not [code for code, name in names.items() if name == code]
    assert len(set(names.values())) == len(codes)
    assert (names["GEO"], names["RUS"], names["USA"]) == ("Georgia", "Russia", "United States")


def test_a_code_that_no_table_has_is_its_own_name() -> None:
    assert country_name("MER") == "MER"


def test_words_that_only_look_like_a_countrys_tell_none() -> None:
    for word in ("Georgia", "Chancellery"):
        country = country_word(word)
        assert country is not None
        assert country.iso3 is None
    assert country_in("the Georgian government") == "GEO"


def test_folding_leaves_out_accents_and_what_scrapers_lose() -> None:
    assert unaccented("O’Dratík, Jr.") == "o’dratik, jr."
    assert fold("O’Dratík") == fold("ODratik") == "odratik"
