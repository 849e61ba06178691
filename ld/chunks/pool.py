"""The processes that convert chunks. They hold no store, and whoever of them dies costs one conversion, not the run."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import NamedTuple, Protocol

from ld.chunks.converting import convert_chunk
from ld.chunks.cutting import Chunk
from ld.chunks.known import Known
from ld.conversion import Converter
from ld.editions.chunk_files import ChunkFile, write_chunk
from ld.errors import DamagedChunkError

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

    def make(self, chunk: Chunk) -> Path:
        """The file of a chunk, made unless it is there and sound."""
        path = self._folder / chunk.name(self._converter.version)
        if not is_sound(path):
            write_chunk(path, convert_chunk(chunk.payload, self._converter, self._known))
        return path

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
            made = Made(chunk, self._alone(chunk))
            again = [(other, self._submitted(other)) for other, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return made

    def _alone(self, chunk: Chunk) -> Path:
        """A chunk that was lost with a process, which may have been another one's fault: tried by itself."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._started()
        try:
            return self._executor.submit(_make, chunk).result()
        except BrokenProcessPool:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = self._started()
            raise

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown(wait=True, cancel_futures=True)


_workshop: Workshop | None = None  # of this process


def _begin(folder: Path, recipe: Recipe, register: Path | None) -> None:
    """In a process of the pool, before the first chunk."""
    global _workshop  # noqa: PLW0603 - the executor hands an initializer's work on in no other way
    Thread(target=_end_with_parent, daemon=True).start()
    _workshop = Workshop(folder, recipe(), register)


def _end_with_parent() -> None:
    """A process of the pool would otherwise wait for ever for work from one that was killed."""
    parent = parent_process()
    assert parent is not None  # this is a child
    wait([parent.sentinel])
    os._exit(1)


def _make(chunk: Chunk) -> Path:
    assert _workshop is not None  # _begin was called before
    return _workshop.make(chunk)


__all__ = ["Conversion", "Made", "Pool", "Recipe", "Workshop", "is_sound"]
