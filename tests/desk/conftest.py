"""Statements and events made by hand for the desk's tests; the stories are invented, and in the public domain (CC0)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.article import Article, Span
from onrecord.reading import Actor, Event, Reading, Statement
from onrecord.record import EventLine, Line, Party, Record, open_record

MakeLine = Callable[..., Line]
MakeEvent = Callable[..., EventLine]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "test.db") as opened:
        yield opened


@pytest.fixture
def line() -> MakeLine:
    """Makes a line of an act and a content; the words stand in one paragraph, each line after the one before."""
    made: list[Line] = []

    def make(
        act: str,
        content: str,
        *,
        speaker: str | None = None,
        article: str = "a",
        day: str | None = "2030-05-10",
        paragraph: int = 0,
        start: int | None = None,
        within: str | None = None,
        source: str | None = None,
        country: str | None = None,
        outlet: str | None = None,
        role: str | None = None,
    ) -> Line:
        number = len(made) + 1
        begin = number * 1000 if start is None else start
        words = Span(paragraph, begin, begin + len(content), content)
        statement = Statement(f"s{number}", act, "indirect", (), (), (words,), within=within)
        made.append(
            Line(
                article=article,
                title="A title",
                date=day,
                url=None,
                outlet=outlet or f"{article}.example",
                statement=statement.id,
                act=act,
                form="indirect",
                speaker=speaker,
                speaker_id="a1" if speaker else None,
                role=role,
                country=country,
                source=speaker or "" if source is None else source,
                cue="said",
                content=content,
                time=None,
                confidence=0.9,
                within=within,
                spans=statement,
            )
        )
        return made[-1]

    return make


@pytest.fixture
def event() -> MakeEvent:
    """Makes an event of a type and a sentence, which is a paragraph of its own; parties are names, or Party."""
    made: list[EventLine] = []

    def make(
        type: str,
        sentence: str,
        trigger: str,
        *,
        actors: tuple[str | Party, ...] = (),
        recipients: tuple[str | Party, ...] = (),
        reality: str = "actual",
        standing: str = "reported",
        article: str = "a",
        day: str | None = "2030-05-10",
        said_in: str | None = None,
        same_as: str | None = None,
        start: int | None = None,
        **changes: object,
    ) -> EventLine:
        number = len(made) + 1
        begin = sentence.index(trigger) if start is None else start
        words = Span(0, begin, begin + len(trigger), trigger)
        sides = [
            tuple(party if isinstance(party, Party) else Party(party, party, None, None) for party in side)
            for side in (actors, recipients)
        ]
        values: dict[str, object] = {
            "title": "A title",
            "url": None,
            "outlet": f"{article}.example",
            "mode": None,
            "actor_text": "",
            "recipient_text": "",
            "said_by": None,
            "place": None,
            "time": None,
            "confidence": 0.9,
        }
        made.append(
            EventLine(
                article=article,
                date=day,
                event=f"e{number}",
                type=type,
                reality=reality,
                standing=standing,
                actors=sides[0],
                recipients=sides[1],
                trigger=trigger,
                sentence=sentence,
                said_in=said_in,
                same_as=same_as,
                spans=Event(f"e{number}", type, None, reality, standing, words, said_in=said_in, same_as=same_as),
                **{**values, **changes},  # type: ignore[arg-type]
            )
        )
        return made[-1]

    return make


def span(article: Article, paragraph: int, words: str) -> Span:
    start = article.text(paragraph).index(words)
    return article.span(paragraph, start, start + len(words))


def harbour(id: str = "harbour", **changes: object) -> Reading:
    """An accusation and the denial of it, with a nested statement, a furniture line and hostile words."""
    values: dict[str, object] = {
        "id": id,
        "title": "Pilots <b>accuse</b> port of hiding oil spill",
        "date": "2030-05-10",
        "url": "https://www.quayside.example/oil?a=1&b=2",
        "paragraphs": (
            "The pilots' union accused the port of Melby of hiding an oil spill at the north pier for nine days.",
            'Port director Ana Ruiz denied hiding any oil spill at the pier. <script>alert(1)</script> & "so on".',
            "Ruiz said divers had told her that the tanks were sound.",
            "Follow us for more <i>stories</i>",
        ),
        "outlet": "quayside.example",
        "furniture": frozenset({3}),
    }
    article = Article(**{**values, **changes})  # type: ignore[arg-type]
    union = Actor("a1", "Pilots' union", mentions=(span(article, 0, "The pilots' union"),))
    ruiz = Actor("a2", "Ana Ruiz", country="NOR", role="Port director", mentions=(span(article, 2, "Ruiz"),))
    return Reading(
        article,
        (
            Statement(
                "s1",
                "accuse",
                "indirect",
                (span(article, 0, "The pilots' union"),),
                (span(article, 0, "accused"),),
                (span(article, 0, "the port of Melby of hiding an oil spill at the north pier for nine days"),),
                speaker="a1",
            ),
            Statement(
                "s2",
                "deny",
                "indirect",
                (span(article, 1, "Port director Ana Ruiz"),),
                (span(article, 1, "denied"),),
                (span(article, 1, "hiding any oil spill at the pier"),),
                speaker="a2",
            ),
            Statement(
                "s3",
                "state",
                "indirect",
                (span(article, 2, "Ruiz"),),
                (span(article, 2, "said"),),
                (span(article, 2, "divers had told her that the tanks were sound"),),
                speaker="a2",
            ),
            Statement(
                "s4",
                "state",
                "indirect",
                (span(article, 2, "divers"),),
                (span(article, 2, "had told"),),
                (span(article, 2, "that the tanks were sound"),),
                within="s3",
            ),
        ),
        (union, ruiz),
    )


def skarv(id: str = "skarv", **changes: object) -> Reading:
    """A disputed shelling that is told twice, a meeting to come, a seizure, and a threat the other way."""
    values: dict[str, object] = {
        "id": id,
        "title": "Norway and pilots at odds",
        "date": "2030-05-10",
        "url": "https://www.quayside.example/skarv",
        "paragraphs": (
            "Norwegian gunboats shelled the pilot boat Skarv on Friday, the <b>Pilots' union</b> said.",
            "Norway denied shelling the boat. It will meet the union on Monday.",
            "Norway seized the union's <i>second</i> boat.",
            "The union threatened to close the port.",
        ),
        "outlet": "quayside.example",
    }
    article = Article(**{**values, **changes})  # type: ignore[arg-type]
    navy = Actor("a1", "Norwegian navy", "NORMIL", "NOR", mentions=(span(article, 0, "Norwegian gunboats"),))
    state = Actor("a2", "Norway", "NORGOV", "NOR", mentions=(span(article, 1, "Norway"),))
    union = Actor("a3", "Pilots' union", mentions=(span(article, 0, "Pilots' union"),))
    navy_to_union = {"actors": ("a1",), "recipients": ("a3",)}
    state_to_union = {"actors": ("a2",), "recipients": ("a3",)}
    return Reading(
        article,
        (
            Statement(
                "s1",
                "accuse",
                "indirect",
                (span(article, 0, "the <b>Pilots' union</b>"),),
                (span(article, 0, "said"),),
                (span(article, 0, "Norwegian gunboats shelled the pilot boat Skarv on Friday"),),
                speaker="a3",
            ),
            Statement(
                "s2",
                "deny",
                "indirect",
                (span(article, 1, "Norway"),),
                (span(article, 1, "denied"),),
                (span(article, 1, "shelling the boat"),),
                speaker="a2",
            ),
        ),
        (navy, state, union),
        (
            Event(
                "e1",
                "ASSAULT",
                "heavy-weapons",
                "actual",
                "disputed",
                span(article, 0, "shelled"),
                said_in="s1",
                **navy_to_union,
            ),
            Event(
                "e2",
                "ASSAULT",
                None,
                "negated",
                "disputed",
                span(article, 1, "shelling"),
                said_in="s2",
                same_as="e1",
                **state_to_union,
            ),
            Event("e3", "CONSULT", None, "future", "reported", span(article, 1, "meet"), **state_to_union),
            Event("e4", "COERCE", "seize", "actual", "reported", span(article, 2, "seized"), **state_to_union),
            Event(
                "e5",
                "THREATEN",
                None,
                "actual",
                "reported",
                span(article, 3, "threatened"),
                actors=("a3",),
                recipients=("a2",),
            ),
        ),
    )
