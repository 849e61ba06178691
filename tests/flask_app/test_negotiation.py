from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_app.negotiation import MediaRange, Offer, accept_encoding, negotiate, parse_accept

OFFERS = [
    Offer("application/ld+json", "jsonld"),
    Offer("text/turtle", "turtle", aliases=("application/x-turtle",)),
    Offer("application/n-triples", "nt"),
    Offer("application/n-quads", "nq"),
    Offer("application/trig", "trig"),
    Offer("application/rdf+xml", "rdf"),
    Offer("text/html", "html", aliases=("application/xhtml+xml",)),
    Offer("application/json", "json"),
]
FIRST = "jsonld"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/html;q=0.2,application/xhtml+xml;q=0.18"
)
EXPANDED = "http://www.w3.org/ns/json-ld#expanded"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        # nothing asked
        (None, FIRST),
        ("", FIRST),
        ("  \t ", FIRST),
        ("*/*", FIRST),
        ("*", FIRST),
        # browsers
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "html"),
        (CHROME, "html"),
        ("text/html, application/xhtml+xml, */*", "html"),
        ("text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01", "html"),
        ("application/xhtml+xml", "html"),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", FIRST),
        # programs
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),  # java.net.HttpURLConnection
        ("application/json, text/plain, */*", "json"),  # axios
        ("application/json, text/javascript, */*; q=0.01", "json"),  # jQuery
        ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", "rdf"),  # rdflib
        ("text/turtle, application/x-turtle, */*;q=0.1", "turtle"),  # rdflib
        ("application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld"),  # rdflib
        (
            "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
            "turtle",  # Jena
        ),
        ("application/turtle,application/x-turtle,text/rdf+n3,application/n3", "turtle"),  # SPARQLWrapper
        ("application/sparql-results+json,application/json,text/javascript,application/javascript", "json"),
        (COMUNICA, "nq"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#context", application/ld+json', "jsonld"),
        # weights and precision
        ("text/turtle;q=0.3, text/html;q=0.7", "html"),
        ("text/*;q=0.9, text/turtle;q=0.1, */*;q=0.05", "html"),
        ("*/*;q=0.9, application/*;q=0.1", "turtle"),
        ("text/turtle;q=0.001, application/n-triples;q=0.002", "nt"),
        ("text/turtle;q=0.1, text/turtle;q=0.9, application/ld+json;q=0.5", "turtle"),
        ("text/turtle, application/ld+json", "jsonld"),  # a tie is the server's
        ("text/*", "turtle"),
        ("TEXT/Turtle;Q=0.5", "turtle"),
        ("\ttext/turtle ; q=0.5 , text/html;q=0.4", "turtle"),
        ("text/turtle;q=1.000, */*;q=0.999", "turtle"),
        ("text/turtle;q=0.33333333333", "turtle"),
        ("text/turtle;q=0.5;level=1", "turtle"),
        # exclusion
        ("*/*;q=0", None),
        ("text/turtle;q=0", None),
        ("application/ld+json;q=0, */*", "turtle"),
        ("text/html;q=0, application/xhtml+xml", None),
        ("text/html;q=0.0, text/*", "turtle"),
        ("application/*;q=0, text/*;q=0, */*", None),
        ("image/png", None),
        ("text/plain, application/pdf;q=0.5", None),
        # parameters
        ("text/turtle;charset=utf-8", "turtle"),
        ("text/turtle;version=1.2", "turtle"),
        ("text/turtle;level=1", None),
        (f'application/ld+json;profile="{EXPANDED}"', "jsonld"),
        ("application/ld+json;profile=x;q=0, application/ld+json;q=0.2, text/html;q=0.1", "jsonld"),
        ('application/ld+json;profile="a, b;q=0", text/turtle;q=0.5', "jsonld"),
        # hostile
        (";;", FIRST),
        (",,,", FIRST),
        ("q=2", FIRST),
        ("text/html;q=2", FIRST),
        ("text/html;q=2, text/turtle", "turtle"),
        ("text/html;q=-1, text/html;q=, text/html;q, text/html;q=0,5", None),
        ("text/html;q=nan, text/html;q=1e0, text/html;q=٠", FIRST),
        ("*/turtle", FIRST),
        ("text/, /turtle, text, text//turtle", FIRST),
        ("\0", FIRST),
        ("\0text/html, text/turtle", "turtle"),
        ("text/turtle\r\nX-Evil: 1", FIRST),
        ('text/turtle" || "x"="x', FIRST),
        ('application/ld+json;profile="open, text/turtle', FIRST),
        ('text/html, application/ld+json;profile="open, text/turtle', "html"),
        ("text/html;" * 2000, FIRST),
        ("a/b," * 4000 + "text/turtle", None),
        ("text/turtle," + "x" * 9000, "turtle"),
    ],
)
def test_accept(header: str | None, key: str | None) -> None:
    choice = negotiate(header, OFFERS)
    assert (choice and choice.offer.key) == key


def test_members_as_they_are_read() -> None:
    assert parse_accept('a/b;X="c\\"d\\\\";y=Z;q=0.25;ext=1, */*') == (
        MediaRange("a", "b", (("x", 'c"d\\'), ("y", "Z")), 0.25),
        MediaRange("*", "*"),
    )
    assert MediaRange("a", "b").media_type == "a/b"


def test_the_profile_asked_for_is_given_back() -> None:
    choice = negotiate(f'text/turtle;q=0.5, application/ld+json;profile="{EXPANDED} x"', OFFERS)
    assert choice is not None
    assert (choice.q, choice.parameter("profile"), choice.parameter("charset")) == (
        1.0,
        f"{EXPANDED} x",
        None,
    )


@pytest.mark.parametrize(
    ("header", "profile"),
    [
        ("application/ld+json, application/ld+json;profile=x;q=0.5", None),
        ("application/ld+json;q=0.5, application/ld+json;profile=x", "x"),
        ("application/ld+json;profile=x;q=0.3, application/ld+json;profile=y;q=0.4", "y"),
        ("application/ld+json;profile=x, application/ld+json", "x"),
        ("application/ld+json;profile=x;q=0.1, */*", None),
    ],
)
def test_a_profile_is_a_form_of_its_own(header: str, profile: str | None) -> None:
    choice = negotiate(header, OFFERS[:1])
    assert choice is not None
    assert choice.parameter("profile") == profile


def test_an_offer_with_parameters_is_matched_by_the_most_specific_range() -> None:
    offers = [Offer("text/html;level=1", "one"), Offer("text/html", "plain")]
    choice = negotiate("text/html;level=1;q=0.3, text/html;q=0.7, */*;q=0.5", offers)
    assert choice is not None
    assert (choice.offer.key, choice.q) == ("plain", 0.7)
    assert negotiate("text/html;level=1;q=0, text/html", offers[:1]) is None


def test_no_offers_no_choice() -> None:
    assert negotiate(None, []) is None
    assert negotiate("*/*", []) is None


@pytest.mark.parametrize(
    "header",
    [
        "a/b," * 100_000,
        '"' * 100_000,
        '"\\' * 50_000,
        'a/b;c="' + "\\" * 99_999,
        "a/b" + ";" * 100_000,
        "a/b" + "; \t" * 50_000,
        "a/b;c=" * 20_000,
        " " * 100_000,
        "," * 100_000,
        "\0" * 8192,
        "*/*;q=0." + "0" * 100_000,
        ("a/b;" + 'c="d";' * 20 + ",") * 5_000,
    ],
)
def test_hostile_headers_take_no_time(header: str) -> None:
    start = time.process_time()
    negotiate(header, OFFERS)
    accept_encoding(header, ["gzip"])
    assert time.process_time() - start < 0.25


@given(st.text(st.sampled_from('ab/*;,=q01."\\ \t\0é'), max_size=60) | st.text(max_size=60))
def test_no_header_raises(header: str) -> None:
    choice = negotiate(header, OFFERS)
    assert choice is None or (0 < choice.q <= 1 and choice.offer in OFFERS)
    assert accept_encoding(header, ["gzip", "zstd"]) in {"gzip", "zstd", "identity"}


_names = st.sampled_from(
    [offer.media_type for offer in OFFERS] + ["text/*", "application/*", "*/*", "image/png"]
)
_weights = st.integers(0, 1000)
_headers = st.dictionaries(_names, _weights, min_size=1, max_size=8)


def spelled(ranges: dict[str, int]) -> str:
    return ", ".join(f"{name};q={weight / 1000:.3f}" for name, weight in ranges.items())


def by_the_book(ranges: dict[str, int]) -> list[tuple[int, int]]:
    """Weight and precision of every offer, straight from RFC 9110 §12.5.1."""
    grades = []
    for offer in OFFERS:
        steps = (offer.media_type, offer.media_type.partition("/")[0] + "/*", "*/*")
        found = [(ranges[name], 2 - step) for step, name in enumerate(steps) if name in ranges]
        grades.append(found[0] if found else (0, 0))
    return grades


@given(_headers)
def test_the_best_offer_by_the_book(ranges: dict[str, int]) -> None:
    grades = by_the_book(ranges)
    choice = negotiate(spelled(ranges), OFFERS)
    best = max(grades)
    assert (choice and choice.offer) == (OFFERS[grades.index(best)] if best[0] else None)


@given(_headers, st.randoms())
@settings(max_examples=50)
def test_neither_case_nor_order_of_members_matters(ranges: dict[str, int], source: random.Random) -> None:
    shuffled = list(ranges.items())
    source.shuffle(shuffled)
    assert negotiate(spelled(dict(shuffled)).upper(), OFFERS) == negotiate(spelled(ranges), OFFERS)


@given(
    _names,
    _weights,
    st.lists(st.tuples(st.from_regex(r"[a-pr-z]{1,8}", fullmatch=True), st.text(max_size=12)), max_size=4),
)
def test_a_range_is_read_as_it_was_written(name: str, weight: int, parameters: list[tuple[str, str]]) -> None:
    escaped = "".join(
        ';{}="{}"'.format(key, value.replace("\\", "\\\\").replace('"', '\\"')) for key, value in parameters
    )
    (read,) = parse_accept(f"{name}{escaped};q={weight / 1000}")
    assert (read.media_type, read.parameters, read.q) == (name, tuple(parameters), weight / 1000)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;Q=0.1", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.9", "gzip"),
        ("br", "identity"),
        ("*", "zstd"),
        ("*;q=0.1, zstd;q=0", "gzip"),
        ("gzip;q=0", "identity"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=2, zstd;q=x", "identity"),
        (";;,\0", "identity"),
    ],
)
def test_content_codings(header: str | None, coding: str) -> None:
    assert accept_encoding(header, ["zstd", "gzip"]) == coding


def test_without_codings_there_is_only_identity() -> None:
    assert accept_encoding("gzip", []) == "identity"
