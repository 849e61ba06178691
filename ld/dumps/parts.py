"""Writing one format of a dump, cut into parts of which each is a file that stands for itself."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ld.disk import sync
from ld.dumps.compressing import Compression
from ld.dumps.files import DumpFile
from ld.dumps.serializing import DumpFormat, Piece


class PartWriter:
    """Writes portions to compressed files; a new one is begun where a portion would make the last too long.

    Lengths are those before compression, so that where a file is cut depends on the data alone, not on the compression.

    Args:
        folder: where the files are written, under names of their own; nobody else writes there.
        stem: what the names begin with.
        row: their format.
        compression: of them.
        part_size: bytes before compression from which on a part is complete; a portion that is longer has one of its own.

    Attributes:
        row: the format.
        quads: statements seen so far, those left out among them.
    """

    def __init__(
        self, folder: Path, stem: str, row: DumpFormat, compression: Compression, part_size: int
    ) -> None:
        self._folder = folder
        self._stem = stem
        self.row = row
        self._compression = compression
        self._part_size = part_size
        self._done: list[DumpFile] = []
        self._part: _Part | None = None
        self.quads = 0

    def write(self, piece: Piece) -> None:
        """Add a portion; what the format cannot hold is counted."""
        self.quads += piece.quads
        if not piece.fits:
            self._current().left_out += 1
        elif piece.data:
            self._current(len(piece.data)).add(piece)

    def finish(self) -> list[DumpFile]:
        """Complete the files; their names say which part of how many each is, unless there is one only."""
        self._current()  # a dump of nothing is a file too
        self.close()
        return [self._named(file, len(self._done)) for file in self._done]

    def close(self) -> None:
        """Close the file that is being written."""
        if self._part is not None:
            part, self._part = self._part, None
            self._done.append(part.finish(self.row, self._compression, len(self._done) + 1))

    def _current(self, coming: int = 0) -> _Part:
        part = self._part
        if coming and part is not None and part.documents and part.length + coming > self._part_size:
            self.close()
        if self._part is None:
            path = self._folder / f"{self._stem}.{self.row.extension}.{len(self._done) + 1}"
            self._part = _Part(path, self.row.head, self._compression, len(self.row.tail))
        return self._part

    def _named(self, file: DumpFile, parts: int) -> DumpFile:
        number = f"-{file.part:04d}" if parts > 1 else ""
        name = f"{self._stem}{number}.{file.format}.{self._compression.extension}"
        return replace(file, name=name, parts=parts)


class _Part:
    """One file being written.

    Attributes:
        length: bytes before compression.
        documents: portions in it.
        left_out: portions that would have been.
    """

    def __init__(self, path: Path, head: bytes, compression: Compression, tail: int) -> None:
        self._path = path
        self._file = _Hashing(path.open("xb"))
        self._compressed = compression.begin(self._file)
        self._compressed.write(head)
        self.length = len(head) + tail
        self.documents = self.left_out = self._quads = 0

    def add(self, piece: Piece) -> None:
        self._compressed.write(piece.data)
        self.length += len(piece.data)
        self.documents += 1
        self._quads += piece.quads

    def finish(self, row: DumpFormat, compression: Compression, number: int) -> DumpFile:
        self._compressed.write(row.tail)
        self._compressed.close()
        self._file.close()
        sync(self._path)
        return DumpFile(
            path=self._path,
            name=self._path.name,
            format=row.extension,
            media_type=row.media_type,
            quads=self._quads,
            size=self._file.size,
            sha256=self._file.sha256.hexdigest(),
            compression=compression.name,
            part=number,
            documents=self.documents,
            left_out=self.left_out,
        )


class _Hashing(io.RawIOBase):
    """A file that is written once, front to back, and digested on the way."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.sha256 = sha256()
        self.size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override] # any buffer; compressors write bytes
        """Write and digest."""
        self._file.write(data)
        self.sha256.update(data)
        self.size += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


__all__ = ["PartWriter"]
