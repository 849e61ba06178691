"""SPARQL 1.1 Protocol §2.1, request by request."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from flask_app.sparql.protocol import Operation, check_length, longest_body, read_get, read_post

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK { ?s ?p 'ü+&' }"


def test_three_ways_ask_the_same() -> None:
    encoded = urlencode({"query": ASK})
    by_get = read_get(encoded)
    assert by_get == Operation(ASK)
    assert read_post("", FORM, encoded.encode()) == by_get
    assert read_post("", DIRECT, ASK.encode()) == by_get


@pytest.mark.parametrize(
    "content_type",
    [f"{FORM}; charset=UTF-8", f"{DIRECT};charset=utf-8", f'{DIRECT}; charset="utf-8"', DIRECT.upper()],
)
def test_parameters_of_content_types(content_type: str) -> None:
    body = urlencode({"query": ASK}) if FORM in content_type else ASK
    assert read_post("", content_type, body.encode()).query == ASK


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        f"{DIRECT}; charset=utf-16",
        "x",
    ],
)
def test_other_content_types_are_415(content_type: str) -> None:
    with pytest.raises(UnsupportedMediaType):
        read_post("", content_type, b"ASK {}")


@pytest.mark.parametrize(
    ("query_string", "content_type", "body"),
    [
        ("", FORM, b"update=CLEAR+ALL"),
        ("", FORM, b"query=ASK{}&using-graph-uri=http://x/"),
        ("update=CLEAR+ALL", DIRECT, b"ASK {}"),
        ("", "application/sparql-update", b"CLEAR ALL"),
    ],
)
def test_updates_are_403(query_string: str, content_type: str, body: bytes) -> None:
    with pytest.raises(Forbidden):
        read_post(query_string, content_type, body)


@pytest.mark.parametrize("query_string", ["update=CLEAR+ALL", "query=ASK{}&update=x", "query=a&query=b", "query=%ff", "query=ASK{}&default-graph-uri=x",
                                          "query=ASK{}&named-graph-uri=", "&".join(["a=b"] * 200)])  # fmt: skip
def test_wrong_gets_are_400(query_string: str) -> None:
    with pytest.raises(BadRequest):
        read_get(query_string)


@pytest.mark.parametrize(
    ("query_string", "content_type", "body"),
    [
        ("", FORM, b"query=a&query=b"),
        ("query=a", FORM, b"query=b"),
        ("query=a", DIRECT, b"b"),
        ("", FORM, b""),
        ("", FORM, b"query=%ff"),
        ("", DIRECT, b"\xff"),
        ("", DIRECT, "ASK {}".encode("utf-16")),
    ],
)
def test_wrong_posts_are_400(query_string: str, content_type: str, body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_post(query_string, content_type, body)


def test_no_query_at_all_is_none_and_an_empty_one_is_one() -> None:
    assert read_get("") is None
    assert read_get("_format=ttl") is None
    assert read_get("query=") == Operation("")


def test_datasets_repeat_and_a_half_is_not_the_whole() -> None:
    operation = read_get(
        "query=ASK{}&default-graph-uri=http://a/&default-graph-uri=http://b/&default-graph-uri=http://a/"
    )
    assert operation is not None
    assert operation.default_graphs == ("http://a/", "http://b/")
    default, named = operation.dataset
    assert (tuple(default), len(named)) == (("http://a/", "http://b/"), 1)
    assert Operation("ASK {}").dataset == ((), ())
    default, named = Operation("ASK {}", named_graphs=("http://a/",)).dataset
    assert (len(default), tuple(named)) == (1, ("http://a/",))


def test_long_bodies_are_413() -> None:
    check_length(longest_body(10), 10)
    with pytest.raises(RequestEntityTooLarge):
        check_length(longest_body(10) + 1, 10)


@given(
    st.text(max_size=40),
    st.sampled_from([FORM, DIRECT, "", "text/plain", f"{DIRECT}; charset=\u00fc"]),
    st.binary(max_size=60),
)
def test_whatever_comes_is_an_operation_or_an_error_of_the_client(
    query_string: str, content_type: str, body: bytes
) -> None:
    for read in (lambda: read_get(query_string), lambda: read_post(query_string, content_type, body)):
        assert _outcome(read) in {"operation", "nothing", 400, 403, 415}


def _outcome(read: Callable[[], Operation | None]) -> str | int | None:
    try:
        return "nothing" if read() is None else "operation"
    except HTTPException as error:
        return error.code
