"""The statements of a page of a fragment, and how many there are in all; asked at the query desk like every query."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, QuerySolution, QuerySolutions, Variable

from flask_app.fragments.terms import Term
from flask_app.sparql.answering import QueryRequest
from flask_app.sparql.limits import own_query
from flask_app.sparql.protocol import Operation
from ld.errors import UnknownResourceError
from ld.namespaces import RDF

if TYPE_CHECKING:
    from flask_app.fragments.pattern import Asked, Pattern
    from flask_app.sparql.answering import Desk
    from ld.editions import Edition
    from ld.register.model import Counts

PAGE = 100
"""Statements on a page."""
COUNTED = 10_000
"""Matches that are counted, where no number is kept; beyond it there is a bound."""


class Total(NamedTuple):
    """How many statements match.

    Attributes:
        number: of them; if not `exact`, one that they do not exceed.
    """

    number: int
    exact: bool = True


class Selection:
    """A page of a fragment.

    Args:
        edition: that is asked.
        desk: where.
        asked: what.
        client: on whose account.
    """

    def __init__(self, edition: Edition, desk: Desk, asked: Asked, client: str = "") -> None:
        self.asked = asked
        self._client = client
        self._edition = edition
        self._desk = desk

    def check(self) -> None:
        """Make sure that there is such a page; of the first nothing is asked, for there always is one.

        Raises:
            UnknownResourceError: there are not so many pages.
        """
        if self.asked.page > 1:
            self._found  # noqa: B018 - read for what it raises

    @property
    def quads(self) -> list[Quad]:
        """The statements of the page, in an order that stays as long as the edition; of the union, in no graph.

        Raises:
            UnknownResourceError: there are not so many pages.
        """
        return self._found[:PAGE]

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return len(self._found) > PAGE

    @cached_property
    def total(self) -> Total:
        """How many statements match on all pages."""
        if not self.more:
            return Total(self._offset + len(self._found))
        counts = self._edition.counts()
        known = kept_number(self.asked.pattern, counts)
        return Total(known) if known is not None else self._counted(counts)

    @cached_property
    def _found(self) -> list[Quad]:
        """Those of the page, and one more if there is one."""
        pattern = self.asked.pattern
        found = (
            self._read() if pattern.possible and self._offset < bound(pattern, self._edition.counts()) else []
        )
        if not found and self._offset:
            raise UnknownResourceError(f"This fragment has no page {self.asked.page}.")
        return found

    @property
    def _offset(self) -> int:
        return (self.asked.page - 1) * PAGE

    def _read(self) -> list[Quad]:
        pattern = self.asked.pattern
        # Without ORDER BY: a pattern alone is read from one index, in the order of its keys, and the store does not change.
        query = (
            f"SELECT {_projection(pattern)} {{ {_group(pattern)} }} OFFSET {self._offset} LIMIT {PAGE + 1}"
        )
        written = _written(pattern)
        return [_quad(pattern, written, solution) for solution in self._ask(query, PAGE + 1)]

    def _ask(self, text: str, rows: int) -> QuerySolutions:
        """The solutions of a query of our own, over the edition that the page is of."""
        request = QueryRequest(Operation(text), own_query(text, "SELECT"), self._client, self._edition.number)
        found = self._desk.first(request, rows)
        assert isinstance(found, QuerySolutions)
        return found

    def _counted(self, counts: Counts) -> Total:
        pattern = self.asked.pattern
        query = f"SELECT (COUNT(*) AS ?n) {{ SELECT * {{ {_group(pattern)} }} LIMIT {COUNTED + 1} }}"
        number = int(next(self._ask(query, 1))["n"].value)
        return Total(number) if number <= COUNTED else Total(max(number, bound(pattern, counts)), exact=False)


def kept_number(pattern: Pattern, counts: Counts) -> int | None:
    """How many statements match, if that is one of the numbers that the edition keeps: those of its VoID partitions.

    Args:
        counts: of the edition.
    Returns:
        None if no such number is kept.
    """
    if pattern.subject is not None or pattern.repeats or (pattern.graph is not None and not pattern.union):
        return None
    if pattern.predicate is None:
        return counts.quads if pattern.object is None else None
    if pattern.object is None:
        return counts.properties.get(_iri(pattern.predicate), 0)
    if pattern.predicate == RDF.type and isinstance(pattern.object, NamedNode):
        return counts.classes.get(pattern.object.value, 0)
    return None


def bound(pattern: Pattern, counts: Counts) -> int:
    """A number that matches do not exceed: that of the smallest partition that holds them all."""
    numbers = [counts.quads]
    if isinstance(pattern.predicate, NamedNode):
        numbers.append(counts.properties.get(pattern.predicate.value, 0))
        if pattern.predicate == RDF.type and isinstance(pattern.object, NamedNode):
            numbers.append(counts.classes.get(pattern.object.value, 0))
    return min(numbers)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _written(pattern: Pattern) -> dict[str, str]:
    """Each place as SPARQL has it: terms as pyoxigraph writes them, variables under the name of the first place of theirs."""
    names: dict[Term, str] = {}
    written = {}
    for place, term in pattern.terms.items():
        if isinstance(term, Variable):
            written[place] = names.setdefault(term, f"?{place}")
        else:
            written[place] = f"?{place}" if term is None else str(term)
    return written


def _group(pattern: Pattern) -> str:
    written = _written(pattern)
    triple = f"{written['subject']} {written['predicate']} {written['object']}"
    return triple if pattern.union else f"GRAPH {written['graph']} {{ {triple} }}"


def _projection(pattern: Pattern) -> str:
    variables = dict.fromkeys(text for text in _written(pattern).values() if text.startswith("?"))
    return " ".join(variables) or "(1 AS ?found)"  # of three terms only whether they are there


def _quad(pattern: Pattern, written: dict[str, str], solution: QuerySolution) -> Quad:
    terms = [
        solution[text[1:]] if text.startswith("?") else pattern.terms[place]
        for place, text in written.items()
    ]
    return Quad(*terms)  # type: ignore[arg-type]  # each is what its place holds: the engine found it there


__all__ = ["COUNTED", "PAGE", "Selection", "Total", "bound", "kept_number"]
