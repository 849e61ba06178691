"""Linksets say how many statements lead to which dataset of others: the numbers are those of queries, whatever was done to the edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from ld.conversion import Converter
from ld.dumps.linksets import linksets
from ld.editions import Edition, Editions
from ld.findings import Finding
from ld.graph import RecordGraph, to_lines
from ld.iris import Iris
from ld.namespaces import DCTERMS, RDF, SCHEMA, SKOS
from ld.pipeline import ingest
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.targets import TARGETS
from tests.ld.editions.cards import BASE, IRIS, LANGUAGE, entry, graph, put

SAMPLES = Path(__file__).resolve().parents[3] / "ld" / "samples" / "catalogue.ndjson"
DOI, ORCID, LOC = "https://doi.org/10.1234/", "https://orcid.org/0000-0002-1825-009", "http://id.loc.gov/"
# None of these is a link to a known target.
NEAR_MISSES = (
    "http://doi.org/10.1234/a",
    "https://doi.organization.example/",
    "https://www.example.org/https://doi.org/10.1234/a",
    f"{BASE}/record/other#it",
    "urn:isbn:9780306406157",
)


def linking(record_id: str, *objects: str, predicate: NamedNode = SCHEMA.sameAs) -> RecordGraph:
    """A card whose thing leads to IRIs, and also has a class, a text and shared entities that look like it."""
    thing = NamedNode(f"{IRIS.record(record_id).value}#it")
    more = [Triple(thing, predicate, NamedNode(iri)) for iri in objects]
    more += [
        Triple(thing, RDF.type, NamedNode(f"{LOC}ontologies/bibframe/Work")),
        Triple(thing, DCTERMS.identifier, Literal(f"<{DOI}a>")),
    ]
    serial, language = IRIS.shared("serial", "issn-1234-5679"), NamedNode(f"{LANGUAGE}eng")
    others = [
        Triple(serial, SCHEMA.sameAs, NamedNode("https://portal.issn.org/resource/ISSN/1234-5679")),
        Triple(language, SKOS.inScheme, NamedNode(f"{LOC}vocabulary/iso639-2")),  # not ours: not our link
    ]
    card = graph(record_id)
    placed = [(IRIS.graph(t.subject.value), line) for t, line in zip(others, to_lines(others), strict=True)]
    return replace(
        card,
        own=tuple(sorted({*card.own, *to_lines(more)})),
        shared=tuple(sorted({*card.shared, *placed})),
    )


def queried(edition: Edition) -> dict[str, dict[str, int]]:
    """What the store says."""
    found: dict[str, dict[str, int]] = {}
    for target in TARGETS:
        rows = edition.query(
            "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isIRI(?o) && ?p != <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
            f' && STRSTARTS(STR(?s), "{BASE}/") && STRSTARTS(STR(?o), "{target.space}")) }} GROUP BY ?p'
        )
        numbers = {row["p"].value: int(row["n"].value) for row in rows}
        if numbers:
            found[target.key] = numbers
    return found


def described(triples: Sequence[Triple]) -> dict[str, dict[str, int]]:
    """What the description says: targets and their link predicates, each with its number."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    rows = store.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?set ?space ?all ?p ?n { "
        f"<{BASE}/dataset#it> void:subset ?set . ?set a void:Linkset ; void:triples ?all ; void:linkPredicate ?p ;"
        f" void:subjectsTarget <{BASE}/dataset#it> ; void:objectsTarget ?other ; void:propertyPartition ?part ."
        " ?other a void:Dataset ; void:uriSpace ?space . ?part void:property ?p ; void:triples ?n }"
    )
    keys = {target.space: target.key for target in TARGETS}
    found: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for row in rows:
        key = keys[row["space"].value]
        assert row["set"].value == f"{BASE}/dataset#links-{key}"
        found.setdefault(key, {})[row["p"].value] = int(row["n"].value)
        totals[key] = int(row["all"].value)
    assert totals == {key: sum(numbers.values()) for key, numbers in found.items()}
    return found


def check(editions: Editions) -> dict[str, dict[str, int]]:
    """The description against the store; what they agree on."""
    with editions.open() as edition:
        found = queried(edition)
        assert described(linksets(IRIS, edition.counts().links)) == found
        assert editions.verify().problems == ()
    return found


def test_numbers_follow_what_is_put_changed_and_withdrawn(editions: Editions) -> None:
    put(
        editions,
        entry(linking("one", f"{DOI}a", f"{DOI}b", f"{ORCID}7", *NEAR_MISSES)),
        entry(linking("two", f"{DOI}a", f"{LOC}authorities/names/n1")),
    )
    same = SCHEMA.sameAs.value
    first = check(editions)
    assert first["doi"] == {same: 3}
    assert first["orcid"] == {same: 1}
    assert first["issn"] == {same: 1}  # of an entity that both share: one statement
    assert first["loc"][same] == 1
    assert SKOS.inScheme.value not in first["loc"]
    put(editions, entry(linking("one", f"{DOI}a", predicate=SCHEMA.citation)))
    assert check(editions)["doi"] == {SCHEMA.citation.value: 1, same: 1}
    put(editions, entry(linking("one", f"{DOI}a", predicate=SCHEMA.citation)))
    put(editions, withdraw=["two"])
    assert check(editions)["doi"] == {SCHEMA.citation.value: 1}
    put(editions, withdraw=["one"])
    last = check(editions)
    assert set(last) == {"loc"}  # the languages of the others


def test_numbers_are_those_of_a_rollback(editions: Editions) -> None:
    number = put(editions, entry(linking("one", f"{DOI}a", f"{DOI}b")))
    assert number is not None
    put(editions, entry(linking("one", f"{DOI}a")))
    editions.rollback(number)
    assert check(editions)["doi"] == {SCHEMA.sameAs.value: 2}


class Anything:
    """A validator that finds nothing."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        return ()


def test_numbers_of_real_records(tmp_path: Path) -> None:
    editions, converter = Editions(tmp_path / "data"), Converter(Iris(BASE), Anything(), ParseOptions())
    sources = [item for item in read([str(SAMPLES)]) if isinstance(item, SourceRecord)][::3]
    ingest(sources, editions, converter)
    first = check(editions)
    assert len(first) > 8
    ingest(sources[30:], editions, converter, full=True)
    assert check(editions) != first


def test_nothing_is_blank_or_said_twice(editions: Editions) -> None:
    put(editions, entry(linking("one", f"{DOI}a", f"{DOI}b", f"{ORCID}7")))
    with editions.open() as edition:
        triples = linksets(IRIS, edition.counts().links)
        assert triples == linksets(IRIS, edition.counts().links)
    assert len(set(triples)) == len(triples)
    assert not any(isinstance(term, BlankNode) for triple in triples for term in triple)


def test_without_links_there_are_no_linksets() -> None:
    assert linksets(IRIS, {}) == []


@pytest.mark.parametrize("base", ["https://doi.org", "https://doi.org/catalogue"])
def test_a_site_does_not_link_to_itself(base: str) -> None:
    links = {"doi": {SCHEMA.sameAs.value: 3}, "orcid": {SCHEMA.sameAs.value: 2}}
    triples = linksets(Iris(base), links)
    assert {t.subject.value for t in triples if t.predicate == RDF.type} == {
        f"{base}/dataset#links-orcid",
        f"{base}/dataset#target-orcid",
    }
