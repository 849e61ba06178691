"""``/dataset`` and ``/.well-known/void``: what the dataset holds and where to get it, as VoID."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response
from pyoxigraph import NamedNode, Quad

from flask_app.documents import Document, answer
from flask_app.html import alternate, render_page
from flask_app.links import Link
from flask_app.pages.dataset import dataset_page
from flask_app.service import Service, service
from flask_app.variants import HTML, Variant, document_variants
from ld.dumps import describe, read_dumps
from ld.dumps.quality import measurements
from ld.editions import Edition
from ld.formats import Description
from ld.namespaces import FOAF, RDF, VOID

DATASET = Blueprint("dataset", __name__)
_DESCRIPTION = NamedNode(f"{VOID.iri}DatasetDescription")


@DATASET.get("/dataset")
@DATASET.get("/.well-known/void")
def dataset() -> Response:
    """The description of the current edition."""
    return answer(dataset_document(service(), service().publication.edition()))


@DATASET.get("/dataset.<extension>")
def dataset_in(extension: str) -> Response:
    """The same in one format."""
    return answer(dataset_document(service(), service().publication.edition()), extension)


def dataset_document(parts: Service, edition: Edition) -> Document:
    """The description as a document."""
    url = f"{parts.base}/dataset"
    quads = dataset_quads(parts, edition)
    document = Document(
        url=url,
        edition=edition.number,
        state=sha256("\n".join(sorted(map(str, quads))).encode()).digest(),
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        render=lambda variant: _render(parts, edition, document, quads, variant),
        links=lambda _: [Link(parts.iris.dataset.value, "describes")],
        volatile=True,  # dump files are written after the edition
    )
    return document


def dataset_quads(parts: Service, edition: Edition) -> list[Quad]:
    """VoID of an edition with its dump files, and of the document that says it."""
    settings, document = parts.settings, NamedNode(f"{parts.base}/dataset")
    dumps = read_dumps(parts.publication.editions.dumps_folder(edition.number))
    triples = describe(
        edition,
        dumps,
        base_url=parts.base,
        title=settings.title,
        publisher=settings.publisher,
        license=settings.license,
        sparql_endpoint=f"{parts.base}/sparql",
        dumps_url=f"{parts.base}/dumps/{edition.number}",
    )
    triples += measurements(parts.findings(edition).quality(), base_url=parts.base)
    about = [(RDF.type, _DESCRIPTION), (RDF.type, FOAF.Document), (FOAF.primaryTopic, parts.iris.dataset)]
    return [Quad(document, predicate, value, document) for predicate, value in about] + [
        Quad(triple.subject, triple.predicate, triple.object, document) for triple in triples
    ]


def _render(
    parts: Service, edition: Edition, document: Document, quads: list[Quad], variant: Variant
) -> bytes:
    if variant is not HTML:
        return variant.serialize(Description(document.url, quads, parts.context))
    return render_page(
        "dataset.html",
        page=dataset_page(document.url, quads, edition.counts(), parts.site),
        description=parts.settings.description,
        canonical=document.url,
        alternates=[
            alternate(other, document.address(other)) for other in document.variants if other is not HTML
        ],
    )


__all__ = ["DATASET", "dataset_document", "dataset_quads"]
