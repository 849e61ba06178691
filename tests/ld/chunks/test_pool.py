"""The processes that convert: what they make, and what comes of it when they die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from ld.chunks.cutting import Chunk, cut
from ld.chunks.pool import Made, Pool, Workshop
from ld.conversion import Converter
from ld.editions import Editions
from ld.editions.chunk_files import ChunkFile
from ld.findings import Finding
from ld.pipeline import ingest
from tests.ld.chunks import cases
from tests.ld.editions.conftest import folder

__all__ = ["folder"]


class Deadly(cases.Titles):
    """A validator that does not survive some records."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        if '"deadly' in triples:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().validate(triples, record_id=record_id)


def deadly() -> Converter:
    return replace(cases.converter(), validator=Deadly())


def chunks(*titles: str) -> Iterator[Chunk]:
    return cut((cases.source(f"r{n}", title) for n, title in enumerate(titles)), 4)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    with closing(Pool(tmp_path, deadly, None, 2)) as made:
        yield made


def test_a_pool_makes_what_one_process_makes(tmp_path: Path, pool: Pool) -> None:
    titles = [f"T{n}" for n in range(30)]
    alone = tmp_path / "alone"
    alone.mkdir()
    with closing(Workshop(alone, deadly(), None)) as workshop:
        expected = [
            (made.chunk, made.path.name, made.path.read_bytes()) for made in workshop.run(chunks(*titles))
        ]
    assert [
        (made.chunk, made.path.name, made.path.read_bytes()) for made in pool.run(chunks(*titles))
    ] == expected


def facts(made: Made) -> tuple[int, int, list[str]]:
    found = ChunkFile(made.path).facts
    return found.read, len(found.fresh.rows), [problem["message"] for problem in found.problems]


def test_a_record_that_ends_its_process_is_named_and_the_rest_goes_on(pool: Pool) -> None:
    titles = ["a", "b", "deadly", "d", "e", "f", "g", "h", "i"]
    first, second, third = map(facts, pool.run(chunks(*titles)))
    assert first[:2] == (4, 3)
    assert first[2][0].startswith("test.json, record 1: converting it ended the process")
    assert (second, third) == ((4, 4, []), (1, 1, []))


def test_a_process_that_is_killed_from_outside_costs_nothing(pool: Pool) -> None:
    made = pool.run(chunks(*(f"T{n}" for n in range(40))))
    found = [facts(next(made))]
    for child in active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    found += map(facts, made)
    assert found == [(4, 4, [])] * 10


def test_an_ingest_with_a_pool_is_one_without(folder: Path) -> None:
    alone, together = folder / "alone", folder / "together"
    for source in (cases.first(), cases.second()):
        cases.run(alone, source)
        report = ingest(
            source, Editions(together), cases.converter(), chunk_size=cases.CHUNK, full=True, jobs=2, recipe=partial(cases.converter)
        )  # fmt: skip
        assert report.adds_up
    with Editions(alone).open() as one, Editions(together).open() as other:
        assert cases.content(one) == cases.content(other)
