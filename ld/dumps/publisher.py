"""Who publishes the dataset."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from ld.iris import Iris, named
from ld.namespaces import DCTERMS, FOAF, FOAF_OF_DATASET, RDF, RDFS, SCHEMA


def publisher_node(iris: Iris, publisher: str) -> NamedNode:
    """IRI of the publisher: its own, or ``{base}/dataset#publisher`` for one of whom only the name is known.

    Raises:
        MintingError: it begins like an IRI and is none.

    >>> publisher_node(Iris("https://example.org"), "The Library").value
    'https://example.org/dataset#publisher'
    """
    if publisher.startswith(("http://", "https://")):
        return named(publisher)
    return NamedNode(f"{iris.base}/dataset#publisher")


def publisher_statements(iris: Iris, publisher: str) -> list[Triple]:
    """What is said of the publisher itself; of one with an IRI of its own nothing, but what it is.

    >>> len(publisher_statements(Iris("https://example.org"), "The Library"))
    5
    """
    node = publisher_node(iris, publisher)
    kinds = [Triple(node, RDF.type, DCTERMS.Agent), Triple(node, RDF.type, FOAF.Agent)]
    if node.value == publisher:
        return kinds
    name = Literal(publisher)
    return kinds + [
        Triple(node, predicate, name) for predicate in (RDFS.label, FOAF_OF_DATASET.name, SCHEMA.name)
    ]


__all__ = ["publisher_node", "publisher_statements"]
