"""From a representation to a response: the one place where headers are made.

Every response has a Content-Length (granian ends a failing chunked one as if it were complete), CORS and security headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

import orjson
from flask import Response, request
from werkzeug.exceptions import PreconditionFailed

from flask_app.caching import CachedResponse, if_match, not_modified, parse_http_date
from flask_app.clients import client
from flask_app.codings import codable, coding_for, encode, with_coding
from flask_app.service import service
from flask_app.streaming import LONG, Stream

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Headers = tuple[tuple[str, str], ...]

_CSP = "default-src 'none'; style-src 'self'; img-src 'self' https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
COMMON: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Link, ETag, Location, Content-Location, Content-Profile, Content-Range, Retry-After, Memento-Datetime",
    ),
    ("Content-Security-Policy", _CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
"""Headers of every response."""
PREFLIGHT: Headers = (
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, QUERY, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Profile, Accept-Datetime, Content-Type, If-Match, If-None-Match, If-Modified-Since, If-Range, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)
"""What a script of another origin may send (Fetch §3.3)."""
_WITH_304 = frozenset(
    # The policy too: a browser replaces the one that it has kept by that of the 304 (RFC 9111 §3.2).
    {
        "cache-control",
        "content-location",
        "content-security-policy",
        "date",
        "etag",
        "expires",
        "vary",
        "last-modified",
    }
)
NO_STORE = ("Cache-Control", "no-store")
VARY = ("Vary", "Accept")


class Reply(Response):
    """A response whose short body is handed to the server as one list: a thread is free as soon as it has done so."""

    default_mimetype = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Send it (PEP 3333)."""
        if not isinstance(self.response, list):
            return super().__call__(environ, start_response)
        start_response(self.status, self.get_wsgi_headers(environ).to_wsgi_list())
        bodiless = environ["REQUEST_METHOD"] == "HEAD" or self.status_code in {204, 304}
        return [] if bodiless else [self.get_data()]


def reply(
    body: bytes, content_type: str, *, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> Response:
    """A response of a body in memory; a long one takes a permit, as every long one does."""
    head = finished(body, content_type, status=status, headers=headers)
    return send(head)


def finished(
    body: bytes, content_type: str, *, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> CachedResponse:
    """The same as a value, to be kept."""
    kind = (
        (("Content-Type", content_type), ("Content-Length", str(len(body))))
        if status != HTTPStatus.NO_CONTENT
        else ()
    )
    return CachedResponse(status, with_common((*kind, *headers)), body)


def with_common(headers: Iterable[tuple[str, str]]) -> Headers:
    """Headers with those of every response, unless they have one of that name: a page may need a policy of its own.

    >>> with_common([("Content-Security-Policy", "default-src 'self'")])[0]
    ('Content-Security-Policy', "default-src 'self'")
    >>> [name for name, _ in with_common([("Content-Security-Policy", "")])].count("Content-Security-Policy")
    1
    """
    own = tuple(headers)
    names = {name for name, _ in own}
    return (*own, *(row for row in COMMON if row[0] not in names))


def send(response: CachedResponse) -> Response:
    """A finished response to the client of this request, in the content coding that it prefers."""
    if not codable(dict(response.headers).get("Content-Type", "")):
        return deliver(response)
    coding = coding_for(request.headers.get("Accept-Encoding"))
    body = encode(response.body, coding)
    headers = [(name, value) for name, value in response.headers if name != "Content-Length"]
    coded = (("Content-Length", str(len(body))), *with_coding(headers, coding))
    return deliver(CachedResponse(response.status, coded, body))


def deliver(response: CachedResponse) -> Response:
    """A finished response as it is, or only that the client has it already."""
    if response.status == HTTPStatus.OK and request.method in {"GET", "HEAD"}:
        early = conditional(dict(response.headers))
        if early is not None:
            return early
    if len(response.body) <= LONG or request.method == "HEAD":
        return Reply([response.body], status=response.status, headers=list(response.headers))
    return _stream(BytesIO(response.body), len(response.body), response.status, response.headers)


def send_file(
    file: IO[bytes],
    length: int,
    content_type: str,
    *,
    status: int = 200,
    headers: Iterable[tuple[str, str]] = (),
) -> Response:
    """A response of a part of an open file, at whose first byte it stands; the file is closed whatever happens."""
    all_headers = (("Content-Type", content_type), ("Content-Length", str(length)), *headers, *COMMON)
    if length > LONG and request.method != "HEAD":
        return _stream(file, length, status, all_headers)
    with file:
        body = b"" if request.method == "HEAD" else file.read(length)
    return Reply([body], status=status, headers=list(all_headers))


def _stream(file: IO[bytes], length: int, status: int, headers: Headers) -> Response:
    try:
        token = service().tokens.take(client())
    except BaseException:
        file.close()
        raise
    return Reply(Stream(file, length, token), status=status, headers=list(headers), direct_passthrough=True)


def conditional(headers: Mapping[str, str]) -> Response | None:
    """The answer that the preconditions of the request ask for, if they ask for another than the representation (RFC 9110 §13.2.2).

    Args:
        headers: of the representation that would be sent, its validators among them.
    Returns:
        A 304, or None: send it.
    Raises:
        PreconditionFailed: If-Match or If-Unmodified-Since does not hold.
    """
    tag, modified = headers.get("ETag"), parse_http_date(headers.get("Last-Modified", ""))
    asked = request.headers
    if "If-Match" in asked:
        if not if_match(asked["If-Match"], tag or ""):
            raise PreconditionFailed
    elif "If-Unmodified-Since" in asked:
        limit = parse_http_date(asked["If-Unmodified-Since"])
        if limit is not None and modified is not None and modified > limit:
            raise PreconditionFailed
    if not not_modified(asked, tag, modified):
        return None
    return Reply([], status=304, headers=only_validators(tuple(headers.items())))


def only_validators(headers: Headers) -> list[tuple[str, str]]:
    """The headers of a 304, from those of the representation (RFC 9110 §15.4.5)."""
    kept = ((name, value) for name, value in headers if name.lower() in _WITH_304)
    return [*with_common(kept)]


def json_body(value: Any) -> bytes:
    """JSON, indented, in UTF-8, its lines ended."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


__all__ = [
    "COMMON",
    "NO_STORE",
    "PREFLIGHT",
    "VARY",
    "Headers",
    "Reply",
    "conditional",
    "deliver",
    "finished",
    "json_body",
    "only_validators",
    "reply",
    "send",
    "send_file",
    "with_common",
]
