"""Speakers: who is behind the source of each statement."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article import Article
from onrecord.reading import Actor, Statement


def resolve(article: Article, statements: Sequence[Statement]) -> tuple[list[Statement], list[Actor]]:
    """The statements with their speakers, and the speakers; nothing is resolved yet."""
    return list(statements), []
