"""SPARQL 1.1 Protocol §2.1, request by request; of the draft of 1.2, `version`; of RFC 10008, QUERY."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from flask_app.sparql.protocol import Operation, check_length, longest_body, read_get, read_post, read_query

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK { ?s ?p 'ü+&' }"


def test_three_ways_ask_the_same() -> None:
    encoded = urlencode({"query": ASK})
    by_get = read_get(encoded)
    assert by_get == Operation(ASK)
    assert read_post("", FORM, encoded.encode()) == by_get
    assert read_post("", DIRECT, ASK.encode()) == by_get
    assert read_query("", FORM, encoded.encode()) == by_get
    assert read_query("", DIRECT, ASK.encode()) == by_get


def test_what_is_not_percent_encoded_is_utf_8_too() -> None:
    assert read_get(f"query={ASK.replace('+&', '')}".encode().decode("latin-1")) == Operation(
        ASK.replace("+&", "")
    )
    assert read_post("", FORM, "query=ASK { ?s ?p 'ü' }".encode()).query == "ASK { ?s ?p 'ü' }"


@pytest.mark.parametrize("separator", ["&", "&&"])
def test_ampersands_separate_and_the_order_is_free(separator: str) -> None:
    expected = Operation("ASK {?s ?p 1;?q 2}", ("http://a/",), ("http://b/", "http://c/"))
    fields = [
        "query=ASK+{?s ?p 1;?q 2}",
        "default-graph-uri=http://a/",
        "named-graph-uri=http://b/",
        "named-graph-uri=http://c/",
    ]
    for order in (fields, [fields[2], fields[3], fields[1], fields[0]]):
        assert read_get(separator.join(order)) == expected
        assert read_post("", FORM, separator.join(order).encode()) == expected
        assert read_post(
            separator.join(set(order) - {fields[0]}), DIRECT, b"ASK {?s ?p 1;?q 2}"
        ).default_graphs == ("http://a/",)


def test_other_parameters_are_ignored() -> None:
    assert read_get("query=ASK{}&infer=true&debug=on&Query=x&QUERY=y&save=display&=&x") == Operation("ASK{}")
    assert read_post("infer=false", DIRECT, b"ASK{}") == Operation("ASK{}")


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.2-basic"])
def test_versions_are_announced_in_four_ways(version: str) -> None:
    expected = Operation("ASK{}", version=version)
    assert read_get(f"query=ASK{{}}&version={version}") == expected
    assert read_post("", FORM, f"query=ASK{{}}&version={version}".encode()) == expected
    assert read_post("", f"{DIRECT}; charset=utf-8; Version={version}", b"ASK{}") == expected
    assert read_post(f"version={version}", DIRECT, b"ASK{}") == expected


@pytest.mark.parametrize(
    ("parameter", "seconds"),
    [
        ("1", 1.0),
        ("2.5", 2.5),
        (".25", 0.25),
        ("3.", 3.0),
        ("0.000001", 0.000001),
        ("999999999", 999999999.0),
        ("007", 7.0),
    ],
)
def test_a_timeout_is_seconds(parameter: str, seconds: float) -> None:
    assert read_get(f"query=ASK{{}}&timeout={parameter}") == Operation("ASK{}", timeout=seconds)
    assert read_post(f"timeout={parameter}", DIRECT, b"ASK{}").timeout == seconds


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
        f"{DIRECT}, {FORM}",
        f"{FORM}; charset=latin1",
        "application/sparql-query2",
        "application/sparql-results+json",
    ],
)
def test_other_content_types_are_415(content_type: str) -> None:
    with pytest.raises(UnsupportedMediaType):
        read_post("", content_type, b"ASK {}")


def test_query_without_a_content_type_is_400() -> None:
    for content_type in ("", "  "):
        with pytest.raises(BadRequest, match="Content-Type"):
            read_query("", content_type, b"ASK {}")


@pytest.mark.parametrize(
    ("query_string", "content_type", "body"),
    [
        ("", FORM, b"update=CLEAR+ALL"),
        ("update=CLEAR+ALL", FORM, b""),
        ("", FORM, b"update=CLEAR+ALL&update=x"),
        ("", "application/sparql-update", b"CLEAR ALL"),
        ("", "application/sparql-update", b"\xff"),
        ("using-graph-uri=http://x/", "application/sparql-update; charset=utf-8", b"CLEAR ALL"),
    ],
)
def test_updates_are_403(query_string: str, content_type: str, body: bytes) -> None:
    with pytest.raises(Forbidden):
        read_post(query_string, content_type, body)


WRONG = [
    "query=a&query=b",
    "query=%ff",
    "query=%C3",
    "query=ASK{}&default-graph-uri=x",
    "query=ASK{}&named-graph-uri=",
    "query=ASK{}&named-graph-uri=http://a/ b",
    "query=ASK{}&version=1.3",
    "query=ASK{}&version=",
    "query=ASK{}&version=1.1&version=1.1",
    "query=ASK{}&timeout=0",
    "query=ASK{}&timeout=",
    "query=ASK{}&timeout=-1",
    "query=ASK{}&timeout=%2B1",
    "query=ASK{}&timeout=1e3",
    "query=ASK{}&timeout=1,5",
    "query=ASK{}&timeout=inf",
    "query=ASK{}&timeout=nan",
    "query=ASK{}&timeout=%D9%A1",
    "query=ASK{}&timeout=1%0A",
    "query=ASK{}&timeout=0.0000000001",
    "query=ASK{}&timeout=1&timeout=1",
    "query=ASK{}&update=x",
    "query=ASK{}&using-graph-uri=http://x/",
    "query=ASK{}&" + "&".join(["a=b"] * 200),
]


@pytest.mark.parametrize("parameters", WRONG)
def test_wrong_parameters_are_400(parameters: str) -> None:
    with pytest.raises(BadRequest):
        read_get(parameters)
    with pytest.raises(BadRequest):
        read_post("", FORM, parameters.encode())
    with pytest.raises(BadRequest):
        read_query(parameters, FORM, b"")


@pytest.mark.parametrize(
    "query_string", ["update=CLEAR+ALL", "update=", "using-named-graph-uri=http://x/", "query=%FF&update=x"]
)
def test_updates_by_get_are_400(query_string: str) -> None:
    with pytest.raises(BadRequest):
        read_get(query_string)


@pytest.mark.parametrize(
    ("query_string", "content_type", "body"),
    [
        ("query=a", FORM, b"query=b"),
        ("query=a", DIRECT, b"b"),
        ("", FORM, b""),
        ("", FORM, b"default-graph-uri=http://a/"),
        ("", DIRECT, b"\xff"),
        ("", DIRECT, "ASK {}".encode("utf-16")),
        ("%ff", DIRECT, b"ASK {}"),
        ("", f"{DIRECT}; version=2", b"ASK {}"),
        ("version=1.1", f"{DIRECT}; version=1.1", b"ASK {}"),
        ("update=CLEAR+ALL", DIRECT, b"ASK {}"),
        ("", FORM, b"query=ASK{}&update=CLEAR+ALL"),
        ("query=ASK{}", "application/sparql-update", b"CLEAR ALL"),
    ],
)
def test_wrong_posts_are_400(query_string: str, content_type: str, body: bytes) -> None:
    for read in (read_post, read_query):
        with pytest.raises(BadRequest):
            read(query_string, content_type, body)


def test_what_is_wrong_with_a_version_names_the_right_ones() -> None:
    with pytest.raises(BadRequest, match=r"1\.0, 1\.1, 1\.2, 1\.2-basic"):
        read_get("query=ASK{}&version=2.0")


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


def test_as_many_graphs_as_parameters() -> None:
    graphs = "&".join(f"named-graph-uri=http://x/{number}" for number in range(127))
    assert len(read_post(graphs, FORM, f"query=ASK{{}}&{graphs}".encode()).named_graphs) == 127
    with pytest.raises(BadRequest, match="128"):
        read_get(f"query=ASK{{}}&a&{graphs}")


NAMES = [
    "query",
    "update",
    "default-graph-uri",
    "named-graph-uri",
    "version",
    "timeout",
    "_format",
    "using-graph-uri",
    "x",
]
VALUES = [
    "",
    "ASK{}",
    "%ff",
    "%C3%BC",
    "\xfc",
    "1.1",
    "1.2-basic",
    "0",
    "2.5",
    "1e999",
    "http://a/",
    "a b",
    "%00",
    "%",
    "+",
]
FIELDS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)).map("=".join), max_size=4).map(
    "&".join
)
TYPES = st.tuples(
    st.sampled_from([FORM, DIRECT, "application/sparql-update", "", "text/plain", "*/*"]),
    st.sampled_from(
        [
            "",
            ";",
            "; charset",
            "; charset=",
            "; charset=\u00fc",
            "; charset*=x''%ff",
            "; version=1.2",
            '; version="',
            "; version*0=1",
            ";;=,",
        ]
    ),
).map("".join)


@given(
    FIELDS | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")) | st.text(max_size=40),
    TYPES | st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
    FIELDS.map(lambda text: text.encode("latin-1")) | st.binary(max_size=60),
)
@settings(max_examples=500)
def test_whatever_comes_is_an_operation_or_an_error_of_the_client(
    query_string: str, content_type: str, body: bytes
) -> None:
    assert _outcome(partial(read_get, query_string)) in {"operation", "nothing", 400}
    for read in (read_post, read_query):
        assert _outcome(partial(read, query_string, content_type, body)) in {"operation", 400, 403, 415}


def _outcome(read: Callable[[], Operation | None]) -> str | int | None:
    try:
        return "nothing" if read() is None else "operation"
    except HTTPException as error:
        return error.code
