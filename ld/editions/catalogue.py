"""The editions of a data folder: list, open, stage, roll back, prune, verify, compare."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ld.disk import disk_errors
from ld.editions.comparing import Comparison
from ld.editions.info import EditionInfo, read_info
from ld.editions.layout import Layout
from ld.editions.lock import locked
from ld.editions.reading import Edition
from ld.editions.resuming import read_marker
from ld.editions.staging import Staging
from ld.editions.verifying import Progress, VerifyReport, verify_edition
from ld.errors import DamagedEditionError, PublishError, UnknownEditionError

_ATTEMPTS = 3


class Editions:
    """The published editions of a data folder. Editions never change; one of them is current.

    Args:
        data_dir: the folder; made by the first :meth:`stage`.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._layout = Layout(data_dir)

    def current_number(self) -> int | None:
        """Number of the edition being served; one system call, cheap enough for every request."""
        return self._layout.current_number()

    @property
    def interrupted(self) -> bool:
        """Whether a run was interrupted that can be gone on with, see :meth:`stage`."""
        return self._layout.run.is_file()

    def list(self, *, latest: int = 0) -> tuple[EditionInfo, ...]:
        """The editions, oldest first; a damaged one has a :attr:`~EditionInfo.problem`.

        Args:
            latest: give the so many newest only; 0 for all.
        """
        return tuple(self._describe(number) for number in self._layout.numbers()[-latest:])

    def _describe(self, number: int) -> EditionInfo:
        current = number == self.current_number()
        try:
            return read_info(self._layout.edition(number), current=current)
        except DamagedEditionError as error:
            return EditionInfo(number, current=current, problem=str(error))

    def open(self, number: int | None = None) -> Edition:
        """Open an edition for reading.

        Args:
            number: None for the current one.

        Raises:
            UnknownEditionError: there is none, or none of this number.
            DamagedEditionError: its files are missing or do not agree with each other.
        """
        if number is not None:
            return self._open(number)
        for _ in range(
            _ATTEMPTS - 1
        ):  # between reading the pointer and opening, it may have been replaced and pruned
            try:
                return self._open(self._current())
            except UnknownEditionError:
                continue
        return self._open(self._current())

    def _open(self, number: int) -> Edition:
        return Edition(self._folder(number), current=number == self.current_number())

    def _current(self) -> int:
        number = self.current_number()
        if number is None:
            msg = f"{self.data_dir} has no edition yet: ingest something first"
            raise UnknownEditionError(msg)
        return number

    def _folder(self, number: int) -> Path:
        folder = self._layout.edition(number)
        if not folder.is_dir():
            known = ", ".join(map(str, self._layout.numbers())) or "none"
            msg = f"there is no edition {number} in {self.data_dir}; there are: {known}"
            raise UnknownEditionError(msg)
        return folder

    def dumps_folder(self, number: int) -> Path:
        """Where the dump files of an edition belong; they are removed with it."""
        return self._layout.dumps(number)

    def later_file(self, number: int) -> Path:
        """Where belongs what was found in an edition after publishing; it is removed with it."""
        return self._layout.later(number)

    @contextmanager
    def stage(self, run: str = "") -> Iterator[Staging]:
        """Begin an edition with what the current one holds; what is not published by the end is discarded.

        Args:
            run: if it is given, an exception leaves what has been done, and the next run of the same name goes on with it, provided
                that nothing else has been written meanwhile. It must say all that the result depends on besides the source.

        Raises:
            LockedError: another run is writing.
            PublishError, StoreError: the disk does not do what it should.
        """
        with locked(self._layout.lock):
            staging = self._staging(run)
            try:
                yield staging
            except BaseException:
                staging.leave() if run else staging.discard()
                raise
            staging.discard()

    def _staging(self, run: str) -> Staging:
        with disk_errors("clearing what an earlier run left"):
            self._layout.clean_editions()
            marker = read_marker(self._layout)
            if not run or marker is None or marker.run != run or marker.parent != self.current_number():
                self._layout.clean_staging()
        return Staging(self._layout, self.current_number(), run)

    def rollback(self, number: int) -> None:
        """Serve an older (or newer) edition. The next one will be made from it.

        Raises:
            UnknownEditionError: there is no such edition.
            DamagedEditionError: it cannot be opened.
            LockedError: another run is writing.
        """
        with self._writing("rolling back"):
            self.open(number).close()
            self._layout.point(number)

    def prune(self, keep: int) -> tuple[int, ...]:
        """Remove old editions with their dumps; processes that read one keep reading it.

        Args:
            keep: how many to keep, 1 or more; the current one is always among them.

        Returns:
            the numbers of the editions removed.
        """
        if keep < 1:
            msg = "at least one edition must be kept"
            raise PublishError(msg)
        with self._writing("removing editions"):
            current = self.current_number()
            others = [number for number in self._layout.numbers() if number != current]
            spared = keep - (current is not None)
            removed = others[: max(0, len(others) - spared)]
            for number in removed:
                self._move_out(number)
            for doomed in self._layout.staging.glob("pruned-*"):
                shutil.rmtree(doomed)
        return tuple(removed)

    def _move_out(self, number: int) -> None:
        """A kill halfway leaves no half folder among the others; the edition goes last, so that the next call finds it and goes on."""
        self._layout.staging.mkdir(exist_ok=True)
        self._layout.later(number).unlink(missing_ok=True)
        for folder in (self._layout.dumps(number), self._layout.edition(number)):
            if folder.is_dir():
                folder.rename(self._layout.staging / f"pruned-{folder.parent.name}-{folder.name}")

    def verify(
        self, number: int | None = None, *, quick: bool = False, progress: Progress = lambda n: None
    ) -> VerifyReport:
        """Read an edition again: files, counts, digests, register against store.

        Args:
            number: None for the current one.
            quick: a sample instead of the whole, in a time that does not depend on the size.
            progress: told how many statements have been read of the whole.

        Raises:
            UnknownEditionError: there is no such edition.
        """
        folder = self._folder(self._current() if number is None else number)
        return verify_edition(folder, quick=quick, progress=progress)

    @contextmanager
    def diff(self, before: int, after: int) -> Iterator[Comparison]:
        """How two editions differ; they are open while the block runs.

        Raises:
            UnknownEditionError: there is no such edition.
            DamagedEditionError: one of them cannot be read.
        """
        with self.open(before) as old, self.open(after) as new:
            yield Comparison(old, new)

    @contextmanager
    def _writing(self, doing: str) -> Iterator[None]:
        with disk_errors(doing), locked(self._layout.lock):
            yield


__all__ = ["Editions"]
