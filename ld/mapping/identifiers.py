"""Identifiers of the thing, and where it is on the web."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Work
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, XSD
from ld.normalize.identifiers import SCHEMES, Identifier
from ld.normalize.slugs import slug
from ld.record import UrlRole

_ORGANIZATION = "org:"
_BIBO = {"doi": BIBO.doi, "pmid": BIBO.pmid}
# Addresses that identify this very thing; an ISBN's or ISSN's would join different records.
_SAME = frozenset({"doi", "pmid", "pmcid", "oclc", "lccn", "handle"})


def identifiers(work: Work) -> None:
    """A PropertyValue each; those with an address of their own also as dcterms:identifier and schema:sameAs."""
    for stated in work.record.identifiers:
        identifier, source = stated.value, stated.source
        work.it(SCHEMA.identifier, _property_value(work, identifier, source), source)
        if identifier.scheme in _BIBO and work.kind.is_document:
            work.it(_BIBO[identifier.scheme], Literal(identifier.value), source)
        if identifier.iri:
            work.it(DCTERMS.identifier, Literal(identifier.iri, datatype=XSD.anyURI), source)
            if identifier.scheme in _SAME:
                work.it(SCHEMA.sameAs, NamedNode(identifier.iri), source)


def _property_value(work: Work, identifier: Identifier, source: str) -> NamedNode:
    scheme = identifier.scheme.removeprefix(_ORGANIZATION)
    node = work.node("id", f"{identifier.scheme} {identifier.value}", slug_of=scheme)
    if not work.first(node):
        return node
    property_id, name = _scheme(work, identifier.scheme, source)
    work.say(node, RDF.type, SCHEMA.PropertyValue, source)
    work.say(node, SCHEMA.propertyID, property_id, source)
    work.say(node, SCHEMA.name, Literal(name), source)
    work.say(node, SCHEMA.value, Literal(identifier.value), source)
    if identifier.iri:
        work.say(node, SCHEMA.url, NamedNode(identifier.iri), source)
    return node


def _scheme(work: Work, code: str, source: str) -> tuple[NamedNode, str]:
    """The scheme's IRI and name; an organization's own numbers get a scheme of ours, described as such."""
    known = SCHEMES.get(code)
    if known:
        return NamedNode(known.property_id), known.label
    name = code.removeprefix(_ORGANIZATION)
    node = work.iris.shared("id-scheme", slug(name))
    work.share(node, RDF.type, SCHEMA.Intangible, source)
    work.share(node, RDFS.label, Literal(name), source)
    work.share(node, SCHEMA.name, Literal(name), source)
    return node, name


def isbns(work: Work) -> None:
    """schema:isbn has the domain Book; bibo:isbn13 any document."""
    for isbn in work.record.isbns:
        literal = Literal(isbn.value)
        if work.kind.is_book:
            work.it(SCHEMA.isbn, literal, isbn.source)
        else:
            work.it(
                SCHEMA.identifier,
                _property_value(work, Identifier("isbn", isbn.value, None), isbn.source),
                isbn.source,
            )
        work.it(BIBO.isbn13, literal, isbn.source)
        work.it(DCTERMS.identifier, Literal(f"urn:isbn:{isbn.value}", datatype=XSD.anyURI), isbn.source)
        if isbn.book_format and work.kind.is_book:
            work.it(SCHEMA.bookFormat, SCHEMA[isbn.book_format], isbn.source)


def urls(work: Work) -> None:
    """Where the thing itself is, pages about it, and addresses of which no more is known than that they relate to it."""
    for url in work.record.urls:
        node = NamedNode(url.iri)
        if url.role is UrlRole.RESOURCE:
            work.it(SCHEMA.url, node, url.source)
        elif url.role is UrlRole.ABOUT:
            work.both(SCHEMA.subjectOf, DCTERMS.relation, node, url.source)
            work.share(node, RDF.type, SCHEMA.WebPage, url.source)
        else:
            work.it(DCTERMS.relation, node, url.source)
    for thumbnail in work.record.thumbnails:
        work.it(SCHEMA.thumbnailUrl, NamedNode(thumbnail.iri), thumbnail.source)
