"""Reader: one article in, one reading out."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from onrecord.article import Article
from onrecord.encoder.session import OnnxNetwork, shipped
from onrecord.find.speakers import resolve
from onrecord.find.statements import find_statements
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
        statements = find_statements(article, self._network)
        resolved, actors = resolve(article, statements)
        return Reading(article, tuple(resolved), tuple(actors))


@cache
def _rules() -> str:
    """A checksum of what reads besides the weights: the finders, the intake and their tables."""
    digest = hashlib.sha256()
    package = files("onrecord")
    for folder, ending in (("find", ".py"), ("intake", ".py"), ("encoder", ".py"), ("resources", ".tsv")):
        for file in sorted((package / folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith(ending):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
