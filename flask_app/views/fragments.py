"""``/fragments``: the statements that match a pattern of three terms, for clients that answer queries by themselves.

Spec: https://linkeddatafragments.org/specification/triple-pattern-fragments/
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from flask_app.answers import answer
from flask_app.clients import client
from flask_app.documents import Document
from flask_app.fragments import Asked, Selection, read
from flask_app.fragments.controls import PATH, controls, union
from flask_app.fragments.pattern import is_canonical
from flask_app.fragments.selection import PAGE
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.pages.fragment import columns, fields, rows
from flask_app.pages.wording import say
from flask_app.responses import reply
from flask_app.service import Service, service
from flask_app.variants import fragment_variants
from flask_app.views.record import moment
from ld.editions import Edition

FRAGMENTS = Blueprint("fragments", __name__)
_MAX_AGE = 3600
_LONGEST_LISTED = 1_500
"""Characters of an address that the header repeats for the pages around it; the body names them in any case."""


@FRAGMENTS.get(PATH)
def fragments() -> Response:
    """A page of the fragment that a pattern selects."""
    parts = service()
    query = request.environ.get("QUERY_STRING", "")
    asked = read(query, union(parts.base))
    # The page speaks of itself by its address, and a client looks for what is said of the address that it has asked (TPF, paging).
    if not is_canonical(query, asked):
        return _elsewhere(f"{parts.base}{PATH}{asked.query}")
    return answer(_document(parts, parts.publication.edition(), asked))


def _elsewhere(address: str) -> Response:
    headers = (("Location", address), ("Cache-Control", f"max-age={_MAX_AGE}"))
    body = f"This fragment is at {address}\n".encode()
    return reply(body, "text/plain; charset=utf-8", status=301, headers=headers)


def _document(parts: Service, edition: Edition, asked: Asked) -> Document:
    selection = Selection(edition, parts.desk, asked, client())
    selection.check()
    address = f"{parts.base}{PATH}"
    url = address + asked.at(asked.page)
    mark = "&" if "?" in url else "?"
    document = Document(
        url=url,
        edition=edition.number,
        state=str(edition.number),
        variants=fragment_variants(),
        address=lambda variant: f"{url}{mark}_format={variant.extension}",
        quads=lambda: [
            *controls(
                parts.base,
                address + asked.at(1),
                url,
                selection.total,
                _pages(address, selection),
                parts.iris.dataset,
            ),
            *selection.quads,
        ],
        render=lambda _: _page(parts, document, selection),
        links=lambda _: [
            Link(f"{parts.base}/dataset", "describedby"),
            *(_pages(address, selection) if len(url) <= _LONGEST_LISTED else []),
        ],
        modified=moment(edition.info.created),
    )
    return document


def _pages(address: str, selection: Selection) -> list[Link]:
    asked = selection.asked
    numbers = {"first": 1} | ({"prev": asked.page - 1} if asked.page > 1 else {})
    numbers |= {"next": asked.page + 1} if selection.more else {}
    return [Link(address + asked.at(number), rel) for rel, number in numbers.items()]


def _page(parts: Service, document: Document, selection: Selection) -> bytes:
    asked, path = selection.asked, parts.site.path(PATH)
    key = "fragments-exact" if selection.total.exact else "fragments-bound"
    first = (asked.page - 1) * PAGE + 1
    last = first + len(selection.quads) - 1
    return render_document(
        document,
        "fragments.html",
        fields=fields(asked),
        columns=columns(asked),
        rows=rows(selection.quads, asked, path, parts.site),
        counted=say(key, count=f"{selection.total.number:,}", first=f"{first:,}", last=f"{last:,}"),
        pager=_pager(path, selection),
    )


def _pager(path: str, selection: Selection) -> dict[str, str]:
    """Where people go from here; not to the page where they are."""
    first_page = selection.asked.page == 1
    return {
        link.rel: link.target for link in _pages(path, selection) if not (first_page and link.rel == "first")
    }


__all__ = ["FRAGMENTS"]
