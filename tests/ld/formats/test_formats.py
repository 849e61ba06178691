"""The registry of formats, and what single formats do that the laws do not show."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

import ld.formats
from ld.errors import UnsupportedFormatError
from ld.formats import FORMATS, Description, by_extension, by_media_type, find, rdflib_graph
from ld.namespaces import DCTERMS, RDF, SCHEMA, XSD

SITE = "https://catalog.example.org"
DOCUMENT = f"{SITE}/record/1"
IT = NamedNode(f"{DOCUMENT}#it")


def written(name: str, *quads: Quad, document: str = DOCUMENT) -> str:
    return FORMATS[name].serialize(Description(document, quads, f"{SITE}/context.jsonld")).decode()


# ---- registry ----


def test_order_of_preference() -> None:
    assert list(FORMATS)[:6] == ["jsonld", "turtle", "ntriples", "nquads", "trig", "rdfxml"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_is_found_by_all_its_names(name: str) -> None:
    row = FORMATS[name]
    assert row.name == name
    assert by_extension(row.extension) is row
    for media_type in (row.media_type, row.media_type.upper(), f"{row.media_type} ; q=1", *row.aliases):
        assert by_media_type(media_type) is row
    assert find(name) is find(row.extension) is find(row.media_type) is row


def test_rows_do_not_collide() -> None:
    rows = list(FORMATS.rows())
    for names in ([r.extension for r in rows], [t for r in rows for t in (r.media_type, *r.aliases)]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", FORMATS)
def test_rows_agree_with_the_registrations(name: str) -> None:
    row = FORMATS[name]
    registered = RdfFormat.from_media_type(row.media_type)
    assert registered is not None
    assert (registered.file_extension, registered.supports_datasets or name == "jsonld") == (
        row.extension,
        row.named_graphs or name == "jsonld",
    )
    assert row.content_type in {row.media_type, f"{row.media_type}; charset=utf-8"}
    assert row.spec.startswith("https://www.w3.org/TR/")


@pytest.mark.parametrize("call", [by_extension, by_media_type, find])
@pytest.mark.parametrize("name", ["", "exe", "text/html", "application/json", "TTL ", "/", "a" * 100_000])
def test_unknown_formats(call: object, name: str) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        call(name)  # type: ignore[operator]
    assert "\n" not in str(caught.value)


def test_the_package_exports_what_it_says() -> None:
    assert all(hasattr(ld.formats, name) for name in ld.formats.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        getattr(ld.formats, "nothing")  # noqa: B009 - as a literal attribute it would be a useless expression


def test_rdflib_and_pyld_are_not_imported_for_nothing() -> None:
    code = "import sys, ld.formats; list(ld.formats.FORMATS.rows()); print([m for m in ('rdflib', 'pyld') if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_description(name: str) -> None:
    assert written(name) == written(name)


# ---- Turtle and TriG ----


def test_only_prefixes_that_are_used_are_declared() -> None:
    text = written(
        "turtle",
        Quad(IT, SCHEMA.copyrightYear, Literal("2017", datatype=XSD.gYear)),
        Quad(IT, DCTERMS.type, NamedNode("urn:x")),
    )
    assert re.findall(r"@prefix (\S+):", text) == ["dcterms", "schema", "xsd"]


def test_turtle_puts_own_nodes_before_others() -> None:
    subjects = ["", "#it", "#z"]
    quads = [
        Quad(NamedNode(iri), SCHEMA.name, Literal("x"))
        for iri in ("http://a.example/", f"{SITE}/agent/1#it", *(DOCUMENT + s for s in subjects))
    ]
    quads.append(Quad(NamedNode(DOCUMENT), SCHEMA.mainEntity, IT))
    text = written("turtle", *quads)
    assert re.findall(r"^<\S*>", text, re.MULTILINE) == [
        "<>",
        "<#it>",
        "<#z>",
        f"<{SITE}/agent/1#it>",
        "<http://a.example/>",
    ]


def test_turtle_says_a_for_classes_and_numbers_bare() -> None:
    text = written(
        "turtle",
        Quad(IT, RDF.type, SCHEMA.Book),
        Quad(IT, SCHEMA.numberOfPages, Literal("503", datatype=XSD.integer)),
    )
    assert "<#it> a schema:Book ;\n    schema:numberOfPages 503 .\n" in text


def test_turtle_keeps_each_value_on_its_line() -> None:
    text = written("turtle", Quad(IT, SCHEMA.name, Literal('a\n"b"\r\\ \u2028')))
    assert '<#it> schema:name "a\\n\\"b\\"\\r\\\\ \u2028" .\n' in text


def test_trig_says_where_statements_live() -> None:
    graphs = [f"{DOCUMENT}#recovered", f"{SITE}/terms", f"{SITE}/agent/1", DOCUMENT]
    text = written(
        "trig",
        *(Quad(IT, SCHEMA.name, Literal(str(n)), NamedNode(graph)) for n, graph in enumerate(graphs)),
        Quad(IT, SCHEMA.name, Literal("default")),
    )
    assert re.findall(r"^<(\S*)> \{", text, re.MULTILINE) == [
        "",
        f"{SITE}/agent/1",
        f"{SITE}/terms",
        "#recovered",
    ]
    assert text.index('"default"') < text.index("{")


# ---- RDF/XML ----


@pytest.mark.parametrize(
    "predicate",
    [
        "http://e.example/p/", "http://e.example/p#", "http://e.example/1", "urn:1", "http://e.example/a?b=", "http://e.example/é",
        f"{RDF.iri}li", f"{RDF.iri}Description", f"{RDF.iri}about", "http://www.w3.org/2000/xmlns/a", "http://www.w3.org/XML/1998/namespace",
    ],
)  # fmt: skip
def test_predicates_that_rdf_xml_cannot_write(predicate: str) -> None:
    if predicate.endswith("namespace"):  # not bound itself, only what it is the namespace of
        assert "namespace" in written("rdfxml", Quad(IT, NamedNode(predicate), Literal("x")))
        return
    with pytest.raises(UnsupportedFormatError, match="predicate"):
        written("rdfxml", Quad(IT, NamedNode(predicate), Literal("x")))


@pytest.mark.parametrize("text", ["\0", "\x01", "\x1b", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_hold(text: str) -> None:
    with pytest.raises(UnsupportedFormatError, match="control"):
        written("rdfxml", Quad(IT, SCHEMA.name, Literal(text)))


@pytest.mark.parametrize(
    "text", ["\r", "\r\n", "\t", "\n", "  x  ", "", "\x7f", "\x85", "\u2028", "<&>\"']]>", "\U00010000"]
)
def test_characters_that_xml_can_hold(text: str) -> None:
    graph = rdflib.Graph().parse(data=written("rdfxml", Quad(IT, SCHEMA.name, Literal(text))), format="xml")
    assert [str(value) for value in graph.objects()] == [text]


def test_the_first_class_names_the_element() -> None:
    text = written("rdfxml", Quad(IT, RDF.type, SCHEMA.Book))
    assert "<schema:Book rdf:about=" in text
    assert "rdf:type" not in text
    assert "<rdf:Description rdf:about=" in written(
        "rdfxml", Quad(IT, RDF.type, NamedNode(f"{RDF.iri}Description"))
    )


# ---- rdflib ----


def test_an_rdflib_graph_has_our_prefixes_and_the_very_lexical_forms() -> None:
    graph = rdflib_graph(
        [
            Quad(IT, SCHEMA.numberOfPages, Literal("007", datatype=XSD.integer)),
            Quad(IT, SCHEMA.name, Literal("x", language="en")),
        ]
    )
    assert isinstance(graph, rdflib.Graph)
    assert dict(graph.namespaces())["dcterms"] == rdflib.URIRef(DCTERMS.iri)
    assert "schema:numberOfPages 007" in graph.serialize(format="turtle") or '"007"' in graph.serialize(
        format="turtle"
    )
