"""The full-text indexes: what goes in, and how plain words become a query that cannot go wrong.

`statement_search` and `actor_search` are FTS5 tables whose row numbers are the keys of `statement` and `actor`. Case
and accents do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, column, delete, insert, select, table, text

from onrecord.article import Span
from onrecord.reading import Actor, Statement
from onrecord.record import schema

BROKEN = " … "
"""Stands between the segments of a source, a cue or a content that is broken in two."""

PRONOUNS = {
    "i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its",
    "they", "them", "their", "who", "whom", "whose", "which", "that", "this", "those",
}  # fmt: skip
"""Mentions that name nobody: without them, "US" would find everybody whom somebody told "us" something."""

# The column of the table's own name is FTS5's handle on the whole row; `rank` is how well it fits, best first.
statement_search = table(
    "statement_search",
    *(column(name) for name in ("rowid", "statement_search", "rank", "content", "source", "cue", "title")),
)
actor_search = table("actor_search", *(column(name) for name in ("rowid", "actor_search", "names")))

_COMMANDS = (
    "CREATE VIRTUAL TABLE statement_search USING fts5"
    "(content, source, cue, title, tokenize = 'unicode61 remove_diacritics 2')",
    # What was said counts most, then who said it.
    "INSERT INTO statement_search(statement_search, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0, 1.0)')",
    "CREATE VIRTUAL TABLE actor_search USING fts5(names, tokenize = 'unicode61 remove_diacritics 2')",
)

_TERM = re.compile(r'"([^"]*)"(\*?)|([^\s"*]+)(\*?)')


def create_search(connection: Connection) -> None:
    """Makes the two indexes, empty."""
    for command in _COMMANDS:
        connection.execute(text(command))


def index_statements(connection: Connection, title: str, statements: Mapping[int, Statement]) -> None:
    """Puts the statements of one article in the index, each under its key."""
    rows = [
        {
            "rowid": key,
            "content": _plain(joined(statement.content)),
            "source": _plain(joined(statement.source)),
            "cue": _plain(joined(statement.cue)),
            "title": _plain(title),
        }
        for key, statement in statements.items()
    ]
    if rows:
        connection.execute(insert(statement_search), rows)


def index_actors(connection: Connection, actors: Mapping[int, Actor]) -> None:
    """Puts the names, the role and the mentions of each actor in the index, under its key."""
    rows = [{"rowid": key, "names": _plain("\n".join(_names(actor)))} for key, actor in actors.items()]
    if rows:
        connection.execute(insert(actor_search), rows)


def forget(connection: Connection, article: str) -> None:
    """Takes the statements and actors of the article out of the indexes."""
    for index, owner in ((statement_search, schema.statement), (actor_search, schema.actor)):
        keys = select(owner.c.key).where(owner.c.article == article)
        connection.execute(delete(index).where(index.c.rowid.in_(keys)))


def joined(spans: Iterable[Span]) -> str:
    """The words of several spans as one text."""
    return BROKEN.join(span.text for span in spans)


def query(words: str) -> str | None:
    """The FTS5 query for plain words: all must match; `word*` is a prefix, `"two words"` a phrase.

    Nothing in `words` is read as FTS5's own language. `None` where nothing in them can be searched for ("—").
    """
    terms = []
    for phrase, phrase_star, word, star in _TERM.findall(_plain(words)):
        term = phrase or word
        if any(character.isalnum() for character in term):
            terms.append(f'"{term}"{phrase_star or star}')
    return " ".join(terms) or None


def _names(actor: Actor) -> Iterable[str]:
    yield actor.name
    if actor.role:
        yield actor.role
    for mention in actor.mentions:
        # "US" and "WHO" in capitals are names.
        if mention.text.lower() not in PRONOUNS or (mention.text.isupper() and len(mention.text) > 1):
            yield mention.text


def _plain(value: str) -> str:
    """The text as FTS5 can take it: no lone surrogates, no NUL, which would end it."""
    return schema.LONE_SURROGATES.sub("\ufffd", value).replace("\0", " ")
