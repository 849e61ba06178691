"""What a reader of a source format is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from ld.findings import FieldOutcome, Finding
from ld.immutable import immutable
from ld.record import BibRecord


@immutable
class Origin:
    """Where a record stands in its source.

    Attributes:
        path: file name or address, as the user named it; ``-`` for standard input.
        number: 1 for the first record of that source.
        offset: bytes from the start of the (decompressed) source, where the reader knows it.

    >>> str(Origin("a.ndjson", 3, 812))
    'a.ndjson, record 3, byte 812'
    """

    path: str
    number: int
    offset: int | None = None

    def __str__(self) -> str:
        place = f"{self.path}, record {self.number}"
        return place if self.offset is None else f"{place}, byte {self.offset}"


@immutable
class SourceRecord:
    """One record as its source has it, not yet understood.

    Attributes:
        id: the source's own id, verbatim, except that outer white space is gone; may be unservable.
        origin: where it was read.
        raw: the record alone, in `media_type`; parsing it again gives the same record. UTF-8 where it is text.
        media_type: of `raw`.
        format: name of the row in the registry of source formats whose `parse` understands `raw`.
        deleted: the source says that the record is withdrawn; `raw` may be empty.
    """

    id: str
    origin: Origin
    raw: bytes
    media_type: str
    format: str
    deleted: bool = False


@immutable
class ParsedRecord:
    """What a source record says.

    Attributes:
        record: None where the source is such that nothing can be published of it; a finding says why.
        findings: remarks of the parser, in the order met.
        coverage: what became of every field occurrence; sums to the occurrences in the source.
    """

    record: BibRecord | None
    findings: tuple[Finding, ...] = ()
    coverage: tuple[FieldOutcome, ...] = ()


@immutable
class ParseOptions:
    """Settings that change what a record is taken to say; they are part of the mapping's version.

    Attributes:
        recover_spelling: read VuFind's stored copy of all fields for what no other field holds; published in a graph apart.
        full_record: read VuFind's `fullrecord`, the record that the index was made of, where there is one; else the index.
    """

    recover_spelling: bool = False
    full_record: bool = True


Reader = Callable[[BinaryIO, str], Iterator[SourceRecord | Finding]]
"""``read(stream, path)``: streams a *decompressed* binary source; a record that cannot be read is a
:class:`Finding` (code ``record.unreadable``, severity violation) in its place, and the rest goes on.
Raises :class:`ld.errors.SourceError` only where nothing more can be read."""

Parser = Callable[[SourceRecord, ParseOptions], ParsedRecord]
"""Understands one record of a format; pure; never raises for what a record holds."""

__all__ = ["Origin", "ParseOptions", "ParsedRecord", "Parser", "Reader", "SourceRecord"]
