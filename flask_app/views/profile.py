"""``/profile/{name}``: what each profile of our documents holds."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.pages import entity_page
from flask_app.service import Service, service
from flask_app.variants import document_variants
from ld.errors import UnknownResourceError
from ld.formats.profiles import PROFILES, Profile
from ld.namespaces import DCTERMS, PROF, RDF, RDFS

PROFILE = Blueprint("profile", __name__)
_EXTENSIONS = frozenset(variant.extension for variant in document_variants())


@PROFILE.get("/profile/<name>")
def profile(name: str) -> Response:
    """A profile: the exact name first, then the name without an extension."""
    stem, _, extension = name.rpartition(".")
    for found, wanted in ((name, None), (stem, extension)):
        if found in PROFILES:
            return answer(_document(service(), PROFILES[found]), wanted)
    raise UnknownResourceError(f"There is no profile {name[:80]!r}; there are {', '.join(PROFILES)}.")


def _document(parts: Service, found: Profile) -> Document:
    url = found.iri(parts.base)
    quads = list(_quads(parts, found))
    document = Document(
        url=url,
        edition=0,
        state=found.description,
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=lambda: quads,
        render=lambda _: render_document(
            document,
            "profile.html",
            profile=found,
            commands=[f"curl -H 'Accept-Profile: <{url}>' …", f"curl '…?_profile={found.name}'"],
            page=entity_page(url, quads, parts.site),
            others=[(other, parts.site.href(other.iri(parts.base))) for other in PROFILES.values()],
        ),
        links=lambda _: [Link(f"{parts.base}/dataset", "describedby")],
    )
    return document


def _quads(parts: Service, found: Profile) -> Iterator[Quad]:
    """In the Profiles Vocabulary (W3C Note 2019-12-18, §5)."""
    node = NamedNode(found.iri(parts.base))
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, PROF.Profile),
        (RDF.type, DCTERMS.Standard),
        (RDFS.label, Literal(found.title, language="en")),
        (DCTERMS["title"], Literal(found.title, language="en")),
        (DCTERMS.description, Literal(found.description, language="en")),
        (PROF.hasToken, Literal(found.name)),
        *((PROF.isProfileOf, NamedNode(base)) for base in found.bases),
    ]
    yield from (Quad(node, predicate, value, node) for predicate, value in pairs)


__all__ = ["PROFILE"]
