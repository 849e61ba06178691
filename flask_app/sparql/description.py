"""What the endpoint can do, as SPARQL 1.1 Service Description: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.sparql.limits import Limits
from ld.dumps.partitions import integer
from ld.namespaces import DCTERMS, RDF, VOID
from ld.query_service import ServiceLimits
from ld.register.model import Counts, State

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")
FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
}
"""Media types of results, and their names under http://www.w3.org/ns/formats/."""
_Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What there is to say of an endpoint.

    Attributes:
        address: of it.
        dataset: IRI of the dataset that it answers from, as VoID and DCAT have it.
        counts: what the dataset holds.
        limits: which queries it takes.
        service: how much they may take.
    """

    address: str
    dataset: str
    counts: Counts
    limits: Limits
    service: ServiceLimits


def service_description(endpoint: Endpoint) -> list[Quad]:
    """The description of an endpoint; without blank nodes, like everything here.

    `sd:SPARQL12Query` is not claimed: it stands in the draft of 1.2 only, and the schema of 1.1 does not allow it.

    >>> endpoint = Endpoint("http://x/sparql", "http://x/dataset#it", Counts(quads=7), Limits(), ServiceLimits())
    >>> sorted({quad.subject.value for quad in service_description(endpoint)})
    ['http://x/dataset#it', 'http://x/sparql#service', 'http://x/sparql#union']
    """
    service, union = (NamedNode(f"{endpoint.address}#{name}") for name in ("service", "union"))
    dataset = NamedNode(endpoint.dataset)
    return [
        *(Quad(service, *pair) for pair in _service(endpoint, dataset)),
        *(Quad(dataset, *pair) for pair in _dataset(endpoint, union)),
        *(Quad(union, *pair) for pair in _default_graph(endpoint.counts)),
    ]


def _service(endpoint: Endpoint, dataset: NamedNode) -> _Pairs:
    yield RDF.type, _sd("Service")
    yield DCTERMS.description, Literal(_words(endpoint.limits, endpoint.service), language="en")
    yield _sd("endpoint"), NamedNode(endpoint.address)
    yield _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield _sd("feature"), _sd("UnionDefaultGraph")
    if endpoint.limits.services:
        yield _sd("feature"), _sd("BasicFederatedQuery")
    yield _sd("defaultEntailmentRegime"), _SIMPLE
    for name in FORMATS.values():
        yield _sd("resultFormat"), NamedNode(_FORMATS + name)
    yield _sd("defaultDataset"), dataset
    yield _sd("availableGraphs"), dataset  # sd:Dataset is a subclass of sd:GraphCollection


def _dataset(endpoint: Endpoint, union: NamedNode) -> _Pairs:
    counts = endpoint.counts
    yield RDF.type, _sd("Dataset")
    yield RDF.type, VOID.Dataset
    yield _sd("defaultGraph"), union
    yield VOID.sparqlEndpoint, NamedNode(endpoint.address)
    yield VOID.triples, integer(counts.quads)
    yield VOID.entities, integer(counts.subjects - counts.foreign)
    yield VOID.documents, integer(_graphs(counts))


def _default_graph(counts: Counts) -> _Pairs:
    yield RDF.type, _sd("Graph")
    yield VOID.triples, integer(counts.quads)  # no statement is in two graphs


def _graphs(counts: Counts) -> int:
    """How many named graphs there are: one for each document of a record, of an entity, and of the terms of others."""
    return counts.records.get(State.PUBLISHED, 0) + counts.entities - counts.foreign + bool(counts.foreign)


def _words(limits: Limits, service: ServiceLimits) -> str:
    asked = f"SERVICE may ask {' and '.join(limits.services)}." if limits.services else "SERVICE is refused."
    return (
        "SPARQL 1.1 queries, and what the engine has of the drafts of 1.2, over the union of all named graphs; each is named "
        f"by the document that shows it. A query may have {limits.length:,} bytes, {limits.tokens:,} tokens, {limits.patterns} "
        f"patterns to join and {limits.depth} levels of brackets; it may take {service.seconds:g} seconds, and give {service.most_rows:,} rows or {service.most_bytes:,} bytes. "
        f"{asked}"
    )


def _sd(term: str) -> NamedNode:
    return NamedNode(_SD + term)


__all__ = ["FORMATS", "Endpoint", "service_description"]
