"""The routes of what answers instead of showing something: the query endpoint, the probes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from flask_app.metrics import CONTENT_TYPE as METRICS
from flask_app.openapi.content import content, reference
from flask_app.openapi.documents import document
from flask_app.openapi.headers import CACHED as CACHED_HEADERS
from flask_app.openapi.model import NOT_MODIFIED, Answer, Json, Operation, Route
from flask_app.openapi.parameters import CACHED, NEGOTIATED
from flask_app.sparql.protocol import VERSIONS
from flask_app.sparql.results import BOOLEANS, GRAPHS, SOLUTIONS
from flask_app.variants import document_variants
from flask_app.views.graph_store import FORMATS

_DATASET = ("default-graph-uri", "named-graph-uri")
_MANNER = ("timeout", "version")
_RESULT = ("ETag?", "Last-Modified?", "Cache-Control", "Vary", "Content-Encoding?", "Content-Disposition?")
_GRAPHS: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
_RESULTS: Json = {"application/sparql-results+json": reference("Results")}
RESULTS: Json = {
    "title": "Results of a query",
    "description": "SPARQL 1.1 Query Results JSON Format.",
    "type": "object",
    "required": ["head"],
    "properties": {
        "head": {"type": "object"},
        "boolean": {"type": "boolean", "description": "Of ASK."},
        "results": {"type": "object", "description": "Of SELECT.", "required": ["bindings"]},
    },
}
_IRIS: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
COMPLETIONS: Json = {
    "title": "What an editor of queries completes",
    "type": "object",
    "required": ["prefixes", "classes", "properties"],
    "properties": {
        "prefixes": {"type": "object", "additionalProperties": {"type": "string", "format": "iri"}},
        "classes": _IRIS | {"description": "Those that the edition has, the most frequent first."},
        "properties": _IRIS | {"description": "Likewise."},
    },
}
HEALTH: Json = {
    "title": "Health",
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": {"const": "ok"},
        "edition": {"type": "integer", "minimum": 1, "description": "The edition being served."},
    },
}


@cache
def service_routes() -> tuple[Route, ...]:
    """The query endpoint, example queries, what its editor asks for, fragments, graphs, and the probes."""
    return (
        Route("/sparql", "/sparql", "Query", (_by_get(), _by_post())),
        *_examples(),
        *_completions(),
        Route("/fragments", "/fragments", "Query", (_by_pattern(),)),
        Route("/graph", "/graph", "Query", (_by_name(),)),
        *_health(),
    )


def _by_get() -> Operation:
    media = content((*SOLUTIONS, *BOOLEANS, *GRAPHS, *document_variants())) | _RESULTS
    found = Answer(
        200,
        "The result; without a query, a form or the description of the service.",
        media,
        (*_RESULT, "Link?", "Content-Location?"),
    )
    return Operation(
        "A SPARQL query in the address",
        (found, NOT_MODIFIED),
        (400, 406, 412, 413, 429, 502, 503),
        ("query", *_DATASET, *_MANNER, "_format-of-result", *NEGOTIATED),
        description=_LIMITS,
    )


def _by_post() -> Operation:
    form: Json = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string"},
            **dict.fromkeys(_DATASET, _GRAPHS),
            "_format": {"type": "string"},
            "timeout": {"type": "number", "exclusiveMinimum": 0},
            "version": {"enum": list(VERSIONS)},
        },
    }
    found = Answer(200, "The result.", content((*SOLUTIONS, *BOOLEANS, *GRAPHS)) | _RESULTS, _RESULT)
    return Operation(
        "A SPARQL query in the body",
        (found,),
        (400, 403, 406, 413, 415, 429, 502, 503),
        (*_DATASET, *_MANNER, "_format-of-result", "Accept-Encoding"),
        method="post",
        body={
            "application/sparql-query": {"type": "string"},
            "application/x-www-form-urlencoded": form,
        },
        description=_LIMITS,
    )


_LIMITS = (
    "Read-only SPARQL 1.1. A query that is too long, too deep or too tangled, or that asks for a SERVICE that is not allowed, is refused "
    "(400); one that takes too long or too much memory is ended (503); a result that is too long is not sent (413); one client may ask so "
    "much and no more (429). The method QUERY (RFC 10008) works as POST does; OpenAPI 3.1 has no word for it."
)


def _examples() -> Iterable[Route]:
    listed = document("Document", "Example queries (SHACL executables)", document_variants())
    fixed = document("Document", "The same in one format", document_variants(), problems=(404,))
    without = tuple(name for name in fixed.parameters if name != "_format")
    found = Answer(
        200, "The query.", {"application/sparql-query": {"type": "string"}}, (*CACHED_HEADERS, "Link")
    )
    one = Operation("An example query as a file", (found, NOT_MODIFIED), (400, 404, 412), CACHED)
    path = "/sparql/examples"
    yield Route(path, path, "Query", (listed,))
    yield Route(
        f"{path}.{{extension}}", f"{path}.<extension>", "Query", (replace(fixed, parameters=without),)
    )
    yield Route(f"{path}/{{example}}.rq", f"{path}/<name>.rq", "Query", (one,))


def _completions() -> Iterable[Route]:
    path = "/sparql/completions.json"
    media: dict[str, Json] = {"application/json": reference("Completions")}
    found = Answer(200, "The lists.", media, (*CACHED_HEADERS, "Content-Location", "Link"))
    one = Operation(
        "Prefixes, classes and properties of the edition, for editors of queries",
        (found, NOT_MODIFIED),
        (400, 412, 503),
        CACHED,
    )
    yield Route(path, path, "Query", (one,))


def _by_pattern() -> Operation:
    """A document like any other, but for odd spellings of its address."""
    sent = Answer(301, "The same under the address that its own statements name.", {"text/plain": {"type": "string"}}, ("Location", "Cache-Control", "Vary", "Content-Encoding?"))  # fmt: skip
    return document(
        "Document",
        "The statements that match a pattern, page by page (Triple Pattern Fragments)",
        document_variants(),  # the same in another order
        *("subject", "predicate", "object", "graph", "page"),
        problems=(404,),
        answers=(sent,),
        description=_PATTERNS,
    )


_PATTERNS = (
    "IRIs stand as they are; literals in quotes with nothing escaped, then `@` and a language or `^^` and the IRI of a datatype; "
    "variables begin with `?`. What is left out or empty stands for anything, but without `graph` the pattern is of the union of all "
    "graphs."
)


def _by_name() -> Operation:
    found = Answer(
        200,
        "The graph.",
        content(FORMATS),
        ("ETag", "Cache-Control", "Vary", "Content-Encoding?", "Link"),
    )
    return Operation(
        "A whole graph (SPARQL 1.1 Graph Store HTTP Protocol)",
        (found, NOT_MODIFIED),
        (400, 404, 406, 412, 413, 429, 503),
        ("default", "graph-name", "_format-of-graph", *CACHED),
        description="Exactly one of `default` and `graph`.",
    )


def _health() -> Iterable[Route]:
    media: dict[str, Json] = {"application/json": reference("Health")}
    found = Answer(200, "It is.", media, ("Cache-Control", "Vary", "Content-Encoding?"))
    asked = CACHED[:1]
    live = Operation("Whether the process answers", (found,), (), asked)
    ready = Operation("Whether it has an edition to answer from", (found,), (503,), asked)
    yield Route("/health/live", "/health/live", "Site", (live,))
    yield Route("/health/ready", "/health/ready", "Site", (ready,))
    numbers = Answer(
        200, "The numbers.", {METRICS: {"type": "string"}}, ("Cache-Control", "Vary", "Content-Encoding?")
    )
    metrics = Operation("Numbers for Prometheus", (numbers,), (403, 404, 503), asked)
    yield Route("/metrics", "/metrics", "Site", (metrics,))


__all__ = ["COMPLETIONS", "HEALTH", "RESULTS", "service_routes"]
