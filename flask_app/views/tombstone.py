"""What remains of a withdrawn record: 410, with a description of the document that was there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.errors import gone
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.negotiation import Negotiable, Offer, negotiate
from flask_app.paths import record_path
from flask_app.problems import PROBLEM_JSON
from flask_app.service import Service, service
from flask_app.variants import Variant, document_variants
from ld.editions import Edition, RecordRow
from ld.namespaces import DCTERMS, FOAF, PROV_OF_TOMBSTONES, RDF, SCHEMA, XSD

_WITHDRAWN = 410
_PROBLEM = Offer(PROBLEM_JSON, "problem")


def tombstone(
    edition: Edition,
    row: RecordRow,
    extension: str | None,
    *,
    address: Callable[[Variant], str],
    modified: datetime | None,
) -> Response:
    """The response to a request for a withdrawn record, negotiated as the record was.

    Args:
        row: of the record.
        extension: that of the path.
        address: the own address of a variant.
        modified: when it was withdrawn.
    Raises:
        GoneError: the client asks for a problem document, and likes no other as well.
    """
    if extension is None and "_format" not in request.args and _asks_for_a_problem():
        raise gone(row.reason, row.changed)
    return answer(_document(service(), edition, row, address, modified), extension)


def _asks_for_a_problem() -> bool:
    offers: list[Negotiable] = [*document_variants(), _PROBLEM]
    choice = negotiate(request.headers.get("Accept"), offers)
    return choice is not None and choice.offer is _PROBLEM


def _document(
    parts: Service,
    edition: Edition,
    row: RecordRow,
    address: Callable[[Variant], str],
    modified: datetime | None,
) -> Document:
    url, license_ = f"{parts.base}{record_path(row.id)}", parts.settings.license
    document = Document(
        url=url,
        edition=edition.number,
        state=repr((row.id, row.changed, row.reason)),
        variants=document_variants(),
        address=address,
        quads=lambda: list(_quads(url, row, license_)),
        render=lambda _: _page(document, row),
        links=lambda _: [Link(license_, "license")] if license_ else [],
        modified=modified,
        status=_WITHDRAWN,
    )
    return document


def _quads(url: str, row: RecordRow, license_: str) -> Iterator[Quad]:
    document = NamedNode(url)
    said: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, FOAF.Document),
        (DCTERMS.identifier, Literal(row.id)),
    ]
    if row.changed:
        said.append((PROV_OF_TOMBSTONES.invalidatedAtTime, Literal(row.changed, datatype=XSD.dateTime)))
    if row.reason:
        said.append((DCTERMS.description, Literal(row.reason)))
    if license_:
        said += [(SCHEMA.sdLicense, NamedNode(license_)), (DCTERMS.license, NamedNode(license_))]
    return (Quad(document, predicate, value, document) for predicate, value in said)


def _page(document: Document, row: RecordRow) -> bytes:
    return render_document(
        document, "tombstone.html", record=row.id, when=row.changed or "", reason=row.reason
    )


__all__ = ["tombstone"]
