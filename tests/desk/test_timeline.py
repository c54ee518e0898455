from __future__ import annotations

import pytest

from onrecord.desk.timeline import GROUPS, timeline
from onrecord.reading import ACTS
from tests.desk.conftest import MakeLine


def test_every_act_has_one_group() -> None:
    assert sorted(act for own in GROUPS.values() for act in own) == sorted(ACTS)


def test_bars_stack_by_day_and_scale_to_the_highest(line: MakeLine) -> None:
    lines = [line("state", "x"), line("state", "y"), line("warn", "z"), line("threaten", "w")]
    lines += [line("deny", "v", day="2030-05-12"), line("deny", "u", day=None)]
    strip = timeline(lines)
    state, threat, deny = strip.bars
    assert [bar.act for bar in strip.bars] == ["state", "threaten", "deny"]
    assert state.y + state.height == pytest.approx(strip.foot)
    assert threat.y + threat.height == pytest.approx(state.y)
    assert state.height == pytest.approx(threat.height) == pytest.approx(2 * deny.height)
    assert deny.x > state.x == threat.x
    assert threat.hint == "10 May 2030: 2 of 4 threaten / warn"
    assert (strip.step, strip.undated) == (1, 1)
    assert [tick.label for tick in strip.levels] == ["1", "2", "3", "4"]
    assert strip.months[0].label == "10 May 2030"


def test_long_spans_are_drawn_by_weeks_and_stay_inside(line: MakeLine) -> None:
    strip = timeline([line("state", "x", day=day) for day in ("2029-01-01", "2029-06-30", "2030-02-01")])
    assert strip.step == 7
    assert max(bar.x + bar.width for bar in strip.bars) <= strip.width
    labels = [tick.label for tick in strip.months if tick.label]
    assert labels[:2] == ["1 Jan 2029", "Feb"]
    assert "Jan 2030" in labels


def test_decades_are_labelled_by_years(line: MakeLine) -> None:
    strip = timeline([line("state", "x", day=day) for day in ("1999-03-01", "2029-06-30")])
    assert strip.months[0].label == "2000"
    assert max(bar.x + bar.width for bar in strip.bars) <= strip.width


def test_nothing_dated_gives_no_bars(line: MakeLine) -> None:
    assert timeline([]).bars == ()
    assert timeline([line("state", "x", day=None)]).undated == 1
