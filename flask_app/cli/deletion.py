"""``ldpub delete`` and ``ldpub move``: records that are gone, and ids that lead to others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import click

from flask_app.cli.console import PARTLY, Session, note
from flask_app.cli.following import after_run
from ld.editions import Staging


class _Line(NamedTuple):
    """A line of a list of moves.

    Attributes:
        where: its place, for messages.
        old: the id that was merged or renamed.
        new: the id where it is now.
        fault: why it cannot be read; "" if it can.
    """

    where: str
    old: str = ""
    new: str = ""
    fault: str = ""


@click.command("delete")
@click.argument("record_ids", nargs=-1, required=True, metavar="ID…")
@click.option(
    "--moved-to",
    metavar="ID",
    help="The record that they were merged into or renamed to: they answer 301 and lead there.",
)
@click.pass_obj
def delete_command(session: Session, record_ids: tuple[str, ...], moved_to: str | None) -> None:
    """Withdraw records: they answer 410 from now on. A later ingest that has them publishes them again."""
    if moved_to is not None:
        _move(session, [_Line(old, old, moved_to) for old in record_ids])
        return
    with session.editions.stage() as staging:
        gone = [record_id for record_id in record_ids if _delete(staging, record_id)]
        number = staging.publish({"deleted": gone})
    for record_id in record_ids:
        if record_id not in gone:
            note(f"{record_id}: there is no such record")
    _finish(session, number, f"{len(gone)} withdrawn")


def _delete(staging: Staging, record_id: str) -> bool:
    """Withdraw a record, and what was said of where it has moved; whether there was either."""
    withdrawn = staging.withdraw(record_id, "deleted by command")
    return staging.forget_move(record_id) or withdrawn


@click.command("move")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def move_command(session: Session, file: BinaryIO) -> None:
    """Let ids that were merged or renamed lead to others: they answer 301 from now on.

    FILE has a line for each: the old id, a tab, the new one; UTF-8, - is standard input. A record of the old id is withdrawn; the
    new one must be published, or lead to one that is. A later ingest that has the old id publishes it again.
    """
    _move(session, _lines(file))


def _lines(file: BinaryIO) -> Iterator[_Line]:
    for number, raw in enumerate(file, 1):
        if raw.strip():
            yield _line(f"line {number}", raw)


def _line(where: str, raw: bytes) -> _Line:
    try:
        cells = raw.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        return _Line(where, fault=f"not UTF-8: {error.reason} at byte {error.start + 1}")
    if len(cells) != 2:
        return _Line(where, fault=f"two ids with a tab between are needed, here are {len(cells)} columns")
    return _Line(where, *cells)


def _move(session: Session, lines: Iterable[_Line]) -> None:
    """Publish an edition with these moves; what cannot be is named, and the rest goes on."""
    moved = faulty = 0
    with session.editions.stage() as staging:
        for line in lines:
            fault = line.fault or staging.move(line.old, line.new)
            moved, faulty = moved + (not fault), faulty + bool(fault)
            if fault:
                note(f"{line.where}: {fault}")
        number = staging.publish({"moved": moved})
    _finish(session, number, f"{moved} moved")
    sys.exit(PARTLY if faulty else 0)


def _finish(session: Session, number: int | None, done: str) -> None:
    after_run(session, number)
    click.echo("unchanged" if number is None else f"edition {number} is published: {done}")


COMMANDS = (delete_command, move_command)
