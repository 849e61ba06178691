"""IRIs for property shapes that have none, so that findings and reports can name them, alike in both engines."""

from __future__ import annotations

import re

from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node

from shapes import terms
from shapes.paths import path_text


def name_property_shapes(graph: Graph) -> None:
    """Give an IRI to each property shape that has none: its parent's, a number and the property's name.

    Args:
        graph: shapes; changed in place. The numbers do not depend on the order of its statements.

    >>> shapes = Graph().parse(
    ...     data="@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/s> sh:property [ sh:path <http://x/p> ] ."
    ... )
    >>> name_property_shapes(shapes)
    >>> [str(shape) for shape in shapes.subjects(SH.path)]
    ['http://x/s.1-p']
    """
    while parents := sorted(_parents(graph)):
        for parent in parents:
            anonymous = [node for node in graph.objects(parent, SH.property) if isinstance(node, BNode)]
            for number, node in enumerate(sorted(anonymous, key=lambda node: _content(graph, node)), start=1):
                path = graph.value(node, SH.path)
                local = re.split(r"[#/]", path)[-1] if isinstance(path, URIRef) else "path"
                _rename(graph, node, URIRef(f"{parent}.{number}-{local}"))


def _parents(graph: Graph) -> set[URIRef]:
    return {
        shape
        for shape, node in graph.subject_objects(SH.property)
        if isinstance(node, BNode) and isinstance(shape, URIRef)
    }


def _content(graph: Graph, node: Node) -> list[tuple[str, str]]:
    """What tells anonymous shapes apart without regard to their labels."""
    constraints = sorted((str(p), terms.from_rdflib(o)) for p, o in graph.predicate_objects(node))
    return [("", path_text(graph, graph.value(node, SH.path))), *constraints]


def _rename(graph: Graph, old: Node, new: Node) -> None:
    for predicate, value in list(graph.predicate_objects(old)):
        graph.remove((old, predicate, value))
        graph.add((new, predicate, value))
    for subject, predicate in list(graph.subject_predicates(old)):
        graph.remove((subject, predicate, old))
        graph.add((subject, predicate, new))


__all__ = ["name_property_shapes"]
