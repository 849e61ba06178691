"""Records of Dublin Core files and of answers of OAI-PMH; other metadata in these go to the formats that read them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from ld.errors import SourceError
from ld.findings import Finding, Severity, excerpt
from ld.normalize.text import line
from ld.sources.base import Origin, SourceRecord
from ld.sources.dublin_core.detect import ROOTS, form
from ld.sources.dublin_core.envelope import Envelope, open_envelope
from ld.sources.dublin_core.identifiers import record_id
from ld.sources.dublin_core.prefixes import load_lenient
from ld.sources.opening import peek
from ld.sources.pages import PARTIAL
from ld.sources.registry import ANY, of_root
from ld.sources.unreadable import UNKNOWN_FORMAT, unknown_format, unreadable
from ld.sources.xml import Piece, XmlFault, load, local_name, namespace, records

FORMAT = "oai_dc"
LABEL = "Dublin Core XML and OAI-PMH answers"
MEDIA_TYPE = "application/xml"
RECORD_ROOTS = frozenset((ANY, name) for name in ROOTS)

_OTHER_PIECES = ("error", "resumptionToken")
_OTHER_METADATA = "ask the repository for metadataPrefix=oai_dc, or for MARCXML"


def read(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read Dublin Core records, bare or in answers of OAI-PMH; see :data:`ld.sources.base.Reader`.

    Yields:
        Records, under their OAI identifier where there is an envelope; those whose metadata another format reads are of
        that format. ``source.partial``, a remark, where an answer says that there is more.
    Raises:
        SourceError: the source is an answer that says what went wrong.

    >>> text = b'<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>doi:10.1234/x</dc:identifier></dc>'
    >>> [record.id for record in read(io.BytesIO(text), "one.xml")]
    ['doi:10.1234/x']
    """
    found = form(stream)
    if found is None:
        yield unknown_format(path, peek(stream), f"it should hold {LABEL}")
    elif found.name == "oai-pmh":
        yield from _read_answer(stream, path)
    else:
        for number, piece in enumerate(records(stream, path, found.records), start=1):
            yield _of_piece(piece, Origin(path, number, piece.offset))


def _read_answer(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    number, said, token = 0, False, None
    for piece in records(stream, path, ("record", *_OTHER_PIECES)):
        if piece.name == "record":
            number, token = number + 1, None
            yield _of_piece(piece, Origin(path, number, piece.offset))
        elif piece.name == "error":
            _refuse(piece, path)
            said = True
        else:
            token = piece
    if token:
        yield from _partial(token, path, number)
    if not (number or said or token):
        yield _without_records(path)


def _of_piece(piece: Piece, origin: Origin) -> SourceRecord | Finding:
    if not piece.complete:
        return unreadable(origin, "the record is cut off; fetch the file again", raw=piece.raw)
    return one_record(piece.raw, origin)


def one_record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    """The record that `raw` is, by itself or in an OAI-PMH envelope; see :data:`ld.sources.registry.OneRecord`."""
    try:
        root, _ = load_lenient(raw, "")
    except XmlFault as fault:
        return unreadable(origin, f"not well-formed XML: {fault}; mend it, or fetch it again", raw=raw)
    envelope = open_envelope(root)
    if envelope.header is None:
        return SourceRecord(record_id(_identifiers(root)), origin, raw, MEDIA_TYPE, FORMAT)
    return _unwrapped(raw, envelope, origin)


def _identifiers(root: etree._Element) -> list[str]:
    return [line("".join(map(str, one.itertext()))) for one in root if local_name(one) == "identifier"]


def _unwrapped(raw: bytes, envelope: Envelope, origin: Origin) -> SourceRecord | Finding:
    """What an envelope holds: by its root's name, of the format that contributes it."""
    if envelope.deleted:
        return SourceRecord(envelope.identifier, origin, raw, MEDIA_TYPE, FORMAT, deleted=True)
    inner = envelope.metadata
    if inner is None:
        return unreadable(origin, "it has no metadata", raw=raw, record_id=envelope.identifier)
    row = of_root(namespace(inner), local_name(inner))
    if row is None or row.one_record is None:
        name = f"{local_name(inner)} in the namespace {namespace(inner) or 'of none'}"
        cause = f"nobody here reads metadata of this kind: {name}; {_OTHER_METADATA}"
        return unreadable(origin, cause, raw=raw, record_id=envelope.identifier)
    if row.name == FORMAT:
        own = envelope.identifier or record_id(_identifiers(inner))
        return SourceRecord(own, origin, raw, MEDIA_TYPE, FORMAT)
    found = row.one_record(_cut(raw, inner), origin)
    if isinstance(found, Finding):
        return replace(found, record_id=envelope.identifier)
    return replace(found, id=envelope.identifier or found.id)


def _cut(raw: bytes, inner: etree._Element) -> bytes:
    """The metadata's own bytes; the element around it may have the same name (MARCXML's ``record``)."""
    parent = inner.getparent()
    if parent is not None and local_name(parent) == "metadata":
        around = next(records(io.BytesIO(raw), "", ["metadata"]), None)
        raw = around.raw if around else raw
    found = next(records(io.BytesIO(raw), "", [local_name(inner)]), None)
    return found.raw if found else etree.tostring(inner, encoding="utf-8", with_tail=False)


def _refuse(piece: Piece, path: str) -> None:
    """Nothing, if a repository answers that it has no such records (OAI-PMH 2.0 §3.6).

    Raises:
        SourceError: it says that something went wrong.
    """
    code, message = _error(piece.raw)
    if code != "noRecordsMatch":
        said = f"{code}: {message}" if code and message else code or message or "an error without a word"
        raise SourceError(
            f"the repository answered with an error, not with records: {said[:500]}", origin=path
        )


def _error(raw: bytes) -> tuple[str, str]:
    try:
        element = load(raw)
    except XmlFault:
        return "", excerpt(raw.decode("utf-8", "replace"))
    return element.get("code", ""), line("".join(map(str, element.itertext())))


def _partial(token: Piece, path: str, given: int) -> Iterator[Finding]:
    """A list that ends with a token that is not empty has a next page (OAI-PMH 2.0 §3.5)."""
    try:
        element = load(token.raw)
    except XmlFault:
        return
    text = line("".join(map(str, element.itertext())))
    if text:
        total = element.get("completeListSize", "")
        of = f" of {total}" if total else ""
        message = (
            f"{path}: this answer holds {given:,}{of} records, and there are more (resumptionToken {text[:100]}); "
            "if it is meant to hold all, ask for the next page, until there is no token"
        )
        yield Finding(PARTIAL, Severity.INFO, "", "", excerpt(total), message)


def _without_records(path: str) -> Finding:
    message = f"{path}: an answer of OAI-PMH without records (to Identify, ListSets or the like); give answers to ListRecords"
    return Finding(UNKNOWN_FORMAT, Severity.VIOLATION, "", "", "", message)


__all__ = ["FORMAT", "LABEL", "MEDIA_TYPE", "RECORD_ROOTS", "one_record", "read"]
