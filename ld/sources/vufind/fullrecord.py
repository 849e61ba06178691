"""VuFind's `fullrecord`: the record that the index document was made of, as MARC or in XML.

The index merges fields and loses indicators; the full record has all. So where it can be read, the record is what its own
format's parser makes of it, and the index adds what only the catalogue knows.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.record import BibRecord
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.registry import SOURCES, of_root
from ld.sources.vufind import catalogue, hosts, numbers
from ld.sources.vufind.fields import Fields, untaken
from ld.sources.vufind.schema import KNOWN
from ld.sources.xml import records, root

_MARC = "marc"
_ISO_2709, _JSON = "application/marc", "application/marc-in-json"
_LEADER = re.compile(r"[0-9 ]{5}[^<>]{4}")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Solr's XML cannot hold the separators of ISO 2709, so importers of MARC write them as references without their ampersand.
_ESCAPED = (("#29;", "\x1d"), ("#30;", "\x1e"), ("#31;", "\x1f"))
_ADDED_TO_INDEX = frozenset({"doi_str_mv", "ismn_isn_mv"})
"""Dynamic fields that the mapping of index documents reads."""


def full_record(
    document: dict[str, Any], source: SourceRecord, options: ParseOptions
) -> ParsedRecord | Finding | None:
    """The record as its `fullrecord` has it.

    Args:
        document: a Solr document.
        source: the document's source; its id is the record's.
        options: for the parser of the full record.
    Returns:
        the record, with the coverage of the full record's fields beside that of the index fields; a warning where the full
        record cannot be read, so that the index fields must do; None where there is none.
    """
    value = _value(document)
    if not value.strip():
        return None
    inner = _recognized(value, source.origin)
    if isinstance(inner, str):
        return _unreadable(source, value, inner)
    parsed = SOURCES[inner.format].parse(replace(inner, id=source.id, origin=source.origin), options)
    if parsed.record is None:
        cause = parsed.findings[-1].message if parsed.findings else "it says nothing"
        return _unreadable(source, value, cause.removeprefix(f"{source.origin}: ").rstrip("."))
    return _with_catalogue(parsed, parsed.record, document, source.id)


def _value(document: dict[str, Any]) -> str:
    value = document.get("fullrecord")
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""


def _recognized(value: str, origin: Origin) -> SourceRecord | str:
    """The full record as a record of its own format; why it is none that is read here."""
    text = value.lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _xml(_DECLARATION.sub("", text, count=1).encode(), origin)
    if text.startswith(("{", "[")):
        return SourceRecord("", origin, text.encode(), _JSON, _MARC)
    if _LEADER.match(value):
        return SourceRecord("", origin, _unescaped(value).encode(), _ISO_2709, _MARC)
    return "it is neither MARC nor XML"


def _unescaped(value: str) -> str:
    if "\x1e" not in value:
        for reference, character in _ESCAPED:
            value = value.replace(reference, character)
    return value


def _xml(raw: bytes, origin: Origin) -> SourceRecord | str:
    """XML by the name of its root; without its document type, whose entities nobody asks for."""
    named = root(io.BytesIO(raw))
    if named is None:
        return "it begins like XML and has no element"
    row = of_root(named.namespace, named.name)
    if row is None or row.one_record is None:
        where = f" in the namespace {named.namespace}" if named.namespace else ""
        return f"nobody here reads XML with the root {named.name}{where}"
    piece = next(records(io.BytesIO(raw), origin.path, [named.name]), None)
    found = row.one_record(piece.raw, origin) if piece and piece.complete else "its XML is cut off"
    return found.message.removeprefix(f"{origin}: ") if isinstance(found, Finding) else found


def _unreadable(source: SourceRecord, value: str, cause: str) -> Finding:
    message = f"The full record is not used: {cause}. What the index says is published instead; index the record again."
    return Finding(
        "fullrecord.unreadable", Severity.WARNING, source.id, "fullrecord", excerpt(value[:200]), message
    )


def _with_catalogue(
    parsed: ParsedRecord, record: BibRecord, document: dict[str, Any], record_id: str
) -> ParsedRecord:
    """What only the catalogue knows, put to what the full record says."""
    fields = Fields(document, record_id, _made_of_it)
    fields.take("id")
    fields.verbatim("fullrecord")
    catalogue.record_format(fields)
    own: dict[str, Any] = {}
    catalogue.provenance(fields, own)
    whole = replace(
        record,
        id_source="id",
        previous_ids=tuple(catalogue.previous_ids(fields, record_id)),
        collections=(*own["collections"], *record.collections),
        providers=own["providers"] or record.providers,
        created=own["created"] or record.created,
        modified=own["modified"] or record.modified,
        formats=record.formats or tuple(catalogue.formats(fields)),
        parents=tuple(hosts.parents(fields, record_id)) or record.parents,
        thumbnails=tuple(numbers.thumbnails(fields)) or record.thumbnails,
    )
    coverage = (*fields.coverage(), *_superseded(parsed.coverage, record, whole))
    return ParsedRecord(whole, (*parsed.findings, *fields.findings), coverage)


def _made_of_it(name: str) -> tuple[Outcome, str]:
    """What an index field is that was made of the full record."""
    outcome, reason = untaken(name)
    if outcome is Outcome.DERIVATIVE or (name not in KNOWN and name not in _ADDED_TO_INDEX):
        return outcome, reason
    if reason in {"holdings", "quality-report"}:
        return outcome, reason
    return Outcome.DERIVATIVE, "from-full-record"


def _superseded(
    coverage: tuple[FieldOutcome, ...], record: BibRecord, whole: BibRecord
) -> tuple[FieldOutcome, ...]:
    """The full record's coverage; what the catalogue knows better (when the record changed, who provides it) is derivative."""
    replaced = {
        source
        for before, after in (
            (record.modified, whole.modified),
            (record.created, whole.created),
            *((old, None) for old in record.providers if old not in whole.providers),
            *((old, None) for old in record.thumbnails if old not in whole.thumbnails),
        )
        if before is not None and before is not after
        for source in before.source.split("+")
    }
    return tuple(
        replace(one, outcome=Outcome.DERIVATIVE, reason="catalogue-knows-better")
        if one.field in replaced and one.outcome is Outcome.MAPPED
        else one
        for one in coverage
    )


__all__ = ["full_record"]
