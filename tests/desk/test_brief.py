from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import onrecord.desk.brief as desk
from onrecord.desk import write_brief
from onrecord.errors import InputError
from onrecord.reading import Reading
from onrecord.record import Record
from tests.desk.conftest import harbour, skarv

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """The page's ids, links, elements and text, also by class; fails where elements do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text = ""
        self.of_class: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in values:
            self.ids[values["id"]] += 1
        if tag == "a":
            self.links.append(values["href"])
        self.loads.extend(values[name] for name in ("src", "srcset", "data", "poster", "action") if name in values)
        if tag not in VOID:
            name = values.get("class", "").partition(" ")[0]
            self.of_class.setdefault(name, []).append("")
            self._open.append((tag, name))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        closed, name = self._open.pop()
        assert closed == tag
        if name:
            self.of_class[name][-1] = " ".join(self.of_class[name][-1].split())

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] not in ("script", "style"):
            self.text += data
            for name in {name for _, name in self._open if name}:
                self.of_class[name][-1] += data


def brief(record: Record, tmp_path: Path, **options: str) -> Page:
    write_brief(record, tmp_path / "brief.html", **options)
    return Page((tmp_path / "brief.html").read_text("utf-8"))


def add(record: Record, *readings: Reading) -> None:
    for reading in readings:
        record.add(reading, reader="test")


def test_the_page_tells_what_is_on_record(record: Record, tmp_path: Path) -> None:
    add(record, harbour())
    add(record, Reading(replace(harbour().article, id="copy", outlet="echo.example", url="https://echo.example/1")))
    record.quarantine("x.txt", "x.txt:1", "is not text", b"\0")
    page = brief(record, tmp_path, title="Oil at <Melby>")
    words = " ".join(page.text.split())
    assert "Oil at <Melby>" in words
    assert "3 in = 1 stored + 1 copy + 1 quarantined" in words
    assert "(printed by 2 sites)" in words
    assert "Also printed by: echo.example, 10 May 2030" in words
    assert "Ana Ruiz denied hiding any oil spill at the pier" in words


def test_every_link_inside_leads_to_one_place(record: Record, tmp_path: Path) -> None:
    add(record, harbour("harbour"), harbour("odd id/ü#1", title="Another", url=None, outlet=None, date=None))
    page = brief(record, tmp_path)
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(page.ids.values()) == {1}
    assert set(inside) <= set(page.ids)
    assert {f"harbour-s{number}" for number in range(1, 5)} <= set(inside)


def test_a_revised_article_stands_under_its_id_on_record(record: Record, tmp_path: Path) -> None:
    add(record, harbour(), harbour(title="Corrected"))
    page = brief(record, tmp_path)
    assert {"harbour", "harbour-s1", "harbour~2", "harbour~2-s1"} <= set(page.ids)


def test_nothing_comes_from_the_network(record: Record, tmp_path: Path) -> None:
    add(record, harbour())
    page = brief(record, tmp_path)
    html = (tmp_path / "brief.html").read_text("utf-8")
    assert page.loads == []
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_text_is_text(record: Record, tmp_path: Path) -> None:
    add(record, harbour(), harbour("bad", url="javascript:alert(1)", title="<img src=x onerror=alert(1)>"))
    page = brief(record, tmp_path)
    html = (tmp_path / "brief.html").read_text("utf-8")
    assert page.tags["script"] == 1
    assert not page.tags["img"]
    assert "<i>stories" not in html
    for paragraph in harbour().article.paragraphs:
        assert paragraph in page.text
    assert "javascript:alert(1)" in page.text
    assert all(link.startswith(("#", "https://")) for link in page.links)
    assert "https://www.quayside.example/oil?a=1&b=2" in page.links


def test_furniture_is_set_apart(record: Record, tmp_path: Path) -> None:
    add(record, harbour())
    brief(record, tmp_path)
    html = (tmp_path / "brief.html").read_text("utf-8")
    assert html.count('<p class="furniture">Follow us for more &lt;i&gt;stories&lt;/i&gt;</p>') == 1


def test_a_denial_stands_beside_what_it_denies(record: Record, tmp_path: Path) -> None:
    add(record, harbour())
    write_brief(record, tmp_path / "brief.html")
    html = (tmp_path / "brief.html").read_text("utf-8")
    pair = html[html.index('class="pair"') : html.index('id="all-articles"')]
    assert pair.index("#harbour-s1") < pair.index("#harbour-s2")
    assert "not on record" not in pair


def test_a_denial_alone_says_so(record: Record, tmp_path: Path) -> None:
    reading = harbour()
    add(record, replace(reading, statements=reading.statements[1:]))
    assert "What these deny is not on record" in brief(record, tmp_path).text


def test_deeds_stand_by_pair_beside_the_words_for_them(record: Record, tmp_path: Path) -> None:
    add(record, skarv())
    page = brief(record, tmp_path)
    assert "events4" in page.text
    assert page.of_class["dyad-name"] == [
        "Norway → Pilots' union 3 events: 1 done, 1 disputed, 1 planned",
        "Pilots' union → Norway 1 event: done",
    ]
    assert page.of_class["deed"] == [
        "ASSAULT · heavy weapons disputed done Norwegian navy → Pilots' union "
        "Norwegian gunboats shelled the pilot boat Skarv on Friday, the <b>Pilots' union</b> said. "
        "10 May 2030, quayside.example "
        "accuse Pilots' union said Norwegian gunboats shelled the pilot boat Skarv on Friday "
        "deny Norway denied shelling the boat",
        "CONSULT reported planned Norway denied shelling the boat. It will meet the union on Monday. "
        "10 May 2030, quayside.example",
        "COERCE · seize reported done Norway seized the union's <i>second</i> boat. 10 May 2030, quayside.example",
        "THREATEN reported done The union threatened to close the port. 10 May 2030, quayside.example",
    ]


def test_only_what_is_reported_as_done_looks_so(record: Record, tmp_path: Path) -> None:
    add(record, skarv())
    brief(record, tmp_path)
    html = (tmp_path / "brief.html").read_text("utf-8")
    assert re.findall(r'class="deed( firm)?" data-of="skarv-(e\d)"', html) == [
        ("", "e1"), ("", "e3"), (" firm", "e4"), (" firm", "e5"),
    ]  # fmt: skip
    shown = html[html.index('class="deeds"') : html.index('id="denials-and-claims"')]
    assert re.findall(r'<mark class="trigger( firm)?">(\w+)</mark>', shown) == [
        ("", "shelled"), ("", "meet"), (" firm", "seized"), (" firm", "threatened"),
    ]  # fmt: skip


def test_a_type_is_explained_where_it_stands(record: Record, tmp_path: Path) -> None:
    add(record, skarv())
    brief(record, tmp_path)
    assert '<abbr title="threatens">THREATEN</abbr>' in (tmp_path / "brief.html").read_text("utf-8")


def test_deeds_lead_to_their_triggers(record: Record, tmp_path: Path) -> None:
    add(record, skarv(), skarv("odd id/ü#1", title="Another", date=None, url=None, outlet=None))
    page = brief(record, tmp_path)
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert {"skarv-e1", "skarv-e3", "skarv-e4", "skarv-e5"} <= inside <= set(page.ids)
    assert set(page.ids.values()) == {1}
    assert 'id="skarv-e2" class="trigger" data-type="ASSAULT"' in (tmp_path / "brief.html").read_text("utf-8")


def test_deeds_printed_by_several_count_once(record: Record, tmp_path: Path) -> None:
    add(record, skarv(), Reading(replace(skarv().article, id="copy", outlet="echo.example", url=None)))
    add(record, skarv("late", title="Pilots at odds", date="2030-05-12", outlet="late.example"))
    page = brief(record, tmp_path)
    assert len(page.of_class["deed"]) == 4
    assert all("quayside.example (printed by 3 sites)" in deed for deed in page.of_class["deed"])
    assert page.of_class["deed"][0].count("deny") == 1


def test_text_of_deeds_is_text(record: Record, tmp_path: Path) -> None:
    reading = skarv(outlet="<img src=x>")
    hostile = tuple(replace(actor, name='"><script>alert(1)</script>', country=None) for actor in reading.actors)
    claimed = replace(reading.events[0], standing="claimed", type="AID")
    add(record, replace(reading, actors=hostile, events=(claimed, *reading.events[2:])))
    page = brief(record, tmp_path)
    assert page.tags["script"] == 1
    assert not page.tags["img"]
    first = next(deed for deed in page.of_class["deed"] if deed.startswith("AID"))
    assert 'claimed by "><script>alert(1)</script>' in first
    assert "the <b>Pilots' union</b> said. 10 May 2030, <img src=x>" in first


def test_a_record_without_events_shows_no_deeds(record: Record, tmp_path: Path) -> None:
    add(record, harbour())
    page = brief(record, tmp_path)
    assert "events0" in page.text
    assert not [id for id in page.ids if "deeds" in id]
    assert not [link for link in page.links if "deeds" in link]


def test_the_matrix_has_a_party_of_several_over_its_speakers(record: Record, tmp_path: Path) -> None:
    reading = harbour()
    guard = replace(reading.actors[0], name="Coast Guard", country="NOR")
    add(record, replace(reading, actors=(guard, *reading.actors[1:])))
    add(
        record,
        Reading(
            replace(harbour("second", title="Second").article, date="2030-05-12"),
            reading.statements[1:2],
            (replace(reading.actors[1], name="Ruiz"),),
        ),
    )
    page = brief(record, tmp_path)
    words = " ".join(page.text.split())
    matrix = words[words.index("Party and speaker") :]
    assert matrix.index("Norway") < matrix.index("Ana Ruiz") < matrix.index("Coast Guard") < matrix.index("Not told")
    assert "speaker--ana_ruiz" in str(page.ids.keys())
    assert not [id for id in page.ids if id.startswith("speaker--ruiz")]


def test_a_span_of_days_is_kept_to(record: Record, tmp_path: Path) -> None:
    add(record, harbour("old", title="Old", date="2030-01-01"), harbour("new", title="New", date="2030-05-10"))
    page = brief(record, tmp_path, since="2030-02-01")
    assert {"new", "new-s1"} <= set(page.ids)
    assert not {"old", "old-s1"} & set(page.ids)
    assert "The whole record: 2 in = 2 stored" in page.text


def test_a_large_record_keeps_the_newest_and_the_cited_texts(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "LARGE", 2)
    monkeypatch.setattr(desk, "_LISTED", 3)
    monkeypatch.setattr(desk, "_DENIALS", 1)
    days = [f"2030-0{month}-01" for month in range(1, 8)]
    add(record, *(harbour(f"h{day}".replace("-", ""), title=f"Spill {day}", date=day) for day in days))
    page = brief(record, tmp_path)
    texts = page.text.count("Follow us for more")
    assert 2 <= texts < 7
    assert f"holds the text of {texts} of 7 articles" in page.text
    assert "The newest 3 of 14; the others: onrecord find --speaker Ana Ruiz" in page.text
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_a_large_record_lists_the_newest_deeds(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "LARGE", 2)
    monkeypatch.setattr(desk, "_LISTED", 4)
    days = [f"2030-0{month}-01" for month in range(1, 8)]
    add(record, *(skarv(f"s{day}".replace("-", ""), title=f"At odds {day}", date=day) for day in days))
    page = brief(record, tmp_path)
    assert 'The newest 4 of 21; the others: onrecord events --actor "Norway" --recipient "Pilots\' union"' in page.text
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_an_empty_record_makes_a_page_too(record: Record, tmp_path: Path) -> None:
    page = brief(record, tmp_path)
    assert "Nothing is on record yet" in page.text
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_words_that_utf8_cannot_hold_do_not_stop_the_page(record: Record, tmp_path: Path) -> None:
    add(record, harbour(title="Broken \ud800 title"))
    assert "Broken ? title" in brief(record, tmp_path).text


def test_writing_again_gives_the_same_bytes(record: Record, tmp_path: Path) -> None:
    add(record, harbour(), harbour("second", title="Second", date="2030-05-12"))
    for name in ("one.html", "two.html"):
        write_brief(record, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_place_that_cannot_be_written_is_named(record: Record, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*-o"):
        write_brief(record, tmp_path / "nowhere" / "brief.html")
