"""W3C's SHACL test suite, Core and SPARQL-based constraints, through both engines as they are used here."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl.errors import ConstraintLoadWarning, ShapeRecursionWarning
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from ld.errors import LDError, ShapeLoadError
from shapes import EngineValidator, terms
from shapes.catalog import indexed
from shapes.engines import Engine, PyshaclEngine, Result, ShaclEngine
from shapes.loading.lint import faults
from shapes.loading.naming import name_property_shapes
from shapes.own.guarded import GuardedProcess
from shapes.paths import path_text

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
Make = Callable[[str], Engine]

EXPECTED = {"shacl": set(), "pyshacl": {"property/uniqueLang-002.ttl"}}
"""The tests that an engine fails: pyshacl takes "1"^^xsd:boolean for true, which is not what sh:uniqueLang asks for."""

REFUSED_CORE = {
    "complex/shacl-shacl.ttl": "sh:entailment is not a term that both engines know",
    "misc/severity-002.ttl": "is none of Violation, Warning, Info",
    "path/path-unused-001.ttl": "a path or list leads back to itself",
    "property/qualifiedValueShape-001.ttl": "sh:nodeShape is not a term that both engines know",
}
"""What our loader does not take, though it is of SHACL Core: own severities, circles that are unused, misspelt terms."""

NOT_APPLICABLE = {
    "component/nodeValidator-001.ttl": "sh:ConstraintComponent is not a term that both engines know",
    "component/optional-001.ttl": "sh:ConstraintComponent is not a term that both engines know",
    "component/propertyValidator-select-001.ttl": "sh:ConstraintComponent is not a term that both engines know",
    "component/validator-001.ttl": "sh:ConstraintComponent is not a term that both engines know",
    "pre-binding/shapesGraph-001.ttl": "uses $shapesGraph, which only one of the engines knows",
}
"""Of the SPARQL part: components of one's own (SHACL §6), and the shapes graph in queries, which is optional (§5.3.1)."""


@lru_cache(maxsize=256)
def load(address: str) -> Graph:
    """A Turtle file, its literals as they are written."""
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    return terms.graph(terms.parse(text, ox.RdfFormat.TURTLE, base=address))


def cases(top: Path) -> Iterator[tuple[str, Graph, Node]]:
    """Each test of a part of the suite: its file, the graph, its node."""
    for file in sorted(top.rglob("*.ttl")):
        graph = load(file.as_uri())
        for test in graph.subjects(RDF.type, SHT.Validate):
            yield str(file.relative_to(top)), graph, test


def graphs(graph: Graph, test: Node) -> tuple[Graph, Graph]:
    """Data and shapes of a test."""
    action = graph.value(test, MF.action)
    data, shapes = (load(str(graph.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    return data, shapes


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


def passes(make: Make, graph: Graph, test: Node) -> bool:
    result = graph.value(test, MF.result)
    data, shapes = graphs(graph, test)
    try:
        found = Counter(make(terms.ntriples(shapes)).run(terms.ntriples(data)))
    except LDError:
        return result == SHT.Failure
    assert result is not None
    return result != SHT.Failure and found == expected(graph, result)


@pytest.fixture(params=["shacl", "pyshacl", "shacl in its process", "pyshacl in its process"])
def engine(request: pytest.FixtureRequest) -> Iterator[tuple[str, Make]]:
    """Name of an engine, and what makes it."""
    name, *guarded = request.param.split(" ", 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConstraintLoadWarning)  # some tests are about ill-formed shapes
        warnings.simplefilter("ignore", ShapeRecursionWarning)
        if not guarded:
            yield name, {"shacl": ShaclEngine, "pyshacl": PyshaclEngine}[name]
            return
        with GuardedProcess(name) as process:

            def make(ntriples: str) -> Engine:
                process.load(ntriples)
                return process

            yield name, make


@pytest.mark.shared
def test_core(shared: Path, engine: tuple[str, Make]) -> None:
    name, make = engine
    outcomes = {
        file: passes(make, graph, test)
        for file, graph, test in cases(shared / "suites" / "shacl-test-suite" / "core")
    }
    assert len(outcomes) == 98
    assert {file for file, passed in outcomes.items() if not passed} == EXPECTED[name]


@pytest.mark.shared
def test_sparql_constraints(shared: Path, engine: tuple[str, Make]) -> None:
    """A test whose shapes must be refused passes if our loader refuses them, or the engine does."""
    _, make = engine

    def checked(ntriples: str) -> Engine:
        for fault in faults(shapes_only(load_ntriples(ntriples))):
            raise ShapeLoadError(fault.message)
        return make(ntriples)

    outcomes = {
        file: passes(checked, graph, test)
        for file, graph, test in cases(shared / "suites" / "shacl-test-suite" / "sparql")
    }
    assert len(outcomes) == 23
    assert {file for file, passed in outcomes.items() if not passed} == set(NOT_APPLICABLE)


@pytest.mark.shared
@pytest.mark.parametrize(("part", "refused"), [("core", REFUSED_CORE), ("sparql", NOT_APPLICABLE)])
def test_what_is_refused_is_named(shared: Path, part: str, refused: dict[str, str]) -> None:
    said = {
        file: " ".join(fault.message for fault in faults(shapes_only(graphs(graph, test)[1])))
        for file, graph, test in cases(shared / "suites" / "shacl-test-suite" / part)
    }
    assert all(reason in said[file] for file, reason in refused.items())


@pytest.mark.shared
@pytest.mark.parametrize(("part", "count"), [("core", 94), ("sparql", 11)])
def test_findings(shared: Path, part: str, count: int) -> None:
    """All that our loader takes, through a validator, which names shapes that have no IRI."""
    checked = 0
    for file, graph, test in cases(shared / "suites" / "shacl-test-suite" / part):
        data, all_shapes = graphs(graph, test)
        shapes = shapes_only(all_shapes)
        if not list(faults(shapes)):
            name_property_shapes(shapes)
            found = EngineValidator(indexed(shapes)).validate(terms.ntriples(data), record_id="1")
            result = graph.value(test, MF.result)
            assert result is not None
            assert {(f.focus, f.path, f.value, f.severity.iri) for f in found} == {
                (r.focus, r.path, r.value, r.severity) for r in expected(graph, result)
            }, file
            checked += 1
    assert checked == count


def load_ntriples(text: str) -> Graph:
    return terms.graph(terms.parse(text))


def shapes_only(graph: Graph) -> Graph:
    """A test's file without the manifest and the expected report: our rules are about shapes."""
    dropped: set[Node] = {*graph.subjects(RDF.type, MF.Manifest), *graph.subjects(RDF.type, SHT.Validate)}
    todo = list(dropped)
    while todo:
        for predicate, value in graph.predicate_objects(todo.pop()):
            if isinstance(value, BNode) and value not in dropped and predicate != SH.sourceShape:
                dropped.add(value)
                todo.append(value)
    own = Graph()
    for subject, predicate, value in graph:
        if subject not in dropped or (isinstance(subject, URIRef) and predicate == SH.declare):
            own.add((subject, predicate, value))
    return own
