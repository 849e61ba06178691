"""The shapes for every record: what each finds beyond its example, and where their lists are from."""

from __future__ import annotations

import re
import unicodedata
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


@pytest.mark.parametrize(
    ("name", "count"),
    [("date-published", 5), ("date-edtf", 4), ("isbn", 3), ("issn", 2), ("orcid", 2), ("ror", 2), ("geo-box", 4),
     ("text-unclean", 5), ("date-life", 2), ("dcmi-agent", 2), ("identifier-form", 16), ("identifier-check", 15), ("gnd", 4),
     ("viaf", 3), ("wikidata", 2), ("handle", 2), ("pubmed", 3), ("urn-nbn", 3), ("media-content", 3), ("dcmi-literal-identified", 4)],
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


LETTERS = [
    char
    for block in ((0x41, 0x7B), (0x400, 0x500), (0x3041, 0x30FF))
    for char in map(chr, range(*block))
    if char.isalpha()
]
MARKS = [*map(chr, range(0x300, 0x370)), "\u3099", "\u309a"]


def test_letters_with_their_marks_apart_are_found(catalog: Catalog) -> None:
    """As Unicode has it, for the scripts that the pattern names."""
    not_so = catalog.graph.value(URIRef(f"{NAMESPACE}text-unclean"), SH["not"])
    pattern = re.compile(str(catalog.graph.value(not_so, SH.pattern)))
    pairs = [f"{letter}{mark}" for letter in LETTERS for mark in MARKS]
    syllables = [
        f"{chr(one)}{chr(other)}" for one in range(0x1100, 0x1113) for other in range(0x1161, 0x1176)
    ]
    for text in (*pairs, *syllables):
        assert bool(pattern.search(text)) is not unicodedata.is_normalized("NFC", text), text.encode(
            "unicode_escape"
        )
        assert not pattern.search(unicodedata.normalize("NFC", text))


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
