"""What kind of thing it is: classes, types, carriers."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Work, types
from ld.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SKOS

_FIELD = "format"


def classes(work: Work) -> None:
    """schema.org and BIBO classes; dcterms:type takes classes only (its range), so DCMI's and COAR's."""
    kind = work.kind
    types(work, work.thing, *kind.classes, DCTERMS.BibliographicResource, source=_FIELD)
    if kind.dcmi_class:
        work.it(DCTERMS.type, kind.dcmi_class, _FIELD)
        work.share(kind.dcmi_class, RDF.type, RDFS.Class, _FIELD)
    if kind.coar:
        coar = _node(kind.coar)
        work.it(DCTERMS.type, coar, _FIELD)
        work.share(coar, RDF.type, RDFS.Class, _FIELD)
        work.share(coar, RDF.type, SKOS.Concept, _FIELD)


def carriers(work: Work) -> None:
    """The carrier of every format that has one, and what a format says besides its class."""
    kind = work.kind
    for iri in kind.carriers:
        work.it(DCTERMS.format, _node(iri), _FIELD)
        work.share(_node(iri), RDF.type, DCTERMS.MediaType, _FIELD)
    for stated in work.record.carriers:
        work.it(DCTERMS.format, _node(stated.value), stated.source)
        work.share(_node(stated.value), RDF.type, DCTERMS.MediaType, stated.source)
    for genre in kind.genres:
        work.it(SCHEMA.genre, Literal(genre), _FIELD)
    if kind.book_format and kind.is_book and not any(isbn.book_format for isbn in work.record.isbns):
        work.it(SCHEMA.bookFormat, SCHEMA[kind.book_format], _FIELD)
    if kind.access_mode:
        work.it(SCHEMA.accessMode, Literal(kind.access_mode), _FIELD)


@cache
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)
