"""JSON-LD 1.1, compacted with our own context (W3C Recommendation 2020-07-16)."""

from __future__ import annotations

import orjson

from ld.formats.base import Description, Format
from ld.formats.tree import tree


def serialize(description: Description) -> bytes:
    """A description as an indented JSON-LD document; see :func:`ld.formats.tree.tree`.

    >>> orjson.loads(serialize(Description("http://x/1", [], "http://x/context.jsonld")))["id"]
    'http://x/1'
    """
    return orjson.dumps(tree(description), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


JSONLD = Format(
    name="jsonld",
    media_type="application/ld+json",
    extension="jsonld",
    label="JSON-LD",
    charset=False,  # the media type has no such parameter
    named_graphs=False,
    serialize=serialize,
    spec="https://www.w3.org/TR/json-ld11/",
)

__all__ = ["JSONLD", "serialize"]
