"""From a Dublin Core record, bare or in an envelope of OAI-PMH, to a :class:`~ld.record.BibRecord`."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from ld.errors import LexicalError
from ld.findings import FieldOutcome, Outcome, Severity, excerpt
from ld.iris import id_fault
from ld.normalize.dates import parse_timestamp
from ld.record import BibRecord, Stated
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.dublin_core import (
    dates,
    hosts,
    identifiers,
    kinds,
    people,
    relations,
    rights,
    texts,
    titles,
    topics,
)
from ld.sources.dublin_core.envelope import Envelope, open_envelope
from ld.sources.dublin_core.fields import Statements
from ld.sources.dublin_core.parts import Group, Parts
from ld.sources.dublin_core.prefixes import load_lenient
from ld.sources.unreadable import unreadable
from ld.sources.xml import Elements, XmlFault

_GROUPS: tuple[Group, ...] = (
    kinds.kinds,
    titles.titles,
    people.people,
    people.publishers,
    people.providers,
    people.holders,
    dates.dates,
    texts.descriptions,
    texts.languages,
    kinds.carriers,
    topics.subjects,
    topics.coverage,
    identifiers.identifiers,
    hosts.hosts,
    relations.relations,
    relations.pages,
    rights.rights,
)
_ENVELOPE = {
    "identifier": (Outcome.DERIVATIVE, "same-as-id"),
    "setSpec": (Outcome.LOCAL, "set-of-the-repository"),
}


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a Dublin Core record says.

    Args:
        source: `raw` is a record of oai_dc or of qualified Dublin Core, or the ``record`` of OAI-PMH around one.
        options: none of them is for this format.
    Returns:
        the record, findings, and the outcome of every element, those of the envelope under ``header/`` and ``about/``.
        No record where the id is unservable or the XML is not well-formed; the finding is a violation.
    """
    try:
        root, remarks = load_lenient(source.raw, source.id)
    except XmlFault as fault:
        return ParsedRecord(
            None, (unreadable(source.origin, str(fault), raw=source.raw, record_id=source.id),)
        )
    envelope = open_envelope(root)
    if envelope.metadata is None:
        finding = unreadable(source.origin, "no Dublin Core is in it", raw=source.raw, record_id=source.id)
        return ParsedRecord(None, (finding,))
    statements = Statements(envelope.metadata, source.id)
    whole = _record(statements, envelope, source.id)
    record = None if _unservable(statements, source.id) else whole
    findings = (*remarks, *statements.elements.findings)
    return ParsedRecord(record, findings, (*statements.coverage(), *_around(envelope, source.id, whole)))


def _unservable(statements: Statements, record_id: str) -> bool:
    fault = id_fault(record_id)
    if fault:
        statements.elements.remark(
            "id.unservable",
            Severity.VIOLATION,
            "identifier",
            record_id,
            f"No address can be made of this id: {fault}. Give the record an identifier that stays, or harvest it by OAI-PMH.",
        )
    return bool(fault)


def _record(statements: Statements, envelope: Envelope, record_id: str) -> BibRecord:
    parts: Parts = {
        "id": record_id,
        "oai": envelope.identifier,
        "profile": kinds.profile(statements, envelope.identifier),
        "modified": _datestamp(statements, envelope),
    }
    for group in _GROUPS:
        group(statements, parts)
    del parts["oai"]
    return BibRecord(**parts)


def _datestamp(statements: Statements, envelope: Envelope) -> Stated[object] | None:
    """When the record was made or changed in the repository (OAI-PMH 2.0 §2.5)."""
    if not envelope.datestamp:
        return None
    try:
        return Stated(parse_timestamp(envelope.datestamp), "header/datestamp")
    except LexicalError as error:
        message = f"{error}; it is left out."
        statements.elements.remark("date", Severity.WARNING, "header/datestamp", envelope.datestamp, message)
        return None


def _around(envelope: Envelope, record_id: str, record: BibRecord) -> tuple[FieldOutcome, ...]:
    """What became of the envelope's own elements."""
    found: list[FieldOutcome] = []
    dated = Outcome.MAPPED if record.modified else Outcome.DROPPED
    meanings = {**_ENVELOPE, "datestamp": (dated, "" if dated is Outcome.MAPPED else "not-a-date")}
    if envelope.header is not None:
        header = Elements(
            envelope.header, record_id, lambda path: meanings.get(path, (Outcome.LOCAL, "envelope"))
        )
        found += (replace(one, field=f"header/{one.field}") for one in header.coverage())
    for about in envelope.about:
        count = sum(1 for element in about.iter("*") if not len(element))
        found.append(
            FieldOutcome("about", Outcome.LOCAL, "provenance-of-the-harvest", count, _example(about))
        )
    return tuple(found)


def _example(element: etree._Element) -> str:
    return excerpt(" ".join("".join(map(str, element.itertext())).split())[:200], 120)


__all__ = ["parse"]
