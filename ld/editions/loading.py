"""Loading statements into a store in the making, as many at once as it takes best, beside the work on the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ld.editions.portions import Portion, PortionFiles
from ld.graph import quad_line, to_lines
from ld.register.census import census
from ld.register.ledger import Ledger
from ld.register.model import Entity
from ld.stores.embedded import StagedStore

PORTION = 1_000_000
"""Statements from which on the register notes what has been collected."""
HELD = 100_000
"""The same of those that are held in memory, and not in files of chunks: these take some 50 MB, and as much again when they are written."""
BURST = 10_000_000
"""Statements from which on they are loaded. The engine merges its files again and again while more come: a million at a time take two thirds
more processor time than ten million."""

_REMOVING = 16


class _Exchange(NamedTuple):
    """A graph, or what it says about one subject: as the store has it, and as it shall be; N-Triples lines, each once."""

    stored: dict[str, None]
    wanted: dict[str, None]


class Loader:
    """Collects what is to be done to a store, and does it in a thread of its own: the engine lets others run meanwhile.

    Attributes:
        statements: that were to be added so far.

    Args:
        store: to be changed.
        ledger: of the sums, which follow.
        files: of the portions.
        waiting: portions that an interrupted run had noted.
    """

    def __init__(
        self, store: StagedStore, ledger: Ledger, files: PortionFiles, waiting: Sequence[Portion] = ()
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._files = files
        self._number = waiting[-1].number if waiting else 0
        self._waiting, self._begun, self._done = list(waiting), list[Portion](), list[Portion]()
        self._chunks: list[str] = []
        self._lines: list[str] = []
        self._exchanged: dict[tuple[str, str | None], _Exchange] = {}
        self._in_chunks = self._in_exchanges = 0
        self.statements = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._loading: Future[None] | None = None

    @property
    def full(self) -> bool:
        """Whether a portion is complete."""
        return self._in_chunks >= PORTION or self._in_exchanges + len(self._lines) >= HELD

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
        self._in_exchanges += len(new) + len(old)

    def _stored(self, graph: str, subject: str | None) -> dict[str, None]:
        return dict.fromkeys(to_lines(quad.triple for quad in self._store.quads(graph, subject)))

    def write_down(self) -> None:
        """Make a portion of what has been collected, on disk. Before it is loaded, the register has to note :attr:`unfinished`."""
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
        if self._chunks:
            self._files.keep()
        if own:
            self._files.write(self._number, added, removed)
        statements = self._in_chunks + len(added)
        portion = Portion(self._number, tuple(self._chunks), own, tuple(drop), tuple(touched), statements)
        if not portion.empty:
            self._waiting.append(portion)
            self.statements += statements
        self._clear()

    def _clear(self) -> None:
        self._chunks, self._lines, self._exchanged = [], [], {}
        self._in_chunks = self._in_exchanges = 0

    @property
    def unfinished(self) -> list[Portion]:
        """Portions of which it is not known that they are in the store, in their order."""
        return [*self._begun, *self._waiting]

    def take_done(self) -> list[Portion]:
        """Portions that are in the store, each given once: their files are to be removed when the register has forgotten them."""
        if self._loading is not None and self._loading.done():
            self.wait()
        done, self._done = self._done, []
        return done

    def load(self, *, everything: bool = False) -> None:
        """Begin to load what is waiting, if there is enough of it; what is being loaded is waited for.

        Args:
            everything: however little it is.
        """
        if self._waiting and (everything or self._enough):
            size = self._burst()
            self.wait()
            self._begun, self._waiting = self._waiting[:size], self._waiting[size:]
            self._loading = self._thread.submit(self._files.apply, self._begun, self._store)

    def _burst(self) -> int:
        """How many of the waiting portions are to be loaded together."""
        sums = accumulate(portion.statements for portion in self._waiting)
        return next((n for n, statements in enumerate(sums, 1) if statements >= BURST), len(self._waiting))

    @property
    def _enough(self) -> bool:
        """Whether they are worth it; those that remove something are, by their number: each commit notes them all, with names of graphs."""
        statements = sum(portion.statements for portion in self._waiting)
        removing = sum(not portion.adds_only for portion in self._waiting)
        return statements >= BURST or removing >= _REMOVING

    def catch_up(self) -> None:
        """Have everything in the store that is noted."""
        while self._waiting:
            self.load(everything=True)
        self.wait()

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
            StoreError, DamagedEditionError, DamagedChunkError: that failed.
        """
        if self._loading is not None:
            self._loading.result()  # if that failed, it fails whenever it is asked for
            self._done += self._begun
            self._begun, self._loading = [], None

    def close(self) -> None:
        """End the thread; what has begun is finished, whatever comes of it."""
        self._thread.shutdown()
        self._loading = None


__all__ = ["BURST", "HELD", "PORTION", "Loader"]
