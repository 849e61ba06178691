"""The commands of ldpub as benchmarks run them: a data folder of their own, settings that this machine's do not enter, watched."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from watched import Watched, watch

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://catalog.example.org"
SETTINGS = {
    "base_url": BASE,
    "dumps": "manual",  # dump files are not part of what is measured; an update writes what has changed all the same
    "shapes_after": "",  # core and vocabulary are checked while records are read, by default; this is what waits until after publishing
}
_PARTLY = 3  # done, but some records are in quarantine


def environment() -> dict[str, str]:
    """Of all programs that are measured."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LDPUB_")}
    return {**own, "PYTHONPATH": str(ROOT)} | {f"LDPUB_{name.upper()}": v for name, v in SETTINGS.items()}


def ldpub(data: Path, *arguments: str) -> Watched:
    """A command on a data folder; the size of what is in the making there is measured, and when another edition is served."""
    data.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "flask_app.cli", "--set", f"data_dir={data}", *arguments]
    return watch(
        command, environment(), data.parent, measured=data / "staging", link=data / "current", statuses=(0, _PARTLY)
    )  # fmt: skip


def edition(data: Path) -> Path:
    """The folder of the edition that is served."""
    return (data / "current").resolve()


def sizes(data: Path) -> Iterator[int]:
    """Bytes on disk of the graph, the register and the packs of the edition that is served, counted each alone."""
    folder = edition(data)
    files = {path.name: path for path in folder.iterdir()}
    for name in ("graph", "register.sqlite", "packs"):
        path = files[name]
        sum_of = sum(p.lstat().st_blocks for p in ([path] if path.is_file() else path.rglob("*")))
        yield sum_of * 512


__all__ = ["BASE", "ROOT", "edition", "environment", "ldpub", "sizes"]
