import random
from pathlib import Path

import pytest

from onrecord.encoder.session import shipped
from training.corpus import (
    DYADS,
    NEWS_EVENTS,
    Dyad,
    Statement,
    Story,
    cameo,
    damage,
    dyads,
    event_labels,
    examples,
    plv,
    renamed,
)

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "events"
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


def test_other_countries_take_the_place_of_those_named_and_the_labels_move() -> None:
    text = "Zimbabwe freed two Zambians; Zimbabwe's envoy left Lusaka, a Zambian aide said."
    places = {words: (0, text.index(words), text.index(words) + len(words)) for words in ("Zimbabwe", "two Zambians")}
    dyad = Dyad([places["Zimbabwe"]], [places["two Zambians"]], (4,))
    seen = set()
    for seed in range(30):
        moved = renamed(Story("one", [text], None, None, [dyad]), random.Random(seed))
        (actor,), (recipient,) = moved.dyads[0].actors, moved.dyads[0].recipients
        (_, start, end), other = actor, moved.paragraphs[0]
        name, people = other[start:end], other[recipient[1] : recipient[2]]
        assert people.startswith("two ")
        assert other == f"{name} freed {people}; {name}'s envoy left " + other.partition("'s envoy left ")[2]
        assert other.endswith(" aide said.")
        seen.add(name)
    assert len(seen) > 15


def test_our_own_dyads_are_what_they_say() -> None:
    found = dyads(DYADS)
    assert len(found) == 1040
    for story in found:
        (dyad,) = story.dyads
        spans = [story.paragraphs[p][a:b] for p, a, b in (*dyad.actors, *dyad.recipients)]
        assert all(words and story.paragraphs[0].count(words) == 1 for words in spans), story.id


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


def test_labels_of_others_sentences_name_what_there_is() -> None:
    found = event_labels(NEWS_EVENTS)
    assert len(found) > 1500
    for name, events in found.items():
        for event in events:
            (trigger,) = event.trigger
            assert trigger[1] < trigger[2], name
            assert all(start < end for _, start, end in (*event.actors, *event.recipients)), name


@pytest.mark.skipif(not SENTENCES.exists(), reason="the shared sentences are not here")
def test_labels_of_others_sentences_begin_and_end_with_words() -> None:
    found = event_labels(NEWS_EVENTS)
    stories = [*plv(SENTENCES / "plv", found)]
    stories += [s for held in (True, False) for s in cameo(SENTENCES / "cameo_class" / "train.tsv", found, held=held)]
    labelled = [story for story in stories if story.events is not None]
    assert len(labelled) == len(found)
    for story in labelled:
        for event in story.events or ():
            for paragraph, start, end in (*event.trigger, *event.actors, *event.recipients):
                assert not story.paragraphs[paragraph][start].isspace(), story.id
                assert not story.paragraphs[paragraph][end - 1].isspace(), story.id
