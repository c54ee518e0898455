from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import onrecord.desk.map as desk
from onrecord.desk.map import drawn, render, spot, write_map
from onrecord.desk.page import licences
from onrecord.errors import InputError
from onrecord.reading import TYPES
from onrecord.record import EventLine, PlaceLine
from tables.fetch_web import sums
from tests.desk.conftest import MakeEvent
from tests.desk.test_brief import Page

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028\ud800 &amp;"
WEB = files("onrecord") / "resources" / "web"
TEMPLATES = files("onrecord") / "desk" / "templates"


def make_place(name: str = "Melby", *events: EventLine, **changes: object) -> PlaceLine:
    values: dict[str, Any] = {
        "kind": "city",
        "country": "NOR",
        "region": "Telemark",
        "lat": 59.5,
        "lon": 9.25,
        "geonameid": 3146487,
        "precision": "exact",
        "articles": 2,
        "mentions": 3,
        "first": "2030-05-10",
        "last": "2030-05-12",
        "events": events,
    }
    return PlaceLine(name=name, **{**values, **changes})


def data_of(html: str, id: str = "map-data") -> Any:
    """The JSON that the script reads."""
    (found,) = re.findall(rf'<script type="application/json" id="{id}">(.*?)</script>', html)
    return json.loads(found)


def test_the_page_tells_the_places_without_its_script(event: MakeEvent) -> None:
    shelled = event("ASSAULT", "Gunboats shelled Melby.", "shelled", place="Melby")
    spared = event("AID", "No aid came.", "came", reality="negated", place="Melby")
    page = Page(render([make_place("Melby", shelled, spared), make_place("Norway", kind="country", region=None)]))
    words = " ".join(page.text.split())
    assert "10 May 2030 – 12 May 2030" in words
    assert "MelbycityTelemark, Norway59.50, 9.25exact2310 May 203012 May 203021conflict" in words
    assert "NorwaycountryNorway" not in words
    assert {"p0", "p1"} <= set(page.ids)
    assert set(page.ids.values()) == {1}
    assert {link[1:] for link in page.links if link.startswith("#")} == {"p0", "p1"}


def test_a_place_with_its_events_is_in_the_data(event: MakeEvent) -> None:
    shelled = event(
        "ASSAULT", "Gunboats shelled Melby.", "shelled", actors=("Navy", "Navy"), standing="claimed",
        said_by="Ana Ruiz", mode="heavy-weapons", recipient_text="the pier", url="https://a.example/1", time="2030-05",
    )  # fmt: skip
    data = data_of(render([make_place("Melby", shelled)]))
    assert data["articles"] == [
        {"id": "a", "title": "A title", "outlet": "a.example", "url": "https://a.example/1"},
    ]
    assert data["places"] == [
        {
            "name": "Melby", "about": "city, Telemark, Norway", "lat": 59.5, "lon": 9.25, "rough": False,
            "wide": False, "leaning": "conflict", "firm": True, "articles": 2, "mentions": 3,
            "days": "10 May 2030 – 12 May 2030", "counts": {"ASSAULT": {"actual": 1}},
            "events": [
                {
                    "day": "10 May 2030", "time": "2030-05", "who": "Navy", "whom": "the pier", "type": "ASSAULT",
                    "mode": "heavy weapons", "reality": "actual", "standing": "claimed by Ana Ruiz", "firm": False,
                    "words": "Gunboats shelled Melby.", "trigger": "shelled", "article": 0,
                },
            ],
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "leaning", "done"),
    [
        ([], "named", 0),
        ([("AID", "actual", "reported")], "cooperation", 1),
        ([("AID", "actual", "reported"), ("ASSAULT", "actual", "claimed")], "conflict", 2),
        ([("AID", "actual", "reported"), *[("ASSAULT", "future", "reported")] * 3], "cooperation", 1),
        ([("ASSAULT", "actual", "denied"), ("CONSULT", "actual", "disputed")], "cooperation", 1),
        ([("CONSULT", "future", "reported")], "cooperation", 0),
        ([("PROTEST", "negated", "denied")], "conflict", 0),
    ],
)
def test_what_was_done_goes_before_what_is_only_told(
    event: MakeEvent, told: list[tuple[str, str, str]], leaning: str, done: int
) -> None:
    events = [event(type, "It came.", "came", reality=reality, standing=standing) for type, reality, standing in told]
    found = spot(make_place("Melby", *events))
    assert (found.leaning, found.done) == (leaning, done)


def test_half_of_the_types_that_are_no_quarrel_are_cooperation(event: MakeEvent) -> None:
    leanings = [spot(make_place("Melby", event(type, "It came.", "came"))).leaning for type in TYPES]
    assert leanings == ["cooperation"] * 7 + ["conflict"] * 9


@pytest.mark.parametrize(
    ("kind", "precision", "wide"),
    [("city", "exact", False), ("facility", "rough", False), ("city", "centre", True), ("water", "exact", True)],
)
def test_what_is_wide_is_drawn_so(kind: str, precision: str, wide: bool) -> None:
    (place,) = drawn([spot(make_place(kind=kind, precision=precision))])["places"]
    assert (place["wide"], place["rough"]) == (wide, precision == "rough")


def test_an_article_is_in_the_page_once(event: MakeEvent) -> None:
    lines = [event("AID", "Aid came.", "came", article=article) for article in ("a", "b", "a")]
    data = drawn([spot(make_place("Melby", *lines)), spot(make_place("Skarv", lines[1]))])
    assert [article["id"] for article in data["articles"]] == ["a", "b"]
    assert [[line["article"] for line in place["events"]] for place in data["places"]] == [[0, 1, 0], [1]]


def test_of_very_many_events_the_newest_are_listed_and_all_are_counted(
    event: MakeEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "LISTED", 2)
    lines = [event("AID", f"Aid came {number}.", "came") for number in range(5)]
    (place,) = drawn([spot(make_place("Melby", *lines))])["places"]
    assert [line["words"] for line in place["events"]] == ["Aid came 0.", "Aid came 1."]
    assert place["counts"] == {"AID": {"actual": 5}}


def test_text_is_text(event: MakeEvent) -> None:
    line = event(
        "AID", f"came {HOSTILE}", "came", actors=(HOSTILE,), title=HOSTILE, url="javascript:alert(1)", outlet=HOSTILE,
        time=HOSTILE, said_by=HOSTILE, standing="claimed", article=HOSTILE,
    )  # fmt: skip
    html = render([make_place(HOSTILE, line, region=HOSTILE)], title=HOSTILE)
    page = Page(html)
    assert page.tags["script"] == Page(render([make_place()])).tags["script"]
    assert not page.tags["img"]
    data = data_of(html)
    assert data["places"][0]["events"][0]["words"] == f"came {HOSTILE}".replace("\u2028", " ")
    assert data["articles"][0]["url"] is None
    assert all(link.startswith("#") for link in page.links)


def test_nothing_comes_from_the_network(event: MakeEvent) -> None:
    html = render([make_place("Melby", event("AID", "Aid came.", "came"))])
    page = Page(html)
    assert page.loads == []
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_a_record_without_places_makes_a_page_too(tmp_path: Path) -> None:
    write_map([], tmp_path / "map.html")
    page = Page((tmp_path / "map.html").read_text("utf-8"))
    assert "No places with coordinates are on record" in page.text
    assert not page.tags["script"]
    assert page.links == []


def test_thousands_of_places_stand_in_one_page(event: MakeEvent) -> None:
    line = event("AID", "Aid came.", "came")
    html = render([make_place(f"Place {number}", line, geonameid=number) for number in range(2000)])
    assert html.count('<tr id="p') == len(data_of(html)["places"]) == 2000


def test_writing_again_gives_the_same_bytes(event: MakeEvent, tmp_path: Path) -> None:
    places = [make_place("Melby", event("AID", "Aid came \ud800.", "came")), make_place("Skarv")]
    for name in ("one.html", "two.html"):
        write_map(places, tmp_path / name, title="Where")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*-o"):
        write_map([], tmp_path / "nowhere" / "map.html")


@pytest.mark.parametrize(("name", "expected"), sums())
def test_what_ships_for_the_pages_is_what_was_fetched(name: str, expected: str) -> None:
    content = (WEB / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == expected
    assert b"</script" not in content.lower()
    assert b"<!--" not in content
    assert name.startswith("licences/") or name in (WEB / "README.md").read_text("utf-8")


def test_the_page_holds_the_licences_of_what_it_holds() -> None:
    text = Page(render([make_place()])).text
    owed = licences("d3.min.js", "topojson-client.min.js", "countries-110m.json")
    assert sorted(f"licences/{package}.txt" for package in owed) == [
        name for name in sorted(name for name, _ in sums()) if name.startswith("licences/")
    ]
    assert all(licence in text for licence in owed.values())


def _colours(css: str, *, dark: bool) -> dict[str, str]:
    light, _, after = css.partition("@media (prefers-color-scheme: dark)")
    found = re.findall(r"--([\w-]+): (#\w{6})", light)
    return dict(found + re.findall(r"--([\w-]+): (#\w{6})", after.partition("\n}")[0]) if dark else found)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 reckons it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_can_be_told_from_its_ground(dark: bool) -> None:
    colours: dict[str, str] = {}
    for name in ("brief.css", "map.css", "figures.css"):
        colours |= _colours((TEMPLATES / name).read_text("utf-8"), dark=dark)
    claimants = ("deny", "accuse", "promise", "demand", "threaten", "crimson", "teal", "state")
    leanings = ("conflict", "cooperation", "named")
    text = [*product(("ink", "soft", *claimants), ("paper", "card")), *product(("ink", "soft"), ("land", "sea"))]
    marks = [*product(leanings, ("land", "sea", "paper"))]
    assert [pair for pair in text if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []
    assert [pair for pair in marks if _contrast(colours[pair[0]], colours[pair[1]]) < 3] == []


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("name", ["map.js", "figures.js", "rove.js"])
def test_the_scripts_are_scripts(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text((TEMPLATES / name).read_text("utf-8"), "utf-8")
    subprocess.run(["node", "--check", str(tmp_path / name)], check=True)
