"""The processes that convert chunks. They hold no store, and whoever of them dies costs one conversion, not the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, Protocol

from ld.chunks.converting import convert_chunk
from ld.chunks.cutting import Chunk, Item, items_of
from ld.chunks.known import Known
from ld.conversion import Converter
from ld.editions.chunk_files import ChunkFile, Converted, write_chunk
from ld.errors import DamagedChunkError
from ld.findings import Finding
from ld.garbage import collected_between_chunks
from ld.processes import end_with_parent
from ld.sources.base import SourceRecord
from ld.sources.unreadable import unreadable

Recipe = Callable[[], Converter]
"""Makes the converter in a process of its own: a function of a module with its arguments (:func:`functools.partial`)."""


class Made(NamedTuple):
    """A chunk and the file of what came of it."""

    chunk: Chunk
    path: Path


class Conversion(Protocol):
    """What turns chunks into chunk files."""

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Made]:
        """Every chunk with its file, in their order; a bounded number is taken ahead."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Workshop:
    """Makes chunk files in this process.

    Args:
        folder: of the chunk files.
        converter: takes records the whole way.
        register: of the edition before; None if there is none.
    """

    def __init__(self, folder: Path, converter: Converter, register: Path | None) -> None:
        self._folder = folder
        self._converter = converter
        self._known = Known(register)

    def make(self, chunk: Chunk, items: list[Item] | None = None) -> Path:
        """The file of a chunk, made unless it is there and sound.

        Args:
            chunk: it.
            items: to be taken in the place of its own.
        """
        path = self._folder / chunk.name(self._converter.version)
        if not is_sound(path):
            write_chunk(path, self.convert(items or list(items_of(chunk.payload))))
        return path

    def convert(self, items: list[Item]) -> Converted:
        """What comes of items of a chunk."""
        with collected_between_chunks() as collect:
            converted = convert_chunk(items, self._converter, self._known)
            collect()
        return converted

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Made]:
        """See :class:`Conversion`."""
        return (Made(chunk, self.make(chunk)) for chunk in chunks)

    def close(self) -> None:
        """Close the register."""
        self._known.close()


def is_sound(path: Path) -> bool:
    """Whether a chunk file is there and whole: a damaged one is made again."""
    try:
        ChunkFile(path)
    except (FileNotFoundError, DamagedChunkError):
        return False
    return True


class Pool:
    """Makes chunk files in several processes.

    Args:
        folder: of the chunk files.
        recipe: of the converter of each process.
        register: of the edition before; None if there is none.
        jobs: processes.
    """

    def __init__(self, folder: Path, recipe: Recipe, register: Path | None, jobs: int) -> None:
        self._arguments = (folder, recipe, register)
        self._jobs = jobs
        self._ahead = jobs + 2
        self._executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs, get_context("spawn"), initializer=_begin, initargs=self._arguments
        )

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Made]:
        """See :class:`Conversion`."""
        waiting = deque[tuple[Chunk, Future[Path]]]()
        for chunk in chunks:
            waiting.append((chunk, self._submitted(chunk)))
            if len(waiting) > self._ahead:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _submitted(self, chunk: Chunk) -> Future[Path]:
        try:
            return self._executor.submit(_make, chunk)
        except BrokenProcessPool as error:  # noticed when its result is asked for
            failed = Future[Path]()
            failed.set_exception(error)
            return failed

    def _first(self, waiting: deque[tuple[Chunk, Future[Path]]]) -> Made:
        chunk, future = waiting.popleft()
        try:
            return Made(chunk, future.result())
        except BrokenProcessPool:
            self._restart()
            made = Made(chunk, self._alone(chunk))
            waiting.extend([(other, self._submitted(other)) for other, _ in _emptied(waiting)])
            return made

    def _alone(self, chunk: Chunk) -> Path:
        """The file of a chunk that was lost with a process, which may have been the fault of another: tried by itself."""
        try:
            return self._executor.submit(_make, chunk).result()
        except BrokenProcessPool:
            self._restart()
            readable = self._readable(list(items_of(chunk.payload)))
            return self._executor.submit(_make, chunk, readable).result()

    def _readable(self, items: list[Item]) -> list[Item]:
        """Items with a finding in the place of each record that ends the process by itself, found by halving."""
        if not self._fatal(items):
            return items
        if len(items) == 1:
            return [_fatal_finding(item) if isinstance(item, SourceRecord) else item for item in items]
        half = len(items) // 2
        return [*self._readable(items[:half]), *self._readable(items[half:])]

    def _fatal(self, items: list[Item]) -> bool:
        try:
            self._executor.submit(_try, items).result()
        except BrokenProcessPool:
            self._restart()
            return True
        return False

    def _restart(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._started()

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown(wait=True, cancel_futures=True)


_workshop: Workshop | None = None  # of this process


def _begin(folder: Path, recipe: Recipe, register: Path | None) -> None:
    """In a process of the pool, before the first chunk."""
    global _workshop  # noqa: PLW0603 - the executor hands an initializer's work on in no other way
    end_with_parent()
    _workshop = Workshop(folder, recipe(), register)


def _make(chunk: Chunk, items: list[Item] | None = None) -> Path:
    assert _workshop is not None  # _begin was called before
    return _workshop.make(chunk, items)


def _try(items: list[Item]) -> None:
    assert _workshop is not None  # _begin was called before
    _workshop.convert(items)


def _emptied(waiting: deque[tuple[Chunk, Future[Path]]]) -> list[tuple[Chunk, Future[Path]]]:
    taken = list(waiting)
    waiting.clear()
    return taken


def _fatal_finding(record: SourceRecord) -> Finding:
    cause = (
        "converting it ended the process that did it, three times; perhaps it takes more memory than there is"
    )
    return unreadable(record.origin, cause, raw=record.raw, record_id=record.id)


__all__ = ["Conversion", "Made", "Pool", "Recipe", "Workshop", "is_sound"]
