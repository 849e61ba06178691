"""What the groups of fields of a Dublin Core record give and share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ld.errors import LexicalError
from ld.normalize.identifiers import doi, from_url
from ld.normalize.urls import http_iri
from ld.record import Text
from ld.sources.dublin_core.fields import Statements, Value

Parts = dict[str, Any]
"""Arguments of :class:`ld.record.BibRecord` so far; what a group needs of an earlier one stands there."""

Group = Callable[[Statements, Parts], None]
"""Reads some terms and adds to the parts; never raises for what a record holds."""


def add(parts: Parts, name: str, found: Iterable[object]) -> None:
    """Put values behind those of a tuple that an earlier group may have begun."""
    parts[name] = (*parts.get(name, ()), *found)


def text(value: Value) -> Text:
    """A value as text of the record."""
    return Text(value.text, value.source, value.language)


def address(value: str) -> str | None:
    """The IRI of a value that is an address on the web and nothing else, None for any other.

    >>> address("https://example.org/a"), address("see https://example.org/a")
    ('https://example.org/a', None)
    """
    if not value.lower().startswith(("http://", "https://", "ftp://")) or " " in value:
        return None
    try:
        return http_iri(value)
    except LexicalError:
        return None


def iri_of(value: str) -> str | None:
    """The IRI of a value that is an address, or a DOI or another identifier with an IRI; ISBN and ISSN are not among them.

    >>> iri_of("doi:10.1234/X"), iri_of("urn:issn:0378-5955")
    ('https://doi.org/10.1234/x', None)
    """
    iri = address(value)
    if iri:
        return iri
    known = from_url(value)
    try:
        return (known.iri if known.scheme not in {"isbn", "issn"} else None) if known else doi(value).iri
    except LexicalError:
        return None


__all__ = ["Group", "Parts", "add", "address", "iri_of", "text"]
