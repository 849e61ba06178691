"""Domains and ranges: what is written is what the vocabularies declare, and each shape finds what it is for and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, Graph, URIRef

from ld.findings import Severity
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES
from shapes import Catalog, EngineValidator, View, catalog_of, generation, group
from shapes.engines import PyshaclEngine
from shapes.generating.declarations import Declarations, properties, undeclared
from shapes.generating.declarations import read as read_declarations
from shapes.generation import IN_CORE, Declared, declared
from tests.shapes.vocabulary_examples import HEADER, by_graph, invalid, trig

DATA = Path(__file__).resolve().parents[1] / "data"
EXAMPLES = Path(__file__).parent / "examples" / "vocabulary"
NAMESPACE = group("vocabulary").namespace
SHAPES = sorted(catalog_of("vocabulary").shapes)
VALID, INVALID = (
    by_graph((EXAMPLES / f"{kind}.trig").read_text(encoding="utf-8")) for kind in ("valid", "invalid")
)
GOLDEN = sorted(DATA.rglob("*.nq"))
IRIS = Iris("https://catalog.example.org")


@pytest.fixture(scope="session")
def vocabulary() -> Catalog:
    return catalog_of("vocabulary")


@pytest.fixture(scope="session")
def checker(vocabulary: Catalog) -> EngineValidator:
    return EngineValidator(vocabulary, view=View.ENTAILED)


@pytest.fixture(scope="session")
def referee(vocabulary: Catalog) -> EngineValidator:
    return EngineValidator(vocabulary, PyshaclEngine, View.ENTAILED)


@pytest.fixture(scope="session")
def declarations(shared: Path) -> Declarations:
    return read_declarations(shared / "design" / "vocab" / "schemaorg-30.0-https.ttl")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["turtle", "superclasses"])
def test_what_is_committed_is_what_is_generated(declarations: Declarations, name: str) -> None:
    file = {"turtle": "vocabulary.ttl", "superclasses": "superclasses.txt"}[name]
    assert (generation.HERE / file).read_text(encoding="utf-8") == getattr(generation, name)(declarations), (
        "make shapes writes it anew"
    )


@pytest.mark.shared
def test_examples_are_those_of_the_declarations(declarations: Declarations, update_golden: bool) -> None:
    for name, text in zip(("valid", "invalid"), trig(declarations), strict=True):
        file = EXAMPLES / f"{name}.trig"
        if update_golden:
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text


def test_there_are_shapes_and_examples() -> None:
    assert len(SHAPES) > 190
    assert list(VALID) == list(INVALID)
    assert sorted(VALID) == SHAPES


@pytest.mark.parametrize("iri", SHAPES)
def test_a_shape_says_what_it_is_and_how_to_mend(iri: str, vocabulary: Catalog) -> None:
    shape = vocabulary.shapes[iri]
    assert re.fullmatch(re.escape(NAMESPACE) + "[a-z][a-z0-9-]+", iri)
    assert shape.severity is Severity.VIOLATION
    assert (URIRef(iri), SH.severity, SH.Violation) in vocabulary.graph
    assert set(shape.names) == set(shape.messages) == {"en", "es"}
    placeholders = [set(re.findall(r"\{\S+?\}", message)) for message in shape.messages.values()]
    assert placeholders[0] == placeholders[1] >= {"{$this}"}
    assert all(len(message) > 30 for message in shape.messages.values())
    assert shape.components


def test_no_target_is_a_literal(vocabulary: Catalog) -> None:
    assert not list(vocabulary.graph.subject_objects(SH.targetObjectsOf))


def test_domains_and_ranges_are_core(vocabulary: Catalog) -> None:
    """Queries are in the shapes for unknown terms alone."""
    asking = {str(shape) for shape in vocabulary.graph.subjects(SH.sparql)}
    assert asking == {f"{NAMESPACE}known-{what}" for what in ("property", "class", "datatype")}


@pytest.mark.parametrize("iri", SHAPES)
def test_valid_example(iri: str, checker: EngineValidator) -> None:
    assert checker.validate(VALID[iri], record_id="1") == ()


@pytest.mark.parametrize("iri", SHAPES)
def test_invalid_example(iri: str, checker: EngineValidator, vocabulary: Catalog) -> None:
    found = checker.validate(INVALID[iri], record_id="1")
    assert {(finding.spec, finding.code) for finding in found} == {(iri, vocabulary.shapes[iri].code)}
    assert all("{$" not in finding.message for finding in found)
    wrong = {finding.value for finding in found} if iri.endswith("range") else {f.focus for f in found}
    assert len(wrong) == wanted(iri)


def wanted(iri: str) -> int:
    """How many things or values are wrong: all that have the property, and all that it has."""
    triples = [triple for triple in parse(INVALID[iri].encode(), RdfFormat.N_TRIPLES) if str(triple.predicate) != f"<{RDF.type}>" or "known-class" in iri]  # fmt: skip
    return len({triple.object if iri.endswith("range") else triple.subject for triple in triples})


@pytest.mark.parametrize("examples", [VALID, INVALID], ids=["valid", "invalid"])
def test_both_engines_agree(
    examples: dict[str, str], checker: EngineValidator, referee: EngineValidator
) -> None:
    """All in one graph: their nodes are apart, and the referee reads the shapes anew for each graph."""
    triples = "".join(examples.values())
    found = checker.validate(triples, record_id="1")
    assert found == referee.validate(triples, record_id="1")
    assert {finding.spec for finding in found} == (set(SHAPES) if examples is INVALID else set())


def test_both_engines_agree_on_records(checker: EngineValidator, referee: EngineValidator) -> None:
    triples = "".join(graphs(path)[""] for path in GOLDEN[::12])
    assert checker.validate(triples, record_id="1") == referee.validate(triples, record_id="1") == ()


@pytest.mark.parametrize(
    "statement",
    [
        '<http://schema.org/name> "x"',
        '<http://purl.org/dc/elements/1.1/title> "x"',
        f"<{RDF.type}> <http://schema.org/Book>",
    ],
)
def test_what_core_says_of_old_namespaces_is_not_said_twice(
    statement: str, checker: EngineValidator, referee: EngineValidator
) -> None:
    triples = f"<http://x.library.net/1> {statement} .\n"
    assert checker.validate(triples, record_id="1") == referee.validate(triples, record_id="1") == ()


@pytest.mark.shared
def test_what_is_left_to_core_is_found_there(
    declarations: Declarations, shacl_validator: EngineValidator
) -> None:
    left = [one for one in declared(declarations) if one.in_core]
    assert {(one.term, one.side) for one in left} == set(IN_CORE)
    for one in left:
        assert shacl_validator.catalog.shapes[one.in_core].severity is Severity.VIOLATION
        (triples,) = by_graph(_graph(declarations, one)).values()
        found = shacl_validator.validate(triples, record_id="1")
        places = {finding.focus if one.side == "domain" else finding.value for finding in found if finding.spec == one.in_core}  # fmt: skip
        assert len(places) >= wrong_places(triples, one), (one.iri, triples, found)


def _graph(declarations: Declarations, one: Declared) -> str:
    return f"{HEADER}\n<http://x/g> {{ {invalid(declarations, one)} }}"


def wrong_places(triples: str, one: Declared) -> int:
    stated = [t for t in parse(triples.encode(), RdfFormat.N_TRIPLES) if t.predicate.value == one.term]
    return len({triple.subject if one.side == "domain" else triple.object for triple in stated})


@pytest.mark.shared
def test_no_datatype_is_taken_for_a_class(declarations: Declarations) -> None:
    """A release of schema.org may give a property a datatype for which there is no constraint yet."""
    datatypes = {
        f"https://schema.org/{name}"
        for name in ["Boolean", "Date", "DateTime", "Number", "Quantity", "Text", "Time"]
    }
    for one in declared(declarations):
        if one.side == "range":
            assert not {iri for c in one.asked.classes for iri in (c, *declarations.ancestors(c))} & datatypes


@pytest.mark.shared
def test_every_property_is_declared_or_known_not_to_be(declarations: Declarations) -> None:
    stated = {iri for iri in properties() if iri in declarations.domains or iri in declarations.ranges}
    assert stated | undeclared() == set(properties())
    assert not stated & undeclared()


def test_every_property_of_golden_records_is_among_those(vocabulary: Catalog) -> None:
    """A rule of the mapping that states a new property has to have it in the closed lists, and so in the shapes."""
    targets = {str(target) for target in vocabulary.graph.objects(None, SH.targetSubjectsOf)}
    checked = targets | {iri for iri, _ in IN_CORE} | undeclared() | {str(RDF.type)}
    used = {quad.predicate.value for path in GOLDEN for quad in parse(path.read_bytes(), RdfFormat.N_QUADS)}
    assert len(used) > 120
    open_ended = re.compile(
        f"{re.escape(str(RDF))}_[1-9][0-9]*|http://id.loc.gov/vocabulary/relators/[a-z]{{3}}"
    )
    free = {f"{schema}{name}" for schema, names in _FREE.items() for name in names.split()}
    assert {iri for iri in used - checked - free if not open_ended.fullmatch(iri)} == set()


_FREE = {
    "https://schema.org/": "alternateName description name sameAs url",  # anything may have them, but see below
    "http://www.w3.org/ns/prov#": "wasDerivedFrom wasGeneratedBy",  # of recovered graphs, which no shape looks at
}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_golden_records_conform(path: Path, checker: EngineValidator) -> None:
    for name, triples in graphs(path).items():
        if not name.endswith("#recovered"):
            assert checker.validate(triples, record_id=name) == ()


def graphs(path: Path) -> dict[str, str]:
    """Named graphs of a record as one, but for what was recovered."""
    found = {"": ""}
    for quad in parse(path.read_bytes(), RdfFormat.N_QUADS):
        name = "#recovered" if str(quad.graph_name).endswith("#recovered>") else ""
        found[name] = found.get(name, "") + f"{quad.triple} .\n"
    return found


CORPORA = {
    "loc-books": ("loc-books/*.mrc", True),
    "solr-full-records": ("vufind-solr/*.ndjson.gz", True),
    "solr-index-fields": ("vufind-solr/*.ndjson.gz", False),
    "pubmed": ("pubmed-xml/*.xml", True),
    "jats": ("plos-jats/*.xml.gz", True),
    "oai_dc": ("oai-dc/*.xml", True),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", CORPORA)
def test_a_sample_of_the_corpora_conforms(shared: Path, name: str, checker: EngineValidator) -> None:
    pattern, full = CORPORA[name]
    paths = sorted(map(str, (shared / "corpora").glob(pattern)))
    records = list(mapped(paths, full))
    assert records
    assert [f for triples in records for f in checker.validate(triples, record_id=name)] == []


def mapped(paths: list[str], full: bool) -> Iterator[str]:
    """At most three hundred records, every eleventh of large sources."""
    every = 11 if len(paths) < 5 else 1
    for item in islice(read(paths), 0, 300 * every, every):
        if isinstance(item, SourceRecord):
            record = SOURCES[item.format].parse(item, ParseOptions(full_record=full)).record
            if record:
                yield map_record(record, IRIS).ntriples


def test_the_published_text_is_what_is_loaded(vocabulary: Catalog) -> None:
    assert len(Graph().parse(data=group("vocabulary").text, format="turtle")) == len(vocabulary.graph)
