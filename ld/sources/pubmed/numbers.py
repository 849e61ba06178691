"""Identifiers of an article: PMID, PMCID, DOI, and the numbers of publishers and repositories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, doi, pmcid, pmid
from ld.record import Stated, Url, UrlRole
from ld.sources.pubmed.citation import Citation, children

_PMC_PAIR: Final = re.compile(r"pmc-id: *(PMC[0-9]+);.*", re.IGNORECASE)
"""``pmc-id: PMC123;manuscript-id: NIHMS45;`` as @IdType=pmcid has it."""

_BOOKSHELF: Final = "https://www.ncbi.nlm.nih.gov/books/{}/"
_ACCESSION: Final = re.compile(r"NBK[0-9]{1,9}")


def _pmcid(value: str) -> Identifier:
    found = _PMC_PAIR.fullmatch(value)
    return pmcid(found[1] if found else value)


def _bookshelf(value: str) -> Identifier:
    if not _ACCESSION.fullmatch(value):
        raise LexicalError(value, "an accession number of NCBI Bookshelf")
    return Identifier("org:NCBI Bookshelf", value, _BOOKSHELF.format(value))


def _own(name: str) -> Callable[[str], Identifier]:
    """Numbers of which only the kind is known."""
    return lambda value: Identifier(f"org:{name}", value, None)


_PARSERS: Final[dict[str, Callable[[str], Identifier]]] = {
    "pubmed": pmid,
    "doi": doi,
    "pmc": _pmcid,
    "pmcid": _pmcid,
    "pii": _own("PII"),
    "mid": _own("Manuscript ID"),
    "sici": _own("SICI"),
    "bookaccession": _bookshelf,
}


class _Number(NamedTuple):
    element: etree._Element
    path: str
    kind: str
    valid: bool = True


def identifiers(citation: Citation, parts: dict[str, Any]) -> None:
    """Each once: what repeats is derivative. The lists of references have their own, which are never looked at here."""
    found: dict[tuple[str, str], Stated[Identifier]] = {}
    pages = _pages(parts)
    for number in _numbers(citation):
        if number.element is parts.get("location"):  # it stands for the page
            continue
        if not number.valid:
            citation.drop(number.element, "marked-as-invalid")
            continue
        identifier = _read(citation, number)
        if identifier is None:
            continue
        key = (identifier.scheme, (identifier.iri or identifier.value).casefold())
        if identifier.scheme == "org:PII" and identifier.value in pages:
            citation.derive(number.element, "same-as-page")
        elif key in found or _is_doi(identifier, found):
            citation.derive(number.element, "repeated")
        else:
            found[key] = Stated(identifier, number.path)
    parts["identifiers"] = tuple(found.values())
    shelf = (stated for stated in found.values() if stated.value.scheme == "org:NCBI Bookshelf")
    parts["urls"] = tuple(Url(s.value.iri, UrlRole.RESOURCE, s.source) for s in shelf if s.value.iri)


def _pages(parts: dict[str, Any]) -> set[str]:
    container = parts.get("container")
    return {container.start_page.value} if container and container.start_page else set()


def _is_doi(identifier: Identifier, found: dict[tuple[str, str], Stated[Identifier]]) -> bool:
    """Publishers give their DOI as PII too."""
    return identifier.scheme == "org:PII" and any(
        stated.value.scheme == "doi" and stated.value.value.casefold() == identifier.value.casefold()
        for stated in found.values()
    )


def _numbers(citation: Citation) -> Iterator[_Number]:
    """The record's own, PMID first, then by what lists are surest; in the order in which `parts` has them."""
    for element in children(citation.citation, "PMID"):
        yield _Number(element, "PMID", "pubmed")
    name = "PubmedBookData" if citation.is_book else "PubmedData"
    lists = [(citation.data, f"{name}/ArticleIdList/ArticleId")]
    if citation.is_book:
        lists.insert(0, (citation.citation, "ArticleIdList/ArticleId"))
    numbers = [
        _Number(element, path, element.get("IdType", "pubmed").strip().lower())
        for holder, path in lists
        for element in children(holder, "ArticleIdList", "ArticleId")
    ]
    for element in children(citation.article, "ELocationID"):
        kind = element.get("EIdType", "").strip().lower()
        numbers.append(
            _Number(element, f"{citation.prefix}ELocationID", kind, element.get("ValidYN", "Y") != "N")
        )
    yield from sorted(numbers, key=lambda number: _ORDER.get(number.kind, len(_ORDER)))
    for element in children(citation.citation, "OtherID"):
        yield _Number(element, "OtherID", element.get("Source", "").strip() or "unknown")


_ORDER: Final = {kind: n for n, kind in enumerate(("pubmed", "pmc", "pmcid", "doi"))}


def _read(citation: Citation, number: _Number) -> Identifier | None:
    value = citation.line(number.element)
    if not value:
        return None
    parser = _PARSERS.get(number.kind)
    if number.path == "OtherID":
        parser = _pmcid if value.startswith("PMC") else _own(number.kind)
    if parser is None:
        citation.drop(number.element, "scheme-unknown")
        return None
    try:
        return parser(value)
    except LexicalError as error:
        citation.drop(number.element, f"invalid-{number.kind}")
        citation.remark(
            f"identifier.{number.kind}",
            Severity.WARNING,
            number.path,
            value,
            f"{error}; it is left out. Correct it with the journal or PubMed.",
        )
        return None


__all__ = ["identifiers"]
