"""The view of the vocabulary shapes: whichever way it is made, by lines or by a parser, it is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ld.errors import RDFSyntaxError
from ld.namespaces import RDF, RDFS
from shapes import GROUPS, EngineValidator, View, ancestors, catalog_of, known_terms, unknown_terms
from shapes.ancestors import entailed
from shapes.vocabulary import known_properties

PAIRS = sorted((Path(__file__).resolve().parents[1] / "data").rglob("*.nq"))
TYPE = f"<{RDF.type.value}>"
RESOURCE = f"<{RDFS.iri}Resource>"
SCHEMA, DCTERMS, X = "https://schema.org/", "http://purl.org/dc/terms/", "http://x.library.net/"


def triples_of(text: str) -> set[Triple]:
    return {quad.triple for quad in parse(text.encode(), RdfFormat.N_TRIPLES)}


def exactly(text: str) -> str:
    return "".join(ancestors._stated_and_added(text, ancestors._known()))


def flagged(text: str) -> bool:
    return RESOURCE in entailed(text)


@pytest.mark.parametrize("path", PAIRS[::5], ids=lambda path: path.stem)
def test_lines_and_parser_agree_on_records(path: Path) -> None:
    text = "".join(f"{quad.triple} .\n" for quad in parse(path.read_bytes(), RdfFormat.N_QUADS))
    made = entailed(text)
    assert made.startswith(text)
    assert triples_of(made) == triples_of(exactly(text)) > triples_of(text)
    assert not flagged(text)


@pytest.mark.parametrize(
    ("classes", "added"),
    [
        ("ScholarlyArticle", {"Article", "CreativeWork"}),
        ("Audiobook", {"CreativeWork", "MediaObject"}),
        ("Country", {"Place"}),
        ("CreativeWork", set()),
        ("DefinedTerm", set()),
    ],
)
def test_superclasses(classes: str, added: set[str]) -> None:
    text = f"<{X}1> {TYPE} <{SCHEMA}{classes}> .\n"
    found = {str(triple.object) for triple in triples_of(entailed(text)) - triples_of(text)}
    assert found == {f"<{SCHEMA}{name}>" for name in added}


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (f'<{SCHEMA}name> "x"', True),
        (f'<{SCHEMA}titel> "x"', False),
        (f'<{SCHEMA}Book> "x"', False),
        (f'<{DCTERMS}LCC> "x"', False),
        (f"<{RDF.iri}_1> <{X}2>", True),
        (f"<{RDF.iri}_12345> <{X}2>", True),
        (f"<{RDF.iri}_0> <{X}2>", False),
        (f"<http://id.loc.gov/vocabulary/relators/trl> <{X}2>", True),
        (f"<http://id.loc.gov/vocabulary/relators/trlx> <{X}2>", False),
        (f"{TYPE} <{SCHEMA}Zoo>", True),
        (f"{TYPE} <{SCHEMA}Zo>", False),
        (f"{TYPE} <{SCHEMA}name>", False),
        (f"{TYPE} <{SCHEMA}EBook>", False),
        (f"{TYPE} <{DCTERMS}LCC>", False),
        (f'{TYPE} "x"', False),
        (f"{TYPE} _:b", False),
        (f'<{SCHEMA}name> "x"@en-gb', True),
        (f'<{SCHEMA}name> "1"^^<http://www.w3.org/2001/XMLSchema#integer>', True),
        (f'<{SCHEMA}name> "1"^^<{X}t>', False),
        (f'<{SCHEMA}name> "1"^^<{DCTERMS}LCC>', False),
        # Texts that look like statements.
        (f'<{SCHEMA}name> "a\\"^^<{X}t> ."', True),
        (f'<{SCHEMA}name> "> {TYPE} <{SCHEMA}Zo> ."', True),
        (f'<{SCHEMA}name> "a ^ <{X}t>"', True),
        (f'<{SCHEMA}name> "^^<{X}t>"^^<http://www.w3.org/2001/XMLSchema#string>', True),
    ],
)
def test_unknown_terms_are_asked_about(line: str, known: bool) -> None:
    text = f"<{X}1> {line} .\n"
    assert flagged(text) is not known
    assert (RESOURCE in exactly(text)) is not known


@pytest.mark.parametrize(
    "text",
    [
        f"<{X}1>\t{TYPE}\t<{SCHEMA}Book>\t.\n",
        f"<{X}1> {TYPE} <{SCHEMA}Book>.\r\n",
        f"  <{X}1>  {TYPE} <{SCHEMA}Book> . # a comment\n\n",
        f"<{X}1> {TYPE}  <{SCHEMA}Book> .",
        f"<{X}1> {TYPE} <{SCHEMA}B\\u006Fok> .",
    ],
)
def test_other_spellings(text: str) -> None:
    work = Triple(NamedNode(f"{X}1"), RDF.type, NamedNode(f"{SCHEMA}CreativeWork"))
    assert work in triples_of(entailed(text))


def test_blank_nodes_stay_the_same_node() -> None:
    made = entailed(f"_:a {TYPE} <{SCHEMA}Book> .\n_:a <{SCHEMA}titel> _:a .\n")
    assert len({triple.subject for triple in triples_of(made)}) == 1
    assert len(triples_of(made)) == 4


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n"])
def test_nothing(text: str) -> None:
    assert triples_of(entailed(text)) == set()


def test_what_is_no_ntriples() -> None:
    with pytest.raises(RDFSyntaxError, match="line 2"):
        entailed(f"<{X}1> {TYPE} <{SCHEMA}Book> .\n<{X}1> junk .\n")


@given(st.text(), st.sampled_from(["", "@en", "^^<http://www.w3.org/2001/XMLSchema#gYear>"]))
def test_any_text(value: str, suffix: str) -> None:
    lexical = value.translate(
        {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"}
    )  # fmt: skip
    text = f'<{X}1> <{SCHEMA}name> "{lexical}"{suffix} .\n'
    assert entailed(text) == text


@given(st.sampled_from(sorted(known_terms())), st.sampled_from(["predicate", "class"]))
def test_as_the_list_of_known_terms_has_it(iri: str, place: str) -> None:
    """A known name in lower case is a property; no other name may stand in its place."""
    value = f"<{SCHEMA}Book>" if f"<{iri}>" == TYPE else '"x"'  # a class is no text
    text = f"<{X}1> <{iri}> {value} .\n" if place == "predicate" else f"<{X}1> {TYPE} <{iri}> .\n"
    assert unknown_terms(text) == set()
    known = (
        iri in known_properties() if place == "predicate" else f"<{iri}> ." in ancestors._known().superclasses
    )
    assert flagged(text) is not known


def test_no_other_group_needs_superclasses() -> None:
    """The table has those superclasses alone that the shapes of this group name; core takes the view along, for speed."""
    assert [name for name, row in GROUPS.items() if row.view is View.ENTAILED] == ["vocabulary"]
    assert [name for name, row in GROUPS.items() if row.joins is View.ENTAILED] == ["core"]


def test_core_finds_the_same_without_superclasses() -> None:
    core = catalog_of("core")
    stated, entailed_ = EngineValidator(core), EngineValidator(core, view=View.ENTAILED)
    graphs = [path.read_text(encoding="utf-8") for path in PAIRS]
    assert len(graphs) > 20
    for graph in graphs:
        triples = "".join(f"{quad.triple} .\n" for quad in parse(graph, RdfFormat.N_QUADS))
        assert stated.validate(triples, record_id="") == entailed_.validate(triples, record_id="")


def test_every_class_that_shapes_name_is_reached() -> None:
    graph = catalog_of("vocabulary").graph
    named = {
        f"<{iri}>"
        for iri in graph.objects(None, next(p for p in graph.predicates() if str(p).endswith("#class")))
    }
    above = {line.split(" ")[1] for lines in ancestors._known().superclasses.values() for line in lines}
    assert above <= named
    assert f"<{SCHEMA}CreativeWork>" in above
