"""Writing dump files: of everything that an edition publishes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ld.config import Settings
from ld.dumps.compressing import compression
from ld.dumps.files import WHOLE, DumpFile, filling, install
from ld.dumps.parts import PartWriter
from ld.dumps.portions import references
from ld.dumps.processes import Pieces, written_out
from ld.dumps.serializing import DUMP_FORMATS, DumpFormat, unknown_format
from ld.editions.reading import Edition
from ld.errors import DamagedEditionError, UnsupportedFormatError
from ld.formats.context import context_path

PART_SIZE = 2_000_000_000
_WORTHWHILE = (
    500_000  # statements, which one process takes four seconds to read; starting another takes half a second
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpPlan:
    """What dump files are to be like.

    Attributes:
        formats: extensions of formats.
        compression: name of one.
        part_size: bytes before compression after which another file is begun.
        context: address of the JSON-LD context; needed for ``jsonl``.
        workers: processes that read and write out; 0 for as many as there are processors. Programs that ask for several must
            keep what they do under ``if __name__ == "__main__"``, as the processes begin by importing them.

    Raises:
        UnsupportedFormatError: no such format or compression; or JSON-LD without a context.
    """

    formats: tuple[str, ...] = ("nq", "nt")
    compression: str = "gzip"
    part_size: int = PART_SIZE
    context: str = ""
    workers: int = 1

    def __post_init__(self) -> None:
        compression(self.compression)
        unknown = [name for name in self.formats if name not in DUMP_FORMATS]
        if unknown or not self.formats:
            raise unknown_format(unknown[0] if unknown else "")
        if "jsonl" in self.formats and not self.context:
            raise UnsupportedFormatError("JSON-LD needs the address of its context")

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say.

        Raises:
            UnsupportedFormatError: they name a format that there is not.
        """
        return cls(
            formats=settings.dump_formats,
            compression=settings.dump_compression,
            part_size=settings.dump_part_size,
            context=f"{settings.base_url}{context_path()}",
            workers=settings.dump_workers,
        )

    def processes(self, edition: Edition) -> int:
        """How many processes are worth starting."""
        return (self.workers or os.cpu_count() or 1) if edition.counts().quads > _WORTHWHILE else 1

    def writer(self, folder: Path, stem: str, row: DumpFormat) -> PartWriter:
        """What writes one format."""
        return PartWriter(folder, stem, row, compression(self.compression), self.part_size)


def write_dumps(edition: Edition, directory: Path, plan: DumpPlan | None = None) -> tuple[DumpFile, ...]:
    """Write an edition's dump files with their checksums; memory does not grow with the edition.

    Args:
        edition: whose statements.
        directory: made if it is not there. Each file appears in it complete or not at all.
        plan: what they are to be like.

    Raises:
        DamagedEditionError: the edition does not hold what it should.
        LockedError: another run is writing there.
        PublishError: the disk does not do what it should.
    """
    plan = plan or DumpPlan()
    with filling(directory) as new:
        writers = [plan.writer(new, WHOLE, DUMP_FORMATS[name]) for name in dict.fromkeys(plan.formats)]
        rows = [writer.row for writer in writers]
        stream = written_out(edition, references(edition), rows, plan.context, plan.processes(edition))
        files = write_pieces(stream, writers)
        for writer in writers:
            _check(writer.quads, edition.counts().quads)
        return install(directory, WHOLE, files)


def write_pieces(stream: Iterable[Pieces], writers: Sequence[PartWriter]) -> list[DumpFile]:
    """Write portions in every format.

    Args:
        stream: the portions, each in the formats of the writers.
        writers: of the files.

    Returns:
        the files, complete and durable.
    """
    with ExitStack() as stack:
        for writer in writers:
            stack.callback(writer.close)
        for pieces in stream:
            for writer, piece in zip(writers, pieces, strict=True):
                writer.write(piece)
        return [file for writer in writers for file in writer.finish()]


def _check(written: int, expected: int) -> None:
    if written != expected:
        msg = f"the edition holds {written} statements, not {expected}: verify it"
        raise DamagedEditionError(msg)


__all__ = ["PART_SIZE", "DumpPlan", "write_dumps", "write_pieces"]
