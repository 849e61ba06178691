"""The shapes for every record: each says what it is, and has an example that passes and one that fails for it alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from ld.findings import Severity
from shapes import Catalog, EngineValidator, catalog_of, group
from shapes.catalog import LOCAL_HOST

EXAMPLES = Path(__file__).parent / "examples" / "core"
NAMESPACE = group("core").namespace
SHAPES = sorted(catalog_of("core", "https://catalogue.library.net").shapes)
Read = Callable[..., str]


def test_there_are_shapes() -> None:
    assert len(SHAPES) >= 135
    assert {path.name for path in EXAMPLES.iterdir()} == {iri.removeprefix(NAMESPACE) for iri in SHAPES}


@pytest.mark.parametrize("iri", SHAPES)
def test_a_shape_says_what_it_is_and_how_to_mend(iri: str, catalog: Catalog) -> None:
    shape = catalog.shapes[iri]
    assert re.fullmatch(re.escape(NAMESPACE) + "[a-z][a-z0-9-]+", iri)
    assert shape.names["en"]
    assert set(shape.messages) == {"en", "es"}
    assert all(len(message) > 30 for message in shape.messages.values())
    placeholders = [set(re.findall(r"\{\S+?\}", message)) for message in shape.messages.values()]
    assert placeholders[0] - {"{type}", "{version}"} == placeholders[1] - {"{tipo}", "{versión}"}
    assert (URIRef(iri), SH.severity, URIRef(shape.severity.iri)) in catalog.graph
    assert shape.components


def test_only_shapes_with_a_target_have_a_severity(catalog: Catalog) -> None:
    assert {str(shape) for shape in catalog.graph.subjects(SH.severity)} == set(catalog.shapes)


@pytest.mark.parametrize("iri", SHAPES)
def test_valid_example(iri: str, shacl_validator: EngineValidator, read_turtle: Read) -> None:
    triples = read_turtle(EXAMPLES / iri.removeprefix(NAMESPACE) / "valid.ttl")
    assert triples
    assert shacl_validator.validate(triples, record_id="1") == ()


@pytest.mark.parametrize("iri", SHAPES)
def test_invalid_example(
    iri: str, catalog: Catalog, shacl_validator: EngineValidator, read_turtle: Read
) -> None:
    shape = catalog.shapes[iri]
    found = shacl_validator.validate(
        read_turtle(EXAMPLES / iri.removeprefix(NAMESPACE) / "invalid.ttl"), record_id="1"
    )
    assert {(finding.spec, finding.code, finding.severity) for finding in found} == {
        (iri, shape.code, shape.severity)
    }
    for finding in found:
        assert finding.record_id == "1"
        assert "{$" not in finding.message
        assert "  " not in finding.message or "  " in finding.value
        assert " :" not in finding.message
        assert finding.focus


@pytest.mark.parametrize(
    ("name", "count"),
    [("date-published", 5), ("date-edtf", 4), ("isbn", 3), ("issn", 2), ("orcid", 2), ("ror", 2), ("geo-box", 4),
     ("text-unclean", 4), ("date-life", 2), ("dcmi-agent", 2)],
)  # fmt: skip
def test_every_wrong_value_is_found(
    name: str, count: int, shacl_validator: EngineValidator, read_turtle: Read
) -> None:
    found = shacl_validator.validate(read_turtle(EXAMPLES / name / "invalid.ttl"), record_id="1")
    assert len({(finding.focus, finding.value) for finding in found}) == count


def test_a_choice_of_properties_names_the_one(shacl_validator: EngineValidator) -> None:
    it = "<https://catalogue.library.net/record/1#it>"
    name, dcterms = "<https://schema.org/keywords>", "<http://purl.org/dc/terms/subject>"
    lines = (f"{it} <{RDF.type}> <https://schema.org/SheetMusic>", f'{it} {name} " "', f'{it} {dcterms} " "')
    found = shacl_validator.validate("".join(f"{line} .\n" for line in lines), record_id="1")
    assert [finding.path for finding in found] == [dcterms[1:-1], name[1:-1]]
    assert found[1].message.startswith(
        "schema:keywords of <https://catalogue.library.net/record/1#it> is empty"
    )


def test_addresses_of_test_machines_depend_on_the_site() -> None:
    assert LOCAL_HOST in catalog_of("core", "https://catalogue.library.net").shapes
    for own in ("http://localhost:8080/", "https://catalog.example.org", "http://127.0.0.1", ""):
        assert LOCAL_HOST not in catalog_of("core", own).shapes


def test_severities_are_used_with_care(catalog: Catalog) -> None:
    """Facts that a good record may lack never withhold it."""
    missing = [
        iri for iri in SHAPES if iri.endswith("-missing") or "#book-isbn" in iri or "#work-agent" in iri
    ]
    assert missing
    assert all(catalog.shapes[iri].severity is not Severity.VIOLATION for iri in missing)


def test_targets_never_are_literals(catalog: Catalog) -> None:
    assert not list(catalog.graph.subject_objects(SH.targetObjectsOf))


def test_patterns_mean_the_same_everywhere(catalog: Catalog) -> None:
    """``\\d`` and ``\\s`` are other sets of characters in each engine."""
    patterns = [str(pattern) for pattern in catalog.graph.objects(None, SH.pattern)]
    assert len(patterns) > 30
    assert not [pattern for pattern in patterns if re.search(r"\\[dDwWsS]", pattern)]


def test_core_text_is_what_is_loaded(catalog: Catalog) -> None:
    published = Graph().parse(data=group("core").text, format="turtle")
    assert len(published) == len(catalog.graph)


@pytest.mark.shared
def test_classes_of_creative_works_are_all_listed(shared: Path, catalog: Catalog) -> None:
    ontology = Graph().parse(shared / "design" / "vocab" / "schemaorg-30.0-https.ttl")
    works = set(ontology.transitive_subjects(RDFS.subClassOf, URIRef("https://schema.org/CreativeWork")))
    value_shape = catalog.graph.value(URIRef(f"{NAMESPACE}work-class"), SH.qualifiedValueShape)
    assert value_shape is not None
    listed = set(catalog.graph.items(catalog.graph.value(value_shape, SH["in"])))
    assert listed == works


@pytest.mark.shared
def test_codes_of_languages_are_those_of_the_table(shared: Path) -> None:
    """Codes of three letters that must not be tags, since the language has one of two."""
    table = (shared / "design" / "tables" / "vufind-language.tsv").read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(table[0].split("\t"), line.split("\t"), strict=False)) for line in table[1:]]
    three = {row["iso639_2b"] for row in rows if len(row["bcp47"]) == 2 and row["iso639_2b"]}
    two = {row["bcp47"] for row in rows if len(row["bcp47"]) == 2}
    lists = [set(codes.split()) for codes in re.findall(r'CONTAINS\(" ([a-z ]+) "', group("core").text)]
    assert two <= lists[0]
    assert three <= lists[1]


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["seed-pubmed-5577770.ttl", "marc-00290045.ttl", "pubmed-38147649.ttl", "competency.ttl"]
)
def test_worked_examples_have_no_violation(shared: Path, name: str, read_turtle: Read) -> None:
    validator = EngineValidator(catalog_of("core", "https://catalog.example.org"))
    found = validator.validate(read_turtle(shared / "design" / "examples" / name), record_id=name)
    assert found
    assert not [finding for finding in found if finding.severity is Severity.VIOLATION]
