"""Read → map → validate → stage → publish: the whole of ldpub on a page.

A source is read as a stream and cut into chunks. Records whose source and mapping have not changed are passed over; the others are
converted, by several processes if there is much to do, and staged. Publishing makes the staged edition the current one in one step;
until then nothing that is served changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter

from ld.chunks.pool import Recipe
from ld.chunks.run import Progress, Run
from ld.conversion import Converter
from ld.editions import Editions, Entry, Staging, State
from ld.editions.finished import Phase
from ld.errors import SourceError
from ld.findings import Finding, Severity
from ld.mapping import VERSION
from ld.report import Report
from ld.sources.base import SourceRecord
from ld.sources.reading import UNSURE

INCOMPLETE = "full.incomplete"
"""``--full`` has withdrawn nothing, because one cannot be sure that the source is complete."""


def ingest(
    records: Iterable[SourceRecord | Finding],
    editions: Editions,
    converter: Converter,
    *,
    chunk_size: int = 1000,
    full: bool = False,
    publish: bool = True,
    progress: Progress = lambda n, share: None,
    phase: Phase = lambda what: None,
    jobs: int = 1,
    recipe: Recipe | None = None,
) -> Report:
    """Publish a new edition from a stream of records.

    A run that is interrupted leaves what it has done, and the next one of the same settings and sources goes on with it, unless
    something else has been written to the data folder meanwhile.

    Args:
        records: such as :class:`ld.sources.reading.Reading`; consumed as a stream. What can be iterated once only, cannot be gone on with.
        full: the stream is the whole catalogue: withdraw what it lacks; but nothing is withdrawn if anything of it could not be
            read, for that may be what seems to be missing.
        publish: otherwise everything is done but that, and the report tells what would have become of the records.
        progress: told after each chunk.
        phase: told what is being done when all has been read, which takes a sixth of the whole time for a million records.
        jobs: processes that convert, if there is a `recipe` and more than one chunk.
        recipe: makes the same converter in a process of its own.
    Returns:
        the report; `edition` is None if nothing changed.
    Raises:
        LockedError: another run is writing.
        SourceError: the source breaks off, or `full` and it holds no records at all; nothing is published.
        StoreError, PublishError: the disk or an edition fails; nothing is published.
    """
    start = perf_counter()
    run = Run(converter, chunk_size, jobs, recipe, full=full)
    with editions.stage(run.name if publish and iter(records) is not records else "") as staging:
        report = run.take(records, staging, progress)
        if full:
            _withdraw_absent(staging, report)
        staging.settle()
        report.count(staging.counts)
        report.notes += _twice(staging)
        if not publish:
            return report
        report.edition = staging.publish(
            report.as_dict(), {"mapping": str(VERSION), "base_url": converter.iris.base}, phase
        )
    report.quads = sum(info.quads for info in editions.list() if info.current)
    report.seconds = perf_counter() - start
    return report


def _withdraw_absent(staging: Staging, report: Report) -> None:
    if report.read == report.unreadable:
        raise SourceError(
            "--full with sources that hold no records would withdraw everything; nothing is published"
        )
    unsure = next((why for code, why in UNSURE.items() if report.findings[code]), None)
    if report.unreadable or unsure:
        report.findings[INCOMPLETE] += 1
        report.notes.append(
            f"nothing is withdrawn: {unsure or 'what could not be read'} may be what seems to be missing"
        )
    elif not staging.finished:
        staging.withdraw_absent()


def _twice(staging: Staging) -> Iterator[str]:
    """Records that came more than once, by name: two libraries may number theirs alike."""
    shown = staging.twice
    for record_id, origin in shown.items():
        yield f"{record_id!r} comes more than once with other contents; the last counts ({origin})"
    if staging.counts.superseded > len(shown):
        yield f"{staging.counts.superseded - len(shown):,} more come more than once"


def _remark(finding: Finding, report: Report) -> None:
    """Count a reader's finding; a violation stands in the place of a record (or of a whole file)."""
    report.findings[finding.code] += 1
    if finding.code in UNSURE:
        report.notes.append(finding.message)
    if finding.severity is Severity.VIOLATION:
        report.read += 1
        report.unreadable += 1
        report.problems.append(finding)


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


__all__ = ["INCOMPLETE", "Progress", "Report", "ingest", "try_out"]
