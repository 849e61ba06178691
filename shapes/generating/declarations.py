"""What the vocabularies declare: which things have a property (its domain), which values it takes (its range), which class is a kind of another.

schema.org says so in the file of its release. Of the others the facts that records need stand here, from

- DCMI Metadata Terms, 2020-01-20: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
- BIBO 1.3: http://purl.org/ontology/bibo/
- FOAF 0.99: http://xmlns.com/foaf/spec/ · VoID: https://www.w3.org/TR/void/ · SKOS: https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ld.namespaces import PREFIXES, RDF, RDFS, VOCABULARIES
from shapes import terms
from shapes.vocabulary import SCHEMA, known_properties, known_terms

# Vocabularies that records are written in; the others describe the dataset.
_OF_RECORDS: Final = ("schema", "dcterms", "bibo", "foaf", "owl", "rdfs", "skos", "void")

# property | domain | range: classes, or rdfs:Literal; nothing where a vocabulary declares nothing.
# Of bibo:authorList, rdf:List too is in the range: its cells would be blank nodes, so that records have none.
_DECLARED: Final = """
bibo:authorList             | bibo:Document                 | rdf:Seq
bibo:distributor            | bibo:Collection bibo:Document | foaf:Agent
bibo:doi                    | bibo:Collection bibo:Document | rdfs:Literal
bibo:edition                | bibo:Document                 | rdfs:Literal
bibo:isbn13                 | bibo:Collection bibo:Document | rdfs:Literal
bibo:issn                   | bibo:Collection               | rdfs:Literal
bibo:issue                  | bibo:Issue                    | rdfs:Literal
bibo:pageEnd                | bibo:Document                 | rdfs:Literal
bibo:pageStart              | bibo:Document                 | rdfs:Literal
bibo:pmid                   | bibo:Collection bibo:Document | rdfs:Literal
bibo:volume                 | bibo:Document                 | rdfs:Literal
dcterms:accessRights        |                               | dcterms:RightsStatement
dcterms:accrualPeriodicity  | dcmitype:Collection           | dcterms:Frequency
dcterms:alternative         |                               | rdfs:Literal
dcterms:bibliographicCitation |                             | rdfs:Literal
dcterms:conformsTo          |                               | dcterms:Standard
dcterms:contributor         |                               | dcterms:Agent
dcterms:created             |                               | rdfs:Literal
dcterms:creator             |                               | dcterms:Agent
dcterms:date                |                               | rdfs:Literal
dcterms:dateAccepted        |                               | rdfs:Literal
dcterms:dateCopyrighted     |                               | rdfs:Literal
dcterms:dateSubmitted       |                               | rdfs:Literal
dcterms:extent              |                               | dcterms:SizeOrDuration
dcterms:format              |                               | dcterms:MediaType
dcterms:identifier          |                               | rdfs:Literal
dcterms:issued              |                               | rdfs:Literal
dcterms:language            |                               | dcterms:LinguisticSystem
dcterms:license             |                               | dcterms:LicenseDocument
dcterms:modified            |                               | rdfs:Literal
dcterms:publisher           |                               | dcterms:Agent
dcterms:rights              |                               | dcterms:RightsStatement
dcterms:rightsHolder        |                               | dcterms:Agent
dcterms:spatial             |                               | dcterms:Location
dcterms:temporal            |                               | dcterms:PeriodOfTime
dcterms:title               |                               | rdfs:Literal
dcterms:type                |                               | rdfs:Class
foaf:primaryTopic           | foaf:Document                 |
foaf:thumbnail              | foaf:Image                    | foaf:Image
rdfs:label                  |                               | rdfs:Literal
skos:inScheme               |                               | skos:ConceptScheme
skos:notation               |                               | rdfs:Literal
void:inDataset              | foaf:Document                 | void:Dataset
"""
# "Intended to be used with non-literal values", or no declaration at all.
_UNDECLARED: Final = """
dcterms:abstract dcterms:description dcterms:hasFormat dcterms:hasPart dcterms:hasVersion dcterms:isFormatOf dcterms:isPartOf
dcterms:isReferencedBy dcterms:isReplacedBy dcterms:isVersionOf dcterms:references dcterms:relation dcterms:replaces
dcterms:source dcterms:subject dcterms:tableOfContents owl:sameAs
"""
# class and its superclass
_SUBCLASSES: Final = """
bibo:AcademicArticle bibo:Article, bibo:Article bibo:Document, bibo:AudioDocument bibo:Document,
bibo:AudioVisualDocument bibo:Document, bibo:Book bibo:Document, bibo:Chapter bibo:Document, bibo:Image bibo:Document,
bibo:Image foaf:Image,
bibo:Issue bibo:Document, bibo:Journal bibo:Periodical, bibo:Magazine bibo:Periodical, bibo:Manuscript bibo:Document,
bibo:Map bibo:Image, bibo:Newspaper bibo:Periodical, bibo:Periodical bibo:Collection, bibo:Proceedings bibo:Book,
bibo:ReferenceSource bibo:Document, bibo:Report bibo:Document, bibo:Series bibo:Collection, bibo:Slide bibo:Document,
bibo:Thesis bibo:Document, bibo:Webpage bibo:Document, bibo:Website bibo:Collection,
dcmitype:MovingImage dcmitype:Image, dcmitype:StillImage dcmitype:Image, dcterms:AgentClass rdfs:Class,
dcterms:FileFormat dcterms:MediaType, dcterms:Jurisdiction dcterms:LocationPeriodOrJurisdiction,
dcterms:LicenseDocument dcterms:RightsStatement, dcterms:Location dcterms:LocationPeriodOrJurisdiction,
dcterms:MediaType dcterms:MediaTypeOrExtent, dcterms:PeriodOfTime dcterms:LocationPeriodOrJurisdiction,
dcterms:PhysicalMedium dcterms:MediaType, dcterms:SizeOrDuration dcterms:MediaTypeOrExtent,
foaf:Group foaf:Agent
"""
# Names with a capital that are no classes: datatypes and encoding schemes of DCMI, and EDTF.
_NO_CLASSES: Final = """
dcterms:Box dcterms:DCMIType dcterms:DDC dcterms:IMT dcterms:ISO3166 dcterms:LCC dcterms:LCSH dcterms:MESH dcterms:NLM
dcterms:Period dcterms:Point dcterms:RFC1766 dcterms:RFC3066 dcterms:RFC4646 dcterms:RFC5646 dcterms:TGN dcterms:UDC
dcterms:URI dcterms:W3CDTF edtf:EDTF
"""


@dataclass(frozen=True, slots=True)
class Declarations:
    """What is declared; all by IRI.

    Attributes:
        domains: classes by property: whatever has the property is of at least one of them.
        ranges: classes and datatypes by property, alike.
        parents: direct superclasses by class.
        classes: every class that is known.
        usual: those that records have, and their superclasses.
    """

    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]
    parents: Mapping[str, frozenset[str]]
    classes: frozenset[str]
    usual: frozenset[str]

    def ancestors(self, iri: str) -> frozenset[str]:
        """Superclasses of a class, all the way up, without itself.

        >>> made = Declarations({}, {}, {"x:a": frozenset({"x:b"}), "x:b": frozenset({"x:c"})}, frozenset(), frozenset())
        >>> sorted(made.ancestors("x:a"))
        ['x:b', 'x:c']
        """
        found: set[str] = set()
        todo = [iri]
        while todo:
            new = self.parents.get(todo.pop(), frozenset()) - found
            found |= new
            todo += new
        return frozenset(found - {iri})

    def broadest(self, classes: Iterable[str]) -> frozenset[str]:
        """Classes without those that are a kind of another one of them: these allow nothing more."""
        given = frozenset(classes)
        return frozenset(iri for iri in given if not self.ancestors(iri) & given)


def properties() -> tuple[str, ...]:
    """IRIs of the properties that a mapping can state, in order: those of the closed lists of :mod:`ld.namespaces`.

    Members of sequences and MARC relators are left out: of the former there is no end, of the latter nothing is declared.

    >>> "https://schema.org/isbn" in properties(), "https://schema.org/Book" in properties()
    (True, False)
    """
    listed = {term.value for prefix in _OF_RECORDS for term in VOCABULARIES[prefix]}
    return tuple(sorted(listed & known_properties()))


def undeclared() -> frozenset[str]:
    """Properties of which no vocabulary says what has them and which values they take."""
    return frozenset(map(expanded, _UNDECLARED.split()))


def expanded(name: str) -> str:
    """An IRI from a name with one of our prefixes.

    >>> expanded("schema:Book")
    'https://schema.org/Book'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def read(schema_org: Path) -> Declarations:
    """What schema.org and the others declare.

    Args:
        schema_org: ``schemaorg-all-https.ttl`` of a release of schema.org.
    Raises:
        RDFSyntaxError: the file is no Turtle.
    """
    stated: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in terms.parse(schema_org.read_text(encoding="utf-8"), ox.RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            stated[triple.predicate.value][subject.value].add(value.value)
    parents = _frozen(stated[f"{RDFS.iri}subClassOf"]) | _parents()
    typed = stated[RDF.type.value].items()
    classes = {iri for iri, kinds in typed if iri.startswith(SCHEMA) and RDFS.Class.value in kinds}
    return Declarations(
        _frozen(stated[f"{SCHEMA}domainIncludes"]) | _column(1),
        _frozen(stated[f"{SCHEMA}rangeIncludes"]) | _column(2),
        parents,
        frozenset(classes | _other_classes()),
        _usual(parents),
    )


def _usual(parents: Mapping[str, frozenset[str]]) -> frozenset[str]:
    above = Declarations({}, {}, parents, frozenset(), frozenset())
    listed = {term.value for prefix in _OF_RECORDS for term in VOCABULARIES[prefix]} - known_properties()
    return frozenset(listed).union(*map(above.ancestors, listed))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {iri: frozenset(values) for iri, values in found.items()}


def _column(number: int) -> dict[str, frozenset[str]]:
    """Domains or ranges of the table."""
    rows = ([cell.split() for cell in row.split("|")] for row in _DECLARED.strip().splitlines())
    return {expanded(row[0][0]): frozenset(map(expanded, row[number])) for row in rows if row[number]}


def _parents() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in _SUBCLASSES.split(","):
        below, above = map(expanded, pair.split())
        found[below].add(above)
    return _frozen(found)


def _other_classes() -> frozenset[str]:
    """Known names with a capital, of vocabularies other than schema.org."""
    named = {iri for iri in known_terms() if not iri.startswith(SCHEMA) and local_name(iri)[0].isupper()}
    return frozenset(named - set(map(expanded, _NO_CLASSES.split())))


def local_name(iri: str) -> str:
    """What follows the last ``#`` or ``/``.

    >>> local_name("http://purl.org/dc/terms/title")
    'title'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


__all__ = ["Declarations", "expanded", "local_name", "properties", "read", "undeclared"]
