"""Real records of every source beside what they become, statement by statement (``--update-golden`` writes them anew)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ld.findings import Finding
from ld.graph import to_quads
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

PAIRS = Path(__file__).resolve().parents[1] / "data" / "pairs"
IRIS = Iris("https://catalog.example.org")
FILES = sorted(path for path in PAIRS.glob("*/*") if path.suffix != ".nq")
AT_LEAST = {"marc": 25, "pubmed": 25, "jats": 25, "oai_dc": 25}


def expected(path: Path) -> Path:
    return path.with_name(f"{path.name.partition('.')[0]}.nq")


def only_record(path: Path) -> SourceRecord:
    found = list(read([str(path)]))
    assert len(found) == 1, found
    assert not isinstance(found[0], Finding), found
    return found[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name.partition('.')[0]}")
def test_a_record_becomes_what_it_should(path: Path, update_golden: bool) -> None:
    source = only_record(path)
    assert source.format == path.parent.name
    if source.deleted:
        return
    parsed = SOURCES[source.format].parse(source, ParseOptions())
    assert parsed.record is not None, parsed.findings
    nquads = map_record(parsed.record, IRIS).nquads  # canonical: sorted, unique, without blank nodes
    assert len(to_quads(map_record(parsed.record, IRIS))) == nquads.count("\n")
    if update_golden:
        expected(path).write_text(nquads, encoding="utf-8")
    assert nquads.splitlines() == expected(path).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("source", AT_LEAST)
def test_there_are_enough_of_each(source: str) -> None:
    assert sum(path.parent.name == source for path in FILES) >= AT_LEAST[source]


def test_no_expectation_is_left_behind() -> None:
    assert {path.name for path in PAIRS.glob("*/*.nq")} == {
        expected(path).name for path in FILES if expected(path).exists()
    }
