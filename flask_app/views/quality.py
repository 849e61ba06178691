"""``/dataset/quality``: what was found over all records."""

from __future__ import annotations

from flask import Blueprint, Response
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.graphs import CSV
from flask_app.html import render_document
from flask_app.languages import language
from flask_app.links import Link
from flask_app.pages.quality import quality_page
from flask_app.service import Service, service
from flask_app.sheets import sums_sheet
from flask_app.variants import Variant, document_variants
from ld.dumps.quality import measurements
from ld.editions import Edition
from ld.editions.quality import Quality
from ld.namespaces import FOAF, RDF

QUALITY = Blueprint("quality", __name__)


@QUALITY.get("/dataset/quality")
def overview() -> Response:
    """What was found, by finding, source field and source, with the change since the edition before."""
    return answer(_overview(service(), service().publication.edition()))


@QUALITY.get("/dataset/quality.<extension>")
def overview_in(extension: str) -> Response:
    """The same in one format."""
    return answer(_overview(service(), service().publication.edition()), extension)


def _overview(parts: Service, edition: Edition) -> Document:
    url, summed = f"{parts.base}/dataset/quality", parts.findings(edition).quality()
    document = Document(
        url=url,
        edition=edition.number,
        state=repr((summed, parts.shapes.fingerprint)),
        variants=(*document_variants(), CSV),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=lambda: _quads(parts, summed, url),
        render=lambda variant: _render(parts, edition, summed, document, variant),
        links=lambda _: [Link(parts.iris.dataset.value, "describes")],
        language=language(),
        volatile=True,  # shapes may be run over an edition that is being served, and their words may change
    )
    return document


def _render(parts: Service, edition: Edition, summed: Quality, document: Document, variant: Variant) -> bytes:
    if variant is CSV:
        return sums_sheet(summed.findings, parts.shapes, document.language).encode("utf-8", "replace")
    return render_document(
        document,
        "quality.html",
        page=quality_page(
            summed, parts.findings(edition).distinct(), parts.shapes, document.language, parts.site
        ),
        words_language=document.language,
    )


def _quads(parts: Service, summed: Quality, url: str) -> list[Quad]:
    page = NamedNode(url)
    about = [
        Quad(page, RDF.type, FOAF.Document, page),
        Quad(page, FOAF.primaryTopic, parts.iris.dataset, page),
    ]
    said = measurements(summed, base_url=parts.base, label=parts.shapes.label)
    return about + [Quad(one.subject, one.predicate, one.object, page) for one in said]


__all__ = ["QUALITY"]
