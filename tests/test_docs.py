"""What the README says must exist, and what exists must be in the README."""

import re
from pathlib import Path

import click
import pytest

import onrecord
from eval.events import PROBES
from onrecord.cli import main
from onrecord.reading import ACTS, REALITIES, STANDINGS, TYPES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_documented(name: str) -> None:
    assert f"onrecord {name}" in README


def test_every_documented_command_exists() -> None:
    assert set(re.findall(r"^onrecord (\w+)", README, re.MULTILINE)) <= set(main.commands)


@pytest.mark.parametrize(("name", "command"), sorted(main.commands.items()))
def test_every_command_and_option_explains_itself(name: str, command: click.Command) -> None:
    assert command.help, name
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


def test_every_act_is_defined() -> None:
    assert re.findall(r"^\| (\w+) \| .+ \|$", README.split("## Statements")[1], re.MULTILINE)[1:13] == list(ACTS)


def test_every_type_reality_and_standing_is_named() -> None:
    section = README.split("## Events")[1].split("## How well")[0]
    assert all(re.search(rf"\b{kind}\b", section) for kind in (*TYPES, *REALITIES, *STANDINGS))


def test_the_probes_are_those_that_are_measured() -> None:
    section = README.split("## Events")[1].split("## How well")[0]
    assert [sentence for sentence in PROBES if sentence not in section] == []


def test_the_public_names_are_these() -> None:
    assert onrecord.__all__ == [
        "Actor", "Article", "Event", "Reader", "Reading", "Record", "Span", "Statement", "open_record", "read_articles",
    ]  # fmt: skip
    assert all(getattr(onrecord, name).__doc__ for name in onrecord.__all__)


def test_the_python_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(
        "Ministry denies it\n20310307\nhttps://c.example/1\nThe Interior Ministry denied that troops had crossed.\n"
    )
    (example,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    with onrecord.open_record("onrecord.db", create=False) as record:
        assert [line.content for line in record.find("troops")] == ["that troops had crossed"]
    assert len([line for line in example.splitlines() if line.strip()]) <= 10


def test_links_in_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target
