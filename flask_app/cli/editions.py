"""``ldpub editions``: what has been published."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from flask_app.cli.console import FAILED, Session, most_first, table, write_json
from flask_app.cli.differences import show_differences, show_statements, write_differences
from flask_app.cli.progress import progress
from ld.editions import State, VerifyReport


@click.group("editions")
def editions_group() -> None:
    """The published editions: list, look at, go back, tidy up, verify."""


@editions_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_command(session: Session, *, as_json: bool) -> None:
    """List the editions; the one being served is marked."""
    editions = session.editions.list()
    if as_json:
        write_json({"editions": [{**asdict(info), "files": len(info.files)} for info in editions]})
        return
    rows = [
        (
            info.number,
            info.created,
            info.records.get(State.PUBLISHED.value, 0),
            info.quads,
            "served" if info.current else "",
            info.problem,
        )
        for info in editions
    ]
    table(("edition", "published", "records", "statements", "state", "problem"), rows)


@editions_group.command("show")
@click.argument("number", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show_command(session: Session, number: int | None, *, as_json: bool) -> None:
    """Show one edition, the current one unless NUMBER is given."""
    with session.edition(number) as edition:
        info, counts = edition.info, edition.counts()
    if as_json:
        write_json({**asdict(info), "counts": asdict(counts)})
        return
    table(
        ("", ""),
        [
            (name, value)
            for name, value in asdict(info).items()
            if name not in {"files", "report", "versions", "records"}
        ],
    )
    for title, figures in (
        ("records", info.records),
        ("class", counts.classes),
        ("finding", counts.findings),
    ):
        if figures:
            click.echo("")
            table((title, "count"), most_first(figures))


@editions_group.command("diff")
@click.argument("before", type=int, metavar="A")
@click.argument("after", type=int, metavar="B")
@click.option("--statements", is_flag=True, help="Print the statements themselves, one a line.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def diff_command(session: Session, before: int, after: int, *, statements: bool, as_json: bool) -> None:
    """Show what edition B adds, changes or withdraws against edition A: records, and what records share.

    Each with the number of statements added and removed. With --statements a line that begins with - is a statement of A
    that B has not, one with + the reverse, and the rest of it is N-Quads.
    """
    with session.editions.diff(before, after) as comparison:
        if as_json:
            write_differences(comparison, before, after, statements=statements)
        elif statements:
            show_statements(comparison)
        else:
            show_differences(comparison)


@editions_group.command("rollback")
@click.argument("number", type=int)
@click.pass_obj
def rollback_command(session: Session, number: int) -> None:
    """Serve edition NUMBER again; the newer ones stay."""
    session.editions.rollback(number)
    click.echo(f"edition {number} is served")


@editions_group.command("prune")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Editions to keep, the served one included; the setting keep_editions without it.",
)
@click.pass_obj
def prune_command(session: Session, keep: int | None) -> None:
    """Remove the oldest editions and their dumps."""
    removed = session.editions.prune(keep or session.settings.keep_editions or 2)
    click.echo(f"removed: {', '.join(map(str, removed)) or 'none'}")


@editions_group.command("verify")
@click.argument("number", type=int, required=False)
@click.option("--quick", is_flag=True, help="Read a sample only, as each publish does.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def verify_command(session: Session, number: int | None, *, quick: bool, as_json: bool) -> None:
    """Read an edition whole and check counts, digests, and the register against the graph. Exit status 1: it is damaged."""
    with progress("verifying", _statements(session, number)) as tell:
        report = session.editions.verify(number, quick=quick, progress=tell)
    if as_json:
        write_json(asdict(report))
    else:
        click.echo(f"edition {report.number}: {_verdict(report)}")
        for problem in report.problems:
            click.echo(f"  {problem}")
    sys.exit(0 if report.ok else FAILED)


def _statements(session: Session, number: int | None) -> int | None:
    """How many an edition has; None if nothing is known of it."""
    infos = session.editions.list()
    return next(
        (info.quads for info in infos if number == info.number or (number is None and info.current)), None
    )


def _verdict(report: VerifyReport) -> str:
    if not report.ok:
        return "damaged"
    return f"sound as far as a sample of {report.records} records shows" if report.quick else "sound"


COMMANDS = (editions_group,)
