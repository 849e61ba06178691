"""Ways to break a published graph, one or more for each row of what the shapes must check, with the shape meant for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SCHEMA, DCTERMS, BIBO = "https://schema.org/", "http://purl.org/dc/terms/", "http://purl.org/ontology/bibo/"
RDF, RDFS, XSD = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
)
PREFIXES = {
    "schema": SCHEMA,
    "dcterms": DCTERMS,
    "bibo": BIBO,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "http-schema": "http://schema.org/",
}


@dataclass(frozen=True)
class Published:
    """A record's graph.

    Attributes:
        lines: N-Triples, without line ends.
        document: IRI of the document.
    """

    lines: tuple[str, ...]
    document: str

    def node(self, name: str) -> str | None:
        """A node: ``it``, ``doc``, an IRI, or the first of a class, such as ``schema:Person``."""
        if name in {"it", "doc"}:
            return f"<{self.document}#it>" if name == "it" else f"<{self.document}>"
        if name.startswith("<"):
            return name
        end = f" {term('rdf:type')} {term(name)} ."
        return next((line.split(" ", 1)[0] for line in self.lines if line.endswith(end)), None)

    def said(self, subject: str, predicate: str) -> list[str]:
        """The statements of a subject with a predicate."""
        start = f"{subject} {term(predicate)} "
        return [line for line in self.lines if line.startswith(start)]


Change = Callable[[Published], Sequence[str] | None]
"""The lines of the broken graph; None if a graph has nothing that can be broken so."""


def term(text: str) -> str:
    """A term in N-Triples: a prefixed name, an IRI, or a literal whose datatype may be a prefixed name.

    >>> term('"7"^^xsd:gYear'), term("schema:name")
    ('"7"^^<http://www.w3.org/2001/XMLSchema#gYear>', '<https://schema.org/name>')
    """
    if text.startswith(("<", "_:")):
        return text
    if text.startswith('"'):
        lexical, mark, datatype = text.rpartition("^^")
        return f"{lexical}^^{term(datatype)}" if mark else text
    prefix, _, local = text.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def without(predicate: str, of: str = "it") -> Change:
    """Nothing is said of a node with this predicate any more."""

    def change(graph: Published) -> Sequence[str] | None:
        gone = set(graph.said(subject, predicate)) if (subject := graph.node(of)) else set()
        return [line for line in graph.lines if line not in gone] if gone else None

    return change


def also(predicate: str, value: str, of: str = "it") -> Change:
    """One statement more."""

    def change(graph: Published) -> Sequence[str] | None:
        subject = graph.node(of)
        return [*graph.lines, f"{subject} {term(predicate)} {term(value)} ."] if subject else None

    return change


def instead(predicate: str, value: str, of: str = "it") -> Change:
    """Another value for the first one."""

    def change(graph: Published) -> Sequence[str] | None:
        subject = graph.node(of)
        found = graph.said(subject, predicate)[:1] if subject else []
        if not found:
            return None
        return [
            f"{subject} {term(predicate)} {term(value)} ." if line in found else line for line in graph.lines
        ]

    return change


def declassed(graph: Published) -> Sequence[str]:
    """The thing has no class of schema.org any more."""
    start = f"<{graph.document}#it> {term('rdf:type')} <{SCHEMA}"
    return [line for line in graph.lines if not line.startswith(start)]


def in_subclass(change: Change, *classes: str) -> Change:
    """Only for things of one of these classes."""

    def only(graph: Published) -> Sequence[str] | None:
        types = {line.split(" ", 2)[2][:-2] for line in graph.said(f"<{graph.document}#it>", "rdf:type")}
        return change(graph) if types & {term(name) for name in classes} else None

    return only


def both(*changes: Change) -> Change:
    """One change after the other; all must be possible."""

    def change(graph: Published) -> Sequence[str] | None:
        for one in changes:
            lines = one(graph)
            if lines is None:
                return None
            graph = Published(tuple(lines), graph.document)
        return graph.lines

    return change


def anonymous(of: str) -> Change:
    """A node loses its IRI."""

    def change(graph: Published) -> Sequence[str] | None:
        subject = graph.node(of)
        return [line.replace(subject, "_:node") for line in graph.lines] if subject else None

    return change


def elsewhere(old: str, new: str) -> Change:
    """Another namespace for a predicate."""

    def change(graph: Published) -> Sequence[str] | None:
        found = [line for line in graph.lines if f" {term(old)} " in line][:1]
        return (
            [line.replace(term(old), term(new)) if line in found else line for line in graph.lines]
            if found
            else None
        )

    return change


class Mutation(NamedTuple):
    """A way to break a graph.

    Attributes:
        row: of the list of checks: what must be so.
        shape: local name of the shape that must find it.
        change: breaks the graph.
    """

    row: str
    shape: str
    change: Change


NEW = '"A text"'
MUTATIONS: tuple[Mutation, ...] = (
    # The whole graph
    Mutation("G1 no blank node as subject", "graph-blank-subject", anonymous("schema:Person")),
    Mutation("G1 no blank node as object", "graph-dangling", instead("schema:author", "_:somebody")),
    Mutation("G2 no property of http://schema.org/", "graph-old-namespace", also("http-schema:name", NEW)),
    Mutation("G2 no class of http://schema.org/", "graph-old-class", also("rdf:type", "http-schema:Thing")),
    Mutation("G2 no Dublin Core element", "graph-old-element", also("dc:title", NEW)),
    Mutation("G3 no address of a test machine", "graph-local-host", also("schema:url", "<http://localhost/x>")),
    Mutation("G4 language tags are registered", "graph-language-tag", also("schema:alternateName", '"x"@eng')),
    Mutation("G5 no empty text", "text-empty", also("dcterms:description", '" "')),
    Mutation("G5 no markup in text", "text-unclean", also("dcterms:description", '"a <i>b</i>"')),
    Mutation("G6 name = title", "work-name-title", instead("dcterms:title", '"Another title altogether"')),
    Mutation("G6 authors are creators", "work-creator", without("dcterms:creator")),
    Mutation("G6 contributors are contributors", "work-contributor", also("schema:translator", "<https://catalogue.library.net/agent/new#it>")),
    Mutation("G6 dates of publication agree", "work-issued", instead("dcterms:issued", '"1066"^^xsd:gYear')),
    Mutation("G6 publishers agree", "work-publisher", without("dcterms:publisher")),
    Mutation("G6 languages agree", "work-language", instead("schema:inLanguage", '"tlh"')),
    Mutation("G6 licences agree", "work-license", without("dcterms:license")),
    Mutation("G6 containers agree", "work-part-of", without("schema:isPartOf")),
    Mutation("G7 known properties only", "known-property", also("schema:titel", NEW)),
    Mutation("G7 known classes only", "known-class", also("rdf:type", "schema:Boook")),
    Mutation("G7 known datatypes only", "known-datatype", also("schema:name", '"7"^^schema:Seven')),
    Mutation("G7 domains", "schema-birth-date-domain", also("schema:birthDate", '"1900"^^xsd:gYear')),
    Mutation("G7 ranges", "schema-position-range", also("schema:position", "<http://example.net/x>")),
    Mutation("G8 no dangling hash IRI", "graph-dangling", also("schema:about", "<https://catalogue.library.net/record/x#gone>")),
    Mutation("G9 one label an agent", "label-agent", without("rdfs:label", "schema:Person")),
    Mutation("G9 one label a subject", "label-subject", without("rdfs:label", "schema:DefinedTerm")),
    Mutation("G9 one label a place", "label-place", also("rdfs:label", '"Elsewhere"', "schema:Place")),
    Mutation("G9 one label a container", "label-container", without("rdfs:label", "schema:Periodical")),
    # The document
    Mutation("one main entity", "document-main-entity", without("schema:mainEntity", "doc")),
    Mutation("primary topic is the main entity", "document-primary-topic", without("foaf:primaryTopic", "doc")),
    Mutation("the thing is #it", "document-fragment", instead("schema:mainEntity", "<https://catalogue.library.net/record/1#that>", "doc")),
    Mutation("the record's id", "document-identifier", without("dcterms:identifier", "doc")),
    Mutation("when it changed", "document-modified", also("dcterms:modified", '"yesterday"', "doc")),
    Mutation("in a dataset", "document-dataset", without("void:inDataset", "doc")),
    Mutation("licence of the metadata", "document-license", both(without("schema:sdLicense", "doc"), without("dcterms:license", "doc"))),
    # The work
    Mutation("a name", "work-name", both(without("schema:name"), without("dcterms:title"))),
    Mutation("a name of bearable length", "work-name-long", instead("schema:name", f'"{"long " * 80}name"')),
    Mutation("a name without ISBD tail", "work-name-punctuation", instead("schema:name", '"A name /"')),
    Mutation("one untagged title", "work-title-untagged", also("dcterms:title", '"A second title"')),
    Mutation("a class of schema.org", "work-class", declassed),
    Mutation("dcterms:type is a class", "work-type", also("dcterms:type", NEW)),
    Mutation("a DCMI type", "work-dcmi-type", without("dcterms:type")),
    Mutation("a language", "work-language-missing", both(without("schema:inLanguage"), without("dcterms:language"))),
    Mutation("one date of publication", "date-published", also("schema:datePublished", '"1111"^^xsd:gYear')),
    Mutation("a well-formed date", "date-published", instead("schema:datePublished", '"MCMXC"^^xsd:gYear')),
    Mutation("not in the far future", "date-published-future", instead("schema:datePublished", '"2999"^^xsd:gYear')),
    Mutation("EDTF syntax", "date-edtf", also("dcterms:date", '"about 1900"^^edtf:EDTF')),
    Mutation("languages of ISO 639", "language-iri", also("dcterms:language", "<http://example.net/english>")),
    Mutation("inLanguage is BCP 47", "language-tag", instead("schema:inLanguage", '"English, French"')),
    Mutation("sameAs is a web address", "same-as", also("schema:sameAs", '"10.1000/1"')),
    Mutation("sameAs in its canonical form", "same-as-canonical", also("schema:sameAs", "<http://dx.doi.org/10.1000/1>")),
    Mutation("url is an address", "url", also("schema:url", "<javascript:alert(1)>")),
    Mutation("a licence is a document", "license", also("schema:license", '"CC BY"')),
    Mutation("Creative Commons in canonical form", "license-creative-commons",
             also("schema:license", "<http://creativecommons.org/licenses/by/4.0>")),
    Mutation("identifiers are nodes", "identifier-node", also("schema:identifier", NEW)),
    Mutation("an abstract worth the name", "work-abstract-short", also("schema:abstract", '"Short."')),
    Mutation("one keyword a statement", "keywords-joined", also("schema:keywords", '"a; b; c; d"')),
    # Dublin Core
    Mutation("literal ranges", "dcmi-literal", also("dcterms:alternative", "<http://example.net/x>")),
    Mutation("agents are nodes", "dcmi-agent", also("dcterms:creator", '"Somebody"')),
    Mutation("rights are statements", "dcmi-rights", also("dcterms:rights", NEW)),
    Mutation("spatial is a location", "dcmi-spatial", also("dcterms:spatial", NEW)),
    Mutation("temporal is a period", "dcmi-temporal", also("dcterms:temporal", NEW)),
    Mutation("extent is a size", "dcmi-extent", also("dcterms:extent", '"xii, 200 p."')),
    Mutation("format is a media type", "dcmi-format", also("dcterms:format", NEW)),
    Mutation("medium is a medium", "dcmi-medium", also("dcterms:medium", NEW)),
    Mutation("audience is a class of agents", "dcmi-audience", also("dcterms:audience", NEW)),
    Mutation("links are links", "dcmi-link", also("dcterms:references", NEW)),
    Mutation("only collections accrue", "dcmi-accrual", in_subclass(also("dcterms:accrualPeriodicity", "<http://purl.org/cld/freq/annual>"), "schema:Book")),
    # Classes
    Mutation("an article has no ISSN", "issn-owner", in_subclass(also("schema:issn", '"0027-8424"'), "schema:ScholarlyArticle", "schema:Article")),
    Mutation("bibo:issue on issues only", "issue-owner", also("bibo:issue", '"4"')),
    Mutation("the last page does not precede the first", "article-pages",
             both(instead("schema:pageStart", '"20"'), instead("schema:pageEnd", '"10"'))),
    Mutation("an author of the article", "article-author",
             in_subclass(both(without("schema:author"), without("dcterms:creator")), "schema:ScholarlyArticle")),
    Mutation("where the article appeared", "article-container", in_subclass(without("schema:isPartOf"), "schema:ScholarlyArticle")),
    Mutation("only books have an ISBN", "book-property", in_subclass(also("schema:isbn", '"9780306406157"'), "schema:ScholarlyArticle")),
    Mutation("an ISBN with its check digit", "isbn", in_subclass(also("schema:isbn", '"9780306406158"'), "schema:Book")),
    Mutation("a format of schema.org", "book-format", in_subclass(also("schema:bookFormat", NEW), "schema:Book")),
    Mutation("a publisher of the book", "book-publisher", in_subclass(both(without("schema:publisher"), without("dcterms:publisher")), "schema:Book")),
    Mutation("an ISSN with its check digit", "issn", instead("schema:issn", '"0027-8425"', "schema:Periodical")),
    Mutation("it does not end before it starts", "serial-dates",
             both(also("schema:startDate", '"1990"^^xsd:gYear', "schema:Periodical"), also("schema:endDate", '"1980"^^xsd:gYear', "schema:Periodical"))),
    Mutation("a volume has a number", "volume-number", without("schema:volumeNumber", "schema:PublicationVolume")),
    Mutation("an issue has a number", "issue-number", without("schema:issueNumber", "schema:PublicationIssue")),
    Mutation("a volume is part of something", "volume-container", without("schema:isPartOf", "schema:PublicationVolume")),
    Mutation("a box is south west north east", "geo-box", also("schema:box", '"50 1 40 2"', "schema:Place")),
    Mutation("the author list is the authors", "author-list-members", instead("rdf:_1", "<http://example.net/x>", "rdf:Seq")),
    # Agents, subjects, identifiers
    Mutation("a person is no organization", "person-or-organization", also("rdf:type", "schema:Organization", "schema:Person")),
    Mutation("an ORCID with its check digit", "orcid", also("schema:sameAs", "<https://orcid.org/0000-0001-5109-3701>", "schema:Person")),
    Mutation("a person has a name", "person-name-generic", instead("schema:name", '"Anonymous"', "schema:Person")),
    Mutation("no digits in a person's name", "person-name-digits", instead("schema:name", '"Austen, Jane, 1775-1817"', "schema:Person")),
    Mutation("the family name is part of the name", "person-name-parts", instead("schema:familyName", '"Xqzt"', "schema:Person")),
    Mutation("an organization has a name", "organization-name-generic", instead("schema:name", '"The Institute"', "schema:Organization")),
    Mutation("a ROR with its check digits", "ror", also("schema:sameAs", "<https://ror.org/05gq02988>", "schema:Organization")),
    Mutation("an ISNI with its check digit", "isni", also("schema:sameAs", "<https://isni.org/isni/0000000121032684>", "schema:Person")),
    Mutation("a subject's name is its label", "term-name", instead("schema:name", NEW, "schema:DefinedTerm")),
    Mutation("an identifier has a scheme", "identifier-scheme", without("schema:propertyID", "schema:PropertyValue")),
    Mutation("an identifier has a value", "identifier-value", without("schema:value", "schema:PropertyValue")),
    Mutation("a DOI is a DOI", "bibo-doi", also("bibo:doi", '"doi:10/x"')),
    Mutation("a PMID is a PMID", "bibo-pmid", also("bibo:pmid", '"PMID 7"')),
    Mutation("a DOI's IRI is in lower case", "doi-iri", also("schema:sameAs", "<https://doi.org/10.1000/ABC>")),
    Mutation("temporal coverage is ISO 8601", "temporal-coverage", also("schema:temporalCoverage", '"the war"')),
)  # fmt: skip
