"""How dump files are compressed: one row a compression. Equal content gives equal bytes, so nothing else may be in a file."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Protocol, cast

from zstandard import ZstdCompressor

from ld.errors import UnsupportedFormatError

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 9  # takes as long as gzip's 6, for files a sixth smaller; readers need 4 MB of memory


class Compressing(Protocol):
    """A file that compresses what is written to it; closing it leaves the file below open."""

    def write(self, data: bytes, /) -> int:
        """Compress more."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


@dataclass(frozen=True, slots=True)
class Compression:
    """A way to compress files.

    Attributes:
        name: as in the settings.
        extension: that it adds to a name, without a dot.
        media_type: of a compressed file.
        begin: a file to one that compresses into it.
    """

    name: str
    extension: str
    media_type: str
    begin: Callable[[RawIOBase], Compressing]


def _gzip(file: RawIOBase) -> Compressing:
    # Neither a name nor a time in the header (RFC 1952 §2.3).
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=file, mtime=0)


def _zstd(file: RawIOBase) -> Compressing:
    # One thread: several cut the content where they please. No size in the header (RFC 8878 §3.1.1.1): nobody knows it yet.
    compressor = ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True, write_content_size=False, threads=0)
    return compressor.stream_writer(cast("IO[bytes]", file), closefd=False)


COMPRESSIONS = {
    row.name: row
    for row in (
        Compression("gzip", "gz", "application/gzip", _gzip),
        Compression("zstd", "zst", "application/zstd", _zstd),
    )
}


def compression(name: str) -> Compression:
    """The compression of a name.

    Raises:
        UnsupportedFormatError: there is none.

    >>> compression("zstd").extension
    'zst'
    """
    if name not in COMPRESSIONS:
        raise UnsupportedFormatError(
            f"there is no compression {name[:40]!r}; there are {', '.join(COMPRESSIONS)}"
        )
    return COMPRESSIONS[name]


__all__ = ["COMPRESSIONS", "Compressing", "Compression", "compression"]
