"""A run: the chunks of a source, converted and taken into a staged edition, from where an interrupted run had come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from hashlib import blake2b, sha256
from itertools import chain, islice

from ld.chunks.apart import LEAST_BYTES, cut_apart
from ld.chunks.cutting import Chunk, Item, cut, items_of
from ld.chunks.known import Known
from ld.chunks.pool import Conversion, Pool, Recipe, Workshop
from ld.conversion import Converter, addressed
from ld.editions import Entry, Staging
from ld.editions.info import program_versions
from ld.report import Report
from ld.sources.base import SourceRecord
from ld.sources.reading import Reading

Progress = Callable[[int, float | None], None]
"""Called with the number of records read so far, and which part of the sources that is, from 0 to 1, if it is known."""


class Run:
    """Takes the chunks of a source into a staged edition.

    Args:
        converter: takes records the whole way.
        chunk_size: records at most of a chunk.
        jobs: processes that convert, if there is a `recipe` and more than one chunk.
        recipe: makes the same converter in a process of its own.
        full: whether what the run has not seen is withdrawn.
    """

    def __init__(
        self,
        converter: Converter,
        chunk_size: int,
        jobs: int = 1,
        recipe: Recipe | None = None,
        *,
        full: bool = False,
    ) -> None:
        self._converter = converter
        self._size = chunk_size
        self._jobs = jobs
        self._recipe = recipe
        self._full = full

    @property
    def name(self) -> str:
        """All that the result depends on besides the source."""
        parts = (self._converter.version, self._size, self._full, sorted(program_versions().items()))
        return sha256(repr(parts).encode()).hexdigest()

    def take(self, records: Iterable[Item], staging: Staging, progress: Progress) -> Report:
        """Every chunk that has not been taken yet, in the order of the source; the report is of all."""
        chunks = self._left(records, staging)
        report, mark = Report.of(staging.noted.get("report", {})), staging.noted.get("mark", "")
        if report.read:
            report.notes.append(f"an interrupted run is gone on with, after {report.read:,} records")
        with closing(self._conversion(first := list(islice(chunks, 2)), staging)) as conversion:
            for made in conversion.run(chain(first, chunks)):
                facts = staging.take(made.path, partial(self._again, made.chunk, staging))
                mark = _marked(mark, made.chunk)
                report.take(facts)
                staging.note({"taken": made.chunk.number + 1, "mark": mark, "report": report.noted})
                progress(report.read, made.chunk.share)
        return report

    def _left(self, records: Iterable[Item], staging: Staging) -> Iterator[Chunk]:
        """The chunks after those that an interrupted run had taken; all, if it was of another source."""
        chunks, noted = self._cut(records), staging.noted
        taken, mark = 0, ""
        for chunk in islice(chunks, noted.get("taken", 0)):
            taken, mark = taken + 1, _marked(mark, chunk)
        rest = next(chunks, None) if staging.finished else None
        if (taken, mark) != (noted.get("taken", 0), noted.get("mark", "")) or rest is not None:
            staging.restart()
            return self._cut(records)
        return chunks

    def _cut(self, records: Iterable[Item]) -> Iterator[Chunk]:
        if isinstance(records, Reading) and self._together and records.size >= LEAST_BYTES:
            return cut_apart(records, self._size)
        return cut(records, self._size)

    @property
    def _together(self) -> bool:
        return self._recipe is not None and self._jobs > 1

    def _conversion(self, first: list[Chunk], staging: Staging) -> Conversion:
        folder, register = staging.chunks_folder, staging.parent_register
        if self._recipe is not None and self._together and len(first) > 1:
            return Pool(folder, self._recipe, register, self._jobs)
        return Workshop(folder, self._converter, register)

    def _again(self, chunk: Chunk, staging: Staging, record_id: str) -> Entry:
        """The entry of a record that is in the chunk as the edition before has it."""
        with closing(Known(staging.parent_register)) as known:
            row = known.of(record_id)
        sources = (addressed(item) for item in items_of(chunk.payload) if isinstance(item, SourceRecord))
        same = (one for one in sources if one.id == record_id)
        return self._converter.convert(
            next(one for one in same if row and self._converter.digest(one) == row.source_digest)
        )


def _marked(mark: str, chunk: Chunk) -> str:
    """A digest of all chunks up to this one."""
    return blake2b(mark.encode() + chunk.payload, digest_size=16).hexdigest()


__all__ = ["Progress", "Run"]
