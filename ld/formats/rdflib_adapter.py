"""Descriptions as rdflib graphs, for Python programs that know rdflib."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.term import Identifier

from ld.errors import UnsupportedFormatError
from ld.namespaces import PREFIXES


def rdflib_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Statements as an rdflib graph with the project's prefixes; graph names are not kept.

    Args:
        quads: without blank nodes.

    Raises:
        UnsupportedFormatError: a term that rdflib has no class for, or a blank node.

    >>> quads = [Quad(NamedNode("http://x/1#it"), NamedNode("https://schema.org/name"), Literal("Fishes"))]
    >>> list(rdflib_graph(quads).objects())
    [rdflib.term.Literal('Fishes')]
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: object) -> Identifier:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, Literal) or term.direction is not None:
        raise UnsupportedFormatError(f"neither an IRI nor a literal of RDF 1.1: {term}"[:400])
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    # A simple literal is an xsd:string; rdflib holds the two apart, and everyone writes the first.
    if datatype == str(rdflib.XSD.string):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(datatype), normalize=False)


__all__ = ["rdflib_graph"]
