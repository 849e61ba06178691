"""Identifiers of the thing, and where it is on the web."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Term, Work, types
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, XSD
from ld.normalize.identifiers import SCHEMES, Identifier
from ld.normalize.slugs import slug
from ld.record import Url, UrlRole

_ORGANIZATION = "org:"
_NAMES = {"nlm": "NLM Unique ID"}
"""What numbers of an organization are called, where it has a name for them."""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_BIBO = {"doi": BIBO.doi, "pmid": BIBO.pmid}
# Addresses that identify this very thing; an ISBN's or ISSN's would join different records.
_SAME = frozenset({"doi", "pmid", "pmcid", "oclc", "lccn", "handle"})


def identifiers(work: Work) -> None:
    """A PropertyValue each; those with an address of their own also as dcterms:identifier and schema:sameAs."""
    for stated in work.record.identifiers:
        identifier, source = stated.value, stated.source
        own_identifier(work, identifier, source)
        if identifier.scheme in _BIBO and work.kind.is_document:
            work.it(_BIBO[identifier.scheme], Literal(identifier.value), source)
        if identifier.iri:
            work.it(DCTERMS.identifier, Literal(identifier.iri, datatype=XSD.anyURI), source)
            if identifier.scheme in _SAME:
                work.it(SCHEMA.sameAs, NamedNode(identifier.iri), source)
    for number in work.record.local_numbers:
        work.it(DCTERMS.identifier, Literal(number.value), number.source)


def own_identifier(work: Work, identifier: Identifier, source: str) -> None:
    """An identifier of the thing."""
    work.it(SCHEMA.identifier, _property_value(work, identifier, source), source)


def _property_value(work: Work, identifier: Identifier, source: str) -> NamedNode:
    scheme = identifier.scheme.removeprefix(_ORGANIZATION)
    node = work.node("id", f"{identifier.scheme} {identifier.value}", slug_of=scheme)
    if work.first(node):
        property_value(work, node, identifier, source)
    return node


def identifier_of(work: Work, owner: NamedNode, identifier: Identifier, source: str) -> None:
    """An identifier of another thing that the record describes: ``#preceding-1-id-oclc``."""
    scheme = identifier.scheme.removeprefix(_ORGANIZATION)
    prefix = owner.value.partition("#")[2]
    node = work.node(f"{prefix}-id", f"{identifier.scheme} {identifier.value}", slug_of=scheme)
    work.say(owner, SCHEMA.identifier, node, source)
    if work.first(node):
        property_value(work, node, identifier, source)


Say = Callable[[NamedNode, NamedNode, Term, str], None]


def property_value(
    work: Work, node: NamedNode, identifier: Identifier, source: str, say: Say | None = None
) -> None:
    """Describe an identifier's node; `say` is where the node's statements go, by default the record's own."""
    say = say or work.say
    property_id, name = _known(identifier.scheme) or _scheme_of_ours(work, identifier.scheme, source)
    say(node, RDF.type, SCHEMA.PropertyValue, source)
    say(node, SCHEMA.propertyID, property_id, source)
    say(node, SCHEMA.name, name, source)
    say(node, SCHEMA.value, Literal(identifier.value), source)
    if identifier.iri:
        say(node, SCHEMA.url, NamedNode(identifier.iri), source)


@lru_cache(maxsize=1024)
def _known(code: str) -> tuple[NamedNode, Literal] | None:
    """The IRI and the name of a scheme that has an IRI of its own; None of others."""
    known = SCHEMES.get(code)
    return (NamedNode(known.property_id), Literal(known.label)) if known else None


def _scheme_of_ours(work: Work, code: str, source: str) -> tuple[NamedNode, Literal]:
    """The IRI and the name of a scheme of ours, for an organization's own numbers, described as such."""
    name = code.removeprefix(_ORGANIZATION)
    node = work.iris.shared("id-scheme", slug(name))
    work.share(node, RDF.type, SCHEMA.Intangible, source)
    work.share(node, RDFS.label, Literal(name), source)
    work.share(node, SCHEMA.name, Literal(name), source)
    return node, Literal(_NAMES.get(name, name))


def isbns(work: Work) -> None:
    """schema:isbn has the domain Book; bibo:isbn13 any document."""
    for isbn in work.record.isbns:
        literal = Literal(isbn.value)
        if work.kind.is_book:
            work.it(SCHEMA.isbn, literal, isbn.source)
        else:
            own_identifier(work, Identifier("isbn", isbn.value, None), isbn.source)
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
            if url.media_type:
                _file(work, url, url.media_type)
        elif url.role is UrlRole.FORMAT:
            work.it(DCTERMS.hasFormat, node, url.source)
            work.share(node, RDF.type, SCHEMA.CreativeWork, url.source)
        elif url.role is UrlRole.ABOUT:
            work.both(SCHEMA.subjectOf, DCTERMS.relation, node, url.source)
            work.share(node, RDF.type, SCHEMA.WebPage, url.source)
        else:
            work.it(DCTERMS.relation, node, url.source)
    for thumbnail in work.record.thumbnails:
        work.it(SCHEMA.thumbnailUrl, NamedNode(thumbnail.iri), thumbnail.source)


def _file(work: Work, url: Url, media_type: str) -> None:
    """The file itself, where the source says of which type it is."""
    node = work.node("encoding", url.iri, slug_of=media_type.rpartition("/")[2])
    work.it(SCHEMA.encoding, node, url.source)
    if work.first(node):
        types(work, node, SCHEMA.MediaObject, source=url.source)
        work.say(node, SCHEMA.contentUrl, NamedNode(url.iri), url.source)
        work.say(node, SCHEMA.encodingFormat, Literal(media_type), url.source)


def encodings(work: Work) -> None:
    """Media types: the name for schema.org, IANA's address of it for Dublin Core (DCAT 3 §6.8.16 recommends it)."""
    for media_type in work.record.encodings:
        node = NamedNode(_MEDIA_TYPES + media_type.value)
        work.it(SCHEMA.encodingFormat, Literal(media_type.value), media_type.source)
        work.it(DCTERMS.format, node, media_type.source)
        work.share(node, RDF.type, DCTERMS.MediaType, media_type.source)
        work.share(node, RDFS.label, Literal(media_type.value), media_type.source)
