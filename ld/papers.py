"""Papers: what a record was made of and what was remarked of it, many in a frame.

A frame is ``[u32 length][zstd frame]``; it holds papers, each ``[u32 length][u32 length][JSON][raw bytes]``, so that similar records
compress each other and one can still be read alone.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, BinaryIO

import orjson
import zstandard

from ld.findings import FieldOutcome, Finding, Outcome, Severity
from ld.sources.base import Origin, SourceRecord

FRAME_BYTES = 256 * 1024
LENGTH = struct.Struct("<I")
"""Of a frame, before it."""
_LENGTHS = struct.Struct("<II")


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
            self._file.write(LENGTH.pack(len(frame)) + frame)
            self._file.flush()
            self.frame = self._file.tell()
            self._items, self._size = [], 0

    def abandon(self) -> None:
        """Forget what is still open."""
        self._items, self._size = [], 0


def papers_in(frames: bytes, frame: int, item: int) -> Papers:
    """Papers in frames that are in memory.

    Args:
        frames: see :class:`FrameWriter`.
        frame: place of their frame.
        item: their number in it.
    """
    return decode(item_of(_frame_at(frames, frame), item))


@lru_cache(maxsize=2)
def _frame_at(frames: bytes, place: int) -> bytes:
    (length,) = LENGTH.unpack_from(frames, place)
    start = place + LENGTH.size
    return zstandard.ZstdDecompressor().decompressobj().decompress(frames[start : start + length])


def item_of(frame: bytes, number: int) -> bytes:
    """The bytes of one of the papers of a frame, unpacked."""
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


__all__ = ["FRAME_BYTES", "LENGTH", "FrameWriter", "Papers", "decode", "encode", "item_of", "papers_in"]
