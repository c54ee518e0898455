"""A shared development set through the program: read as a user would read it, then scored by the set's own scorer.

The gold is opened by the scorer alone, afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def read(articles: Path, gold: Path, scorer: Path, out: Path) -> Any:
    """The scorer's figures on `articles` as `onrecord read` reads them; the readings are left in `out`."""
    run(["read", "--no-record", "--json", articles], out)
    return scored(scorer, gold, out)


def run(command: Sequence[str | Path], out: Path) -> None:
    """Run the program, its output into `out`. Raises RuntimeError with what it says where it fails."""
    with open(out, "w", encoding="utf-8") as target:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *command], stdout=target, stderr=subprocess.PIPE, text=True
        )
    if done.returncode:  # what it tells of every sentence without a date is no news
        raise RuntimeError(done.stderr)


def scored(scorer: Path, gold: Path, out: Path, *options: str) -> Any:
    """The figures that a shared scorer prints of an output file."""
    printed = subprocess.run([sys.executable, scorer, gold, out, *options], check=True, capture_output=True, text=True)
    return json.loads(printed.stdout.splitlines()[-1])
