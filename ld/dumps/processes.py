"""Reading portions and making text of them, in several processes; compressing is left to the caller.

Both hold the interpreter's lock, so threads would not help. Each process opens the edition for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from ld.dumps.portions import Reference, read_portion
from ld.dumps.serializing import DumpFormat, Piece, dump_format, piece
from ld.editions.reading import Edition
from ld.processes import answers

_BATCH = 200  # portions: some 4 MB of N-Quads

_ENDED = "a process that was writing dumps ended before it was done: out of memory, perhaps; dump_workers = 1 needs least"
Pieces = list[Piece]
"""One portion in every format."""


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
    make = partial(_answering, edition.folder, tuple(row.extension for row in rows), context)
    return _one_by_one(answers(make, _batches(references), workers, ended=_ENDED))


def _one_by_one(batches: Generator[list[Pieces], None, None]) -> Iterator[Pieces]:
    with closing(batches):
        for batch in batches:
            yield from batch


def _pieces(edition: Edition, reference: Reference, rows: Sequence[DumpFormat], context: str) -> Pieces:
    portion = read_portion(edition, reference)
    return [piece(row, portion, context) for row in rows]


def _batches(references: Iterable[Reference]) -> Iterator[list[Reference]]:
    rest = iter(references)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _answering(
    folder: Path, formats: tuple[str, ...], context: str
) -> Callable[[list[Reference]], list[Pieces]]:
    """In a process: what makes pieces of a batch."""
    rows, edition = [dump_format(extension) for extension in formats], Edition(folder)
    return lambda batch: [_pieces(edition, reference, rows, context) for reference in batch]


__all__ = ["Pieces", "written_out"]
