"""``/sparql/examples``: queries to begin with, as a page and as data, and each as a file."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote, urlencode

from flask import Blueprint, Response

from flask_app.answers import answer
from flask_app.caching import etag
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link, link_header
from flask_app.pages import Link as PageLink
from flask_app.pages import Site
from flask_app.pages.wording import say
from flask_app.responses import finished, send
from flask_app.service import Service, service
from flask_app.sparql.examples import EXAMPLES, Example
from flask_app.sparql.executables import executables
from flask_app.variants import document_variants
from ld.errors import UnknownResourceError

EXAMPLE_QUERIES = Blueprint("examples", __name__)
_MOST_LINKS = 8  # proxies refuse long headers; the document names them all
_STATE = sha256("\0".join(map(repr, EXAMPLES)).encode()).hexdigest()
_DOWNLOADS = {"SELECT": ("csv", say("example-csv")), "CONSTRUCT": ("turtle", say("example-turtle"))}


@EXAMPLE_QUERIES.get("/sparql/examples")
def every_example() -> Response:
    """All examples."""
    return answer(_document(service()))


@EXAMPLE_QUERIES.get("/sparql/examples.<extension>")
def every_example_in(extension: str) -> Response:
    """The same in one format."""
    return answer(_document(service()), extension)


@EXAMPLE_QUERIES.get("/sparql/examples/<name>.rq")
def one_example(name: str) -> Response:
    """An example as a file (``application/sparql-query``, SPARQL 1.1 §Media Type)."""
    base = service().base
    for example in EXAMPLES:
        if example.name == name:
            body = example.file(base).encode()
            links = link_header([Link(f"{base}/sparql/examples", "collection")])
            headers = (("ETag", etag(body)), ("Cache-Control", "max-age=3600"), ("Link", links))
            return send(finished(body, "application/sparql-query", headers=headers))
    raise UnknownResourceError(f"There is no example {name[:100]!r}.")


def _document(parts: Service) -> Document:
    url, endpoint = f"{parts.base}/sparql/examples", f"{parts.base}/sparql"
    document = Document(
        url=url,
        edition=0,
        state=_STATE,
        variants=document_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=lambda: executables(url, endpoint, parts.base, EXAMPLES),
        render=lambda _: render_document(
            document,
            "examples.html",
            examples=[(example, example.at(parts.base), _links(parts.site, example)) for example in EXAMPLES],
        ),
        links=lambda _: [Link(f"{url}/{example.name}.rq", "item") for example in EXAMPLES[:_MOST_LINKS]],
    )
    return document


def _links(site: Site, example: Example) -> list[PageLink]:
    """What can be done with an example, without a script too, but for the editor."""
    query = example.at(site.base)
    found = [
        PageLink(say("example-editor"), editor_href(site, query)),
        PageLink(say("example-results"), results_href(site, query, "html")),
    ]
    if example.form in _DOWNLOADS:
        name, label = _DOWNLOADS[example.form]
        found.append(PageLink(label, results_href(site, query, name)))
    return [*found, PageLink(say("example-file"), site.path(f"/sparql/examples/{example.name}.rq"))]


def editor_href(site: Site, query: str) -> str:
    """Where the editor opens with a query in it, and does not run it.

    >>> editor_href(Site("https://example.org"), "ASK {}")
    '/sparql#query=ASK%20%7B%7D'
    """
    return f"{site.path('/sparql')}#query={quote(query, safe='')}"


def results_href(site: Site, query: str, name: str) -> str:
    """Where the results of a query are, in the format of that name.

    >>> results_href(Site("https://example.org"), "ASK {}", "json")
    '/sparql?query=ASK+%7B%7D&_format=json'
    """
    return f"{site.path('/sparql')}?{urlencode({'query': query, '_format': name})}"


__all__ = ["EXAMPLE_QUERIES", "editor_href", "results_href"]
