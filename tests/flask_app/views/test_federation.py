"""Queries that ask other endpoints: those that the settings name, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from flask.testing import FlaskClient

from flask_app import create_app
from ld.config import Settings

RESULT = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"from elsewhere"}}]}}'


class Endpoint(ThreadingHTTPServer):
    """Another endpoint: one result, whatever is asked; or none for as long as the test runs."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked = 0
        self.silent = False
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class _Answering(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        if self.server.silent:
            self.server.over.wait(60)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(RESULT)))
        self.end_headers()
        self.wfile.write(RESULT)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@contextmanager
def site(settings: Settings, **changed: Any) -> Iterator[FlaskClient]:
    changes: Any = changed
    app = create_app(replace(settings, **changes))
    try:
        yield app.test_client()
    finally:
        app.extensions["ldpub"].desk.close()


def ask(client: FlaskClient, query: str) -> Any:
    return client.get("/sparql", query_string={"query": query}, headers={"Accept": "application/json"})


def test_an_endpoint_that_is_named(settings: Settings, endpoint: Endpoint) -> None:
    with site(settings, sparql_services=(endpoint.url,)) as client:
        for number in range(1, 4):
            response = ask(client, f"SELECT ?x {{ SERVICE <{endpoint.url}> {{ ?s ?p ?x }} }}")
            assert [row["x"]["value"] for row in response.json["results"]["bindings"]] == ["from elsewhere"]
            assert endpoint.asked == number
            assert "ETag" not in response.headers
        assert ask(client, "ASK { ?s ?p ?o }").json["boolean"] is True


def test_others_are_refused_with_those_that_may_be_asked(settings: Settings, endpoint: Endpoint) -> None:
    with site(settings, sparql_services=("https://example.org/sparql",)) as client:
        for name in (f"<{endpoint.url}>", "?anywhere", f"<{endpoint.url}#>"):
            response = ask(client, f"SELECT * {{ SERVICE {name} {{ ?s ?p ?x }} }}")
            assert (response.status_code, response.json["reason"]) == (400, "service")
            assert "https://example.org/sparql" in response.json["detail"]
    assert endpoint.asked == 0


def test_an_endpoint_that_does_not_answer_costs_no_more_than_the_deadline(
    settings: Settings, endpoint: Endpoint
) -> None:
    endpoint.silent = True
    with site(settings, sparql_services=(endpoint.url,), sparql_timeout=1.0) as client:
        response = ask(client, f"SELECT * {{ SERVICE <{endpoint.url}> {{ ?s ?p ?x }} }}")
        assert response.status_code == 503
        assert response.json["type"].endswith("/problems/query-timeout")


def test_an_endpoint_that_is_not_there(settings: Settings) -> None:
    gone = "http://127.0.0.1:9999/none"
    with site(settings, sparql_services=(gone,)) as client:
        response = ask(client, f"SELECT * {{ SERVICE <{gone}> {{ ?s ?p ?x }} }}")
        assert response.status_code == 502
        assert ask(client, f"SELECT * {{ SERVICE SILENT <{gone}> {{ ?s ?p ?x }} }}").status_code == 200
