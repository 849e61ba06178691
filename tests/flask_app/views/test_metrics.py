"""Numbers for whoever watches the server."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from flask_app import create_app
from ld.config import Settings


def numbers(client: FlaskClient) -> dict[str, float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    found = {}
    for family in text_string_to_metric_families(response.text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[f"{sample.name} {labels}".strip()] = sample.value
    return found


def test_numbers_are_those_of_the_edition_and_of_queries(app: Flask, client: FlaskClient) -> None:
    edition = app.extensions["ldpub"].publication.edition()
    client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o } LIMIT 3 # numbers"})
    before = numbers(client)
    client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o } LIMIT 4 # numbers"})
    after = numbers(client)
    assert after["ldpub_edition"] == edition.number
    assert after["ldpub_edition_statements"] == edition.counts().quads
    assert after["ldpub_queries_total done"] == before["ldpub_queries_total done"] + 1
    assert after["ldpub_query_rows_total"] == before["ldpub_query_rows_total"] + 4
    assert after["ldpub_query_seconds_count"] == after["ldpub_query_seconds_bucket +Inf"]
    assert after["ldpub_query_service_up"] == 1
    assert after["ldpub_query_edition"] == edition.number


@pytest.mark.parametrize(
    ("who", "forwarded", "status"),
    [("local", None, 200), ("local", "192.0.2.1", 403), ("public", "192.0.2.1", 200), ("off", None, 404)],
)
def test_who_may_see_them(settings: Settings, who: str, forwarded: str | None, status: int) -> None:
    app = create_app(replace(settings, metrics=who))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert app.test_client().get("/metrics", headers=headers).status_code == status
    app.extensions["ldpub"].desk.close()


def test_without_the_query_service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_LDPUB_QUERIES", "/nowhere/queries")
    found = numbers(create_app(settings).test_client())
    assert found["ldpub_query_service_up"] == 0
    assert found["ldpub_edition_records"] > 0
    assert "ldpub_query_rows_total" not in found
