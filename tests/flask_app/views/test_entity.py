from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from tests.flask_app.catalogue import BASE, STRANGE

HEADING = "/subject/lcsh/jerusalem-history-"


@pytest.fixture
def heading(client: FlaskClient) -> str:
    page = client.get("/record/a", headers={"Accept": "text/html"}).text
    return HEADING + page.partition(f'href="{HEADING}')[2].partition("#")[0]


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "rdf"])
def test_an_entity_in_every_format(client: FlaskClient, heading: str, extension: str) -> None:
    response = client.get(f"{heading}.{extension}")
    assert response.status_code == 200
    formats = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "nq": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "rdf": RdfFormat.RDF_XML,
    }
    quads = list(parse(response.data, format=formats[extension], base_iri=BASE + heading))
    assert {quad.subject.value for quad in quads} == {f"{BASE}{heading}#it"}
    assert response.headers["Content-Location"] == f"{BASE}{heading}.{extension}"


def test_its_page_lists_what_points_at_it(client: FlaskClient, heading: str) -> None:
    page = client.get(heading, headers={"Accept": "text/html"}).text
    assert "<h1" in page
    assert "Jerusalem -- History" in page
    assert sum(f"Title of {record_id}" in page for record_id in ("a.ttl", "a.b", "a/b", "日本語")) == 4
    assert page.count('<span class="note">Book</span>') == len(STRANGE) + 1


def test_an_entity_changes_with_its_records(client: FlaskClient, heading: str) -> None:
    tag = client.get(heading).headers["ETag"]
    assert client.get(heading, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{heading}.nt", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/terms", "/terms.ttl", "/collection/pubmed", "/collection/pubmed.jsonld", "/collection/strange-books"],
)
def test_there(client: FlaskClient, path: str) -> None:
    for accept in ("*/*", "text/html"):
        assert client.get(path, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("path", ["/agent/x", "/subject/", "/subject/lcsh", "/collection/none.ttl", "/terms.docx", "/dataset.turtle", "/dataset.", "/collection/%ff", "/nothing",
                                  "/collection/pubmed%23it", "/collection/../record/a", "/serial/%22%3E%3Cscript%3E"])  # fmt: skip
def test_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
