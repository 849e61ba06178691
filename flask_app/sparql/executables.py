"""Example queries as SHACL executables (https://www.w3.org/TR/shacl-af/#SPARQLExecutable), the way collections of SPARQL examples are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.sparql.examples import Example
from ld.namespaces import DCTERMS, RDF, RDFS, RDFS_OF_EXAMPLES, SCHEMA_OF_EXAMPLES, SH_OF_EXAMPLES

_LANGUAGE = "en"


def executables(document: str, endpoint: str, base: str, examples: Iterable[Example]) -> list[Quad]:
    """What is said of the examples; without blank nodes, like everything here.

    Args:
        document: its IRI; an example is ``{document}#{name}``.
        endpoint: address that the queries are for.
        base: of the site, without a final slash.

    >>> example = Example("any", "Any", "Is there anything?", "ASK { ?s ?p ?o }")
    >>> quads = executables("http://x/examples", "http://x/sparql", "http://x", [example])
    >>> quads[-1].predicate.value, quads[-1].object.value
    ('http://www.w3.org/ns/shacl#ask', 'ASK { ?s ?p ?o }')
    """
    return [quad for example in examples for quad in _statements(document, endpoint, base, example)]


def _statements(document: str, endpoint: str, base: str, example: Example) -> Iterator[Quad]:
    node = NamedNode(f"{document}#{example.name}")
    yield Quad(NamedNode(document), DCTERMS.hasPart, node)
    yield Quad(node, RDF.type, SH_OF_EXAMPLES.SPARQLExecutable)
    yield Quad(node, RDF.type, SH_OF_EXAMPLES[f"SPARQL{example.form.capitalize()}Executable"])
    yield Quad(node, RDFS.label, Literal(example.title, language=_LANGUAGE))
    yield Quad(node, RDFS_OF_EXAMPLES.comment, Literal(example.question, language=_LANGUAGE))
    yield Quad(node, SCHEMA_OF_EXAMPLES.target, NamedNode(endpoint))
    yield Quad(node, SH_OF_EXAMPLES[example.form.lower()], Literal(example.at(base)))


__all__ = ["executables"]
