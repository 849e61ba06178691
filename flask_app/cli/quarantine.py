"""``ldpub quarantine``: records withheld, why, and another try."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from flask_app.cli.console import (
    PARTLY,
    Session,
    fail,
    findings_json,
    show_findings,
    table,
    write_json,
)
from flask_app.cli.following import after_run
from ld.editions import Edition, RecordRow
from ld.pipeline import ingest
from ld.sources.base import SourceRecord
from ld.sources.registry import SOURCES
from shapes.paths import compact

_PAGE = 1000


@click.group("quarantine")
def quarantine_group() -> None:
    """Records that are withheld, and why."""


def _withheld(edition: Edition) -> Iterator[RecordRow]:
    after: str | None = None
    while page := edition.withheld(after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


@quarantine_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_command(session: Session, *, as_json: bool) -> None:
    """List the records withheld, with the first violation of each."""
    with session.edition() as edition:
        rows = [
            (row.id, "stale" if row.published else "never published", *_first(edition, row))
            for row in _withheld(edition)
        ]
    if as_json:
        names = ("id", "published", "code", "field", "message")
        write_json({"quarantine": [dict(zip(names, row, strict=True)) for row in rows]})
        return
    table(("id", "published", "violation", "field", "message"), rows)


def _first(edition: Edition, row: RecordRow) -> tuple[str, str, str]:
    papers = edition.withheld_papers(row)
    findings = papers.findings if papers else ()
    if not findings:
        return "", "", ""
    # Of the worst ones that which was found first: the others may follow from it.
    first = min(findings, key=lambda finding: finding.severity.rank)
    return first.code, first.source_field or compact(first.property), first.message


@quarantine_group.command("show")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show_command(session: Session, record_id: str, *, as_json: bool) -> None:
    """Show a withheld record: where it is from, its findings and its source."""
    with session.edition() as edition:
        papers = edition.withheld_papers(record_id)
        if papers is None:
            fail(f"{record_id}: no version of this record is in quarantine")
    source = papers.source.raw.decode("utf-8", "replace")
    show = SOURCES[papers.source.format].show
    if as_json:
        write_json(
            {
                "id": record_id,
                "origin": str(papers.source.origin),
                "findings": findings_json(papers.findings),
                "source": source,
            }
        )
        return
    click.echo(f"{record_id}: {papers.source.origin}\n")
    show_findings(papers.findings)
    click.echo(f"\n{show(papers.source) if show else source}")


@quarantine_group.command("retry")
@click.pass_obj
def retry_command(session: Session) -> None:
    """Map and validate the withheld records again, after the mapping or the settings have changed."""
    with session.edition() as edition:
        sources: list[SourceRecord] = [
            p.source for row in _withheld(edition) if (p := edition.withheld_papers(row))
        ]
    make = session.converter()
    report = ingest(sources, session.editions, make, chunk_size=session.settings.chunk_size)
    after_run(session, report.edition)
    with session.edition() as edition:
        left = sum(1 for _ in _withheld(edition))
    click.echo(f"{len(sources) - left} published, {left} still in quarantine")
    sys.exit(PARTLY if left else 0)


COMMANDS = (quarantine_group,)
