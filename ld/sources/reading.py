"""Sources as one stream of records and remarks."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from ld.errors import SourceError
from ld.findings import Finding, Severity
from ld.sources.base import SourceRecord
from ld.sources.meter import Meter
from ld.sources.opening import (
    PEEK,
    STANDARD_INPUT,
    Opened,
    expand,
    open_path,
    peek,
    spool_standard_input,
)
from ld.sources.pages import PARTIAL, Pages
from ld.sources.registry import SOURCES, Source
from ld.sources.unreadable import UNKNOWN_FORMAT, unknown_format

AUTO = "auto"
EMPTY = "source.empty"
UNSURE = {PARTIAL: "the pages that were not given", EMPTY: "what should be in an empty file"}
"""Findings after which one does not know whether the sources were complete, and what may be missing."""
_DAMAGED = "source.damaged"
_BLANK = b" \t\r\n" + codecs.BOM_UTF8


def read(
    arguments: Sequence[str],
    *,
    format: str = AUTO,
    standard_input: Path | None = None,
    meter: Meter | None = None,
) -> Iterator[SourceRecord | Finding]:
    """Read every record of what `arguments` name.

    Args:
        arguments: see :func:`ld.sources.opening.open_sources`.
        format: name of a row of :data:`ld.sources.registry.SOURCES`, or ``auto`` to tell each file's by its content.
        standard_input: file with what standard input has given, if that has been read already.
        meter: told what is being read.
    Yields:
        In order of the source: records, and findings in the place of what cannot be read (``record.unreadable``, one a
        record; ``source.unknown-format`` and, if there are other files, ``source.damaged``, one a file). Other findings are remarks:
        no record is missing for them, but after ``source.empty`` and ``source.partial``, which comes last, one does not know.
    Raises:
        UnknownSourceFormatError: no row is called `format`.
        SourceError: an argument names nothing, or the only file cannot be read any further; what came before it has been yielded.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "one.json")
    ...     _ = file.write_text('{"id": "a/1", "title": "A"}')
    ...     [record.id for record in read([str(file)])]
    ['a/1']
    """
    row = None if format == AUTO else SOURCES[format]
    paths, pages, meter = expand(arguments), Pages(), meter or Meter()
    meter.expect(str(standard_input) if path == STANDARD_INPUT else path for path in paths)
    for path in paths:
        try:
            yield from _read_path(path, row, pages, standard_input, meter)
        except SourceError as error:
            if len(paths) == 1:
                raise
            yield Finding(_DAMAGED, Severity.VIOLATION, "", "", "", f"{error}; the other files are read")
    yield from pages.missing()


class Reading:
    """What `arguments` name, to be read as often as one likes; see :func:`read`.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "one.json")
    ...     _ = file.write_text('{"id": "a/1", "title": "A"}')
    ...     reading = Reading([str(file)])
    ...     [record.id for _ in range(2) for record in reading]
    ['a/1', 'a/1']
    """

    def __init__(
        self, arguments: Sequence[str], *, format: str = AUTO, standard_input: Path | None = None
    ) -> None:
        self._arguments = tuple(arguments)
        self._format = format
        self._input = standard_input
        self._spooled: IO[bytes] | None = None
        self._meter = Meter()

    def __iter__(self) -> Iterator[SourceRecord | Finding]:
        self._meter = Meter()
        spooled = self._standard_input()
        return read(self._arguments, format=self._format, standard_input=spooled, meter=self._meter)

    def for_others(self) -> Reading:
        """The same for another process, while this one keeps what standard input has given."""
        return Reading(self._arguments, format=self._format, standard_input=self._standard_input())

    @property
    def size(self) -> int:
        """Bytes of the files, as they lie on the disk."""
        spooled = self._standard_input()
        paths = [str(spooled) if path == STANDARD_INPUT else path for path in expand(self._arguments)]
        return sum(Path(path).stat().st_size for path in paths if Path(path).is_file())

    @property
    def share(self) -> float | None:
        """How much of it has been read, from 0 to 1; None where nobody knows."""
        return self._meter.share

    def _standard_input(self) -> Path | None:
        if STANDARD_INPUT not in self._arguments or self._input is not None:
            return self._input
        if self._spooled is None:
            self._spooled = NamedTemporaryFile(prefix="ldpub-input-")  # noqa: SIM115 - it lives as long as this object
            spool_standard_input(self._spooled)
        return Path(self._spooled.name)


def _read_path(
    path: str, row: Source | None, pages: Pages, standard_input: Path | None, meter: Meter
) -> Iterator[SourceRecord | Finding]:
    try:
        for opened in open_path(path, standard_input=standard_input):
            meter.read(opened.file)
            yield from _read(opened, row, pages)
    except OSError as error:
        raise SourceError(f"cannot be read any further: {error}", origin=path) from error


def _read(opened: Opened, row: Source | None, pages: Pages) -> Iterator[SourceRecord | Finding]:
    head = peek(opened.stream)
    if len(head) < PEEK and not head.strip(_BLANK):
        message = f"{opened.path}: the file is empty; if it is an export, make it anew"
        yield Finding(EMPTY, Severity.INFO, "", "", "", message)
        return
    told = _recognized(opened)
    if row is not None and row is not told:
        yield from _or_none(row, opened, pages.read(row.name, row.read(opened.stream, opened.path)))
        return
    row = told
    if row is None:
        yield unknown_format(opened.path, head, "what is read: ldpub ingest --help")
    else:
        yield from pages.read(row.name, row.read(opened.stream, opened.path))


def _or_none(
    row: Source, opened: Opened, items: Iterator[SourceRecord | Finding]
) -> Iterator[SourceRecord | Finding]:
    """What a file yields that does not look like the format it is said to have; a finding if that is nothing."""
    none = True
    for item in items:
        none = False
        yield item
    if none:
        message = f"{opened.path}: holds no record of {row.label}; leave --format out, and what it is is told by its content"
        yield Finding(UNKNOWN_FORMAT, Severity.VIOLATION, "", "", "", message)


def _recognized(opened: Opened) -> Source | None:
    return next((row for row in SOURCES.rows() if row.detect(opened.stream)), None)


__all__ = ["AUTO", "EMPTY", "UNSURE", "Reading", "read"]
