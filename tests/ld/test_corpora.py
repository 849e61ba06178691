"""Every VuFind document there is at hand by its index fields, the whole way: nothing crashes, nothing is lost, nothing false is written.

The same by way of their full records is in test_every_corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import URIRef

from ld.conversion import Converter
from ld.editions import Entry, State
from ld.findings import Outcome
from ld.graph import to_triples
from ld.iris import Iris
from ld.mapping import explain
from ld.pipeline import Report, try_out
from ld.sources.base import ParseOptions
from ld.sources.reading import read
from shapes import unknown_terms, validator

pytestmark = pytest.mark.shared
IRIS = Iris("https://catalog.example.org")
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
# Source faults, each looked at: records without any title.
DESERVED = {"7788125": "shacl.work-name", "82591": "shacl.work-name"}


def files(shared: Path) -> list[str]:
    made = sorted(str(path) for path in (shared / "corpora" / "vufind-solr").glob("*.ndjson.gz"))
    return [*made, str(shared / "corpora" / "vufind" / "vufind-solr-docs-from-fixtures.ndjson")]


@pytest.fixture(scope="module")
def run(shared: Path) -> tuple[Report, list[Entry], Converter]:
    converter = Converter(IRIS, validator("shacl"), ParseOptions(full_record=False))
    report = Report()
    return report, list(try_out(read(files(shared)), converter, report)), converter


def test_the_counts_add_up(run: tuple[Report, list[Entry], Converter]) -> None:
    report, entries, _ = run
    assert report.adds_up
    assert report.read == len(entries) == 8911
    assert report.unreadable == 0


def test_only_faults_of_the_source_are_withheld(run: tuple[Report, list[Entry], Converter]) -> None:
    withheld = {
        e.source.id: next(f.code for f in e.findings if f.severity == "violation")
        for e in run[1]
        if e.state is State.QUARANTINED
    }
    assert set(withheld.values()) <= set(DESERVED.values())
    assert len(withheld) == 2


def test_every_occurrence_has_an_outcome_and_every_drop_a_reason(
    run: tuple[Report, list[Entry], Converter],
) -> None:
    total: Counter[Outcome] = Counter()
    for entry in run[1]:
        for outcome in entry.coverage:
            total[outcome.outcome] += outcome.count
            assert outcome.reason or outcome.outcome is not Outcome.DROPPED, outcome
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    for outcome in Outcome:
        assert f"| {outcome.value} | {total[outcome]:,} |" in readme, (
            f"the README's table of coverage: {outcome.value} {total[outcome]:,}"
        )


def test_what_counts_as_mapped_is_stated(run: tuple[Report, list[Entry], Converter]) -> None:
    _, entries, converter = run
    unstated = set()
    for entry in entries[::5]:
        record = converter.parse(entry.source).record
        assert record is not None
        stated = {field for statement in explain(record, IRIS) for field in statement.field.split("+")}
        unstated |= {
            (entry.source.id, o.field)
            for o in entry.coverage
            if o.outcome is Outcome.MAPPED and o.field not in stated
        }
    assert not unstated


def terms(entry: Entry) -> Iterator[NamedNode | Literal]:
    assert entry.graph is not None
    for triple in to_triples([*entry.graph.own, *(line for _, line in entry.graph.shared)]):
        for term in (triple.subject, triple.predicate, triple.object):
            assert not isinstance(term, BlankNode)
            yield term  # type: ignore[misc] # RDF 1.1 has no triple terms


def test_iris_are_valid_and_tags_lower_case(run: tuple[Report, list[Entry], Converter]) -> None:
    iris: set[str] = set()
    for entry in run[1]:
        for term in terms(entry):
            if isinstance(term, NamedNode):
                iris.add(term.value)
            elif term.language:
                assert TAG.fullmatch(term.language)
    for iri in iris:
        assert iri.isascii()
        assert URIRef(iri).n3()  # raises for what rdflib cannot write
        assert re.match(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$", iri), iri


def test_only_known_terms(run: tuple[Report, list[Entry], Converter]) -> None:
    unknown: set[str] = set()
    for entry in run[1]:
        assert entry.graph is not None
        unknown |= unknown_terms(entry.graph.ntriples)
    assert not unknown


def test_no_statement_is_in_two_graphs(run: tuple[Report, list[Entry], Converter]) -> None:
    for entry in run[1]:
        assert entry.graph is not None
        assert all(IRIS.graph(t.subject.value) == entry.graph.graph for t in to_triples(entry.graph.own))  # type: ignore[union-attr] # no blank nodes
        for graph, line in entry.graph.shared:
            assert IRIS.graph(line[1 : line.index(">")]) == graph
