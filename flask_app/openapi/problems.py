"""What goes wrong, as components: one response for each status, RFC 9457."""

from __future__ import annotations

from typing import NamedTuple

from flask_app.openapi.headers import references
from flask_app.openapi.model import Json
from flask_app.problems import PROBLEM_JSON

PROBLEM: Json = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Kind of problem; `about:blank` if the status says it all.",
        },
        "title": {"type": "string", "description": "The kind in words, the same each time."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "This problem in words."},
        "instance": {"type": "string", "description": "Path of the request."},
        "reason": {"type": "string", "description": "Why a query is refused: a word for programs."},
        "line": {"type": "integer", "minimum": 1, "description": "Of a query or a document, where it is wrong."},
        "column": {"type": "integer", "minimum": 1},
        "available": {"type": "array", "items": {"type": "string"}, "description": "Media types that there are."},
        "value": {"type": "string"},
        "expected": {"type": "string"},
        "spec": {"type": "string", "description": "The clause that asks for something else."},
        "alternates": {
            "type": "array",
            "description": "What there is instead.",
            "items": {
                "type": "object",
                "properties": {"href": {"type": "string", "format": "uri"}, "type": {"type": "string"}},
                "required": ["href"],
            },
        },
    },
    "required": ["type", "title", "status"],
}  # fmt: skip
"""Schema of a problem."""


class _Kind(NamedTuple):
    name: str
    description: str
    headers: tuple[str, ...] = ()


PROBLEMS: dict[int, _Kind] = {
    400: _Kind("BadRequest", "The request is malformed, or its Host header does not name this site."),
    403: _Kind("Forbidden", "The endpoint is read-only: it takes no updates. The numbers are for programs on the server itself."),
    404: _Kind("NotFound", "Nothing is published at this address."),
    405: _Kind("MethodNotAllowed", "The resource has other methods: those in Allow.", ("Allow",)),
    406: _Kind("NotAcceptable", "It is not there in any of the formats, profiles and forms asked for; the alternatives are listed."),
    410: _Kind("Gone", "It was published here, and was withdrawn."),
    412: _Kind("PreconditionFailed", "If-Match or If-Unmodified-Since does not hold."),
    413: _Kind("ContentTooLarge", "The body of the request, or what would be answered, is too long."),
    415: _Kind("UnsupportedMediaType", "The body of the request is of another media type than those that are read."),
    416: _Kind("RangeNotSatisfiable", "No byte of the file is in the range.", ("Content-Range",)),
    429: _Kind("TooManyRequests", "The client asks more at once, or in a minute, than one client may.", ("Retry-After",)),
    502: _Kind("BadGateway", "An endpoint that the query asks did not answer as it should."),
    503: _Kind("ServiceUnavailable", "Nothing is published yet, too much is being asked at once, or a query took more than a query may.", ("Retry-After",)),
}  # fmt: skip
"""By status."""


def responses() -> Json:
    """The components: problem+json for programs, a page for browsers.

    >>> list(responses()["Gone"]["content"])
    ['application/problem+json', 'text/html']
    """
    return {kind.name: _response(kind) for kind in PROBLEMS.values()}


def _response(kind: _Kind) -> Json:
    return {
        "description": kind.description,
        "headers": references(("Cache-Control", "Vary", *kind.headers)),
        "content": {
            PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}},
            "text/html": {"schema": {"type": "string"}},
        },
    }


def reference(status: int) -> Json:
    """The response of a status, by reference.

    >>> reference(410)
    {'$ref': '#/components/responses/Gone'}
    """
    return {"$ref": f"#/components/responses/{PROBLEMS[status].name}"}


__all__ = ["PROBLEM", "PROBLEMS", "reference", "responses"]
