"""Chunk files: what came of a chunk, written once, whole or not at all.

::

    magic · five times (length, CRC-32) · facts · fresh papers · fresh statements · other papers · other statements

Facts are JSON, see :mod:`ld.register.facts`; papers are frames of a pack (:mod:`ld.packs`); statements are N-Quads. All but the papers,
which are compressed in their own way, are zstd frames. *Fresh* records are those of which nobody has heard before, *other* ones are
those that may replace something.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import orjson
import zstandard

from ld.disk import disk_errors
from ld.errors import DamagedChunkError
from ld.register.facts import Facts

_MAGIC = b"ldpubchunk1\n"
_LENGTHS = struct.Struct("<" + "QI" * 5)
_START = len(_MAGIC) + _LENGTHS.size
_LEVEL = 1  # N-Quads shrink to a tenth at once, and are gone in seconds
_FACTS, _FRESH_PAPERS, _FRESH_QUADS, _OTHER_PAPERS, _OTHER_QUADS = range(5)


class Material(NamedTuple):
    """Papers and statements of some of the records of a chunk.

    Attributes:
        papers: frames of a pack.
        quads: N-Quads of their own graphs, record by record.
    """

    papers: bytes
    quads: bytes


class Converted(NamedTuple):
    """What came of a chunk."""

    facts: Facts
    fresh: Material
    others: Material


def write_chunk(path: Path, converted: Converted) -> None:
    """Write a chunk file durably; it appears whole or not at all, also if several do so at once.

    Raises:
        PublishError: the disk does not do what it should.
    """
    compress = zstandard.ZstdCompressor(level=_LEVEL).compress
    fresh, others = converted.fresh, converted.others
    parts = [
        compress(orjson.dumps(converted.facts.as_dict(), default=tuple)),
        fresh.papers,
        compress(fresh.quads),
    ]
    parts += [others.papers, compress(others.quads)]
    head = _LENGTHS.pack(*(number for part in parts for number in (len(part), crc32(part))))
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with disk_errors(f"writing {path.name}"):
        try:
            with temporary.open("wb") as file:
                file.write(b"".join([_MAGIC, head, *parts]))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


class ChunkFile:
    """A chunk file, read into memory and checked.

    Args:
        path: of the file.

    Raises:
        DamagedChunkError: it is not what was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parts = _parts(path)

    @property
    def facts(self) -> Facts:
        """What is said of the chunk besides statements and papers."""
        return Facts.of(orjson.loads(self._plain(_FACTS)))

    @property
    def fresh(self) -> Material:
        """Of the records of which nobody has heard before."""
        return Material(self._parts[_FRESH_PAPERS], self._plain(_FRESH_QUADS))

    @property
    def fresh_papers(self) -> bytes:
        """The same without the statements, which need not be unpacked for them."""
        return self._parts[_FRESH_PAPERS]

    @property
    def others(self) -> Material:
        """Of the records that may replace something."""
        return Material(self._parts[_OTHER_PAPERS], self._plain(_OTHER_QUADS))

    def _plain(self, part: int) -> bytes:
        return zstandard.ZstdDecompressor().decompress(self._parts[part])


def quads_of(path: Path) -> bytes:
    """The statements of the fresh records of a chunk file, N-Quads."""
    return ChunkFile(path).fresh.quads


def _parts(path: Path) -> list[bytes]:
    data = path.read_bytes()
    if not data.startswith(_MAGIC) or len(data) < _START:
        raise DamagedChunkError(f"{path} is damaged: it does not begin like a chunk file")
    numbers = _LENGTHS.unpack_from(data, len(_MAGIC))
    parts, place = [], _START
    for length, check in zip(numbers[::2], numbers[1::2], strict=True):
        part = data[place : place + length]
        if len(part) != length or crc32(part) != check:
            raise DamagedChunkError(f"{path} is damaged: what follows byte {place} is not what was written")
        parts.append(part)
        place += length
    return parts


__all__ = ["ChunkFile", "Converted", "Material", "quads_of", "write_chunk"]
