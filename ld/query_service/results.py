"""Writing results: whole into a spool before anything is sent, so that a cut result never passes for a complete one.

Solutions are counted where the engine writes them, by what each adds to the bytes: iterating over them in Python would take several
times as long as all the rest. A text that holds such bytes is counted as more rows than it is, never as fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from ld.namespaces import PREFIXES
from ld.query_service.spool import Spool
from ld.stores.base import QueryResult

_LOOKED_AT = 1_000  # triples before which a graph shows all the prefixes that it will use


class WrongFormError(Exception):
    """This kind of result cannot be written in this format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write results.

    Attributes:
        name: as in ``_format``.
        write: a result into a spool.
        marks: see :class:`Spool`.
        heading: marks before the first row.
    """

    name: str
    write: Callable[[QueryResult, Spool], None]
    marks: tuple[bytes, ...] = ()
    heading: int = 0

    def spool(self, most_bytes: int, most_rows: int, coding: str = "") -> Spool:
        """An empty spool for it."""
        return Spool(most_bytes, most_rows, self.marks, -self.heading, coding)


def _table(format_: QueryResultsFormat) -> Callable[[QueryResult, Spool], None]:
    def write(result: QueryResult, spool: Spool) -> None:
        if not isinstance(result, QuerySolutions | QueryBoolean):
            raise WrongFormError
        result.serialize(cast("IO[bytes]", spool), format_)

    return write


def _each_line(format_: RdfFormat) -> Callable[[QueryResult, Spool], None]:
    def write(result: QueryResult, spool: Spool) -> None:
        if not isinstance(result, QueryTriples):
            raise WrongFormError
        result.serialize(cast("IO[bytes]", spool), format_)

    return write


def _graph(
    format_: RdfFormat, prefixes: dict[str, str] | None = None
) -> Callable[[QueryResult, Spool], None]:
    def write(result: QueryResult, spool: Spool) -> None:
        if not isinstance(result, QueryTriples):
            raise WrongFormError
        first = list(islice(result, _LOOKED_AT))
        used = prefixes and (_used(prefixes, first) if len(first) < _LOOKED_AT else prefixes)
        serialize(_counted(chain(first, result), spool), cast("IO[bytes]", spool), format_, prefixes=used)

    return write


def _used(prefixes: dict[str, str], triples: list[Triple]) -> dict[str, str]:
    """Those prefixes that some triples can use: thirty lines above three statements would hide these."""
    text = "\n".join(map(str, triples))
    return {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}


def _counted(triples: Iterable[Triple], spool: Spool) -> Iterator[Triple]:
    for triple in triples:
        spool.count(1)
        yield triple


class _Enough(Exception):  # noqa: N818 - no error: the rows that were asked for are there
    """Ends the writing of a result."""


class _FirstLines:
    """A binary file that takes some lines and then ends the writing."""

    def __init__(self, spool: Spool, lines: int) -> None:
        self._spool = spool
        self._left = lines

    def write(self, data: bytes) -> int:
        """Add bytes, up to the end of the last line that is wanted."""
        ended = data.count(b"\n")
        if ended > self._left or not self._left:
            wanted, self._left = self._left, 0
            end = _end_of_line(data, wanted)
            self._spool.write(data[:end])
            raise _Enough  # the engine offers the rest of its buffer once more when it lets go of it
        self._left -= ended
        return self._spool.write(data)

    def flush(self) -> None:
        """Nothing waits here."""


def _end_of_line(data: bytes, lines: int) -> int:
    end = 0
    for _ in range(lines):
        end = data.index(b"\n", end) + 1
    return end


def first_rows(result: QueryResult, rows: int, spool: Spool) -> bool:
    """The first rows of a result, and whether there are more.

    Solutions are written as TSV, whose rows are lines (SPARQL 1.1 Query Results CSV and TSV Formats §4), triples as N-Triples, and
    the answer to ASK as JSON: what :mod:`pyoxigraph` reads again.
    """
    if isinstance(result, QueryBoolean):
        result.serialize(cast("IO[bytes]", spool), QueryResultsFormat.JSON)
        return False
    if isinstance(result, QueryTriples):
        serialize(_counted(islice(result, rows), spool), cast("IO[bytes]", spool), RdfFormat.N_TRIPLES)
        return next(result, None) is not None
    try:
        result.serialize(cast("IO[bytes]", _FirstLines(spool, rows + 1)), QueryResultsFormat.TSV)
    except _Enough:
        return True
    return False


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("json", _table(QueryResultsFormat.JSON), (b"}},{", b'"bindings":[{')),
        Format("xml", _table(QueryResultsFormat.XML), (b"<result>",)),
        Format("csv", _table(QueryResultsFormat.CSV), (b"\r\n",), 1),
        Format("tsv", _table(QueryResultsFormat.TSV), (b"\n",), 1),
        Format("ntriples", _each_line(RdfFormat.N_TRIPLES), (b"\n",)),
        Format("nquads", _each_line(RdfFormat.N_QUADS), (b"\n",)),
        Format("turtle", _graph(RdfFormat.TURTLE, PREFIXES)),
        Format("trig", _graph(RdfFormat.TRIG, PREFIXES)),
        Format("jsonld", _graph(RdfFormat.JSON_LD)),
        Format("rdfxml", _graph(RdfFormat.RDF_XML, PREFIXES)),
    )
}
"""A row a format; what each is called in HTTP is the business of whoever serves it."""

ROWS = "rows"
"""Name of no format but of :func:`first_rows`."""

__all__ = [
    "FORMATS",
    "ROWS",
    "Format",
    "WrongFormError",
    "first_rows",
]
