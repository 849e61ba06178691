"""The VoID description says what is true of the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from ld.dumps import describe, write_dumps
from ld.editions import Edition
from ld.errors import MintingError
from ld.namespaces import DCTERMS, RDF, SCHEMA, VOID

BASE = "https://catalog.example.org"
DATASET = NamedNode(f"{BASE}/dataset#it")


@pytest.fixture
def void(edition: Edition, tmp_path: Path) -> list[Triple]:
    return describe(
        edition,
        write_dumps(edition, tmp_path),
        base_url=f"{BASE}/",
        title="Catalogue",
        publisher="The Library",
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        sparql_endpoint=f"{BASE}/sparql",
    )


def values(void: list[Triple], predicate: NamedNode, subject: NamedNode = DATASET) -> list[str]:
    return [
        triple.object.value for triple in void if triple.subject == subject and triple.predicate == predicate
    ]


def count(edition: Edition, pattern: str, what: str = "*") -> list[str]:
    (solution,) = edition.query(f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
    return [solution["n"].value]


def test_numbers_are_those_of_queries(edition: Edition, void: list[Triple]) -> None:
    assert values(void, VOID.triples) == count(edition, "?s ?p ?o")
    assert values(void, VOID.distinctSubjects) == count(edition, "?s ?p ?o", "DISTINCT ?s")
    own = f'?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}/"))'
    assert values(void, VOID.entities) == count(edition, own, "DISTINCT ?s")
    assert values(void, VOID.classes) == count(edition, "?s a ?c", "DISTINCT ?c")
    assert values(void, VOID.properties) == count(edition, "?s ?p ?o", "DISTINCT ?p")


def test_partitions_are_those_of_queries(edition: Edition, void: list[Triple]) -> None:
    store = Store()
    store.extend(Quad(*triple) for triple in void)
    for kind, number, pattern in (("class", "entities", "?s a <{}>"), ("property", "triples", "?s <{}> ?o")):
        partitions = list(
            store.query(
                f"PREFIX void: <http://rdfs.org/ns/void#> SELECT ?part ?term ?n {{ <{DATASET.value}> void:{kind}Partition ?part ."
                f" ?part void:{kind} ?term ; void:{number} ?n }}"
            )
        )
        assert partitions
        assert len({solution["part"] for solution in partitions}) == len(partitions)
        for solution in partitions:
            assert [solution["n"].value] == count(edition, pattern.format(solution["term"].value))


def test_the_dataset_is_described(edition: Edition, void: list[Triple]) -> None:
    assert values(void, RDF.type) == [VOID.Dataset.value]
    assert values(void, DCTERMS.title) == ["Catalogue"]
    assert values(void, DCTERMS.license) == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    assert values(void, DCTERMS.modified) == [edition.info.created]
    assert values(void, VOID.uriSpace) == [f"{BASE}/"]
    assert values(void, VOID.sparqlEndpoint) == [f"{BASE}/sparql"]
    assert values(void, VOID.dataDump) == [
        f"{BASE}/dumps/000002/dataset.{format_}.gz" for format_ in ("nq", "nt")
    ]
    assert "http://www.w3.org/ns/formats/JSON-LD" in values(void, VOID.feature)
    assert {"https://schema.org/", "http://purl.org/dc/terms/"} <= set(values(void, VOID.vocabulary))
    (publisher,) = values(void, DCTERMS.publisher)
    assert values(void, SCHEMA.name, NamedNode(publisher)) == ["The Library"]


def test_examples_are_published(edition: Edition, void: list[Triple]) -> None:
    examples = values(void, VOID.exampleResource)
    assert len(set(examples)) == len(examples) == 3
    for example in examples:
        assert count(edition, f"<{example}> ?p ?o") != ["0"]


def test_nothing_is_blank_or_said_twice(void: list[Triple]) -> None:
    assert len(set(void)) == len(void)
    assert not any(isinstance(term, BlankNode) for triple in void for term in triple)
    assert all(triple.subject.value.startswith(f"{BASE}/dataset#") for triple in void)


def test_what_is_not_known_is_not_said(edition: Edition) -> None:
    void = describe(edition, (), base_url=BASE, title="Catalogue")
    for predicate in (VOID.dataDump, VOID.sparqlEndpoint, DCTERMS.license, DCTERMS.publisher):
        assert values(void, predicate) == []


def test_a_publisher_may_be_an_iri(edition: Edition) -> None:
    void = describe(edition, (), base_url=BASE, title="Catalogue", publisher="https://ror.org/05a0ya142")
    assert Triple(DATASET, DCTERMS.publisher, NamedNode("https://ror.org/05a0ya142")) in void


def test_hostile_settings_make_no_statements(edition: Edition) -> None:
    void = describe(edition, (), base_url=BASE, title='x" . <a> <b> <c> . "', publisher='y> . "')
    assert Triple(DATASET, DCTERMS.title, Literal('x" . <a> <b> <c> . "')) in void
    with pytest.raises(MintingError):
        describe(edition, (), base_url=BASE, title="x", license="not an IRI> <")
