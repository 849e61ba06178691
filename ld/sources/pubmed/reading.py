"""PubMed XML cut into records."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO, Final

from lxml import etree

from ld.findings import Finding
from ld.sources.base import Origin, SourceRecord
from ld.sources.opening import peek
from ld.sources.pubmed.citation import plain_names
from ld.sources.unreadable import unknown_format, unreadable
from ld.sources.xml import Piece, XmlFault, load, records, root

FORMAT: Final = "pubmed"
LABEL: Final = "PubMed XML"
MEDIA_TYPE: Final = "application/xml"
"""PubMed's XML has no registered type of its own."""

RECORDS: Final = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument")
DELETED: Final = "DeleteCitation"
_ENVELOPES: Final = ("PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet")
_ROOTS: Final = frozenset((*RECORDS, *_ENVELOPES, DELETED))


def detect(stream: BinaryIO) -> str | None:
    """The first element, where it is one of PubMed's; None for anything else.

    >>> detect(io.BytesIO(b"<!DOCTYPE PubmedArticleSet><PubmedArticleSet/>")), detect(io.BytesIO(b"<rss/>"))
    ('PubmedArticleSet', None)
    """
    first = root(stream)
    return first.name if first and first.name in _ROOTS else None


def read(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Every citation; see :data:`ld.sources.base.Reader`.

    Yields:
        a record for each article and book, and one that is `deleted` for each PMID of a ``DeleteCitation``, which PubMed's
        update files end with.

    >>> text = b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    >>> [record.id for record in read(io.BytesIO(text), "a.xml")]
    ['pmid-7']
    """
    recognized, head = detect(stream) is not None, peek(stream)
    numbers, found = count(1), False
    for piece in records(stream, path, (*RECORDS, DELETED), nested=False):
        found = True
        yield from _read(piece, path, numbers)
    if not found and not recognized:
        yield unknown_format(path, head, f"it should hold {LABEL}")


def one_record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    """The record that XML from elsewhere is: an answer of OAI-PMH, a field of an index.

    Args:
        raw: one record, with or without an XML declaration, a document type and ``PubmedArticleSet`` around it.
        origin: where it stands.
    """
    piece = next(records(io.BytesIO(raw), origin.path, RECORDS, nested=False), None)
    if piece is None:
        return unreadable(origin, f"none of {', '.join(RECORDS)} is in it", raw=raw)
    return _record(piece, origin)


def _read(piece: Piece, path: str, numbers: Iterator[int]) -> Iterator[SourceRecord | Finding]:
    if piece.name == DELETED:
        yield from _deleted(piece, path, numbers)
    else:
        yield _record(piece, Origin(path, next(numbers), piece.offset))


def _record(piece: Piece, origin: Origin) -> SourceRecord | Finding:
    """The whole is loaded: a fault found here costs a fifth of a millisecond, one found later a quarantined record."""
    loaded = _loaded(piece, origin)
    if isinstance(loaded, Finding):
        return loaded
    return SourceRecord(_id(_pmid(loaded)), origin, piece.raw, MEDIA_TYPE, FORMAT)


def _deleted(piece: Piece, path: str, numbers: Iterator[int]) -> Iterator[SourceRecord | Finding]:
    """A withdrawn citation for each PMID of the list."""
    first = Origin(path, next(numbers), piece.offset)
    loaded = _loaded(piece, first)
    if isinstance(loaded, Finding):
        yield loaded
        return
    for n, element in enumerate(loaded.iter("PMID")):
        origin = Origin(path, next(numbers), piece.offset) if n else first
        pmid = (element.text or "").strip()
        if pmid.isascii() and pmid.isdigit():
            raw = f"<{DELETED}><PMID>{pmid}</PMID></{DELETED}>".encode()
            yield SourceRecord(_id(pmid), origin, raw, MEDIA_TYPE, FORMAT, deleted=True)
        else:
            yield unreadable(origin, f"{pmid[:40]!r} in a {DELETED} is no PMID", raw=pmid.encode())


def _loaded(piece: Piece, origin: Origin) -> etree._Element | Finding:
    if not piece.complete:
        return unreadable(
            origin, f"{piece.name} has no end: the record is cut off or broken; get it again", raw=piece.raw
        )
    try:
        return plain_names(load(piece.raw))
    except XmlFault as fault:
        return unreadable(origin, f"not well-formed XML: {fault}", raw=piece.raw)


def _pmid(element: etree._Element) -> str:
    """The record's own PMID: that of the citation, never one of a reference or a correction."""
    holder = element
    if element.tag in ("PubmedArticle", "PubmedBookArticle"):
        holder = next(element.iterchildren("MedlineCitation", "BookDocument"), element)
    return next(((pmid.text or "").strip() for pmid in holder.iterchildren("PMID")), "")


def _id(pmid: str) -> str:
    """The record's id, empty where the citation has no PMID."""
    return f"pmid-{pmid}" if pmid else ""


__all__ = ["DELETED", "FORMAT", "LABEL", "MEDIA_TYPE", "RECORDS", "detect", "one_record", "read"]
