"""``ldpub ingest`` and ``ldpub convert``: records in, linked data out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

import click

from flask_app.cli.console import (
    PARTLY,
    Session,
    most_first,
    note,
    processors,
    table,
    write_json,
)
from flask_app.cli.following import after_run
from flask_app.cli.progress import progress
from ld.conversion import Converter
from ld.editions import Entry, State
from ld.errors import LDError, LockedError
from ld.findings import Severity
from ld.pipeline import INCOMPLETE, ingest, try_out
from ld.report import Report
from ld.sources.reading import AUTO, Reading, read
from ld.sources.registry import SOURCES

_FORMATS = click.Choice([AUTO, *SOURCES])
_SOURCES = click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
_FORMAT = click.option(
    "--format",
    "format_",
    type=_FORMATS,
    default=AUTO,
    show_default=True,
    help=f"Format of the sources; auto tells by content. {'; '.join(f'{row.name}: {row.label}' for row in SOURCES.rows())}.",
)
_COLLECTION = click.option(
    "--collection", default="", help="Put every record in this collection, besides those it names itself."
)
_PROBLEMS_SHOWN = 20


@click.command("ingest")
@_SOURCES
@_FORMAT
@_COLLECTION
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=processors,
    show_default="as many as there are processors",
    help="Processes that map and validate.",
)
@click.option("--full", is_flag=True, help="The sources are the whole catalogue: withdraw what they lack.")
@click.option("--dry-run", is_flag=True, help="Do everything but publish.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_obj
def ingest_command(
    session: Session,
    sources: tuple[str, ...],
    format_: str,
    collection: str,
    *,
    jobs: int,
    full: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read, map, validate and publish the records of SOURCE…: files, folders, globs, or - for standard input.

    Records that are not in the sources stay, unless --full is given. A run that is interrupted can be started again, with the same
    sources, and goes on where it was. Exit status 3: done, but some records are in quarantine or could
    not be read.
    """
    if not full:
        session.check_addresses()
    if session.settings.validator == "pyshacl":
        note(
            "note: pyshacl takes hundreds of times as long as shacl; it is for comparison, not for thousands of records"
        )
    with _gone_on_with(session), progress("reading") as tell:
        report = ingest(
            Reading(sources, format=format_),
            session.editions,
            session.converter(collection),
            chunk_size=session.settings.chunk_size,
            full=full,
            publish=not dry_run,
            progress=tell,
            phase=tell.then,
            jobs=jobs,
            recipe=session.recipe(collection),
        )
    if not dry_run:
        after_run(session, report.edition)
    _show(report, as_json=as_json, dry_run=dry_run)
    withheld, off = session.withheld(), report.findings["shapes.off"]
    if withheld and not dry_run:
        note("records in quarantine: ldpub quarantine list")
    if off:
        unchecked = report.findings["shapes.unchecked"] + report.findings["shapes.limit"]
        note(
            f"note: your own shapes were switched off; {unchecked:,} records were not checked by them: ldpub findings shapes.off"
        )
    partly = report.quarantined or report.unreadable or report.findings[INCOMPLETE] or withheld or off
    sys.exit(PARTLY if partly else 0)


@contextmanager
def _gone_on_with(session: Session) -> Iterator[None]:
    """Say what to do about a run that has not come to its end."""
    hint = "nothing is published; the same command goes on where this run was"
    try:
        yield
    except LDError as error:
        if session.editions.interrupted and not isinstance(error, LockedError):
            error.add_note(hint)
        raise
    except KeyboardInterrupt:
        if session.editions.interrupted:
            note(hint)
        raise


def _show(report: Report, *, as_json: bool, dry_run: bool) -> None:
    for finding in report.problems[:_PROBLEMS_SHOWN]:
        note(f"unreadable: {finding.message}")
    if len(report.problems) > _PROBLEMS_SHOWN:
        note(f"… and {len(report.problems) - _PROBLEMS_SHOWN:,} more that could not be read")
    for sentence in (*report.notes, *([] if report.read else ["the sources hold no records"])):
        note(f"note: {sentence}")
    if as_json:
        write_json(report.as_dict())
        return
    outcome = (
        "nothing is published (--dry-run)"
        if dry_run
        else "unchanged"
        if report.edition is None
        else f"edition {report.edition} is published"
    )
    click.echo(f"{outcome}: {report.read:,} records read in {report.seconds:.1f} s")
    counted = (
        "published",
        "unchanged",
        "quarantined",
        "withdrawn",
        "superseded",
        "unreadable",
        "absent",
        "quads",
    )
    table(("", ""), [(name, getattr(report, name)) for name in counted if getattr(report, name)])
    if report.findings:
        click.echo("")
        rows = [
            (code, n, "withholds" if code in report.violations else "")
            for code, n in most_first(report.findings)
        ]
        table(("finding", "count", ""), rows)


@click.command("convert")
@_SOURCES
@_FORMAT
@_COLLECTION
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="File to write; standard output without it.",
)
@click.option(
    "--to",
    type=click.Choice(["nquads", "ntriples"]),
    default="nquads",
    show_default=True,
    help="Format of the output.",
)
@click.pass_obj
def convert_command(
    session: Session, sources: tuple[str, ...], format_: str, collection: str, output: Path | None, to: str
) -> None:
    """Map and validate only: write RDF, for other stores. Records with violations are left out and named.

    What records say together of shared entities is written with each of them.
    """
    make = session.converter(collection)
    report = Report()
    with _written(output) as file, progress("converting") as tell:
        for entry in try_out(read(sources, format=format_), make, report):
            _write(entry, file, make, triples=to == "ntriples")
            tell(report.read)
    note(f"{report.published:,} of {report.read:,} records, {report.quads:,} statements")
    for finding in report.problems[:_PROBLEMS_SHOWN]:
        note(f"unreadable: {finding.message}")
    sys.exit(PARTLY if report.quarantined or report.unreadable else 0)


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if output is None:
        with nullcontext(sys.stdout.buffer) as file:
            yield file
        return
    partial = output.with_name(f"{output.name}.part")
    with partial.open("wb") as file:
        yield file
    partial.replace(output)


def _write(entry: Entry, file: BinaryIO, make: Converter, *, triples: bool) -> None:
    if entry.state is State.PUBLISHED and entry.graph is not None:
        file.write((entry.graph.ntriples if triples else entry.graph.nquads).encode())
        return
    for finding in entry.findings:
        if finding.severity is Severity.VIOLATION:
            note(f"left out: {entry.source.id} ({entry.source.origin}): {finding.code}: {finding.message}")


COMMANDS = (ingest_command, convert_command)
