"""Reading order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from ld.formats.order import _READING_ORDER, Nodes, natural
from ld.namespaces import DCTERMS, RDF, SCHEMA

DOCUMENT = "https://e.example/record/1"


def nodes(*triples: tuple[str, NamedNode, NamedNode | Literal]) -> Nodes:
    return Nodes(DOCUMENT, [Quad(NamedNode(DOCUMENT + s), p, o) for s, p, o in triples])


def test_no_term_is_listed_twice() -> None:
    terms = _READING_ORDER.split()
    assert len(terms) == len(set(terms))


def test_most_terms_in_use_are_listed() -> None:
    """A new term of schema.org is to be given its place; these few stand well at the end."""
    properties = {term.value.removeprefix(SCHEMA.iri) for term in SCHEMA}
    properties = {term for term in properties if term[0].islower()}
    assert len(properties - set(_READING_ORDER.split())) < len(properties) / 3


def test_doi_pmid_pmcid_come_first() -> None:
    addresses = [
        "http://dx.doi.org/10.1/x",
        "https://www.ncbi.nlm.nih.gov/pubmed/1",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/",
        "http://a.example/",
        "https://e.example/record/pubmed-1",
    ]
    ordered = nodes(*(("#it", SCHEMA.url, NamedNode(address)) for address in reversed(addresses)))
    assert [value.value for value in ordered.properties(f"{DOCUMENT}#it")[0][1]] == addresses


def test_classes_of_schema_org_come_first() -> None:
    classes = [
        "https://schema.org/Book",
        "http://purl.org/ontology/bibo/Book",
        "http://purl.org/dc/terms/BibliographicResource",
        "urn:c",
    ]
    ordered = nodes(*(("#it", RDF.type, NamedNode(iri)) for iri in reversed(classes)))
    assert [value.value for value in ordered.properties(f"{DOCUMENT}#it")[0][1]] == classes


def test_values_without_a_language_come_first() -> None:
    values = [Literal("z"), Literal("y", language="he-hebr"), Literal("x", language="he-latn")]
    ordered = nodes(*(("#it", DCTERMS.title, value) for value in reversed(values)))
    assert ordered.properties(f"{DOCUMENT}#it")[0][1] == values


def test_walking_begins_at_the_document_and_misses_nothing() -> None:
    walked = nodes(
        ("#z", SCHEMA.about, NamedNode(f"{DOCUMENT}#y")),
        ("#y", SCHEMA.about, NamedNode(f"{DOCUMENT}#z")),
        ("#a-root", SCHEMA.about, NamedNode(f"{DOCUMENT}#0-leaf")),
        ("#0-leaf", SCHEMA.name, Literal("x")),
        ("#it", SCHEMA.name, Literal("x")),
        ("", SCHEMA.mainEntity, NamedNode(f"{DOCUMENT}#it")),
    ).walk()
    assert [iri.removeprefix(DOCUMENT) for iri in walked] == ["", "#it", "#a-root", "#0-leaf", "#y", "#z"]


@given(edges=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_walking_meets_every_subject_once(edges: list[tuple[int, int]]) -> None:
    graph = nodes(*((f"#n{a}", SCHEMA.about, NamedNode(f"{DOCUMENT}#n{b}")) for a, b in edges))
    assert sorted(graph.walk()) == sorted({f"{DOCUMENT}#n{a}" for a, _ in edges})


@given(number=st.integers(0, 10**9), other=st.integers(0, 10**9))
def test_numbers_in_names_count(number: int, other: int) -> None:
    assert (natural(f"#n-{number}") < natural(f"#n-{other}")) == (number < other)


def test_a_long_run_of_digits_is_no_trouble() -> None:
    assert natural("9" * 100_000) == "9" * 100_000
