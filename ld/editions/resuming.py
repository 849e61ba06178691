"""Runs that are taken up again: which one it was, and what state its edition is in."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ld.disk import write_json
from ld.editions.draft import Draft
from ld.editions.finished import Finished, Phase
from ld.editions.layout import GRAPH, REGISTER, Layout
from ld.editions.portions import PortionFiles
from ld.errors import DamagedChunkError, DamagedEditionError, PublishError, StoreError
from ld.register.settling import Settlement
from ld.register.writing import StagedRegister
from ld.stores.embedded import StagedStore

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Marker:
    """Which run has begun an edition.

    Attributes:
        run: all that the result depends on besides the source.
        parent: number of the edition that it began with; None if with nothing.
        number: of the edition in the making.
    """

    run: str
    parent: int | None
    number: int


def read_marker(layout: Layout) -> Marker | None:
    """The run that was interrupted; None if there is none."""
    if not layout.run.is_file():
        return None
    return Marker(**json.loads(layout.run.read_text(encoding="ascii")))


def write_marker(layout: Layout, marker: Marker) -> None:
    """Say that what is there can be taken up again."""
    write_json(layout.run, asdict(marker))


def forget_marker(layout: Layout) -> None:
    """Say that it cannot."""
    for note in (layout.run, layout.finished):
        note.unlink(missing_ok=True)


class FinishedDraft:
    """An edition in the making that was finished, but not published, when its run was interrupted.

    Attributes:
        last_change: the highest change number given.
        changed: whether anything differs from the edition it began with: else it would not have been finished.
    """

    def __init__(self, folder: Path, number: int, finished: Finished, parent: Path | None) -> None:
        self.last_change = finished.last_change
        self.changed = True
        self._folder = folder
        self._number = number
        self._finished = finished
        self._parent = parent

    def check(self) -> None:
        """Everything is in its files."""

    def state(self, name: str) -> str | None:
        """What the run has noted of itself."""
        return self._finished.run if name == "run" else None

    def settle(self) -> Settlement:
        """It differs; what was counted is noted."""
        return Settlement(True, {})

    def finish(
        self, _created: str, _run: str, phase: Phase = lambda what: None
    ) -> tuple[str, dict[str, Any]]:
        """See :meth:`ld.editions.draft.Draft.finish`."""
        finished = self._finished
        register = StagedRegister(self._folder, None if self._parent is None else self._parent / REGISTER)
        register.finish(self._number, finished.created, finished.last_change)
        if finished.grown:
            phase("merging files of the store")
            _optimize(self._folder / GRAPH)
        finished.tidy(self._folder)
        return finished.created, finished.summary

    def close(self) -> None:
        """Nothing is open."""


def _optimize(folder: Path) -> None:
    store = StagedStore(folder)
    store.optimize()
    store.flush()
    store.close()


def open_draft(layout: Layout, folder: Path, number: int, parent: int | None) -> Draft | FinishedDraft:
    """What there is of an edition in the making, or the beginning of it."""
    before = None if parent is None else layout.edition(parent)
    finished = Finished.read(folder)
    if finished is not None:
        return FinishedDraft(folder, number, finished, before)
    files = PortionFiles(layout.chunks, layout.portions)
    return Draft(folder, number, before, layout.sequence().change, files)


def take_up(layout: Layout, folder: Path, number: int, parent: int | None) -> Draft | FinishedDraft | None:
    """What an interrupted run has made of an edition; None if it is damaged, and that is logged."""
    try:
        draft = open_draft(layout, folder, number, parent)
        try:
            draft.check()
        except PublishError:
            draft.close()
            raise
    except (DamagedChunkError, DamagedEditionError, StoreError, FileNotFoundError) as error:
        _LOG.warning("the interrupted run cannot be gone on with, everything is done anew: %s", error)
        return None
    return draft


__all__ = [
    "FinishedDraft",
    "Marker",
    "forget_marker",
    "open_draft",
    "read_marker",
    "take_up",
    "write_marker",
]
