"""PyLD behind its adapter: bundled contexts, no network, one class of error."""

from __future__ import annotations

import copy
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from ld.errors import FormatError
from ld.formats.pyld_adapter import compact, expand, flatten, frame, to_triples

OWN = "https://catalog.example.org/context.jsonld"
DOCUMENT = {
    "@context": [OWN, {"@base": "https://catalog.example.org/record/1"}],
    "id": "https://catalog.example.org/record/1",
    "mainEntity": {
        "id": "#it",
        "type": "Book",
        "name": {"@language": "en", "@value": "Fishes"},
        "numberOfPages": 3,
    },
}
FRAME = {"@context": OWN, "type": "Book"}


def test_expanded() -> None:
    node = expand(DOCUMENT, context=OWN)[0]["https://schema.org/mainEntity"][0]
    assert node["@id"] == "https://catalog.example.org/record/1#it"
    assert node["@type"] == ["https://schema.org/Book"]


def test_compacted_by_our_context_and_by_a_strangers() -> None:
    compacted = compact(DOCUMENT, OWN, context=OWN)
    assert isinstance(compacted, dict)
    assert compacted["mainEntity"]["numberOfPages"] == 3
    other = compact(DOCUMENT, {"@context": {"titel": "https://schema.org/name"}}, context=OWN)
    assert "titel" in str(other)


def test_flattened() -> None:
    flat = flatten(DOCUMENT, OWN, context=OWN)
    assert isinstance(flat, dict)
    assert len(flat["@graph"]) == 2
    assert isinstance(flatten(DOCUMENT, context=OWN), list)


def test_framed() -> None:
    framed = frame(DOCUMENT, FRAME, context=OWN)
    assert isinstance(framed, dict)
    assert (framed["type"], framed["name"]["@value"]) == ("Book", "Fishes")


def test_triples() -> None:
    triples = to_triples(DOCUMENT, context=OWN)
    assert len(triples) == 4
    assert {str(t.object) for t in triples} >= {
        '"Fishes"@en',
        '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }


def test_blank_nodes_of_others() -> None:
    assert isinstance(to_triples({"@context": OWN, "name": "x"}, context=OWN)[0].subject, BlankNode)


def test_inputs_are_not_changed() -> None:
    before = copy.deepcopy((DOCUMENT, FRAME))
    expand(DOCUMENT, context=OWN)
    compact(DOCUMENT, OWN, context=OWN)
    flatten(DOCUMENT, OWN, context=OWN)
    frame(DOCUMENT, FRAME, context=OWN)
    assert before == (DOCUMENT, FRAME)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/c.jsonld",
        "https://www.w3.org/ns/activitystreams",
        "file:///etc/passwd",
        "c.jsonld",
    ],
)
def test_other_contexts_are_refused_without_a_connection(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FormatError, match=r"bundled|PyLD"):
        expand({"@context": url, "name": "x"}, context=OWN)
    with pytest.raises(FormatError, match=r"bundled|PyLD"):
        frame(DOCUMENT, {"@context": url}, context=OWN)


@pytest.mark.parametrize(
    "broken",
    [
        {"@context": 1},
        {"@context": {"a": {"@id": []}}},
        {"@id": 5, "urn:p": 1},
        {"@context": OWN, "@graph": 1, "type": {}},
        {"@value": {}, "@language": 1},
        {"@context": {"@base": 3}},
    ],
)
def test_documents_that_are_not_json_ld(broken: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        expand(broken, context=OWN)


def test_a_deep_frame() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"urn:p": deep}
    with pytest.raises(FormatError):
        frame(DOCUMENT, deep, context=OWN)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.text(max_size=5)
    | st.sampled_from(["@id", "@type", OWN, "urn:x", "_:b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@context",
                    "@id",
                    "@type",
                    "@value",
                    "@list",
                    "@graph",
                    "@included",
                    "@reverse",
                    "@embed",
                    "@default",
                    "name",
                    "urn:p",
                    "id",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    by=st.dictionaries(
        st.sampled_from(["@context", "@id", "@type", "name", "mainEntity", "@requireAll", "@graph"]),
        JSON,
        max_size=4,
    )
)
def test_any_frame_gives_a_result_or_one_class_of_error(by: dict[str, Any]) -> None:
    message = ""
    try:
        frame(DOCUMENT, by, context=OWN)
    except FormatError as error:
        message = str(error)
    assert len(message) < 400
