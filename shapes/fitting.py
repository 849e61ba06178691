"""An engine that fits the records at hand: with the shapes that they can meet, made anew when others come."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Final

from shapes import plain
from shapes.ancestors import Seen, with_ancestors
from shapes.engines import Engine, ShaclEngine
from shapes.trimming import named, trimmed

PATIENCE: Final = 50
"""Records that all shapes are run on before fewer are made: making them takes as long as they save on a hundred and more."""


class Fitting:
    """Engines with all shapes, and with fewer, that find the same: which one does depends on the record.

    All shapes are run on a record whose terms are not all known, or that is not plainly right (see :mod:`shapes.plain`); all but
    those that find nothing in what is plain on one that has a property or class for the first time; on others those that
    records such as the ones before can meet. Safe to share between threads: at worst something is made twice.

    Args:
        shapes: N-Triples, see :func:`shapes.skolem.skolemized`.
        make: makes an engine of shapes.
        patience: see :data:`PATIENCE`.

    >>> fitting = Fitting("<x:s> <http://www.w3.org/ns/shacl#targetClass> <x:C> .\\n", patience=1)
    >>> record = Seen("", frozenset({"<x:C>"}), plain=True)
    >>> [fitting.engine(one) is fitting.whole for one in (record, record._replace(plain=False))]
    [False, True]
    """

    def __init__(
        self, shapes: str, make: Callable[[str], Engine] = ShaclEngine, patience: int = PATIENCE
    ) -> None:
        self.whole = make(shapes)
        self._shapes = shapes
        self._make = make
        self._patience = patience
        self._spared = self._fitted = self.whole
        self._terms: frozenset[str] = frozenset()
        self._others: list[Set[str]] = []

    def engine(self, record: Seen) -> Engine:
        """The one to run on a record."""
        if not record.plain or not record.terms:
            return self.whole
        if record.terms <= self._terms:
            return self._fitted
        self._others.append(record.terms)
        if len(self._others) >= self._patience:
            self._fit(self._terms.union(*self._others))
        return self._spared

    def _fit(self, terms: frozenset[str]) -> None:
        """The engine first, then the terms: whoever is between them has an engine for more than they ask."""
        self._others = []
        every = named(self._shapes)
        before, after = (with_ancestors(some) & every for some in (self._terms, terms))
        if self._spared is self.whole:
            self._spared = self._trimmed(every)
        if after != before:
            self._fitted = self._trimmed(after)
        self._terms = terms

    def _trimmed(self, terms: frozenset[str]) -> Engine:
        return self._make(trimmed(self._shapes, terms, without=plain.SHAPES))


__all__ = ["PATIENCE", "Fitting"]
