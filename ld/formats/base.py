"""What an RDF format is: one row, from which negotiation, links, VoID and the documentation follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Description:
    """A document to be written: what is said in it, and from where it is seen.

    Attributes:
        document: IRI of the document; its tree starts here, and relative references are resolved against it.
        quads: every statement with the graph it lives in. No blank nodes.
        context: address of the JSON-LD context.
        guides: statements that are not written, but say in which order authors come.
    """

    document: str
    quads: Sequence[Quad]
    context: str
    guides: Sequence[Quad] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF serialization.

    Attributes:
        name: short, as in ``--to`` and ``_format``.
        media_type: without parameters.
        extension: without a dot.
        label: for people.
        charset: whether the media type has a charset parameter.
        named_graphs: whether graph names are written.
        serialize: a description to bytes in UTF-8; the same description gives the same bytes.
        spec: address of the specification.
        aliases: other media types under which clients ask for it.
    """

    name: str
    media_type: str
    extension: str
    label: str
    charset: bool
    named_graphs: bool
    serialize: Callable[[Description], bytes]
    spec: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """Value of a Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


__all__ = ["Description", "Format"]
