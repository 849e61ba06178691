"""Reports: text, JSON, and RDF that other SHACL tools can read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from ld.findings import Finding, Severity
from shapes import Catalog, EngineValidator, report_json, report_text, report_turtle
from shapes.paths import path_text

EXAMPLES = Path(__file__).parent / "examples" / "core"
Read = Callable[..., str]


@pytest.fixture(scope="module")
def found(shacl_validator: EngineValidator, read_turtle: Read) -> tuple[Finding, ...]:
    texts = [read_turtle(path) for path in sorted(EXAMPLES.glob("*/invalid.ttl"))]
    return tuple(finding for text in texts for finding in shacl_validator.validate(text, record_id="1"))


def test_text(found: tuple[Finding, ...]) -> None:
    lines = report_text(found).splitlines()
    assert len(lines) == 2 * len(found) + 1
    assert "violation  1  shacl.text-empty  schema:description" in "\n".join(lines)
    assert lines[-1].endswith("infos")


def test_text_of_nothing() -> None:
    assert report_text([]) == "0 violations, 0 warnings, 0 infos"


def test_json(found: tuple[Finding, ...]) -> None:
    body = json.loads(report_json(found))
    assert body["conforms"] is False
    assert sum(body["counts"].values()) == len(body["findings"]) == len(found)
    assert body["findings"][0]["severity"] in {"violation", "warning", "info"}


def test_turtle_is_a_validation_report(found: tuple[Finding, ...], catalog: Catalog) -> None:
    """SHACL §3.6: what each result must have, once."""
    graph = Graph().parse(data=report_turtle(found, shapes=catalog), format="turtle")
    report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    assert list(graph.objects(report, SH.conforms)) == [Literal(False)]
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(found)
    for node in results:
        assert (node, RDF.type, SH.ValidationResult) in graph
        for predicate in (
            SH.focusNode,
            SH.resultSeverity,
            SH.sourceConstraintComponent,
            SH.sourceShape,
        ):
            assert len(list(graph.objects(node, predicate))) == 1, predicate
        assert len(list(graph.objects(node, SH.resultPath))) <= 1
        messages = [one for one in graph.objects(node, SH.resultMessage) if isinstance(one, Literal)]
        assert sorted(str(one.language) for one in messages) == ["en", "es"]
        shape = catalog.shapes[str(graph.value(node, SH.sourceShape))]
        assert graph.value(node, SH.resultSeverity) == URIRef(shape.severity.iri)


def test_turtle_says_what_the_findings_say(found: tuple[Finding, ...], catalog: Catalog) -> None:
    graph = Graph().parse(data=report_turtle(found, shapes=catalog), format="turtle")
    said = {
        (
            str(graph.value(n, SH.sourceShape)),
            str(graph.value(n, SH.focusNode)),
            path_text(graph, graph.value(n, SH.resultPath)),
        )
        for n in graph.objects(None, SH.result)
        if not isinstance(graph.value(n, SH.focusNode), BNode)
    }
    assert said == {(f.spec, f.focus, f.path) for f in found if not f.focus.startswith("_:")}
    values = {str(value) for value in graph.objects(None, SH.value)}
    assert {"978-3-922740-06-3", " \n\u00a0", "a\x00b"} <= values


def test_turtle_of_nothing() -> None:
    expected = Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . [] a sh:ValidationReport ; sh:conforms true ."
    )
    reader_s = Finding("id.unservable", Severity.VIOLATION, "1", "id", "", "The id is empty.")
    for findings in ([], [reader_s]):
        assert isomorphic(Graph().parse(data=report_turtle(findings)), expected)


def test_values_in_part_are_left_out(catalog: Catalog) -> None:
    spec = "https://w3id.org/ldpub/shapes/core#text-empty"
    cut = Finding(
        "shacl.text-empty",
        Severity.VIOLATION,
        "1",
        "https://schema.org/name",
        '"xxx…',
        "Blank.",
        spec,
        "http://x/1",
        component="PatternConstraintComponent",
    )
    graph = Graph().parse(data=report_turtle([cut], shapes=catalog))
    assert not list(graph.objects(None, SH.value))
    assert list(graph.objects(None, SH.focusNode)) == [URIRef("http://x/1")]
