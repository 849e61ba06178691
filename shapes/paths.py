"""Property paths of shapes (SHACL §2.3.1) as SPARQL text, which is how findings name them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ld.namespaces import PREFIXES

_BRACKETED: Final = re.compile(r"<([^<>]*)>")
_REPEATED: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, path: Node | None) -> str:
    """A path in SPARQL syntax, a single property as its plain IRI, "" for None.

    >>> from rdflib import Graph
    >>> prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/> . "
    >>> shapes = Graph().parse(data=prefix + ":s sh:path ( :a [ sh:oneOrMorePath [ sh:inversePath :b ] ] ) .")
    >>> path_text(shapes, shapes.value(URIRef("http://x/s"), SH.path))
    '(<http://x/a>/(^<http://x/b>)+)'
    >>> path_text(shapes, URIRef("http://x/a"))
    'http://x/a'

    Spec: https://www.w3.org/TR/shacl/#property-paths
    """
    if path is None:
        return ""
    return str(path) if isinstance(path, URIRef) else _inner(graph, path)


def _inner(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return f"({'/'.join(_inner(graph, step) for step in Collection(graph, path))})"
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return f"({'|'.join(_inner(graph, step) for step in Collection(graph, alternatives))})"
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_inner(graph, inverse)}"
    for predicate, sign in _REPEATED.items():
        repeated = graph.value(path, predicate)
        if repeated is not None:
            return f"({_inner(graph, repeated)}){sign}"
    return ""


def alternatives(graph: Graph, path: Node | None) -> tuple[str, ...]:
    """The properties that a path chooses from; none if it is not a plain choice of properties.

    >>> shapes = Graph().parse(
    ...     data="@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/s> sh:path [ sh:alternativePath ( <http://x/a> <http://x/b> ) ] ."
    ... )
    >>> alternatives(shapes, shapes.value(URIRef("http://x/s"), SH.path))
    ('http://x/a', 'http://x/b')
    """
    start = graph.value(path, SH.alternativePath) if isinstance(path, BNode) else None
    steps = list(Collection(graph, start)) if start is not None else []
    return tuple(map(str, steps)) if all(isinstance(step, URIRef) for step in steps) else ()


def copy_path(source: Graph, path: Node, add: Callable[[tuple[Node, Node, Node]], object]) -> Node:
    """Write a path's nodes into another graph, as sh:resultPath wants it (SHACL §3.6.2.2).

    Args:
        source: graph in which the path is.
        path: its node.
        add: takes each triple of the copy.
    Returns:
        the node of the copy: the same IRI, or a fresh blank node.
    """
    if not isinstance(path, BNode):
        return path
    made = BNode()
    for predicate, value in source.predicate_objects(path):
        add((made, predicate, copy_path(source, value, add)))
    return made


@lru_cache(maxsize=1024)
def compact(iri: str) -> str:
    """An IRI with the prefix of a vocabulary that we use, or a path of such, for people.

    >>> compact("https://schema.org/name"), compact("http://example.org/x")
    ('schema:name', 'http://example.org/x')
    >>> compact("(<https://schema.org/name>|<http://purl.org/dc/terms/title>)")
    '(schema:name|dcterms:title)'
    """
    if iri.startswith(("(", "^")):
        return _BRACKETED.sub(lambda match: compact(match[1]), iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def compact_term(term: str) -> str:
    """A term in N-Triples with the prefix of a vocabulary that we use, for people.

    >>> compact_term("<https://schema.org/Book>"), compact_term('"17"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    ('schema:Book', '"17"^^xsd:gYear')
    >>> compact_term("<http://example.org/x>"), compact_term('"a <b>"')
    ('<http://example.org/x>', '"a <b>"')
    """
    start = (
        0 if term.startswith("<") else term.rfind("^^<") + 2 if term.endswith(">") and "^^<" in term else -1
    )
    if start < 0:
        return term
    iri = term[start + 1 : -1]
    short = compact(iri)
    return term if short == iri else term[:start] + short
