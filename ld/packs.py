"""Source packs: what records were made of and what was remarked of them, compressed, written once.

An edition's new papers go into one pack; older editions' packs are shared by hard link. A pack is a sequence of frames (:mod:`ld.papers`).
The register keeps a :class:`Place` a record.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple, Self

import zstandard

from ld.errors import DamagedEditionError
from ld.papers import LENGTH, FrameWriter, Papers, decode, item_of


class Place(NamedTuple):
    """Where papers are: pack (named after the edition that wrote it), offset of the frame, number in the frame."""

    pack: int
    frame: int
    item: int


def pack_name(edition: int) -> str:
    """File name of the pack that an edition wrote.

    >>> pack_name(7)
    '000007.pack'
    """
    return f"{edition:06d}.pack"


class PackWriter:
    """Appends papers to the pack of an edition in the making.

    Args:
        folder: of the packs.
        edition: its number.
        size: bytes that are in the pack already; whatever follows them is cut off.
    """

    def __init__(self, folder: Path, edition: int, size: int = 0) -> None:
        self.path = folder / pack_name(edition)
        self._edition = edition
        self._file = self.path.open("r+b" if size else "wb")
        self._file.truncate(size)
        self._file.seek(size)
        self._frames = FrameWriter(self._file)

    def add(self, papers: Papers) -> Place:
        """Take papers in; they are on disk after :meth:`seal`."""
        return Place(self._edition, *self._frames.add(papers))

    def append(self, frames: bytes) -> int:
        """Take in whole frames; what is to be added to their places."""
        self._frames.seal()
        start = self._frames.frame
        self._file.write(frames)
        self._file.flush()
        self._frames.frame = self._file.tell()
        return start

    def read(self, place: Place) -> Papers | None:
        """Papers of the frame that is still open; None if they are in a sealed one."""
        return self._frames.read(place.frame, place.item)

    def seal(self) -> int:
        """Write the open frame, durably; the size of the pack."""
        self._frames.seal()
        os.fsync(self._file.fileno())
        return self._frames.frame

    def close(self) -> None:
        """Write what is open and close the file."""
        if not self._file.closed:
            self.seal()
            self._file.close()

    def abandon(self) -> None:
        """Close the file, whatever is still open."""
        self._frames.abandon()
        self._file.close()


class PackReader:
    """Reads papers of any pack of an edition; usable from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, int] = {}
        self._last: tuple[int, int, bytes] = (
            0,
            0,
            b"",
        )  # one frame; replaced as a whole, so threads never see half

    def read(self, place: Place) -> Papers:
        """Papers at a place.

        Raises:
            DamagedEditionError: the pack is missing or broken there.
        """
        try:
            return decode(item_of(self._frame(place.pack, place.frame), place.item))
        except (OSError, ValueError, KeyError, TypeError, struct.error, zstandard.ZstdError) as error:
            msg = f"{self._folder / pack_name(place.pack)} is damaged at byte {place.frame}: {error}"
            raise DamagedEditionError(msg) from error

    def _frame(self, pack: int, offset: int) -> bytes:
        number, start, frame = self._last
        if (number, start) != (pack, offset) or not frame:
            frame = self._decompress(pack, offset)
            self._last = (pack, offset, frame)
        return frame

    def _decompress(self, pack: int, offset: int) -> bytes:
        file = self._open(pack)
        (length,) = LENGTH.unpack(os.pread(file, LENGTH.size, offset))
        if offset + length > os.fstat(file).st_size:  # before memory is set aside for it
            raise ValueError("a frame ends behind the end of the file")
        # Not `decompress()`: that sets aside what the frame claims to hold, and a flipped bit may claim anything.
        stream = zstandard.ZstdDecompressor().decompressobj()
        frame = stream.decompress(os.pread(file, length, offset + LENGTH.size))
        if not stream.eof:
            raise ValueError("a frame is cut off")
        return frame

    def _open(self, pack: int) -> int:
        if pack not in self._files:
            file = os.open(self._folder / pack_name(pack), os.O_RDONLY | os.O_CLOEXEC)
            if self._files.setdefault(pack, file) != file:
                os.close(file)  # another thread was faster
        return self._files[pack]

    def close(self) -> None:
        """Close every pack."""
        while self._files:
            os.close(self._files.popitem()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["PackReader", "PackWriter", "Place", "pack_name"]
