"""What the pages share: their templates, the scripts that ship with the package, and how a file is written."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.desk.words import day_label, snippet
from onrecord.errors import InputError

_LICENCES = {
    "d3.min.js": ("d3", "d3-ease", "d3-geo", "d3-scale-chromatic", "delaunator", "robust-predicates"),
    "topojson-client.min.js": ("topojson-client",),
    "countries-110m.json": ("world-atlas",),
}


@cache
def templates() -> Environment:
    """The templates of the desk. What they print is escaped; `|tojson` is safe inside a script element."""
    pages = Environment(
        loader=PackageLoader("onrecord.desk"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    pages.filters.update(day=day_label, snippet=snippet)
    pages.tests["link"] = is_link
    pages.globals.update(shipped=shipped, licences=licences)
    return pages


def shipped(name: str) -> Markup:
    """A script, or data of one, that ships with the package, as it is; none of them ends a script element."""
    return Markup(_resource(name))


def licences(*names: str) -> dict[str, str]:
    """The licence texts of what ships under these names, by package."""
    return {package: _resource(f"licences/{package}.txt") for name in names for package in _LICENCES[name]}


def _resource(name: str) -> str:
    return files("onrecord").joinpath("resources", "web", name).read_text(encoding="utf-8")


def is_link(url: str | None) -> bool:
    """Whether a URL may become a link: one that runs something in the page ("javascript:") may not."""
    return (url or "").lower().startswith(("http://", "https://"))


def web_link(url: str | None) -> str | None:
    """The URL if it may become a link."""
    return url if is_link(url) else None


def write(path: Path, text: str) -> None:
    """Write a page; a file that is there is replaced. An `InputError` says when it cannot be written."""
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give another file with -o") from error
