"""``/sparql``: the SPARQL 1.1 Protocol, a form for people, the service description for programs."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from flask_app.answers import answer
from flask_app.caching import etag
from flask_app.documents import Document
from flask_app.errors import problem_response
from flask_app.html import render_document, render_page
from flask_app.links import Link
from flask_app.negotiation import negotiate
from flask_app.pages import Link as PageLink
from flask_app.pages import Site
from flask_app.pages.results import Table, table, triples
from flask_app.pages.wording import say
from flask_app.problems import problem
from flask_app.responses import VARY, finished, send, send_file
from flask_app.service import Service, service
from flask_app.sparql import guard
from flask_app.sparql.description import Endpoint, service_description
from flask_app.sparql.examples import EXAMPLES
from flask_app.sparql.protocol import Operation, check_length, longest_body, read_get, read_post
from flask_app.sparql.results import FORM_CHOICES, IN_MEMORY, ResultFormat, formats_of
from flask_app.variants import HTML, document_variants
from ld.editions import Edition
from ld.errors import NotAcceptableError
from ld.stores.base import QueryResult

SPARQL = Blueprint("sparql", __name__)
# A spreadsheet that opens these runs what looks like a formula: they are files to keep, not pages to show.
_ATTACHMENTS = {"csv": "results.csv", "tsv": "results.tsv"}
_HEADERS = (("Cache-Control", "no-cache"), VARY)


@SPARQL.get("/sparql")
def query_by_get() -> Response:
    """A query in the address; without one, the form or the service description."""
    parts, edition = service(), service().publication.edition()
    operation = read_get(request.environ.get("QUERY_STRING", ""))
    return answer(_description(parts, edition)) if operation is None else _answer(parts, edition, operation)


@SPARQL.post("/sparql")
def query_by_post() -> Response:
    """A query in the body."""
    parts = service()
    check_length(request.content_length or 0, parts.limits.length)
    body = request.stream.read(longest_body(parts.limits.length) + 1)
    check_length(len(body), parts.limits.length)
    operation = read_post(
        request.environ.get("QUERY_STRING", ""), request.headers.get("Content-Type", ""), body
    )
    return _answer(parts, parts.publication.edition(), operation)


def _answer(parts: Service, edition: Edition, operation: Operation) -> Response:
    formats = formats_of(guard(operation.query, parts.limits).form)
    chosen = _chosen(formats, operation)
    if chosen is None:
        available = tuple(row.media_type for row in formats)
        error = NotAcceptableError(
            "The result of this query is not available in any of the formats asked for.", available=available
        )
        return problem_response(problem(error, instance=request.path, base_url=parts.base))
    if chosen.write is None:
        page = _page(parts, edition, operation, formats)
        return send(finished(page, chosen.content_type, headers=[("ETag", etag(page)), *_HEADERS]))
    return _spooled(parts, edition, operation, chosen)


def _chosen(formats: tuple[ResultFormat, ...], operation: Operation) -> ResultFormat | None:
    if operation.format:
        return next(
            (row for row in formats if operation.format in {row.name, row.media_type, *row.aliases}), None
        )
    choice = negotiate(request.headers.get("Accept"), formats)
    return choice.offer if choice else None


def _spooled(parts: Service, edition: Edition, operation: Operation, chosen: ResultFormat) -> Response:
    assert chosen.write is not None
    file = parts.desk.spool(edition, operation, chosen.write, parts.settings.sparql_max_result_bytes)
    headers = [*_HEADERS]
    if chosen.name in _ATTACHMENTS:
        headers.append(("Content-Disposition", f'attachment; filename="{_ATTACHMENTS[chosen.name]}"'))
    size = file.seek(0, 2)
    file.seek(0)
    if size > IN_MEMORY:
        return send_file(file, size, chosen.content_type, headers=headers)
    with file:
        body = file.read()
    return send(finished(body, chosen.content_type, headers=[("ETag", etag(body)), *headers]))


def _page(parts: Service, edition: Edition, operation: Operation, formats: tuple[ResultFormat, ...]) -> bytes:
    with parts.desk.answer(edition, operation) as result:
        yes = bool(result) if isinstance(result, QueryBoolean) else None
        shown = _table(result, parts.site)
    key = "sparql-rows-cut" if shown.cut else "sparql-rows"
    return render_page(
        "results.html",
        answer=yes,
        variables=shown.variables,
        rows=shown.rows,
        counted=say(key, shown=f"{len(shown.rows):,}"),
        query=operation.query,
        downloads=[
            PageLink(row.label, _href(parts, operation, row.name)) for row in formats if row.write is not None
        ],
    )


def _table(result: QueryResult, site: Site) -> Table:
    if isinstance(result, QuerySolutions):
        return table(result, site)
    return triples(result, site) if isinstance(result, QueryTriples) else Table((), (), cut=False)


def _href(parts: Service, operation: Operation, name: str) -> str:
    pairs = [("query", operation.query)]
    pairs += [("default-graph-uri", graph) for graph in operation.default_graphs]
    pairs += [("named-graph-uri", graph) for graph in operation.named_graphs]
    return f"{parts.site.path('/sparql')}?{urlencode([*pairs, ('_format', name)])}"


def _description(parts: Service, edition: Edition) -> Document:
    url = f"{parts.base}/sparql"
    document = Document(
        url=url,
        edition=edition.number,
        state=str(edition.number),
        variants=document_variants(),
        address=lambda variant: f"{url}?_format={variant.extension}",
        quads=lambda: service_description(
            Endpoint(url, parts.iris.dataset.value, edition.counts(), parts.limits)
        ),
        render=lambda _: _form(parts, document),
        links=lambda _: [Link(f"{parts.base}/dataset", "describedby")],
    )
    return document


def _form(parts: Service, document: Document) -> bytes:
    limits = parts.limits
    return render_document(
        document,
        "sparql.html",
        query=EXAMPLES[0].query,
        result_formats=FORM_CHOICES,
        examples=[
            PageLink(example.title, _href(parts, Operation(example.query), HTML.name)) for example in EXAMPLES
        ],
        limits=say("sparql-limits", bytes=f"{limits.length:,}", patterns=limits.patterns, depth=limits.depth),
    )


__all__ = ["SPARQL"]
