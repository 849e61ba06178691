"""The description of the endpoint is in the vocabulary's schema, claims what is there, and every number is true."""

from __future__ import annotations

import re

import pyoxigraph
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from flask_app.sparql.description import FORMATS, Endpoint, service_description
from flask_app.sparql.limits import Limits
from flask_app.sparql.results import BOOLEANS, GRAPHS, SOLUTIONS
from ld.query_service import ServiceLimits
from ld.register.model import Counts, State

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ADDRESS, DATASET = "http://x.example/sparql", "http://x.example/dataset#it"
COUNTS = Counts(
    records={State.PUBLISHED: 5, State.WITHDRAWN: 2}, quads=70, subjects=20, foreign=3, entities=7
)
PROPERTIES = {  # of the vocabulary, those that we use: domain and range
    "endpoint": ("Service", None), "supportedLanguage": ("Service", None), "feature": ("Service", None), "resultFormat": ("Service", None),
    "defaultEntailmentRegime": ("Service", None), "defaultDataset": ("Service", "Dataset"), "availableGraphs": ("Service", "Dataset"),
    "defaultGraph": ("Dataset", "Graph"),
}  # fmt: skip


def described(limits: Limits | None = None) -> list[Quad]:
    return service_description(Endpoint(ADDRESS, DATASET, COUNTS, limits or Limits(), ServiceLimits()))


def objects(quads: list[Quad], term: str) -> list[str]:
    return [
        quad.object.value
        for quad in quads
        if quad.predicate.value in (SD + term, "http://rdfs.org/ns/void#" + term)
    ]


def test_it_follows_the_schema_and_has_no_blank_nodes() -> None:
    quads = described()
    types = {(quad.subject, quad.object) for quad in quads if quad.predicate == TYPE}
    for quad in quads:
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        if quad.predicate.value.startswith(SD):
            domain, range_ = PROPERTIES[quad.predicate.value.removeprefix(SD)]
            assert (quad.subject, NamedNode(SD + domain)) in types
            assert isinstance(quad.object, NamedNode)
            assert range_ is None or (quad.object, NamedNode(SD + range_)) in types
    assert objects(quads, "endpoint") == [ADDRESS]
    assert objects(quads, "defaultDataset") == objects(quads, "availableGraphs") == [DATASET]


def test_federation_is_claimed_if_it_is_allowed() -> None:
    def features(quads: list[Quad]) -> set[str]:
        return {value.removeprefix(SD) for value in objects(quads, "feature")}

    assert features(described()) == {"UnionDefaultGraph"}
    allowed = described(Limits(services=("http://a.example/sparql",)))
    assert features(allowed) == {"UnionDefaultGraph", "BasicFederatedQuery"}
    assert any(
        "http://a.example/sparql" in quad.object.value for quad in allowed if isinstance(quad.object, Literal)
    )


def test_every_format_of_results_is_claimed_and_no_other() -> None:
    served = {row.media_type for row in (*SOLUTIONS, *BOOLEANS, *GRAPHS) if not row.is_page}
    assert set(FORMATS) == served
    assert objects(described(), "resultFormat") == [
        f"http://www.w3.org/ns/formats/{name}" for name in FORMATS.values()
    ]


def test_the_limits_are_there_for_people() -> None:
    (words,) = (
        quad.object.value
        for quad in described(Limits(length=12_345, patterns=67))
        if quad.predicate.value.endswith("description")
    )
    assert re.search(r"12,345 bytes.* 67 patterns", words)


def test_numbers_are_those_of_the_store(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    quads = list(pyoxigraph.parse(answer.data, format=pyoxigraph.RdfFormat.N_TRIPLES))
    for term, query in {
        "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "documents": "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), '/terms')) }",
    }.items():
        table = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
        assert set(objects(quads, term)) == {table.text.split()[1]}, term
