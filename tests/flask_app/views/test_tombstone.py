"""What remains of a withdrawn record, for programs and for people."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from flask_app import create_app
from flask_app.links import parse_link_header
from ld.config import Settings
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, GONE, book, path_of, publish
from tests.flask_app.views.reading import objects

PATH = path_of(GONE)
IRI = f"{BASE}{PATH}"
TYPES = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
}


def when(settings: Settings) -> str:
    with Editions(settings.data_dir).open() as edition:
        row = edition.record(GONE)
    assert row is not None
    assert row.changed is not None
    return row.changed


@pytest.mark.parametrize("extension", [name for name in TYPES if name != "jsonld"])
def test_a_description_in_every_format(client: FlaskClient, settings: Settings, extension: str) -> None:
    own, negotiated = (
        client.get(f"{PATH}.{extension}"),
        client.get(PATH, headers={"Accept": TYPES[extension]}),
    )
    assert own.status_code == negotiated.status_code == 410
    assert own.data == negotiated.data
    assert negotiated.headers["Content-Type"].startswith(TYPES[extension])
    assert negotiated.headers["Content-Location"] == f"{IRI}.{extension}"
    kind = RdfFormat.from_extension(extension)
    assert kind is not None
    found = list(parse(own.data, format=kind, base_iri=IRI))
    assert {quad.subject.value for quad in found} == {IRI}  # type: ignore[union-attr]
    assert objects(found, IRI, "http://purl.org/dc/terms/identifier") == [GONE]
    assert objects(found, IRI, "http://www.w3.org/ns/prov#invalidatedAtTime") == [when(settings)]
    assert objects(found, IRI, "http://purl.org/dc/terms/description") == ["its publisher asked for it"]
    assert objects(found, IRI, "http://purl.org/dc/terms/license") == [settings.license]


def test_json_ld_is_what_programs_get(client: FlaskClient, settings: Settings) -> None:
    response = client.get(PATH)
    assert (response.status_code, response.headers["Content-Type"]) == (410, TYPES["jsonld"])
    data = response.get_json(force=True)
    assert (data["id"], data["dcterms:identifier"]) == (IRI, GONE)
    assert data["prov:invalidatedAtTime"] == {"type": "xsd:dateTime", "@value": when(settings)}
    assert client.get(PATH, headers={"Accept": "application/json"}).get_json()["id"] == IRI


def test_people_get_a_page(client: FlaskClient, settings: Settings) -> None:
    response = client.get(PATH, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Content-Type"]) == (410, "text/html; charset=utf-8")
    for text in ("has withdrawn it", GONE, "its publisher asked for it", when(settings)[:10]):
        assert text in response.text


@pytest.mark.parametrize(
    "accept", ["application/problem+json", "application/problem+json, text/turtle;q=0.5"]
)
def test_whoever_asks_for_a_problem_gets_one(client: FlaskClient, accept: str) -> None:
    response = client.get(PATH, headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (410, "application/problem+json")
    assert response.json is not None
    assert response.json["type"] == f"{BASE}/problems/gone"
    assert "its publisher asked for it" in response.json["detail"]
    assert client.get(f"{PATH}.ttl", headers={"Accept": accept}).mimetype == TYPES["ttl"]


def test_what_there_is_not_is_not_acceptable(client: FlaskClient) -> None:
    response = client.get(PATH, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "Accept" in response.headers["Vary"]
    assert client.get(f"{PATH}.docx").status_code == 404


def test_headers_are_those_of_a_document(client: FlaskClient, settings: Settings) -> None:
    response = client.get(PATH, headers={"Accept": "text/turtle"})
    targets = {
        (link.rel, link.get("type")): link.target for link in parse_link_header(response.headers["Link"])
    }
    assert targets["canonical", None] == IRI
    assert targets["alternate", "text/html"] == f"{IRI}.html"
    assert targets["license", None] == settings.license
    assert "Accept" in response.headers["Vary"].split(", ")
    assert response.headers["Cache-Control"] == "max-age=60"
    assert response.headers["ETag"]
    head = client.head(PATH, headers={"Accept": "text/turtle"})
    assert (head.status_code, head.data) == (410, b"")
    assert head.headers["Content-Length"] == response.headers["Content-Length"]


def test_it_is_never_not_modified(client: FlaskClient) -> None:
    """Conditions are not looked at where the answer would be neither a success nor 412 (RFC 9110 §13.2.1)."""
    response = client.get(PATH)
    for conditions in (
        {"If-None-Match": response.headers["ETag"]},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 31 Dec 2100 23:59:59 GMT"},
        {"If-Match": '"other"'},
        {},
    ):
        again = client.get(PATH, headers=conditions)
        assert (again.status_code, again.data) == (410, response.data)


def test_a_record_that_comes_back_is_there(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1"), book("1.ttl"))
    publish(fresh.data_dir, withdraw=["1"])
    client = create_app(fresh).test_client()
    gone = client.get("/record/1", headers={"Accept": "text/turtle"})
    assert gone.status_code == 410
    assert gone.headers["Content-Location"] == f"{BASE}/record/1?_format=ttl"  # 1.ttl is another record
    assert client.get("/record/1.ttl").status_code == 200
    publish(fresh.data_dir, book("1"))
    assert client.get("/record/1").status_code == 200
    assert client.get("/record/1", headers={"If-None-Match": gone.headers["ETag"]}).status_code == 200
