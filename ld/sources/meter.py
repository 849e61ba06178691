"""How much of the sources has been read, in bytes of the files as they lie on the disk."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path


class Meter:
    """Follows what is read.

    >>> Meter().share is None
    True
    """

    def __init__(self) -> None:
        self._total = self._before = self._size = 0
        self._file: io.FileIO | None = None

    def expect(self, paths: Iterable[str]) -> None:
        """Say which files will be read; what is none counts for nothing."""
        self._total = sum(Path(path).stat().st_size for path in paths if Path(path).is_file())

    def read(self, file: io.FileIO | None) -> None:
        """Say that a file is being read; the one before has been. Members of an archive come from the same file."""
        if self._file is not None and file is not self._file:
            self._before += self._size
        self._file = file
        self._size = Path(str(file.name)).stat().st_size if file is not None else 0

    @property
    def share(self) -> float | None:
        """The part that has been read, from 0 to 1; None where nobody knows."""
        if not self._total or self._file is None:
            return None
        here = self._size if self._file.closed else self._file.tell()
        return min(1.0, (self._before + here) / self._total)


__all__ = ["Meter"]
