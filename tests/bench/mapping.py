"""Source to triples: ldpub, the same rules into rdflib, and morph-kgc on the simple fields."""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
from rdflib_way import rules
from table import show

from ld.iris import Iris
from ld.mapping import map_record
from ld.record import BibRecord
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

SAMPLES = Path(__file__).resolve().parents[2] / "ld" / "samples" / "catalogue.ndjson"
BASE = "https://catalog.example.org"
ROUNDS = 3
SIMPLE = (
    ("title", "http://purl.org/dc/terms/title"), ("publisher", "http://purl.org/dc/terms/publisher"),
    ("publishDate", "http://purl.org/dc/terms/issued"), ("language", "http://purl.org/dc/terms/language"),
    ("edition", "http://purl.org/ontology/bibo/edition"), ("lccn", "https://schema.org/identifier"),
    ("physical", "http://purl.org/dc/terms/extent"), ("author", "http://purl.org/dc/terms/creator"),
)  # fmt: skip


def sources(copies: int) -> list[SourceRecord]:
    """The bundled samples, several times over."""
    return [item for item in read([str(SAMPLES)]) if isinstance(item, SourceRecord)] * copies


def best(function: Callable[[], object]) -> float:
    """The least CPU time of a few rounds: what the work takes when nobody disturbs it."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def parse_all(records: Sequence[SourceRecord]) -> list[BibRecord]:
    parsed = (SOURCES[record.format].parse(record, ParseOptions()).record for record in records)
    return [record for record in parsed if record is not None]


def run() -> None:
    """Print the tables."""
    raw = sources(10)
    records, iris, plain = parse_all(raw), Iris(BASE), rules(BASE)
    graphs = [map_record(record, iris) for record in records]
    triples = sum(len(graph) for graph in graphs)
    for record, graph in zip(records[:200], graphs, strict=False):
        assert len(plain(record)) == len(graph), record.id  # both ways say the same number of things
    making = best(lambda: [map_record(record, iris) for record in records])
    making_rdflib = best(lambda: [plain(record) for record in records])
    whole = best(lambda: [map_record(record, iris) for record in parse_all(raw)])
    whole_rdflib = best(lambda: [plain(record) for record in parse_all(raw)])
    rows = [
        (
            "making triples, ldpub",
            f"{len(records) / making:,.0f}",
            f"{triples / making:,.0f}",
            f"{making_rdflib / making:.1f}×",
        ),
        (
            "making triples, rdflib.Graph",
            f"{len(records) / making_rdflib:,.0f}",
            f"{triples / making_rdflib:,.0f}",
            "1.0×",
        ),
        (
            "source to triples, ldpub",
            f"{len(raw) / whole:,.0f}",
            f"{triples / whole:,.0f}",
            f"{whole_rdflib / whole:.1f}×",
        ),
        (
            "source to triples, rdflib.Graph",
            f"{len(raw) / whole_rdflib:,.0f}",
            f"{triples / whole_rdflib:,.0f}",
            "1.0×",
        ),
        morph(raw),
    ]
    show(
        f"Mapping, {len(raw):,} records, {triples / len(raw):.0f} triples each (aims: 5×, 2×)",
        ("", "records/CPU-s", "triples/CPU-s", "ratio"),
        rows,
    )


def morph(raw: Sequence[SourceRecord]) -> tuple[str, str, str, str]:
    """morph-kgc over a CSV of the simple fields, in its own environment, without its start."""
    name = f"morph-kgc, {len(SIMPLE)} simple fields of CSV"
    peers = os.environ.get("PEERS", "")
    if not Path(peers).is_file():
        return name, "not installed", "", ""
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "morph.ini"
        configuration.write_text(_morph_inputs(raw, Path(folder)))
        command = [peers, str(Path(__file__).with_name("morph_way.py")), str(configuration)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    triples, _, seconds = output.split()[-3:]
    return name, f"{len(raw) / float(seconds):,.0f}", f"{int(triples) / float(seconds):,.0f}", ""


def _morph_inputs(raw: Sequence[SourceRecord], folder: Path) -> str:
    with (folder / "records.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *(field for field, _ in SIMPLE)])
        for n, record in enumerate(raw):
            document = orjson.loads(record.raw)
            values = [document.get(field, "") for field, _ in SIMPLE]
            writer.writerow([n, *(value[0] if isinstance(value, list) else value for value in values)])
    maps = "".join(
        f'; rr:predicateObjectMap [ rr:predicate <{iri}> ; rr:objectMap [ rml:reference "{field}" ] ]'
        for field, iri in SIMPLE
    )
    (folder / "map.ttl").write_text(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> . @prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n"
        f'<#m> rml:logicalSource [ rml:source "{folder}/records.csv" ; rml:referenceFormulation ql:CSV ] ;\n'
        f'rr:subjectMap [ rr:template "{BASE}/record/{{id}}" ] {maps} .\n'
    )
    return f"[CONFIGURATION]\nlogging_level=ERROR\n[records]\nmappings={folder}/map.ttl\n"


if __name__ == "__main__":
    run()
