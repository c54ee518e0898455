"""The article that the project began with, read slowly by a person: which of its statements are found.

`first.json` holds each statement by the place of its cue (the article itself is not ours to ship), with the speaker,
where the article tells, and the acts that fit. Nested statements count only where the list has them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from onrecord import Reader, Statement, read_articles

LIST = Path(__file__).parent / "first.json"


@dataclass(frozen=True)
class FirstScore:
    """Of `wanted` statements: found; of those, with the right speaker, with a fitting act; how many more there are."""

    wanted: int
    found: int
    speakers: int
    acts: int
    extra: int
    missing: tuple[str, ...]


def score(folder: Path, reader: Reader) -> FirstScore:
    """Read the one article in `folder` and compare."""
    (article,) = read_articles(folder)
    reading = reader.read(article)
    names = {actor.id: actor.name for actor in reading.actors}
    left: list[Statement] = list(reading.statements)
    speakers = acts = 0
    missing = []
    wanted = json.loads(LIST.read_text(encoding="utf-8"))
    for item in wanted:
        match = next(
            (
                s
                for s in left
                for cue in s.cue
                if cue.paragraph == item["paragraph"] and cue.start < item["end"] and cue.end > item["start"]
            ),
            None,
        )
        where = f"paragraph {item['paragraph']}, {article.text(item['paragraph'])[item['start'] : item['end']]!r}"
        if match is None:
            missing.append(f"{where}: not found")
            continue
        left.remove(match)
        name = names.get(match.speaker or "")
        if name == item["speaker"]:
            speakers += 1
        else:
            missing.append(f"{where}: the speaker is {item['speaker']}, not {name}")
        if match.act in item["acts"]:
            acts += 1
        else:
            missing.append(f"{where}: the act is {' or '.join(item['acts'])}, not {match.act}")
    return FirstScore(
        len(wanted), len(wanted) - sum("not found" in m for m in missing), speakers, acts, len(left), tuple(missing)
    )
