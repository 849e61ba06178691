"""Source packs: what records were made of and what was remarked of them, compressed, written once.

An edition's new papers go into one pack; older editions' packs are shared by hard link. A pack is a sequence of frames,
each ``[u32 length][zstd frame]``; a frame holds papers, each ``[u32 length][u32 length][JSON][raw bytes]``, so that similar
records compress each other and one can still be read alone. The register keeps a :class:`Place` a record.
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

import orjson
import zstandard

from ld.errors import DamagedEditionError
from ld.findings import FieldOutcome, Finding, Outcome, Severity
from ld.sources.base import Origin, SourceRecord

FRAME_BYTES = 256 * 1024
_LENGTH = struct.Struct("<I")
_LENGTHS = struct.Struct("<II")


class Place(NamedTuple):
    """Where papers are: pack (named after the edition that wrote it), offset of the frame, number in the frame."""

    pack: int
    frame: int
    item: int


@dataclass(frozen=True, slots=True)
class Papers:
    """A source record with what was remarked of it and what became of its fields."""

    source: SourceRecord
    findings: tuple[Finding, ...] = ()
    coverage: tuple[FieldOutcome, ...] = ()

    def same_content(self, other: Papers) -> bool:
        """Whether nothing differs but the place in the source."""
        return (
            self.source.raw,
            self.source.media_type,
            self.source.format,
            self.findings,
            self.coverage,
        ) == (
            other.source.raw,
            other.source.media_type,
            other.source.format,
            other.findings,
            other.coverage,
        )


def pack_name(edition: int) -> str:
    """File name of the pack that an edition wrote.

    >>> pack_name(7)
    '000007.pack'
    """
    return f"{edition:06d}.pack"


def encode(papers: Papers) -> bytes:
    """Papers as an item of a frame."""
    source = papers.source
    head = {
        "id": source.id,
        "origin": source.origin,
        "media_type": source.media_type,
        "format": source.format,
        "deleted": source.deleted,
        "findings": papers.findings,
        "coverage": papers.coverage,
    }
    text = _dump(head)
    return _LENGTHS.pack(len(text), len(source.raw)) + text + source.raw


def decode(item: bytes) -> Papers:
    """The reverse of :func:`encode`.

    >>> source = SourceRecord("1", Origin("a.json", 1), b"{}", "application/json", "vufind")
    >>> decode(encode(Papers(source))).source == source
    True
    """
    size, _ = _LENGTHS.unpack_from(item)
    start = _LENGTHS.size
    head = _load(item[start : start + size])
    source = SourceRecord(
        id=head["id"],
        origin=Origin(**head["origin"]),
        raw=item[start + size :],
        media_type=head["media_type"],
        format=head["format"],
        deleted=head["deleted"],
    )
    findings = tuple(Finding(**{**it, "severity": Severity(it["severity"])}) for it in head["findings"])
    coverage = tuple(FieldOutcome(**{**it, "outcome": Outcome(it["outcome"])}) for it in head["coverage"])
    return Papers(source, findings, coverage)


class FrameWriter:
    """Appends papers, frame by frame.

    Args:
        file: written from where it stands.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
        self._items: list[bytes] = []
        self._size = 0
        self.frame = file.tell()

    def add(self, papers: Papers) -> tuple[int, int]:
        """Take papers in: the place of their frame in the file, and their number in it. They are in the file after :meth:`seal`."""
        item = encode(papers)
        if self._items and self._size + len(item) > FRAME_BYTES:
            self.seal()
        self._items.append(item)
        self._size += len(item)
        return self.frame, len(self._items) - 1

    def read(self, frame: int, item: int) -> Papers | None:
        """Papers of the frame that is still open; None if they are in a sealed one."""
        return decode(self._items[item]) if frame == self.frame else None

    def seal(self) -> None:
        """Write the open frame."""
        if self._items:
            frame = self._compressor.compress(b"".join(self._items))
            self._file.write(_LENGTH.pack(len(frame)) + frame)
            self._file.flush()
            self.frame = self._file.tell()
            self._items, self._size = [], 0

    def abandon(self) -> None:
        """Forget what is still open."""
        self._items, self._size = [], 0


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


def papers_in(frames: bytes, frame: int, item: int) -> Papers:
    """Papers in frames that are in memory.

    Args:
        frames: see :class:`FrameWriter`.
        frame: place of their frame.
        item: their number in it.
    """
    return decode(_item(_frame_at(frames, frame), item))


@lru_cache(maxsize=2)
def _frame_at(frames: bytes, place: int) -> bytes:
    (length,) = _LENGTH.unpack_from(frames, place)
    start = place + _LENGTH.size
    return zstandard.ZstdDecompressor().decompressobj().decompress(frames[start : start + length])


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
            return decode(_item(self._frame(place.pack, place.frame), place.item))
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
        (length,) = _LENGTH.unpack(os.pread(file, _LENGTH.size, offset))
        if offset + length > os.fstat(file).st_size:  # before memory is set aside for it
            raise ValueError("a frame ends behind the end of the file")
        # Not `decompress()`: that sets aside what the frame claims to hold, and a flipped bit may claim anything.
        stream = zstandard.ZstdDecompressor().decompressobj()
        frame = stream.decompress(os.pread(file, length, offset + _LENGTH.size))
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


def _item(frame: bytes, number: int) -> bytes:
    start = 0
    for _ in range(number):
        start += _LENGTHS.size + sum(_LENGTHS.unpack_from(frame, start))
    return frame[start : start + _LENGTHS.size + sum(_LENGTHS.unpack_from(frame, start))]


def _dump(head: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(head)
    except TypeError:  # a lone surrogate, from a file name that is not UTF-8 or a hostile id
        return json.dumps(head, default=asdict).encode("ascii")


def _load(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:  # an escaped lone surrogate, see _dump
        return json.loads(text)


__all__ = [
    "FRAME_BYTES",
    "FrameWriter",
    "PackReader",
    "PackWriter",
    "Papers",
    "Place",
    "decode",
    "encode",
    "pack_name",
    "papers_in",
]
