"""What the rest needs of a quad store: one small protocol to read and one to write.

Terms, quads and results are pyoxigraph's types whatever the store is, so that one serializer serves them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples

QueryResult = QuerySolutions | QueryBoolean | QueryTriples


class ReadableStore(Protocol):
    """A dataset that can be asked."""

    def quads(self, graph: str, subject: str | None = None) -> list[Quad]:
        """The statements of a named graph, or those about one subject in it; empty if there is no such graph."""
        ...

    def lines(self, graph: str) -> list[str]:
        """The statements of a named graph as N-Triples lines, in no order."""
        ...

    def graphs(self) -> Iterator[str]:
        """Names of the named graphs, in no order."""
        ...

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QueryResult:
        """Answer a query; its default graph is the union of all named graphs unless it or the caller says otherwise.

        Args:
            sparql: SPARQL 1.1 Query.
            default_graphs: overrides FROM (SPARQL 1.1 Protocol §2.1.4).
            named_graphs: overrides FROM NAMED.
            base: against which relative references are resolved, unless the query has a BASE (§2.3).

        Raises:
            QuerySyntaxError: not well-formed.
            StoreError: it cannot be answered.
        """
        ...

    def __len__(self) -> int: ...


class WritableStore(ReadableStore, Protocol):
    """A dataset that can be changed."""

    def insert(self, file: Path, count: int) -> None:
        """Add statements.

        Args:
            file: of canonical N-Quads.
            count: how many they are; it decides how they are best loaded.
        """
        ...

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove statements; those that are not there are no fault."""
        ...

    def drop(self, graph: str) -> None:
        """Remove a named graph with all its statements; one that is not there is no fault."""
        ...

    def flush(self) -> None:
        """Make all that was written durable."""
        ...


__all__ = ["QueryResult", "ReadableStore", "WritableStore"]
