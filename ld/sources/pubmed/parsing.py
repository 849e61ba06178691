"""From a PubMed record to a :class:`~ld.record.BibRecord`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ld.findings import Finding, Severity
from ld.iris import id_fault
from ld.record import BibRecord, Profile, Text
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.pubmed import books, dates, hosts, links, numbers, people, references, texts, titles, topics
from ld.sources.pubmed.citation import Citation
from ld.sources.unreadable import unreadable
from ld.sources.xml import XmlFault, load

Group = Callable[[Citation, dict[str, Any]], None]
"""A group of fields: reads the citation, adds to the arguments of the record what it finds."""

_ARTICLE: Final[tuple[Group, ...]] = (
    titles.languages,
    titles.titles,
    topics.kinds,
    people.contributions,
    dates.published,
    dates.history,
    hosts.container,
    numbers.identifiers,
    texts.abstracts,
    texts.rights,
    texts.notes,
    topics.subjects,
    topics.keywords,
    links.grants,
    links.links,
    references.references,
)
_BOOK: Final[tuple[Group, ...]] = (
    books.form,
    titles.languages,
    titles.titles,
    books.title,
    topics.kinds,
    people.contributions,
    dates.history,
    numbers.identifiers,
    books.publication,
    books.details,
    texts.abstracts,
    texts.rights,
    topics.keywords,
    books.contents,
    links.grants,
    references.references,
)
_SCRATCH: Final = ("issue_date", "location", "retracted", "whole_book")
"""What groups tell later ones, and no argument of the record."""


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a PubMed record says.

    Args:
        source: `raw` is one ``PubmedArticle``, ``PubmedBookArticle``, or a citation alone.
        options: not used.
    Returns:
        the record, findings, and the outcome of every element. No record for a withdrawn citation, and where the id is
        unservable or the XML not well-formed; the finding is a violation.
    """
    if source.deleted:
        return ParsedRecord(None)
    try:
        citation = Citation(load(source.raw), source.id)
    except XmlFault as fault:
        return ParsedRecord(None, (_unreadable(source, f"not well-formed XML: {fault}"),))
    unservable = id_fault(source.id)
    if unservable:
        citation.remark(
            "id.unservable",
            Severity.VIOLATION,
            "PMID",
            source.id,
            f"No address can be made of this id: {unservable}. A citation needs its PMID.",
        )
        return ParsedRecord(None, tuple(citation.findings), citation.coverage())
    record = _record(citation, source.id)
    return ParsedRecord(record, tuple(citation.findings), citation.coverage())


def _unreadable(source: SourceRecord, cause: str) -> Finding:
    return unreadable(source.origin, cause, raw=source.raw, record_id=source.id)


def _record(citation: Citation, record_id: str) -> BibRecord:
    """Group by group; what one needs of an earlier one stands in the parts so far."""
    parts: dict[str, Any] = {"formats": (Text("Article", "Article"),)}
    for group in _BOOK if citation.is_book else _ARTICLE:
        group(citation, parts)
    for name in _SCRATCH:
        parts.pop(name, None)
    return BibRecord(id=record_id, id_source="PMID", profile=Profile.PUBMED, **parts)


__all__ = ["parse"]
