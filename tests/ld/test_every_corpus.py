"""Every corpus, the whole way: nothing crashes, nothing is lost, what is withheld is the source's fault.

``make test`` takes every seventh record; ``make corpora`` takes all, and holds the table of the docs to the figures.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ld.corpora import CORPORA, HEADER, MARKERS, Tally, tally

pytestmark = pytest.mark.shared
DOCS = Path(__file__).resolve().parents[2] / "docs" / "sources.md"
SAMPLE = 7
SMALL = frozenset({"oai-dc", "pymarc", "Catmandu-MARC", "ncbiutils"})
ENOUGH = 0.99
# Fields that shape what others say (the class, a language tag, the id), or are the whole record.
SHAPING = frozenset({"001", "007", "008", "336$b", "546$b", "fullrecord", "type"})
# Violations that the sources deserve, each looked at.
DESERVED = frozenset({"shacl.work-name"})


@pytest.fixture(scope="module", params=CORPORA)
def corpus(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Tally]:
    name = request.param
    every = 1 if request.config.getoption("--whole-corpora") or name in SMALL else SAMPLE
    return name, tally(shared, name, every=every)


def test_the_counts_add_up(corpus: tuple[str, Tally]) -> None:
    _, found = corpus
    assert found.report.adds_up
    assert found.report.read > 0


def test_no_violation_is_of_our_making(corpus: tuple[str, Tally]) -> None:
    _, found = corpus
    assert {code: places[:3] for code, places in found.violations.items() if code not in DESERVED} == {}


def test_what_no_rule_knows_is_rare(corpus: tuple[str, Tally]) -> None:
    _, found = corpus
    assert found.known >= ENOUGH, found.unmapped.most_common(20)


def test_what_counts_as_mapped_is_stated(corpus: tuple[str, Tally]) -> None:
    _, found = corpus
    assert {name: places[:3] for name, places in found.unstated.items() if name not in SHAPING} == {}


def test_the_table_of_the_docs_is_true(corpus: tuple[str, Tally], request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--whole-corpora"):
        pytest.skip("the table is of the whole corpora: make corpora")
    name, found = corpus
    if request.config.getoption("--update-golden"):
        _write(name, found.row(name))
    assert found.row(name) in DOCS.read_text(encoding="utf-8")


def _write(name: str, row: str) -> None:
    """Put a row into the table, in the order of the corpora."""
    text = DOCS.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKERS[0])
    table, _, after = rest.partition(MARKERS[1])
    rows = {match[1]: match[0] for match in re.finditer(r"^\| ([\w-]+) \|.*$", table, re.M)} | {name: row}
    lines = "\n".join(rows[known] for known in CORPORA if known in rows)
    DOCS.write_text(f"{before}{MARKERS[0]}\n{HEADER}\n{lines}\n{MARKERS[1]}{after}", encoding="utf-8")
