"""What it takes to write the founding record in each format."""

from __future__ import annotations

import time
from pathlib import Path

from table import show

from ld.formats import FORMATS, Description
from ld.graph import to_quads
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions
from ld.sources.reading import read
from ld.sources.registry import SOURCES

FOUNDING = Path(__file__).resolve().parents[2] / "ld" / "samples" / "founding-record.txt"
BASE, ROUNDS = "https://catalog.example.org", 200


def run() -> None:
    """Print the table."""
    (source,) = read([str(FOUNDING)])
    graph = map_record(SOURCES[source.format].parse(source, ParseOptions()).record, Iris(BASE))
    description = Description(graph.graph, to_quads(graph), f"{BASE}/context.jsonld")
    times = {row.label: _seconds(row.serialize, description) for row in FORMATS.rows()}
    floor = times["N-Triples"]
    rows = [(label, f"{1 / seconds:,.0f}", f"{seconds / floor:.1f}") for label, seconds in times.items()]
    show("Writing the founding record, 171 statements", ("", "records/CPU-s", "times N-Triples"), rows)


def _seconds(serialize, description) -> float:
    start = time.process_time()
    for _ in range(ROUNDS):
        serialize(description)
    return (time.process_time() - start) / ROUNDS


if __name__ == "__main__":
    run()
