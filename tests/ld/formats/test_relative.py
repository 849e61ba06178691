"""Relative references resolve to what they stand for, in two resolvers written by others."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from ld.formats.relative import References

SEGMENT = st.sampled_from(["record", "subject", "a", "a:b", "@id", ".", "..", ".x", "", "é", "a%2Fb", "b@c"])
PATH = st.lists(SEGMENT, min_size=1, max_size=4).map(lambda segments: "/" + "/".join(segments))
TAIL = st.sampled_from(["", "#it", "#", "#a:b", "#a/b", "?q=1", "?q=1#it"])
IRI = st.builds(
    "https://{}{}{}".format, st.sampled_from(["e.example", "e.example:8080", "e.examples"]), PATH, TAIL
)


@given(document=IRI, iri=IRI)
def test_resolving_gives_the_iri_back(document: str, iri: str) -> None:
    reference = References(document).relative(iri)
    if reference is not None:
        assert ":" not in reference
        assert not reference.startswith(("@", "/"))
        assert urljoin(document, reference) == iri
        turtle = f"<{reference}> <urn:p> <urn:o> ."
        assert next(parse(turtle, format=RdfFormat.TURTLE, base_iri=document)).subject.value == iri


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://e.example/record/1#it", "#it"),
        ("https://e.example/record/1", None),
        ("https://e.example/record/2", "2"),
        ("https://e.example/record/2#it", "2#it"),
        ("https://e.example/record/urn:x", None),
        ("https://e.example/record/@id", None),
        ("https://e.example/record/", None),
        ("https://e.example/collection/pubmed#it", "../collection/pubmed#it"),
        ("https://e.example/dataset#it", "../dataset#it"),
        ("https://e.example/record", "../record"),
        ("https://e.example/", None),
        ("https://e.example", None),
        ("https://e.example.org/dataset", None),
        ("http://e.example/dataset", None),
    ],
)
def test_relative_to_a_record(iri: str, expected: str | None) -> None:
    assert References("https://e.example/record/1").relative(iri) == expected


@pytest.mark.parametrize(
    "document",
    [
        "https://e.example/",
        "https://e.example/a?b",
        "urn:x",
        "https://e.example/a/../b",
        "https://e.example/a#b",
    ],
)
def test_no_references_to_an_odd_base(document: str) -> None:
    references = References(document)
    assert references.relative("https://e.example/c") is None
    assert references.relative(f"{document}#it") is None
    assert references.own(f"{document}#it")
