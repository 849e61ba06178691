"""Clients that others wrote read the running server."""

from __future__ import annotations

import json
import urllib.request
from email.message import Message
from typing import Any
from urllib.parse import quote

import pytest
from pyld import jsonld
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

pytestmark = [
    pytest.mark.server,
    # rdflib's own JSON-LD parser and Dataset use what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
]
RECORD = "pubmed-5577770"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def fetch(url: str, accept: str = "*/*") -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.status, response.headers, response.read()


def context_of(document: Any) -> str:
    (address, base) = document["@context"]
    assert set(base) == {"@base"}
    return str(address)


def test_rdflib_reads_a_record_by_negotiation(site: str) -> None:
    graph = Graph().parse(f"{site}/record/{RECORD}")
    assert (
        URIRef(f"{site}/record/{RECORD}"),
        URIRef("https://schema.org/mainEntity"),
        URIRef(f"{site}/record/{RECORD}#it"),
    ) in graph
    assert len(graph) == 171


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf"])
def test_every_triple_format_is_the_same_graph(site: str, extension: str) -> None:
    whole = Graph().parse(f"{site}/record/{RECORD}.nt", format="nt")
    assert isomorphic(Graph().parse(f"{site}/record/{RECORD}.{extension}"), whole)


@pytest.mark.parametrize(("extension", "format_"), [("nq", "nquads"), ("trig", "trig")])
def test_quad_formats_hold_the_same_statements(site: str, extension: str, format_: str) -> None:
    dataset = Dataset(default_union=True)
    dataset.parse(f"{site}/record/{RECORD}.{extension}", format=format_)
    assert set(dataset.triples((None, None, None))) == set(
        Graph().parse(f"{site}/record/{RECORD}.nt", format="nt")
    )


def test_json_ld_expands_to_the_same_graph(site: str) -> None:
    status, headers, body = fetch(f"{site}/record/{RECORD}", "application/ld+json")
    assert (status, headers["Content-Type"]) == (200, "application/ld+json")
    document = json.loads(body)
    context = context_of(document)
    assert fetch(context)[1]["Content-Type"] == "application/ld+json"

    def loader(url: str, options: Any) -> Any:
        return {
            "contextUrl": None,
            "documentUrl": url,
            "contentType": "application/ld+json",
            "document": json.loads(fetch(url)[2]),
        }

    nquads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": loader})
    assert isomorphic(
        Graph().parse(data=nquads, format="nt"), Graph().parse(f"{site}/record/{RECORD}.nt", format="nt")
    )


def test_strange_ids_come_back(site: str, strange_ids: tuple[str, ...]) -> None:
    for record_id in strange_ids:
        address = f"{site}/record/{quote(record_id, safe='-._~:@')}"
        graph = Graph().parse(data=fetch(address, "application/n-triples")[2], format="nt")
        assert (URIRef(f"{address}#it"), None, None) in graph, record_id


def test_sparqlwrapper_in_all_its_formats(site: str) -> None:
    client = SPARQLWrapper(f"{site}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    count = int(client.query().convert()["results"]["bindings"][0]["n"]["value"])
    assert count > 30_000
    for format_ in (XML, CSV, TSV):
        client.setReturnFormat(format_)
        answer = client.query().convert()
        text = answer.toxml() if format_ == XML else answer.decode()
        assert str(count) in text
    client.setQuery(f"CONSTRUCT WHERE {{ <{site}/record/{RECORD}#it> ?p ?o }}")
    sizes = set()
    for format_ in (RDFXML, TURTLE, JSONLD):
        client.setReturnFormat(format_)
        answer = client.query().convert()
        graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
        sizes.add(len(graph))
    assert len(sizes) == 1
    client.setReturnFormat(JSON)
    client.setMethod("POST")
    client.setQuery("ASK { ?s a <https://schema.org/Book> }")
    assert client.query().convert()["boolean"] is True


def test_rdflib_sparql_store(site: str) -> None:
    store = SPARQLStore(query_endpoint=f"{site}/sparql")
    graph = Graph(store=store)
    titles = list(
        graph.query(f"SELECT ?t WHERE {{ <{site}/record/{RECORD}#it> <http://purl.org/dc/terms/title> ?t }}")
    )
    assert len(titles) == 1


def test_a_browser_gets_a_page(site: str) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    status, headers, body = fetch(f"{site}/record/{RECORD}", accept)
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert body.count(b"<h1") == 1
    assert b'<script type="application/ld+json">' in body


def test_dumps_are_the_store(site: str) -> None:
    import gzip
    import hashlib

    client = SPARQLWrapper(f"{site}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    count = int(client.query().convert()["results"]["bindings"][0]["n"]["value"])
    listing = json.loads(fetch(f"{site}/dumps/", "application/json")[2])
    names = [
        entry
        for entry in json.dumps(listing).split('"')
        if entry.endswith((".nq.gz", ".nt.gz")) and entry.startswith("http")
    ]
    assert names
    for name in names:
        data = fetch(name)[2]
        assert len(gzip.decompress(data).splitlines()) == count
        assert hashlib.sha256(data).hexdigest() in json.dumps(listing)


def test_void_has_true_counts(site: str) -> None:
    graph = Graph().parse(f"{site}/.well-known/void")
    client = SPARQLWrapper(f"{site}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    count = int(client.query().convert()["results"]["bindings"][0]["n"]["value"])
    assert {
        int(value)
        for value in graph.objects(URIRef(f"{site}/dataset#it"), URIRef("http://rdfs.org/ns/void#triples"))
    } == {count}
