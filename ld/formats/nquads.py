"""RDF 1.1 N-Quads in canonical form (RDF Dataset Canonicalization §5), the lines sorted by code point."""

from __future__ import annotations

from pyoxigraph import RdfFormat
from pyoxigraph import serialize as write

from ld.formats.base import Description, Format


def serialize(description: Description) -> bytes:
    """A description as N-Quads, each statement with its graph.

    >>> serialize(Description("http://x/1", [], "http://x/context.jsonld"))
    b''
    """
    written = write(description.quads, format=RdfFormat.N_QUADS)
    assert written is not None  # None is for output to a file
    # Not splitlines(): a literal may hold U+2028 and its like, which N-Quads does not escape.
    lines = set(written.decode().split("\n")[:-1])
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


NQUADS = Format(
    name="nquads",
    media_type="application/n-quads",
    extension="nq",
    label="N-Quads",
    charset=False,
    named_graphs=True,
    serialize=serialize,
    spec="https://www.w3.org/TR/n-quads/",
    aliases=("text/x-nquads",),
)

__all__ = ["NQUADS", "serialize"]
