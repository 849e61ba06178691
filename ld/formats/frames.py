"""Frames: the shapes in which a record's JSON-LD can be had besides its own (JSON-LD 1.1 Framing).

Ours are files, one row each. A stranger's frame is bounded before it is used: nobody could stop the processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import orjson
from pyoxigraph import NamedNode, Quad

from ld.budget import OverBudgetError, budget
from ld.errors import FormatError, FrameError, UnknownResourceError
from ld.formats.base import Description
from ld.formats.pyld_adapter import Json, frame
from ld.formats.tree import tree
from ld.namespaces import DCTERMS, RDF, SCHEMA

LONGEST = 64_000
"""Bytes of a stranger's frame."""
_DEEPEST = 32
_MEMBER = f"{RDF.iri}_"
_NEVER = {"@embed": "@never"}
_SECONDS = 1.0  # of the processor's time for a stranger's frame; ours take some ten milliseconds


class OwnFrame(NamedTuple):
    """A frame of ours.

    Attributes:
        name: as in ``frame=``.
        title: for people, in English.
        root: reference to the node at the root, relative to the document; None where every node that fits is one.
        whole: whether it leaves nothing out.
    """

    name: str
    title: str
    root: str | None = "#it"
    whole: bool = False


FRAMES = {
    row.name: row
    for row in (
        OwnFrame(
            "record",
            "The document at the root, all else nested under schema.org's terms",
            root="",
            whole=True,
        ),
        OwnFrame("thing", "The thing at the root, all else nested under schema.org's terms", whole=True),
        OwnFrame("citation", "What it takes to cite the thing, and nothing else"),
        OwnFrame("agents", "The persons and bodies, side by side", root=None),
    )
}
"""Our own frames by name; the first is that of the form `framed`."""


def own_frame(name: str) -> OwnFrame:
    """A frame of ours.

    Raises:
        UnknownResourceError: there is none of that name; the message lists those that there are.

    >>> own_frame("thing").root
    '#it'
    """
    if name not in FRAMES:
        raise UnknownResourceError(f"There is no frame {name[:80]!r}; there are {', '.join(FRAMES)}.")
    return FRAMES[name]


def frame_document(name: str, context: str) -> Json:
    """A frame of ours as JSON-LD.

    Args:
        name: of it.
        context: address of our context.

    >>> frame_document("agents", "https://example.org/context/v1.jsonld")["type"]
    ['Person', 'Organization']
    """
    return {"@context": context, **_read(own_frame(name).name)}


def _context(description: Description) -> list[Any]:
    """With the document as base, but for one such as ``…/record/oai:x``: the processor would refer to it as ``oai:x``."""
    _, _, path = description.document.partition("://")
    return (
        [description.context]
        if ":" in path.partition("/")[2]
        else [description.context, {"@base": description.document}]
    )


def _shape(own: OwnFrame, description: Description) -> dict[str, Any]:
    """The frame as it suits a description; where schema.org's terms are not there to nest under, all that there is nests."""
    if not own.whole:
        return _read(own.name)
    refers = _referring(description.quads)
    if SCHEMA.mainEntity.value not in refers:
        return {}
    by = deepcopy(_read(own.name))
    thing = by.get("mainEntity", by)
    # Authors nest under schema:author, and the list only names them.
    thing["bibo:authorList"] = {iri: _NEVER for iri in refers if iri.startswith(_MEMBER)}
    for shape in (by, thing):
        _keep_all(shape, refers)
    return by


def _referring(quads: Iterable[Quad]) -> dict[str, set[object]]:
    """What each property refers to."""
    found: dict[str, set[object]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            found.setdefault(quad.predicate.value, set()).add(quad.object)
    return found


def _keep_all(shape: dict[str, Any], refers: Mapping[str, set[object]]) -> None:
    """Let nest what a property would only name, if no property of schema.org leads to all of it."""
    nested = {node for iri, nodes in refers.items() if iri.startswith(SCHEMA.iri) for node in nodes}
    for key in [key for key, value in shape.items() if value == _NEVER and key.startswith("dcterms:")]:
        if not refers.get(key.replace("dcterms:", DCTERMS.iri), set()) <= nested:
            del shape[key]


@cache
def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = orjson.loads(
        (files("ld.formats") / "data" / "frames" / f"{name}.json").read_bytes()
    )
    return loaded


def framed(description: Description, name: str) -> Json:
    """A description in the shape of a frame of ours.

    Args:
        description: of a document that has a main entity.
        name: of the frame.
    """
    own = own_frame(name)
    by: dict[str, Any] = {"@context": _context(description), **_shape(own, description)}
    if own.root is not None:
        by["id"] = f"{description.document}{own.root}"
    return frame(tree(description), by, context=description.context, omit_default=True)


def framed_by(description: Description, text: bytes) -> Json:
    """A description in the shape of a stranger's frame.

    Args:
        description: of a document.
        text: JSON in UTF-8; a context in it is written out, or one of ours or schema.org's by its address.

    Raises:
        FrameError: no JSON object, over :data:`LONGEST` bytes, too deep, a frame that JSON-LD knows no sense of, or one that takes
            too long with this document; the message says which.

    >>> framed_by(Description("http://x/1", [], "http://x/context/v1.jsonld"), b"[1]")
    Traceback (most recent call last):
    ld.errors.FrameError: a frame is one JSON object
    """
    by = _loaded(text)
    document = tree(description)
    try:
        with budget(_SECONDS):
            return frame(document, by, context=description.context)
    except FormatError as error:
        raise FrameError(f"the frame cannot be applied: {error}") from error
    except OverBudgetError as error:
        raise FrameError("the frame takes too long with this document; ask for less in it") from error


def _loaded(text: bytes) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise FrameError(f"a frame may have {LONGEST:,} bytes, this one has {len(text):,}")
    try:
        by = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise FrameError(f"the frame is not JSON: {error}") from error
    if not isinstance(by, dict):
        raise FrameError("a frame is one JSON object")
    if _depth(text) > _DEEPEST:
        raise FrameError(f"the frame is nested deeper than {_DEEPEST} levels")
    return by


def _depth(text: bytes) -> int:
    """How deep JSON is nested; brackets in strings may count, which no frame of use comes near to."""
    depth = deepest = 0
    for byte in text:
        if byte in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"}]":
            depth -= 1
    return deepest


__all__ = ["FRAMES", "LONGEST", "OwnFrame", "frame_document", "framed", "framed_by", "own_frame"]
