"""Laws of the mapping, whatever a source says."""

from __future__ import annotations

from hypothesis import given, settings
from pyoxigraph import BlankNode, NamedNode

from ld.findings import Severity
from ld.graph import to_triples
from ld.mapping import explain, map_record
from ld.record import BibRecord
from shapes import unknown_terms, validator
from tests.ld.mapping.records import RECORD
from tests.ld.mapping.statements import IRIS

ENGINE = validator("shacl")


@settings(max_examples=40, deadline=None)
@given(RECORD)
def test_any_record_becomes_a_graph_that_conforms(record: BibRecord) -> None:
    """What a source says may be odd; what we make of it is never a violation."""
    graph = map_record(record, IRIS)
    found = [f for f in ENGINE.validate(graph.ntriples, record_id="1") if f.severity is Severity.VIOLATION]
    assert not found, [(f.code, f.focus, f.path, f.value) for f in found]
    assert not unknown_terms(graph.ntriples)


@settings(max_examples=40, deadline=None)
@given(RECORD)
def test_every_node_of_the_record_is_described(record: BibRecord) -> None:
    graph = map_record(record, IRIS)
    triples = to_triples([*graph.own, *(line for _, line in graph.shared)])
    subjects = {triple.subject for triple in triples}
    for triple in triples:
        assert not isinstance(triple.object, BlankNode)
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(f"{graph.graph}#"):
            assert triple.object in subjects, triple


@settings(max_examples=20, deadline=None)
@given(RECORD)
def test_explain_tells_every_statement_and_each_has_its_field(record: BibRecord) -> None:
    graph = map_record(record, IRIS)
    explained = explain(record, IRIS)
    assert {one.line for one in explained} == {*graph.own, *(line for _, line in graph.shared)}
