"""Corrections, retractions, versions and comments, from either side; and who paid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, doi, pmid
from ld.normalize.text import strip_isbd
from ld.record import (
    Agent,
    AgentKind,
    Contribution,
    Grant,
    Notice,
    NoticeKind,
    Reference,
    RelatedWork,
    Relation,
    Text,
)
from ld.sources.pubmed.citation import Citation, child, children

_PATH: Final = "CommentsCorrectionsList/CommentsCorrections"

_NOTICES: Final[dict[str, tuple[NoticeKind, ...]]] = {
    "ErratumIn": (NoticeKind.CORRECTED_BY,),
    "ErratumFor": (NoticeKind.CORRECTS,),
    "ExpressionOfConcernIn": (NoticeKind.CORRECTED_BY,),
    "ExpressionOfConcernFor": (NoticeKind.CORRECTS,),
    "RetractionIn": (NoticeKind.RETRACTED_BY,),
    "RetractionOf": (NoticeKind.RETRACTS,),
    "CorrectedandRepublishedIn": (NoticeKind.REPLACED_BY,),
    "CorrectedandRepublishedFrom": (NoticeKind.REPLACES,),
    "RetractedandRepublishedIn": (NoticeKind.RETRACTED_BY, NoticeKind.REPLACED_BY),
    "RetractedandRepublishedFrom": (NoticeKind.REPLACES,),
    "RepublishedIn": (NoticeKind.REPLACED_BY,),
    "RepublishedFrom": (NoticeKind.REPLACES,),
    "UpdateIn": (NoticeKind.REPLACED_BY,),
    "UpdateOf": (NoticeKind.REPLACES,),
    "PartialRetractionIn": (NoticeKind.CORRECTED_BY,),
    "PartialRetractionOf": (NoticeKind.CORRECTS,),
}
"""What `@RefType` says; all of them stand in NLM's DTD, older ones included."""

_RELATED: Final = frozenset(
    {
        "AssociatedDataset",
        "AssociatedPublication",
        "CommentIn",
        "CommentOn",
        "OriginalReportIn",
        "PatientSummaryIn",
        "PatientSummaryOf",
        "ReprintIn",
        "ReprintOf",
        "SummaryForPatientsIn",
    }
)
_CITES: Final = "Cites"
_DOI: Final = re.compile(r"\bdoi: ?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def links(citation: Citation, parts: dict[str, Any]) -> None:
    """Each link by what it says it is; a comment is neither a correction nor a new version, so it is only related."""
    notices: list[Notice] = []
    related: list[RelatedWork] = []
    for element in children(citation.citation, "CommentsCorrectionsList", "CommentsCorrections"):
        kind = element.get("RefType", "").strip()
        target, source, text = _target(citation, element)
        iri = target.iri if target else None
        if not (iri or text):
            continue
        if kind in _NOTICES:
            notices += (Notice(what, source, iri, None if iri else text) for what in _NOTICES[kind])
        elif kind == _CITES:
            parts["cited"] = (*parts.get("cited", ()), Reference(source, iri, None if iri else text))
        elif kind in _RELATED and iri:
            notices.append(Notice(NoticeKind.RELATED, source, iri))
        elif kind in _RELATED:
            related.append(_related(citation, element, text, source))
        else:
            _unknown(citation, element, kind)
    parts["notices"] = (*dict.fromkeys(notices), *_status(parts, notices))
    parts["related"] = tuple(related)


def _status(parts: dict[str, Any], notices: list[Notice]) -> Iterator[Notice]:
    """Of a retracted article of which the notice is not linked, its publication type tells."""
    known: Text | None = parts.get("retracted")
    if known and not any(notice.kind is NoticeKind.RETRACTED_BY for notice in notices):
        yield Notice(NoticeKind.RETRACTED_BY, known.source, text=known.value)


def _target(citation: Citation, element: etree._Element) -> tuple[Identifier | None, str, str]:
    """The other article: its PMID, else the DOI at the end of its reference, else the reference in words."""
    number, reference = child(element, "PMID"), child(element, "RefSource")
    text, written = citation.line(reference), citation.line(number)
    found = _pmid(citation, number, written) if written else None
    if found:
        if text:
            citation.derive(reference, "identified-by-pmid")
        return found, f"{_PATH}/PMID", text
    stated = _DOI.search(text)
    try:
        known = doi(stated[1]) if stated else None
    except LexicalError:
        known = None
    return known, f"{_PATH}/RefSource", text


def _pmid(citation: Citation, element: etree._Element, value: str) -> Identifier | None:
    try:
        return pmid(value)
    except LexicalError as error:
        citation.drop(element, "invalid-pmid")
        message = f"{error}; the other article is named in words only."
        citation.remark("identifier.pubmed", Severity.WARNING, f"{_PATH}/PMID", value, message)
        return None


def _related(citation: Citation, element: etree._Element, text: str, source: str) -> RelatedWork:
    """What is known by these words only, under a name of this record."""
    citation.take(child(element, "RefSource"))
    return RelatedWork(Relation.RELATED, text, source)


def _unknown(citation: Citation, element: etree._Element, kind: str) -> None:
    for part in element:
        citation.drop(part, "link-of-unknown-kind")
    message = "This kind of link is not in NLM's DTD; tell us what it means."
    citation.remark("link-unknown", Severity.INFO, f"{_PATH}/@RefType", kind, message)


def grants(citation: Citation, parts: dict[str, Any]) -> None:
    """Awards with a number; a funder without one is said to have funded the article, no more."""
    found: dict[tuple[str, str], Grant] = {}
    funders: dict[str, Contribution] = {}
    path = f"{citation.prefix}GrantList/Grant"
    for element in children(citation.article, "GrantList", "Grant"):
        agency, number = child(element, "Agency"), child(element, "GrantID")
        name, value = strip_isbd(citation.line(agency)), citation.line(number)
        funder = Agent(AgentKind.ORGANIZATION, name, name, f"{path}/Agency") if name else None
        if value and (value, name) in found:
            for part in (agency, number):
                citation.derive(part, "repeated")
        elif value:
            found[value, name] = Grant(f"{path}/GrantID", value, (funder,) if funder else ())
        elif funder and name in funders:
            citation.derive(agency, "repeated")
        elif funder:
            funders[name] = Contribution(funder, ("fnd",), main=False, source=funder.source)
    parts["grants"] = tuple(found.values())
    parts["contributions"] = (*parts["contributions"], *funders.values())


__all__ = ["grants", "links"]
