"""``/robots.txt``: what crawlers should leave alone, and where the sitemaps are (RFC 9309).

Every document is there as a page and as JSON-LD; its other formats, queries and dump files are not for search engines.
"""

from __future__ import annotations

from flask import Blueprint, Response

from flask_app.caching import etag
from flask_app.responses import finished, send
from flask_app.service import Service, service
from flask_app.variants import rdf_variants

ROBOTS = Blueprint("robots", __name__)
_CONTENT_TYPE = "text/plain; charset=utf-8"
_CACHE_CONTROL = "max-age=3600"
_CRAWLED = "jsonld"
_COSTLY = ("/sparql", "/fragments", "/graph", "/dumps/", "/terms", "/health/")
_ABOUT_RECORDS = ("/*.report$", "/*.report.", "/*.csv$", "/*.linkset$")


@ROBOTS.get("/robots.txt")
def robots() -> Response:
    """Rules for all crawlers; it is there before anything is published."""
    body = "".join(f"{line}\n" for line in _lines(service())).encode()
    return send(
        finished(body, _CONTENT_TYPE, headers=(("ETag", etag(body)), ("Cache-Control", _CACHE_CONTROL)))
    )


def _lines(parts: Service) -> list[str]:
    """The longest rule that matches counts (§2.2.2): a style sheet has a version in its query."""
    formats = [f"/*.{variant.extension}$" for variant in rdf_variants() if variant.name != _CRAWLED]
    return [
        "User-agent: *",
        *(f"Disallow: {parts.site.path(rule)}" for rule in ("/*?", *_COSTLY, *formats, *_ABOUT_RECORDS)),
        f"Allow: {parts.site.path('/static/')}",
        "",
        f"Sitemap: {parts.base}/sitemap.xml",
    ]


__all__ = ["ROBOTS"]
