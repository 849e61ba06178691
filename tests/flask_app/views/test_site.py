"""Home, dataset, context, assets, health, and what holds for every path."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from werkzeug.test import Client

from flask_app import create_app
from flask_app.wsgi import application
from ld.config import Settings, as_environment, load
from ld.editions import Editions
from tests.flask_app.catalogue import BASE

VOID = "http://rdfs.org/ns/void#"


def test_home_says_what_there_is(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    for text in ("A small catalogue", "For tests.", "A Library", "CC0 1.0", "application/ld+json", "curl -H"):
        assert text in page
    script = orjson.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert script["@type"] == "Dataset"
    assert script["creator"]["name"] == "A Library"
    assert {download["@type"] for download in script["distribution"]} == {"DataDownload"}


@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"]
)
def test_home_is_a_page_for_whoever_takes_one(client: FlaskClient, accept: str | None) -> None:
    response = client.get("/", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Vary"]) == (200, "Accept, Accept-Encoding")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_home_sends_readers_of_rdf_to_the_description(client: FlaskClient) -> None:
    response = client.get("/", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["Location"], response.headers["Vary"]) == (
        303,
        f"{BASE}/dataset",
        "Accept, Accept-Encoding",
    )
    assert client.get("/", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void", "/dataset.ttl"])
def test_the_description_is_true(client: FlaskClient, settings: Settings, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert response.headers["Content-Location"] == f"{BASE}/dataset.ttl"
    triples = {
        (q.subject.value, q.predicate.value): q.object.value
        for q in parse(response.data, format=RdfFormat.TURTLE, base_iri=BASE)
    }
    dataset = f"{BASE}/dataset#it"
    with Editions(settings.data_dir).open() as edition:
        assert triples[dataset, f"{VOID}triples"] == str(edition.counts().quads)
        assert client.get(f"/dumps/{edition.number}/dataset.nq.gz").status_code == 200
    assert triples[dataset, f"{VOID}sparqlEndpoint"] == f"{BASE}/sparql"
    example = triples[dataset, f"{VOID}exampleResource"].partition("#")[0]
    assert client.get(example.removeprefix(BASE)).status_code == 200
    dump = triples[dataset, f"{VOID}dataDump"]
    assert client.get(dump.removeprefix(BASE)).status_code == 200
    assert triples[f"{BASE}/dataset", "http://xmlns.com/foaf/0.1/primaryTopic"] == dataset


def test_the_context_is_there_before_anything_else(fresh: Settings) -> None:
    client = create_app(fresh).test_client()
    response = client.get("/context.jsonld")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/ld+json")
    assert response.headers["Cache-Control"] == "max-age=86400"
    assert (
        client.get("/context.jsonld", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/records",
        "/record/1",
        "/dataset",
        "/sparql",
        "/sparql?query=ASK%7B%7D",
        "/terms",
        "/fragments",
        "/graph?default",
        "/health/ready",
    ],
)
def test_before_the_first_edition_there_is_advice(fresh: Settings, path: str) -> None:
    response = create_app(fresh).test_client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
    assert response.headers["Retry-After"].isdecimal()
    assert response.json is not None
    assert "ldpub ingest" in response.json["detail"]


def test_health(client: FlaskClient, fresh: Settings) -> None:
    assert client.get("/health/ready").json == {"status": "ok", "edition": 2}
    assert create_app(fresh).test_client().get("/health/live").status_code == 200
    assert client.get("/health/live", headers={"Host": "10.0.0.7:8080"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../service.py",
        "/static/nope.css",
        "/static/%2e%2e/service.py",
        "/..",
        "/record",
        "/dumps/x",
    ],
)
def test_there_is_no_other_file(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Location" not in response.headers


METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
STARTS = st.sampled_from(
    [
        "",
        "record/",
        "records",
        "subject/",
        "dumps/",
        "dumps/1/",
        "dataset.",
        "sparql",
        "terms.",
        "static/",
        "health/",
        "agent/",
    ]
)


@given(METHODS, STARTS, st.text(max_size=20), st.text(max_size=30))
def test_no_request_makes_the_server_fail(app: Flask, method: str, start: str, rest: str, query: str) -> None:
    try:
        response = app.test_client().open(f"/{start}{rest}", method=method, query_string=query)
    except ValueError:  # of the client: it cannot say this
        return
    assert response.status_code < 500


def test_an_own_failure_is_logged_and_not_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("flask_app.views.health.json_body", lambda _: 1 / 0)
    response = app.test_client().get("/health/live")
    assert response.status_code == 500
    assert "division" not in response.text
    assert "ZeroDivisionError" in caplog.text


def test_other_servers_get_the_application_of_the_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ldpub.toml").write_text('trusted_hosts = ["catalogue.internal"]\n', encoding="utf-8")
    client = Client(application())
    assert client.get("/context.jsonld", headers={"Host": "catalogue.internal"}).status_code == 200
    assert client.get("/context.jsonld", headers={"Host": "evil.example"}).status_code == 400


def test_the_environment_makes_the_same_settings(settings: Settings) -> None:
    assert load(path=Path(os.devnull), environment=as_environment(settings)) == settings
