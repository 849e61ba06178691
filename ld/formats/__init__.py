"""RDF formats: one module a serialization, one row of the registry each; installed packages add rows under ``ldpub.formats``.

Negotiation, links and the documentation follow from the rows; their order decides between formats that a client
likes equally well.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ld.errors import UnsupportedFormatError
from ld.formats.base import Description, Format
from ld.registry import Registry

if TYPE_CHECKING:
    from ld.formats.rdflib_adapter import rdflib_graph

FORMATS: Registry[Format] = Registry(
    "ldpub.formats",
    {
        "jsonld": "ld.formats.jsonld:JSONLD",
        "turtle": "ld.formats.turtle:TURTLE",
        "ntriples": "ld.formats.ntriples:NTRIPLES",
        "nquads": "ld.formats.nquads:NQUADS",
        "trig": "ld.formats.trig:TRIG",
        "rdfxml": "ld.formats.rdfxml:RDFXML",
    },
    unknown=UnsupportedFormatError,
)


def by_extension(extension: str) -> Format:
    """The format of a file name's extension, without the dot.

    Raises:
        UnsupportedFormatError: no format has it.

    >>> by_extension("ttl").name
    'turtle'
    """
    for row in FORMATS.rows():
        if row.extension == extension:
            return row
    raise UnsupportedFormatError(f"no RDF format has the extension {extension[:40]!r}")


def by_media_type(media_type: str) -> Format:
    """The format of a media type or of an alias of one; parameters and case do not matter (RFC 9110 §8.3.1).

    Raises:
        UnsupportedFormatError: no format has it.

    >>> by_media_type("Text/Turtle; charset=utf-8").name
    'turtle'
    """
    wanted = media_type.partition(";")[0].strip().lower()
    for row in FORMATS.rows():
        if wanted == row.media_type or wanted in row.aliases:
            return row
    raise UnsupportedFormatError(f"no RDF format has the media type {media_type[:80]!r}")


def find(text: str) -> Format:
    """The format that a person means: by name, extension or media type.

    Raises:
        UnsupportedFormatError: none of the three; the message lists the names.

    >>> find("ttl").name, find("trig").name, find("application/n-quads").name
    ('turtle', 'trig', 'nquads')
    """
    for row in FORMATS.rows():
        if text in {row.name, row.extension}:
            return row
    return by_media_type(text) if "/" in text else FORMATS[text]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """`rdflib_graph`, when first asked for: importing rdflib takes 0.2 s, and most programs here do without it."""
        if name == "rdflib_graph":
            return import_module("ld.formats.rdflib_adapter").rdflib_graph
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["FORMATS", "Description", "Format", "by_extension", "by_media_type", "find", "rdflib_graph"]
