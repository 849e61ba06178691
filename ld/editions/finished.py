"""An edition in the making to which nothing is added any more: what is known of it, until it is published."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from ld.disk import write_json
from ld.editions.layout import FINISHED_FILE, PACKS

Phase = Callable[[str], None]
"""Told what is being done, each time that it is something else."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run that is interrupted now has to know to publish what it has made.

    Attributes:
        number: of the edition.
        created: when it was made (xsd:dateTime).
        summary: what it holds, for its description.
        last_change: the highest change number given.
        run: what the run has noted of itself.
        packs: names of those that are used.
        grown: whether most of what is in the store is new, so that its files should be merged.
    """

    number: int
    created: str
    summary: dict[str, Any]
    last_change: int
    run: str
    packs: list[str]
    grown: bool

    def write(self, folder: Path) -> None:
        """Note it durably.

        Args:
            folder: the edition's; the note stands beside it, for it is no part of an edition.
        """
        write_json(_beside(folder), asdict(self))

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """What is noted of an edition's folder; None if nothing."""
        path = _beside(folder)
        if not path.is_file():
            return None
        found = cls(**json.loads(path.read_text(encoding="ascii")))
        return found if found.number == int(folder.name) and folder.is_dir() else None

    def tidy(self, folder: Path) -> None:
        """Remove packs that nothing refers to."""
        for pack in (folder / PACKS).iterdir():
            if pack.name not in self.packs:
                pack.unlink()


def _beside(folder: Path) -> Path:
    return folder.with_name(FINISHED_FILE)


__all__ = ["Finished", "Phase"]
