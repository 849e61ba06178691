"""The calls that programs make most, on the records of any source format."""

from __future__ import annotations

from rdflib import Graph

from ld.formats.rdflib_adapter import rdflib_graph
from ld.graph import to_quads
from ld.iris import Iris
from ld.mapping import map_record
from ld.record import BibRecord
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.registry import SOURCES


def parse(source: SourceRecord, options: ParseOptions | None = None) -> ParsedRecord:
    """What a source record says, by the parser of its format.

    Never raises for what a record holds: `record` is None where nothing can be published of it, and a finding says why.

    >>> from ld.sources.base import Origin
    >>> source = SourceRecord("1", Origin("-", 1), b'{"id": "1", "title": "Emma"}', "application/json", "vufind")
    >>> parse(source).record.titles[0].value
    'Emma'
    """
    return SOURCES[source.format].parse(source, options or ParseOptions())


def record_graph(record: BibRecord, iris: Iris) -> Graph:
    """The statements of a record as an rdflib graph.

    Raises:
        MintingError: a value cannot be an IRI or a literal.

    >>> from ld.record import Text
    >>> len(record_graph(BibRecord(id="1", titles=(Text("Emma", "title"),)), Iris("http://x")))
    12
    """
    return rdflib_graph(to_quads(map_record(record, iris)))


__all__ = ["parse", "record_graph"]
