"""By way of its full record and by way of its index fields a document says the same, but for what the index has lost.

``make test`` takes every 20th document; ``make corpora`` takes all, and holds the table of the docs to the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from ld.sources.base import SourceRecord
from ld.sources.reading import read
from tests.ld.crosscheck.classes import CLASSES, classify
from tests.ld.crosscheck.graphs import FULL, INDEX
from tests.ld.crosscheck.pairs import Pair, pair

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("cross-check")]
DOCS = Path(__file__).resolve().parents[2] / "docs" / "sources.md"
MARKERS = "<!-- cross-check: written by the tests -->", "<!-- end of cross-check -->"
SAMPLE = 20
PATTERNS = ("vufind-solr/*.ndjson.gz", "vufind/*.ndjson")


@dataclass
class Checked:
    """What was compared.

    Attributes:
        agreed: statements that both graphs of a document make.
        differ: statements that one of them makes, by class and side.
        documents: documents with a difference, by class.
        unexplained: statements that no class explains.
    """

    pairs: int = 0
    agreed: int = 0
    differ: Counter[tuple[str, str]] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    unexplained: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, record_id: str, both: Pair) -> None:
        """Count the differences of one document."""
        self.pairs += 1
        self.agreed += both.agreed
        here: set[str] = set()
        for said, name in classify(both):
            if name is None:
                self.unexplained.append((record_id, said.side, said.rule, said.predicate, said.told))
            else:
                self.differ[name, said.side] += 1
                here.add(name)
        self.documents.update(here)

    def table(self) -> str:
        """The table of the docs, the commonest class first."""
        rows = sorted(CLASSES, key=lambda one: -self.documents[one.name])
        total = sum(self.differ.values())
        return "\n".join(
            [
                f"{self.pairs:,} documents; {self.agreed:,} statements are the same both ways, {total:,} are made one way only,",
                f"{len(self.unexplained)} of them for another reason than these:",
                "",
                "| what differs | why | documents | only by the full record | only by the index |",
                "|---|---|---:|---:|---:|",
                *(
                    f"| {one.name} | {one.why} | {self.documents[one.name]:,} | {self.differ[one.name, FULL]:,} "
                    f"| {self.differ[one.name, INDEX]:,} |"
                    for one in rows
                    if self.documents[one.name]
                ),
            ]
        )


def sources(shared: Path) -> Iterator[SourceRecord]:
    files = [str(path) for pattern in PATTERNS for path in sorted((shared / "corpora").glob(pattern))]
    yield from (source for source in read(files) if isinstance(source, SourceRecord))


@pytest.fixture(scope="module")
def checked(shared: Path, request: pytest.FixtureRequest) -> Checked:
    every = 1 if request.config.getoption("--whole-corpora") else SAMPLE
    found = Checked()
    for place, source in enumerate(sources(shared)):
        both = pair(source) if place % every == 0 else None
        if both:
            found.add(source.id, both)
    return found


def test_no_difference_is_unexplained(checked: Checked) -> None:
    assert checked.pairs > 400
    assert checked.agreed > checked.pairs
    assert checked.unexplained == []


def test_every_class_is_of_use_and_the_table_of_the_docs_is_true(
    checked: Checked, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--whole-corpora"):
        pytest.skip("the table is of the whole corpora: make corpora")
    assert [one.name for one in CLASSES if not checked.documents[one.name]] == []
    text = DOCS.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        before, _, rest = text.partition(MARKERS[0])
        after = rest.partition(MARKERS[1])[2]
        text = f"{before}{MARKERS[0]}\n{checked.table()}\n{MARKERS[1]}{after}"
        DOCS.write_text(text, encoding="utf-8")
    assert checked.table() in text


def _without_author(document: dict[str, Any]) -> None:
    for name in ("author", "author_role", "author_variant"):
        document.pop(name, None)


FAULTS: dict[str, Callable[[dict[str, Any]], None]] = {
    "title": lambda d: d.update(title_full="Another work / Somebody.", title="Another work", title_short="Another work", title_sub=""),
    "author": lambda d: d.update(author=["Nobody, Nemo, 1900-"], author_role=[""]),
    "no author": _without_author,
    "publisher": lambda d: d.update(publisher=["Press of Nowhere"]),
    "year": lambda d: d.update(publishDate=["1066"]),
    "subject": lambda d: d.update(topic=[*d.get("topic", ()), "Phlogiston"]),
    "place": lambda d: d.update(geographic_facet=["Atlantis"]),
    "isbn": lambda d: d.update(isbn=["9780000000002"]),
    "series": lambda d: d.update(series=["Unheard-of series"]),
    "edition": lambda d: d.update(edition="99th ed."),
    "variant title": lambda d: d.update(title_alt=["Called quite otherwise"]),
    "extent": lambda d: d.update(physical=["77 v."]),
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(shared: Path) -> SourceRecord:
    """A document of a book with one author, which differs in nothing that no class explains."""
    needed = {"author", "physical", "publisher", "topic", "isbn", "fullrecord", "publishDate"}
    return next(source for source in sources(shared) if needed <= orjson.loads(source.raw).keys())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_mapping_would_show(fault: str, sound: SourceRecord) -> None:
    document = orjson.loads(sound.raw)
    FAULTS[fault](document)
    both = pair(replace(sound, raw=orjson.dumps(document)))
    assert both is not None
    assert [said for said, name in classify(both) if name is None]
