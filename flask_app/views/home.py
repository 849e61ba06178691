"""``/``: what this is and how to use it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, request

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.negotiation import negotiate
from flask_app.pages.dataset_script import dataset_script
from flask_app.pages.wording import say
from flask_app.responses import NO_STORE, VARY, reply
from flask_app.service import Service, service
from flask_app.titles import entries
from flask_app.variants import HTML, document_variants, rdf_variants
from ld.dumps import DumpFile, read_dumps
from ld.editions import Edition, State

HOME = Blueprint("home", __name__)
_EXAMPLES = 8


@HOME.get("/")
def home() -> Response:
    """The home page; a client that only reads RDF is sent to the description of the dataset."""
    parts, edition = service(), service().publication.edition()
    offers = (HTML, *rdf_variants())
    choice = negotiate(request.headers.get("Accept"), offers)
    if choice is not None and choice.offer is not HTML and not {"_format", "_profile"} & request.args.keys():
        target = f"{parts.base}/dataset"
        return reply(
            b"", "text/plain; charset=utf-8", status=303, headers=(("Location", target), VARY, NO_STORE)
        )
    return answer(_document(parts, edition))


def _document(parts: Service, edition: Edition) -> Document:
    url = f"{parts.base}/"
    downloads = read_dumps(parts.publication.editions.dumps_folder(edition.number))
    document = Document(
        url=url,
        edition=edition.number,
        state=f"{edition.number} {len(downloads)}",
        variants=(HTML,),
        address=lambda variant: f"{url}?_format={variant.extension}",
        render=lambda _: _render(parts, edition, document, downloads),
        links=lambda _: [
            *(
                Link(f"{parts.base}/dataset.{variant.extension}", "describedby", type=variant.media_type)
                for variant in rdf_variants()[:2]
            ),
            Link(f"{parts.base}/sparql", "service"),
            Link(f"{parts.base}/openapi.json", "service-desc", type="application/json"),
        ],
        volatile=True,  # dump files are written after the edition
    )
    return document


def _render(parts: Service, edition: Edition, document: Document, downloads: Sequence[DumpFile]) -> bytes:
    counts = edition.counts()
    rows = edition.records(limit=_EXAMPLES, state=State.PUBLISHED)
    graphs = [row.graph for row in rows if row.graph]
    return render_document(
        document,
        "home.html",
        description=parts.settings.description,
        figures=[
            (say("figure-records"), counts.records[State.PUBLISHED]),
            (say("figure-statements"), counts.quads),
            (say("figure-entities"), counts.entities),
            (say("figure-classes"), len(counts.classes)),
        ],
        records=entries(edition, graphs, parts.site),
        formats=document_variants(),
        commands=[
            f"curl -H 'Accept: {name}' {graph}"
            for graph in graphs[:1]
            for name in ("text/turtle", "application/ld+json")
        ],
        embedded=dataset_script(parts.settings, edition, downloads),
    )


__all__ = ["HOME"]
