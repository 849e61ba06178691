"""``python -m shapes.generation schemaorg-all-https.ttl`` writes what follows from the vocabularies.

- ``vocabulary.txt``: the known terms, see :mod:`shapes.vocabulary`;
- ``vocabulary.ttl``: a shape for the domain and one for the range of each property that a mapping can state, and those of
  :mod:`shapes.generating.unknown`;
- ``superclasses.txt``: see :mod:`shapes.ancestors`.

The Turtle is lean, because an engine copies every term of the shapes for each record: properties with the same classes or
datatypes share one list of them, and what the core shapes check already is left to them, see :data:`IN_CORE`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shapes import vocabulary
from shapes.generating import phrases, unknown
from shapes.generating.constraints import Constraint, of_domain, of_range
from shapes.generating.declarations import Declarations, expanded, local_name, properties, read
from shapes.groups import NAMESPACE
from shapes.paths import compact

HERE: Final = Path(__file__).parent

# Where a core shape withholds whatever the declaration excludes, and perhaps more: side, core shape, properties.
_IN_CORE: Final = """
domain book-property    schema:isbn schema:bookEdition schema:bookFormat schema:numberOfPages schema:illustrator
domain dcmi-accrual     dcterms:accrualPeriodicity
domain issn-owner       schema:issn
domain issue-owner      bibo:issue
domain pages-owner      schema:pageStart schema:pageEnd schema:pagination
domain span-owner       schema:startDate schema:endDate
range author-list       bibo:authorList
range bibo-doi          bibo:doi
range bibo-isbn         bibo:isbn13
range bibo-issn         bibo:issn
range bibo-pmid         bibo:pmid
range book-format       schema:bookFormat
range date-life         schema:birthDate schema:deathDate
range date-other        schema:startDate schema:endDate
range date-published    schema:datePublished
range dcmi-agent        dcterms:contributor dcterms:creator dcterms:publisher dcterms:rightsHolder
range dcmi-extent       dcterms:extent
range dcmi-format       dcterms:format
range dcmi-frequency    dcterms:accrualPeriodicity
range dcmi-literal      dcterms:alternative dcterms:bibliographicCitation dcterms:created dcterms:date dcterms:dateAccepted
range dcmi-literal      dcterms:dateCopyrighted dcterms:dateSubmitted dcterms:identifier dcterms:issued dcterms:modified dcterms:title
range dcmi-rights       dcterms:accessRights dcterms:rights
range dcmi-spatial      dcterms:spatial
range dcmi-temporal     dcterms:temporal
range identifier-node   schema:identifier
range identifier-scheme schema:propertyID
range language-iri      dcterms:language
range language-tag      schema:inLanguage
range license           schema:license dcterms:license
range same-as           schema:sameAs
range url               schema:url
range work-type         dcterms:type
"""
IN_CORE: Final = {
    (expanded(name), side): f"{NAMESPACE}core#{shape}"
    for side, shape, *names in map(str.split, _IN_CORE.strip().splitlines())
    for name in names
}
"""Core shape by property and side (``domain``, ``range``)."""

_HEADER: Final = """\
# Written by `make shapes` from schema.org 30.0 and the declarations of DCMI, BIBO and others: do not edit.
# For each property that records can have: what it is for (its domain) and which values it takes (its range), as declared;
# terms that are not known. Validate against a record with the superclasses of its classes. What core.ttl checks is not here.

@prefix vocabulary: <https://w3id.org/ldpub/shapes/vocabulary#> .
@prefix bibo:     <http://purl.org/ontology/bibo/> .
@prefix dcmitype: <http://purl.org/dc/dcmitype/> .
@prefix dcterms:  <http://purl.org/dc/terms/> .
@prefix foaf:     <http://xmlns.com/foaf/0.1/> .
@prefix owl:      <http://www.w3.org/2002/07/owl#> .
@prefix rdf:      <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs:     <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema:   <https://schema.org/> .
@prefix sh:       <http://www.w3.org/ns/shacl#> .
@prefix skos:     <http://www.w3.org/2004/02/skos/core#> .
@prefix void:     <http://rdfs.org/ns/void#> .
@prefix xsd:      <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/ldpub/shapes/vocabulary> a owl:Ontology ;
    dcterms:title "Shapes for the use of vocabularies"@en , "Formas para el uso de los vocabularios"@es .
"""


@dataclass(frozen=True, slots=True)
class Declared:
    """The domain or the range of a property.

    Attributes:
        term: IRI of the property.
        side: ``domain`` or ``range``.
        asked: of things with the property, or of its values.
    """

    term: str
    side: str
    asked: Constraint

    @property
    def iri(self) -> str:
        """Of its shape, whether that is written or left to core.

        >>> Declared("https://schema.org/propertyID", "range", Constraint("", {}, ())).iri
        'https://w3id.org/ldpub/shapes/vocabulary#schema-property-id-range'
        """
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", compact(self.term).replace(":", "-"))
        return f"{NAMESPACE}vocabulary#{name.lower()}-{self.side}"

    @property
    def in_core(self) -> str:
        """IRI of the core shape that says as much, or "" if there is none."""
        return IN_CORE.get((self.term, self.side), "")


def declared(declarations: Declarations) -> Iterator[Declared]:
    """Every domain and range that is declared of a property which records can have, in order."""
    for iri in properties():
        domain = of_domain(declarations, declarations.domains[iri]) if iri in declarations.domains else None
        if domain:
            yield Declared(iri, "domain", domain)
        if iri in declarations.ranges:
            yield Declared(iri, "range", of_range(declarations, declarations.ranges[iri]))


def turtle(declarations: Declarations) -> str:
    """The text of ``vocabulary.ttl``."""
    written = [one for one in declared(declarations) if not one.in_core]
    shapes = (*map(_shape, written), *map(_unknown_shape, unknown.shapes(declarations)))
    return "\n".join([_HEADER, *_lists(written), "", *shapes])


def _lists(written: Iterable[Declared]) -> Iterator[str]:
    """The lists of alternatives, and the alternatives, each once."""
    asked = {one.asked.name: one.asked for one in written if one.asked.is_list}
    members = {label: text for one in asked.values() for label, text in one.alternatives.items()}
    yield "# What several properties ask of what has them, or of their values: one of these."
    yield from (asked[name].list_turtle for name in sorted(asked))
    yield from (f"_:{label} {members[label]} ." for label in sorted(members))


def _shape(one: Declared) -> str:
    name = compact(one.term)
    path, kind = (f"sh:path {name} ; ", "Property") if one.side == "range" else ("", "Node")
    texts = (
        (phrases.range_name, phrases.range_message) if path else (phrases.domain_name, phrases.domain_message)
    )
    constraints = f"sh:targetSubjectsOf {name} ;\n    {path}{one.asked.turtle}"
    return _written(one.iri, kind, constraints, texts[0](name), texts[1](name, one.asked))


def _unknown_shape(one: unknown.Unknown) -> str:
    return _written(f"{NAMESPACE}vocabulary#{one.name}", "Node", one.turtle, one.names, one.messages)


def _written(iri: str, kind: str, constraints: str, names: phrases.Texts, messages: phrases.Texts) -> str:
    texts = (f"sh:name {_tagged(names)}", f"sh:message {_tagged(messages)}")
    said = " ;\n    ".join([f"a sh:{kind}Shape", constraints, "sh:severity sh:Violation", *texts])
    return f"vocabulary:{local_name(iri)} {said} .\n"


def _tagged(texts: phrases.Texts) -> str:
    return " ,\n        ".join(f'"{text}"@{language}' for language, text in texts.items())


def superclasses(declarations: Declarations) -> str:
    """The text of ``superclasses.txt``: each known class, and those of its superclasses that the shapes name."""
    named = {iri for one in declared(declarations) if not one.in_core for iri in one.asked.classes}
    rows = ((iri, *sorted(declarations.ancestors(iri) & named)) for iri in sorted(declarations.classes))
    return "".join(f"{' '.join(map(compact, row))}\n" for row in rows)


def main(schema_org: Path) -> None:
    """Write the three files."""
    (HERE / "vocabulary.txt").write_text(vocabulary.build(schema_org), encoding="utf-8")
    declarations = read(schema_org)
    (HERE / "vocabulary.ttl").write_text(turtle(declarations), encoding="utf-8")
    (HERE / "superclasses.txt").write_text(superclasses(declarations), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
