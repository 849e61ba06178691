"""Content codings."""

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from flask_app.codings import CODINGS, IDENTITY, codable, coding_for, encode, with_coding
from tests.flask_app.catalogue import EXAMPLE_ID

PATH = f"/record/{EXAMPLE_ID}"
DECODE = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    IDENTITY: bytes,
}


@given(st.binary(max_size=2000), st.sampled_from([*CODINGS, IDENTITY]))
def test_what_is_encoded_comes_back(body: bytes, coding: str) -> None:
    coded = encode(body, coding)
    assert DECODE[coding](coded) == body
    assert coded == encode(body, coding)


def test_a_long_body_is_encoded_too() -> None:
    body = b"text " * 100_000
    assert gzip.decompress(encode(body, "gzip")) == body


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, IDENTITY),
        ("", IDENTITY),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate", IDENTITY),
        ("zstd;q=1, br;q=0.9", "zstd"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "zstd"),
        ("br;q=0, *", "zstd"),
        ("identity, gzip;q=0.5", IDENTITY),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("*;q=0", IDENTITY),
        (";;,,q=1", IDENTITY),
    ],
)
def test_which_coding(header: str | None, coding: str) -> None:
    assert coding_for(header) == coding


@pytest.mark.parametrize(
    ("content_type", "yes"),
    [
        ("text/html; charset=utf-8", True),
        ("application/n-quads", True),
        ("application/rdf+xml", True),
        ("application/problem+json", True),
        ("application/sparql-results+json", True),
        ("application/linkset", True),
        ("image/svg+xml", True),
        ("application/gzip", False),
        ("image/png", False),
        ("", False),
    ],
)
def test_what_is_coded(content_type: str, *, yes: bool) -> None:
    assert codable(content_type) is yes


def test_headers_of_a_coding() -> None:
    plain = with_coding([("ETag", '"a"')], IDENTITY)
    assert dict(plain) == {"ETag": '"a"', "Vary": "Accept-Encoding"}
    tags = {dict(with_coding([("ETag", '"a"')], coding))["ETag"] for coding in [*CODINGS, IDENTITY]}
    assert len(tags) == len(CODINGS) + 1


@pytest.mark.parametrize("path", [PATH, f"{PATH}.ttl", f"{PATH}.linkset", "/dataset", "/context.jsonld", "/dumps/", "/record/nope",
                                  "/sparql?query=ASK%7B%7D", "/static/site.css"])  # fmt: skip
@pytest.mark.parametrize("coding", CODINGS)
def test_every_text_can_be_had_coded(client: FlaskClient, path: str, coding: str) -> None:
    plain = client.get(path)
    for _ in range(2):  # the second comes from the cache
        coded = client.get(path, headers={"Accept-Encoding": coding})
        assert coded.status_code == plain.status_code
        assert coded.headers["Content-Encoding"] == coding
        assert int(coded.headers["Content-Length"]) == len(coded.data)
        assert DECODE[coding](coded.data) == plain.data
        assert coded.headers["Vary"] == plain.headers["Vary"]
        assert "Accept-Encoding" in coded.headers["Vary"]
        assert "Content-Encoding" not in plain.headers
    head = client.head(path, headers={"Accept-Encoding": coding})
    assert (dict(head.headers), head.data) == (dict(coded.headers), b"")
    if "ETag" in plain.headers:
        assert coded.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("path", [PATH, "/context.jsonld", "/static/site.css"])
def test_a_tag_belongs_to_its_coding(client: FlaskClient, path: str) -> None:
    """Sent for another coding it must not give 304: the client would keep bytes that are not the ones it has."""
    tags = {
        coding: client.get(path, headers={"Accept-Encoding": coding}).headers["ETag"]
        for coding in [*CODINGS, IDENTITY]
    }
    for asked, expected in tags.items():
        for coding, tag in tags.items():
            response = client.get(path, headers={"Accept-Encoding": asked, "If-None-Match": tag})
            assert response.status_code == (304 if asked == coding else 200)
            assert response.headers["ETag"] == expected


def test_dumps_are_files_and_not_coded(client: FlaskClient) -> None:
    (edition,) = client.get("/dumps/").json["editions"]  # type: ignore[index]  # it is JSON
    url = edition["files"][0]["url"].partition("example.org")[2]
    response = client.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in response.headers
