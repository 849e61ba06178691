"""W3C's SHACL Core test suite, through both engines as they are used here."""

from __future__ import annotations

import warnings
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl.errors import ConstraintLoadWarning, ShapeRecursionWarning
from rdflib import RDF, SH, Graph, Namespace
from rdflib.term import Node

from ld.errors import LDError
from shapes import terms
from shapes.engines import Engine, PyshaclEngine, Result, ShaclEngine
from shapes.paths import path_text

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
EXPECTED = {ShaclEngine: set(), PyshaclEngine: {"property/uniqueLang-002.ttl"}}
"""The tests that an engine fails: pyshacl takes "1"^^xsd:boolean for true, which is not what sh:uniqueLang asks for."""


@lru_cache(maxsize=256)
def load(address: str) -> Graph:
    """A Turtle file, its literals as they are written."""
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    return terms.graph(terms.parse(text, ox.RdfFormat.TURTLE, base=address))


def expected(graph: Graph, report: Node) -> Counter[Result]:
    """The results of a report, blank nodes by what they are."""

    def text(node: Node, predicate: Node) -> str:
        return terms.from_rdflib(graph.value(node, predicate))

    return Counter(
        Result(
            focus=terms.bare(text(node, SH.focusNode)),
            path=path_text(graph, graph.value(node, SH.resultPath)),
            value=text(node, SH.value),
            shape=terms.bare(text(node, SH.sourceShape)),
            component=terms.bare(text(node, SH.sourceConstraintComponent)),
            severity=terms.bare(text(node, SH.resultSeverity)),
        )
        for node in graph.objects(report, SH.result)
    )


def passes(engine: type[ShaclEngine] | type[PyshaclEngine], graph: Graph, test: Node) -> bool:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    data, shapes = (load(str(graph.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    try:
        made: Engine = engine(terms.ntriples(shapes))
        found = Counter(made.run(terms.ntriples(data)))
    except LDError:
        return result == SHT.Failure
    assert result is not None
    return result != SHT.Failure and found == expected(graph, result)


@pytest.mark.shared
@pytest.mark.parametrize("engine", [ShaclEngine, PyshaclEngine])
def test_core(shared: Path, engine: type[ShaclEngine] | type[PyshaclEngine]) -> None:
    top = shared / "suites" / "shacl-test-suite" / "core"
    failed, count = set(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConstraintLoadWarning)  # some tests are about ill-formed shapes
        warnings.simplefilter("ignore", ShapeRecursionWarning)
        for file in sorted(top.rglob("*.ttl")):
            graph = load(file.as_uri())
            for test in graph.subjects(RDF.type, SHT.Validate):
                count += 1
                if not passes(engine, graph, test):
                    failed.add(str(file.relative_to(top)))
    assert count == 98
    assert failed == EXPECTED[engine]
