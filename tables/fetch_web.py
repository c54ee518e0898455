"""Fetches src/onrecord/resources/web: what the drawn pages are made with, unchanged, and the licences of it.

    python -m tables.fetch_web        needs npm

A file whose SHA-256 sum is not the one below is not kept.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

TARGET = Path(__file__).parent.parent / "src" / "onrecord" / "resources" / "web"

PACKAGES = {
    "d3@7.9.0": {
        "dist/d3.min.js": ("d3.min.js", "f2094bbf6141b359722c4fe454eb6c4b0f0e42cc10cc7af921fc158fceb86539"),
        "LICENSE": ("licences/d3.txt", "3e6849627f74ff73c257a3ae1efb574015d94fc1035c05ec3c15805165efcbc4"),
    },
    "topojson-client@3.1.0": {
        "dist/topojson-client.min.js": (
            "topojson-client.min.js", "25cd02ae486cc5063e0215a4e4cfb15de83700c87ac48bac4d57dc6aaf3ebb89",
        ),
        "LICENSE": ("licences/topojson-client.txt", "4c4d15b635e04e691825a76db7d33f7f2033b55669a7430011694f31e6c65999"),
    },
    "world-atlas@2.0.2": {
        "countries-110m.json": (
            "countries-110m.json", "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8",
        ),
        "LICENSE": ("licences/world-atlas.txt", "8048290dfdb6e83fbed17e8985c8cfc4ce9da9b842642f3d3e497280790cfa31"),
    },
    "d3-ease@3.0.1": {
        "LICENSE": ("licences/d3-ease.txt", "b989d9085148d21ff64a75e14462aefa06b2589a55553b07b1460c70081c7d08"),
    },
    "d3-geo@3.1.1": {
        "LICENSE": ("licences/d3-geo.txt", "3e3edc1224eec9c39cd26491a21304a62883c1e5b6a65c5283ccc7a6cc94baee"),
    },
    "d3-scale-chromatic@3.1.0": {
        "LICENSE": (
            "licences/d3-scale-chromatic.txt", "0986d93944902cca9af86824b6a641b4b7c2d10602fc510c433a8bcd443919fe",
        ),
    },
    "delaunator@5.0.1": {
        "LICENSE": ("licences/delaunator.txt", "b8878372a0d7d1c303f48659ddbd6881807cd2196e4af2f548d8da0c0f7c4d71"),
    },
    "robust-predicates@3.0.2": {
        "LICENSE": (
            "licences/robust-predicates.txt", "88d9b4eb60579c191ec391ca04c16130572d7eedc4a86daa58bf28c6e14c9bcd",
        ),
    },
}  # fmt: skip
"""By package: the file in it, the file here, its SHA-256 sum. The last five are parts of d3 with their own licences."""


def sums() -> list[tuple[str, str]]:
    """The files here, with their SHA-256 sums."""
    return [file for files in PACKAGES.values() for file in files.values()]


def main() -> None:
    for package, files in PACKAGES.items():
        with TemporaryDirectory() as folder:
            packed = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
            )
            with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
                for name, (target, expected) in files.items():
                    member = archive.extractfile(f"package/{name}")
                    content = member.read() if member else b""
                    if hashlib.sha256(content).hexdigest() != expected:
                        raise SystemExit(f"{package}: {name} is not the file that was pinned")
                    (TARGET / target).parent.mkdir(parents=True, exist_ok=True)
                    (TARGET / target).write_bytes(content)


if __name__ == "__main__":
    main()
