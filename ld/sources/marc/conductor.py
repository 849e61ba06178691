"""From a MARC 21 record to a :class:`~ld.record.BibRecord`: field group by field group, each a module of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ld.findings import Finding, Outcome, Severity, excerpt
from ld.iris import id_fault
from ld.record import BibRecord, Profile
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.marc.classes import classes
from ld.sources.marc.control import control
from ld.sources.marc.dates import dates
from ld.sources.marc.decoding import decode
from ld.sources.marc.families import refusal
from ld.sources.marc.hosts import hosts
from ld.sources.marc.identifiers import identifiers
from ld.sources.marc.kinds import kinds
from ld.sources.marc.languages import languages
from ld.sources.marc.links import links
from ld.sources.marc.model import MAX_VALUE, Fields, RawField, RawRecord
from ld.sources.marc.notes import notes
from ld.sources.marc.parsing import Group, Parts
from ld.sources.marc.people import people
from ld.sources.marc.places import places
from ld.sources.marc.publication import publication
from ld.sources.marc.remarks import MarcFault
from ld.sources.marc.reproductions import reproductions
from ld.sources.marc.rights import rights
from ld.sources.marc.scripts import scripts
from ld.sources.marc.serials import serials
from ld.sources.marc.series import series
from ld.sources.marc.subjects import subjects
from ld.sources.marc.texts import texts
from ld.sources.marc.theses import theses
from ld.sources.marc.titles import titles
from ld.sources.marc.untaken import local_reason, untaken
from ld.sources.marc.urls import urls
from ld.sources.marc.works import works
from ld.sources.unreadable import unreadable

GROUPS: Final[tuple[Group, ...]] = (
    control,
    kinds,
    languages,
    scripts,
    dates,
    serials,
    titles,
    people,
    publication,
    works,
    series,
    links,
    hosts,
    reproductions,
    identifiers,
    classes,
    subjects,
    places,
    texts,
    theses,
    notes,
    rights,
    urls,
)
"""In this order, for what a group needs of an earlier one stands in the parts so far."""


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a MARC 21 record says.

    Args:
        source: `raw` in one of the serializations of :data:`ld.sources.marc.decoding.DECODERS`.
        options: none concerns MARC.
    Returns:
        the record, findings, and the outcome of every control field and subfield. No record where the id is unservable, or where
        it is UNIMARC, or MARC 21 that is not bibliographic; the finding is a violation.
    """
    try:
        raw = decode(source.media_type, source.raw)
    except MarcFault as fault:
        return ParsedRecord(None, (unreadable(source.origin, str(fault), raw=source.raw[:2000]),))
    if len(source.raw) > MAX_VALUE:
        raw = _without_huge(raw)
    fields = Fields(raw, source.id)
    fields.findings = [replace(finding, record_id=source.id) for finding in fields.findings]
    why_not = _why_not(source.id, raw)
    if why_not:
        return ParsedRecord(None, (*fields.findings, why_not), fields.coverage(_refused))
    fields.mark_local(local_reason)
    record = _record(fields, source.id)
    return ParsedRecord(record, tuple(fields.findings), fields.coverage(untaken))


def _why_not(record_id: str, raw: RawRecord) -> Finding | None:
    """Why nothing can be published of a record."""
    unservable = id_fault(record_id)
    if unservable:
        message = f"No address can be made of this control number: {unservable}. Give the record another one in 001."
        return Finding("id.unservable", Severity.VIOLATION, record_id, "001", excerpt(record_id), message)
    refused = refusal(raw)
    if refused:
        return Finding(refused.code, Severity.VIOLATION, record_id, "LDR", raw.leader, refused.message)
    return None


def _record(fields: Fields, record_id: str) -> BibRecord:
    parts: Parts = {"id": record_id, "id_source": "001", "profile": Profile.MARC}
    for group in GROUPS:
        group(fields, parts)
    return BibRecord(**parts)


def _refused(tag: str, code: str) -> tuple[Outcome, str]:
    """What becomes of the fields of a record that is not published."""
    return Outcome.DROPPED, "record-refused"


def _without_huge(raw: RawRecord) -> RawRecord:
    """The record without values that are no catalogue data; each is a violation."""
    findings = []
    fields = []
    for field in raw.fields:
        texts_ = [field.text, *(value for _, value in field.subfields)]
        size = max(map(len, texts_))
        if size <= MAX_VALUE:
            fields.append(field)
            continue
        message = f"{field.tag} holds {size:,} characters; more than {MAX_VALUE:,} cannot be catalogue data. Mend the source."
        findings.append(
            Finding("value.too-long", Severity.VIOLATION, "", field.tag, texts_[-1][:80], message)
        )
        fields.append(_cut(field))
    return replace(raw, fields=tuple(fields), remarks=(*raw.remarks, *findings))


def _cut(field: RawField) -> RawField:
    """The field with nothing in the place of values that are too long."""
    pairs = [(code, value if len(value) <= MAX_VALUE else "") for code, value in field.subfields]
    return field._replace(text=field.text if len(field.text) <= MAX_VALUE else "", subfields=pairs)


__all__ = ["GROUPS", "parse"]
