"""What the page of a record tells search engines, as statements: what the google shapes look at.

The page embeds JSON-LD that search engines read by schema.org's context, which they know and never fetch. Expanding it
takes neither the context nor the network: every name is schema.org's, and which values are addresses is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import orjson
import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from ld.formats import Description
from ld.formats.embedded import ADDRESSES as WRITTEN
from ld.formats.embedded import embedded
from ld.namespaces import RDF, SCHEMA
from shapes import terms

Json: TypeAlias = dict[str, Any]

ADDRESSES: Final = frozenset(WRITTEN | {"image"})
"""Properties whose strings are addresses, as schema.org's context types them (``"@type": "@id"``)."""
_TYPE: Final = str(RDF.type)


def embedding(triples: str) -> str:
    """The embedded copy of a record, expanded.

    Args:
        triples: N-Triples of a record, or of several; a document is the subject of schema:mainEntity.
    Returns:
        N-Triples in order, each line once: names of schema.org under ``https://schema.org/``, addresses as IRIs, numbers and
        booleans as JSON-LD has them, all other values as plain strings. Nothing if there is no document, or nothing to say.
        Of blank nodes, which no embedded copy could hold, nothing is said.
    Raises:
        RDFSyntaxError: `triples` is not N-Triples.

    >>> record, it = "<http://x/record/1>", "<http://x/record/1#it>"
    >>> print(embedding(f'''{record} <https://schema.org/mainEntity> {it} .
    ... {it} <https://schema.org/datePublished> "2017"^^<http://www.w3.org/2001/XMLSchema#gYear> .
    ... {it} <http://purl.org/dc/terms/title> "Emma" .'''), end="")
    <http://x/record/1#it> <https://schema.org/datePublished> "2017" .
    <http://x/record/1#it> <https://schema.org/url> <http://x/record/1> .

    Spec: https://www.w3.org/TR/json-ld11-api/#expansion
    """
    quads = [
        Quad(triple.subject, triple.predicate, triple.object)
        for triple in terms.parse(triples)
        if _is_embeddable(triple)
    ]
    lines = {
        line
        for document, about in _documents(quads)
        for line in expanded(orjson.loads(embedded(Description(document, about, ""))))
    }
    return "".join(f"{line}\n" for line in sorted(lines))


def _is_embeddable(triple: ox.Triple) -> bool:
    """Whether there are IRIs and literals of RDF 1.1 alone; blank nodes are a violation of core."""
    value = triple.object
    plain = isinstance(value, NamedNode) or (isinstance(value, Literal) and value.direction is None)
    return plain and isinstance(triple.subject, NamedNode)


def _documents(quads: list[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """Each document with what is said of it, of its hash IRIs, and of the nodes that documents share."""
    own: dict[str, list[Quad]] = {
        quad.subject.value: []
        for quad in quads
        if quad.predicate == SCHEMA.mainEntity and isinstance(quad.subject, NamedNode)
    }
    shared: list[Quad] = []
    for quad in quads:
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        own.get(subject.partition("#")[0], shared).append(quad)
    for document, about in sorted(own.items()):
        yield document, about + shared


def expanded(node: Json) -> Iterator[str]:
    """The statements of nested JSON-LD as :func:`ld.formats.embedded.embedded` writes it.

    Args:
        node: a node with what it refers to nested in it.
    Returns:
        lines of N-Triples without their newlines; a statement may come twice.

    >>> list(expanded({"@context": "https://schema.org", "@id": "http://x/1", "@type": "Book", "numberOfPages": 9}))
    ... # doctest: +NORMALIZE_WHITESPACE
    ['<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Book> .',
     '<http://x/1> <https://schema.org/numberOfPages> "9"^^<http://www.w3.org/2001/XMLSchema#integer> .']
    """
    subject = str(NamedNode(node["@id"]))
    for name, values in node.items():
        for value in values if isinstance(values, list) else (values,):
            if name == "@type":
                yield f"{subject} {_TYPE} <{SCHEMA.iri}{value}> ."
            elif not name.startswith("@"):
                yield f"{subject} <{SCHEMA.iri}{name}> {_term(name, value)} ."
                if isinstance(value, dict):
                    yield from expanded(value)


def _term(name: str, value: Any) -> str:
    """A value in N-Triples."""
    if isinstance(value, dict):
        return str(NamedNode(value["@id"]))
    if isinstance(value, str) and (name in ADDRESSES or value.startswith(SCHEMA.iri)):
        try:
            return str(NamedNode(value))
        except ValueError:  # words where an address should be: shown to the shapes as they are
            return str(Literal(value))
    return str(Literal(value))


__all__ = ["ADDRESSES", "embedding", "expanded"]
