"""What a request asks for, and the one address of it."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Variable
from werkzeug.exceptions import BadRequest

from flask_app.fragments.pattern import Asked, Pattern, is_canonical, read
from flask_app.fragments.selection import bound, kept_number
from flask_app.fragments.terms import show
from ld.register.model import Counts
from tests.flask_app.fragments.test_terms import TERMS

UNION = "https://catalog.example.org/sparql#union"
A, B = NamedNode("http://x/a"), NamedNode("http://x/b")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
COUNTS = Counts(quads=100, properties={"http://x/a": 30, TYPE.value: 20}, classes={"http://x/b": 7})


@given(st.lists(st.one_of(st.none(), TERMS), min_size=4, max_size=4), st.integers(1, 10**9 - 1))
def test_an_address_asks_for_what_it_was_made_of(terms: list[object], page: int) -> None:
    places = zip(("subject", "predicate", "object", "graph"), terms, strict=True)
    query = "&".join(f"{name}={_escaped(show(term))}" for name, term in places)  # type: ignore[arg-type]  # terms
    asked = read(f"{query}&page={page}", UNION)
    address = asked.at(page).removeprefix("?")
    assert read(address, UNION) == asked
    assert is_canonical(address, asked)


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@pytest.mark.parametrize(
    ("query", "pattern"),
    [
        ("", Pattern()),
        ("subject=&predicate=&object=", Pattern()),
        ("subject=?s&predicate=?p&object=?o", Pattern()),
        ("subject=?x&object=?x", Pattern(Variable("x"), object=Variable("x"))),
        ("graph=", Pattern(union=False)),
        ("graph=?g", Pattern(union=False)),
        ("subject=?x&graph=?x", Pattern(Variable("x"), graph=Variable("x"), union=False)),
        ("graph=http://x/a", Pattern(graph=A, union=False)),
        (f"graph={UNION.replace('#', '%23')}", Pattern(graph=NamedNode(UNION))),
        ("object=%22a%22@en&utm=1", Pattern(object=Literal("a", language="en"))),
    ],
)
def test_patterns(query: str, pattern: Pattern) -> None:
    assert read(query, UNION).pattern == pattern


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("subject=x", "subject"), ("predicate=%22a", "predicate"), ("object=a%20b", "object"), ("graph=a", "graph"),
        ("page=0", "page"), ("page=01", "page"), ("page=-1", "page"), ("page=x", "page"), ("page=", "page"), ("page=1000000000", "page"),
        ("page=%C2%B2", "page"), ("subject=urn:a&subject=urn:b", "subject"), ("subject=%ff", "UTF-8"),
        ("&".join(["x=1"] * 200), "parameters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(query: str, named: str) -> None:
    with pytest.raises(BadRequest) as error:
        read(query, UNION)
    assert named in str(error.value.description)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("subject=http%3A%2F%2Fx%2Fa", "?subject=http%3A%2F%2Fx%2Fa"),
        ("subject=http://x/a&_format=ttl", "?subject=http%3A%2F%2Fx%2Fa&_format=ttl"),
        ("object=%22a+b%22&subject=http%3a%2f%2fx%2fa", "?subject=http%3A%2F%2Fx%2Fa&object=%22a%20b%22"),
        ("predicate=&page=1&_format=ttl", "?_format=ttl"),
        ("predicate=?p", ""),
    ],
)
def test_there_is_one_address(query: str, canonical: str) -> None:
    asked = read(query, UNION)
    assert asked.query == canonical
    assert is_canonical(query, asked) == (f"?{query}" == canonical)
    assert is_canonical(canonical.removeprefix("?"), read(canonical.removeprefix("?"), UNION))


def test_other_parameters_go_along() -> None:
    others = read("_format=ttl&subject=?s&x=a%26b", UNION).others
    assert others == (("_format", "ttl"), ("x", "a&b"))
    assert parse_qsl(Asked(Pattern(), 2, others).query.removeprefix("?")) == [("page", "2"), *others]


@pytest.mark.parametrize(
    ("pattern", "kept", "most"),
    [
        (Pattern(), 100, 100),
        (Pattern(union=False), 100, 100),
        (Pattern(predicate=A), 30, 30),
        (Pattern(predicate=B), 0, 0),
        (Pattern(predicate=TYPE, object=B), 7, 7),
        (Pattern(predicate=TYPE, object=A), 0, 0),
        (Pattern(predicate=A, object=B), None, 30),
        (Pattern(object=B), None, 100),
        (Pattern(subject=A), None, 100),
        (Pattern(predicate=TYPE, object=Literal("a")), None, 20),
        (Pattern(predicate=A, graph=B, union=False), None, 30),
        (Pattern(predicate=A, graph=NamedNode(UNION)), 30, 30),
        (Pattern(Variable("x"), A, Variable("x")), None, 30),
        (Pattern(predicate=Variable("x"), object=Variable("x")), None, 100),
    ],
)
def test_numbers_that_are_kept(pattern: Pattern, kept: int | None, most: int) -> None:
    assert (kept_number(pattern, COUNTS), bound(pattern, COUNTS)) == (kept, most)


@pytest.mark.parametrize(
    ("pattern", "possible"),
    [
        (Pattern(), True),
        (Pattern(subject=Literal("a")), False),
        (Pattern(predicate=Literal("a")), False),
        (Pattern(object=Literal("a")), True),
        (
            Pattern(object=Literal("05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
            False,
        ),
        (Pattern(object=Literal("5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))), True),
        (Pattern(graph=Literal("a"), union=False), False),
    ],
)
def test_patterns_that_nothing_can_match(pattern: Pattern, *, possible: bool) -> None:
    assert pattern.possible is possible
