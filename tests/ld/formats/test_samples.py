"""Every bundled sample in JSON-LD, expanded by an independent processor: the same graph, statement by statement."""

from __future__ import annotations

from pathlib import Path

import orjson

from ld.formats import FORMATS, Description
from ld.formats.pyld_adapter import to_triples
from ld.graph import to_quads
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

SAMPLES = Path(__file__).resolve().parents[3] / "ld" / "samples"
SITE = "https://catalog.example.org"
CONTEXT = f"{SITE}/context.jsonld"


def test_json_ld_of_every_sample_is_its_graph() -> None:
    seen = 0
    for source in read([str(SAMPLES / "founding-record.txt"), str(SAMPLES / "catalogue.ndjson")]):
        assert isinstance(source, SourceRecord)
        record = SOURCES[source.format].parse(source, ParseOptions()).record
        assert record is not None
        graph = map_record(record, Iris(SITE))
        quads = to_quads(graph)
        document = orjson.loads(FORMATS["jsonld"].serialize(Description(graph.graph, quads, CONTEXT)))
        expanded = to_triples(document, context=CONTEXT)
        assert len(expanded) == len(quads), source.id
        assert set(expanded) == {quad.triple for quad in quads}, source.id
        seen += 1
    assert seen > 250
