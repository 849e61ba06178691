"""Limits of the guard: each can be set, what is planned together counts together, and looking at a query takes no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.sparql.guard import Limits, guard
from tests.flask_app.sparql.refusing import reason


@pytest.mark.parametrize(
    ("limits", "query", "expected"),
    [
        (Limits(length=30), "SELECT * { ?s ?p ?o FILTER(1) }", "too-long"),
        (Limits(length=22), "SELECT * { ?s ?p 'é' }", "too-long"),
        (Limits(tokens=6), "SELECT * { ?s ?p ?o }", "too-many-tokens"),
        (Limits(depth=2), "SELECT * { { { } } }", "too-deep"),
        (Limits(depth=2), "SELECT * { FILTER(!true) }", "too-deep"),
        (Limits(patterns=1), "SELECT * { ?s ?p 1, 2 }", "too-many-patterns"),
        (Limits(clauses=1), "SELECT * { FILTER(1) FILTER(2) }", "too-many-clauses"),
        (Limits(operators=1), "SELECT * { FILTER(1+2+3) }", "too-many-operators"),
        (Limits(closures=1), "SELECT * { ?s <a:p>*/<a:p>* ?o }", "path-too-complex"),
        (Limits(nested_closures=1), "SELECT * { ?s (<a:p>*)* ?o }", "path-too-complex"),
        (Limits(rereads=1), "SELECT * { FILTER(REGEX(SUBSTR(?a, 1), 'a')) }", "too-tangled"),
    ],
)
def test_limits_can_be_set(limits: Limits, query: str, expected: str) -> None:
    assert reason(query) is None
    assert reason(query, limits) == expected


PARTS = st.lists(
    st.tuples(st.sampled_from(["OPTIONAL", "MINUS"]), st.integers(0, 9), st.integers(0, 4)), max_size=4
)


@given(st.integers(0, 9), PARTS)
def test_what_is_planned_together_counts_together(first: int, parts: list[tuple[str, int, int]]) -> None:
    triple = "?s ?p ?o ."
    query = triple * first + "".join(
        f"{word} {{ {triple * inside} }} {triple * then}" for word, inside, then in parts
    )
    outermost = first + sum(1 + then for _, _, then in parts)
    planning = outermost**4 + sum(inside**4 for _, inside, _ in parts)
    assert (reason(f"SELECT * {{ {query} }}", Limits(patterns=9)) is None) == (planning <= 9**4)
    everything = first + sum(inside + then for _, inside, then in parts)
    for whole in (
        "SELECT * {{ {{ {} }} }}",
        "SELECT * {{ GRAPH ?g {{ {} }} }}",
        "SELECT * {{ {{ SELECT * {{ {} }} }} }}",
        "SELECT * {{ {{}} UNION {{ {} }} }}",
    ):
        count = everything + whole.count("GRAPH")
        assert (reason(whole.format(query), Limits(patterns=9)) is None) == (count <= 9)


def test_joins_bound_by_a_client_pass() -> None:
    record, agent = (
        "<http://catalog.example.org/record/pubmed-5577770#it>",
        "<http://catalog.example.org/agent/orcid-0000-0002-1825-0097#it>",
    )
    for columns, row in (
        ("?s", record),
        ("(?s ?a)", f"({record} {agent})"),
        ("(?s ?a ?n)", f'({record} UNDEF "Ada"@en)'),
    ):
        known = guard(f"SELECT * {{ VALUES {columns} {{ {row * 500} }} ?s ?p ?o . ?o ?q ?a }}")
        assert known.patterns == 3
        assert guard(f"SELECT * {{ ?s ?p ?o }} VALUES {columns} {{ {row * 500} }}").patterns == 2


@pytest.mark.parametrize("text", ["(", "SELECT * {", '"', "<", "#", "é", "?s ?p ?o . ", "\\u0041", "x:a."])
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    assert reason(text * (1_000_000 // len(text))) == "too-long"
    assert time.process_time() - start < 0.02


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"""',
        "<",
        "a.",
        "a.a:",
        "x:a.",
        "?",
        "\\u0041",
        "\n",
        "(",
        "{",
        "x:a\\-",
        "SELECT*{?a?b '''a",
        "1.",
        "@en-",
        "a ",
    ],
)
def test_the_longest_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    assert reason(text * (Limits().length // len(text))) is not None
    assert time.process_time() - start < 0.1


def test_a_typical_query_costs_next_to_nothing() -> None:
    query = (
        "PREFIX s: <https://schema.org/> SELECT ?a ?n (COUNT(*) AS ?c) WHERE { ?s s:author ?a ; s:name ?n . "
        "OPTIONAL { ?a s:name 'x' } FILTER(REGEX(?n, 'x#y')) } GROUP BY ?a ?n ORDER BY DESC(?c) LIMIT 10"
    )
    start = time.process_time()
    for _ in range(200):
        guard(query)
    assert time.process_time() - start < 0.4  # 0.1 ms each on an idle machine
