"""``/graph``: whole graphs by name (SPARQL 1.1 Graph Store HTTP Protocol), of which only reading is there."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from zstandard import ZstdDecompressor

from flask_app import create_app
from flask_app.links import parse_link_header
from flask_app.sparql.results import ResultFormat
from flask_app.views import graph_store
from ld.config import Settings
from ld.editions import Editions
from ld.query_service.spool import IN_MESSAGE
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE, WITHHELD, path_of

ROOT = Path(__file__).resolve().parents[3]
DOC = f"{BASE}/record/{EXAMPLE_ID}"
NAMED = f"/graph?graph={quote(DOC, safe='')}"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
}


@pytest.fixture(scope="module")
def stored(settings: Settings) -> list[Quad]:
    with Editions(settings.data_dir).open() as edition:
        return list(edition.store)


@pytest.mark.parametrize("accept", FORMATS)
@pytest.mark.parametrize("path", [NAMED, "/graph?default"])
def test_every_format_is_the_graph(client: FlaskClient, stored: list[Quad], accept: str, path: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, accept)
    assert int(response.headers["Content-Length"]) == len(response.data)
    expected = {
        Quad(*quad.triple, DefaultGraph())
        for quad in stored
        if path != NAMED or quad.graph_name == NamedNode(DOC)
    }
    assert len(expected) > 100
    assert set(parse(response.data, format=FORMATS[accept])) == expected


def test_every_format_of_graphs_is_there() -> None:
    assert {row.media_type for row in graph_store.FORMATS} == FORMATS.keys()


def test_every_graph_has_its_statements(client: FlaskClient, stored: list[Quad]) -> None:
    names = {quad.graph_name.value for quad in stored if isinstance(quad.graph_name, NamedNode)}
    assert len(names) > 15
    for name in names:
        response = client.get(
            "/graph", query_string={"graph": name}, headers={"Accept": "application/n-triples"}
        )
        found = set(parse(response.data, format=RdfFormat.N_TRIPLES))
        assert found == {Quad(*q.triple, DefaultGraph()) for q in stored if q.graph_name == NamedNode(name)}


def test_a_document_holds_the_graph_that_has_its_name(client: FlaskClient) -> None:
    named = client.get(f"{NAMED}&_format=ntriples").text.splitlines()
    document = client.get(f"/record/{EXAMPLE_ID}.nt").text.splitlines()
    assert set(named) < set(document)  # which has what is said of shared things too


def test_headers(client: FlaskClient) -> None:
    response = client.get(NAMED)
    assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert response.headers["Cache-Control"] == "max-age=60"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    (link,) = parse_link_header(response.headers["Link"])
    assert (link.rel, link.target) == ("describedby", f"{BASE}/dataset")
    assert client.head(NAMED).headers == response.headers
    assert client.head(NAMED).data == b""


@pytest.mark.parametrize(
    "query",
    ["", "default&graph=urn%3Ax", "graph=urn%3Ax&graph=urn%3Ay", "default&default", "graph=", "graph=a", "graph=/record/a", "graph=a%20b",
     "graph=http%3A%2F%2Fx%2F%3C", "graph=%ff", "other=1", "&".join(["x"] * 200)],
)  # fmt: skip
def test_exactly_one_graph_is_named(client: FlaskClient, query: str) -> None:
    for headers in ({}, {"If-None-Match": "*"}):
        response = client.get(f"/graph?{query}", headers=headers)
        assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "name",
    [
        "urn:no:such:graph",
        f"{DOC}#it",
        f"{BASE}{path_of(GONE)}",
        f"{BASE}{path_of(WITHHELD)}",
        "urn:x-ldpub:no-graph",
    ],
)
def test_a_graph_without_statements_is_none(client: FlaskClient, name: str) -> None:
    for headers in ({}, {"If-None-Match": "*"}, {"If-Match": '"x"'}):
        response = client.get("/graph", query_string={"graph": name}, headers=headers)
        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [NAMED, "/graph?default", "/graph"])
def test_nothing_can_be_written(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method, data="<urn:a> <urn:b> <urn:c> .", content_type="text/turtle")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_formats_by_name(client: FlaskClient) -> None:
    for row in graph_store.FORMATS:
        for name in (row.name, row.media_type):
            response = client.get(f"{NAMED}&_format={quote(name, safe='')}", headers={"Accept": "image/png"})
            assert response.mimetype == row.media_type
    assert client.get(f"{NAMED}&_format=docx").status_code == 406


def test_pages_are_not_there(client: FlaskClient) -> None:
    response = client.get(NAMED, headers={"Accept": "text/html"})
    assert response.status_code == 406
    response = client.get(NAMED, headers={"Accept": "image/png"})
    for other in response.json["alternates"]:
        again = client.get(other["href"].removeprefix(BASE))
        assert (again.status_code, again.mimetype) == (200, other["type"])


class _Refusing:
    def first(self, *_: object) -> None:
        raise AssertionError("asked")

    whole = first


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [NAMED, "/graph?default"])
def test_who_has_it_is_told_so_before_anything_is_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, coding: str, path: str
) -> None:
    app = create_app(settings)
    client = app.test_client()
    full = client.get(path, headers={"Accept-Encoding": coding})
    monkeypatch.setattr(type(app.extensions["ldpub"]), "desk", _Refusing())
    for tag in (full.headers["ETag"], f'"other", {full.headers["ETag"]}', f"W/{full.headers['ETag']}"):
        known = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": tag})
        assert (known.status_code, known.data) == (304, b"")
        assert known.headers["ETag"] == full.headers["ETag"]
        assert known.headers["Vary"] == full.headers["Vary"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 500


@pytest.mark.parametrize("row", graph_store.FORMATS, ids=lambda row: row.name)
def test_the_bytes_of_a_tag_are_always_the_same(settings: Settings, row: ResultFormat) -> None:
    """Also in another process: the engine is asked anew by a child."""
    path = f"/graph?default&_format={row.name}"
    found = [create_app(settings).test_client().get(path).data for _ in range(2)]
    program = (
        "import sys; from pathlib import Path; from flask_app import create_app; from ld.config import Settings; "
        f"app = create_app(Settings(base_url={BASE!r}, data_dir=Path(sys.argv[1]))); "
        f"sys.stdout.buffer.write(app.test_client().get({path!r}).data)"
    )
    child = subprocess.run(
        [sys.executable, "-c", program, str(settings.data_dir)], cwd=ROOT, capture_output=True, check=True
    )
    assert {*found} == {child.stdout}


def test_tags_tell_graphs_formats_and_editions_apart(client: FlaskClient, settings: Settings) -> None:
    paths = (NAMED, "/graph?default", f"/graph?graph={quote(f'{BASE}/terms', safe='')}")
    tags = {
        client.get(f"{path}&_format={row.name}").headers["ETag"]
        for path in paths
        for row in graph_store.FORMATS
    }
    assert len(tags) == len(paths) * len(FORMATS)


def test_a_graph_that_is_too_long_is_refused_whole(settings: Settings) -> None:
    small = Settings(base_url=BASE, data_dir=settings.data_dir, sparql_max_result_bytes=1_000)
    client = create_app(small).test_client()
    response = client.get("/graph?default")
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")
    assert f"{BASE}/dumps/" in response.json["detail"]
    assert response.json["alternates"] == [{"href": f"{BASE}/dumps/"}]


@pytest.mark.parametrize(("accepted", "coding"), [("br", None), ("gzip, br", "gzip"), ("gzip, zstd", "zstd")])
def test_a_long_graph_comes_whole(settings: Settings, accepted: str, coding: str | None) -> None:
    client = create_app(settings).test_client()
    path = "/graph?default&_format=ntriples"
    response = client.get(path, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == coding
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)
    decoded = {"gzip": gzip.decompress, "zstd": ZstdDecompressor().decompressobj().decompress}
    plain = decoded.get(coding or "", bytes)(response.data)
    assert plain == client.get(path).data
    assert len(plain) > IN_MESSAGE
    tag = response.headers["ETag"]
    again = client.get(path, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    assert client.get(path, headers={"Accept-Encoding": accepted, "If-Match": tag}).status_code == 200
    assert client.get(path, headers={"Accept-Encoding": accepted, "If-Match": '"x"'}).status_code == 412


def test_a_name_that_was_not_percent_encoded(client: FlaskClient) -> None:
    """WSGI gives its bytes as characters (PEP 3333)."""
    raw = {"QUERY_STRING": "graph=http://example.org/ü".encode().decode("latin-1")}
    graph = client.get("/graph", environ_overrides=raw)
    assert (graph.status_code, "example.org/ü" in graph.json["detail"]) == (404, True)
    assert client.get("/fragments", environ_overrides=raw).headers["Location"].endswith("%2F%C3%BC")
