"""``/sparql``: the SPARQL 1.1 Protocol, a form for people, the service description for programs."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import QueryBoolean, QuerySolutions

from flask_app.answers import answer
from flask_app.bodies import read_body
from flask_app.documents import Document
from flask_app.html import render_page
from flask_app.links import Link
from flask_app.pages import Link as PageLink
from flask_app.pages import Site
from flask_app.pages.results import ROWS, Table, table, triples
from flask_app.pages.wording import say
from flask_app.results import choose, no_such_format, respond, respond_page
from flask_app.service import Service, service
from flask_app.sparql import guard
from flask_app.sparql.answering import Found, QueryRequest
from flask_app.sparql.description import Endpoint, service_description
from flask_app.sparql.limits import Query
from flask_app.sparql.protocol import Operation, check_length, longest_body, read_get, read_post, read_query
from flask_app.sparql.results import ResultFormat, formats_of
from flask_app.variants import document_variants
from flask_app.views.editor import EDITOR_POLICY, editor_page
from ld.editions import Edition
from ld.errors import QueryRefusedError
from ld.query_service import service_limits

SPARQL = Blueprint("sparql", __name__)


@SPARQL.get("/sparql")
def query_by_get() -> Response:
    """A query in the address; without one, the form or the service description."""
    parts = service()
    operation = read_get(request.environ.get("QUERY_STRING", ""))
    if operation is None:
        return answer(_description(parts, parts.publication.edition()))
    return _answer(parts, operation)


@SPARQL.route("/sparql", methods=["POST", "QUERY"])
def query_by_post() -> Response:
    """A query in the body."""
    parts = service()
    read = read_query if request.method == "QUERY" else read_post
    check_length(request.content_length or 0, parts.limits.length)
    body = read_body(longest_body(parts.limits.length))
    check_length(len(body), parts.limits.length)
    operation = read(request.environ.get("QUERY_STRING", ""), request.headers.get("Content-Type", ""), body)
    return _answer(parts, operation)


def _answer(parts: Service, operation: Operation) -> Response:
    query = _guarded(parts, operation)
    formats = formats_of(query.form)
    chosen = choose(operation.format, formats)
    if chosen is None:
        return no_such_format(formats)
    if chosen.is_page:
        return respond_page(operation, query, chosen, lambda asked: _page(parts, asked, formats))
    return respond(operation, query, chosen)


def _guarded(parts: Service, operation: Operation) -> Query:
    try:
        return guard(operation.query, parts.limits)
    except QueryRefusedError:
        parts.desk.note_refusal(operation)
        raise


def _page(parts: Service, asked: QueryRequest, formats: tuple[ResultFormat, ...]) -> bytes:
    found, operation = parts.desk.first(asked, ROWS + 1), asked.operation
    shown = _table(found, parts.site)
    key = "sparql-rows-cut" if shown.cut else "sparql-rows"
    return render_page(
        "results.html",
        answer=bool(found) if isinstance(found, QueryBoolean) else None,
        variables=shown.variables,
        rows=shown.rows,
        counted=say(key, shown=f"{len(shown.rows):,}"),
        query=operation.query,
        downloads=[
            PageLink(row.label, _href(parts, operation, row.name)) for row in formats if not row.is_page
        ],
    )


def _table(found: Found, site: Site) -> Table:
    if isinstance(found, QueryBoolean):
        return Table((), (), cut=False)
    return table(found, site) if isinstance(found, QuerySolutions) else triples(found, site)


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
            Endpoint(
                url, parts.iris.dataset.value, edition.counts(), parts.limits, service_limits(parts.settings)
            )
        ),
        render=lambda _: editor_page(parts, document),
        policy=EDITOR_POLICY,
        links=lambda _: [Link(f"{parts.base}/dataset", "describedby")],
    )
    return document


__all__ = ["SPARQL"]
