"""The founding record, statement by statement, against the worked example of the mapping."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse

from ld.graph import to_triples
from ld.iris import Iris
from ld.mapping import explain, map_record
from ld.record import BibRecord
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

SAMPLES = Path(__file__).resolve().parents[3] / "ld" / "samples"
EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "worked-examples" / "pubmed-5577770.ttl"
IRIS = Iris("https://catalog.example.org")


def parsed(*, recover: bool = False) -> ParsedRecord:
    (source,) = read([str(SAMPLES / "founding-record.txt")])
    assert isinstance(source, SourceRecord)
    result = SOURCES[source.format].parse(source, ParseOptions(recover_spelling=recover))
    assert isinstance(result, ParsedRecord)
    return result


@pytest.fixture(scope="module")
def record() -> BibRecord:
    result = parsed().record
    assert result is not None
    return result


def example(path: Path, format_: RdfFormat, abstract: str) -> set[Triple]:
    """The example's statements, its shortened texts written out."""
    found = set()
    for quad in parse(path.read_bytes(), format=format_):
        triple = quad.triple
        if isinstance(triple.object, Literal) and "…full text of" in triple.object.value:
            triple = Triple(triple.subject, triple.predicate, Literal(abstract))
        found.add(triple)
    return found


def test_graph_is_the_worked_example(record: BibRecord) -> None:
    graph = map_record(record, IRIS)
    ours = set(to_triples([*graph.own, *(line for _, line in graph.shared)]))
    expected = example(EXAMPLE, RdfFormat.TURTLE, record.summaries[0].value)
    assert ours == expected, f"missing {expected - ours}\nextra {ours - expected}"
    assert len(expected) == 171


def test_no_statement_is_in_two_graphs(record: BibRecord) -> None:
    graph = map_record(record, IRIS)
    assert not set(graph.own) & {line for _, line in graph.shared}
    assert all(IRIS.graph(triple.subject.value) == graph.graph for triple in to_triples(graph.own))


def test_every_statement_is_explained(record: BibRecord) -> None:
    graph, explained = map_record(record, IRIS), explain(record, IRIS)
    assert {entry.line for entry in explained} == {*graph.own, *(line for _, line in graph.shared)}
    assert {entry.field for entry in explained if "bibo/authorList" in entry.line} == {"author"}
    assert {entry.rule for entry in explained if "/datePublished" in entry.line} == {"dates.publication"}


def test_every_field_has_an_outcome() -> None:
    outcomes = {(entry.field, entry.outcome.value) for entry in parsed().coverage}
    assert {field for field, outcome in outcomes if outcome == "mapped"} == {
        "author", "collection", "description", "format", "id", "institution", "language", "publishDate", "publisher", "title",
        "topic", "url",
    }  # fmt: skip
    assert not {field for field, outcome in outcomes if outcome in {"dropped", "local"}}
    assert sum(entry.count for entry in parsed().coverage if entry.field == "author") == 9


def test_recovery_is_off_unless_asked_for_and_stays_in_its_own_graph() -> None:
    plain, recovering = parsed().record, parsed(recover=True).record
    assert plain is not None
    assert recovering is not None
    without, with_ = map_record(plain, IRIS), map_record(recovering, IRIS)
    assert without.recovered == ()
    added = set(with_.own) - set(without.own)
    assert {line.split()[1].rpartition("#")[2].rstrip(">") for line in added} == {
        "wasDerivedFrom",
        "wasGeneratedBy",
    }
    values = {
        triple.object.value for triple in to_triples(with_.recovered) if isinstance(triple.object, Literal)
    }
    assert {"2017-08-30", "2017-08-31", "Int J Equity Health"} < values
    assert any("https://creativecommons.org/licenses/by/4.0/" in line for line in with_.recovered)
