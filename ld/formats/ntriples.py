"""RDF 1.1 N-Triples, canonical (§4), one statement a line, the lines sorted by code point."""

from __future__ import annotations

from ld.formats.base import Description, Format
from ld.formats.triples import union
from ld.graph import to_lines


def serialize(description: Description) -> bytes:
    """A description as N-Triples, without its ``#recovered`` statements.

    >>> serialize(Description("http://x/1", [], "http://x/context.jsonld"))
    b''
    """
    lines = set(to_lines(quad.triple for quad in union(description)))
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


NTRIPLES = Format(
    name="ntriples",
    media_type="application/n-triples",
    extension="nt",
    label="N-Triples",
    charset=False,
    named_graphs=False,
    serialize=serialize,
    spec="https://www.w3.org/TR/n-triples/",
)

__all__ = ["NTRIPLES", "serialize"]
