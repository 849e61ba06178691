"""Zip archives as a stream of files, never unpacked to disk.

Spec: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ld.errors import SourceError
from ld.sources.compression import AGAIN, CHUNK, ChunkStream, Compressed, Limits, plain


def is_zip(stream: BinaryIO) -> bool:
    """Whether a zip archive begins here.

    >>> is_zip(io.BufferedReader(io.BytesIO(b"PK\\x03\\x04")))
    True
    """
    return isinstance(stream, io.BufferedReader) and stream.peek(4)[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def zip_members(file: BinaryIO, path: str, limits: Limits) -> Iterator[tuple[str, BinaryIO]]:
    """The files of a zip archive, sorted by name, decompressed; those that are gzip or zstd are so too.

    Args:
        file: the archive, seekable.
        path: its name; a member is called ``{path}/{its name in the archive}``.
        limits: how far each member may expand.
    Yields:
        Name and stream; hidden files and the folder that macOS adds are left out.
    Raises:
        SourceError: the archive is damaged, empty, or needs a password; members may raise while they are read.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(f"the zip archive is damaged or cut off ({error}); {AGAIN}", origin=path) from error
    with archive:
        found = sorted(
            (info for info in archive.infolist() if _is_wanted(info)), key=lambda info: info.filename
        )
        if not found:
            raise SourceError("the archive holds no files; name one that does", origin=path)
        for info in found:
            yield (
                (name := f"{path}/{info.filename}"),
                plain(_member(archive, info, name, limits), name, limits),
            )


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    return not info.is_dir() and "__MACOSX" not in parts and not any(part.startswith(".") for part in parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limits: Limits) -> io.BufferedReader:
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # bzip2 and LZMA members would be decompressed without a bound on what one step gives.
        message = (
            "is encrypted or compressed in a way that is not read here; unpack the archive and give its files"
        )
        raise SourceError(message, origin=path)
    return io.BufferedReader(
        ChunkStream(_unzipped(archive, info, Compressed(io.BytesIO(), path, limits))), CHUNK
    )


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Compressed) -> Iterator[bytes]:
    source.taken = info.compress_size
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                yield source.guard(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise source.damaged(error) from error


__all__ = ["is_zip", "zip_members"]
