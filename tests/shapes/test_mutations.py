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
from shapes import catalog_of, validator
from tests.shapes.mutations import MUTATIONS, Mutation, Published
from tests.written import hold

BASE = "https://catalogue.library.net"
TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS.parent / "ld" / "samples"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
GRAPHS = 200
GROUPS = ("core", "vocabulary")
SHARES = 4


def sources() -> Iterator[SourceRecord]:
    """Real records of every format, in turn."""
    pairs = TESTS / "data" / "pairs"
    folders = [str(pairs / name) for name in ("marc", "pubmed", "jats", "oai_dc")]
    for item in (*read(folders), *read([str(SAMPLES / "catalogue.ndjson")])):
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
def test_every_break_is_found_by_its_shape_in_both_engines(
    share: int, request: pytest.FixtureRequest
) -> None:
    """The referee takes a fifth of a second for each, so it sees half of the kinds; all 200 graphs with ``make corpora``."""
    ours, referee = (validator(engine, GROUPS, base_url=BASE) for engine in ("shacl", "pyshacl"))
    whole = request.config.getoption("--whole-corpora")
    missed = []
    for number, (mutation, graph, triples) in list(enumerate(broken()))[share::SHARES]:
        found = ours.validate(triples, record_id=graph.document)
        if whole or (number < len(MUTATIONS) and number // SHARES % 2):
            assert found == referee.validate(triples, record_id=graph.document), mutation
        before = ours.validate("".join(f"{line}\n" for line in graph.lines), record_id=graph.document)
        code = f"shacl.{mutation.shape}"
        if sum(one.code == code for one in found) <= sum(one.code == code for one in before):
            missed.append((mutation.row, code, graph.document))
    assert missed == []


def test_the_table_of_the_docs(update_golden: bool) -> None:
    """Which breaks there are; that each is found in both engines is what the test above holds."""
    groups = {shape.code: name for name in GROUPS for shape in catalog_of(name, BASE).shapes.values()}
    used = Counter(one.mutation for one in broken())
    rows = [
        f"| {mutation.row} | `{mutation.shape}` | {groups[f'shacl.{mutation.shape}']} | {used[mutation]} of {used[mutation]} |"
        for mutation in MUTATIONS
    ]
    head = (
        f"{len(MUTATIONS)} of {len(MUTATIONS)} ways, {sum(used.values())} of {GRAPHS} graphs:\n\n"
        "| what must be so | shape | group | found in both engines |\n|---|---|---|---:|"
    )
    hold("validation.md", "mutations", "\n".join([head, *rows]), update=update_golden)


def test_the_founding_record(update_golden: bool) -> None:
    """No violation, and no warning that its source does not deserve."""
    make = Converter(Iris(BASE), validator(groups=GROUPS, base_url=BASE), ParseOptions(), licence=LICENCE)
    (source,) = [
        item for item in read([str(SAMPLES / "founding-record.txt")]) if isinstance(item, SourceRecord)
    ]
    found = [one for one in make.convert(source).findings if one.severity is not Severity.INFO]
    assert [one.code for one in found if one.severity is Severity.VIOLATION] == []
    rows = [f"| `{one.code}` | {one.field or '–'} | {one.message} |" for one in found]
    head = "| warning | source field | what it says |\n|---|---|---|"
    table = (
        "\n".join([head, *rows])
        if rows
        else "None: 0 violations, 0 warnings of `core` and `vocabulary`, with a licence set."
    )
    hold("validation.md", "founding", table, update=update_golden)
