"""The JSON-LD tree: its shape. That it says what the graph says is in test_laws.py."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from pyoxigraph import Literal, NamedNode, Quad, parse

from ld.errors import UnsupportedFormatError
from ld.formats import FORMATS, Description
from ld.formats.pyld_adapter import to_triples
from ld.formats.tree import MAX_DEPTH, tree
from ld.namespaces import BIBO, DCTERMS, FOAF, RDF, RDFS, SCHEMA, XSD, member

SITE = "https://catalog.example.org"
CONTEXT = f"{SITE}/context.jsonld"
DOCUMENT = f"{SITE}/record/1"
IT = NamedNode(f"{DOCUMENT}#it")


def described(*triples: tuple[Any, NamedNode, Any], document: str = DOCUMENT) -> Description:
    """A description of (subject, predicate, object); strings stand for IRIs."""
    terms = [[NamedNode(term) if isinstance(term, str) else term for term in triple] for triple in triples]
    return Description(document, [Quad(*triple) for triple in terms], CONTEXT)


def thing(*properties: tuple[NamedNode, Any]) -> dict[str, Any]:
    """The thing's node in the tree of a document that has one."""
    description = described((DOCUMENT, SCHEMA.mainEntity, IT), *((IT, *row) for row in properties))
    node = tree(description)["mainEntity"]
    assert isinstance(node, dict)
    return node


@pytest.mark.shared
def test_the_seed_reads_like_the_worked_example(shared: Path) -> None:
    examples = shared / "design" / "examples"
    document = f"{SITE}/record/pubmed-5577770"
    ours = tree(Description(document, list(parse(path=examples / "seed-pubmed-5577770.ttl")), CONTEXT))
    example = json.loads((examples / "seed-pubmed-5577770.jsonld").read_text())
    # The order of arrays that have none: the source's there, ours here (schema.org first; DOI, PMID, PMCID).
    example["mainEntity"]["dcterms:language"]["type"].reverse()
    example["mainEntity"]["url"].reverse()
    assert json.dumps(ours, indent=1) == json.dumps(
        example, indent=1
    )  # as text: the order of keys is part of it


def test_the_document_stands_first_and_whole() -> None:
    for document in (DOCUMENT, f"{SITE}/record/urn:x:1", f"{SITE}/record/@id", f"{SITE}/"):
        result = tree(described((document, SCHEMA.name, Literal("A")), document=document))
        assert list(result) == ["@context", "id", "name"]
        assert result["@context"] == [CONTEXT, {"@base": document}]
        assert result["id"] == document


def test_keys_come_in_reading_order() -> None:
    rows = [
        DCTERMS.title,
        BIBO.doi,
        RDFS.label,
        SCHEMA.isbn,
        SCHEMA.headline,
        SCHEMA.name,
        SCHEMA.version,
        FOAF.thumbnail,
    ]
    node = thing(*((predicate, Literal("x")) for predicate in rows), (RDF.type, SCHEMA.Book))
    assert list(node) == [
        "id",
        "type",
        "name",
        "headline",
        "isbn",
        "version",
        "rdfs:label",
        "bibo:doi",
        "dcterms:title",
        "foaf:thumbnail",
    ]


def test_authors_stand_in_the_order_of_their_list() -> None:
    people = [f"{DOCUMENT}#person-{name}" for name in "zyxwvutsrqpo"]
    rows = [(IT, SCHEMA.author, person) for person in sorted(people)] + [
        (IT, DCTERMS.creator, person) for person in sorted(people)
    ]
    rows += [(IT, BIBO.authorList, f"{DOCUMENT}#authors"), (IT, SCHEMA.author, f"{DOCUMENT}#person-unlisted")]
    rows += [(f"{DOCUMENT}#authors", member(n), person) for n, person in enumerate(people, 1)]
    node = tree(described((DOCUMENT, SCHEMA.mainEntity, IT), *rows))["mainEntity"]
    expected = [f"#person-{name}" for name in "zyxwvutsrqpo"]
    assert node["author"] == [*expected, "#person-unlisted"]
    assert node["dcterms:creator"] == expected
    assert [key for key in node["bibo:authorList"] if key != "id"] == [f"rdf:_{n}" for n in range(1, 13)]


def test_a_node_stands_where_it_is_first_mentioned() -> None:
    person = f"{DOCUMENT}#person-a"
    node = thing((SCHEMA.author, person), (DCTERMS.creator, person), (DCTERMS.subject, person))
    assert node["author"] == ["#person-a"]  # nothing is said of it
    description = described(
        (DOCUMENT, SCHEMA.mainEntity, IT),
        (IT, SCHEMA.author, person),
        (IT, DCTERMS.creator, person),
        (person, SCHEMA.name, Literal("A")),
    )
    node = tree(description)["mainEntity"]
    assert node["author"] == [{"id": "#person-a", "name": "A"}]
    assert node["dcterms:creator"] == ["#person-a"]


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (Literal("x"), "x"),
        (Literal(""), ""),
        (Literal("x", language="en"), {"@language": "en", "@value": "x"}),
        (Literal("2017", datatype=XSD.gYear), {"type": "xsd:gYear", "@value": "2017"}),
        (Literal("503", datatype=XSD.integer), 503),
        (Literal("-7", datatype=XSD.integer), -7),
        (Literal("0503", datatype=XSD.integer), {"type": "xsd:integer", "@value": "0503"}),
        (
            Literal("9007199254740993", datatype=XSD.integer),
            {"type": "xsd:integer", "@value": "9007199254740993"},
        ),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("1", datatype=XSD.boolean), {"type": "xsd:boolean", "@value": "1"}),
        (Literal("1.50", datatype=XSD.decimal), {"type": "xsd:decimal", "@value": "1.50"}),
        (Literal("x", datatype=NamedNode("https://schema.org/Date")), {"type": "Date", "@value": "x"}),
        (Literal("x", datatype=NamedNode("urn:d")), {"type": "urn:d", "@value": "x"}),
    ],
)
def test_literals(literal: Literal, expected: object) -> None:
    assert thing((SCHEMA.name, literal))["name"] == expected


def test_literals_where_strings_are_iris() -> None:
    node = thing((SCHEMA.url, Literal("x")), (SCHEMA.sameAs, Literal("1", datatype=XSD.integer)))
    assert node["url"] == [{"@value": "x"}]
    assert node["sameAs"] == [{"type": "xsd:integer", "@value": "1"}]


def test_iris_where_strings_are_strings() -> None:
    assert thing((SCHEMA.genre, "http://e.example/genre"))["genre"] == {"id": "http://e.example/genre"}
    assert thing((DCTERMS.subject, "http://id.nlm.nih.gov/mesh/D1"), (DCTERMS.subject, Literal("fish")))[
        "dcterms:subject"
    ] == [
        {"id": "mesh:D1"},
        "fish",
    ]


def test_a_literal_is_no_class() -> None:
    assert thing((RDF.type, Literal("Book")), (RDF.type, SCHEMA.Book)) == {
        "id": "#it",
        "type": "Book",
        "rdf:type": ["Book"],
    }


def test_nodes_that_the_document_does_not_lead_to_stand_beside_the_tree() -> None:
    orphan, inner = "http://e.example/a", "http://e.example/0"
    result = tree(
        described(
            (DOCUMENT, SCHEMA.name, Literal("A")),
            (orphan, SCHEMA.about, inner),
            (inner, SCHEMA.name, Literal("B")),
        )
    )
    assert result["@included"] == [{"id": orphan, "about": [{"id": inner, "name": "B"}]}]


def test_cycles_beside_the_tree_are_written_once() -> None:
    a, b = "http://e.example/a", "http://e.example/b"
    result = tree(described((b, SCHEMA.about, a), (a, SCHEMA.about, b), (a, SCHEMA.about, a)))
    assert result["@included"] == [{"id": a, "about": [a, {"id": b, "about": [a]}]}]


def test_a_chain_of_any_length_is_cut_into_shallow_trees() -> None:
    steps = [NamedNode(f"{DOCUMENT}#n{n}") for n in range(3000)]
    description = described(
        (DOCUMENT, SCHEMA.about, steps[0]),
        *((a, SCHEMA.about, b) for a, b in pairwise(steps)),
    )
    result = tree(description)
    assert _depth(result) <= MAX_DEPTH + 2
    data = orjson.loads(FORMATS["jsonld"].serialize(description))
    assert len(to_triples(data, context=CONTEXT)) == 3000


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(item) for item in value.values()), default=0)
    return max((_depth(item) for item in value), default=0) if isinstance(value, list) else 0


def test_an_iri_with_a_scheme_like_a_prefix_keeps_it_from_being_used() -> None:
    result = tree(
        described(
            (DOCUMENT, SCHEMA.url, "dcterms:title"),
            (DOCUMENT, DCTERMS.title, Literal("A")),
            (DOCUMENT, DCTERMS.type, "mesh:1"),
        )
    )
    assert result["@context"][1] == {"@base": DOCUMENT, "dcterms": None, "mesh": None}
    assert result["url"] == ["dcterms:title"]
    assert result["http://purl.org/dc/terms/title"] == "A"
    assert result["dcterms:type"] == "mesh:1"  # a term of the context, not a prefixed name


def test_what_the_context_cannot_tell_apart_is_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="dcterms:creator"):
        tree(described((DOCUMENT, NamedNode("dcterms:creator"), Literal("A"))))


def test_recovered_statements_are_left_out() -> None:
    quads = [
        Quad(IT, SCHEMA.name, Literal("A"), NamedNode(DOCUMENT)),
        Quad(IT, SCHEMA.isbn, Literal("1"), NamedNode(f"{DOCUMENT}#recovered")),
        Quad(
            NamedNode(f"{DOCUMENT}#recovered"),
            NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"),
            NamedNode(DOCUMENT),
            NamedNode(DOCUMENT),
        ),
    ]
    text = FORMATS["jsonld"].serialize(Description(DOCUMENT, quads, CONTEXT)).decode()
    assert "isbn" not in text
    assert "prov:wasDerivedFrom" in text


@pytest.mark.parametrize("size", [10_000_000])
def test_large_values(size: int) -> None:
    data = FORMATS["jsonld"].serialize(
        described(
            (DOCUMENT, SCHEMA.name, Literal("x" * size)),
            (DOCUMENT, SCHEMA.isbn, Literal("1" * size)),
            (DOCUMENT, SCHEMA.isbn, Literal("1" * size + "2")),
        )
    )
    assert len(data) > 3 * size
