"""Documents of the entities that records share: agents, periodicals, headings, collections."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from flask import Blueprint, Response
from pyoxigraph import Quad

from flask_app.documents import Document, answer
from flask_app.html import alternate, render_page
from flask_app.links import Link
from flask_app.pages import entity_page
from flask_app.paths import candidates
from flask_app.service import Service, service
from flask_app.titles import entries, pointing
from flask_app.variants import HTML, Variant, document_variants
from ld.editions import Edition
from ld.errors import UnknownResourceError
from ld.formats import Description

ENTITIES = Blueprint("entity", __name__)
KINDS = ("agent", "serial", "subject", "collection", "id-scheme", "activity")
_EXTENSIONS = frozenset({"html", "ttl", "nt", "nq", "trig", "jsonld", "json", "rdf"})


@ENTITIES.get(
    "/<any('agent', 'serial', 'subject', 'collection', 'id-scheme', 'activity'):kind>/<everything:key>"
)
def entity(kind: str, key: str) -> Response:
    """An entity: the exact key first, then the key without a known extension."""
    return _answer(f"/{kind}/", key)


def _answer(folder: str, key: str) -> Response:
    parts, edition = service(), service().publication.edition()
    for name, extension in candidates(key, _EXTENSIONS):
        url = f"{parts.base}{folder}{quote(name, safe='/:@')}"
        quads = edition.entity_quads(url)
        if quads:
            return answer(_document(parts, edition, url, quads), extension)
    raise UnknownResourceError(f"There is nothing called {key[:200]!r} here.")


def _document(parts: Service, edition: Edition, url: str, quads: list[Quad]) -> Document:
    document = Document(
        url=url,
        edition=edition.number,
        # The page lists what points here, so it is another in every edition.
        state=f"{edition.number} {_digest(quads)}",
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        render=lambda variant: _render(parts, edition, document, quads, variant),
        links=lambda _: [Link(f"{url}#it", "describes")],
    )
    return document


def _digest(quads: list[Quad]) -> str:
    state = sha256()
    for line in sorted(map(str, quads)):
        state.update(line.encode() + b"\n")
    return state.hexdigest()


def _render(
    parts: Service, edition: Edition, document: Document, quads: list[Quad], variant: Variant
) -> bytes:
    if variant is not HTML:
        return variant.serialize(Description(document.url, quads, parts.context))
    graphs, more = pointing(edition, f"{document.url}#it")
    return render_page(
        "entity.html",
        page=entity_page(document.url, quads, parts.site),
        pointing=entries(edition, graphs, parts.site),
        pointing_cut=more,
        canonical=document.url,
        alternates=[
            alternate(other, document.address(other)) for other in document.variants if other is not HTML
        ],
    )


__all__ = ["ENTITIES", "KINDS"]
