"""Graphs with blank nodes, such as shapes and their reports: written by rdflib, in fewer formats than our own."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from flask_app.variants import HTML, Variant, rdf_variants

_WRITERS = {"jsonld": "json-ld", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
JSON = Variant("json", "application/json", "application/json", "json", "JSON")
CSV = Variant("csv", "text/csv", "text/csv; charset=utf-8; header=present", "csv", "CSV")


@cache
def graph_variants() -> tuple[Variant, ...]:
    """What such a graph can be asked for as; HTML comes after RDF, as in :func:`flask_app.variants.document_variants`.

    >>> [variant.extension for variant in graph_variants()]
    ['ttl', 'jsonld', 'nt', 'rdf', 'html']
    """
    ours = {variant.name: variant for variant in rdf_variants()}
    turtle, *others = sorted((ours[name] for name in _WRITERS if name in ours), key=_turtle_first)
    return (turtle, *others, HTML)


def _turtle_first(variant: Variant) -> bool:
    return variant.name != "turtle"


def serialize_graph(graph: Graph, variant: Variant) -> bytes:
    """A graph in UTF-8.

    Args:
        graph: its prefixes are used.
        variant: of :func:`graph_variants`, but for HTML.
    """
    text: str = graph.serialize(format=_WRITERS[variant.name])
    return text.encode()


__all__ = ["CSV", "JSON", "graph_variants", "serialize_graph"]
