"""Records: every format, every id, every condition."""

from __future__ import annotations

from urllib.parse import quote

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from flask_app.links import Link, parse_link_header
from ld.formats.pyld_adapter import to_triples
from tests.flask_app.catalogue import BASE, EXAMPLE, EXAMPLE_ID, GONE, STRANGE, WITHHELD, path_of

DOC = f"{BASE}/record/{EXAMPLE_ID}"
PATH = f"/record/{EXAMPLE_ID}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}
PARSERS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
}


def triples(body: bytes, extension: str) -> set[str]:
    if extension in PARSERS:
        return {str(quad.triple) for quad in parse(body, format=PARSERS[extension], base_iri=DOC)}
    return {str(triple) for triple in to_triples(orjson.loads(body), context=f"{BASE}/context/v1.jsonld")}


def links(header: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in parse_link_header(header):
        found.setdefault(link.rel, []).append(link)
    return found


@pytest.fixture(scope="module")
def expected() -> set[str]:
    return {str(quad.triple) for quad in parse(path=EXAMPLE, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("extension", [*PARSERS, "jsonld", "json"])
def test_every_format_is_the_same_graph(client: FlaskClient, extension: str, expected: set[str]) -> None:
    response = client.get(f"{PATH}.{extension}")
    assert response.status_code == 200
    assert triples(response.data, extension) == expected


@pytest.mark.parametrize(("extension", "content_type"), TYPES.items())
def test_an_extension_decides_whatever_accept_says(
    client: FlaskClient, extension: str, content_type: str
) -> None:
    response = client.get(f"{PATH}.{extension}", headers={"Accept": "image/png"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert response.headers["Content-Location"] == f"{DOC}.{extension}"
    assert response.headers["Vary"] == "Accept-Profile, Accept-Encoding"


@pytest.mark.parametrize(("extension", "content_type"), TYPES.items())
@pytest.mark.parametrize("how", ["accept", "format"])
def test_accept_and_its_mirror_choose(
    client: FlaskClient, extension: str, content_type: str, how: str
) -> None:
    media_type = content_type.partition(";")[0]
    if how == "accept":
        response = client.get(PATH, headers={"Accept": media_type})
        assert response.headers["Vary"] == "Accept, Accept-Profile, Accept-Encoding"
    else:
        response = client.get(f"{PATH}?_format={extension}", headers={"Accept": "image/png"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert response.headers["Content-Location"] == f"{DOC}.{extension}"
    assert response.data == client.get(f"{PATH}.{extension}").data


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/ld+json"),
        ("*/*", "application/ld+json"),
        (BROWSER, "text/html; charset=utf-8"),
        ("text/*;q=0.5, text/turtle;q=0", "text/html; charset=utf-8"),
        ("application/json, text/plain, */*", "application/json"),
        ('application/ld+json;profile="http://example.org/x"', "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml"),
    ],
)
def test_negotiation(client: FlaskClient, accept: str | None, content_type: str) -> None:
    response = client.get(PATH, headers={"Accept": accept} if accept else {})
    assert response.headers["Content-Type"] == content_type


@pytest.mark.parametrize("path", [PATH, f"{PATH}?_format=docx"])
def test_what_there_is_not_is_406_with_what_there_is(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.headers["Content-Type"] == "application/problem+json"
    vary = "Accept-Profile" if "_format" in path else "Accept, Accept-Profile"
    assert set(response.headers["Vary"].split(", ")) == {*vary.split(", "), "Accept", "Accept-Encoding"}
    offered = {link.target: link.get("type") for link in links(response.headers["Link"])["alternate"]}
    assert offered[f"{DOC}.ttl"] == "text/turtle"
    assert len(offered) == len(TYPES) + 2  # the other profiles
    assert response.json is not None
    assert client.get(response.json["type"].removeprefix(BASE)).status_code == 200
    assert response.json["status"] == 406
    assert {item["type"] for item in response.json["alternates"]} == set(offered.values())


@pytest.mark.parametrize("accept", ["text/turtle", BROWSER, "application/json"])
@pytest.mark.parametrize("suffix", ["", ".nt", "?_format=rdf"])
def test_head_is_get_without_body(client: FlaskClient, accept: str, suffix: str) -> None:
    got = client.get(PATH + suffix, headers={"Accept": accept})
    head = client.head(PATH + suffix, headers={"Accept": accept})
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(got.headers)
    assert int(head.headers["Content-Length"]) == len(got.data)


@pytest.mark.parametrize("record_id", STRANGE)
def test_every_id_has_its_address(client: FlaskClient, record_id: str) -> None:
    path = path_of(record_id)
    response = client.get(path, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    assert f"<{BASE}{path}> " in response.text
    location = response.headers["Content-Location"]
    assert client.get(location.removeprefix(BASE), headers={"Accept": "text/html"}).data == response.data


def test_a_server_that_decodes_the_path_makes_no_difference(client: FlaskClient) -> None:
    assert (
        client.get("/record/a/b.nt").data
        == client.get("/record/a%2Fb.nt").data
        == client.get("/record/a%2fb.nt").data
    )
    assert client.get("/record/x//y.nt").status_code == 200


def test_the_exact_id_goes_before_an_extension(client: FlaskClient) -> None:
    exact = client.get("/record/a.ttl", headers={"Accept": "application/n-triples"})
    assert f"<{BASE}/record/a.ttl#it>" in exact.text
    turtle = client.get("/record/a.ttl.ttl")
    assert turtle.headers["Content-Type"] == TYPES["ttl"]
    assert "Title of a.ttl" in turtle.text


def test_a_variant_whose_address_is_taken_has_another(client: FlaskClient) -> None:
    response = client.get("/record/a", headers={"Accept": "text/turtle"})
    assert response.headers["Content-Location"] == f"{BASE}/record/a?_format=ttl"
    assert client.get("/record/a?_format=ttl").data == response.data
    offered = [link.target for link in links(client.get("/record/a.nt").headers["Link"])["alternate"]]
    assert f"{BASE}/record/a?_format=ttl" in offered
    assert f"{BASE}/record/a.ttl" not in offered


@pytest.mark.parametrize("path", ["/record/nope", "/record/nope.ttl", "/record/", "/record/%ff", "/record/a%00", f"/record/{WITHHELD}",
                                  f"/record/{EXAMPLE_ID}.docx", f"/record/{EXAMPLE_ID}/", f"/record/{'x' * 5000}"])  # fmt: skip
def test_unknown(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    page = client.get(path, headers={"Accept": BROWSER})
    assert (page.status_code, page.headers["Content-Type"]) == (404, TYPES["html"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_that_are_not(client: FlaskClient, method: str) -> None:
    response = client.open(PATH, method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_options_answer_a_preflight(client: FlaskClient) -> None:
    response = client.options(
        PATH, headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    )
    assert (response.status_code, response.data) == (204, b"")
    assert "GET" in response.headers["Allow"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert "Content-Length" not in response.headers


def test_tags_differ_by_variant_and_are_stable(client: FlaskClient) -> None:
    tags = {extension: client.get(f"{PATH}.{extension}").headers["ETag"] for extension in TYPES}
    assert len(set(tags.values())) == len(TYPES)
    assert tags == {extension: client.get(f"{PATH}.{extension}").headers["ETag"] for extension in TYPES}
    assert all(tag.startswith('"') for tag in tags.values())


@pytest.mark.parametrize("condition", ["{}", "W/{}", '"x", {}', "*"])
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, condition: str) -> None:
    full = client.get(PATH, headers={"Accept": "text/turtle"})
    header = condition.replace("{}", full.headers["ETag"])
    response = client.get(PATH, headers={"Accept": "text/turtle", "If-None-Match": header})
    assert (response.status_code, response.data) == (304, b"")
    for name in ("Cache-Control", "Content-Location", "ETag", "Vary"):
        assert response.headers[name] == full.headers[name]
    assert "Content-Type" not in response.headers


def test_a_tag_of_another_variant_does_not_match(client: FlaskClient) -> None:
    tag = client.get(f"{PATH}.ttl").headers["ETag"]
    assert client.get(f"{PATH}.nt", headers={"If-None-Match": tag}).status_code == 200


def test_dates_count_only_without_tags(client: FlaskClient) -> None:
    full = client.get(f"{PATH}.ttl")
    since = {"If-Modified-Since": full.headers["Last-Modified"]}
    assert client.get(f"{PATH}.ttl", headers=since).status_code == 304
    assert client.get(f"{PATH}.ttl", headers={**since, "If-None-Match": '"other"'}).status_code == 200
    assert (
        client.get(f"{PATH}.ttl", headers={"If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"}).status_code
        == 200
    )


@pytest.mark.parametrize(
    "headers", [{"If-Match": '"other"'}, {"If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"}]
)
def test_preconditions_that_fail(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.get(f"{PATH}.ttl", headers=headers).status_code == 412
    assert (
        client.get(f"{PATH}.ttl", headers={"If-Match": client.get(f"{PATH}.ttl").headers["ETag"]}).status_code
        == 200
    )


def test_links_of_the_page(client: FlaskClient) -> None:
    found = links(client.get(f"{PATH}.html").headers["Link"])
    assert [link.target for link in found["canonical"]] == [DOC]
    assert f"{DOC}#it" in [link.target for link in found["describes"]]
    assert {link.get("type") for link in found["describedby"]} == {"application/ld+json", "text/turtle"}
    assert [link.target for link in found["license"]] == [
        "https://creativecommons.org/publicdomain/zero/1.0/"
    ]
    assert [link.target for link in found["collection"]] == [f"{BASE}/collection/pubmed#it"]
    assert {link.target for link in found["alternate"]} == {
        f"{DOC}.{extension}" for extension in TYPES if extension != "html"
    }


def test_links_of_the_data_lead_back(client: FlaskClient) -> None:
    found = links(client.get(f"{PATH}.ttl").headers["Link"])
    assert {link.target for link in found["describes"]} == {DOC, f"{DOC}#it"}


def test_plain_json_names_its_context_and_json_ld_does_not(client: FlaskClient) -> None:
    rel = "http://www.w3.org/ns/json-ld#context"
    plain = links(client.get(f"{PATH}.json").headers["Link"])[rel]
    assert [(link.target, link.get("type")) for link in plain] == [
        (f"{BASE}/context/v1.jsonld", "application/ld+json")
    ]
    assert rel not in links(client.get(f"{PATH}.jsonld").headers["Link"])
    assert client.get(f"{PATH}.json").data == client.get(f"{PATH}.jsonld").data


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "catalog.example.org.evil.example",
        "",
        "localhost, evil.example",
        "a b",
        "[::1",
        "x" * 300,
    ],
)
def test_requests_for_other_hosts_are_refused(client: FlaskClient, host: str) -> None:
    response = client.get(PATH, headers={"Host": host})
    assert response.status_code == 400
    assert "evil" not in str(response.headers)


@pytest.mark.parametrize(
    "host", ["catalog.example.org", "CATALOG.example.org:443", "localhost:8080", "127.0.0.1", "[::1]:8080"]
)
def test_addresses_come_from_the_settings_and_not_from_the_request(client: FlaskClient, host: str) -> None:
    response = client.get(
        PATH, headers={"Host": host, "Accept": "text/html", "X-Forwarded-Host": "evil.example"}
    )
    assert response.status_code == 200
    assert f'<link rel="canonical" href="{DOC}">' in response.text
    assert "evil" not in response.text


@pytest.mark.parametrize("form", ["expanded", "flattened"])
def test_forms_of_json_ld(client: FlaskClient, form: str, expected: set[str]) -> None:
    profile = f"http://www.w3.org/ns/json-ld#{form}"
    response = client.get(
        PATH, headers={"Accept": f'application/ld+json;profile="{profile} http://example.org/other"'}
    )
    assert response.headers["Content-Type"] == f'application/ld+json; profile="{profile}"'
    assert isinstance(orjson.loads(response.data), list if form == "expanded" else dict)
    assert triples(response.data, "jsonld") == expected
    assert response.headers["ETag"] != client.get(f"{PATH}.jsonld").headers["ETag"]
    assert (
        client.get(PATH, headers={"Accept": "application/ld+json"}).data == client.get(f"{PATH}.jsonld").data
    )


HEADERS = st.text(
    alphabet=st.characters(min_codepoint=32, max_codepoint=255, blacklist_characters="\x7f"), max_size=80
)


@given(accept=HEADERS, tag=HEADERS, since=HEADERS, span=HEADERS)
def test_no_header_makes_the_server_fail(app: Flask, accept: str, tag: str, since: str, span: str) -> None:
    headers = {
        "Accept": accept,
        "If-None-Match": tag,
        "If-Modified-Since": since,
        "Range": span,
        "If-Match": tag,
    }
    response = app.test_client().get(PATH, headers=headers)
    assert response.status_code in {200, 304, 406, 412}


@given(st.binary(max_size=60))
def test_no_path_makes_the_server_fail(app: Flask, path: bytes) -> None:
    response = app.test_client().get(f"/record/{quote(path)}")
    assert response.status_code in {200, 404, 410}


@pytest.mark.parametrize(
    "accept",
    [
        "q=2",
        ";;",
        ",,,",
        "*",
        "text/turtle;q=2",
        "text/turtle;q=abc",
        ("text/turtle, " * 800)[:8000],
        "text/" + "x" * 8000,
    ],
)
def test_hostile_accept_headers_are_answered(client: FlaskClient, accept: str) -> None:
    assert client.get(PATH, headers={"Accept": accept}).status_code in {200, 406}


def test_every_response_is_measured_and_guarded(client: FlaskClient) -> None:
    for path in (PATH, f"{PATH}.ttl", "/record/nope", path_of(GONE)):
        response = client.get(path)
        assert int(response.headers["Content-Length"]) == len(response.data)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "Cache-Control" in response.headers
        names = [name.lower() for name, _ in response.headers]
        assert len(names) == len(set(names))
