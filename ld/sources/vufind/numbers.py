"""Identifiers and addresses of a Solr document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.formats import book_format
from ld.normalize.identifiers import (
    Identifier,
    doi,
    from_control_number,
    from_url,
    isbn,
    ismn,
    lccn,
    oclc,
    pmcid,
)
from ld.normalize.urls import http_iri
from ld.record import Isbn, Stated, Url, UrlRole
from ld.sources.vufind.fields import Fields

_ABOUT = re.compile(r"/catdir/|/(?:toc|description|bios|samples|enhancements)/")
_PUBMED_ID = re.compile(r"^pubmed-(\d+)$")
_SCHEMES: tuple[tuple[str, Callable[[str], Identifier]], ...] = (
    ("doi_str_mv", doi),
    ("ismn_isn_mv", ismn),
    ("lccn", lccn),
    ("oclc_num", oclc),
    ("ctrlnum", from_control_number),
)


def isbns(fields: Fields) -> tuple[Isbn, ...]:
    """The valid ISBNs as 13 digits, each once; a record of several bindings is of none."""
    found: dict[str, str | None] = {}
    for value in fields.take("isbn"):
        try:
            read = isbn(value)
        except LexicalError as error:
            fields.remark(
                "isbn",
                Severity.INFO,
                "isbn",
                value,
                f"{error}; correct it or move it to the field for cancelled numbers.",
            )
            fields.drop("isbn", "invalid-isbn", value)
            continue
        if read.isbn13 in found:
            fields.derive("isbn", "repeated", value)
        else:
            found[read.isbn13] = book_format(read.qualifier or "")
    return tuple(
        Isbn(value, "isbn", binding if len(found) == 1 else None) for value, binding in found.items()
    )


def identifiers(fields: Fields, record_id: str, *, pmc: bool) -> tuple[Stated[Identifier], ...]:
    """Every identifier of the thing, each once: numbers of the index, then those that are addresses."""
    found: dict[tuple[str, str], Stated[Identifier]] = {}
    for identifier, field, raw in _candidates(fields):
        key = (identifier.scheme, identifier.value)
        if key in found:
            fields.derive(field, "repeated", raw)
        else:
            found[key] = Stated(identifier, field)
    if pmc:
        _pmcid_of(fields, record_id, found)
    return tuple(found.values())


def _candidates(fields: Fields) -> Iterator[tuple[Identifier, str, str]]:
    for value in fields.take("url"):
        known = from_url(value)
        if known:
            yield known, "url", value
    for field, parse in _SCHEMES:
        for value in fields.take(field):
            try:
                yield parse(value), field, value
            except LexicalError as error:
                fields.remark(
                    f"{field.partition('_')[0]}", Severity.INFO, field, value, f"{error}; it is left out."
                )
                fields.drop(field, "no-scheme" if field == "ctrlnum" else "invalid", value)


def _pmcid_of(fields: Fields, record_id: str, found: dict[tuple[str, str], Stated[Identifier]]) -> None:
    """Aggregators of PubMed Central call a record by its PMCID without the letters; the address must agree."""
    number = _PUBMED_ID.match(record_id)
    if not number:
        return
    try:
        by_id = pmcid(f"PMC{number[1]}")
    except LexicalError:
        return  # too long for one, or beginning with 0: some other catalogue's number
    by_url = next((stated.value.value for (scheme, _), stated in found.items() if scheme == "pmcid"), None)
    if by_url is None and not any(scheme == "pmid" and value == number[1] for scheme, value in found):
        found["pmcid", by_id.value] = Stated(by_id, "id")
    elif by_url not in {None, by_id.value}:
        fields.remark(
            "pmcid-differs",
            Severity.WARNING,
            "id",
            record_id,
            f"The record's id says {by_id.value}, its address {by_url}; find out which is right.",
        )


def urls(fields: Fields, *, online: bool) -> Iterator[Url]:
    """Addresses, verbatim but for what no IRI may hold; repeated ones once."""
    seen: set[str] = set()
    for value in fields.take("url"):
        try:
            iri = http_iri(value)
        except LexicalError as error:
            fields.remark(
                "url", Severity.WARNING, "url", value, f"{error}; give an absolute http(s) address."
            )
            fields.drop("url", "invalid-iri", value)
            continue
        if iri not in seen:
            seen.add(iri)
            yield from _url(iri, value, online=online)


def _url(iri: str, value: str, *, online: bool) -> Iterator[Url]:
    if _ABOUT.search(iri):
        yield Url(iri, UrlRole.ABOUT, "url")
    elif online:
        yield Url(iri, UrlRole.RESOURCE, "url")
    elif not from_url(value):
        yield Url(iri, UrlRole.RELATED, "url")


def thumbnails(fields: Fields) -> Iterator[Url]:
    """Addresses of cover images."""
    for value in fields.take("thumbnail"):
        try:
            yield Url(http_iri(value), UrlRole.RELATED, "thumbnail")
        except LexicalError as error:
            fields.remark("thumbnail", Severity.WARNING, "thumbnail", value, str(error))
            fields.drop("thumbnail", "invalid-iri", value)
