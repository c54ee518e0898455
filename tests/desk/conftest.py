"""Statements made by hand for the desk's tests; the story is invented, and in the public domain (CC0)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.article import Article, Span
from onrecord.reading import Actor, Reading, Statement
from onrecord.record import Line, Record, open_record

MakeLine = Callable[..., Line]


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
                confidence=0.9,
                within=within,
                spans=statement,
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
