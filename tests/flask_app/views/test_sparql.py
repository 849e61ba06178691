"""The endpoint over a real edition."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from werkzeug.test import TestResponse

from flask_app import create_app
from flask_app.service import Service
from flask_app.sparql.examples import EXAMPLES
from ld.config import Settings
from tests.flask_app.catalogue import BASE, EXAMPLE_ID

TITLES = "SELECT ?w ?t { ?w <http://purl.org/dc/terms/title> ?t }"
GRAPH = "CONSTRUCT { ?w <http://purl.org/dc/terms/title> ?t } { ?w <http://purl.org/dc/terms/title> ?t }"
ASK = "ASK { ?s ?p ?o }"
DOC = f"{BASE}/record/{EXAMPLE_ID}"


def ask(client: FlaskClient, query: str, accept: str = "*/*", **arguments: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **arguments}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_solutions_in_every_format(client: FlaskClient, accept: str, content_type: str) -> None:
    response = ask(client, TITLES, accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert (
        client.head("/sparql", query_string={"query": TITLES}, headers={"Accept": accept}).headers
        == response.headers
    )


@pytest.mark.parametrize(
    ("name", "format_"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_solutions_are_the_same_in_all(client: FlaskClient, name: str, format_: QueryResultsFormat) -> None:
    solutions = parse_query_results(ask(client, TITLES, _format=name).data, format=format_)
    rows = {(str(solution["w"]), str(solution["t"])) for solution in solutions}
    plain = list(csv.reader(io.StringIO(ask(client, TITLES, "text/csv").text, newline="")))
    assert plain[0] == ["w", "t"]
    assert {tuple(row) for row in plain[1:]} == {(w.strip("<>"), _plain(t)) for w, t in rows}


def _plain(term: str) -> str:
    text = term[1 : term.rindex('"')]
    return text.replace('\\"', '"')


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/trig", RdfFormat.TRIG),
        ("*/*", RdfFormat.TURTLE),
    ],
)
def test_graphs_in_every_format(client: FlaskClient, accept: str, format_: RdfFormat) -> None:
    response = ask(client, GRAPH, accept)
    assert response.status_code == 200
    assert len(set(map(str, parse(response.data, format=format_)))) == len(
        ask(client, TITLES).json["results"]["bindings"]
    )
    assert ask(client, f"DESCRIBE <{DOC}#it>", accept).status_code == 200


def test_a_graph_with_blank_nodes_can_be_made(client: FlaskClient) -> None:
    query = "CONSTRUCT { [] <http://example.org/p> ?t } { ?w <http://purl.org/dc/terms/title> ?t } LIMIT 2"
    for accept in ("text/turtle", "application/rdf+xml", "application/ld+json", "text/html"):
        assert ask(client, query, accept).status_code == 200


def test_yes_and_no(client: FlaskClient) -> None:
    assert ask(client, ASK).json == {"head": {}, "boolean": True}
    assert "<boolean>true</boolean>" in ask(client, ASK, "application/sparql-results+xml").text
    assert ask(client, ASK, "text/html").status_code == 200


@pytest.mark.parametrize(
    ("query", "accept"),
    [(TITLES, "text/turtle"), (ASK, "text/csv"), (GRAPH, "text/csv"), (TITLES, "image/png")],
)
def test_a_format_that_a_result_has_not_is_406(client: FlaskClient, query: str, accept: str) -> None:
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert response.json["available"]
    assert ask(client, query, _format="docx").status_code == 406


def test_tables_that_spreadsheets_open_are_files_to_keep(client: FlaskClient) -> None:
    assert (
        ask(client, TITLES, "text/csv").headers["Content-Disposition"] == 'attachment; filename="results.csv"'
    )


def test_posts(client: FlaskClient) -> None:
    form = client.post("/sparql", data={"query": ASK})
    direct = client.post("/sparql", data=ASK, content_type="application/sparql-query")
    assert form.json == direct.json == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("ASK {}", "text/plain", 415),
        ("CLEAR ALL", "application/sparql-update", 403),
        ("update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "application/sparql-query", 400),
        ("x" * 500_000, "application/sparql-query", 413),
        ("ASK {} #" + "x" * 140_000, "application/sparql-query", 400),
        ("ASK {", "application/sparql-query", 400),
    ],
)
def test_posts_that_are_refused(client: FlaskClient, body: str, content_type: str, status: int) -> None:
    response = client.post("/sparql", data=body, content_type=content_type)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_a_syntax_error_has_its_place(client: FlaskClient) -> None:
    response = ask(client, "SELECT *\nWHERE { ?s ?p }")
    assert response.status_code == 400
    assert response.json["line"] == 2
    assert response.json["column"] > 1


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "service"),
        ("SELECT * " + "{" * 70 + "}" * 70, "too-deep"),
        ("DELETE WHERE { ?s ?p ?o }", "update"),
        ("", "empty"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "not-supported"),
    ],
)
def test_a_refusal_has_its_reason(client: FlaskClient, query: str, reason: str) -> None:
    response = ask(client, query)
    assert (response.status_code, response.json["reason"]) == (400, reason)


def test_the_default_graph_is_the_union_without_duplicates(client: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    total = ask(client, count).json["results"]["bindings"][0]["n"]["value"]
    assert total == ask(client, distinct).json["results"]["bindings"][0]["n"]["value"] != "0"


@pytest.mark.parametrize("how", ["from", "protocol"])
def test_a_dataset_of_the_clients_own(client: FlaskClient, how: str) -> None:
    clause, arguments = (f"FROM <{DOC}>", {}) if how == "from" else ("", {"default-graph-uri": DOC})
    rows = ask(client, f"SELECT DISTINCT ?s {clause} {{ ?s ?p ?o }}", **arguments).json["results"]["bindings"]
    assert rows
    assert all(row["s"]["value"].startswith(DOC) for row in rows)
    assert ask(client, f"ASK {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }}", **arguments).json["boolean"] is False


def test_the_protocol_overrides_the_query(client: FlaskClient) -> None:
    other = f"{BASE}/record/a"
    arguments = {"default-graph-uri": other, "named-graph-uri": DOC}
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert [row["g"]["value"] for row in ask(client, query, **arguments).json["results"]["bindings"]] == [DOC]
    rows = ask(client, f"SELECT DISTINCT ?s FROM <{DOC}> {{ ?s ?p ?o }}", **arguments).json["results"][
        "bindings"
    ]
    assert {row["s"]["value"].partition("#")[0] for row in rows} == {other}


def test_a_named_graph_alone_leaves_the_default_graph_empty(client: FlaskClient) -> None:
    assert ask(client, "ASK { ?s ?p ?o }", **{"named-graph-uri": DOC}).json["boolean"] is False


def test_results_have_tags(client: FlaskClient) -> None:
    query = f"{TITLES} ORDER BY ?w ?t"
    tag = ask(client, query).headers["ETag"]
    response = client.get("/sparql", query_string={"query": query}, headers={"If-None-Match": tag})
    assert response.status_code == 304


def test_a_result_that_is_too_long_is_refused_whole(settings: Settings) -> None:
    small = Settings(base_url=BASE, data_dir=settings.data_dir, sparql_max_result_bytes=1_000)
    response = ask(create_app(small).test_client(), "SELECT * { ?s ?p ?o }")
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")
    assert "LIMIT" in response.json["detail"]


def test_a_long_result_comes_whole(client: FlaskClient, app: Flask) -> None:
    query = "SELECT ?s ?p ?o ?a ?b { ?s ?p ?o . ?a <http://purl.org/dc/terms/title> ?b }"
    response = ask(client, query)
    assert len(response.data) > 1_000_000
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert orjson.loads(response.data)["results"]["bindings"]
    parts = app.extensions["ldpub"]
    assert isinstance(parts, Service)
    assert parts.tokens.taken == 0


def test_the_description_of_the_service(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    found = {
        (q.predicate.value, q.object.value)
        for q in parse(response.data, format=RdfFormat.TURTLE, base_iri=BASE)
    }
    assert (f"{sd}endpoint", f"{BASE}/sparql") in found
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in found
    assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in found
    assert response.headers["Content-Location"] == f"{BASE}/sparql?_format=ttl"


def test_the_form_has_examples(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"}).text
    assert "<textarea" in page
    assert all(example.title in page for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_examples_are_answered(client: FlaskClient, example: object) -> None:
    query = next(item.query for item in EXAMPLES if item is example)
    assert ask(client, query, _format="html").status_code == 200


def test_the_page_of_a_wrong_query_has_the_query_again(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": "SELECT * { <broken> ?p"}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 400
    assert "SELECT * { &lt;broken&gt; ?p</textarea>" in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize("version", ["", "; version=1.2"])
def test_the_query_method(client: FlaskClient, method: str, version: str) -> None:
    response = client.open(
        "/sparql", method=method, data=ASK, content_type=f"application/sparql-query{version}"
    )
    assert response.json == {"head": {}, "boolean": True}
    assert "ETag" not in response.headers


def test_what_a_query_request_may_hold(client: FlaskClient) -> None:
    options = client.options("/sparql")
    assert (
        options.headers["Accept-Query"] == '"application/sparql-query", "application/x-www-form-urlencoded"'
    )
    assert "QUERY" in options.headers["Allow"]
    assert "Accept-Query" not in client.options("/records").headers
    assert client.open("/sparql", method="QUERY", data=ASK).status_code == 400


@pytest.mark.parametrize("function", ["RAND()", "NOW()", "UUID()", "STRUUID()"])
def test_what_changes_each_time_is_not_kept(client: FlaskClient, function: str) -> None:
    response = ask(client, f"SELECT ({function} AS ?x) {{}}")
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_result_that_is_known_is_not_computed_again(client: FlaskClient, app: Flask) -> None:
    query = f"{TITLES} # known"
    first = ask(client, query)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    before = app.extensions["ldpub"].desk.state()["outcomes"]["done"]
    for listed in (tag, f'"x", {tag}'):
        again = client.get("/sparql", query_string={"query": query}, headers={"If-None-Match": listed})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert app.extensions["ldpub"].desk.state()["outcomes"]["done"] == before
    other = client.get(
        "/sparql", query_string={"query": query, "_format": "csv"}, headers={"If-None-Match": tag}
    )
    assert other.status_code == 200
    wrong = client.get(
        "/sparql", query_string={"query": "SELECT *", "_format": "csv"}, headers={"If-None-Match": "*"}
    )
    assert wrong.status_code == 400


def test_a_timeout_may_be_lowered(client: FlaskClient) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    response = ask(client, endless, timeout="0.2")
    assert response.status_code == 503
    assert response.json["type"].endswith("/problems/query-timeout")
    assert response.headers["Retry-After"].isdecimal()
    assert ask(client, ASK, timeout="soon").status_code == 400


def test_one_client_may_ask_so_much(settings: Settings) -> None:
    app = create_app(replace(settings, sparql_client_seconds=1.0, sparql_timeout=1.5))
    client, endless = app.test_client(), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    statuses = [
        client.get("/sparql", query_string={"query": f"{endless} # {n}"}, headers=forwarded).status_code
        for n in range(3)
    ]
    assert statuses[-1] == 429
    busy = client.get("/sparql", query_string={"query": ASK}, headers=forwarded)
    assert (busy.status_code, busy.json["type"]) == (429, f"{BASE}/problems/client-busy")
    assert int(busy.headers["Retry-After"]) >= 1
    assert ask(client, ASK).status_code == 200
    app.extensions["ldpub"].desk.close()


def test_refusals_are_counted(client: FlaskClient, app: Flask) -> None:
    desk = app.extensions["ldpub"].desk
    before = desk.state()["outcomes"]["refused"]
    ask(client, "CLEAR ALL")
    assert desk.state()["outcomes"]["refused"] == before + 1


def test_a_page_is_of_the_edition_of_its_tag(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, asked = app.extensions["ldpub"].desk, []
    first = desk.first
    monkeypatch.setattr(
        desk, "first", lambda request, rows: asked.append(request.edition) or first(request, rows)
    )
    assert ask(client, f"{TITLES} # page", "text/html").status_code == 200
    assert asked == [app.extensions["ldpub"].publication.number]
