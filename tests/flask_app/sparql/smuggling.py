"""Queries that hide SERVICE, for the guard to find. For tests."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

PREFIXES = """PREFIX x: <{base}>
PREFIX : <{base}>
PREFIX SERVICEx: <http://x.example/>
PREFIX trueSERVICEx: <http://x.example/>
PREFIX aSERVICEx: <http://x.example/>
"""
CALLS = [
    "SERVICE<{base}>{?s ?p ?o}", "SERVICE x:a{?s ?p ?o}", "SERVICEx:a{?s ?p ?o}", "SERVICE:a{}", "SERVICE?s{?s ?p ?o}",
    "SERVICE$o{}", "SERVICE#c\n?s{}", "sErViCe x:a{}", "SERVICE x:a#>\n{}", "SERVICE ?o#>\n{}", "SERVICE?o#\"\n{}", "SERVICE?o#'\n{}",
]  # fmt: skip
ALLOWED = [
    "SERVICE<{base}a>{?s ?p ?o}", "SERVICE SILENT<{base}a>{}", "SERVICE#c\n<{base}a>#>\n{?s ?p ?o}", "sErViCe silent\t<{base}a> {}",
    "OPTIONAL{SERVICE<{base}a>{?s ?p ?o}}", "GRAPH?g{SERVICE<{base}a>{}}", "{SELECT*{SERVICE<{base}a>{}}}",
    "SERVICE<{base}a>{SERVICE<{base}b>{}}", "SERVICE<{base}a>{}SERVICE<{base}b>{}", "SERVICESILENT<{base}a>{}", "SERVICE SILENTx:a{}",
    "SERVICE<{base}\\u0061>{}", "SERVICE<a>{}", "SERVICE<{base}a#b>{}", "SERVICE <{base}a>", "SERVICE{}", "SERVICE SILENT{}",
    "FILTER EXISTS{SERVICE<{base}a>{}}", "MINUS{?s ?p ?o SERVICE<{base}a>{?s ?p ?o}}", "'SERVICE<{base}a>{}'", "<SERVICE{base}a>",
]  # fmt: skip
"""With what a guard may let through, if it is told so: `a` and no other endpoint."""
_AROUND = [
    "", "?s ?p ?o .", "?s ?p ?o ", "?s ?p ?o;", "?s ?p x:a.", "?s ?p x:a.b.", "?s ?p true", "?s ?p 1", "?s ?p 1.",
    '?s ?p "a"', '?s ?p "a"@en', '?s ?p "a"^^x:b.', '?s ?p """a"""', "?s ?p [] .", "{}", "FILTER(1<2)", "FILTER(?s<2)",
    "FILTER(x:a<x:b)", "FILTER(STR(?o)<'z')", "FILTER(EXISTS{?s ?p ?o}<2)", "FILTER(?o<<http://x/#>)", "BIND(1<2 AS?z)",
    "VALUES?z{1 true}", "OPTIONAL{?s ?p ?o}", "?s x:p? ?o.", "?s ?p _:a.b.", "?s x:a\\#b ?o.", "#\n", "#'\n", "#<\n",
]  # fmt: skip
_WHOLE = ["SELECT*{%s}", "ASK{%s}", "SELECT*{FILTER EXISTS{%s}}", "SELECT*{{SELECT*{%s}}}"]
_MUTATIONS = [*"\n#<>\"'.;{}()1\\| ", "", "true", "x:", "SERVICE", "SILENT"]


@st.composite
def smuggling(draw: st.DrawFn, calls: Sequence[str]) -> str:
    """A query, right or not, with one of `calls` in it, that a change or two may have hidden."""
    parts = [
        *draw(st.lists(st.sampled_from(_AROUND), max_size=3)),
        draw(st.sampled_from(calls)),
        draw(st.sampled_from(_AROUND)),
    ]
    query = draw(st.sampled_from(_WHOLE)) % "".join(parts)
    for _ in range(draw(st.integers(0, 2))):
        at, mutation = draw(st.integers(0, len(query))), draw(st.sampled_from(_MUTATIONS))
        query = query[:at] + mutation + query[at + draw(st.integers(0, 1)) :]
    return query


__all__ = ["ALLOWED", "CALLS", "PREFIXES", "smuggling"]
