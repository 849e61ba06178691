"""``/dataset`` and ``/.well-known/void``: what the dataset holds and where to get it, as VoID and DCAT."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flask import Blueprint, Response
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.pages.dataset import dataset_page
from flask_app.pages.dataset_script import dataset_script
from flask_app.service import Service, service
from flask_app.variants import document_variants
from ld.dumps import Version, describe, describe_catalog, read_delta, read_dumps
from ld.dumps.quality import measurements
from ld.dumps.summary import summary
from ld.editions import Edition
from ld.formats.profiles import PROFILES
from ld.namespaces import FOAF, RDF, VOID

DATASET = Blueprint("dataset", __name__)
_OPENAPI = "/openapi.json"
_LISTED = 20
"""Editions that are described at most, so that the cost stays what it is however many are kept; ``/dumps/`` lists them all."""


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
    current, others = _kept(parts, edition)
    quads = cache(lambda: dataset_quads(parts, edition, current, others))
    document = Document(
        url=url,
        edition=edition.number,
        state=_state(parts, edition, [current, *others]),
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=quads,
        render=lambda _: _page(parts, edition, document, current, others),
        links=lambda _: [Link(parts.iris.dataset.value, "describes")],
        volatile=True,  # dump files are written after the edition, and editions are removed
    )
    return document


def _state(parts: Service, edition: Edition, versions: Sequence[Version]) -> str:
    """Whatever it is made of that may change while the edition does not: files of dumps, other editions, what was found later."""
    files = [(one.info.number, one.delta, [file.sha256 for file in one.dumps]) for one in versions]
    later = parts.publication.editions.later_file(edition.number)
    stamp = (later.stat().st_mtime_ns, later.stat().st_size) if later.is_file() else None
    return repr((edition.info.digest, files, stamp))


def _kept(parts: Service, edition: Edition) -> tuple[Version, list[Version]]:
    """The edition with its dump files, and the latest of the others that are kept."""
    editions = parts.publication.editions
    infos = [edition.info, *(info for info in editions.list(latest=_LISTED) if info.number != edition.number)]
    current, *others = [
        Version(info, read_dumps(folder), read_delta(folder))
        for info in infos
        if not info.problem
        for folder in [editions.dumps_folder(info.number)]
    ]
    return current, others


def dataset_quads(
    parts: Service, edition: Edition, current: Version, others: Sequence[Version]
) -> list[Quad]:
    """VoID and DCAT of an edition with its dump files and the other editions, and of the document that says it."""
    settings, document = parts.settings, NamedNode(f"{parts.base}/dataset")
    triples = describe(
        edition,
        current.dumps,
        base_url=parts.base,
        title=settings.title,
        publisher=settings.publisher,
        license=settings.license,
        sparql_endpoint=f"{parts.base}/sparql",
        dumps_url=f"{parts.base}/dumps/{edition.number}",
    )
    triples += describe_catalog(
        edition,
        current.dumps,
        settings=settings,
        delta=current.delta,
        others=others,
        openapi=f"{parts.base}{_OPENAPI}",
        profiles=[profile.iri(parts.base) for profile in PROFILES.values()],
    )
    triples += measurements(parts.findings(edition).quality(), base_url=parts.base)
    about = [
        (RDF.type, VOID.DatasetDescription),
        (RDF.type, FOAF.Document),
        (FOAF.primaryTopic, parts.iris.dataset),
    ]
    return [Quad(document, predicate, value, document) for predicate, value in about] + [
        Quad(triple.subject, triple.predicate, triple.object, document) for triple in dict.fromkeys(triples)
    ]


def _page(
    parts: Service, edition: Edition, document: Document, current: Version, others: Sequence[Version]
) -> bytes:
    assert document.quads is not None
    counts = edition.counts()
    return render_document(
        document,
        "dataset.html",
        page=dataset_page(document.url, document.quads(), counts, parts.site, current=current, others=others),
        description=summary(parts.settings, counts),
        number=edition.number,
        openapi=parts.site.path(_OPENAPI),
        embedded=dataset_script(parts.settings, edition, current.dumps),
    )


__all__ = ["DATASET", "dataset_document", "dataset_quads"]
