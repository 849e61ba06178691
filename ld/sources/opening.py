"""What the user names on the command line, as decompressed binary streams."""

from __future__ import annotations

import glob
import io
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO

from ld.errors import SourceError
from ld.sources.compression import LIMITS, Limits, plain
from ld.sources.tar import is_tar, tar_members
from ld.sources.zip import is_zip, zip_members

STANDARD_INPUT = "-"
PEEK = 1 << 16
"""Bytes that a reader may look at before it decides."""

_BUFFER = 1 << 18
_WILDCARD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Opened:
    """A source open for reading; a context manager that closes it.

    Attributes:
        path: as the user named it; for a file found in a folder, by a pattern or in an archive, that file; ``-`` for
            standard input.
        stream: decompressed, at its first byte.
        file: from which it is read; what has been read of it shows how far one has come.
    """

    path: str
    stream: BinaryIO
    file: io.FileIO | None = None

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()


def open_sources(arguments: Sequence[str], *, limits: Limits = LIMITS) -> Iterator[Opened]:
    """Open what `arguments` name, one after another.

    Args:
        arguments: files, folders (all files below, sorted by path, hidden ones left out), patterns such as
            ``data/*.json``, or ``-`` for standard input. Compression (gzip, zstd) and archives (zip, tar) are told by content.
        limits: how far a compressed source may expand.
    Yields:
        Each source, open; it is closed when the next one is asked for, or the iterator goes. Standard input and other pipes are copied to an
        unnamed temporary file first, so that every uncompressed stream can be read from any place.
    Raises:
        SourceError: before anything is opened, if an argument names nothing; when its turn comes, if a file cannot be
            read. Reading from a damaged one raises too, see :func:`ld.sources.compression.plain`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "b.txt").write_text("two")
    ...     _ = Path(folder, "a.txt").write_text("one")
    ...     [opened.stream.read() for opened in open_sources([folder])]
    [b'one', b'two']
    """
    for path in expand(arguments):
        yield from open_path(path, limits)


def expand(arguments: Sequence[str]) -> list[str]:
    """The files that `arguments` stand for, in order.

    Raises:
        SourceError: an argument names nothing.
    """
    return [path for argument in arguments for path in _expand(argument)]


def open_path(path: str, limits: Limits = LIMITS, *, standard_input: Path | None = None) -> Iterator[Opened]:
    """Open one of the files of :func:`expand`; an archive gives each of its own.

    Args:
        standard_input: file with what standard input has given, if that has been read already.
    """
    stream, file = _open(path, limits, standard_input)
    with Opened(path, stream, file) as opened:
        reader = _archive(opened.stream)
        if reader:
            yield from _members(reader, opened, limits)
        else:
            yield opened


_Members = Callable[[BinaryIO, str, Limits], Iterator[tuple[str, BinaryIO]]]


def _archive(stream: BinaryIO) -> _Members | None:
    """What reads the files of the archive that begins here, None if none does."""
    if is_zip(stream):
        return zip_members
    return tar_members if is_tar(stream) else None


def _members(reader: _Members, archive: Opened, limits: Limits) -> Iterator[Opened]:
    for name, stream in reader(archive.stream, archive.path, limits):
        with Opened(name, stream, archive.file) as opened:
            yield opened


def peek(stream: BinaryIO, size: int = PEEK) -> bytes:
    """The next bytes of `stream`, at most `size`, without taking them.

    Raises:
        SourceError: the stream can neither look ahead nor go back.

    >>> stream = io.BytesIO(b"abc")
    >>> peek(stream, 2), stream.read()
    (b'ab', b'abc')
    """
    if isinstance(stream, io.BufferedReader):
        head = stream.peek(size)[:size]
        if len(head) == size or not stream.seekable():
            return head
    if not stream.seekable():
        raise SourceError("cannot look ahead in this stream; wrap it in an io.BufferedReader")
    place = stream.tell()
    head = stream.read(size)
    stream.seek(place)
    return head


def _expand(argument: str) -> list[str]:
    """The files that one argument stands for.

    Raises:
        SourceError: none.
    """
    if argument == STANDARD_INPUT:
        return [argument]
    # A name that looks like a pattern is a name first. pathlib's exists() fails on names that are too long.
    if os.path.exists(argument):  # noqa: PTH110 # see above
        return _files(argument)
    if not _WILDCARD.search(argument):
        raise SourceError("there is no such file or folder; check the spelling", origin=argument)
    matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 # pathlib's glob takes no absolute patterns
    if not matches:
        raise SourceError(
            "no file matches this pattern; check it, and quote it if the shell changed it", origin=argument
        )
    return [path for match in matches for path in _files(match)]


def _files(path: str) -> list[str]:
    """`path`, or what is below it if it is a folder."""
    if not Path(path).is_dir():
        return [path]
    found = sorted(_below(path))
    if not found:
        # An empty folder is a mistake: with --full it would delete every record there is.
        raise SourceError("the folder holds no files; name one that does", origin=path)
    return found


def _below(folder: str) -> Iterator[str]:
    """Regular files below `folder`, without hidden ones; linked folders are not entered (they may lead back)."""
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(place, name).is_file():
                yield str(Path(place, name))


def _refuse(error: OSError) -> None:
    raise SourceError(f"the folder cannot be listed: {error.strerror}", origin=str(error.filename)) from error


def _open(path: str, limits: Limits, standard_input: Path | None) -> tuple[BinaryIO, io.FileIO | None]:
    with _errors_named(path):
        if path == STANDARD_INPUT and standard_input is None:
            return plain(_spooled(_standard_input()), path, limits), None
        name = standard_input if path == STANDARD_INPUT and standard_input else path
        raw = io.FileIO(str(name))
        file: io.BufferedReader = io.BufferedReader(raw, _BUFFER)
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            with file as pipe:
                file = _spooled(pipe)
        try:
            return plain(file, path, limits), raw
        except BaseException:
            file.close()
            raise


@contextmanager
def _errors_named(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be opened: {error}; check its permissions", origin=path) from error


def spool_standard_input(target: IO[bytes]) -> None:
    """Copy all of standard input, which can be read once only.

    Raises:
        SourceError: there is none, or it breaks off.
    """
    with _errors_named(STANDARD_INPUT):
        shutil.copyfileobj(_standard_input(), target, _BUFFER)
        target.flush()


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise SourceError("there is no standard input here; name a file", origin=STANDARD_INPUT)
    return sys.stdin.buffer


def _spooled(pipe: BinaryIO) -> io.BufferedReader:
    """What is left in `pipe`, in a temporary file that is gone once closed."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 # closed by Opened
    try:
        shutil.copyfileobj(pipe, file, _BUFFER)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return io.BufferedReader(file, _BUFFER)


__all__ = [
    "PEEK",
    "STANDARD_INPUT",
    "Opened",
    "expand",
    "open_path",
    "open_sources",
    "peek",
    "spool_standard_input",
]
