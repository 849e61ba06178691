"""One rendering of terms, whichever library they come from."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from ld.errors import RDFSyntaxError
from shapes import terms

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
LANGUAGES = st.sampled_from(["", "en", "he-hebr", "und-latn"])
DATATYPES = st.sampled_from(["", "http://www.w3.org/2001/XMLSchema#integer", "http://x/t", terms.XSD_STRING])


@given(TEXT, LANGUAGES, DATATYPES)
def test_all_roads_lead_to_one_rendering(lexical: str, language: str, datatype: str) -> None:
    datatype = "" if language else datatype
    ours = terms.literal(lexical, language=language, datatype=datatype)
    made = (
        ox.Literal(lexical, language=language)
        if language
        else ox.Literal(lexical, datatype=ox.NamedNode(datatype))
        if datatype
        else ox.Literal(lexical)
    )
    assert terms.from_oxigraph(made) == ours
    assert terms.canonical(str(made)) == ours
    assert terms.canonical(ours) == ours
    theirs = Literal(
        lexical, lang=language or None, datatype=URIRef(datatype) if datatype else None, normalize=False
    )
    assert terms.from_rdflib(theirs) == ours
    assert ours.isprintable()


@given(TEXT, LANGUAGES)
def test_graphs_come_back(lexical: str, language: str) -> None:
    line = f"<http://a> <http://b> {ox.Literal(lexical, language=language) if language else ox.Literal(lexical)} .\n"
    assert terms.ntriples(terms.graph(terms.parse(line))) == line


@given(st.text(max_size=2000))
def test_values_are_cut(lexical: str) -> None:
    text = terms.literal(lexical)
    assert len(text) <= terms.LIMIT
    assert text.endswith(('"', "…"))


def test_blank_nodes_have_no_names() -> None:
    assert terms.canonical("_:0_b7") == terms.from_oxigraph(ox.BlankNode()) == terms.BLANK


@pytest.mark.parametrize(
    ("text", "line"), [("<http://a> <http://b> <c> .", 1), ("\n\n<http://a> junk", 3), ("\ud800", None)]
)
def test_what_is_no_rdf_says_where(text: str, line: int | None) -> None:
    with pytest.raises(RDFSyntaxError) as caught:
        list(terms.parse(text))
    assert caught.value.line == line


def test_quoted_triples_are_refused() -> None:
    quoted = "<http://a> <http://b> <<( <http://a> <http://b> <http://c> )>> ."
    with pytest.raises(RDFSyntaxError):
        terms.graph(terms.parse(quoted))


@pytest.mark.parametrize(
    "term", [URIRef("not absolute"), URIRef("http://x/{}"), Literal("x", datatype=URIRef("no"))]
)
def test_impossible_terms_are_refused(term: URIRef | Literal) -> None:
    with pytest.raises(RDFSyntaxError):
        terms.ntriples(Graph().add((URIRef("http://a"), URIRef("http://b"), term)))
