"""Where things are in a data folder, and the few steps that must be atomic.

::

    editions/000007/   graph/ register.sqlite packs/ edition.json    written once, never changed
    dumps/000007/      dump files of an edition
    reports/000007.sqlite  what was found in it after publishing
    current            symbolic link to the edition being served
    staging/000008/    an edition in the making
    staging/chunks/    what came of chunks of the source, to be taken into it
    staging/portions/  statements that are about to be put into its store, or removed
    staging/run.json   what the run is that makes it: an interrupted one can be taken up again
    staging/finished.json  that it is finished but for being published, and what it holds
    sequence.json      numbers that must never be given twice, whatever is rolled back or pruned
    lock               see :mod:`ld.editions.lock`
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ld.disk import sync, write_json
from ld.stores.embedded import STAGING

EDITION_FILE = "edition.json"
FINISHED_FILE = "finished.json"
GRAPH = "graph"
PACKS = "packs"
REGISTER = "register.sqlite"


@dataclass(frozen=True, slots=True)
class Sequence:
    """Numbers that only grow.

    Attributes:
        edition: the highest given to an edition.
        change: the highest given to a change.
        served: the highest edition that `current` has pointed at; higher ones are left over from a run that was killed.
    """

    edition: int = 0
    change: int = 0
    served: int = 0

    def given(self, edition: int, change: int) -> Sequence:
        """The same after these numbers have been given.

        >>> Sequence().given(1, 20)
        Sequence(edition=1, change=20, served=0)
        """
        return replace(self, edition=edition, change=change)


class Layout:
    """The paths of a data folder.

    >>> Layout(Path("data")).edition(7).as_posix()
    'data/editions/000007'
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.editions = data_dir / "editions"
        self.staging = data_dir / STAGING
        self.chunks = self.staging / "chunks"
        self.portions = self.staging / "portions"
        self.run = self.staging / "run.json"
        self.finished = self.staging / FINISHED_FILE
        self.lock = data_dir / "lock"
        self._current = data_dir / "current"
        self._current_path = str(self._current)
        self._sequence = data_dir / "sequence.json"

    def edition(self, number: int) -> Path:
        """Folder of an edition."""
        return self.editions / f"{number:06d}"

    def dumps(self, number: int) -> Path:
        """Folder of the dump files of an edition."""
        return self.data_dir / "dumps" / f"{number:06d}"

    def later(self, number: int) -> Path:
        """File of what was found in an edition after publishing."""
        return self.data_dir / "reports" / f"{number:06d}.sqlite"

    def numbers(self) -> list[int]:
        """Numbers of the editions that there are, ascending."""
        if not self.editions.is_dir():
            return []
        return sorted(int(path.name) for path in self.editions.iterdir() if path.name.isdecimal())

    def current_number(self) -> int | None:
        """Number of the edition being served; one system call."""
        try:
            target = os.readlink(self._current_path)  # noqa: PTH115 - for every request: pathlib takes five times as long
            return int(target.rpartition("/")[2])
        except (FileNotFoundError, ValueError):
            return None

    def point(self, number: int) -> None:
        """Serve an edition from now on, atomically and durably."""
        # Noted before the link leads elsewhere: whoever led it to where it is may have been killed before noting that, and an
        # edition of which nobody knows that it was served is removed as left over.
        sequence = self.sequence()
        self.write_sequence(sequence)
        new = self._current.with_name(".current.new")
        new.unlink(missing_ok=True)
        new.symlink_to(self.edition(number).relative_to(self.data_dir))
        new.replace(self._current)
        sync(self.data_dir)
        self.write_sequence(replace(sequence, served=max(sequence.served, number)))

    def sequence(self) -> Sequence:
        """The numbers given so far."""
        stored = Sequence()
        if self._sequence.is_file():
            stored = Sequence(**json.loads(self._sequence.read_text(encoding="ascii")))
        highest = max(self.numbers(), default=0)
        return replace(
            stored,
            edition=max(stored.edition, highest),
            served=max(stored.served, self.current_number() or 0),  # the link is replaced before the file
        )

    def write_sequence(self, sequence: Sequence) -> None:
        """Note the numbers given."""
        write_json(self._sequence, asdict(sequence))

    def clean_staging(self) -> None:
        """Remove what runs left over that were interrupted; call it under the lock only."""
        if self.staging.is_dir():
            for note in (self.run, self.finished):  # a kill halfway must not leave something that looks whole
                note.unlink(missing_ok=True)
            shutil.rmtree(self.staging)
            self.staging.mkdir()

    def clean_editions(self) -> None:
        """Remove editions that were never served; call it under the lock only."""
        served = self.sequence().served
        for number in self.numbers():
            if number > served:
                shutil.rmtree(self.edition(number))


__all__ = ["EDITION_FILE", "FINISHED_FILE", "GRAPH", "PACKS", "REGISTER", "Layout", "Sequence"]
