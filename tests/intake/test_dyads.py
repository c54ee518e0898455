"""Dyads to be coded: what is read, and what each mistake is answered with."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.article import Article
from onrecord.errors import InputError
from onrecord.intake.dyads import read_dyads

ARTICLE = Article("x", "Talks open", None, None, ("Tarvia met Meridia.",))
WHO = {"paragraph": 0, "start": 0, "end": 6, "text": "Tarvia"}
WHOM = {"paragraph": 0, "start": 11, "end": 18}


def read(tmp_path: Path, *items: Any) -> Any:
    path = tmp_path / "dyads.jsonl"
    path.write_text("".join(item if isinstance(item, str) else json.dumps(item) + "\n" for item in items), "utf-8")
    return read_dyads(path)


def test_spans_are_places_of_the_article(tmp_path: Path) -> None:
    (dyad,) = read(tmp_path, {"id": "x", "actor": [WHO], "recipient": [WHOM], "more": 1}, "\n")
    actor, recipient = dyad.spans(ARTICLE)
    assert [span.text for span in actor] == ["Tarvia"]
    assert [span.text for span in recipient] == ["Meridia"]


def test_nobody_need_be_named_and_the_title_counts(tmp_path: Path) -> None:
    (dyad,) = read(tmp_path, {"id": "x", "actor": [], "recipient": [{"paragraph": -1, "start": 0, "end": 5}]})
    assert [[span.text for span in spans] for spans in dyad.spans(ARTICLE)] == [[], ["Talks"]]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("not JSON\n", "not JSON"),
        ("[1]\n", 'no "id"'),
        ({"actor": [], "recipient": []}, 'no "id"'),
        ({"id": "x", "recipient": []}, '"actor" is not a list of spans'),
        ({"id": "x", "actor": [{"paragraph": "0", "start": 0, "end": 1}], "recipient": []}, '"actor" is not a list'),
        ({"id": "x", "actor": [], "recipient": "Tarvia"}, '"recipient" is not a list'),
    ],
)
def test_a_line_that_is_no_dyad_is_named_by_its_number(tmp_path: Path, item: Any, told: str) -> None:
    with pytest.raises(InputError, match=r"dyads\.jsonl:2") as caught:
        read(tmp_path, {"id": "x", "actor": [WHO], "recipient": []}, item)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ({"paragraph": 1, "start": 0, "end": 1}, "paragraphs -1 to 0, not 1"),
        ({"paragraph": 0, "start": 5, "end": 5}, "5 to 5 lies outside"),
        ({"paragraph": 0, "start": 0, "end": 99}, "which has 19 characters"),
        (WHO | {"text": "Meridia"}, "there stands 'Tarvia'"),
    ],
)
def test_a_span_that_does_not_fit_the_article_is_told(tmp_path: Path, span: Any, told: str) -> None:
    (dyad,) = read(tmp_path, {"id": "x", "actor": [span], "recipient": []})
    with pytest.raises(InputError, match=r"dyads\.jsonl:1") as caught:
        dyad.spans(ARTICLE)
    assert told in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl: cannot be read"):
        read_dyads(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(InputError, match=r"latin\.jsonl: cannot be read"):
        read_dyads(tmp_path / "latin.jsonl")
