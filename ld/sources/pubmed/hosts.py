"""The journal that an article is in, and where it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, issn
from ld.normalize.pages import Pages, pages
from ld.normalize.text import fold, strip_isbd
from ld.record import Container, HostKind, Stated, Text
from ld.sources.pubmed.citation import Citation, child, children

_CATALOG: Final = "https://www.ncbi.nlm.nih.gov/nlmcatalog/{}"
_UNIQUE_ID: Final = re.compile(r"[0-9A-Z]{1,12}")
_ARTICLE_NUMBER: Final = re.compile(r"(?![SB][0-9]{4}-?[0-9]{3}[0-9X])[A-Za-z]{0,6}[0-9][0-9A-Za-z-]{0,11}")
"""What stands in place of pages: ``e154225``, ``eadi3902``, ``021003``; not ``S0002-9297(23)00279-3``, a publisher's key."""

_JOURNAL: Final = "Article/Journal"
_INFO: Final = "MedlineJournalInfo"


def container(citation: Citation, parts: dict[str, Any]) -> None:
    """The periodical with its titles and numbers, volume, issue and pages."""
    journal, info = child(citation.article, "Journal"), child(citation.citation, _INFO)
    issue, path = child(journal, "JournalIssue"), f"{_JOURNAL}/JournalIssue"
    names = _titles(citation, journal, info)
    numbers = tuple(_issns(citation, children(journal, "ISSN"), f"{_JOURNAL}/ISSN"))
    linking = next(_issns(citation, children(info, "ISSNLinking"), f"{_INFO}/ISSNLinking"), None)
    keys = tuple(_unique_ids(citation, info))
    known = [one.source for one in (*names, *numbers, *((linking,) if linking else ()), *keys)]
    if not known:
        return
    start, end = place(citation, parts)
    parts["container"] = Container(
        kind=HostKind.PERIODICAL,
        source=known[0],
        titles=names,
        issns=numbers,
        linking_issn=linking,
        identifiers=keys,
        volume=citation.said(child(issue, "Volume"), f"{path}/Volume"),
        issue=citation.said(child(issue, "Issue"), f"{path}/Issue"),
        published=parts.get("issue_date"),
        start_page=start,
        end_page=end,
    )


def _titles(citation: Citation, journal: etree._Element, info: etree._Element) -> tuple[Text, ...]:
    """The title, then MEDLINE's abbreviation where it differs, then the ISO one, which is what citations call it."""
    title = citation.said(child(journal, "Title"), f"{_JOURNAL}/Title")
    medline = citation.said(element := child(info, "MedlineTA"), f"{_INFO}/MedlineTA")
    iso = citation.said(child(journal, "ISOAbbreviation"), f"{_JOURNAL}/ISOAbbreviation")
    if medline and any(_folded(medline.value) == _folded(known.value) for known in (title, iso) if known):
        citation.derive(element, "same-as-abbreviation")
        medline = None
    found = [Text(strip_isbd(title.value), title.source)] if title else []
    if iso and found and iso.value == found[0].value:
        citation.derive(child(journal, "ISOAbbreviation"), "same-as-title")
        iso = None
    return (*found, *filter(None, (medline, iso)))


def _issns(citation: Citation, elements: Iterator[etree._Element], path: str) -> Iterator[Stated[str]]:
    for element in elements:
        value = citation.line(element)
        try:
            if value:
                yield Stated(_issn(value), path)
        except LexicalError as error:
            citation.drop(element, "invalid-issn")
            message = f"{error}; correct it against the ISSN Portal."
            citation.remark("issn", Severity.WARNING, path, value, message)


@lru_cache(maxsize=4096)
def _issn(value: str) -> str:
    """A year of PubMed has a million articles in thirty thousand journals."""
    return issn(value)


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    return fold(title)


def _unique_ids(citation: Citation, info: etree._Element) -> Iterator[Stated[Identifier]]:
    """The journal's number in NLM's catalogue, which has a page for it."""
    for element in info.iterchildren("NlmUniqueID"):
        value = citation.line(element)
        if _UNIQUE_ID.fullmatch(value):
            yield Stated(Identifier("org:nlm", value, _CATALOG.format(value)), f"{_INFO}/NlmUniqueID")
        elif value:
            citation.drop(element, "invalid-number")


def place(citation: Citation, parts: dict[str, Any]) -> tuple[Text | None, Text | None]:
    """First and last page, written out; where there are none, the number of the article in their place."""
    pagination, path = child(citation.article, "Pagination"), f"{citation.prefix}Pagination"
    first, last = child(pagination, "StartPage"), child(pagination, "EndPage")
    start = citation.said(first, f"{path}/StartPage")
    if start:
        end = citation.said(last, f"{path}/EndPage")
        read = pages(start.value, end.value if end else None)
        return _both(citation, read, start, last if end else None, f"{path}/EndPage")
    statement = child(pagination, "MedlinePgn")
    said = citation.said(statement, f"{path}/MedlinePgn")
    if said:
        read = pages(said.value)
        if read.start:
            return _both(citation, read, said, None, said.source)
        citation.drop(statement, "no-pages")
    return _number(citation, parts), None


def _both(
    citation: Citation, read: Pages, start: Text, last: etree._Element | None, end_path: str
) -> tuple[Text, Text | None]:
    if read.end:
        return Text(read.start or start.value, start.source), Text(read.end, end_path)
    if last is not None:
        citation.derive(last, "same-as-first-page")
    return Text(read.start or start.value, start.source), None


def _number(citation: Citation, parts: dict[str, Any]) -> Text | None:
    """``ELocationID[@EIdType=pii]`` in the form of an article number; the identifiers then leave it alone."""
    path = f"{citation.prefix}ELocationID"
    for element in children(citation.article, "ELocationID"):
        if element.get("EIdType") == "pii" and element.get("ValidYN", "Y") != "N":
            value = citation.line(element)
            if _ARTICLE_NUMBER.fullmatch(value):
                parts["location"] = element
                return Text(value, path)
    return None


__all__ = ["container", "place"]
