"""Which statements of a description a format without graph names writes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from ld.formats.base import Description


def union(description: Description) -> Iterator[Quad]:
    """The statements but those of the document's ``#recovered`` graph, which are guesses and must not pass for the record.

    >>> from pyoxigraph import Literal, NamedNode
    >>> it, name = NamedNode("http://x/1#it"), NamedNode("https://schema.org/name")
    >>> quads = [Quad(it, name, Literal("A"), NamedNode("http://x/1")),
    ...          Quad(it, name, Literal("B"), NamedNode("http://x/1#recovered"))]
    >>> [quad.object.value for quad in union(Description("http://x/1", quads, "http://x/context.jsonld"))]
    ['A']
    """
    recovered = f"{description.document}#recovered"
    return (quad for quad in description.quads if getattr(quad.graph_name, "value", None) != recovered)


__all__ = ["union"]
