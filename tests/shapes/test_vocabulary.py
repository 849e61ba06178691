"""Which terms a published graph may use."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from ld.namespaces import BIBO, DCMITYPE, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS
from shapes import known_terms, unknown_terms, vocabulary

SUBJECT = "<http://x/record/1#it>"


@pytest.mark.parametrize(
    "namespace", [BIBO, DCMITYPE, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS], ids=lambda n: str(n.iri)
)
def test_what_the_mapping_uses_is_known(namespace: object) -> None:
    assert {term.value for term in namespace} <= known_terms()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ('<http://schema.org/name> "x"', {"http://schema.org/name"}),
        ('<http://purl.org/dc/elements/1.1/title> "x"', {"http://purl.org/dc/elements/1.1/title"}),
        ('<https://schema.org/name> "x"', set()),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#_12> <http://x/1>", set()),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#_0> <http://x/1>", {"http://www.w3.org/1999/02/22-rdf-syntax-ns#_0"}),
        ("<http://id.loc.gov/vocabulary/relators/trl> <http://x/1>", set()),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/C>", {"http://x/C"}),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> _:b", {"_:"}),
        ("<https://schema.org/bookFormat> <https://schema.org/Ebook>", {"https://schema.org/Ebook"}),
        ("<https://schema.org/sameAs> <http://x/anything>", set()),
        ('<https://schema.org/name> "1"^^<http://x/t>', {"http://x/t"}),
        ('<http://purl.org/ontology/bibo/degree> "x"', {"http://purl.org/ontology/bibo/degree"}),
    ],
)  # fmt: skip
def test_terms(line: str, unknown: set[str]) -> None:
    found = unknown_terms(f"{SUBJECT} {line} .")
    assert {"_:" if iri.startswith("_:") else iri for iri in found} == unknown


@pytest.mark.shared
def test_the_list_is_not_stale(shared: Path) -> None:
    kept = files("shapes").joinpath("vocabulary.txt").read_text(encoding="utf-8")
    assert kept == vocabulary.build(shared / "design" / "vocab" / "schemaorg-30.0-https.ttl")


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["seed-pubmed-5577770.ttl", "marc-00290045.ttl", "pubmed-38147649.ttl", "competency.ttl"]
)
def test_worked_examples_use_known_terms(shared: Path, name: str, read_turtle: object) -> None:
    assert unknown_terms(read_turtle(shared / "design" / "examples" / name)) == set()  # type: ignore[operator]
