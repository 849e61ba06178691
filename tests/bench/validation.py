"""Validation alone: what each group of shapes costs, beside pyshacl on the same records, and its share of an ingest."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox
from mapping import SAMPLES, best, parse_all, sources
from rdflib import Graph, URIRef
from table import show

from ld.config import Settings
from ld.conversion import converter
from ld.editions import Editions
from ld.findings import Severity
from ld.iris import Iris
from ld.mapping import map_record
from ld.pipeline import ingest
from ld.sources.reading import read
from shapes import GROUPS, Catalog, EngineValidator, Validator, catalog_of, validator
from shapes.catalog import for_engines
from shapes.loading.lint import TARGETS
from shapes.site import SiteShapes

BASE = "https://catalogue.library.net"
SIZE = 50  # statements of the record that the aims are about
PYSHACL_RECORDS = 20
AIMS = {("core", "vocabulary"): "≥ 2,000"}


class _Nothing:
    def validate(self, triples: str, *, record_id: str) -> tuple[()]:
        """No finding."""
        return ()


def seconds(checks: Validator, graphs: Sequence[str]) -> float:
    """CPU seconds that a validator takes for all graphs."""
    return best(lambda: [checks.validate(graph, record_id="") for graph in graphs])


def run() -> None:
    """Print the tables."""
    graphs = [map_record(record, Iris(BASE)).ntriples for record in parse_all(sources(2))]
    statements = sum(graph.count("\n") for graph in graphs)
    scale = statements / len(graphs) / SIZE
    floor = best(lambda: [list(ox.parse(graph, ox.RdfFormat.N_TRIPLES)) for graph in graphs])
    few = graphs[:PYSHACL_RECORDS]
    withholding = seconds(EngineValidator(violations()), graphs)
    rows = [
        ("reading the triples only, pyoxigraph", _rate(floor, graphs), _scaled(floor, graphs, scale), "", "")
    ]
    rows.append(
        (
            "core, what withholds",
            _rate(withholding, graphs),
            _scaled(withholding, graphs, scale),
            "",
            "≥ 5,000",
        )
    )
    combinations = [(name,) for name in GROUPS] + [("core", "vocabulary"), tuple(GROUPS)]
    for names in combinations:
        ours = validator("shacl", names, base_url=BASE)
        took = seconds(ours, graphs)
        per_record = _once(validator("pyshacl", names, base_url=BASE), few)
        ratio = per_record / len(few) / (seconds(ours, few) / len(few))
        rows.append(
            (
                " + ".join(names),
                _rate(took, graphs),
                _scaled(took, graphs, scale),
                f"{ratio:,.0f}×",
                AIMS.get(names, ""),
            )
        )
    show(
        f"Validation, records a CPU second ({statements / len(graphs):.0f} statements a record)",
        ("shapes", "records/s", f"of {SIZE} statements", "pyshacl takes", "aim"),
        rows,
    )
    _share()


def violations() -> Catalog:
    """The shapes of core whose findings withhold a record."""
    whole = catalog_of("core", BASE)
    graph = Graph()
    others = {URIRef(iri) for iri, shape in whole.shapes.items() if shape.severity is not Severity.VIOLATION}
    for triple in whole.graph:
        if triple[0] not in others or triple[1] not in TARGETS:
            graph.add(triple)
    return Catalog(graph, whole.shapes, for_engines(graph))


def _once(checks: Validator, graphs: Sequence[str]) -> float:
    start = time.process_time()
    for graph in graphs:
        checks.validate(graph, record_id="")
    return time.process_time() - start


def _rate(took: float, graphs: Sequence[str]) -> str:
    return f"{len(graphs) / took:,.0f}"


def _scaled(took: float, graphs: Sequence[str], scale: float) -> str:
    return f"{len(graphs) / took * scale:,.0f}"


def _share() -> None:
    """The same ingest with and without validation, from the file to the published edition."""
    shapes = SiteShapes(Settings(base_url=BASE))
    whole = _ingest(shapes.at_ingest)
    core = _ingest(lambda: validator(base_url=BASE))
    without = _ingest(_Nothing)
    rows = [
        ("nothing", f"{without / whole:.0%}", ""),
        ("core", f"{core / whole:.0%}", f"{(core - without) / core:.0%}"),
        (" + ".join(Settings().shapes), "100%", f"{(whole - without) / whole:.0%}"),
    ]
    show("A whole ingest, validated with", ("shapes", "CPU time", "of that validation (aim ≤ 40 %)"), rows)


def _ingest(checks: Callable[[], Validator]) -> float:
    """CPU seconds of an ingest of the bundled samples, the best of a few."""

    def once() -> None:
        with tempfile.TemporaryDirectory() as folder:
            make = converter(Settings(base_url=BASE), checks())
            ingest(read([str(SAMPLES)]), Editions(Path(folder)), make)

    return best(once)
