"""Read → map → validate → stage → publish: the whole of ldpub on a page.

A source is read as a stream, in chunks. Records whose source and mapping have not changed are passed over; the others are
converted and staged. Publishing makes the staged edition the current one in one step; until then nothing that is served changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from time import perf_counter
from typing import TypeVar

from ld.conversion import Converter, addressed
from ld.editions import Editions, Entry, PutCounts, Staging, State
from ld.errors import SourceError
from ld.findings import Finding, Severity
from ld.garbage import collected_between_chunks
from ld.mapping import VERSION
from ld.sources.base import SourceRecord
from ld.sources.pages import PARTIAL
from ld.sources.reading import EMPTY

T = TypeVar("T")
_NOTES = 20
INCOMPLETE = "full.incomplete"
"""``--full`` has withdrawn nothing, because one cannot be sure that the source is complete."""
_UNSURE = {PARTIAL: "the pages that were not given", EMPTY: "what should be in an empty file"}
Progress = Callable[[int], None]
"""Called with the number of records read so far."""


@dataclass(slots=True)
class Report:
    """What a run did; ``read`` is the sum of the six that follow it, always.

    Attributes:
        edition: number of the new edition, None if nothing changed.
        superseded: records that a later one of the same id replaced in this run.
        withdrawn: records that the source says are deleted.
        unreadable: records (or files) that could not be read, each with a finding in `problems`.
        quads: statements of the edition that is now current (of ``convert``: those written).
        absent: published records that ``--full`` withdrew because the source lacks them; besides the sum.
        findings: count of findings by code.
        violations: count of those findings that withhold a record, or stand in its place, by code.
        problems: the findings of what could not be read.
        notes: sentences for the person who runs it.
    """

    edition: int | None = None
    read: int = 0
    published: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withdrawn: int = 0
    superseded: int = 0
    unreadable: int = 0
    absent: int = 0
    quads: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    problems: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def adds_up(self) -> bool:
        """Whether every record read has exactly one end."""
        ends = (
            self.published
            + self.unchanged
            + self.quarantined
            + self.withdrawn
            + self.superseded
            + self.unreadable
        )
        return self.read == ends

    def count(self, counts: PutCounts) -> None:
        """Take over what became of the records that were staged."""
        for name, value in asdict(counts).items():
            setattr(self, name, value)

    def remark(
        self, findings: Iterable[Finding], withholding: Container[Severity] = (Severity.VIOLATION,)
    ) -> None:
        """Count findings about a record, those apart whose severity withholds it."""
        for finding in findings:
            self.findings[finding.code] += 1
            if finding.severity in withholding:
                self.violations[finding.code] += 1

    def as_dict(self) -> dict[str, object]:
        """For JSON: every figure, findings as ``{code: n}``."""
        figures = asdict(self)
        figures["problems"] = [finding.message for finding in self.problems]
        figures["findings"] = dict(sorted(self.findings.items()))
        figures["violations"] = dict(sorted(self.violations.items()))
        figures["seconds"] = round(self.seconds, 3)
        return figures


def ingest(
    records: Iterable[SourceRecord | Finding],
    editions: Editions,
    converter: Converter,
    *,
    chunk_size: int = 1000,
    full: bool = False,
    publish: bool = True,
    progress: Progress = lambda n: None,
) -> Report:
    """Publish a new edition from a stream of records.

    Args:
        records: from :func:`ld.sources.reading.read`; consumed as a stream.
        full: the stream is the whole catalogue: withdraw what it lacks; but nothing is withdrawn if anything of it could not be
            read, for that may be what seems to be missing.
        publish: otherwise everything is done but that, and the report tells what would have become of the records.
        progress: told after each chunk.
    Returns:
        the report; `edition` is None if nothing changed.
    Raises:
        LockedError: another run is writing.
        SourceError: the source breaks off, or `full` and it holds no records at all; nothing is published.
        StoreError, PublishError: the disk or an edition fails; nothing is published.
    """
    report, start = Report(), perf_counter()
    with editions.stage() as staging, collected_between_chunks() as collect:
        for chunk in chunks(records, chunk_size):
            stage(chunk, staging, converter, report)
            progress(report.read)
            collect()
        if full:
            _withdraw_absent(staging, report)
        staging.settle()
        report.count(staging.counts)
        report.notes += _twice(staging)
        if not publish:
            return report
        report.edition = staging.publish(
            report.as_dict(), {"mapping": str(VERSION), "base_url": converter.iris.base}
        )
    report.quads = sum(info.quads for info in editions.list() if info.current)
    report.seconds = perf_counter() - start
    return report


def _withdraw_absent(staging: Staging, report: Report) -> None:
    if report.read == report.unreadable:
        raise SourceError(
            "--full with sources that hold no records would withdraw everything; nothing is published"
        )
    unsure = next((why for code, why in _UNSURE.items() if report.findings[code]), None)
    if report.unreadable or unsure:
        report.findings[INCOMPLETE] += 1
        report.notes.append(
            f"nothing is withdrawn: {unsure or 'what could not be read'} may be what seems to be missing"
        )
    else:
        staging.withdraw_absent()


def _twice(staging: Staging) -> Iterator[str]:
    """Records that came more than once, by name: two libraries may number theirs alike."""
    shown = staging.twice
    for record_id, origin in shown.items():
        yield f"{record_id!r} comes more than once with other contents; the last counts ({origin})"
    if staging.counts.superseded > len(shown):
        yield f"{staging.counts.superseded - len(shown):,} more come more than once"


def stage(
    chunk: list[SourceRecord | Finding], staging: Staging, converter: Converter, report: Report
) -> None:
    """Take one chunk into the staged edition; of what comes twice, the later counts."""
    fresh: list[SourceRecord] = []
    pending: set[str] = set()
    for item in chunk:
        if isinstance(item, Finding):
            _remark(item, report)
            continue
        report.read += 1
        key = addressed(item).id
        if item.deleted:
            if key in pending:  # in the source's order: first there, then deleted
                _put(fresh, staging, converter, report)
                pending.clear()
            staging.withdraw(key, "deleted in the source")
        elif key not in pending and staging.digest_of(key) == converter.digest(item):
            staging.seen([key])
        else:
            pending.add(key)
            fresh.append(item)
    _put(fresh, staging, converter, report)


def _put(fresh: list[SourceRecord], staging: Staging, converter: Converter, report: Report) -> None:
    entries = [converter.convert(record) for record in fresh]
    for entry in entries:
        report.remark(entry.findings, converter.withholding)
    staging.put(entries)
    fresh.clear()


def _remark(finding: Finding, report: Report) -> None:
    """Count a reader's finding; a violation stands in the place of a record (or of a whole file)."""
    report.findings[finding.code] += 1
    if finding.code in _UNSURE and len(report.notes) < _NOTES:
        report.notes.append(finding.message)
    if finding.severity is Severity.VIOLATION:
        report.read += 1
        report.unreadable += 1
        report.problems.append(finding)


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of `size` items, the last one shorter.

    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def try_out(
    records: Iterable[SourceRecord | Finding], converter: Converter, report: Report
) -> Iterator[Entry]:
    """Convert only, for other stores; `report` counts along."""
    start = perf_counter()
    for item in records:
        if isinstance(item, Finding):
            _remark(item, report)
            continue
        report.read += 1
        if item.deleted:
            report.withdrawn += 1
        else:
            yield _tried(converter.convert(item), report, converter)
    report.seconds = perf_counter() - start


def _tried(entry: Entry, report: Report, converter: Converter) -> Entry:
    report.remark(entry.findings, converter.withholding)
    if entry.state is State.PUBLISHED and entry.graph is not None:
        report.published += 1
        report.quads += len(entry.graph)
    else:
        report.quarantined += 1
    return entry


__all__ = ["INCOMPLETE", "Progress", "Report", "chunks", "ingest", "stage", "try_out"]
