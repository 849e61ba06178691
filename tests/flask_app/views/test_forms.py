"""Forms of JSON-LD, frames, profiles: what there is of a document besides its formats."""

from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from flask_app.links import parse_link_header
from ld.formats.context import VERSIONS, context_path
from ld.formats.frames import FRAMES
from ld.formats.profiles import PROFILES
from ld.formats.pyld_adapter import to_triples
from ld.namespaces import DCTERMS
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE, WITHHELD, path_of

PATH = f"/record/{EXAMPLE_ID}"
DOC = f"{BASE}{PATH}"
CONTEXT = f"{BASE}/context/v1.jsonld"
LD = "http://www.w3.org/ns/json-ld#"


def graph(body: bytes) -> set[str]:
    return {str(triple) for triple in to_triples(orjson.loads(body), context=CONTEXT)}


@pytest.fixture(scope="module")
def whole(app) -> set[str]:  # type: ignore[no-untyped-def]  # a Flask application
    return graph(app.test_client().get(f"{PATH}.jsonld").data)


@pytest.mark.parametrize("form", ["compacted", "expanded", "flattened", "framed"])
@pytest.mark.parametrize("media_type", ["application/ld+json", "application/json"])
def test_every_form_is_the_same_graph(
    client: FlaskClient, form: str, media_type: str, whole: set[str]
) -> None:
    extension = "json" if media_type == "application/json" else "jsonld"
    response = client.get(f"{PATH}.{extension}?_form={form}")
    assert response.headers["Content-Type"] == media_type
    assert graph(response.data) == whole
    contexts = [link for link in parse_link_header(response.headers["Link"]) if link.rel == f"{LD}context"]
    assert [link.target for link in contexts] == ([CONTEXT] if extension == "json" else [])


@pytest.mark.parametrize("form", ["compacted", "expanded", "flattened", "framed"])
def test_the_media_type_asks_for_a_form_and_says_it_again(client: FlaskClient, form: str) -> None:
    response = client.get(PATH, headers={"Accept": f'application/ld+json;profile="http://x/y {LD}{form}"'})
    assert response.headers["Content-Type"] == f'application/ld+json; profile="{LD}{form}"'
    location = response.headers["Content-Location"].removeprefix(BASE)
    assert location == f"{PATH}.jsonld" + ("" if form == "compacted" else f"?_form={form}")
    assert client.get(location).data == response.data


def test_each_form_has_its_shape(client: FlaskClient) -> None:
    documents = {
        form: orjson.loads(client.get(f"{PATH}?_form={form}").data)
        for form in ("expanded", "flattened", "framed")
    }
    assert isinstance(documents["expanded"], list)
    assert "@context" not in str(documents["expanded"])
    assert {"id", "type"} <= set(documents["flattened"]["@graph"][0])
    assert all(not isinstance(value, dict) or "@value" in value or set(value) == {"id"}
               for node in documents["flattened"]["@graph"] for value in node.values())  # fmt: skip
    assert documents["framed"]["mainEntity"]["author"][0]["name"] == "Cecilia Benoit"


@pytest.mark.parametrize("name", FRAMES)
def test_frames_of_ours(client: FlaskClient, name: str) -> None:
    by_name = client.get(f"{PATH}?frame={name}")
    by_address = client.get(f"{PATH}?frame={BASE}/frame/{name}.jsonld")
    assert by_name.status_code == 200
    assert by_name.data == by_address.data
    served = client.get(f"/frame/{name}")
    assert served.headers["Content-Type"] == f'application/ld+json; profile="{LD}frame"'
    assert served.json is not None
    assert served.json["@context"] == CONTEXT
    assert client.get(f"/frame/{name}.jsonld").data == served.data


def test_unknown_frames_and_forms(client: FlaskClient) -> None:
    assert client.get(f"{PATH}?frame=none").status_code == 406
    assert client.get(f"{PATH}?_form=none").status_code == 406
    assert client.get("/frame/none").status_code == 404


def test_a_frame_of_the_callers_own(client: FlaskClient) -> None:
    frame = {"@context": CONTEXT, "type": "Person", "@explicit": True, "familyName": {}}
    response = client.post(PATH, json=frame)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == f'application/ld+json; profile="{LD}framed"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json is not None
    assert {person["familyName"] for person in response.json["@graph"]} >= {"Benoit", "Flagg"}


def test_a_frame_over_a_profile(client: FlaskClient) -> None:
    frame = {"@context": CONTEXT, "id": f"{DOC}#it"}
    response = client.post(f"{PATH}?_profile=dcterms", json=frame)
    assert response.json is not None
    assert "dcterms:title" in response.json
    assert "name" not in response.json


@pytest.mark.parametrize(
    ("path", "body", "content_type", "status"),
    [
        (PATH, b"{", "application/json", 400),
        (PATH, b"[1]", "application/ld+json", 400),
        (PATH, b'{"@context": "http://127.0.0.1:1/x"}', "application/ld+json", 400),
        (PATH, b'{"a":"' + b"x" * 70_000 + b'"}', "application/ld+json", 400),
        (PATH, b"x" * 2_000_000, "application/ld+json", 413),
        (PATH, b"{}", "text/turtle", 415),
        (PATH, b"", "", 415),
        (f"{PATH}?_profile=none", b"{}", "application/json", 406),
        ("/record/nope", b"{}", "application/json", 404),
        (path_of(WITHHELD), b"{}", "application/json", 404),
        (path_of(GONE), b"{}", "application/json", 410),
    ],
)
def test_what_is_no_frame(
    client: FlaskClient, path: str, body: bytes, content_type: str, status: int
) -> None:
    response = client.post(path, data=body, content_type=content_type)
    assert response.status_code == status


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_by_header_and_by_address(client: FlaskClient, name: str) -> None:
    iri = f"{BASE}/profile/{name}"
    asked = client.get(PATH, headers={"Accept-Profile": f"<{iri}>", "Accept": "text/turtle"})
    assert asked.headers["Content-Profile"] == f"<{iri}>"
    assert iri in [link.target for link in parse_link_header(asked.headers["Link"]) if link.rel == "profile"]
    own = client.get(asked.headers["Content-Location"].removeprefix(BASE))
    assert own.data == asked.data
    assert asked.headers["ETag"] != own.headers["ETag"] or asked.headers["Vary"] == own.headers["Vary"]


@pytest.mark.parametrize("name", PROFILES)
def test_each_profile_is_the_same_graph_in_every_format(client: FlaskClient, name: str) -> None:
    formats = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
        "nq": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
    }
    expected = graph(client.get(f"{PATH}.jsonld?_profile={name}").data)
    for extension, syntax in formats.items():
        body = client.get(f"{PATH}.{extension}?_profile={name}").data
        assert {str(quad.triple) for quad in parse(body, format=syntax, base_iri=DOC)} == expected
    for form in ("expanded", "flattened", "framed"):
        assert graph(client.get(f"{PATH}.jsonld?_profile={name}&_form={form}").data) == expected


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_profiles_are_described(client: FlaskClient, name: str, accept: str) -> None:
    response = client.get(f"/profile/{name}", headers={"Accept": accept})
    assert response.status_code == 200
    assert PROFILES[name].description[:12] in response.text
    assert client.get("/profile/none").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        "/collection/strange-books",
        "/dataset",
        "/records",
        "/terms",
        "/fragments",
        "/profile/full",
        "/shapes/core",
        "/",
    ],
)
@pytest.mark.parametrize(
    "accept", ["text/html", "text/turtle", "application/ld+json", "application/json", "application/rdf+xml"]
)
def test_what_there_is_can_be_listed(client: FlaskClient, path: str, accept: str) -> None:
    """Of every document, in every format; every address in the list answers with what the list says."""
    response = client.get(f"{path}?_profile=alt", headers={"Accept": accept})
    assert response.headers["Content-Type"].partition(";")[0] == accept
    assert response.headers["Content-Profile"] == "<http://www.w3.org/ns/dx/connegp/altr>"
    if accept == "application/rdf+xml":
        formats = {
            quad.subject.value: quad.object.value.partition("media-types/")[2]
            for quad in parse(response.data, format=RdfFormat.RDF_XML, base_iri=f"{BASE}{path}")
            if quad.predicate == DCTERMS["format"]
        }
        assert formats
        for address, media_type in formats.items():
            answer = client.get(address.removeprefix(BASE))
            assert answer.status_code == 200, address
            assert answer.headers["Content-Type"].partition(";")[0] == media_type


@pytest.mark.parametrize("version", VERSIONS)
def test_versions_of_the_context_are_kept_for_ever(client: FlaskClient, version: str) -> None:
    response = client.get(context_path(version))
    assert response.headers["Content-Type"] == "application/ld+json"
    assert "immutable" in response.headers["Cache-Control"]
    assert client.get("/context/v0.jsonld").status_code == 404


def test_the_current_context_has_an_address_without_version(client: FlaskClient) -> None:
    response = client.get("/context.jsonld")
    assert response.headers["Content-Location"] == CONTEXT
    assert response.data == client.get("/context/v1.jsonld").data
    assert "immutable" not in response.headers["Cache-Control"]
    assert orjson.loads(client.get(f"{PATH}.jsonld").data)["@context"][0] == CONTEXT
