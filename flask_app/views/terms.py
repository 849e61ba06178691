"""``/terms``: what records say of IRIs that are not ours, a page at a time, for it grows with the catalogue; ``?iri=`` of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.hydra import collection
from flask_app.links import Link
from flask_app.pages import Value, entity_page
from flask_app.paging import Page, Window, turn, window
from flask_app.service import Service, service
from flask_app.variants import document_variants
from ld.editions import Edition
from ld.errors import MintingError, UnknownResourceError
from ld.iris import named
from ld.namespaces import FOAF, SCHEMA
from ld.register.terms import Term

TERMS = Blueprint("terms", __name__)


@TERMS.get("/terms")
def terms() -> Response:
    """A page of the languages, licences, headings and other IRIs of others."""
    return _answer(None)


@TERMS.get("/terms.<extension>")
def terms_in(extension: str) -> Response:
    """The same in one format."""
    return _answer(extension)


def _answer(extension: str | None) -> Response:
    parts, edition = service(), service().publication.edition()
    iri = request.args.get("iri")
    if iri is not None:
        return answer(_of_one(parts, edition, iri), extension)
    return answer(_of_many(parts, edition, window(request.args, numbers=True)), extension)


def _of_one(parts: Service, edition: Edition, iri: str) -> Document:
    """What is said of one IRI.

    Raises:
        UnknownResourceError: nothing is, or it is none.
    """
    base, query = parts.iris.terms.value, urlencode({"iri": iri})
    said = _said(edition, base, iri)
    if not said:
        raise UnknownResourceError(f"Nothing is said of {iri[:200]!r} here.")
    url = f"{base}?{query}"
    quads = [Quad(NamedNode(url), FOAF.primaryTopic, NamedNode(iri)), *said]
    document = Document(
        url=url,
        edition=edition.number,
        state=_digest(said),
        variants=document_variants(),
        address=lambda variant: f"{base}.{variant.extension}?{query}",
        quads=lambda: quads,
        render=lambda _: render_document(
            document, "terms.html", page=entity_page(url, quads, parts.site), total=0, pager={}
        ),
        links=lambda _: [Link(base, "collection")],
    )
    return document


def _said(edition: Edition, base: str, iri: str) -> list[Quad]:
    try:
        named(iri)
    except MintingError:
        return []
    return edition.entity_quads(base, iri)


def _of_many(parts: Service, edition: Edition, asked: Window) -> Document:
    base, total = parts.iris.terms.value, edition.counts().foreign
    page = turn(lambda part: _read(edition, part), asked, lambda term: str(term.number))
    said = [edition.entity_quads(base, term.iri) for term in page.rows]
    url = asked.at(base)
    quads = list(_listed(base, url, total, page, said))
    document = Document(
        url=url,
        edition=edition.number,
        state=_digest(quads),
        variants=document_variants(),
        address=lambda variant: f"{base}.{variant.extension}{asked.query}",
        quads=lambda: quads,
        render=lambda _: render_document(
            document,
            "terms.html",
            page=entity_page(url, [quad for one in said for quad in one], parts.site),
            total=total,
            pager=_pager(parts, page, base),
        ),
        links=lambda _: page.links(base),
    )
    return document


def _read(edition: Edition, part: Window) -> Sequence[Term]:
    after, before = part.borders
    return edition.terms.page(after=after, before=before, limit=part.limit)


def _listed(
    base: str, url: str, total: int, page: Page[Term], said: Sequence[Sequence[Quad]]
) -> Iterator[Quad]:
    """The page of the list, and what is said of its members; these have the names that they are given there."""
    members = [(term.iri, Value("")) for term in page.rows]
    listed = collection(f"{base}#list", url, total, members, page.links(base))
    yield from (quad for quad in listed if quad.predicate != SCHEMA.name)
    for quads in said:
        yield from quads


def _pager(parts: Service, page: Page[Term], base: str) -> dict[str, str]:
    return (
        {link.rel: parts.site.href(link.target) for link in page.links(base)}
        if page.prev or page.next
        else {}
    )


def _digest(quads: Sequence[Quad]) -> bytes:
    return sha256("\n".join(sorted(map(str, quads))).encode()).digest()


__all__ = ["TERMS"]
