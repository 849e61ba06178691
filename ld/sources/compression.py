"""Compressed sources as plain binary streams, told apart by their first bytes, never by their names."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from ld.errors import SourceError, TruncatedSourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 17
"""Bytes that are read at once."""
_MEBIBYTE = 1 << 20
AGAIN = "fetch the file again, or make it anew from its origin"
"""What to do with a file that is damaged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a compressed source may expand.

    Attributes:
        ratio: plain bytes a compressed byte may stand for, past `free` plain bytes. Catalogue records give 5 to 30,
            seldom 100; a gzip bomb reaches 1,030, a zstd bomb 40,000.
        free: plain bytes that are read whatever the ratio.
        window: bytes of memory that a zstd frame may ask for (``--long=27`` asks for 128 MiB).
    """

    ratio: int = 250
    free: int = 64 * _MEBIBYTE
    window: int = 128 * _MEBIBYTE


LIMITS = Limits()
"""Where nobody says otherwise."""


class Compressed:
    """A compressed file with what the error messages and the guard must know of it.

    Attributes:
        taken: compressed bytes that were read.
        given: plain bytes that came of them.

    Args:
        file: open at its first byte.
        path: its name, for messages.
        limits: how far it may expand.
    """

    def __init__(self, file: BinaryIO, path: str, limits: Limits) -> None:
        self.file = file
        self.path = path
        self.limits = limits
        self.taken = 0
        self.given = 0

    def read(self, size: int = CHUNK) -> bytes:
        """Up to `size` compressed bytes; empty at the end."""
        data = self.file.read(size)
        self.taken += len(data)
        return data

    def take(self, size: int) -> bytes:
        """Exactly `size` compressed bytes.

        Raises:
            TruncatedSourceError: the file ends before.
        """
        data = self.read(size)
        if len(data) < size:
            raise self.truncated()
        return data

    def skip(self, size: int) -> None:
        """Leave out `size` compressed bytes, without holding them (a skippable frame may claim 4 GiB)."""
        while size:
            size -= len(self.take(min(size, CHUNK)))

    def guard(self, plain: bytes) -> bytes:
        """`plain`, unless the file expands out of all proportion.

        Raises:
            SourceError: it does.
        """
        self.given += len(plain)
        if self.given > self.limits.free and self.given > self.limits.ratio * self.taken:
            message = (
                f"its first {self.taken:,} bytes expand to more than {self.given:,}, over {self.limits.ratio} to 1, "
                "which looks like a decompression bomb; if you trust it, decompress it first and give the result"
            )
            raise SourceError(message, origin=self.path)
        return plain

    def truncated(self) -> TruncatedSourceError:
        """The error that the file ends early."""
        return TruncatedSourceError(
            f"the compressed data ends early, after {self.taken:,} bytes; {AGAIN}", origin=self.path
        )

    def damaged(self, why: object) -> SourceError:
        """The error that the file cannot be decompressed any further."""
        return SourceError(
            f"the compressed data is damaged near byte {self.taken:,} ({why}); {AGAIN}", origin=self.path
        )


def _gunzip(source: Compressed) -> Iterator[bytes]:
    """Every member of a gzip file, as one (RFC 1952 §2.2)."""
    data = source.read()
    while data:
        inflater = zlib.decompressobj(wbits=31)
        while True:
            yield source.guard(inflater.decompress(data, CHUNK))
            if inflater.eof:
                break
            data = inflater.unconsumed_tail or source.read()
            if not data:
                yield source.guard(inflater.flush())
                raise source.truncated()
        data = _after_padding(inflater.unused_data, source)


def _after_padding(data: bytes, source: Compressed) -> bytes:
    """`data` without the NULs with which tapes and block devices fill up."""
    data = (data or source.read()).lstrip(b"\0")
    while not data:
        more = source.read()
        if not more:
            return b""
        data = more.lstrip(b"\0")
    return data


_ZSTD = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_DICTIONARY_ID = (0, 1, 2, 4)
_CONTENT_SIZE = (0, 2, 4, 8)


def _unzstd(source: Compressed) -> Iterator[bytes]:
    """Every frame of a zstd file, as one (RFC 8878 §3.1).

    The frames are walked block by block: a block gives at most 128 KiB, so that no input makes the output jump,
    and the end of the last block is known, where the library takes a file that was cut off for a complete one.
    """
    while magic := source.read(4):
        if _SKIPPABLE.fullmatch(magic):
            source.skip(int.from_bytes(source.take(4), "little"))
        elif magic == _ZSTD:
            yield from _unzstd_frame(source)
        elif len(magic) < len(_ZSTD):
            raise source.truncated()
        else:
            raise source.damaged("what follows a frame is none")


def _unzstd_frame(source: Compressed) -> Iterator[bytes]:
    inflater = zstandard.ZstdDecompressor(max_window_size=source.limits.window).decompressobj()
    descriptor = source.take(1)
    inflater.decompress(_ZSTD + descriptor + source.take(_zstd_header_size(descriptor[0])))
    last = False
    while not last:
        head = source.take(3)
        fields = int.from_bytes(head, "little")
        last, repeats, size = bool(fields & 1), fields >> 1 & 3 == 1, fields >> 3
        yield source.guard(inflater.decompress(head + source.take(1 if repeats else size)))
    if descriptor[0] >> 2 & 1:
        inflater.decompress(source.take(4))


def _zstd_header_size(descriptor: int) -> int:
    """Bytes of the frame header behind its descriptor (RFC 8878 §3.1.1.1)."""
    single_segment = descriptor >> 5 & 1
    content_size = _CONTENT_SIZE[descriptor >> 6] or single_segment
    return (1 - single_segment) + _DICTIONARY_ID[descriptor & 3] + content_size


class ChunkStream(io.RawIOBase):
    """A readable stream over an iterator of byte chunks.

    A read returns all that is asked for, unless the source ends or fails first. A failure waits until everything
    before it has been read, so that records before the damage are not lost.

    >>> io.BufferedReader(ChunkStream(iter([b"ab", b"c"]))).read()
    b'abc'
    """

    def __init__(self, chunks: Iterator[bytes], on_close: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._chunks = chunks
        self._on_close = on_close
        self._rest = memoryview(b"")
        self._failure: SourceError | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        """Fill `target` and say how far.

        Raises:
            SourceError: the source failed, and everything before has been read.
        """
        view = memoryview(target).cast("B")
        filled = 0
        while filled < len(view) and self._advance():
            size = min(len(view) - filled, len(self._rest))
            view[filled : filled + size] = self._rest[:size]
            self._rest = self._rest[size:]
            filled += size
        if self._failure and not filled and len(view):
            raise self._failure
        return filled

    def _advance(self) -> bool:
        """Whether there are bytes to give."""
        while not self._rest and self._failure is None:
            try:
                self._rest = memoryview(next(self._chunks))
            except StopIteration:
                return False
            except SourceError as error:
                self._failure = error
        return bool(self._rest)

    def close(self) -> None:
        """Close the source too."""
        if not self.closed and self._on_close:
            self._on_close()
        super().close()


def _wrapping_errors(chunks: Iterator[bytes], source: Compressed) -> Iterator[bytes]:
    try:
        yield from chunks
    except (zlib.error, zstandard.ZstdError) as error:
        raise source.damaged(error) from error
    except OSError as error:
        raise SourceError(f"cannot be read any further: {error}", origin=source.path) from error


_UNREAD = {
    re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"): "bzip2",
    re.compile(rb"\xfd7zXZ\x00"): "xz",
    re.compile(rb"7z\xbc\xaf\x27\x1c"): "7-zip",
    re.compile(rb"Rar!\x1a\x07"): "RAR",
}


def plain(file: io.BufferedReader, path: str, limits: Limits = LIMITS) -> BinaryIO:
    """`file` decompressed, if it is compressed.

    Args:
        file: open at its first byte; closed with the stream that is returned.
        path: its name, for messages.
        limits: how far it may expand.
    Returns:
        `file` itself where it is not compressed, else a buffered stream over what gzip or zstd holds. Reading from it
        raises :class:`ld.errors.TruncatedSourceError` where the data ends early and :class:`ld.errors.SourceError`
        where it is damaged or expands past `limits`, after everything before has been read.
    Raises:
        SourceError: it is compressed in a way that is not read here.
    Spec: RFC 1952 (gzip), RFC 8878 (zstd)

    >>> import gzip
    >>> packed = gzip.compress(b"one ") + gzip.compress(b"two")
    >>> plain(io.BufferedReader(io.BytesIO(packed)), "a.gz").read()
    b'one two'
    """
    head = file.peek(16)[:16]
    for magic, name in _UNREAD.items():
        if magic.match(head):
            message = (
                f"is compressed by {name}, which is not read here; decompress it first and give the result"
            )
            raise SourceError(message, origin=path)
    source = Compressed(file, path, limits)
    if head.startswith(b"\x1f\x8b"):
        chunks = _gunzip(source)
    elif head.startswith(_ZSTD) or _SKIPPABLE.match(head):
        chunks = _unzstd(source)
    else:
        return file
    return io.BufferedReader(ChunkStream(_wrapping_errors(chunks, source), file.close), CHUNK)


__all__ = ["AGAIN", "CHUNK", "LIMITS", "ChunkStream", "Compressed", "Limits", "plain"]
