"""``/records``: every published record, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.lists import RecordList
from flask_app.paging import Window, turn, window
from flask_app.service import Service, service
from flask_app.variants import document_variants
from flask_app.views.record import moment
from ld.editions import Edition, RecordRow, State
from ld.namespaces import FOAF, SCHEMA

LISTING = Blueprint("listing", __name__)


@LISTING.get("/records")
def records() -> Response:
    """A page of the list, in the order of ids: it begins ``after`` the last of the page before, or ends ``before`` the first of
    the page after; with nothing ``before`` it ends with the list."""
    return answer(_document(service(), service().publication.edition(), window(request.args)))


def _document(parts: Service, edition: Edition, asked: Window) -> Document:
    def read(part: Window) -> Sequence[RecordRow]:
        return edition.records(after=part.after, before=part.before, limit=part.limit, state=State.PUBLISHED)

    address, total = f"{parts.base}/records", edition.counts().records[State.PUBLISHED]
    iri = f"{address}#it"
    listed = RecordList(edition, parts.site, iri, address, turn(read, asked, attrgetter("id")), total)
    mark = "&" if asked.query else "?"
    document = Document(
        url=listed.url,
        edition=edition.number,
        state=listed.state,
        variants=document_variants(),
        address=lambda variant: f"{listed.url}{mark}_format={variant.extension}",
        quads=lambda: list(_quads(listed, iri)),
        render=lambda _: render_document(document, "records.html", listed=listed),
        links=lambda _: _links(listed, parts.settings.license),
        modified=moment(edition.info.created),
    )
    return document


def _links(listed: RecordList, license_: str) -> list[Link]:
    return listed.links + ([Link(license_, "license")] if license_ else [])


def _quads(listed: RecordList, iri: str) -> Iterator[Quad]:
    for predicate in (SCHEMA.mainEntity, FOAF.primaryTopic):
        yield Quad(NamedNode(listed.url), predicate, NamedNode(iri))
    yield from listed.quads


__all__ = ["LISTING"]
