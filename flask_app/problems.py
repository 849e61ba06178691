"""The only table from exceptions to HTTP statuses, and the documents that say what went wrong.

Spec: https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from math import ceil
from typing import Any, NamedTuple

from ld import errors

PROBLEM_JSON = "application/problem+json"
_LONGEST_DETAIL = 2_000
_EXTENSIONS = ("reason", "line", "column", "available", "value", "expected", "spec")


class ProblemType(NamedTuple):
    """One kind of problem.

    Attributes:
        status: HTTP status code.
        slug: last part of the type's address.
        title: the same words each time.
        detail: said instead of the exception's message, which may name files and hosts of ours; empty where
            the message is meant for the client. May hold ``{seconds:g}`` or ``{retry_after:.0f}``, numbers of the exception.
        retry_after: seconds after which to try again, for the header; 0 for none.
    """

    status: int
    slug: str
    title: str
    detail: str = ""
    retry_after: int = 0


_INTERNAL = ProblemType(
    500,
    "internal",
    "Internal error",
    "The server failed; the failure is in its log. Please tell its operator.",
)
_BUSY = "The server cannot do this right now. Please try again later."

STATUS: dict[type[errors.LDError], ProblemType] = {
    errors.LDError: _INTERNAL,
    errors.LexicalError: ProblemType(400, "malformed-value", "Malformed value"),
    errors.MintingError: ProblemType(400, "impossible-name", "No address can be made of this"),
    errors.UnsupportedFormatError: ProblemType(406, "unsupported-format", "Not available in this format"),
    errors.FrameError: ProblemType(400, "frame", "This frame cannot be applied"),
    errors.RDFSyntaxError: ProblemType(400, "rdf-syntax", "Not well-formed RDF"),
    errors.StoreUnavailableError: ProblemType(503, "unavailable", "Temporarily unavailable", _BUSY, 10),
    errors.QuerySyntaxError: ProblemType(400, "query-syntax", "Not well-formed SPARQL"),
    errors.QueryRefusedError: ProblemType(400, "query-refused", "Query refused"),
    errors.QueryTimeoutError: ProblemType(
        503,
        "query-timeout",
        "Query took too long",
        "The query took longer than {seconds:g} seconds. Ask for less: name more of what is known, combine less, or add LIMIT.",
        10,
    ),
    errors.QueryCostError: ProblemType(
        503,
        "query-cost",
        "Query took too much",
        "The query needed more memory, or was nested deeper, than it may. Ask for less: name more of what is known, or combine less.",
        10,
    ),
    errors.QueryBarredError: ProblemType(
        503,
        "query-barred",
        "Query refused for a while",
        "The query has twice taken more than a query may, so it is refused for another {retry_after:.0f} seconds. Ask for less.",
    ),
    errors.ResultTooLargeError: ProblemType(413, "result-too-large", "Result too large"),
    errors.FederationError: ProblemType(
        502,
        "federation",
        "Another endpoint failed",
        "An endpoint that the query asks did not answer as it should.",
    ),
    errors.QueryBusyError: ProblemType(
        503, "busy", "Too many queries", "Too many queries are being answered. Try again in a few seconds.", 5
    ),
    errors.ClientBusyError: ProblemType(429, "client-busy", "One client asks too much"),
    errors.LockedError: ProblemType(503, "locked", "Being written", _BUSY, 10),
    errors.UnknownEditionError: ProblemType(404, "unknown-edition", "No such edition"),
    errors.UnknownResourceError: ProblemType(404, "not-found", "Not found"),
    errors.GoneError: ProblemType(410, "gone", "Withdrawn"),
    errors.NotAcceptableError: ProblemType(406, "not-acceptable", "Not acceptable"),
}
"""An exception is what the nearest of its classes here says; what is not named is our failure, not the client's."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What to answer.

    Attributes:
        status: HTTP status code.
        body: members of the problem document, in their order.
        headers: to send besides the content type.
    """

    status: int
    body: dict[str, Any]
    headers: tuple[tuple[str, str], ...] = field(default=())


def problem(error: BaseException, *, instance: str = "", base_url: str = "") -> Problem:
    """The answer to an exception.

    Args:
        error: any; what is not an :class:`ld.errors.LDError` is an internal error, and nothing of it is told.
        instance: path of the request.
        base_url: of the site, before ``/problems/…`` in the type.

    >>> answer = problem(errors.QueryRefusedError("Too deep.", reason="too-deep", line=1), instance="/sparql")
    >>> answer.status, answer.body["title"], answer.body["reason"], answer.body["line"]
    (400, 'Query refused', 'too-deep', 1)
    >>> problem(KeyError("/etc/passwd")).body["detail"]
    'The server failed; the failure is in its log. Please tell its operator.'
    """
    kind = _kind(type(error))
    body: dict[str, Any] = {
        "type": f"{base_url}/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": _numbered(kind.detail, error) or str(error)[:_LONGEST_DETAIL],
    }
    if instance:
        body["instance"] = instance
    if not kind.detail:
        body |= {
            name: value for name in _EXTENSIONS if (value := getattr(error, name, None)) not in (None, ())
        }
    after = ceil(getattr(error, "retry_after", 0.0)) or kind.retry_after
    retry = (("Retry-After", str(after)),) if after else ()
    return Problem(kind.status, body, retry)


def _numbered(detail: str, error: BaseException) -> str:
    numbers = {name: getattr(error, name, 0.0) for name in ("seconds", "retry_after")}
    return detail.format(**numbers)


def status_problem(
    status: int, detail: str, *, instance: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Problem:
    """The answer where the status says it all, as for a wrong method; its type is ``about:blank`` (RFC 9457 §4.2.1).

    >>> status_problem(405, "Only GET and HEAD.", headers=(("Allow", "GET, HEAD"),)).body["title"]
    'Method Not Allowed'
    """
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body |= {name: value for name, value in (("detail", detail), ("instance", instance)) if value}
    return Problem(status, body, headers)


def _kind(error: type[BaseException]) -> ProblemType:
    return next((STATUS[row] for row in error.__mro__ if row in STATUS), _INTERNAL)


__all__ = ["PROBLEM_JSON", "STATUS", "Problem", "ProblemType", "problem", "status_problem"]
