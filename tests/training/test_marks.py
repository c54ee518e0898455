import pytest

from training.marks import held_back, levels, parse


def test_marks_become_places_in_the_bare_text() -> None:
    passage = parse("deny | {s1 The ministry} {q1 denied} {c1 that its troops had crossed}.", "here")
    assert passage.text == "The ministry denied that its troops had crossed."
    (statement,) = passage.statements
    assert [passage.text[a:b] for a, b in statement.source] == ["The ministry"]
    assert [passage.text[a:b] for a, b in statement.content] == ["that its troops had crossed"]
    assert statement.act == "deny"


def test_nested_statements_are_read_from_the_content_alone() -> None:
    passage = parse("state, warn | {s1 She} {q1 said} {c1 {s2 aides} {q2 warned} {c2 of a flood}}.", "here")
    (start, end, outer), (a, b, inner), *rest = levels(passage)
    assert (start, end) == (0, len(passage.text))
    assert [item.act for item in outer] == ["state"]
    assert passage.text[a:b] == "aides warned of a flood"
    assert [item.act for item in inner] == ["warn"]
    assert all(not items for _, _, items in rest)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("deny {s1 He} {q1 denied} {c1 it}", "no bar"),
        ("refute | {s1 He} {q1 denied} {c1 it}", "unknown act"),
        ("deny | {s1 He} {q1 denied} {c1 it", "not closed"),
        ("deny | {s1 He} {q1 denied} it", "lacks"),
        ("deny | {s1 He} {q2 denied} {c1 it}", "has no act"),
        ("deny | {s1 He }{q1 denied} {c1 it}", "space"),
    ],
)
def test_what_is_not_well_formed_is_told(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(line, "here")


def test_the_kept_back_fifth_depends_on_the_text_alone() -> None:
    lines = [f"none | The river rose {n} metres overnight." for n in range(400)]
    held = [held_back(parse(line, str(n))) for n, line in enumerate(lines)]
    assert 0.12 < sum(held) / len(held) < 0.28
    assert held == [held_back(parse(line, "elsewhere")) for line in lines]
