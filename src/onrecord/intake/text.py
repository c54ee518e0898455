"""Bytes to characters and lines: encodings, line ends, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

SQLITE = b"SQLite format 3\x00"
"""The first bytes of a SQLite database, such as a record."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES = (
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it or save it as plain text first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"%PDF-", "a PDF document; save its text first"),
    (b"\xff\xd8\xff", "a JPEG image; remove it"),
    (b"\x89PNG", "a PNG image; remove it"),
    (SQLITE, "a SQLite database, such as a record, not an article; leave it out"),
)
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_CONTROLS_ALLOWED = 0.01
_LINE = re.compile(r"\r?\n")


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, as browsers do with pages that mix the two."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252"), error.end


codecs.register_error("onrecord-windows-1252", _windows_1252)


def is_utf16(data: bytes) -> bool:
    """Whether the bytes begin with the byte order mark of UTF-16."""
    return data.startswith(_UTF16)


@dataclass(frozen=True)
class NoText:
    """Why bytes are not text, and the mend."""

    reason: str


def decode(data: bytes) -> str | NoText:
    """The characters of UTF-8 (with or without byte order mark), of UTF-16 with one, else of Windows-1252.

    Bytes that are not UTF-8 within a text that otherwise is are read as Windows-1252 too.
    """
    other = _something_else(data)
    if other is not None:
        return NoText(other)
    encoding, errors = ("utf-16", "strict") if is_utf16(data) else ("utf-8-sig", "onrecord-windows-1252")
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return NoText("the bytes are neither UTF-8 nor Windows-1252; save it as UTF-8")


def head(data: bytes) -> str:
    """Some of the first characters, whatever the bytes are: enough to tell formats apart."""
    return data[:4096].decode("utf-16" if is_utf16(data) else "utf-8-sig", "replace")


def _something_else(data: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return f"this is {name}"
    if _WEB_PAGE.match(data):
        return "this is a web page (HTML or XML); extract its article first, with trafilatura for instance"
    sample = data[:_SAMPLE]
    if not is_utf16(data) and len(_CONTROLS.findall(sample)) > _CONTROLS_ALLOWED * len(sample):
        return "this is binary data, not text; remove it, or save it as plain text (UTF-8)"
    return None


def lines(text: str) -> list[str]:
    """The lines without their ends: LF or CRLF; CR where the text has no LF. Nothing else is taken away."""
    return _LINE.split(text) if "\n" in text else text.split("\r")
