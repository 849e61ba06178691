"""``/sitemap.xml`` and the sitemaps that it lists: what there is to be crawled, and since when.

They all lie beside each other at the root: a sitemap may only name what lies in its own folder or below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from flask import Blueprint, Response, request

from flask_app.caching import CachedResponse, etag, http_date
from flask_app.codings import coding_for, with_coding
from flask_app.responses import Headers, conditional, finished, send
from flask_app.service import service
from flask_app.sitemaps import CONTENT_TYPE, sitemap_index, url_list
from flask_app.streaming import LONG
from flask_app.views.record import moment
from ld.editions import Edition
from ld.errors import UnknownResourceError
from ld.register.addresses import Address, AddressKind

SITEMAPS = Blueprint("sitemaps", __name__)
_CACHE_CONTROL = "max-age=3600"
_PAGES = ("/", "/dataset")


@SITEMAPS.get("/sitemap.xml")
def index() -> Response:
    """The sitemaps that there are, each with when anything in it was last changed."""
    edition = service().publication.edition()
    return _answer(edition, sitemap_index(_sitemaps(edition)))


@SITEMAPS.get("/sitemap-site.xml")
def site() -> Response:
    """The pages that are about the whole."""
    edition = service().publication.edition()
    pages = (Address(f"{service().base}{path}", edition.info.created) for path in _PAGES)
    return _answer(edition, url_list(pages))


@SITEMAPS.get("/sitemap-<any('records', 'long', 'entities'):kind>-<number:number>.xml")
def stretch(kind: str, number: int) -> Response:
    """The documents of one stretch of row numbers."""
    edition = service().publication.edition()
    found = edition.addresses.within(AddressKind(kind), number)
    first = next(found, None)
    if first is None:
        raise UnknownResourceError(f"There is no sitemap number {number} of {kind}.")
    return _answer(edition, url_list(chain([first], found)))


def _sitemaps(edition: Edition) -> Iterator[Address]:
    base = service().base
    yield Address(f"{base}/sitemap-site.xml", edition.info.created)
    for kind in AddressKind:
        for number, changed in edition.addresses.stretches(kind):
            yield Address(f"{base}/sitemap-{kind}-{number}.xml", changed)


def _answer(edition: Edition, lines: Iterable[bytes]) -> Response:
    """A file to whoever does not have it already; only then its lines are made."""
    headers = _validators(edition)
    coded = with_coding(headers, coding_for(request.headers.get("Accept-Encoding")))
    early = conditional(dict(coded))
    return send(_finished(edition, lines, headers)) if early is None else early


def _validators(edition: Edition) -> Headers:
    """All that is listed follows from the edition."""
    tag = etag(service().fingerprint, f"{edition.number} {edition.info.created}", request.path)
    modified = moment(edition.info.created)
    assert modified is not None
    return ("ETag", tag), ("Last-Modified", http_date(modified)), ("Cache-Control", _CACHE_CONTROL)


def _finished(edition: Edition, lines: Iterable[bytes], headers: Headers) -> CachedResponse:
    """Long ones are not kept: a crawler asks for each once, and they would drive out the pages that people read."""
    cache, key = service().cache, (edition.number, request.path, headers)
    response = cache.get(key)
    if response is None:
        response = finished(b"".join(lines), CONTENT_TYPE, headers=headers)
        if len(response.body) <= LONG:
            cache.put(key, response)
    return response


__all__ = ["SITEMAPS"]
