"""``/terms``: what records say of IRIs that are not ours. It grows with the catalogue, so nothing reads it all but who asks for it all."""

from __future__ import annotations

from itertools import islice

from flask import Blueprint, Response
from pyoxigraph import Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.pages import entity_page
from flask_app.service import Service, service
from flask_app.variants import document_variants
from flask_app.views.record import moment
from ld.editions import Edition

TERMS = Blueprint("terms", __name__)
_SHOWN = 1_000


@TERMS.get("/terms")
def terms() -> Response:
    """Languages, licences, headings and other IRIs of others."""
    return answer(_document(service(), service().publication.edition()))


@TERMS.get("/terms.<extension>")
def terms_in(extension: str) -> Response:
    """The same in one format."""
    return answer(_document(service(), service().publication.edition()), extension)


def _document(parts: Service, edition: Edition) -> Document:
    url = parts.iris.terms.value
    document = Document(
        url=url,
        edition=edition.number,
        state=str(edition.number),
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=lambda: edition.entity_quads(url),
        render=lambda _: _page(parts, edition, document),
        modified=moment(edition.info.created),
    )
    return document


def _page(parts: Service, edition: Edition, document: Document) -> bytes:
    quads, more = _some(edition, parts)
    return render_document(
        document, "terms.html", page=entity_page(document.url, quads, parts.site), cut=more
    )


def _some(edition: Edition, parts: Service) -> tuple[list[Quad], bool]:
    found = list(islice(edition.store.quads_for_pattern(None, None, None, parts.iris.terms), _SHOWN + 1))
    return found[:_SHOWN], len(found) > _SHOWN


__all__ = ["TERMS"]
