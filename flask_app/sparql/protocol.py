"""The SPARQL 1.1 Protocol, query operations only: from a request to what it asks for. No web framework here.

Spec: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.http import parse_options_header

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_MOST_FIELDS = 128
# No graph has this name. Who names a default graph and no named ones (or the reverse) asks for a dataset without the other
# (SPARQL 1.1 §13.2), and no engine call says "none" otherwise.
_NO_GRAPH = "urn:x-ldpub:no-graph"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation.

    Attributes:
        query: SPARQL.
        default_graphs: graphs that make up the default graph; empty for the query's own choice.
        named_graphs: graphs that ``GRAPH`` reaches; empty for the query's own choice.
        format: value of ``_format``, if there is one.
        timeout: seconds after which the client gives up; None for the service's own limit.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
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
        query_string: as WSGI gives it, not decoded.
    Raises:
        BadRequest: it is not what the protocol allows.

    >>> read_get("query=ASK%20%7B%7D").query
    'ASK {}'
    >>> read_get("") is None
    True
    """
    fields = _fields(query_string)
    if any(name in _UPDATES for name, _ in fields):
        raise BadRequest(
            "An update cannot be asked for by GET (SPARQL 1.1 Protocol §2.2), and this endpoint takes none."
        )
    return _operation(fields, _values(fields, "query"))


def read_post(query_string: str, content_type: str, body: bytes) -> Operation:
    """The operation of a POST request (§2.1.2, §2.1.3).

    Args:
        query_string: as WSGI gives it, not decoded.
        content_type: value of the header; empty if there is none.
        body: whole.
    Raises:
        BadRequest, Forbidden, UnsupportedMediaType: it is not what the protocol or this endpoint allows.

    >>> read_post("", "application/sparql-query", b"ASK {}").query
    'ASK {}'
    """
    media_type, options = parse_options_header(content_type)
    media_type = media_type.lower()
    if options.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType("Queries must be in UTF-8 (SPARQL 1.1 Protocol §2.1.3).")
    fields = _fields(query_string)
    if media_type == _FORM:
        fields += _fields(body.decode("latin-1"))
        queries = _values(fields, "query")
    elif media_type == _QUERY:
        queries = [_text(body), *_values(fields, "query")]
    elif media_type == _UPDATE:
        _refuse_update()
    else:
        raise UnsupportedMediaType(f"Send {_QUERY} or {_FORM} (SPARQL 1.1 Protocol §2.1).")
    if any(name in _UPDATES for name, _ in fields):
        _refuse_update()
    operation = _operation(fields, queries)
    if operation is None:
        raise BadRequest("There is no query: send it as the parameter `query` or as the body.")
    return operation


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


def _refuse_update() -> NoReturn:
    raise Forbidden("This endpoint is read-only: it takes no updates.")


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeError:
        raise BadRequest("The parameters are not UTF-8.") from None
    except ValueError:
        raise BadRequest(f"There are more than {_MOST_FIELDS} parameters.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The query is not UTF-8.") from None


def _values(fields: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _operation(fields: Sequence[tuple[str, str]], queries: list[str]) -> Operation | None:
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
    )


def _graphs(fields: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(_values(fields, name)))
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError:
            raise BadRequest(f"{name} must be an absolute IRI: {graph[:200]!r} is none.") from None
    return graphs


__all__ = ["Operation", "check_length", "longest_body", "read_get", "read_post"]
