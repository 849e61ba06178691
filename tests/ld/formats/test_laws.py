"""Every format, over the worked examples and over graphs made up to hurt: independent readers get back exactly what was said."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import orjson
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ld.errors import UnsupportedFormatError
from ld.formats import FORMATS, Description, rdflib_graph
from ld.formats.context import context_document
from ld.formats.embedded import embedded
from ld.formats.pyld_adapter import to_triples
from ld.namespaces import EDTF, RDF, VOCABULARIES, XSD, member

# rdflib's readers of JSON-LD, TriG and N-Quads use what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning",
    "ignore:Dataset.default_context is deprecated:DeprecationWarning",
)

SITE = "https://catalog.example.org"
CONTEXT = f"{SITE}/context.jsonld"
Statements = set[tuple[str, ...]]


# ---- readers: for each format at least one that shares no code with its writer ----


def _inlined(data: bytes) -> bytes:
    """JSON-LD with our context in place of its address: for readers that cannot be handed one."""
    document = orjson.loads(data)
    document["@context"][0] = orjson.loads(context_document())["@context"]
    return orjson.dumps(document)


def _oxigraph(syntax: RdfFormat) -> Callable[[bytes], Statements]:
    return lambda data: _statements(parse(data, format=syntax))


def _rdflib(syntax: str) -> Callable[[bytes], Statements]:
    def read(data: bytes) -> Statements:
        graph = rdflib.Dataset(default_union=False)
        graph.parse(data=data, format=syntax)
        return {
            _row(
                _ours(s),
                _ours(p),
                _ours(o),
                "" if g == rdflib.URIRef("urn:x-rdflib:default") else str(g or ""),
            )
            for s, p, o, g in graph.quads()
        }

    return read


def _rdflib_graph(syntax: str) -> Callable[[bytes], Statements]:
    def read(data: bytes) -> Statements:
        return {
            _row(_ours(s), _ours(p), _ours(o)) for s, p, o in rdflib.Graph().parse(data=data, format=syntax)
        }

    return read


def _ours(term: rdflib.term.Identifier) -> NamedNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string.value)))


def _row(subject: object, predicate: object, value: object, graph: str = "") -> tuple[str, ...]:
    return str(subject), str(predicate), str(value), graph


def _statements(quads: Iterable[Quad | Triple]) -> Statements:
    return {
        _row(
            quad.subject,
            quad.predicate,
            quad.object,
            getattr(getattr(quad, "graph_name", None), "value", None) or "",
        )
        for quad in quads
    }


READERS: dict[str, list[Callable[[bytes], Statements]]] = {
    "jsonld": [
        lambda data: _statements(to_triples(orjson.loads(data), context=CONTEXT)),
        lambda data: _rdflib_graph("json-ld")(_inlined(data)),
    ],
    "turtle": [_oxigraph(RdfFormat.TURTLE), _rdflib_graph("turtle")],
    "ntriples": [_oxigraph(RdfFormat.N_TRIPLES), _rdflib_graph("nt")],
    "nquads": [_oxigraph(RdfFormat.N_QUADS), _rdflib("nquads")],
    "trig": [_oxigraph(RdfFormat.TRIG), _rdflib("trig")],
    "rdfxml": [_oxigraph(RdfFormat.RDF_XML), _rdflib_graph("xml")],
}


def _expected(description: Description, *, named_graphs: bool) -> Statements:
    if named_graphs:
        return _statements(description.quads)
    recovered = f"{description.document}#recovered"
    return _statements(q.triple for q in description.quads if getattr(q.graph_name, "value", "") != recovered)


def _check(name: str, description: Description) -> None:
    row = FORMATS[name]
    data = row.serialize(description)
    assert data == row.serialize(description)
    for reader in READERS[name]:
        assert reader(data) == _expected(description, named_graphs=row.named_graphs)


@pytest.fixture(autouse=True)
def _verbatim(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites lexical forms as it reads unless told not to, and logs a traceback for each that it does not understand."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


def test_every_format_has_readers() -> None:
    assert set(READERS) == set(FORMATS)


# ---- the worked examples ----

EXAMPLES = {
    "seed-pubmed-5577770.ttl": ("record/pubmed-5577770", 171),
    "seed-pubmed-5577770.recovered.trig": ("record/pubmed-5577770", 18),
    "marc-00290045.ttl": ("record/00290045", 150),
    "pubmed-38147649.ttl": ("record/pmid-38147649", 600),
    "competency.ttl": ("record/u305", 120),
}


def _example(shared: Path, name: str) -> Description:
    path, least = EXAMPLES[name]
    document = f"{SITE}/{path}"
    triples = list(parse(path=shared / "design" / "examples" / name))
    assert len(triples) >= least
    return Description(document, [_in_its_graph(quad, document) for quad in triples], CONTEXT)


def _in_its_graph(quad: Quad, document: str) -> Quad:
    if quad.graph_name != Quad(*quad.triple).graph_name:
        return quad
    subject = quad.subject.value
    return Quad(
        *quad.triple, NamedNode(subject.partition("#")[0] if subject.startswith(SITE) else f"{SITE}/terms")
    )


@pytest.mark.shared
@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", READERS)
def test_examples_are_read_back_equal(shared: Path, name: str, example: str) -> None:
    _check(name, _example(shared, example))


# ---- graphs made up ----

DOCUMENTS = [
    f"{SITE}/record/pubmed-1",
    f"{SITE}/record/urn:x:1",
    f"{SITE}/record/@id",
    f"{SITE}/record/a%2Fb%20c",
    f"{SITE}/subject/lcsh/a--b",
    f"{SITE}/dataset",
    f"{SITE}/",
    f"{SITE}/search?q=a/b&page=2",
    f"{SITE}/a//b/../c",
    "http://127.0.0.1:8080/app/record/1",
    "urn:document:1",
]
HASHES = [
    "#it",
    "#person-a",
    "#person-b",
    "#authors",
    "#series-2",
    "#series-10",
    "#a:b",
    "#",
    "#/x",
    "#a/../b",
    "#a?b",
    "#@id",
    "#é",
]
PATHS = [
    "/record/other#it", "/record/urn:x#it", "/record/@id#it", "/record/@id", "/record/..x", "/record/x/", "/a//b", "/a/./b",
    "/a/../b", "/collection/pubmed#it", "/terms", "/x?y=1", "/x#a:b", "/", "", "/.hidden", "/subject/lcsh/x#it", "/record",
]  # fmt: skip
FOREIGN = [
    "http://id.loc.gov/vocabulary/iso639-2/eng", "http://purl.org/dc/dcmitype/Text", "http://id.nlm.nih.gov/mesh/D006801",
    "http://id.nlm.nih.gov/mesh/", "http://purl.org/coar/resource_type/a/b", "https://doi.org/10.1/A(b)c;d", "urn:isbn:123",
    "void:junk", "void://junk", "dcterms:creator", "url:http://x", "id:x", "type:x", "name:x", "xsd:integer", "schema:name",
    "a:", "mailto:a@b.example", "http://e.example/a'b&c", "http://é.example/ü", "https://schema.org/EBook",
    "https://schema.org/id", "https://schema.org/void", "https://schema.org/a/b", "https://schema.org/",
    "http://schema.org/name", "http://purl.org/dc/terms/a.b", "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#li", "https://catalog.example.organisation/record/1", "HTTPS://catalog.example.org/record/1",
]  # fmt: skip
PREDICATES = [
    term.value for namespace in (VOCABULARIES[n] for n in ("schema", "dcterms", "bibo", "void", "rdfs", "foaf", "skos", "owl", "prov"))
    for term in namespace if term.value.rpartition("/")[2].rpartition("#")[2][0].islower()
] + [member(n).value for n in (1, 2, 10)]  # fmt: skip
# More often than the rest: those that shape the tree and its arrays.
SHAPING = [
    VOCABULARIES["schema"][n].value
    for n in ("mainEntity", "author", "sameAs", "url", "identifier", "numberOfPages", "keywords")
]
SHAPING += [RDF.type.value, VOCABULARIES["bibo"].authorList.value, VOCABULARIES["dcterms"].subject.value]
ODD_PREDICATES = [
    "https://schema.org/id", "https://schema.org/type", "https://schema.org/void", "https://schema.org/a.b", "https://schema.org/@id",
    "urn:p", "void:p", "http://e.example/p#q", "http://e.example/p/x.y", "http://schema.org/name", "http://purl.org/dc/terms/a.b",
    "http://id.loc.gov/vocabulary/relators/trl", "http://e.example/é/b", "http://www.w3.org/XML/1998/namespacex",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "a",
            "007",
            "503",
            "-0",
            "-12",
            "9007199254740993",
            "true",
            "1",
            "2017",
            "#it",
            "@id",
            "_:b",
            "x\r\ny",
            '"\\',
            "\u2028",
        ]
    ),
)
# Not xsd:double: PyLD rewrites its lexical forms (and we make none).
DATATYPES = [
    *(d for d in XSD if d != XSD.string),
    EDTF.EDTF,
    NamedNode("urn:dt"),
    NamedNode("https://schema.org/Date"),
    NamedNode("void:dt"),
]


@st.composite
def descriptions(draw: st.DrawFn, *, xml: bool = False) -> Description:
    """A document and statements that may or may not hang together with it; with `xml`, only what XML can hold."""
    document = draw(st.sampled_from(DOCUMENTS))
    own = [document, *(f"{document.partition('#')[0]}{fragment}" for fragment in HASHES)]
    site = document.partition("/record")[0] if "/record" in document else SITE
    iris = st.one_of(
        st.sampled_from(own), st.sampled_from([site + path for path in PATHS]), st.sampled_from(FOREIGN)
    ).map(NamedNode)
    predicates = st.one_of(
        st.sampled_from(SHAPING), st.sampled_from(PREDICATES), st.sampled_from(ODD_PREDICATES)
    ).map(NamedNode)
    texts = TEXTS.filter(_fits_xml) if xml else TEXTS
    literals = st.one_of(
        texts.map(Literal),
        st.builds(
            lambda text, tag: Literal(text, language=tag),
            texts,
            st.sampled_from(["en", "he-hebr", "und-latn"]),
        ),
        st.builds(lambda text, datatype: Literal(text, datatype=datatype), texts, st.sampled_from(DATATYPES)),
    )
    graphs = st.sampled_from(
        [document, document, f"{document.partition('#')[0]}#recovered", f"{SITE}/terms"]
    ).map(NamedNode)
    statements = st.builds(Quad, iris, predicates, st.one_of(iris, literals), graphs).filter(_is_sayable)
    quads = draw(st.lists(statements, max_size=25))
    return Description(document, quads, CONTEXT)


def _is_sayable(quad: Quad) -> bool:
    """A class whose IRI is a term of our context is refused by JSON-LD (test_jsonld)."""
    return quad.predicate != RDF.type or quad.object != NamedNode("dcterms:creator")


def _fits_xml(text: str) -> bool:
    return all(c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") for c in text)


_SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", [name for name in READERS if name != "rdfxml"])
@_SETTINGS
@given(data=st.data())
def test_any_graph_is_read_back_equal(name: str, data: st.DataObject) -> None:
    _check(name, data.draw(descriptions()))


@_SETTINGS
@given(description=descriptions(xml=True))
def test_any_graph_that_xml_can_hold_is_read_back_equal(description: Description) -> None:
    _check("rdfxml", description)


@pytest.mark.parametrize("name", READERS)
@_SETTINGS
@given(data=st.data(), seed=st.integers(0, 9))
def test_order_and_repetition_of_statements_do_not_matter(name: str, data: st.DataObject, seed: int) -> None:
    description = data.draw(descriptions(xml=True))
    shuffled = [*description.quads, *description.quads[:3]]
    random.Random(seed).shuffle(shuffled)
    serialize = FORMATS[name].serialize
    assert serialize(Description(description.document, shuffled, CONTEXT)) == serialize(description)


@_SETTINGS
@given(description=descriptions())
def test_rdflib_graphs_hold_the_same(description: Description) -> None:
    graph = rdflib_graph(description.quads)
    assert {_row(_ours(s), _ours(p), _ours(o)) for s, p, o in graph} == _statements(
        q.triple for q in description.quads
    )


@_SETTINGS
@given(description=descriptions())
def test_the_embedded_copy_never_ends_its_script_element(description: Description) -> None:
    text = embedded(description)
    assert not set(text) & set("<>&\u2028\u2029")
    assert orjson.loads(text)["@context"] == "https://schema.org"


@pytest.mark.parametrize("name", ["jsonld", "turtle", "trig", "rdfxml"])
def test_blank_nodes_are_refused(name: str) -> None:
    from pyoxigraph import BlankNode

    quads = [Quad(BlankNode("b"), RDF.type, NamedNode("http://x/c"))]
    with pytest.raises(UnsupportedFormatError, match="IRIs and literals"):
        FORMATS[name].serialize(Description("http://x/1", quads, CONTEXT))
