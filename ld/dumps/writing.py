"""Dump files: an edition's statements, compressed, in one canonical order, so that equal data give equal bytes.

Records come in the code-point order of their ids, then shared entities by graph and IRI; within each, lines are sorted.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Self

import orjson

from ld.disk import disk_errors, sync, write_json
from ld.editions.reading import Edition
from ld.errors import DamagedEditionError, UnsupportedFormatError
from ld.formats import Format, by_extension
from ld.graph import quad_line

CHECKSUMS = "SHA256SUMS"
_MANIFEST = "dumps.json"
_LEVEL = 6  # of gzip: the time is about that of reading the store
_LINE_FORMATS = ("nquads", "ntriples")


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A dump file.

    Attributes:
        path: where it is.
        name: of the file.
        format: extension of the RDF format: ``nq``, ``nt``.
        media_type: of the content; the file itself is ``application/gzip``.
        quads: statements in it.
        size: bytes of the file.
        sha256: of the file, hex.
    """

    path: Path
    name: str
    format: str
    media_type: str
    quads: int
    size: int
    sha256: str


def write_dumps(
    edition: Edition, directory: Path, formats: Sequence[str] = ("nq", "nt")
) -> tuple[DumpFile, ...]:
    """Write an edition's dump files with their checksums; memory does not grow with the edition.

    Args:
        edition: whose statements.
        directory: made if it is not there. Each file appears in it complete or not at all.
        formats: extensions of line-based formats.

    Raises:
        UnsupportedFormatError: a format is unknown or not line-based.
        DamagedEditionError: the edition does not hold what it should.
        PublishError: the disk does not do what it should.
    """
    rows = [_line_format(extension) for extension in formats]
    with disk_errors(f"writing dumps to {directory}"):
        directory.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            writers = [stack.enter_context(_DumpWriter(directory, row)) for row in rows]
            for graph, lines in _portions(edition):
                for writer in writers:
                    writer.write(graph, lines)
            files = tuple(writer.finish(edition.counts().quads) for writer in writers)
        _write_lists(directory, files)
    return files


def read_dumps(directory: Path) -> tuple[DumpFile, ...]:
    """The dump files of a folder; none if they are not complete."""
    manifest = directory / _MANIFEST
    with disk_errors(f"reading {manifest}"):
        try:
            listed = orjson.loads(manifest.read_bytes())["files"]
        except (
            FileNotFoundError
        ):  # asked for first, it could be gone by now: editions are removed while others read
            return ()
    return tuple(DumpFile(path=directory / item["name"], **item) for item in listed)


def _line_format(extension: str) -> Format:
    row = by_extension(extension)
    if row.name not in _LINE_FORMATS:
        msg = f"dumps are line by line: {extension!r} cannot be; there are nq and nt"
        raise UnsupportedFormatError(msg)
    return row


def _portions(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """Graph and N-Triples lines."""
    for row in edition.every_record():
        yield from edition.own_graphs(row)
    for entity in edition.entities():
        yield entity.graph, edition.entity_lines(entity)


def _write_lists(directory: Path, files: tuple[DumpFile, ...]) -> None:
    """The checksums, then the list by which a folder counts as complete."""
    temporary = directory / f".{CHECKSUMS}.new"
    temporary.write_text("".join(f"{file.sha256}  {file.name}\n" for file in files), encoding="utf-8")
    sync(temporary)
    temporary.replace(directory / CHECKSUMS)
    fields = ("name", "format", "media_type", "quads", "size", "sha256")
    write_json(
        directory / _MANIFEST, {"files": [{name: getattr(file, name) for name in fields} for file in files]}
    )


class _DumpWriter:
    """Writes one dump file under a temporary name; on an exception nothing of it remains."""

    def __init__(self, directory: Path, row: Format) -> None:
        self._path = directory / f"dataset.{row.extension}.gz"
        self._temporary = directory / f".{self._path.name}.new"
        self._format = row
        self._quads = 0

    def __enter__(self) -> Self:
        self._file = _Hashing(self._temporary.open("wb"))
        # Neither a name nor a time in the header (RFC 1952 §2.3): equal data give equal bytes.
        self._gzip = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=self._file, mtime=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._temporary.unlink(missing_ok=True)

    def write(self, graph: str, lines: list[str]) -> None:
        """Add the statements of a graph."""
        written = [quad_line(line, graph) for line in lines] if self._format.named_graphs else lines
        self._gzip.write("\n".join([*written, ""]).encode())
        self._quads += len(lines)

    def finish(self, expected: int) -> DumpFile:
        """Give the file its name."""
        self._gzip.close()
        self._file.close()
        if self._quads != expected:
            msg = f"the edition holds {self._quads} statements, not {expected}: verify it"
            raise DamagedEditionError(msg)
        sync(self._temporary)
        self._temporary.replace(self._path)
        digest = self._file.sha256.hexdigest()
        facts = (
            self._path.name,
            self._format.extension,
            self._format.media_type,
            self._quads,
            self._file.size,
            digest,
        )
        return DumpFile(self._path, *facts)


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

    def write(self, data: bytes) -> int:  # type: ignore[override] # any buffer; gzip writes bytes
        """Write and digest."""
        self._file.write(data)
        self.sha256.update(data)
        self.size += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


__all__ = ["CHECKSUMS", "DumpFile", "read_dumps", "write_dumps"]
