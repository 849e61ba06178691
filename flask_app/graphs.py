"""Graphs with blank nodes, such as shapes and their reports: in fewer formats than documents of ours."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import BNode, Graph
from rdflib.term import Node

from flask_app.variants import HTML, Variant, rdf_variants
from ld.namespaces import PREFIXES
from shapes import terms

_WRITERS = {
    "turtle": None,  # rdflib's nests
    "jsonld": RdfFormat.JSON_LD,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
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
    ordered, writer = named(graph), _WRITERS[variant.name]
    if writer is None:
        text: str = ordered.serialize(format="turtle")
        return text.encode()
    lines = terms.ntriples(ordered)  # sorted
    triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in lines}
    written = serialize(triples, format=writer, prefixes=prefixes if writer is RdfFormat.RDF_XML else None)
    assert written is not None  # no output was given, so the bytes are returned
    return written


def named(graph: Graph) -> Graph:
    """The same graph in one order, its blank nodes named by what hangs on them: every process then writes the same bytes.

    Strong entity tags promise that (RFC 9110 §8.8.1); rdflib gives a blank node another name in each process. The general
    problem (RDFC-1.0) takes half a minute for our shapes; but blank nodes of shapes and reports hang on each other like leaves
    and twigs, never in a circle, which makes it easy.

    Args:
        graph: without circles of blank nodes.
    """
    names, made = _Names(graph), Graph(namespace_manager=graph.namespace_manager)
    for subject in sorted(set(graph.subjects()), key=names.key):
        names.give(subject)
    triples = ((names.of(s), p, names.of(o)) for s, p, o in graph)
    for triple in sorted(triples, key=lambda triple: [term.n3() for term in triple]):
        made.add(triple)
    return made


class _Names:
    """Names for the blank nodes of a graph, given from the IRIs outwards."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._contents: dict[Node, str] = {}
        self._names: dict[Node, BNode] = {}

    def key(self, node: Node) -> tuple[bool, str]:
        """IRIs go before blank nodes, these by what is said of them."""
        return isinstance(node, BNode), self._content(node)

    def give(self, node: Node) -> None:
        """Name the blank nodes that hang on a node, and those on them."""
        if isinstance(node, BNode):
            self._names.setdefault(node, BNode(f"b{len(self._names) + 1:05d}"))
        hanging = ((p, o) for p, o in self._graph.predicate_objects(node) if isinstance(o, BNode))
        for _, value in sorted(hanging, key=lambda pair: (str(pair[0]), self._content(pair[1]))):
            if value not in self._names:
                self.give(value)

    def of(self, node: Node) -> Node:
        """The node under its new name."""
        return self._names.get(node, node)

    def _content(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return node.n3()
        if node not in self._contents:
            said = sorted(f"{p.n3()} {self._content(o)}" for p, o in self._graph.predicate_objects(node))
            self._contents[node] = sha256("\n".join(said).encode()).hexdigest()
        return self._contents[node]


__all__ = ["CSV", "JSON", "graph_variants", "serialize_graph"]
