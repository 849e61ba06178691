"""Reading portions and making text of them, in several processes; compressing is left to the caller.

Both hold the interpreter's lock, so threads would not help. Each process opens the edition for itself (never fork with a store
open) and has one batch at a time; answers are taken in turn, so the order is that of the references. A process ends when its
pipe does, however the one that started it has ended.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from ld.dumps.portions import Reference, read_portion
from ld.dumps.serializing import DumpFormat, Piece, dump_format, piece
from ld.editions.reading import Edition
from ld.errors import LDError, PublishError

_BATCH = 200  # portions: some 4 MB of N-Quads

Pieces = list[Piece]
"""One portion in every format."""


class _Task(NamedTuple):
    folder: Path
    formats: tuple[str, ...]
    context: str


def written_out(
    edition: Edition,
    references: Iterable[Reference],
    rows: Sequence[DumpFormat],
    context: str,
    workers: int = 1,
) -> Iterator[Pieces]:
    """Portions in all of some formats, in the order of their references.

    Args:
        edition: that they are of.
        references: to them.
        rows: the formats.
        context: address of the JSON-LD context.
        workers: processes; with 1 everything is done in this one.

    Raises:
        LDError: what reading raises.
        PublishError: a process ended.
    """
    if workers == 1:
        return (_pieces(edition, reference, rows, context) for reference in references)
    task = _Task(edition.folder, tuple(row.extension for row in rows), context)
    return _by_processes(task, _batches(references), workers)


def _pieces(edition: Edition, reference: Reference, rows: Sequence[DumpFormat], context: str) -> Pieces:
    portion = read_portion(edition, reference)
    return [piece(row, portion, context) for row in rows]


def _batches(references: Iterable[Reference]) -> Iterator[list[Reference]]:
    rest = iter(references)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _by_processes(task: _Task, batches: Iterator[list[Reference]], workers: int) -> Iterator[Pieces]:
    with ExitStack() as stack:
        working = deque[Connection]()
        for _, batch in zip(range(workers), batches, strict=False):
            working.append(stack.enter_context(_process(task)))
            _ask(working[-1], batch)
        while working:
            connection = working.popleft()
            outcome = _received(connection)
            if batch := next(batches, []):
                _ask(connection, batch)  # before anything is done with the answer
                working.append(connection)
            yield from outcome


@contextmanager
def _process(task: _Task) -> Iterator[Connection]:
    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_work, args=(theirs, task), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as error:
        msg = "a process that was writing dumps ended before it was done: out of memory, perhaps; dump_workers = 1 needs least"
        raise PublishError(msg) from error


def _ask(connection: Connection, batch: list[Reference]) -> None:
    with _alive():
        connection.send(batch)


def _received(connection: Connection) -> list[Pieces]:
    with _alive():
        outcome: list[Pieces] | LDError = connection.recv()
    if isinstance(outcome, LDError):
        raise outcome
    return outcome


def _work(connection: Connection, task: _Task) -> None:
    """Answer batches until nobody asks any more; Ctrl-C is for the one that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with connection, suppress(EOFError, ConnectionError):
        try:
            _answer(connection, task)
        except LDError as error:
            connection.send(error)


def _answer(connection: Connection, task: _Task) -> None:
    rows = [dump_format(extension) for extension in task.formats]
    with Edition(task.folder) as edition:
        while True:
            batch: list[Reference] = connection.recv()
            connection.send([_pieces(edition, reference, rows, task.context) for reference in batch])


__all__ = ["Pieces", "written_out"]
