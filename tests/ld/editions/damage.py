"""What a bad disk or a careless hand does to an edition without its being noticed on opening."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from ld.editions import Editions


def folder_of(editions: Editions, number: int) -> Path:
    return editions.data_dir / "editions" / f"{number:06d}"


def flip(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 0x55
    path.write_bytes(content)


def largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def edit(folder: Path, sql: str) -> None:
    with sqlite3.connect(folder / "register.sqlite") as register:
        assert register.execute(sql).rowcount == 1
    register.close()


HIDDEN: dict[str, Callable[[Path], object]] = {
    "a flipped byte of the register": lambda folder: flip(folder / "register.sqlite", 0.9),
    "a flipped byte of a pack": lambda folder: flip(folder / "packs/000001.pack", 0.5),
    "flipped bytes of the table files": lambda folder: [
        flip(path, 0.3) for path in folder.glob("graph/*.sst")
    ],
    "a record's digest": lambda folder: edit(
        folder, "UPDATE record SET digest = zeroblob(32) WHERE number = 1"
    ),
    "a count": lambda folder: edit(folder, "UPDATE tally SET n = n + 1 WHERE kind = 'quads'"),
    "a coverage count": lambda folder: edit(folder, "UPDATE coverage SET n = n + 1"),
    "a number of contributors": lambda folder: edit(
        folder, "UPDATE form SET refs = refs + 1 WHERE number = 1"
    ),
    "a mention": lambda folder: edit(folder, "DELETE FROM mention WHERE record = 5"),
    "a number of mentions": lambda folder: edit(
        folder, "UPDATE entity SET mentions = 59 WHERE mentions = 60"
    ),
    "a moved id": lambda folder: edit(folder, "INSERT INTO moved VALUES (x'61', 0, x'7231')"),
    "a shared statement": lambda folder: edit(
        folder, "UPDATE form SET tails = replace(tails, 'Nature', 'N') WHERE number = 1"
    ),
}
SUMS_ONLY = {"a coverage count", "a moved id"}
"""Those of them that show only when everything is added up."""
OUTSIDE = {"a flipped byte of the register"}
"""Those that may be where a sample does not look, however large it is."""
