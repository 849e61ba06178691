"""The other representations of a document: as links, and as a list of their own (``_profile=alt``).

Spec: https://www.w3.org/TR/dx-prof-conneg/ §6 (list profiles), with its vocabulary of alternate representations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from flask_app.html import render_document
from flask_app.links import Link
from flask_app.representations import Representation, every, write
from flask_app.service import service
from ld.formats import Description
from ld.formats.profiles import FULL
from ld.namespaces import ALTR, DCTERMS, RDF

if TYPE_CHECKING:
    from flask_app.documents import Document

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def alternates(document: Document, but: Representation | None = None) -> list[Link]:
    """Links to the other formats of a document, and to its other profiles in the same format.

    Args:
        but: what is answered; None lists all formats, and all profiles in one of them.
    """
    profile = but.profile if but is not None and but.profile in document.profiles else FULL
    formats = [
        _link(document, Representation(variant, profile if variant.format is not None else FULL))
        for variant in document.variants
        if but is None or variant is not but.variant
    ]
    if but is None:
        return formats + _profiles(document)
    if but.variant.format is None:
        return formats
    others = [Representation(but.variant, other) for other in document.profiles if other is not profile]
    return formats + [_link(document, other, profile=True) for other in others]


def _profiles(document: Document) -> list[Link]:
    """Its other profiles, in its first format."""
    others = [Representation(document.variants[0], other) for other in document.profiles if other is not FULL]
    return [_link(document, other, profile=True) for other in others]


def _link(document: Document, found: Representation, *, profile: bool = False) -> Link:
    iri = found.profile.iri(service().base) if profile else None
    return Link(
        found.at(document.address(found.variant)), "alternate", type=found.variant.media_type, profile=iri
    )


def listing(document: Document, chosen: Representation) -> bytes:
    """The list of a document's representations, in a format or as a page."""
    if chosen.variant.format is not None:
        return write(Description(document.url, list(_quads(document)), service().context), chosen)
    rows = [
        {
            "profile": found.profile,
            "form": found.form,
            "media_type": found.variant.media_type,
            "label": found.variant.label,
            "href": service().site.href(found.at(document.address(found.variant))),
        }
        for found in _every(document)
    ]
    return render_document(document, "alternates.html", rows=rows, many=len(document.profiles) > 1)


def _every(document: Document) -> list[Representation]:
    return every(document.variants, document.profiles, forms=document.quads is not None)


def _quads(document: Document) -> Iterator[Quad]:
    resource = NamedNode(document.url)
    for n, found in enumerate(_every(document)):
        node = NamedNode(found.at(document.address(found.variant)))
        if n == 0:
            yield Quad(resource, ALTR.hasDefaultRepresentation, node, resource)
        yield Quad(resource, ALTR.hasRepresentation, node, resource)
        yield Quad(node, RDF.type, ALTR.Representation, resource)
        yield Quad(node, DCTERMS["format"], NamedNode(_MEDIA_TYPES + found.variant.media_type), resource)
        if found.variant.format is not None:
            profile = NamedNode(found.profile.iri(service().base))
            yield Quad(node, DCTERMS.conformsTo, profile, resource)


__all__ = ["alternates", "listing"]
