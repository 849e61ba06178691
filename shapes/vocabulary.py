"""The terms that a published graph may use: all of schema.org 30.0 and of DCMI, some of the others.

``vocabulary.txt`` lists them, a line for each namespace: its IRI, then the names. ``make shapes`` writes it anew.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import DCMITYPE, DCTERMS

from ld.namespaces import RDF
from shapes import terms

SCHEMA: Final = "https://schema.org/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# Which terms of other vocabularies records use; of BIBO 1.3 those whose domains and ranges our statements keep.
_OTHERS: Final = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "type Seq langString",
    "http://www.w3.org/2000/01/rdf-schema#": "Class label comment",
    _XSD: "anyURI boolean date dateTime decimal duration gYear gYearMonth integer string",
    "http://www.w3.org/2002/07/owl#": "sameAs",
    "http://www.w3.org/2004/02/skos/core#": "Concept ConceptScheme closeMatch inScheme notation prefLabel",
    "http://www.w3.org/ns/prov#": "Activity Entity generatedAtTime wasDerivedFrom wasGeneratedBy wasQuotedFrom",
    "http://xmlns.com/foaf/0.1/": "Agent Document Group Image primaryTopic thumbnail",
    "http://rdfs.org/ns/void#": "Dataset inDataset",
    "http://id.loc.gov/datatypes/edtf/": "EDTF",
    "http://purl.org/ontology/bibo/": """
        AcademicArticle Article AudioDocument AudioVisualDocument Book Chapter Collection Document Image Issue Journal
        Magazine Manuscript Map Newspaper Periodical Proceedings ReferenceSource Report Series Slide Thesis Webpage Website
        authorList distributor doi edition isbn13 issn issue pageEnd pageStart pmid volume
    """,
}
# Which of the known terms are datatypes.
_DATATYPES: Final = {
    _XSD: _OTHERS[_XSD],
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "langString",
    "http://id.loc.gov/datatypes/edtf/": "EDTF",
    str(DCTERMS): "Box ISO3166 Period Point RFC1766 RFC3066 RFC4646 RFC5646 URI W3CDTF",
}
# Namespaces of which nothing may be used: http schema.org would not join with https, elements not with terms.
BARRED: Final = ("http://schema.org/", "http://purl.org/dc/elements/1.1/")
_MEMBER: Final = re.compile(r"http://www\.w3\.org/1999/02/22-rdf-syntax-ns#_[1-9][0-9]*")
_RELATOR: Final = re.compile(r"http://id\.loc\.gov/vocabulary/relators/[a-z]{3}")


def build(schema_org: Path) -> str:
    """The text of ``vocabulary.txt``.

    Args:
        schema_org: ``schemaorg-all-https.ttl`` of a release of schema.org.
    Raises:
        RDFSyntaxError: the file is no Turtle.
    """
    triples = terms.parse(schema_org.read_text(encoding="utf-8"), ox.RdfFormat.TURTLE)
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    lists = {
        SCHEMA: {iri.removeprefix(SCHEMA) for iri in subjects if iri.startswith(SCHEMA)},
        str(DCTERMS): set(DCTERMS.__annotations__) - {"_fail"},
        str(DCMITYPE): set(DCMITYPE.__annotations__) - {"_fail"},
    } | {namespace: set(names.split()) for namespace, names in _OTHERS.items()}
    return "".join(f"{namespace} {' '.join(sorted(names))}\n" for namespace, names in sorted(lists.items()))


@lru_cache(maxsize=1)
def known_terms() -> frozenset[str]:
    """IRIs of all terms that may be used, but for ``rdf:_n``.

    >>> {"https://schema.org/name", "http://purl.org/dc/terms/title"} <= known_terms()
    True
    """
    return frozenset(namespace + name for namespace, names in _lists().items() for name in names)


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    lines = files("shapes").joinpath("vocabulary.txt").read_text(encoding="utf-8").splitlines()
    return {namespace: names for namespace, *names in map(str.split, lines)}


@lru_cache(maxsize=1)
def known_properties() -> frozenset[str]:
    """IRIs of all properties that may be used, but for ``rdf:_n`` and the MARC relators: the names in lower case.

    >>> {"https://schema.org/name", "https://schema.org/Book"} & known_properties()
    {'https://schema.org/name'}
    """
    names = (namespace + name for namespace, names in _lists().items() for name in names if name[0].islower())
    return frozenset(names) - known_datatypes()


@lru_cache(maxsize=1)
def known_datatypes() -> frozenset[str]:
    """IRIs of all datatypes that may be used.

    >>> "http://www.w3.org/2001/XMLSchema#gYear" in known_datatypes()
    True
    """
    return frozenset(namespace + name for namespace, names in _DATATYPES.items() for name in names.split())


@lru_cache(maxsize=1)
def _namespaces() -> tuple[str, ...]:
    found = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in known_terms()}
    return (*sorted(found), *BARRED)


def unknown_terms(triples: str) -> set[str]:
    """Terms that a graph uses and should not.

    Args:
        triples: N-Triples.
    Returns:
        IRIs of properties, classes and datatypes that are not known, and of anything else in a known namespace that is not.
    Raises:
        RDFSyntaxError: not N-Triples.

    >>> unknown_terms('<http://x/1> <https://schema.org/titel> "Emma" .')
    {'https://schema.org/titel'}
    """
    return {iri for triple in terms.parse(triples) for iri in _used(triple) if not _is_known(iri)}


def _used(triple: ox.Triple) -> set[str]:
    value = triple.object
    used = {triple.predicate.value}
    if isinstance(value, ox.Literal):
        used.add(value.datatype.value)
    elif triple.predicate == RDF.type:
        used.add(value.value if isinstance(value, ox.NamedNode) else str(value))
    nodes = (node for node in (triple.subject, value) if isinstance(node, ox.NamedNode))
    return used | {node.value for node in nodes if node.value.startswith(_namespaces())}


def _is_known(iri: str) -> bool:
    return iri in known_terms() or bool(_MEMBER.fullmatch(iri) or _RELATOR.fullmatch(iri))
