"""Tar archives as a stream of files: read once, from beginning to end, never unpacked to disk.

Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Interchange Format"; GNU tar's long names and large numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ld.errors import SourceError, TruncatedSourceError
from ld.sources.compression import AGAIN, CHUNK, ChunkStream, Limits, plain

_BLOCK = 512
_MAX_HEADER = 1 << 20
"""Bytes of the long name or the attributes of one file."""

_CHECKSUM = slice(148, 156)
_OCTAL = re.compile(rb"[ \0]*([0-7]*)[ \0]*")
_FILE, _OLD_FILE, _CONTIGUOUS = b"0", b"\0", b"7"
_LONG_NAME, _LONG_LINK, _ATTRIBUTES, _GLOBAL = b"L", b"K", b"x", b"g"
_SPARSE = b"S"
_EXTENSIONS = frozenset({_LONG_NAME, _LONG_LINK, _ATTRIBUTES, _GLOBAL})
_RECORD = re.compile(rb"([0-9]{1,7}) ([^=\n]{1,200})=")


class _Entry(NamedTuple):
    """A header: what follows it, under which name, how many bytes."""

    kind: bytes
    name: str
    size: int


def is_tar(stream: BinaryIO) -> bool:
    """Whether a tar archive begins here: a first header whose checksum holds.

    >>> import tarfile
    >>> made = io.BytesIO()
    >>> with tarfile.open(fileobj=made, mode="w") as archive:
    ...     archive.addfile(tarfile.TarInfo("a.xml"))
    >>> is_tar(io.BufferedReader(io.BytesIO(made.getvalue())))
    True
    """
    if not isinstance(stream, io.BufferedReader):
        return False
    block = stream.peek(_BLOCK)[:_BLOCK]
    return len(block) == _BLOCK and block[0] != 0 and _holds(block)


def tar_members(file: BinaryIO, path: str, limits: Limits) -> Iterator[tuple[str, BinaryIO]]:
    """The files of a tar archive in its order, decompressed where they are gzip or zstd.

    Args:
        file: the archive, decompressed.
        path: its name; a member is called ``{path}/{its name in the archive}``.
        limits: how far each member may expand.
    Yields:
        Name and stream, which must be read, if at all, before the next one is asked for. Hidden files and the folder that
        macOS adds are left out, and so is what is no regular file.
    Raises:
        TruncatedSourceError: the archive ends in the middle; what came before has been given.
        SourceError: it is damaged, or holds no files.
    """
    assert isinstance(file, io.BufferedReader)  # `is_tar` has looked into it
    found = False
    walk = _Walk(file, path)
    while entry := walk.next():
        if entry.kind == _SPARSE:
            raise SourceError(
                "is stored with holes in it, which is not read here; unpack the archive and give its files",
                origin=f"{path}/{entry.name}",
            )
        if entry.kind not in (_FILE, _OLD_FILE, _CONTIGUOUS) or not _is_wanted(entry.name):
            continue
        found = True
        name = f"{path}/{entry.name}"
        yield name, plain(io.BufferedReader(ChunkStream(walk.content()), CHUNK), name, limits)
    if not found:
        raise SourceError("the archive holds no files; name one that does", origin=path)


def _is_wanted(name: str) -> bool:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return (
        bool(parts)
        and not name.endswith("/")
        and "__MACOSX" not in parts
        and not any(part.startswith(".") for part in parts)
    )


class _Walk:
    """A walk from header to header."""

    def __init__(self, file: io.BufferedReader, path: str) -> None:
        self._file = file
        self._path = path
        self._read = 0
        self._left = 0
        self._padding = 0

    def next(self) -> _Entry | None:
        """The next header but those that only describe the one after them; None at the end of the archive."""
        name, size = None, None
        while entry := self._header():
            if entry.kind not in _EXTENSIONS:
                self._expect(entry.size if size is None else size)
                return entry if name is None else entry._replace(name=name)
            self._expect(entry.size)
            extension = self._extension(entry)
            if entry.kind == _LONG_NAME:
                name = _text(extension)
            elif entry.kind == _ATTRIBUTES:
                attributes = self._attributes(extension)
                name = attributes.get("path", name)
                size = _size(attributes["size"]) if "size" in attributes else size
        if name is not None:
            raise self._truncated()
        return None

    def _expect(self, size: int) -> None:
        self._left, self._padding = size, -size % _BLOCK

    def content(self) -> Iterator[bytes]:
        """The bytes of the file whose header was last."""
        while self._left:
            chunk = self._take(self._left)
            if not chunk:
                raise self._truncated()
            self._left -= len(chunk)
            yield chunk

    def _take(self, size: int) -> bytes:
        """Some bytes, at most `size`, none at the end.

        Not by `read`: if the source fails after some of the bytes, that would lose them.
        """
        chunk = self._file.read1(min(size, CHUNK))
        self._read += len(chunk)
        return chunk

    def _header(self) -> _Entry | None:
        """The next header, past what is left of the file before."""
        for _ in self.content():
            pass
        self._skip_padding()
        block = b""
        while len(block) < _BLOCK and (chunk := self._take(_BLOCK - len(block))):
            block += chunk
        # Two empty blocks are the end; many writers leave them out, and then the file just ends.
        if not block.strip(b"\0"):
            return None
        if len(block) < _BLOCK:
            raise self._truncated()
        if not _holds(block):
            raise self._damaged("the checksum of a header is wrong")
        return self._entry(block)

    def _skip_padding(self) -> None:
        while self._padding:
            chunk = self._take(self._padding)
            if not chunk:
                raise self._truncated()
            self._padding -= len(chunk)

    def _entry(self, block: bytes) -> _Entry:
        size = _number(block[124:136])
        if size is None:
            raise self._damaged("the size in a header is no number")
        kind = block[156:157]
        name = _text(block[:100])
        prefix = _text(block[345:500]) if block[257:263] == b"ustar\0" else ""
        # Links, devices and folders have no content, whatever their size says.
        empty = kind in b"123456" and kind != b""
        return _Entry(kind, f"{prefix}/{name}" if prefix else name, 0 if empty else size)

    def _extension(self, entry: _Entry) -> bytes:
        if entry.size > _MAX_HEADER:
            raise self._damaged(f"{entry.size:,} bytes describe one file")
        return b"".join(self.content())

    def _attributes(self, extension: bytes) -> dict[str, str]:
        """The records ``length key=value`` of a pax header."""
        found: dict[str, str] = {}
        place = 0
        while record := _RECORD.match(extension, place):
            end = place + int(record[1])
            found[_text(record[2])] = _text(extension[record.end() : end - 1])
            if end <= record.end() or end > len(extension):
                raise self._damaged("the attributes of a file are longer than their header")
            place = end
        if any(key.startswith("GNU.sparse.") for key in found):
            raise self._damaged("a file is stored with holes in it, which is not read here")
        return found

    def _truncated(self) -> TruncatedSourceError:
        return TruncatedSourceError(
            f"the tar archive ends early, after {self._read:,} bytes; {AGAIN}", origin=self._path
        )

    def _damaged(self, why: str) -> SourceError:
        return SourceError(
            f"the tar archive is damaged near byte {self._read:,} ({why}); {AGAIN}", origin=self._path
        )


def _holds(block: bytes) -> bool:
    """Whether the checksum of a header holds: the sum of its bytes, its own place taken for blanks."""
    stated = _number(block[_CHECKSUM])
    plain_block = block[:148] + b" " * 8 + block[156:]
    return stated is not None and stated > 0 and stated in (sum(plain_block), _signed_sum(plain_block))


def _signed_sum(block: bytes) -> int:
    """As some old writers have it, with signed bytes."""
    return sum(byte - 256 if byte > 127 else byte for byte in block)


def _number(field: bytes) -> int | None:
    """A number in octal digits, or in binary if the first bit is set (GNU)."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    found = _OCTAL.fullmatch(field)
    return int(found[1] or b"0", 8) if found else None


def _size(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")


__all__ = ["is_tar", "tar_members"]
