from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import onrecord.desk.chart as desk
from onrecord.article import Span
from onrecord.desk.chart import BOUNDS, charts, claimant, legend, period, render, rows, write_figures
from onrecord.errors import InputError
from onrecord.reading import BOUNDS as ALL_BOUNDS
from onrecord.reading import Figure
from onrecord.record import FigureLine
from tests.desk.test_brief import Page
from tests.desk.test_map import HOSTILE, data_of


def make_figure(low: float = 90000, high: float | None = None, **changes: object) -> FigureLine:
    top = low if high is None else high
    values: dict[str, Any] = {
        "article": "m1",
        "title": "Troops near Lunde",
        "date": "2031-04-09",
        "url": "https://coast.example/muster",
        "outlet": "coast.example",
        "figure": "f1",
        "text": "90,000",
        "bound": "exact" if high is None else "between",
        "unit": "troops",
        "of": "Russian troops",
        "of_country": "RUS",
        "place": "Lunde",
        "time": None,
        "as_of": "2031-04-09",
        "said_in": "s1",
        "said_by": "Ferra",
        "said_by_country": "FRR",
        "sentence": "Ferra said 90,000 Russian troops stood near Lunde.",
        "spans": Figure("f1", Span(0, 0, 6, "90,000"), low, top, "exact"),
    }
    return FigureLine(low=low, high=top, **{**values, **changes})


def drawn(*lines: FigureLine) -> list[dict[str, Any]]:
    shown = rows(lines)
    return charts(shown, legend(shown))


def test_the_page_tells_the_figures_without_its_script() -> None:
    page = Page(render([make_figure(), make_figure(1.5, unit=None, time="2031-03", as_of="2031-03", said_in=None)]))
    words = " ".join(page.text.split())
    assert (
        "9 Apr 2031the article's day90,000troopsRussian troops, RussiaLundeFerra"
        "Ferra said 90,000 Russian troops stood near Lunde.Troops near Lunde9 Apr 2031, coast.example"
    ) in words
    assert "Mar 20311.5Russian troops, RussiaLundecoast.example, in its own words" in words
    assert "https://coast.example/muster" in page.links
    assert {"f0", "f1"} <= set(page.ids)


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, "90,000"),
        ({"bound": "over"}, "≥ 90,000"),
        ({"bound": "under"}, "≤ 90,000"),
        ({"bound": "about"}, "~ 90,000"),
        ({"high": 120000}, "90,000–120,000"),
        ({"high": 120000, "bound": "about"}, "~ 90,000–120,000"),
        ({"low": 2.5}, "2.5"),
        ({"low": 1e300}, "1e+300"),
    ],
)
def test_a_value_shows_how_it_is_meant(changes: dict[str, Any], value: str) -> None:
    (row,) = rows([make_figure(**changes)])
    assert row.value == value


def test_every_bound_has_its_sign() -> None:
    assert sorted(BOUNDS) == sorted(ALL_BOUNDS)


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2031-04-09", (date(2031, 4, 9), date(2031, 4, 9))),
        ("2032-02", (date(2032, 2, 1), date(2032, 2, 29))),
        ("2031", (date(2031, 1, 1), date(2031, 12, 31))),
        ("2031-02-30", None),
        ("2031-13", None),
        ("0000", None),
        ("2031-W07", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_a_month_and_a_year_are_spans_of_days(as_of: str | None, days: tuple[date, date] | None) -> None:
    assert period(as_of) == days


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({}, "Ferra"),
        ({"said_by": None}, "a source that is not named"),
        ({"said_in": None, "said_by": None}, "coast.example, in its own words"),
        ({"said_in": None, "said_by": None, "outlet": None}, "the article itself"),
    ],
)
def test_a_figure_is_claimed_by_its_speaker_else_its_outlet(changes: dict[str, Any], who: str) -> None:
    assert claimant(make_figure(**changes)) == who


def test_a_unit_has_one_chart_and_the_most_frequent_comes_first() -> None:
    lines = [make_figure(unit=unit) for unit in (None, "tanks", None, "troops", "troops", None)]
    found = [(chart["unit"], len(chart["figures"])) for chart in drawn(*lines)]
    assert found == [("troops", 2), ("tanks", 1), ("", 3)]


def test_a_mark_knows_its_row_its_days_and_its_claimant() -> None:
    lines = [make_figure(as_of=None), make_figure(high=120000, as_of="2031-03", said_by="Osmark"), make_figure()]
    ((first, second),) = [chart["figures"] for chart in drawn(*lines)]
    assert first == {
        "row": 0, "from": "2031-03-01", "to": "2031-03-31", "low": 90000, "high": 120000, "sign": "", "claimant": 1,
        "hint": ["90,000–120,000 troops", "Mar 2031, Russian troops, Russia, Lunde", "Osmark"],
    }  # fmt: skip
    assert (second["row"], second["claimant"]) == (1, 0)


@pytest.mark.parametrize(
    ("values", "log"),
    [((10, 900), False), ((10, 1000), True), ((0, 1000), False), ((-5, 1000), False), ((0, 0), False)],
)
def test_values_far_apart_are_drawn_by_logarithms(values: tuple[float, float], log: bool) -> None:
    (chart,) = drawn(*map(make_figure, values))
    assert chart["log"] is log


def test_what_has_no_day_or_no_measure_stands_only_in_the_table() -> None:
    undated = [make_figure(as_of=None), make_figure(as_of="2031-02-30")]
    lines = [*undated, make_figure(float("inf")), make_figure(1, 1e19), make_figure()]
    html = render(lines)
    page, data = Page(html), data_of(html, "figures-data")
    (chart,) = data["charts"]
    assert data["articles"] == ["2031-04-09", "2031-04-09"]
    assert [figure["row"] for figure in chart["figures"]] == [2]
    assert "4 of 5 stand only here" in page.text
    assert html.count('<tr id="f') == 5
    assert html.index("inf</td>") < html.index("no day")


def test_figures_without_any_day_make_a_table_alone() -> None:
    page = Page(render([make_figure(as_of=None)]))
    assert not page.tags["script"]
    assert "1 of 1 stand only here" in page.text


def test_spellings_of_one_claimant_are_one_and_the_rarest_share_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "CLAIMANTS", 2)
    who = ["Osmark", "the Ferra", "Ferra", "Osmark", "FERRA", "Aune", "Velden"]
    lines = [make_figure(said_by=name) for name in who]
    assert legend(rows(lines)) == ["the Ferra", "Osmark", "others"]
    assert [figure["claimant"] for figure in drawn(*lines)[0]["figures"]] == [1, 0, 0, 1, 0, 2, 2]


def test_rare_units_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "CHARTS", 1)
    assert [chart["unit"] for chart in drawn(make_figure(unit="tanks"), make_figure(), make_figure())] == ["troops"]


def test_text_is_text() -> None:
    names = ("title", "outlet", "unit", "of", "place", "said_by", "sentence", "article")
    hostile: dict[str, Any] = dict.fromkeys(names, HOSTILE)
    html = render([make_figure(**hostile, url="javascript:alert(1)")], title=HOSTILE)
    page = Page(html)
    assert page.tags["script"] == Page(render([make_figure()])).tags["script"]
    assert not page.tags["img"]
    assert data_of(html, "figures-data")["charts"][0]["unit"] == HOSTILE
    assert page.links == []


def test_nothing_comes_from_the_network() -> None:
    html = render([make_figure()])
    page = Page(html)
    assert page.loads == []
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_no_figures_make_a_page_too(tmp_path: Path) -> None:
    write_figures([], tmp_path / "figures.html")
    page = Page((tmp_path / "figures.html").read_text("utf-8"))
    assert "No figures are on record for this" in page.text
    assert not page.tags["script"]


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_figures([make_figure(said_by=f"Speaker {n % 9}") for n in range(20)], tmp_path / name, title="How many")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*-o"):
        write_figures([], tmp_path / "nowhere" / "figures.html")
