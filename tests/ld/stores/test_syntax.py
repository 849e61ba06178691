"""What is said of a query that is not well-formed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from ld.errors import QuerySyntaxError
from ld.stores.syntax import syntax_error


def said(query: str) -> QuerySyntaxError:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    return syntax_error(caught.value, query)


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        (
            "SELECT * { ?s schema:name ?o }",
            (1, 15),
            "schema: is not declared; add PREFIX schema: <https://schema.org/>",
        ),
        ("SELECT * {\n ?s a nope:Book }", (2, 7), "the prefix nope: is not declared; add its PREFIX"),
        ("SELECT * { ?s :name ?o }", (1, 15), "the prefix : is not declared"),
        ("PREFIX a: <http://x/> SELECT * { ?s a:b }", (1, 42), "not well-formed from here on"),
        ("SELECT * { ?s ?p 'x'^^xsd:foo }", (1, 23), "xsd: is not declared; add PREFIX xsd:"),
        ("SELECT ?s WHERE { ?s ?p }", (1, 26), "not well-formed from here on"),
        ("SELECT * { <http://a:b/c:d> }", (1, 28), "not well-formed"),
    ],
)
def test_the_place_and_the_cause(query: str, place: tuple[int, int], words: str) -> None:
    error = said(query)
    assert (error.line, error.column) == place
    assert words in str(error)
    assert "SERVICE" not in str(error)


@given(st.text(), st.integers(0, 9), st.integers(0, 99))
def test_whatever_the_engine_says(query: str, line: int, column: int) -> None:
    error = syntax_error(SyntaxError(f"error at {line}:{column}: expected something"), query)
    assert error.line == line
    assert isinstance(error.column, int)


def test_a_complaint_without_a_place() -> None:
    assert syntax_error(SyntaxError("odd"), "ASK {}").line is None
