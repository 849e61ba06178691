"""A source with everything that can befall a record in it, in chunks that are small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from ld.conversion import Converter
from ld.editions import Edition, Editions
from ld.findings import Finding, Severity
from ld.iris import Iris
from ld.pipeline import ingest
from ld.report import Report
from ld.sources.base import Origin, ParseOptions, SourceRecord

BASE = "https://catalog.example.org"
CHUNK = 5


class Titles:
    """A validator that wants a title without the word "bad"."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        if '"bad' not in triples:
            return ()
        return (Finding("test.title", Severity.VIOLATION, record_id, "title", "", "mend the title"),)


def converter() -> Converter:
    return Converter(Iris(BASE), Titles(), ParseOptions())


def source(record_id: str, title: str = "T", *, deleted: bool = False, **fields: object) -> SourceRecord:
    raw = orjson.dumps({"id": record_id, "title": title, "format": "Book", "language": "English", **fields})
    return SourceRecord(record_id, Origin("test.json", 1), raw, "application/json", "vufind", deleted)


class Source:
    """Records, to be read as often as one likes."""

    def __init__(self, *items: SourceRecord | Finding) -> None:
        self._items = items

    def __iter__(self) -> Iterator[SourceRecord | Finding]:
        return iter(self._items)


def first() -> Source:
    """What is published before."""
    return Source(*(source(f"r{n}", f"old {n}", author=f"Author {n % 3}") for n in range(12)), source("g"))


def second() -> Source:
    """New records, changed and unchanged ones, a deleted one, a bad one, an unreadable one, and some that come twice."""
    unreadable = Finding("record.unreadable", Severity.VIOLATION, "", "", "{", "test.json, record 9: broken")
    return Source(
        *(source(f"n{n}", f"new {n}", author=f"Author {n % 4}", issn="0028-0836") for n in range(14)),
        *(source(f"r{n}", f"old {n}", author=f"Author {n % 3}") for n in range(5)),
        *(source(f"r{n}", f"changed {n}", author="Author 1") for n in range(5, 9)),
        source("r1", "there"), source("r1", "old 1", author="Author 1"),
        source("n3", "again"), unreadable, source("b", "bad"), source("g", deleted=True), source("n2", "bad"),
        *(source(f"m{n}", f"last {n}", author="Author 0") for n in range(8)),
    )  # fmt: skip


def run(data_dir: Path, records: Source) -> Report:
    report = ingest(records, Editions(data_dir), converter(), chunk_size=CHUNK, full=True)
    assert report.adds_up, report
    return report


def content(edition: Edition) -> list[object]:
    """All that must be equal, however an edition came about."""
    counts = edition.counts()
    return [
        sorted(str(quad) for quad in edition.store),
        sorted(name.value for name in edition.store.named_graphs()),
        [
            (row.id, row.state, row.digest, row.source_digest, row.held is None)
            for row in edition.every_record()
        ],
        (counts, edition.info.digest, edition.info.quads),
        [(one.field, one.outcome, one.reason, one.count) for one in edition.coverage()],
        [row.id for row in edition.changes(limit=1000)],
    ]


def figures(report: Report) -> dict[str, object]:
    """A report without what differs from run to run."""
    return {
        **report.as_dict(),
        "seconds": 0,
        "notes": [note for note in report.notes if "interrupted" not in note],
    }
