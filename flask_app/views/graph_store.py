"""``/graph``: whole graphs by name, read-only.

Spec: https://www.w3.org/TR/sparql11-http-rdf-update/ (SPARQL 1.1 Graph Store HTTP Protocol), indirect identification. Documents of
records, and of what they share, are the direct one: each is named like the graph that it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode
from pyoxigraph import __version__ as engine
from werkzeug.exceptions import BadRequest

from flask_app.caching import etag
from flask_app.clients import client
from flask_app.errors import problem_response
from flask_app.fields import fields_of
from flask_app.links import Link, link_header
from flask_app.problems import problem, status_problem
from flask_app.responses import VARY, Headers
from flask_app.results import choose, coding_while_writing, had_already, send_answer
from flask_app.service import Service, service
from flask_app.sparql.answering import QueryRequest
from flask_app.sparql.limits import own_query
from flask_app.sparql.protocol import Operation
from flask_app.sparql.results import GRAPHS, ResultFormat
from ld.editions import Edition
from ld.errors import NotAcceptableError, ResultTooLargeError, UnknownResourceError

GRAPH_STORE = Blueprint("graph_store", __name__)
FORMATS: tuple[ResultFormat, ...] = tuple(row for row in GRAPHS if not row.is_page)
"""What a graph can be asked for as: the formats of graphs that queries make, but for pages."""
_NAMES = ("default", "graph")
_MAX_AGE = 60
_ANY, _ALL = "ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


@GRAPH_STORE.get("/graph")
def graph() -> Response:
    """The graph that ``?graph=`` names, or with ``?default`` the union of all."""
    parts, fields = service(), fields_of(request.environ.get("QUERY_STRING", ""))
    name, edition = _named(fields), parts.publication.edition()
    chosen = choose(dict(fields).get("_format"), FORMATS)
    if chosen is None:
        return _not_acceptable(parts, name)
    headers = _headers(parts, edition, name, chosen)
    return had_already(headers) or _whole(parts, edition, name, chosen, headers)


def _headers(parts: Service, edition: Edition, name: str | None, chosen: ResultFormat) -> Headers:
    which = "default" if name is None else f"graph {name}"
    return (
        # The engine writes the statements, in the order of its index: another release of it may write other bytes.
        ("ETag", etag(parts.fingerprint, engine, str(edition.number), which, chosen.name)),
        ("Cache-Control", f"max-age={_MAX_AGE}"),
        VARY,
        ("Link", link_header([Link(f"{parts.base}/dataset", "describedby")])),
    )


def _named(fields: Sequence[tuple[str, str]]) -> str | None:
    """The name of the graph; None for the default graph (indirect graph identification)."""
    given = [(name, value) for name, value in fields if name in _NAMES]
    if len(given) != 1:
        raise BadRequest("Name exactly one graph: with graph= and its IRI, or with default.")
    ((name, value),) = given
    if name == "default":
        return None
    try:
        return NamedNode(value).value
    except ValueError:
        raise BadRequest(f"graph must be an absolute IRI: {value[:200]!r} is none.") from None


def _not_acceptable(parts: Service, name: str | None) -> Response:
    available = tuple(row.media_type for row in FORMATS)
    error = NotAcceptableError(
        "Graphs are not available in any of the formats asked for.", available=available
    )
    which = "default" if name is None else urlencode({"graph": name})
    others = [
        Link(f"{parts.base}/graph?{which}&_format={row.name}", "alternate", type=row.media_type)
        for row in FORMATS
    ]
    return problem_response(problem(error, instance=request.path, base_url=parts.base), others)


def _whole(
    parts: Service, edition: Edition, name: str | None, chosen: ResultFormat, headers: Headers
) -> Response:
    if name is not None:
        _check_there(parts, edition, name)
    try:
        answer = parts.desk.whole(
            _request(_ALL, "CONSTRUCT", edition, name), chosen.name, coding_while_writing()
        )
    except ResultTooLargeError:
        return _too_long(parts)
    return send_answer(answer, chosen, headers)


def _check_there(parts: Service, edition: Edition, name: str) -> None:
    """A graph without statements is none: the store knows graphs by their statements alone."""
    if not parts.desk.first(_request(_ANY, "ASK", edition, name), 1):
        raise UnknownResourceError(f"There is no graph {name[:200]!r} here.")


def _request(text: str, form: str, edition: Edition, name: str | None) -> QueryRequest:
    operation = Operation(text, default_graphs=() if name is None else (name,))
    return QueryRequest(operation, own_query(text, form), client(), edition.number)


def _too_long(parts: Service) -> Response:
    most = parts.settings.sparql_max_result_bytes
    detail = f"The graph is longer than {most:,} bytes. The dump files hold all graphs: {parts.base}/dumps/"
    found = status_problem(413, detail, instance=request.path)
    return problem_response(found, [Link(f"{parts.base}/dumps/", "alternate")])


__all__ = ["FORMATS", "GRAPH_STORE"]
