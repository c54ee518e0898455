import pytest

from training.marks import EVENTS, held_back, levels, parse, read


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


def test_events_point_at_their_words_and_at_who_tells_them() -> None:
    line = (
        "accuse, deny | ACCUSE.allege:actual:reported, ASSAULT.heavy-weapons:actual:disputed:s1 | {s1 {a1 Kyiv}} "
        "{q1 {t1 accused}} {c1 {r1 {a2 Russian forces}} of {t2 shelling} {r2 the town}}, {c2 a charge} {s2 Moscow} "
        "{q2 rejected}."
    )
    passage = parse(line, "here")
    assert passage.events is not None
    accusing, shelling = passage.events
    assert [passage.text[a:b] for a, b in shelling.trigger + shelling.actors + shelling.recipients] == [
        "shelling", "Russian forces", "the town",
    ]  # fmt: skip
    assert (shelling.type, shelling.mode, shelling.standing, shelling.said_in) == (
        "ASSAULT", "heavy-weapons", "disputed", 1,
    )  # fmt: skip
    assert accusing.said_in is None
    assert accusing.same_as is None


def test_nobody_looked_for_events_where_there_is_one_bar() -> None:
    assert parse("none | Rain fell.", "here").events is None
    assert parse("none | none | Rain fell.", "here").events == []


def test_all_our_event_passages_are_well_formed() -> None:
    passages = [passage for path in sorted(EVENTS.glob("*.txt")) for passage in read(path)]
    assert all(passage.events is not None for passage in passages)
    for passage in passages:
        for event in passage.events or ():
            if event.said_in is not None:
                (start, end), content = event.trigger[0], passage.statements[event.said_in - 1].content
                assert any(a <= start and end <= b for a, b in content), passage.where


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("deny {s1 He} {q1 denied} {c1 it}", "no bar"),
        ("refute | {s1 He} {q1 denied} {c1 it}", "unknown act"),
        ("deny | {s1 He} {q1 denied} {c1 it", "not closed"),
        ("deny | {s1 He} {q1 denied} it", "lacks"),
        ("deny | {s1 He} {q2 denied} {c1 it}", "has no act"),
        ("deny | {s1 He }{q1 denied} {c1 it}", "space"),
        ("deny |{s1 He} {q1 denied} {c1 it}", "no bar"),
        ("none | none | none | {a1 They} {t1 raided} it.", "bars"),
        ("none | RAID:actual:reported | {a1 They} {t1 raided} it.", "unknown type"),
        ("none | COERCE.aerial:actual:reported | {a1 They} {t1 raided} it.", "unknown type or mode"),
        ("none | COERCE:past:reported | {a1 They} {t1 raided} it.", "unknown reality"),
        ("none | COERCE:actual:claimed | {a1 They} {t1 raided} it.", "everything else has one"),
        ("none | COERCE:actual:claimed:s1 | {a1 They} {t1 raided} it.", "no statement 1"),
        ("none | COERCE:actual:reported=1 | {a1 They} {t1 raided} it.", "earlier"),
        ("none | COERCE:actual:reported | {a1 They} raided it.", "0 triggers"),
        ("none | COERCE:actual:reported | {a2 They} {t1 raided} it.", "has no type"),
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
