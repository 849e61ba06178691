"""Addresses: always a valid IRI, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import URIRef

from ld.errors import LexicalError
from ld.normalize.urls import http_iri

PIECES = [
    "http://",
    "https://",
    "HTTP://",
    "ftp://",
    "urn:",
    "urn:nbn:de:",
    "javascript:",
    "data:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    ":80",
    ":0",
    ":99999",
    "[",
    "]",
    "[::1]",
    "example.org",
    "münchen.de",
    "ex ample",
    "xn--",
    "..",
    ".",
    "-",
    "_",
    "%",
    "%41",
    "%zz",
    "%C3%BC",
    "?",
    "#",
    "&amp;",
    "&",
    " ",
    "\t",
    "\n",
    "\x00",
    '"',
    "<",
    ">",
    "{",
    "}",
    "|",
    "^",
    "`",
    "'",
    "é",
    "漢",
    "\u202e",
    "\ud800",
    "\ufdd0",
    "\U000e0001",
    "\ue000",
    "℀",
    "。",
    "a",
    "1",
    "=",
    "+",
    "(1).pdf",
]
NASTY = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=10).map(lambda parts: "http://example.org/" + "".join(parts)),
    st.lists(st.sampled_from(PIECES), max_size=10).map(lambda parts: "http://" + "".join(parts)),
    st.text(alphabet=st.characters(exclude_categories=())).map("https://example.org/?q=".__add__),
    st.text(alphabet=st.characters(exclude_categories=())),
)


@given(NASTY)
@settings(max_examples=2500, deadline=None)
def test_the_result_is_a_valid_iri_everywhere(value: str) -> None:
    try:
        iri = http_iri(value)
    except LexicalError:
        return
    assert NamedNode(iri).value == iri
    assert URIRef(iri).n3() == f"<{iri}>"
    assert iri.isascii()
    assert iri.split(":")[0] in {"http", "https", "ftp", "urn"}
    assert http_iri(iri) == iri


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("http://us.imdb.com/title/tt0040897/", "http://us.imdb.com/title/tt0040897/"),
        (
            "http://proquest.umi.com/pqdweb?pmid=000029287&clientId=3260&RQT=318&VName=PQD",
            "http://proquest.umi.com/pqdweb?pmid=000029287&clientId=3260&RQT=318&VName=PQD",
        ),
        (" HTTP://Example.org/A ", "http://example.org/A"),
        ('http://example.org/a b{c}|"<>^`\\', "http://example.org/a%20b%7Bc%7D%7C%22%3C%3E%5E%60%5C"),
        ("http://example.org/%41%zz", "http://example.org/%41%25zz"),
        ("http://example.org/ü?ö#ä", "http://example.org/%C3%BC?%C3%B6#%C3%A4"),
        ("http://example.org/a[1]#b#c", "http://example.org/a%5B1%5D#b%23c"),
        ("http://example.org/?a=1&amp;b=2", "http://example.org/?a=1&b=2"),
        ("http://münchen.de/", "http://xn--mnchen-3ya.de/"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("ftp://ftp.example.org/pub/", "ftp://ftp.example.org/pub/"),
        ("URN:NBN:de:bvb:12-bsb11054209-2", "urn:nbn:de:bvb:12-bsb11054209-2"),
    ],
)
def test_addresses(raw: str, expected: str) -> None:
    assert http_iri(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "www.example.org",
        "/pmc/articles/PMC1/",
        "//example.org/",
        "http.//www.vn.fi/om/heuni",
        "mailto:feedback@techweb.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http:/example.org",
        "http://http://example.org",
        "http://example.org:99999/",
        "http://example.org:/",
        "http://user:secret@example.org/",
        "http://example.org\\@evil.example/",
        "http://exa mple.org/",
        "http://-a.org/",
        "http://a..b/",
        "http://[fe80::1%25eth0]/",
        "http://℀.org/",
        "http://example.org/a\nb",
        "http://example.org/\x00",
        "urn:x",
        "urn:isbn:",
        "see http://example.org/",
        "http://example.org/" + "a" * 9000,
    ],
)
def test_refusals(raw: str) -> None:
    with pytest.raises(LexicalError):
        http_iri(raw)
