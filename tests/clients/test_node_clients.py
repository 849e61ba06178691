"""Clients in JavaScript read the running server: N3.js, jsonld.js, and Comunica, which queries what it finds at an address."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "ld" / "samples" / "catalogue.ndjson"
RECORD = "pubmed-5577770"
RECORDS = 50
TRIPLES = ("text/turtle", "application/n-triples", "application/ld+json")
QUADS = ("application/trig", "application/n-quads")


def _absent() -> str:
    """Why these clients are not here; empty if they are."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    return "" if (HERE / "node_modules").is_dir() else "make node-clients has not been run"


pytestmark = [pytest.mark.server, pytest.mark.skipif(bool(_absent()), reason=_absent())]


def node(program: str, given: object) -> Any:
    """What a program of this folder makes of something."""
    command = ["node", str(HERE / program)]
    result = subprocess.run(
        command, check=False, input=json.dumps(given), capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def quads(text: str | bytes) -> set[Quad]:
    return set(parse(text, format=RdfFormat.N_QUADS))


def get(address: str) -> bytes:
    with urlopen(address, timeout=30) as response:
        body: bytes = response.read()
        return body


def addresses(site: str) -> list[str]:
    """Records of the samples, at even distances."""
    ids = [json.loads(line)["id"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    step = len(ids) // (RECORDS - 1)
    return [f"{site}/record/{quote(record_id, safe='-._~:@')}" for record_id in [RECORD, *ids[::step]]][
        :RECORDS
    ]


def test_n3js_and_jsonldjs_read_the_same_graph_in_every_format(site: str) -> None:
    read = node("readers.mjs", addresses(site))
    assert len(read) == RECORDS
    for address, found in read.items():
        expected = quads(get(f"{address}.nq"))
        assert len(expected) > 10
        assert [quads(found[name]) for name in QUADS] == [expected] * len(QUADS), address
        triples = {Quad(*quad.triple, DefaultGraph()) for quad in expected}
        assert [quads(found[name]) for name in TRIPLES] == [triples] * len(TRIPLES), address


QUERY = """
PREFIX schema: <https://schema.org/> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?author ?name ?title {{
  <{record}> a schema:ItemPage ; schema:mainEntity ?work .
  ?work schema:author ?author ; dcterms:title ?title .
  ?author schema:name ?name .
  FILTER (isIRI(?author) && CONTAINS(?title, "health"))
}}
"""


SOURCES: dict[str, dict[str, object]] = {
    f"/record/{RECORD}": {},
    f"/record/{RECORD}#it": {},
    f"/record/{RECORD}.nq": {"unionDefaultGraph": True},  # every statement is in a named graph
    f"/record/{RECORD}.ttl": {},
    f"/record/{RECORD}.jsonld": {},
    f"/record/{RECORD}.rdf": {},
    "/sparql": {},
}


def test_comunica_answers_from_what_it_finds(site: str) -> None:
    query = QUERY.format(record=f"{site}/record/{RECORD}")
    asked = [
        {"query": query, "context": {"sources": [site + path], **context}}
        for path, context in SOURCES.items()
    ]
    found = dict(zip(SOURCES, node("comunica.mjs", asked), strict=True))
    rows = expected_rows(site, query)
    assert {path: sorted(answer) for path, answer in found.items()} == dict.fromkeys(SOURCES, rows)


def expected_rows(site: str, query: str) -> list[list[str]]:
    """By another engine, over the triples alone."""
    store = Store()
    store.load(get(f"{site}/record/{RECORD}.nt"), format=RdfFormat.N_TRIPLES)
    rows = sorted([row["author"].value, row["name"].value, row["title"].value] for row in store.query(query))
    assert len(rows) == 9
    return rows
