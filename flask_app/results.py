"""From the result of a query to a response: validators before anything is run, the bytes whole before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import IO

from flask import Response, request

from flask_app.answers import CACHE_KEY
from flask_app.caching import etag, if_none_match
from flask_app.clients import client
from flask_app.codings import IDENTITY, coding_for, encode, with_coding
from flask_app.errors import problem_response
from flask_app.negotiation import accept_encoding, negotiate
from flask_app.problems import problem
from flask_app.responses import VARY, Headers, conditional, deliver, finished, send_file
from flask_app.service import Service, service
from flask_app.sparql.answering import QueryRequest
from flask_app.sparql.limits import Query
from flask_app.sparql.protocol import Operation
from flask_app.sparql.results import ResultFormat
from ld.errors import NotAcceptableError
from ld.query_service import Answer, digest_of

_USUAL = 300  # characters of an Accept header; programs send the same few again and again
_WHILE_WRITING = (
    "zstd",
    "gzip",
)  # those that a long result can be written in, in the order of our preference


def choose(asked: str | None, formats: tuple[ResultFormat, ...]) -> ResultFormat | None:
    """The format that ``_format``, whose value is `asked`, or else Accept asks for."""
    if asked:
        return next((row for row in formats if asked in {row.name, row.media_type, *row.aliases}), None)
    accept = request.headers.get("Accept") or ""
    return _negotiated(accept, formats) if len(accept) <= _USUAL else _negotiated.__wrapped__(accept, formats)


@lru_cache(maxsize=512)
def _negotiated(accept: str, formats: tuple[ResultFormat, ...]) -> ResultFormat | None:
    choice = negotiate(accept or None, formats)
    return choice.offer if choice else None


def no_such_format(formats: tuple[ResultFormat, ...]) -> Response:
    """406, with what there is."""
    error = NotAcceptableError(
        "The result of this query is not available in any of the formats asked for.",
        available=tuple(row.media_type for row in formats),
    )
    return problem_response(problem(error, instance=request.path, base_url=service().base))


def respond(operation: Operation, query: Query, chosen: ResultFormat) -> Response:
    """The whole result of a query in a format, or only that the client has it."""
    parts, digest = service(), digest_of(operation.query, operation.default_graphs, operation.named_graphs)
    early = _known(parts, digest, query, chosen)
    if early is not None:
        return early
    answer = parts.desk.whole(QueryRequest(operation, query, client()), chosen.name, coding_while_writing())
    headers = _headers(parts, answer.edition, digest, query, chosen)
    keep = not query.volatile and request.method in {"GET", "HEAD"}
    return send_answer(answer, chosen, headers, _key(answer.edition, digest, chosen) if keep else None)


def send_answer(
    answer: Answer,
    chosen: ResultFormat,
    headers: Iterable[tuple[str, str]],
    key: tuple[object, ...] | None = None,
) -> Response:
    """A result as a response: a short one in the coding that the client prefers, a long one in that in which it was written.

    Args:
        headers: of the representation, its validators among them; Content-Type and Content-Length are added.
        key: to keep a short one under.
    """
    if answer.file is not None:
        return _send_long(answer.file, answer, chosen, with_coding(headers, answer.coding or IDENTITY))
    coding = coding_for(request.headers.get("Accept-Encoding"))
    body = encode(answer.body or b"", coding)
    response = finished(body, chosen.content_type, headers=with_coding(headers, coding))
    if key is not None:
        service().cache.put(key, response)
    return deliver(response)


def _send_long(file: IO[bytes], answer: Answer, chosen: ResultFormat, headers: Headers) -> Response:
    try:
        early = conditional(dict(headers)) if request.method in {"GET", "HEAD"} else None
    except BaseException:
        file.close()
        raise
    if early is not None:
        file.close()
        return early
    return send_file(file, answer.length, chosen.content_type, headers=headers)


def had_already(headers: Iterable[tuple[str, str]]) -> Response | None:
    """304 for a client that names the tag of a result in whichever coding it would be sent: it has it, so it is there.

    ``If-None-Match: *`` says nothing of that; whether there is a result only shows when it is made.
    """
    if request.headers.get("If-None-Match", "*").strip() == "*":
        return None
    listed = list(headers)
    for coding in {coding_for(request.headers.get("Accept-Encoding")), coding_while_writing() or IDENTITY}:
        coded = dict(with_coding(listed, coding))
        if if_none_match(request.headers["If-None-Match"], coded["ETag"]):
            return conditional(coded)
    return None


def coding_while_writing() -> str:
    """The content coding for a long result."""
    header = request.headers.get("Accept-Encoding")
    coding = accept_encoding(header, _WHILE_WRITING) if header else ""
    return coding if coding in _WHILE_WRITING else ""


def respond_page(
    operation: Operation, query: Query, chosen: ResultFormat, make: Callable[[QueryRequest], bytes]
) -> Response:
    """A page about a result, or only that the client has it.

    Args:
        make: makes it of the result of a request, which is for the edition of the tag that the page gets.
    """
    parts, digest = service(), digest_of(operation.query, operation.default_graphs, operation.named_graphs)
    early = _known(parts, digest, query, chosen)
    if early is not None:
        return early
    edition = parts.publication.edition().number
    coding = coding_for(request.headers.get("Accept-Encoding"))
    headers = with_coding(_headers(parts, edition, digest, query, chosen), coding)
    page = make(QueryRequest(operation, query, client(), edition))
    return deliver(finished(encode(page, coding), chosen.content_type, headers=headers))


def _known(parts: Service, digest: str, query: Query, chosen: ResultFormat) -> Response | None:
    """What can be said without running the query: that the client has the result, or the result itself."""
    number = parts.publication.number
    if number is None or query.volatile or request.method not in {"GET", "HEAD"}:
        return None
    key = _key(number, digest, chosen)
    request.environ[CACHE_KEY] = key
    kept = parts.cache.get(key)
    if kept is not None:
        return deliver(kept)
    if "If-None-Match" not in request.headers:
        return None
    return had_already(_headers(parts, number, digest, query, chosen))


def _key(number: int, digest: str, chosen: ResultFormat) -> tuple[object, ...]:
    return number, digest, chosen.name, coding_for(request.headers.get("Accept-Encoding"))


def _headers(
    parts: Service, edition: int, digest: str, query: Query, chosen: ResultFormat
) -> list[tuple[str, str]]:
    """Weak tags: the order of solutions is the engine's, and may be another the next time (RFC 9110 §8.8.1)."""
    headers = [("Cache-Control", "no-store" if query.volatile else "no-cache"), VARY]
    if not query.volatile and request.method in {"GET", "HEAD"}:
        tag = etag(parts.fingerprint, str(edition), digest, chosen.name)
        headers.append(("ETag", f"W/{tag}"))
    if chosen.disposition:
        headers.append(("Content-Disposition", chosen.disposition))
    return headers


__all__ = [
    "choose",
    "coding_while_writing",
    "had_already",
    "no_such_format",
    "respond",
    "respond_page",
    "send_answer",
]
