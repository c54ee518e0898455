"""JSON Lines and JSON documents: bytes to objects, an object at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.intake.fields import article
from onrecord.intake.files import Input
from onrecord.intake.items import ARTICLE_LIMIT, Item, Notice, Rejected, stretch, too_large
from onrecord.intake.text import NoText, decode, head, is_utf16

DOCUMENT_LIMIT = 64 * 1024 * 1024
"""The most bytes of a JSON document, which is held in memory whole; JSON Lines may be of any size."""

_LINES = {".jsonl", ".ndjson"}
_LINES_JUDGED = 7
_OPENING = re.compile(r"\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[{\]]|$))")
_START = re.compile(r"\s*(\[?)\s*")
_BETWEEN = re.compile(r"[\s,]*")
_END = re.compile(r"[\s,]*\]?\s*")
_DECODER = json.JSONDecoder()
_EMPTY = "the file is empty; remove it, or write it again"


def is_json(source: Input) -> bool:
    """Whether the input is to be read as JSON: by its name, else by its first lines."""
    if Path(source.name).suffix.lower() in {*_LINES, ".json"}:
        return True
    opening = b"".join(source.first_lines(1))
    return _OPENING.match(head(opening)) is not None or _is_in_lines(source)


def read(source: Input) -> Iterator[Item]:
    """The articles of JSON Lines, or of a document that holds one object, an array of them, or one after another."""
    return _read_lines(source) if _is_in_lines(source) else _read_document(source)


def _is_in_lines(source: Input) -> bool:
    """Whether the input is JSON Lines: by its name, else if at least half of its first lines look like an object.

    One of them must be an object indeed, so that a few broken lines at the head spoil nothing but themselves.
    """
    if is_utf16(b"".join(source.first_lines(1))):
        return False
    if Path(source.name).suffix.lower() in _LINES:
        return True
    judged = [line.removeprefix(codecs.BOM_UTF8).strip() for line in source.first_lines(_LINES_JUDGED)]
    objects = [line for line in judged if line.startswith(b"{") and line.endswith(b"}")]
    return 2 * len(objects) >= len(judged) and any(_is_whole(line) for line in objects)


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return True


def _read_lines(source: Input) -> Iterator[Item]:
    number = start = 0
    nothing = True
    while line := source.readline(ARTICLE_LIMIT + 1):
        number += 1
        if len(line) > ARTICLE_LIMIT:
            raw = source.rest_of_line(line)
            reason = too_large(source.position - start, ARTICLE_LIMIT, "put each article on a line of its own")
            yield Rejected(source.name, f"line {number}, {stretch(start, source.position)}", reason, raw)
            nothing = False
        elif line.strip():
            yield from _line(source.name, number, line)
            nothing = False
        start = source.position
    if nothing:
        yield Rejected(source.name, "line 1", _EMPTY, b"")


def _line(name: str, number: int, line: bytes) -> Iterator[Item]:
    place = f"line {number}"
    text = decode(line)
    if isinstance(text, NoText):
        yield Rejected(name, place, text.reason, line)
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Rejected(name, place, _broken(error), line)
        return
    yield from article(value, file=name, place=place, origin=f"{name}:{number}", raw=line)


def _read_document(source: Input) -> Iterator[Item]:
    data = source.read(DOCUMENT_LIMIT + 1)
    if len(data) > DOCUMENT_LIMIT:
        raw = source.rest(data)
        reason = too_large(source.position, DOCUMENT_LIMIT, "write it as JSON Lines, one article a line")
        yield Rejected(source.name, stretch(0, source.position), reason, raw)
        return
    text = decode(data)
    if isinstance(text, NoText):
        yield Rejected(source.name, stretch(0, len(data)), text.reason, data)
    elif not text.strip():
        yield Rejected(source.name, "line 1", _EMPTY, data)
    else:
        yield from _objects(source.name, text)


def _objects(name: str, text: str) -> Iterator[Item]:
    """The articles of a document; from a break on, the rest is rejected as UTF-8."""
    opening = _START.match(text)
    position = opening.end() if opening else 0
    in_array = opening is not None and opening[1] == "["
    number, counted = 1, 0
    while position < len(text) and not (in_array and text[position] == "]"):
        number += text.count("\n", counted, position)
        counted = position
        place = f"line {number}"
        try:
            value, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            reason = f"{_broken(error)}; everything before it was read, the rest was not"
            yield Rejected(name, place, reason, text[position:].encode())
            return
        size = len(raw := text[position:end].encode())
        if size > ARTICLE_LIMIT:
            yield Rejected(name, place, too_large(size, ARTICLE_LIMIT, "check that this is one article"), raw)
        else:
            yield from article(value, file=name, place=place, origin=f"{name}:{number}", raw=raw)
        between = _BETWEEN.match(text, end)
        position = between.end() if between else end
    after = _END.match(text, position)
    if in_array and position == len(text):
        yield Notice(name, "end", "the array is not closed; the file may have been cut short")
    elif after is not None and after.end() < len(text):
        reason = "something follows the end of the array; write one array, or JSON Lines"
        yield Rejected(name, f"line {text.count(chr(10), 0, after.end()) + 1}", reason, text[after.end() :].encode())


def _broken(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}; write it again"
    return "not JSON that can be read: nested too deeply, or a number too long; write it again"
