"""What results are written as, and how: whole into a spool before anything is sent, so that a cut result never passes for one.

Own tables, because results of SELECT and ASK are no RDF, and graphs made by a query may hold blank nodes, which documents never do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize
from werkzeug.exceptions import RequestEntityTooLarge

from ld.errors import StoreError
from ld.namespaces import PREFIXES
from ld.stores.base import QueryResult

IN_MEMORY = 1_000_000
Writer = Callable[[QueryResult, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A way to write a result.

    Attributes:
        name: as in ``_format``.
        media_type: without parameters.
        content_type: value of the header.
        label: for people.
        write: a result into a binary file; None where the caller makes a page of it.
        aliases: other media types under which clients ask for it.
        quality: how well it serves, from 0 to 1, whoever asks.
    """

    name: str
    media_type: str
    content_type: str
    label: str
    write: Writer | None
    aliases: tuple[str, ...] = ()
    quality: float = 1.0


def _table(format_: QueryResultsFormat) -> Writer:
    def write(result: QueryResult, file: IO[bytes]) -> None:
        cast("QuerySolutions | QueryBoolean", result).serialize(file, format_)

    return write


def _graph(format_: RdfFormat, prefixes: dict[str, str] | None = None) -> Writer:
    def write(result: QueryResult, file: IO[bytes]) -> None:
        serialize(cast("QueryTriples", result), file, format_, prefixes=prefixes)

    return write


_JSON = ResultFormat(
    "json", "application/sparql-results+json", "application/sparql-results+json", "JSON", _table(QueryResultsFormat.JSON),
    ("application/json",),
)  # fmt: skip
_XML = ResultFormat(
    "xml", "application/sparql-results+xml", "application/sparql-results+xml", "XML", _table(QueryResultsFormat.XML),
    ("application/xml", "text/xml"),
)  # fmt: skip
_CSV = ResultFormat(
    "csv", "text/csv", "text/csv; charset=utf-8; header=present", "CSV", _table(QueryResultsFormat.CSV)
)
_TSV = ResultFormat(
    "tsv",
    "text/tab-separated-values",
    "text/tab-separated-values; charset=utf-8",
    "TSV",
    _table(QueryResultsFormat.TSV),
)
_PAGE = ResultFormat(
    "html", "text/html", "text/html; charset=utf-8", "HTML", None, ("application/xhtml+xml",)
)

SOLUTIONS: tuple[ResultFormat, ...] = (_JSON, _XML, _CSV, _TSV, _PAGE)
"""Of SELECT (SPARQL 1.1 Protocol §2.1.6)."""
BOOLEANS: tuple[ResultFormat, ...] = (_JSON, _XML, _PAGE)
"""Of ASK: CSV and TSV have no form for it (SPARQL 1.1 Query Results CSV and TSV Formats §1)."""
GRAPHS: tuple[ResultFormat, ...] = (
    ResultFormat("turtle", "text/turtle", "text/turtle; charset=utf-8", "Turtle", _graph(RdfFormat.TURTLE, PREFIXES), ("application/x-turtle",)),
    ResultFormat("ntriples", "application/n-triples", "application/n-triples", "N-Triples", _graph(RdfFormat.N_TRIPLES), ("text/plain",)),
    ResultFormat("jsonld", "application/ld+json", "application/ld+json", "JSON-LD", _graph(RdfFormat.JSON_LD), ("application/json",)),
    ResultFormat("rdfxml", "application/rdf+xml", "application/rdf+xml", "RDF/XML", _graph(RdfFormat.RDF_XML, PREFIXES), ("application/xml", "text/xml")),
    ResultFormat("nquads", "application/n-quads", "application/n-quads", "N-Quads", _graph(RdfFormat.N_QUADS)),
    ResultFormat("trig", "application/trig", "application/trig", "TriG", _graph(RdfFormat.TRIG, PREFIXES)),
    _PAGE,
)  # fmt: skip
"""Of CONSTRUCT and DESCRIBE."""

FORM_CHOICES: tuple[tuple[str, str], ...] = tuple(
    (row.name, row.label) for row in (_PAGE, *SOLUTIONS[:-1], *GRAPHS[:-1])
)
"""Name and label of what the form offers, a page first."""


def formats_of(form: str) -> tuple[ResultFormat, ...]:
    """The formats for a query of a form, the one that we prefer first.

    >>> [row.name for row in formats_of("ASK")]
    ['json', 'xml', 'html']
    """
    return {"SELECT": SOLUTIONS, "ASK": BOOLEANS}.get(form, GRAPHS)


class _Capped:
    """A binary file that refuses to grow past a size."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.size = 0
        self._file = file
        self._most = most

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self._most:
            msg = f"The result is longer than {self._most:,} bytes. Ask for less: add LIMIT, or take the dump files."
            raise RequestEntityTooLarge(msg)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def spool(result: QueryResult, write: Writer, most: int) -> IO[bytes]:
    """A whole result as a file, at its start: in memory if it is short, else on disk without a name.

    Args:
        result: not yet read.
        write: of the format.
        most: bytes that it may have.
    Raises:
        RequestEntityTooLarge: it has more.
        StoreError: the engine fails while it computes the result.
    """
    file = cast("IO[bytes]", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - the response closes it
    try:
        write(result, cast("IO[bytes]", _Capped(file, most)))
    except BaseException as error:
        file.close()
        if isinstance(error, OSError | RuntimeError | ValueError):
            msg = f"the query cannot be answered: {error}"
            raise StoreError(msg) from error
        raise
    file.seek(0)
    return file


__all__ = [
    "BOOLEANS",
    "FORM_CHOICES",
    "GRAPHS",
    "IN_MEMORY",
    "SOLUTIONS",
    "ResultFormat",
    "formats_of",
    "spool",
]
