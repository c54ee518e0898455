"""The commands as a user gives them, over the articles that ship."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "onrecord"]
STORY = """Ministry denies crossing river
20310307
https://courier.example/1
The Interior Ministry denied on Friday that its troops had crossed the Selne River.
The governor, Ana Duarte, warned that the dam might not hold.
"""


def run(*words: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], cwd=cwd, input=stdin, capture_output=True, text=True)


def rows(printed: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert printed.returncode == 0, printed.stderr
    return [json.loads(line) for line in printed.stdout.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the record of one article."""
    place = tmp_path_factory.mktemp("walk")
    (place / "story.txt").write_text(STORY, encoding="utf-8")
    assert run("read", "story.txt", cwd=place).returncode == 0
    return place


def test_find_by_words_act_speaker_and_day(folder: Path) -> None:
    assert [row["act"] for row in rows(run("find", "troops", "--json", cwd=folder))] == ["deny"]
    assert rows(run("find", "--act", "warn", "--json", cwd=folder))[0]["content"] == "that the dam might not hold"
    assert rows(run("find", "--speaker", "duarte", "--json", cwd=folder))[0]["act"] == "warn"
    assert rows(run("find", "troops", "--from", "2031-03-08", "--json", cwd=folder)) == []
    assert rows(run("find", "troops", "--outlet", "other.example", "--json", cwd=folder)) == []


def test_events_by_parties_type_reality_and_day(folder: Path) -> None:
    (event,) = rows(run("events", "--actor", "troops", "--json", cwd=folder))
    assert (event["type"], event["reality"], event["standing"]) == ("MOBILIZE", "negated", "denied")
    assert event["said_by"] == "Interior Ministry"
    for words, count in (
        (["--type", "mobilize"], 1), (["--type", "AID"], 0), (["--mode", "troops"], 1), (["--reality", "actual"], 0),
        (["--standing", "denied"], 1), (["--recipient", "RUS"], 0), (["--from", "2031-03-08"], 0),
        (["--to", "2031-03-07"], 1),
    ):  # fmt: skip
        assert len(rows(run("events", *words, "--json", cwd=folder))) == count, words
    printed = run("events", cwd=folder)
    assert "MOBILIZE troops, negated, denied by Interior Ministry" in " ".join(printed.stdout.split())
    wrong = run("events", "--mode", "shouting", cwd=folder)
    assert wrong.returncode == 2
    assert "'shouting' is not a mode" in wrong.stderr


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the record of one article with days, places and figures."""
    place = tmp_path_factory.mktemp("counted")
    (place / "story.txt").write_text(
        "Moscow denies a build-up\n20211105\nhttps://courier.example/2\n"
        "Ukraine's Defense Ministry said on Monday that about 90,000 Russian troops stood near Yelnya.\n"
        "Russian forces shelled Kharkiv on Wednesday, killing 12 people.\n",
        encoding="utf-8",
    )
    assert run("read", "story.txt", cwd=place).returncode == 0
    return place


def test_figures_by_words_whose_and_who_claims_them(counted: Path) -> None:
    (figure,) = rows(run("figures", "troops", "--of", "RUS", "--by", "UKR", "--json", cwd=counted))
    assert (figure["low"], figure["high"], figure["bound"], figure["as_of"]) == (90000, 90000, "about", "2021-11-05")
    assert rows(run("figures", "troops", "--of", "UKR", "--json", cwd=counted)) == []
    assert rows(run("figures", "--from", "2021-11-06", "--json", cwd=counted)) == []
    (dead,) = rows(run("figures", "--place", "Kharkiv", "--json", cwd=counted))
    assert (dead["low"], dead["time"], dead["place"]) == (12, "2021-11-03", "Kharkiv")
    printed = run("figures", "troops", "-o", "figures.html", cwd=counted)
    assert "about 90,000 Russian troops" in printed.stdout
    assert "90,000" in (counted / "figures.html").read_text(encoding="utf-8")


def test_events_by_place_and_with_their_day(counted: Path) -> None:
    (event,) = rows(run("events", "--place", "UKR", "--type", "ASSAULT", "--json", cwd=counted))
    assert (event["place"], event["time"]) == ("Kharkiv", "2021-11-03")
    assert rows(run("events", "--place", "France", "--json", cwd=counted)) == []


def test_the_map_as_a_page_as_geojson_and_as_json(counted: Path) -> None:
    assert {row["name"] for row in rows(run("map", "--json", cwd=counted))} >= {"Kharkiv"}
    assert run("map", cwd=counted).returncode == 0
    assert "Kharkiv" in (counted / "map.html").read_text(encoding="utf-8")
    assert run("map", "-o", "places.geojson", cwd=counted).returncode == 0
    features = json.loads((counted / "places.geojson").read_text(encoding="utf-8"))["features"]
    kharkiv = next(f for f in features if f["properties"]["name"] == "Kharkiv")
    assert [round(degrees) for degrees in kharkiv["geometry"]["coordinates"]] == [36, 50]
    missing = run("map", "-o", "nowhere/map.html", cwd=counted)
    assert (missing.returncode, "there is no folder nowhere" in missing.stderr) == (2, True)


def test_given_dyads_are_coded_in_the_order_of_the_file(tmp_path: Path) -> None:
    texts = {"a": "Meridian jets bombed a Tarvian depot.", "b": "Tarvia will not meet the Meridian envoy."}
    (tmp_path / "articles.jsonl").write_text(
        "".join(json.dumps({"id": id, "title": "", "paragraphs": [text]}) + "\n" for id, text in texts.items())
    )
    spans = {"a": ("Meridian jets", "a Tarvian depot"), "b": ("Tarvia", "the Meridian envoy")}
    dyads = []
    for id in ("b", "a", "b"):
        places = [
            {"paragraph": 0, "start": texts[id].index(words), "end": texts[id].index(words) + len(words)}
            for words in spans[id]
        ]
        dyads.append({"id": id, "actor": [places[0]], "recipient": [places[1]]})
    (tmp_path / "dyads.jsonl").write_text("".join(json.dumps(dyad) + "\n" for dyad in dyads))
    answers = rows(run("code", "articles.jsonl", "--dyads", "dyads.jsonl", cwd=tmp_path))
    assert [answer["id"] for answer in answers] == ["b", "a", "b"]
    assert [list(answer) for answer in answers] == [["id", "type", "mode", "reality"]] * 3
    assert answers[1] == {"id": "a", "type": "ASSAULT", "mode": "aerial", "reality": "actual"}
    assert answers[0] == answers[2]
    assert answers[0]["reality"] == "negated"

    (tmp_path / "more.jsonl").write_text(json.dumps(dyads[0] | {"id": "c"}))
    missing = run("code", "articles.jsonl", "--dyads", "more.jsonl", cwd=tmp_path)
    assert missing.returncode == 2
    assert "more.jsonl:1: no article of the id 'c'" in missing.stderr
    assert not missing.stdout


def test_tables_fit_eighty_columns(folder: Path) -> None:
    for words in (["find"], ["events"], ["who", "duarte"], ["status"]):
        printed = run(*words, cwd=folder)
        assert printed.returncode == 0
        assert all(len(line) <= 80 for line in printed.stdout.splitlines())
        assert "act" in printed.stdout or words in (["status"], ["events"])


def test_narrow_tables_show_what_was_said(tmp_path: Path) -> None:
    long = STORY.replace("courier.example", "the-very-long-name-of-a-northern-courier.example").replace(
        "The governor, Ana Duarte,", "The deputy undersecretary for waterways and harbours, Maria Ana Duarte-Figueira,"
    )
    (tmp_path / "long.txt").write_text(long)
    assert run("read", "long.txt", cwd=tmp_path).returncode == 0
    for words in (["find", "dam"], ["who", "duarte"]):
        shown = run(*words, cwd=tmp_path).stdout
        assert "dam might not" in " ".join(shown.split())
        assert all(len(line) <= 80 for line in shown.splitlines())


def test_show_marks_the_words(folder: Path) -> None:
    article = str(rows(run("find", "troops", "--json", cwd=folder))[0]["article"])
    printed = run("show", article[:6], cwd=folder).stdout
    assert "[The Interior Ministry] *denied* on Friday «that its troops had crossed the Selne River»" in " ".join(
        printed.split()
    )
    reading = rows(run("show", article, "--json", cwd=folder))[0]
    assert reading["article"]["id"] == article  # type: ignore[index]


def test_reading_twice_changes_nothing(folder: Path) -> None:
    before = rows(run("status", "--json", cwd=folder))
    again = run("read", "story.txt", cwd=folder)
    assert again.returncode == 0
    assert "1 known" in again.stdout
    assert rows(run("status", "--json", cwd=folder)) == before


def test_json_prints_each_reading_and_known_ones_again(folder: Path) -> None:
    first = rows(run("read", "story.txt", "--json", "--record", "fresh.db", cwd=folder))
    again = rows(run("read", "story.txt", "--json", "--record", "fresh.db", cwd=folder))
    bare = rows(run("read", "-", "--json", "--no-record", cwd=folder, stdin=STORY))
    assert first == again == bare
    assert len(first) == 1


def test_a_revision_is_known_again_however_it_is_read(tmp_path: Path) -> None:
    for name, words in (("first", "Ana said no."), ("second", "Ana said yes.")):
        article = {"id": "x", "title": "A", "date": "2031-03-07", "url": None, "paragraphs": [words]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(article))
        assert run("read", f"{name}.jsonl", cwd=tmp_path).returncode == 0
    before = rows(run("status", "--json", cwd=tmp_path))
    (reading,) = rows(run("read", "second.jsonl", "--json", cwd=tmp_path))
    assert reading["article"]["paragraphs"] == ["Ana said yes."]  # type: ignore[index]
    assert rows(run("status", "--json", cwd=tmp_path)) == before


def test_bad_input_is_quarantined_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "one", "title": "A", "date": "2031-03-07", "url": None, "paragraphs": ["Ana said no."]})
    (tmp_path / "mixed.jsonl").write_text(f'{good}\n{{"id": "two", "ti\n{good.replace("one", "three")}\n')
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    printed = run("read", "mixed.jsonl", "empty.txt", "picture.txt", cwd=tmp_path)
    assert printed.returncode == 2
    assert "mixed.jsonl, line 2" in printed.stderr
    status = rows(run("status", "--json", cwd=tmp_path))[0]
    assert status["quarantined"] == 3
    assert status["inputs"] == status["stored"] + status["copies"] + 3  # type: ignore[operator]
    assert "picture.txt" in run("status", cwd=tmp_path).stdout


def test_what_cannot_be_done_is_told_in_one_line(tmp_path: Path) -> None:
    for words, complaint in (
        (["read", "nowhere.txt"], "nowhere.txt"),
        (["find", "x"], "onrecord.db"),
        (["brief"], "onrecord.db"),
    ):
        printed = run(*words, cwd=tmp_path)
        assert printed.returncode == 2
        assert complaint in printed.stderr
        assert "Traceback" not in printed.stderr


def test_a_bar_on_a_terminal_and_none_in_a_pipe(folder: Path) -> None:
    assert run("read", "story.txt", "--record", "piped.db", cwd=folder).stderr == ""
    leader, follower = pty.openpty()
    shown = subprocess.run(
        [*COMMAND, "read", "story.txt", "--record", "shown.db"], cwd=folder, stderr=follower,
        stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(follower)
    assert shown.returncode == 0
    assert b"%" in os.read(leader, 100_000)
    os.close(leader)


def test_ctrl_c_keeps_what_is_done_and_the_rest_follows(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"n{n}", "title": f"Day {n}", "date": "2031-03-07", "url": f"https://c.example/{n}",
                    "paragraphs": [f"On day {n} the envoy said that talks would resume. " * 20]})
        for n in range(300)
    ]  # fmt: skip
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n")
    command = [*COMMAND, "read", "many.jsonl", "--workers", "2"]
    running = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = run("status", "--json", cwd=tmp_path)
        if found.returncode == 0 and json.loads(found.stdout)["stored"]:
            break
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the workers are sent it too
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors
    kept = rows(run("status", "--json", cwd=tmp_path))[0]["stored"]
    assert isinstance(kept, int)
    assert 1 <= kept < 300
    assert run("read", "many.jsonl", cwd=tmp_path).returncode == 0
    after = rows(run("status", "--json", cwd=tmp_path))[0]
    assert (after["stored"], after["copies"], after["inputs"]) == (300, 0, 300)


def test_the_brief_is_one_page_that_needs_no_network(folder: Path) -> None:
    assert run("brief", "-o", "brief.html", cwd=folder).returncode == 0
    page = (folder / "brief.html").read_text(encoding="utf-8")
    assert "that its troops had crossed the Selne River" in page
    assert "<link" not in page
    assert "src=" not in page
    assert "@import" not in page
    assert "url(" not in page
