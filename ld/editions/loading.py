"""Loading statements into a store in the making, in portions of the size that it takes best."""

from __future__ import annotations

from collections.abc import Iterable

from ld.graph import quad_line, to_lines
from ld.register.census import census
from ld.register.ledger import Ledger
from ld.stores.embedded import StagedStore

PORTION = 200_000
"""Statements loaded at a time: smaller portions leave many files, which make reading slow; larger ones need memory."""


class Loader:
    """Collects statements and loads them; what is to be read or removed must have been flushed.

    Attributes:
        loaded: statements loaded so far.
    """

    def __init__(self, store: StagedStore, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger
        self._lines: list[str] = []
        self.loaded = 0

    @property
    def full(self) -> bool:
        """Whether a portion is complete."""
        return len(self._lines) >= PORTION

    def flush(self) -> None:
        """Load what is collected."""
        if self._lines:
            self._store.insert("\n".join([*self._lines, ""]).encode(), len(self._lines))
            self.loaded += len(self._lines)
            self._lines.clear()

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
        new = dict.fromkeys(lines)
        old = self._store.quads(graph, subject) if stored else []
        present = dict(zip(to_lines(quad.triple for quad in old), old, strict=True))
        self._ledger.add(census(new, subjects=subjects, links=links))
        self._ledger.subtract(census(present, subjects=subjects, links=links))
        if present and not new and subject is None:
            self._store.drop(graph)
        else:
            self._store.remove(quad for line, quad in present.items() if line not in new)
        self._lines += [quad_line(line, graph) for line in new if line not in present]


__all__ = ["PORTION", "Loader"]
