"""From a Solr document of VuFind's index to a :class:`~ld.record.BibRecord`, by its full record where there is one.

The index merges MARC fields and loses indicators; what can be undone is undone, the rest is dropped with a reason. Rules
that hold for records imported from MARC only are under `marc`.
"""

from __future__ import annotations

from typing import Any

import orjson

from ld.findings import Finding, Severity, excerpt
from ld.iris import id_fault
from ld.record import BibRecord, HostKind, Profile, Text
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.vufind import catalogue, hosts, numbers, owners, people, texts, topics, years
from ld.sources.vufind.fields import Fields
from ld.sources.vufind.fullrecord import full_record
from ld.sources.vufind.recovery import recover
from ld.sources.vufind.titles import titles

_PUBMED = frozenset({"medline/pubmed", "pubmed", "pmc"})
_ARTICLE = frozenset({"article", "doaj", "ojs", "nlmojs"})
_ONLINE = frozenset({"Online", "Electronic", "eBook"})
_SERIAL = frozenset({"Journal", "Serial", "Newspaper"})


_Parts = dict[str, Any]
"""Arguments of :class:`BibRecord`; replacing a frozen record group by group would take a fifth of the parser's time."""


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a Solr document says.

    Args:
        source: `raw` is one JSON object in UTF-8.
        options: whether to read the full record, and what to recover from the index.
    Returns:
        the record, findings, and the outcome of every field occurrence. No record where the id is unservable or the
        JSON is no object; the finding is a violation.
    """
    document, fault = _load(source)
    if fault:
        return ParsedRecord(None, (fault,))
    unservable = id_fault(source.id)
    fields = Fields(document, source.id)
    if unservable:
        fields.remark(
            "id.unservable",
            Severity.VIOLATION,
            "id",
            source.id,
            f"No address can be made of this id: {unservable}. Give the record another id.",
        )
        return ParsedRecord(None, tuple(fields.findings), fields.coverage())
    full = full_record(document, source, options) if options.full_record else None
    if isinstance(full, ParsedRecord):
        return full
    if full:
        fields.findings.append(full)
    record = _record(fields, source.id, options)
    return ParsedRecord(record, tuple(fields.findings), fields.coverage())


def _load(source: SourceRecord) -> tuple[dict[str, Any], Finding | None]:
    try:
        document = orjson.loads(source.raw)
    except orjson.JSONDecodeError as error:
        document, why = None, str(error)
    else:
        why = f"it is a JSON {type(document).__name__}, not an object"
    if isinstance(document, dict):
        return document, None
    message = f"{source.origin}: this is no Solr document: {why}"
    return {}, Finding(
        "record.unreadable", Severity.VIOLATION, source.id, "", excerpt(source.raw[:200]), message
    )


def _record(fields: Fields, record_id: str, options: ParseOptions) -> BibRecord:
    """Field group by field group; what a group needs of an earlier one stands in the parts so far."""
    fields.take("id")
    parts: _Parts = {
        "id": record_id,
        "profile": _profile(fields),
        "formats": tuple(catalogue.formats(fields)),
        "previous_ids": tuple(catalogue.previous_ids(fields, record_id)),
    }
    for group in (catalogue.provenance, _names, _dates, _texts, _topics, _places_in, _addresses):
        group(fields, parts)
    record = BibRecord(**parts)
    return recover(fields, record) if options.recover_spelling else record


def _names(fields: Fields, parts: _Parts) -> None:
    """What it is called, and who made it."""
    marc = parts["profile"] is Profile.MARC
    titled = titles(fields, marc=marc)
    credited, credits_ = people.additional(fields)
    parts.update(
        titles=titled.titles,
        alternative_titles=titled.alternatives,
        subtitle=titled.subtitle,
        responsibility=(*titled.responsibility, *credits_),
        contributions=(*people.contributions(fields, marc=marc), *people.distributors(fields), *credited),
        publishers=tuple(people.publishers(fields)),
    )


def _dates(fields: Fields, parts: _Parts) -> None:
    """When it was published, and the years of a serial."""
    issued, copyrighted, others = years.published(fields)
    start, end, span = years.span(fields, serial=_is_serial(parts))
    parts.update(
        issued=issued,
        copyrighted=copyrighted,
        dates=(*others, *span),
        start=start,
        end=end,
        notes=tuple(years.span_notes(fields, start, end, span)),
    )


def _texts(fields: Fields, parts: _Parts) -> None:
    """What it says of itself, how large it is, in which language."""
    parts.update(
        summaries=tuple(Text(value, "description") for value in fields.take("description")),
        contents=texts.contents(fields),
        editions=texts.editions(fields),
        extents=tuple(texts.extents(fields)),
        languages=tuple(texts.languages(fields, marc=parts["profile"] is Profile.MARC)),
    )


def _topics(fields: Fields, parts: _Parts) -> None:
    """What it is about; of articles from PubMed Central, the section of the journal."""
    words = topics.keywords(fields)
    sections = parts["profile"] is Profile.PMC
    parts.update(
        keywords=() if sections else words,
        sections=words if sections else (),
        genres=tuple(topics.genres(fields)),
        classifications=tuple(topics.classifications(fields)),
        places=tuple(topics.places(fields)),
        periods=tuple(topics.periods(fields, (entry.agent for entry in parts["contributions"]))),
    )


def _places_in(fields: Fields, parts: _Parts) -> None:
    """What it is a part of, and the standard numbers, which are its own or those of what it is a part of."""
    serial, names = _is_serial(parts), _labels(parts)
    host_title = (
        "container_title"
        if fields.take("container_title") or parts["profile"] is not Profile.ARTICLE
        else "series"
    )
    part = owners.part(fields, names, serial=serial)
    isbns, issns = numbers.isbns(fields), tuple(hosts.issns(fields))
    series = owners.series(fields, part, () if part or serial else issns, host_title=host_title)
    own_isbns, own_issns = owners.own(fields, part, isbns, issns, serial=serial, series=series)
    host_isbns = isbns if part is HostKind.BOOK else ()
    parts.update(
        series=series,
        container=hosts.container(fields, part, issns, host_isbns, titles=host_title) if part else None,
        parents=tuple(hosts.parents(fields, parts["id"])),
        related=tuple(hosts.succession(fields, serial=serial)),
        isbns=own_isbns,
        issns=own_issns,
    )


def _addresses(fields: Fields, parts: _Parts) -> None:
    """Its identifiers, and where it is on the web."""
    parts.update(
        identifiers=numbers.identifiers(fields, parts["id"], pmc=parts["profile"] is Profile.PMC),
        urls=tuple(numbers.urls(fields, online=not _ONLINE.isdisjoint(_labels(parts)))),
        thumbnails=tuple(numbers.thumbnails(fields)),
    )


def _labels(parts: _Parts) -> set[str]:
    return {label.value for label in parts["formats"]}


def _is_serial(parts: _Parts) -> bool:
    return not _SERIAL.isdisjoint(_labels(parts))


def _profile(fields: Fields) -> Profile:
    """What kind of collection the record is from."""
    name = catalogue.record_format(fields)
    if name == "marc":
        return Profile.MARC
    if name in _PUBMED:
        # PubMed Central's oai_dc has the journal section as its one subject and no journal; PubMed's XML has both.
        return Profile.PUBMED if fields.take("container_title") else Profile.PMC
    return Profile.ARTICLE if name in _ARTICLE else Profile.GENERIC


__all__ = ["parse"]
