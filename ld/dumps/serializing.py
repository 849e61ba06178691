"""How portions are written into dump files: one row a format. Whatever begins a file begins each part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from ld.dumps.portions import Portion
from ld.errors import UnsupportedFormatError
from ld.formats.base import Description
from ld.formats.order import Nodes
from ld.formats.rdfxml import CLOSING, Writer, opening
from ld.formats.tree import tree
from ld.formats.turtle import Writer as TurtleWriter
from ld.formats.turtle import prefix_lines
from ld.graph import quad_line
from ld.namespaces import PREFIXES


@dataclass(frozen=True, slots=True)
class DumpFormat:
    """A format of dump files.

    Attributes:
        extension: without a dot; names the format in ``--to`` and in the settings.
        label: for people.
        media_type: of a file before it is compressed.
        serialize: a portion and the address of the JSON-LD context to bytes; none, and the portion is not in the file.
        head: what begins every part.
        tail: what ends it.
        registered: whether IANA knows the media type.
        file_type: of the Publications Office of the EU, which DCAT-AP recommends; "" if there is none.
        statements: whether the file holds statements.
    """

    extension: str
    label: str
    media_type: str
    serialize: Callable[[Portion, str], bytes]
    head: bytes = b""
    tail: bytes = b""
    registered: bool = True
    file_type: str = ""
    statements: bool = True


def _nquads(portion: Portion, context: str) -> bytes:
    return _lines(quad_line(line, graph) for graph, lines in portion.graphs for line in lines)


def _ntriples(portion: Portion, context: str) -> bytes:
    return _lines(line for _, lines in portion.graphs for line in lines)


def _lines(lines: Iterable[str]) -> bytes:
    return "\n".join([*lines, ""]).encode()


def _turtle(portion: Portion, context: str) -> bytes:
    """A base of its own (Turtle §2.4: from there on), so that its hash IRIs are short; IRIs of others are written whole."""
    writer = TurtleWriter("" if portion.foreign else portion.document)
    return f"{writer.base()}{writer.block(portion.document, portion.quads)}\n".encode()


def _json_line(portion: Portion, context: str) -> bytes:
    """A JSON-LD document of its own, as the site serves it, in a line."""
    return orjson.dumps(
        tree(Description(portion.document, portion.quads, context)), option=orjson.OPT_APPEND_NEWLINE
    )


def _rdfxml(portion: Portion, context: str) -> bytes:
    return Writer().elements(Nodes(portion.document, portion.quads)).encode()


def _removal(portion: Portion, context: str) -> bytes:
    """What takes away whatever was published of it. Each line is an operation of its own, so files can be cut anywhere."""
    if portion.foreign:
        ((graph, _),) = portion.graphs
        return f"DELETE WHERE {{ GRAPH <{graph}> {{ <{portion.document}> ?p ?o }} }} ;\n".encode()
    names = (portion.document, f"{portion.document}#recovered")
    return "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in names).encode()


def _deletion(portion: Portion, context: str) -> bytes:
    return b"" if portion else f"{portion.document}\n".encode()


DUMP_FORMATS = {
    row.extension: row
    for row in (
        DumpFormat("nq", "N-Quads", "application/n-quads", _nquads, file_type="RDF_N_QUADS"),
        DumpFormat("nt", "N-Triples", "application/n-triples", _ntriples, file_type="RDF_N_TRIPLES"),
        DumpFormat(
            extension="ttl",
            label="Turtle",
            media_type="text/turtle",
            serialize=_turtle,
            head=f"{prefix_lines(PREFIXES)}\n".encode(),
            file_type="RDF_TURTLE",
        ),
        DumpFormat(
            extension="jsonl",
            label="JSON-LD, one document a line",
            media_type="application/x-ndjson",  # what programs know lines of JSON by; no type of JSON-LD lines is registered
            serialize=_json_line,
            registered=False,
            file_type="JSON_LD",
        ),
        DumpFormat(
            extension="rdf",
            label="RDF/XML",
            media_type="application/rdf+xml",
            serialize=_rdfxml,
            head=opening(PREFIXES).encode(),
            tail=CLOSING.encode(),
            file_type="RDF_XML",
        ),
    )
}
"""The formats in which everything that is published may be written."""
REMOVALS = DumpFormat("ru", "SPARQL Update", "application/sparql-update", _removal, statements=False)
"""What has to go before the changed portions are loaded (SPARQL 1.1 Update §3.1.3.3, §3.2.2)."""
DELETIONS = DumpFormat("txt", "List of IRIs", "text/plain", _deletion, file_type="TXT", statements=False)
"""What is gone altogether."""
_EVERY = DUMP_FORMATS | {row.extension: row for row in (REMOVALS, DELETIONS)}


def dump_format(extension: str) -> DumpFormat:
    """The format of a dump file.

    Raises:
        UnsupportedFormatError: there is none of that extension.

    >>> dump_format("ttl").label
    'Turtle'
    """
    if extension not in _EVERY:
        raise unknown_format(extension)
    return _EVERY[extension]


class Piece(NamedTuple):
    """A portion as it is written into a file.

    Attributes:
        data: the text; empty if the portion is not in the file.
        quads: statements of the portion.
        fits: whether the format can hold it.
    """

    data: bytes
    quads: int
    fits: bool = True


def piece(row: DumpFormat, portion: Portion, context: str) -> Piece:
    """A portion in a format. What nothing is published of is in no file of statements.

    Args:
        context: address of the JSON-LD context.
    """
    n = len(portion) if row.statements else 0
    if row.statements and not n:
        return Piece(b"", 0)
    try:
        return Piece(row.serialize(portion, context), n)
    except UnsupportedFormatError:
        return Piece(b"", n, fits=False)


def unknown_format(extension: str) -> UnsupportedFormatError:
    """What to raise where a dump in a format is asked for that there is not."""
    return UnsupportedFormatError(
        f"there are no dumps as {extension[:40]!r}; there are {', '.join(DUMP_FORMATS)}"
    )


__all__ = [
    "DELETIONS",
    "DUMP_FORMATS",
    "REMOVALS",
    "DumpFormat",
    "Piece",
    "dump_format",
    "piece",
    "unknown_format",
]
