"""RDF 1.1 TriG: Turtle with the graphs in which the statements live."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from ld.formats.base import Description, Format
from ld.formats.turtle import Writer


def serialize(description: Description) -> bytes:
    """A description as TriG: the document's graph first, what was recovered last.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`; or a graph has a blank node as its name.

    >>> from pyoxigraph import Literal
    >>> from ld.namespaces import SCHEMA
    >>> quads = [Quad(NamedNode("http://x/1#it"), SCHEMA.name, Literal("Fishes"), NamedNode("http://x/1"))]
    >>> print(serialize(Description("http://x/1", quads, "http://x/context.jsonld")).decode())
    @base <http://x/1> .
    @prefix schema: <https://schema.org/> .
    <BLANKLINE>
    <> {
        <#it> schema:name "Fishes" .
    }
    <BLANKLINE>
    """
    writer = Writer(description.document)
    graphs: dict[str, list[Quad]] = {}
    for quad in description.quads:
        graphs.setdefault(graph_name(quad), []).append(quad)
    recovered = f"{description.document}#recovered"
    order = sorted(
        graphs, key=lambda name: (name == recovered, name != "", name != description.document, name)
    )
    blocks = [_block(writer, name, description, graphs[name]) for name in order]
    return f"{writer.header()}{chr(10).join(blocks)}".encode()


def _block(writer: Writer, name: str, description: Description, quads: list[Quad]) -> str:
    document = description.document
    if not name:
        return writer.block(document, quads, guides=description.guides)
    start = document if name.partition("#")[0] == document else name
    return f"{writer.iri(name)} {{\n{writer.block(start, quads, '    ', description.guides)}}}\n"


def graph_name(quad: Quad) -> str:
    """IRI of the graph in which a statement lives; empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


TRIG = Format(
    name="trig",
    media_type="application/trig",
    extension="trig",
    label="TriG",
    charset=False,
    named_graphs=True,
    serialize=serialize,
    spec="https://www.w3.org/TR/trig/",
    aliases=("application/x-trig",),
)

__all__ = ["TRIG", "serialize"]
