"""``/records``: every published record, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Quad
from werkzeug.exceptions import BadRequest

from flask_app.documents import Document, answer
from flask_app.html import alternate, render_page
from flask_app.links import Link
from flask_app.pages import Value
from flask_app.service import Service, service
from flask_app.titles import entries
from flask_app.variants import HTML, Variant, document_variants
from flask_app.views.record import moment
from ld.editions import Edition, State
from ld.formats import Description
from ld.namespaces import RDF, SCHEMA, XSD

LISTING = Blueprint("listing", __name__)
PAGE = 50
_MOST = 500
_ITEM_LIST = NamedNode(f"{SCHEMA.iri}ItemList")
_ELEMENT = NamedNode(f"{SCHEMA.iri}itemListElement")
_NUMBER = NamedNode(f"{SCHEMA.iri}numberOfItems")


@LISTING.get("/records")
def records() -> Response:
    """A page of the list, in the order of ids; the next page begins ``after`` the last of this one."""
    parts, edition = service(), service().publication.edition()
    after, limit = request.args.get("after"), _limit(request.args.get("limit"))
    rows = edition.records(after=after, limit=limit + 1, state=State.PUBLISHED)
    graphs = [row.graph for row in rows[:limit] if row.graph]
    links = _links(parts.base, after, limit, rows[limit - 1].id if len(rows) > limit else None)
    url = _address(parts.base, after, limit)
    mark = "&" if "?" in url else "?"
    document = Document(
        url=url,
        edition=edition.number,
        state=str(edition.number),
        variants=document_variants(),
        address=lambda variant: f"{url}{mark}_format={variant.extension}",
        render=lambda variant: _render(parts, edition, document, graphs, links, variant),
        links=lambda _: links,
        modified=moment(edition.info.created),
    )
    return answer(document)


def _limit(text: str | None) -> int:
    if text is None:
        return PAGE
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MOST:
        return int(text)
    raise BadRequest(f"limit must be a number from 1 to {_MOST}.")


def _address(base: str, after: str | None, limit: int) -> str:
    pairs = [("after", after)] if after is not None else []
    pairs += [("limit", str(limit))] if limit != PAGE else []
    return f"{base}/records?{urlencode(pairs)}" if pairs else f"{base}/records"


def _links(base: str, after: str | None, limit: int, last: str | None) -> list[Link]:
    first = [Link(_address(base, None, limit), "first")] if after is not None else []
    return first + ([Link(_address(base, last, limit), "next")] if last is not None else [])


def _render(
    parts: Service,
    edition: Edition,
    document: Document,
    graphs: Sequence[str],
    links: Sequence[Link],
    variant: Variant,
) -> bytes:
    found = entries(edition, graphs, parts.site)
    count = edition.counts().records[State.PUBLISHED]
    if variant is not HTML:
        return variant.serialize(
            Description(document.url, list(_quads(document.url, graphs, found, count)), parts.context)
        )
    pages = {link.rel: parts.site.href(link.target) for link in links}
    return render_page(
        "records.html",
        records=found,
        count=count,
        first=pages.get("first"),
        next=pages.get("next"),
        canonical=document.url,
        alternates=[
            alternate(other, document.address(other)) for other in document.variants if other is not HTML
        ],
    )


def _quads(url: str, graphs: Sequence[str], found: Sequence[Value], count: int) -> list[Quad]:
    page = NamedNode(url)
    quads = [Quad(page, RDF.type, _ITEM_LIST), Quad(page, _NUMBER, Literal(str(count), datatype=XSD.integer))]
    for graph, entry in zip(graphs, found, strict=True):
        thing = NamedNode(f"{graph}#it")
        name = Literal(entry.text, language=entry.language) if entry.language else Literal(entry.text)
        quads += [Quad(page, _ELEMENT, thing), Quad(thing, SCHEMA.name, name)]
    return quads


__all__ = ["LISTING", "PAGE"]
