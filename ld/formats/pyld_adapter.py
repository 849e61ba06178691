"""PyLD, the only place where it is used: JSON-LD 1.1's other forms, and reading JSON-LD as triples.

Every call gets a loader that knows the bundled contexts and refuses the network.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ld.errors import FormatError
from ld.formats.context import frozen_loader

Json = dict[str, Any] | list[Any]

# What PyLD 3.3 throws at a malformed document or frame besides its own class; the frames are strangers'.
_FAILURES = (
    jsonld.JsonLdError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def expand(document: Json, *, context: str) -> list[Any]:
    """The expanded form (JSON-LD 1.1 API §5.1).

    Args:
        document: JSON-LD as read from JSON; not changed.
        context: address under which the document refers to our own context.

    Raises:
        FormatError: not JSON-LD, or it needs a context that is not bundled.

    >>> own = "https://example.org/context.jsonld"
    >>> expand({"@context": own, "id": "https://example.org/1", "name": "Fishes"}, context=own)[0]["https://schema.org/name"]
    [{'@value': 'Fishes'}]
    """
    result: list[Any] = _call(jsonld.expand, document, context=context)
    return result


def compact(document: Json, by: Json | str, *, context: str) -> Json:
    """The compacted form (JSON-LD 1.1 API §5.6).

    Args:
        document: JSON-LD; expanded first.
        by: context to compact by: an address that :func:`ld.formats.context.frozen_loader` knows, or a context.
        context: as for :func:`expand`.

    Raises:
        FormatError: as for :func:`expand`.
    """
    result: Json = _call(jsonld.compact, document, by, context=context)
    return result


def flatten(document: Json, by: Json | str | None = None, *, context: str) -> Json:
    """The flattened form (JSON-LD 1.1 API §5.8): every node once, side by side; compacted `by` a context if there is one.

    Raises:
        FormatError: as for :func:`expand`.
    """
    result: Json = _call(jsonld.flatten, document, by, context=context)
    return result


def frame(document: Json, by: Json, *, context: str, omit_default: bool = False) -> Json:
    """The document in the shape of a frame (JSON-LD 1.1 Framing §4).

    Args:
        document: JSON-LD; expanded first.
        by: the frame; its context is that of the result.
        context: as for :func:`expand`.
        omit_default: whether what the frame names and the document lacks is left out, instead of being null.

    Raises:
        FormatError: as for :func:`expand`, of the document or the frame.
    """
    options = {"omitDefault": omit_default}
    result: Json = _call(jsonld.frame, document, by, context=context, options=options)
    return result


def to_triples(document: Json, *, context: str) -> list[Triple]:
    """The triples of a document's default graph (JSON-LD 1.1 API §8.1), in PyLD's order.

    Raises:
        FormatError: as for :func:`expand`; or a term is none of RDF 1.1.

    >>> own = "https://example.org/context.jsonld"
    >>> [triple.object.value for triple in to_triples({"@context": own, "id": "urn:x", "name": "Fishes"}, context=own)]
    ['Fishes']
    """
    dataset = _call(jsonld.to_rdf, document, context=context)
    try:
        return [_triple(row) for row in dataset.get("@default", [])]
    except ValueError as error:
        raise FormatError(f"not RDF: {error}") from error


def _call(
    operation: Callable[..., Any], *inputs: Any, context: str, options: Mapping[str, Any] | None = None
) -> Any:
    def load(url: str, _options: object) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": frozen_loader(context, url),
        }

    try:
        with warnings.catch_warnings():
            # PyLD warns of reserved "@words" and odd language tags in strangers' contexts, and goes on without them
            # (JSON-LD 1.1 API §4.2, Create Term Definition): nobody here could act on it.
            warnings.simplefilter("ignore")
            return operation(*inputs, {"documentLoader": load} | dict(options or {}))
    except _FAILURES as error:
        raise FormatError(f"PyLD cannot process this JSON-LD: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    """The message nearest to the cause: PyLD wraps a loader's in three sentences about other causes."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).partition("\n")[0][:300] or type(error).__name__


def _triple(row: Mapping[str, Mapping[str, str]]) -> Triple:
    subject = _node(row["subject"])
    value = row["object"]
    if value["type"] != "literal":
        return Triple(subject, NamedNode(row["predicate"]["value"]), _node(value))
    if "language" in value:
        literal = Literal(value["value"], language=value["language"])
    else:
        literal = Literal(value["value"], datatype=NamedNode(value["datatype"]))
    return Triple(subject, NamedNode(row["predicate"]["value"]), literal)


def _node(term: Mapping[str, str]) -> NamedNode | BlankNode:
    if term["type"] == "blank node":
        return BlankNode(term["value"].removeprefix("_:"))
    return NamedNode(term["value"])


__all__ = ["compact", "expand", "flatten", "frame", "to_triples"]
