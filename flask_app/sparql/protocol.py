"""The SPARQL 1.1 Protocol, query operations only: from a request to what it asks for. No web framework here.

Of the draft of 1.2 it has the parameter ``version``, and beside POST the method QUERY (RFC 10008); ``timeout`` is a custom
of SPARQL servers. Other parameters are ignored, because clients send such as their own servers understand.

Spec: https://www.w3.org/TR/sparql11-protocol/#query-operation and https://www.w3.org/TR/sparql12-protocol/#query-operation
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from pyoxigraph import NamedNode
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.http import parse_options_header

from flask_app.fields import fields_of

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
ACCEPT_QUERY = f'"{_QUERY}", "{_FORM}"'
"""Value of Accept-Query: what a QUERY request may hold (RFC 10008 §3)."""
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
VERSIONS = ("1.0", "1.1", "1.2", "1.2-basic")
"""Of SPARQL, as requests announce them."""
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}")
# No graph has this name. Who names a default graph and no named ones (or the reverse) asks for a dataset without the other
# (SPARQL 1.1 §13.2), and no engine call says "none" otherwise.
_NO_GRAPH = "urn:x-ldpub:no-graph"
_Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation.

    Attributes:
        query: SPARQL.
        default_graphs: graphs that make up the default graph; empty for the query's own choice.
        named_graphs: graphs that ``GRAPH`` reaches; empty for the query's own choice.
        format: value of ``_format``, if there is one.
        version: of SPARQL, as the request announces it (SPARQL 1.2 Protocol §2.1, draft); all are answered alike.
        timeout: seconds that the client is willing to wait.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    version: str | None = None
    timeout: float | None = None

    @property
    def dataset(self) -> tuple[Sequence[str], Sequence[str]]:
        """Both lists as an engine takes them that reads an empty one as "all"."""
        if not self.default_graphs and not self.named_graphs:
            return (), ()
        return self.default_graphs or (_NO_GRAPH,), self.named_graphs or (_NO_GRAPH,)


def read_get(query_string: str) -> Operation | None:
    """The operation of a GET or HEAD request (§2.1.1); None if it asks no query.

    Args:
        query_string: as WSGI gives it: not decoded, each byte a character. Bytes that should have been percent-encoded are
            read as UTF-8.
    Raises:
        BadRequest: it is not what the protocol allows.

    >>> read_get("query=ASK%20%7B%7D&timeout=2.5")
    Operation(query='ASK {}', default_graphs=(), named_graphs=(), format=None, version=None, timeout=2.5)
    >>> read_get("") is None
    True
    """
    fields = fields_of(query_string)
    if any(name in _UPDATES for name, _ in fields):
        raise BadRequest(
            "An update cannot be asked for by GET (SPARQL 1.1 Protocol §2.2), and this endpoint takes none."
        )
    return _operation(fields, _values(fields, "query"), _values(fields, "version"))


def read_post(query_string: str, content_type: str, body: bytes) -> Operation:
    """The operation of a POST request, by form (§2.1.2) or directly (§2.1.3).

    Parameters of the address count too where the query is in a form.

    Args:
        query_string: as WSGI gives it, see :func:`read_get`.
        content_type: value of the header; empty if there is none.
        body: whole.
    Raises:
        BadRequest, Forbidden, UnsupportedMediaType: it is not what the protocol or this endpoint allows.

    >>> read_post("", "application/sparql-query; version=1.2", b"ASK {}").version
    '1.2'
    """
    media_type, options = parse_options_header(content_type)
    media_type = media_type.lower()
    _check_charset(options.get("charset", "utf-8"))
    fields, queries, versions = fields_of(query_string), list[str](), list[str]()
    if media_type == _FORM:
        fields += fields_of(body.decode("latin-1"))
    elif media_type == _QUERY:
        queries.append(_text(body))
        versions += [options["version"]] if "version" in options else []
    elif media_type != _UPDATE:
        raise UnsupportedMediaType(f"Send {_QUERY} or {_FORM} (SPARQL 1.1 Protocol §2.1).")
    queries += _values(fields, "query")
    versions += _values(fields, "version")
    if media_type == _UPDATE or any(name in _UPDATES for name, _ in fields):
        _refuse_update(queries)
    operation = _operation(fields, queries, versions)
    if operation is None:
        raise BadRequest("There is no query: send it as the parameter `query` or as the body.")
    return operation


def read_query(query_string: str, content_type: str, body: bytes) -> Operation:
    """The operation of a QUERY request: as one of POST, but the method says that it is safe and idempotent.

    Args, Raises: see :func:`read_post`; content without a media type is malformed here.
    Spec: RFC 10008 §2; the SPARQL 1.2 Protocol does not yet name the method.

    >>> read_query("", "application/sparql-query", b"ASK {}").query
    'ASK {}'
    """
    if not content_type.strip():
        raise BadRequest("QUERY needs a Content-Type (RFC 10008 §2).")
    return read_post(query_string, content_type, body)


def check_length(length: int, limit: int) -> None:
    """Refuse a body that is longer than any query we answer, in its longest encoding.

    Raises:
        RequestEntityTooLarge: it is.
    """
    if length > longest_body(limit):
        raise RequestEntityTooLarge(f"A query may be {limit} bytes long.")


def longest_body(limit: int) -> int:
    """Bytes of a body that can hold a query of `limit` bytes: every byte percent-encoded, and a dataset besides.

    >>> longest_body(16_384)
    65536
    """
    return 3 * limit + 16_384


def _refuse_update(queries: list[str]) -> NoReturn:
    if queries:
        raise BadRequest("A request asks a query or an update, not both (SPARQL 1.1 Protocol §2).")
    raise Forbidden("This endpoint is read-only: it takes no updates.")


def _check_charset(charset: str) -> None:
    if charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType("Queries must be in UTF-8 (SPARQL 1.1 Protocol §2.1.3).")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The query is not UTF-8.") from None


def _values(fields: _Fields, name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _operation(fields: _Fields, queries: list[str], versions: list[str]) -> Operation | None:
    if not queries:
        return None
    if len(queries) > 1:
        raise BadRequest("There must be exactly one query (SPARQL 1.1 Protocol §2.1).")
    formats = _values(fields, "_format")
    return Operation(
        query=queries[0],
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        format=formats[0] if formats else None,
        version=_version(versions),
        timeout=_timeout(_values(fields, "timeout")),
    )


def _version(versions: list[str]) -> str | None:
    if len(versions) > 1:
        raise BadRequest("There may be one version (SPARQL 1.2 Protocol §2.1).")
    if versions and versions[0] not in VERSIONS:
        raise BadRequest(f"The version must be one of {', '.join(VERSIONS)}: {versions[0][:20]!r} is none.")
    return versions[0] if versions else None


def _timeout(timeouts: list[str]) -> float | None:
    if not timeouts:
        return None
    seconds = float(timeouts[0]) if len(timeouts) == 1 and _SECONDS.fullmatch(timeouts[0]) else 0
    if not seconds:
        raise BadRequest("There may be one timeout, a number of seconds above 0, for example 2.5.")
    return seconds


def _graphs(fields: _Fields, name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(_values(fields, name)))
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError:
            raise BadRequest(f"{name} must be an absolute IRI: {graph[:200]!r} is none.") from None
    return graphs


__all__ = [
    "ACCEPT_QUERY",
    "VERSIONS",
    "Operation",
    "check_length",
    "longest_body",
    "read_get",
    "read_post",
    "read_query",
]
