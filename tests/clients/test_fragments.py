"""Comunica answers queries by patterns alone, from ``/fragments`` of the running server; another engine says what is right."""

from __future__ import annotations

import gzip
import json

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from tests.clients.test_node_clients import get, node, pytestmark

__all__ = ["pytestmark"]  # without Node.js these are not run either
PREFIXES = """
PREFIX schema: <https://schema.org/> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
QUERIES = {
    "a join of three": """SELECT ?author ?name { <{doc}> schema:mainEntity ?work . ?work schema:author ?author .
        ?author schema:name ?name }""",
    "a join by classes": "SELECT ?work ?title ?name { ?work a schema:Map ; dcterms:title ?title ; schema:author ?a . ?a schema:familyName ?name }",
    "optional": "SELECT ?work ?title ?date { ?work a schema:Thesis ; dcterms:title ?title OPTIONAL { ?work schema:datePublished ?date } }",
    "joined by a literal": "SELECT ?work ?other { ?work a schema:Thesis ; dcterms:title ?title . ?other schema:name ?title }",
    "a literal where none can be": "SELECT ?date ?x { <{doc}#it> schema:datePublished ?date OPTIONAL { ?date schema:name ?x } }",
    "a language": 'SELECT ?language { ?language schema:name "English"@en }',
    "languages": 'SELECT ?name { ?language a schema:Language ; schema:name ?name FILTER (lang(?name) = "en") }',
    "a datatype": 'SELECT ?work { ?work schema:datePublished "2017"^^xsd:gYear }',
    "numbers": "SELECT ?work ?pages { ?work schema:numberOfPages ?pages FILTER (?pages > 400) }",
    "years": 'SELECT ?work ?year { ?work dcterms:issued ?year FILTER (datatype(?year) = xsd:gYear && STR(?year) < "1900") }',
    "a text with quotes": '''SELECT ?s ?p { ?s ?p "Kultūros žurnalo \\"Santara\\" biblioteka" }''',
    "union": "SELECT ?work { { ?work a schema:Map } UNION { ?work a schema:Thesis } }",
    "minus": "SELECT ?work { ?work a schema:Map MINUS { ?work schema:author ?a } }",
    "a path": "SELECT ?name { <{doc}> schema:mainEntity/schema:author/schema:name ?name }",
    "every page": "SELECT ?work ?title { ?work dcterms:title ?title }",
    "sums": "SELECT ?class (COUNT(*) AS ?n) { ?work a ?class FILTER STRSTARTS(STR(?class), 'https://schema.org/M') } GROUP BY ?class",
    "a graph": "SELECT ?s ?p ?o { GRAPH <{doc}> { ?s ?p ?o } }",
    "any graph": "SELECT ?g ?s { GRAPH ?g { ?s a schema:Map } }",
}  # fmt: skip
# What is said of fragments must not pass for data.
EMPTY = {
    "metadata": "SELECT ?s { ?s <http://www.w3.org/ns/hydra/core#totalItems> ?n }",
    "controls": "SELECT ?s { ?s a <http://www.w3.org/ns/hydra/core#IriTemplate> }",
}


@pytest.fixture(scope="module")
def dataset(site: str) -> Store:
    listing = json.loads(get(f"{site}/dumps/"))
    (url,) = (file["url"] for file in listing["editions"][0]["files"] if file["name"].endswith(".nq.gz"))
    store = Store()
    store.bulk_load(gzip.decompress(get(url)), format=RdfFormat.N_QUADS)
    return store


def solved(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: str(row[name]) for name in names if row[name] is not None} for row in found]


def test_comunica_finds_what_another_engine_finds(site: str, dataset: Store) -> None:
    asked = {
        name: PREFIXES + query.replace("{doc}", f"{site}/record/pubmed-5577770")
        for name, query in (QUERIES | EMPTY).items()
    }
    answers = node(
        "patterns.mjs", [{"query": query, "source": f"{site}/fragments"} for query in asked.values()]
    )
    for (name, query), answer in zip(asked.items(), answers, strict=True):
        expected = solved(dataset, query)
        assert bool(expected) == (name in QUERIES), name
        assert sorted(map(_line, answer)) == sorted(map(_line, expected)), name


def _line(solution: dict[str, str]) -> str:
    return json.dumps(solution, sort_keys=True)
