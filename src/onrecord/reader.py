"""Reader: one article in, one reading out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from onrecord.article import Article, Span
from onrecord.encoder.session import OnnxNetwork, shipped
from onrecord.find.anchors import encode
from onrecord.find.attach import attach_events, attach_figures, attach_statements
from onrecord.find.dyads import Coded, code_dyad
from onrecord.find.events import are_political, find_events
from onrecord.find.figures import find_figures
from onrecord.find.happenings import settle
from onrecord.find.places import find_places
from onrecord.find.speakers import resolve
from onrecord.find.statements import find_statements, readable, windows_of
from onrecord.find.times import find_times
from onrecord.reading import Reading


class Reader:
    """Reads articles with the model that ships, on `threads` threads of one process.

    `version` changes whenever the program or its weights do: a record keeps readings of each version apart.
    """

    def __init__(self, *, threads: int = 1, network: OnnxNetwork | None = None) -> None:
        self._network = network or shipped(threads)

    @property
    def version(self) -> str:
        return f"{version('onrecord')}+{_rules()}.{self._network.version}"

    def read(self, article: Article) -> Reading:
        """Everything that is found in the article."""
        times = find_times(article)
        figures = find_figures(article, [time.span for time in times])
        texts = readable(article)
        encoded = encode(windows_of(article, texts, self._network.tokenizer), self._network)
        statements = find_statements(article, encoded, texts, self._network)
        events = find_events(article, encoded, texts, statements, self._network)
        told, happened, actors = resolve(article, statements, events)
        if not are_political(happened, actors, self._network.event_thresholds):
            told, happened, actors = resolve(article, statements)
        acting = [span for statement in told for span in statement.source]
        acting += [span for event in happened for span in event.actor_spans]
        places = find_places(article, acting)
        told = attach_statements(article, told, times)
        happened = attach_events(article, happened, told, times, places)
        return Reading(
            article,
            tuple(told),
            tuple(actors),
            settle(told, happened, actors, times),
            tuple(attach_figures(article, figures, told, times, places)),
            times,
            places,
        )

    def code(self, article: Article, dyads: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> list[Coded]:
        """What each given actor does to its recipient in the article: type, mode and reality.

        Actor and recipient are spans of the article; either may be empty.
        """
        texts = readable(article)
        return [code_dyad(texts, actor, recipient, self._network) for actor, recipient in dyads]


@cache
def _rules() -> str:
    """A checksum of what reads besides the weights: the finders, the intake and their tables."""
    digest = hashlib.sha256()
    package = files("onrecord")
    for folder in ("find", "find/times", "find/places", "find/figures", "intake", "encoder", "resources"):
        for file in sorted((package / folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".tsv", ".sqlite")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
