"""Every statement of a document as tables, one a subject: what the other formats say, for the eye."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from flask_app.pages.reading import Reading, iri
from flask_app.pages.values import Link, Site, Value, short
from ld.formats.order import Term

_PLAIN = frozenset({iri("xsd:string"), "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})


class Statement(NamedTuple):
    """A property and its values."""

    predicate: Link
    values: tuple[Value, ...]


class Subject(NamedTuple):
    """A node and what is said of it.

    Attributes:
        anchor: fragment of the page at which it stands, so that its IRI leads there; empty for nodes of other documents.
    """

    name: Link
    anchor: str
    statements: tuple[Statement, ...]


class Statements(NamedTuple):
    """All subjects of a page.

    Attributes:
        quads: number of statements of the document, shown or not.
        total: number of subjects, shown or not.
    """

    subjects: tuple[Subject, ...]
    quads: int
    total: int


def statements(reading: Reading, limit: int = 2000) -> Statements:
    """The tables of a page, in reading order; of very many subjects only the first `limit`."""
    found = reading.statements()
    count = sum(len(values) for _, properties in found for _, values in properties)
    shown = tuple(_subject(reading, subject, properties) for subject, properties in found[:limit])
    return Statements(shown, count, len(found))


def _subject(reading: Reading, subject: str, properties: list[tuple[str, list[Term]]]) -> Subject:
    rows = tuple(
        Statement(_name(predicate, reading.site), tuple(_value(reading, value) for value in values))
        for predicate, values in properties
    )
    document = reading.document
    anchor = subject[len(document) + 1 :] if subject.startswith(f"{document}#") else ""
    return Subject(Link(_local(reading, subject), reading.site.href(subject, document)), anchor, rows)


def _name(predicate: str, site: Site) -> Link:
    return Link(short(predicate), site.href(predicate))


def _local(reading: Reading, node: str) -> str:
    """A node as the statements name it: its fragment here, its path on this site, else its IRI."""
    if node == reading.document:
        return reading.site.path(node[len(reading.site.base) :])
    return reading.site.href(node, reading.document) or node if reading.site.owns(node) else node


def _value(reading: Reading, value: Term) -> Value:
    if type(value) is NamedNode:
        name = short(value.value) if not reading.site.owns(value.value) else _local(reading, value.value)
        return Value(name, href=reading.site.href(value.value, reading.document))
    assert type(value) is Literal
    datatype = value.datatype.value
    return Value(
        value.value,
        language=value.language or "",
        note=value.language or ("" if datatype in _PLAIN else short(datatype)),
    )


__all__ = ["Statement", "Statements", "Subject", "statements"]
