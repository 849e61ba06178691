"""What the endpoint can do, as SPARQL 1.1 Service Description: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ld.namespaces import RDF, VOID, XSD

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD",
    "RDF_XML", "N-Quads", "TriG",
)  # fmt: skip


def service_description(endpoint: str, dataset: str, triples: int) -> list[Quad]:
    """The description of an endpoint; without blank nodes, like everything here.

    Args:
        endpoint: its address.
        dataset: IRI of the dataset that it answers from.
        triples: in the union of all graphs, which is the default graph.

    >>> len({str(quad.subject) for quad in service_description("http://x/sparql", "http://x/dataset#it", 7)})
    3
    """
    return list(_statements(endpoint, NamedNode(dataset), triples))


def _statements(endpoint: str, dataset: NamedNode, triples: int) -> Iterator[Quad]:
    service, graph = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#union")
    yield Quad(service, RDF.type, _sd("Service"))
    yield Quad(service, _sd("endpoint"), NamedNode(endpoint))
    yield Quad(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Quad(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield Quad(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Quad(service, _sd("defaultDataset"), dataset)
    yield Quad(dataset, RDF.type, _sd("Dataset"))
    yield Quad(dataset, RDF.type, VOID.Dataset)
    yield Quad(dataset, _sd("defaultGraph"), graph)
    yield Quad(graph, RDF.type, _sd("Graph"))
    yield Quad(graph, VOID.triples, Literal(str(triples), datatype=XSD.integer))


def _sd(term: str) -> NamedNode:
    return NamedNode(_SD + term)


__all__ = ["service_description"]
