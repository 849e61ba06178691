"""The page model of records, over the worked example and hostile statements."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from flask_app.pages import Site, record_page
from flask_app.pages.reading import iri
from flask_app.pages.record import RecordPage

BASE = "https://catalog.example.org"
DOC = f"{BASE}/record/pubmed-5577770"
EXAMPLE = Path(__file__).parents[2] / "data/worked-examples/pubmed-5577770.ttl"


def quad(subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(iri(predicate)), value, NamedNode(DOC))


def page(*quads: Quad) -> RecordPage:
    main = quad(DOC, "schema:mainEntity", NamedNode(f"{DOC}#it"))
    return record_page(DOC, [main, *quads], Site(BASE))


def row(shown: RecordPage, label: str) -> list[str]:
    return [value.text for row in (*shown.rows, *shown.about) if row.label == label for value in row.values]


@pytest.fixture(scope="module")
def example() -> RecordPage:
    return record_page(DOC, parse(path=EXAMPLE, format=RdfFormat.TURTLE), Site(BASE))


def test_the_worked_example_reads_like_a_catalogue_page(example: RecordPage) -> None:
    assert example.title.text.startswith("Sex workers as peer health advocates")
    assert example.titles == ()
    assert example.kinds == ("Scholarly article",)
    assert row(example, "Publisher") == ["BioMed Central"]
    assert row(example, "Published") == ["2017"]
    assert row(example, "Language") == ["English"]
    assert row(example, "Collection") == ["PubMed"]


def test_creators_stand_in_the_order_of_the_author_list_with_their_role(example: RecordPage) -> None:
    assert [value.text for value in example.creators][:3] == [
        "Cecilia Benoit",
        "Lynne Belle-Isle",
        "Michaela Smith",
    ]
    assert len(example.creators) == 9
    assert {value.note for value in example.creators} == {"author"}


def test_identifiers_are_linked_under_the_name_of_their_scheme(example: RecordPage) -> None:
    found = next(row.values for row in example.rows if row.label == "Identifiers")
    assert [(value.note, value.text) for value in found] == [
        ("DOI", "10.1186/s12939-017-0655-2"),
        ("PMID", "28854930"),
        ("PMCID", "PMC5577770"),
    ]
    assert found[0].href == "https://doi.org/10.1186/s12939-017-0655-2"


def test_every_statement_is_counted_and_every_hash_iri_has_its_place(example: RecordPage) -> None:
    triples = {(q.subject, q.predicate, q.object) for q in parse(path=EXAMPLE, format=RdfFormat.TURTLE)}
    assert example.statements.quads == len(triples)
    anchors = {subject.anchor for subject in example.statements.subjects if subject.anchor}
    assert anchors == {s.value.partition("#")[2] for s, _, _ in triples if s.value.startswith(f"{DOC}#")}


def test_a_record_without_title_has_one() -> None:
    assert page().title.text == "Untitled"
    assert page(quad(f"{DOC}#it", "schema:name", Literal("  "))).title.text == "Untitled"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "JAVASCRIPT:alert(1)",
        "file:///etc/passwd",
        "urn:x:y",
    ],
)
def test_only_addresses_of_the_web_can_be_clicked(address: str) -> None:
    shown = page(
        quad(f"{DOC}#it", "schema:url", NamedNode(address)),
        quad(f"{DOC}#it", "schema:about", NamedNode(address)),
    )
    hrefs = [value.href for row in shown.rows for value in row.values]
    hrefs += [value.href for s in shown.statements.subjects for p in s.statements for value in p.values]
    assert all(href == "" or href.startswith(("#", "/", "https://")) for href in hrefs)
    assert row(shown, "Online") == [address]


def test_an_own_address_that_would_lead_to_another_host_stays_whole() -> None:
    assert Site(BASE).href(f"{BASE}//evil.example/x") == f"{BASE}//evil.example/x"


def test_specific_roles_displace_generic_ones() -> None:
    it, person = f"{DOC}#it", NamedNode(f"{DOC}#person-a")
    shown = page(
        quad(it, "schema:translator", person),
        quad(it, "schema:contributor", person),
        quad(it, "dcterms:contributor", person),
        quad(person.value, "schema:name", Literal("Ada")),
        quad(person.value, "schema:birthDate", Literal("1815-12-10")),
    )
    assert [(value.text, value.note) for value in shown.creators] == [("Ada", "1815–, translator")]


def test_a_host_that_is_a_part_of_itself_ends() -> None:
    it, host = f"{DOC}#it", NamedNode(f"{DOC}#issue")
    shown = page(
        quad(it, "schema:isPartOf", host),
        quad(host.value, "schema:isPartOf", host),
        quad(host.value, "rdfs:label", Literal("Round")),
    )
    assert row(shown, "Part of") == ["Round"]


def test_a_numbered_series_leads_to_the_series_with_its_number() -> None:
    it, part, series = f"{DOC}#it", NamedNode(f"{DOC}#series-1-part"), NamedNode(f"{DOC}#series-1")
    shown = page(
        quad(it, "schema:isPartOf", part),
        quad(it, "dcterms:isPartOf", series),
        quad(part.value, "schema:isPartOf", series),
        quad(part.value, "schema:volumeNumber", Literal("5")),
        quad(series.value, "rdf:type", NamedNode(iri("schema:BookSeries"))),
        quad(series.value, "rdfs:label", Literal("Sifre ekhut")),
    )
    found = next(row for row in shown.rows if row.label == "Series")
    assert [(value.text, value.note) for value in found.values] == [("Sifre ekhut", "volume 5")]


def test_abstracts_and_contents_are_not_rows() -> None:
    it = f"{DOC}#it"
    shown = page(
        quad(it, "schema:abstract", Literal("One.\n\nTwo.", language="en")),
        quad(it, "dcterms:abstract", Literal("One.\n\nTwo.", language="en")),
        quad(it, "dcterms:tableOfContents", Literal("First -- Second -- ")),
    )
    assert [(value.text, value.language) for value in shown.abstracts] == [("One.\n\nTwo.", "en")]
    assert [value.text for value in shown.contents] == ["First", "Second"]
    assert shown.description == "One. Two."


TERMS = st.one_of(
    st.text(max_size=30).filter(lambda text: all(not 0xD800 <= ord(c) < 0xE000 for c in text)).map(Literal),
    st.sampled_from(
        [DOC, f"{DOC}#it", f"{DOC}#a", f"{BASE}/agent/x#it", "http://[x/", "urn:x", "https://orcid.org/0"]
    ).map(lambda text: NamedNode(text) if _is_iri(text) else Literal(text)),
)
PREDICATES = st.sampled_from(
    [
        "rdf:type",
        "rdfs:label",
        "schema:name",
        "schema:author",
        "dcterms:creator",
        "schema:isPartOf",
        "schema:identifier",
        "schema:value",
        "schema:url",
        "schema:sameAs",
        "schema:about",
        "schema:datePublished",
        "schema:abstract",
        "dcterms:tableOfContents",
        "dcterms:subject",
        "skos:inScheme",
        "schema:mainEntity",
        "schema:volumeNumber",
        "schema:publication",
        "schema:location",
        "schema:birthDate",
    ]
)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


@given(st.lists(st.tuples(st.sampled_from([DOC, f"{DOC}#it", f"{DOC}#a"]), PREDICATES, TERMS), max_size=25))
def test_whatever_is_stated_makes_a_page(statements: list[tuple[str, str, NamedNode | Literal]]) -> None:
    quads = [quad(*statement) for statement in statements]
    shown = record_page(DOC, quads, Site(BASE))
    assert shown.title.text
    assert shown.statements.quads == len({(q.subject, q.predicate, q.object) for q in quads})
    assert all(value.text for row in shown.rows for value in row.values)
