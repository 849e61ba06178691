"""Loading statements into a store in the making, in portions of the size that it takes best, beside the work on the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from ld.editions.portions import Portion, PortionFiles
from ld.graph import quad_line, to_lines
from ld.register.census import census
from ld.register.ledger import Ledger
from ld.register.model import Entity
from ld.stores.embedded import StagedStore

PORTION = 1_000_000
"""Statements loaded at a time. Smaller portions leave many files, which the engine merges again and again (200,000 take half as much
processor time again); larger ones need memory: these a gigabyte."""


class _Exchange(NamedTuple):
    """A graph, or what it says about one subject: as the store has it, and as it shall be; N-Triples lines, each once."""

    stored: dict[str, None]
    wanted: dict[str, None]


class Loader:
    """Collects what is to be done to a store, and does it in a thread of its own: the engine lets others run meanwhile.

    Attributes:
        loaded: statements loaded so far.

    Args:
        store: to be changed.
        ledger: of the sums, which follow.
        files: of the portions.
        number: of the last portion of the run so far.
    """

    def __init__(self, store: StagedStore, ledger: Ledger, files: PortionFiles, number: int = 0) -> None:
        self._store = store
        self._ledger = ledger
        self._files = files
        self._number = number
        self._chunks: list[str] = []
        self._lines: list[str] = []
        self._exchanged: dict[tuple[str, str | None], _Exchange] = {}
        self._in_chunks = self._in_exchanges = 0
        self.loaded = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._loading: Future[None] | None = None

    @property
    def full(self) -> bool:
        """Whether a portion is complete."""
        return self._in_chunks + self._in_exchanges + len(self._lines) >= PORTION

    @property
    def has_chunks(self) -> bool:
        """Whether there are chunk files in the portion that is being collected."""
        return bool(self._chunks)

    def add_chunk(self, path: Path, statements: int) -> None:
        """Add the statements of a chunk file, of which the store has none; the sums are the caller's."""
        self._chunks.append(path.name)
        self._in_chunks += statements

    def add(self, graphs: Mapping[Entity, Iterable[str]], *, links: bool = True) -> None:
        """Add what is said of entities of which the store says nothing.

        Args:
            graphs: N-Triples, each once.
            links: see :func:`ld.register.census.census`.
        """
        self._ledger.add(census((line for lines in graphs.values() for line in lines), links=links))
        self._lines += [quad_line(line, entity.graph) for entity, lines in graphs.items() for line in lines]

    def exchange(
        self,
        graph: str,
        lines: Iterable[str],
        *,
        stored: bool,
        subject: str | None = None,
        subjects: bool = True,
        links: bool = True,
    ) -> None:
        """Make a graph, or what it says about one subject, consist of `lines`; the sums follow.

        Args:
            graph: its name.
            lines: N-Triples, each once.
            stored: whether the store may have anything of it; asking it is what costs most.
            subject: exchange the statements about it only.
            subjects: see :func:`ld.register.census.census`.
            links: likewise.
        """
        new, earlier = dict.fromkeys(lines), self._exchanged.get((graph, subject))
        old = earlier.stored if earlier else self._stored(graph, subject) if stored else {}
        self._exchanged[graph, subject] = _Exchange(old, new)
        self._ledger.add(census(new, subjects=subjects, links=links))
        self._ledger.subtract(census(earlier.wanted if earlier else old, subjects=subjects, links=links))
        self._in_exchanges += len(new)

    def _stored(self, graph: str, subject: str | None) -> dict[str, None]:
        return dict.fromkeys(to_lines(quad.triple for quad in self._store.quads(graph, subject)))

    def portion(self) -> Portion | None:
        """What has been collected, written to disk; None if nothing. :meth:`begin` it when the register says so too."""
        added, removed = list(self._lines), list[str]()
        drop, touched = [], dict[str, None]()
        for (graph, subject), (stored, wanted) in self._exchanged.items():
            if stored and not wanted and subject is None:
                drop.append(graph)
                continue
            gone = [quad_line(line, graph) for line in stored if line not in wanted]
            added += [quad_line(line, graph) for line in wanted if line not in stored]
            if gone:
                removed += gone
                touched[graph] = None
        self._number += 1
        own = bool(added or removed)
        if own:
            self._files.write(self._number, added, removed)
        statements = self._in_chunks + len(added)
        portion = Portion(self._number, tuple(self._chunks), own, tuple(drop), tuple(touched), statements)
        self._clear()
        return None if portion.empty else portion

    def _clear(self) -> None:
        self._chunks, self._lines, self._exchanged = [], [], {}
        self._in_chunks = self._in_exchanges = 0

    def begin(self, portion: Portion) -> None:
        """Load a portion, after those before it."""
        self.wait()
        self._loading = self._thread.submit(self._files.apply, portion, self._store)
        self.loaded += portion.statements

    def optimize(self) -> None:
        """Merge the store's files, after all that has begun."""
        self.wait()
        self._loading = self._thread.submit(self._merge)

    def _merge(self) -> None:
        self._store.optimize()
        self._store.flush()

    def wait(self) -> None:
        """Wait until everything that has begun is in the store, and durable.

        Raises:
            StoreError, DamagedEditionError: that failed.
        """
        loading, self._loading = self._loading, None
        if loading is not None:
            loading.result()

    def close(self) -> None:
        """End the thread; what has begun is finished, whatever comes of it."""
        self._thread.shutdown()
        self._loading = None


__all__ = ["PORTION", "Loader"]
