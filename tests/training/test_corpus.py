import random

from onrecord.encoder.session import shipped
from training.corpus import Statement, Story, damage, examples

TEXT = "“We don’t know,” the colonel’s aide said (twice) — or so it seemed."


def story() -> Story:
    def place(words: str) -> list[tuple[int, int, int]]:
        return [(0, TEXT.index(words), TEXT.index(words) + len(words))]

    statement = Statement(place("the colonel’s aide"), place("said"), place("“We don’t know,”"), form=0, act=1)
    return Story("one", [TEXT, "The road is closed."], [statement])


def test_damage_moves_the_labels_with_the_text() -> None:
    for seed in range(20):
        bad = damage(story(), random.Random(seed))
        (statement,) = bad.statements

        def words(segments: list[tuple[int, int, int]], bad: Story = bad) -> str:
            return " ".join(bad.paragraphs[p][a:b] for p, a, b in segments)

        assert not set("“”’()") & set("".join(bad.paragraphs))
        assert words(statement.source) == "the colonels aide"
        assert words(statement.cue) == "said"
        assert words(statement.content) == "We dont know,"
        assert (statement.form, statement.act) == (0, 1)


def test_examples_label_the_pieces_of_each_segment() -> None:
    network = shipped()
    (example,) = examples([story()], network.tokenizer, limit=64)
    (cue,) = example.cues

    def words(start: int, end: int) -> str:
        places = [place for place in example.window.places[start:end] if place]
        return TEXT[places[0][1] : places[-1][2]]

    assert words(cue.start, cue.end) == "said"
    assert {role: words(a, b) for role, a, b in cue.parts} == {
        "source": "the colonel’s aide",
        "content": "“We don’t know,”",
    }
