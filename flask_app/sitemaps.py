"""Sitemaps, written line by line: an index, and lists of addresses. Plain functions; no web framework here.

A list holds at most 50,000 addresses and 50 MB, because a stretch of the register does (:mod:`ld.register.addresses`).

Spec: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from ld.register.addresses import LONGEST, Address

CONTENT_TYPE = "application/xml; charset=utf-8"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="' + _NAMESPACE + '">\n'
_URI = ":/?#[]@!$&'()*+,;=%-._~"


def url_list(addresses: Iterable[Address]) -> Iterator[bytes]:
    """A sitemap of documents, in UTF-8, a line at a time.

    Args:
        addresses: absolute. What is longer than a sitemap may name is left out.

    >>> b"".join(url_list([Address("http://a/1&2", "2026-01-02T03:04:05Z")])).decode().splitlines()[2]
    '<url><loc>http://a/1&amp;2</loc><lastmod>2026-01-02T03:04:05Z</lastmod></url>'
    """
    return _written("urlset", "url", addresses)


def sitemap_index(sitemaps: Iterable[Address]) -> Iterator[bytes]:
    """An index of sitemaps, likewise.

    >>> b"".join(sitemap_index([Address("http://a/x.xml")])).decode().splitlines()[2]
    '<sitemap><loc>http://a/x.xml</loc></sitemap>'
    """
    return _written("sitemapindex", "sitemap", sitemaps)


def _written(root: str, element: str, addresses: Iterable[Address]) -> Iterator[bytes]:
    yield _HEAD.format(root=root).encode()
    for iri, changed in addresses:
        location = quote(iri, safe=_URI)  # an address of the site may hold letters that no URI does
        if len(location) <= LONGEST:
            modified = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
            yield f"<{element}><loc>{escape(location)}</loc>{modified}</{element}>\n".encode()
    yield f"</{root}>\n".encode()


__all__ = ["CONTENT_TYPE", "sitemap_index", "url_list"]
