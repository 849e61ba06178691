"""Published graphs, each broken in one way: the shape meant for it finds it, in both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from ld.conversion import Converter
from ld.findings import Finding, Severity
from ld.iris import Iris
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from shapes import validator
from tests.shapes.mutations import MUTATIONS, Mutation, Published

BASE = "https://catalogue.library.net"
TESTS = Path(__file__).resolve().parents[1]
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
GRAPHS = 200
GROUPS = ("core",)
SHARES = 4


def sources() -> Iterator[SourceRecord]:
    """Real records of every format, in turn."""
    pairs = TESTS / "data" / "pairs"
    folders = [str(pairs / name) for name in ("marc", "pubmed", "jats", "oai_dc")]
    samples = str(TESTS.parent / "ld" / "samples" / "catalogue.ndjson")
    for item in (*read(folders), *read([samples])):
        if isinstance(item, SourceRecord):
            yield item


@cache
def published() -> tuple[Published, ...]:
    """Graphs of records that are fit to be published, the shortest first: the referee takes a second for a thousand statements."""
    make = Converter(Iris(BASE), validator(base_url=BASE), ParseOptions(), licence=LICENCE)
    graphs = (entry.graph for entry in map(make.convert, sources()) if not withheld(entry.findings))
    whole = [Published(tuple(g.ntriples.rstrip("\n").split("\n")), g.graph) for g in graphs if g]
    return tuple(sorted(whole, key=lambda graph: (len(graph.lines), graph.document)))


def withheld(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.VIOLATION for finding in findings)


class Broken(NamedTuple):
    """A mutation with a graph, and what it makes of it."""

    mutation: Mutation
    graph: Published
    triples: str


@cache
def broken() -> tuple[Broken, ...]:
    """Graphs, each broken in one way: those ways first that few graphs allow, then whichever was used least."""
    possible = {
        mutation: [graph for graph in published() if mutation.change(graph) is not None]
        for mutation in MUTATIONS
    }
    free = dict.fromkeys(published())
    found = []
    for mutation in sorted(MUTATIONS, key=lambda one: len(possible[one])):
        graph = next(graph for graph in possible[mutation] if graph in free)
        del free[graph]
        found.append(mutated(mutation, graph))
    used = Counter(MUTATIONS)
    for graph in islice(free, GRAPHS - len(found)):
        mutation = min((one for one in MUTATIONS if graph in possible[one]), key=used.__getitem__)
        used[mutation] += 1
        found.append(mutated(mutation, graph))
    return tuple(found)


def mutated(mutation: Mutation, graph: Published) -> Broken:
    lines = mutation.change(graph)
    assert lines is not None
    return Broken(mutation, graph, "".join(f"{line}\n" for line in lines))


def test_there_are_enough_of_them() -> None:
    assert len(broken()) == len({one.graph for one in broken()}) == GRAPHS
    assert len(MUTATIONS) >= 40
    assert {mutation.row for mutation, _, _ in broken()} == {mutation.row for mutation in MUTATIONS}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_break_is_found_by_its_shape_in_both_engines(share: int) -> None:
    ours, referee = (validator(engine, GROUPS, base_url=BASE) for engine in ("shacl", "pyshacl"))
    missed = []
    for mutation, graph, triples in broken()[share::SHARES]:
        found = ours.validate(triples, record_id=graph.document)
        assert found == referee.validate(triples, record_id=graph.document), mutation
        before = ours.validate("".join(f"{line}\n" for line in graph.lines), record_id=graph.document)
        code = f"shacl.{mutation.shape}"
        if sum(one.code == code for one in found) <= sum(one.code == code for one in before):
            missed.append((mutation.row, code, graph.document))
    assert missed == []
