"""Sources as one stream of records and remarks."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from ld.errors import SourceError
from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.opening import PEEK, Opened, open_sources, peek
from ld.sources.registry import SOURCES, Source
from ld.sources.unreadable import unknown_format

AUTO = "auto"
_BLANK = b" \t\r\n" + codecs.BOM_UTF8


def read(arguments: Sequence[str], *, format: str = AUTO) -> Iterator[SourceRecord | Finding]:
    """Read every record of what `arguments` name.

    Args:
        arguments: see :func:`ld.sources.opening.open_sources`.
        format: name of a row of :data:`ld.sources.registry.SOURCES`, or ``auto`` to tell each file's by its content.
    Yields:
        In order of the source: records, and findings in the place of what cannot be read (``record.unreadable``, one a
        record; ``source.unknown-format``, one a file). Other findings are remarks: no record is missing for them.
        An empty file holds no records.
    Raises:
        UnknownSourceFormatError: no row is called `format`.
        SourceError: a source cannot be read any further; what came before it has been yielded.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "one.json")
    ...     _ = file.write_text('{"id": "a/1", "title": "A"}')
    ...     [record.id for record in read([str(file)])]
    ['a/1']
    """
    row = None if format == AUTO else SOURCES[format]
    for opened in open_sources(arguments):
        try:
            yield from _read(opened, row)
        except OSError as error:
            raise SourceError(f"cannot be read any further: {error}", origin=opened.path) from error


def _read(opened: Opened, row: Source | None) -> Iterator[SourceRecord | Finding]:
    head = peek(opened.stream)
    if len(head) < PEEK and not head.strip(_BLANK):
        return
    row = row or _recognized(opened)
    if row is None:
        known = "; ".join(f"{row.label} (--format {row.name})" for row in SOURCES.rows())
        yield unknown_format(opened.path, head, known)
    else:
        yield from row.read(opened.stream, opened.path)


def _recognized(opened: Opened) -> Source | None:
    return next((row for row in SOURCES.rows() if row.detect(opened.stream)), None)


__all__ = ["AUTO", "read"]
