"""Where a result is written: in memory first, then on disk, never past its bounds."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from tempfile import TemporaryFile
from typing import IO, Protocol

from zstandard import ZstdCompressor

IN_MESSAGE = 50_000
"""Bytes up to which a result travels in the message itself."""
_LONGEST_MARK = 16


class Coder(Protocol):
    """Compresses bytes as they come."""

    def compress(self, data: bytes, /) -> bytes:
        """Some of the result."""
        ...

    def flush(self) -> bytes:
        """The rest of it."""
        ...


_CODERS: dict[str, Callable[[], Coder]] = {
    "gzip": lambda: zlib.compressobj(level=1, wbits=31),  # a header without time: the same bytes each time
    "zstd": lambda: ZstdCompressor(level=1).compressobj(),
}
"""Fast ones: the reader waits for the whole."""


class TooLargeError(Exception):
    """A result has more rows or bytes than it may; the message says which."""


class Spool:
    """A binary file that begins in memory, moves to disk when it grows, and refuses to grow past a bound.

    Args:
        most_bytes: that it may have, before any coding.
        most_rows: that it may have.
        marks: of which every row adds one to the bytes; none where rows are counted by another.
        rows: to begin with: -1 where the heading has a mark too.
        coding: ``gzip`` or ``zstd`` for what goes to disk; empty for none.

    >>> spool = Spool(100, 10, [b"},{"])
    >>> [spool.write(data) for data in (b"[{},{}", b",{}]")], spool.size, spool.rows
    ([6, 4], 10, 2)
    """

    def __init__(
        self, most_bytes: int, most_rows: int, marks: Sequence[bytes] = (), rows: int = 0, coding: str = ""
    ) -> None:
        self.size, self.rows, self.coding = 0, rows, ""
        self._most_bytes, self._most_rows = most_bytes, most_rows
        self._marks = marks
        self._tail = b""
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._coder: Coder | None = None
        self._asked = coding

    def write(self, data: bytes) -> int:
        """Add bytes.

        Raises:
            TooLargeError: a bound is passed.
        """
        self.size += len(data)
        if self.size > self._most_bytes:
            msg = f"The result is longer than {self._most_bytes:,} bytes."
            raise TooLargeError(msg)
        if self._marks:
            self._count_marks(data)
        if self._file is not None:
            self._store(data)
            return len(data)
        self._parts.append(data)
        if self.size > IN_MESSAGE:
            self._spill()
        return len(data)

    def count(self, rows: int) -> None:
        """Count rows.

        Raises:
            TooLargeError: there are too many.
        """
        self.rows += rows
        if self.rows > self._most_rows:
            msg = f"The result has more than {self._most_rows:,} rows."
            raise TooLargeError(msg)

    def _count_marks(self, data: bytes) -> None:
        seen = self._tail + data
        self.count(sum(seen.count(mark, max(0, len(self._tail) - len(mark) + 1)) for mark in self._marks))
        self._tail = seen[-_LONGEST_MARK:]

    def _spill(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it outlives this call; whoever sends it closes it
        if self._asked in _CODERS:
            self.coding, self._coder = self._asked, _CODERS[self._asked]()
        self._store(b"".join(self._parts))

    def _store(self, data: bytes) -> None:
        assert self._file is not None
        self._file.write(data if self._coder is None else self._coder.compress(data))

    def flush(self) -> None:
        """Nothing waits here; writers of others ask for it."""

    def end(self) -> tuple[bytes, int | None, int]:
        """The bytes if they are still in memory, else the descriptor of their file, which is at its start; and how many they are."""
        if self._file is None:
            body = b"".join(self._parts)
            return body, None, len(body)
        if self._coder is not None:
            self._file.write(self._coder.flush())
        self._file.flush()
        descriptor = self._file.fileno()
        length = self._file.tell()
        os.lseek(descriptor, 0, os.SEEK_SET)
        return b"", descriptor, length

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


__all__ = ["IN_MESSAGE", "Spool", "TooLargeError"]
