"""Where a record's page leads: FAIR Signposting, levels 1 and 2.

At the address of the record, whatever format answers there, stand the links of a landing page; at the address of a format those of a
metadata document. Both have a header that must fit into the buffers of a proxy, so it holds a bounded number of authors; the linkset has
them all.

Spec: https://signposting.org/FAIR/ (2023-10-02)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.links import Link
from flask_app.representations import Representation
from flask_app.variants import HTML, Variant, document_variants
from ld.formats.profiles import PROFILES
from ld.namespaces import DCTERMS, RDF, SCHEMA

EXTENSION = "linkset"
ABOUT_PAGE = f"{SCHEMA.iri}AboutPage"
LINKSET_JSON = "application/linkset+json"
_DOI = "https://doi.org/"
# Identities of persons and bodies, those that readers know best first.
_IDENTITIES = (
    "https://orcid.org/",
    "https://isni.org/",
    "https://ror.org/",
    "http://viaf.org/",
    "http://d-nb.info/",
    "http",
)
_LOOKED_AT = frozenset(
    {
        *(RDF.type, SCHEMA.sameAs, SCHEMA.encoding, SCHEMA.license, SCHEMA.author, SCHEMA.creator),
        *(SCHEMA.contentUrl, SCHEMA.encodingFormat, DCTERMS.isPartOf),
    }
)
_MOST_AUTHORS = 12
_MOST_ITEMS = 8
# Metadata that the header names; the linkset names all there is.
_DESCRIBING = ("jsonld", "turtle")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a record's statements say of where to go.

    Attributes:
        cite_as: the one address to cite.
        types: of the thing: schema.org classes, the first of them.
        authors: addresses of the authors that have one, in the order of the record.
        items: addresses of the content, with media types (empty if not known).
        license: of the thing; empty if not stated.
        collections: to which the record belongs.
    """

    cite_as: str
    types: tuple[str, ...]
    authors: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    license: str
    collections: tuple[str, ...]


def signs(document: str, quads: Iterable[Quad]) -> Signs:
    """What a record's statements say of where to go.

    Args:
        document: IRI of the record's document; the thing is ``#it`` of it.
        quads: all its statements.

    >>> doc, it = NamedNode("http://x/1"), NamedNode("http://x/1#it")
    >>> found = signs(doc.value, [Quad(it, RDF.type, SCHEMA.Book), Quad(it, SCHEMA.sameAs, NamedNode("https://doi.org/10.1/a"))])
    >>> found.cite_as, found.types
    ('https://doi.org/10.1/a', ('https://schema.org/Book',))
    """
    said = _Said(quads)
    thing = NamedNode(f"{document}#it")
    dois = [iri for iri in said.iris(thing, SCHEMA.sameAs) if iri.startswith(_DOI)]
    types = [iri for iri in said.iris(thing, RDF.type) if iri.startswith(SCHEMA.iri)]
    files = [_file(said, NamedNode(node)) for node in said.iris(thing, SCHEMA.encoding)]
    return Signs(
        cite_as=dois[0] if len(dois) == 1 else document,
        types=tuple(sorted(types)[:1]),
        authors=tuple(
            dict.fromkeys(
                found for node in _agents(said, thing) if (found := _identity(said, node, document))
            )
        ),
        items=tuple(dict.fromkeys(file for file in files if file[0])),
        license=next(filter(_is_web, said.iris(thing, SCHEMA.license)), ""),
        collections=tuple(said.iris(NamedNode(document), DCTERMS.isPartOf)),
    )


class _Said:
    """Values by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[tuple[object, object], list[object]] = {}
        for quad in quads:
            if (predicate := quad.predicate) in _LOOKED_AT:
                self._values.setdefault((quad.subject, predicate), []).append(quad.object)

    def iris(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        return [
            value.value
            for value in self._values.get((subject, predicate), ())
            if isinstance(value, NamedNode)
        ]

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        found = self._values.get((subject, predicate), ())
        return next((value.value for value in found if isinstance(value, Literal)), "")


def _agents(said: _Said, thing: NamedNode) -> list[NamedNode]:
    return [NamedNode(iri) for name in (SCHEMA.author, SCHEMA.creator) for iri in said.iris(thing, name)]


def _identity(said: _Said, agent: NamedNode, document: str) -> str:
    """The address by which others know an author; ours if it is shared; none if it is a name in this record only."""
    known = said.iris(agent, SCHEMA.sameAs)
    found = next((iri for start in _IDENTITIES for iri in known if iri.startswith(start)), "")
    return found or ("" if agent.value.startswith(f"{document}#") else agent.value)


def _file(said: _Said, node: NamedNode) -> tuple[str, str]:
    addresses = [*said.iris(node, SCHEMA.contentUrl), *([node.value] if "#" not in node.value else [])]
    return next(filter(_is_web, addresses), ""), said.text(node, SCHEMA.encodingFormat)


def _is_web(iri: str) -> bool:
    return iri.startswith(("http://", "https://"))


Address = Callable[[Variant], str]


@dataclass(frozen=True, slots=True)
class Guide:
    """The links of a record.

    Attributes:
        base: of the site.
        document: address of the record.
        signs: what its statements say.
        address: the own address of each format.
        license: of the metadata; empty if the settings have none.
        linkset: address of all links; empty if another record has it.
    """

    base: str
    document: str
    signs: Signs
    address: Address
    license: str
    linkset: str

    def links(self, chosen: Representation) -> list[Link]:
        """The links of a representation's header, bounded."""
        more = [Link(self.linkset, "linkset", type=LINKSET_JSON)] if self.linkset else []
        if chosen.negotiated or chosen.variant is HTML:
            return [*self.landing(authors=_MOST_AUTHORS, items=_MOST_ITEMS), *more]
        return [*self.metadata(), *more]

    def landing(
        self, authors: int | None = None, items: int | None = None, *, whole: bool = False
    ) -> Iterator[Link]:
        """Those of the page, by weight.

        Args:
            authors: at most; None for all.
            items: at most; None for all.
            whole: whether every format and profile is named.
        """
        found = self.signs
        yield Link(found.cite_as, "cite-as")
        for iri in (ABOUT_PAGE, *found.types):
            yield Link(iri, "type")
        yield from self._described(whole=whole)
        yield Link(f"{self.document}#it", "describes")
        for url, media_type in found.items[:items]:
            yield Link(url, "item", type=media_type or None)
        for iri in found.authors[:authors]:
            yield Link(iri, "author")
        if found.license or self.license:
            yield Link(found.license or self.license, "license")
        yield from (Link(iri, "collection") for iri in found.collections)

    def metadata(self) -> Iterator[Link]:
        """Those of each format."""
        yield Link(self.document, "describes", type=HTML.media_type)
        yield Link(f"{self.document}#it", "describes")
        if self.license:
            yield Link(self.license, "license")
        yield from (Link(iri, "collection") for iri in self.signs.collections)

    def _described(self, *, whole: bool) -> Iterator[Link]:
        for found in self.descriptions(whole=whole):
            iri = found.profile.iri(self.base)
            yield Link(
                found.at(self.address(found.variant)),
                "describedby",
                type=found.variant.media_type,
                profile=iri,
            )

    def descriptions(self, *, whole: bool) -> list[Representation]:
        """The metadata documents: all of them, or those that a header names."""
        full, *others = PROFILES.values()
        formats = [variant for variant in document_variants() if variant.format is not None]
        if not whole:
            return [Representation(variant, full) for variant in formats if variant.name in _DESCRIBING]
        return [Representation(variant, profile) for profile in (full, *others) for variant in formats]


def linkset(guide: Guide) -> list[tuple[str, Sequence[Link]]]:
    """All links of a record by where they lead from (RFC 9264): its page, and every metadata document."""
    metadata = tuple(guide.metadata())
    documents = [found.at(guide.address(found.variant)) for found in guide.descriptions(whole=True)]
    return [(guide.document, tuple(guide.landing(whole=True))), *((url, metadata) for url in documents)]


__all__ = ["ABOUT_PAGE", "EXTENSION", "LINKSET_JSON", "Guide", "Signs", "linkset", "signs"]
