"""Results of queries as a table for people."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from flask_app.pages.values import Site, Value, short

ROWS = 1_000
_PLAIN = frozenset(
    {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
)


class Table(NamedTuple):
    """Rows of solutions.

    Attributes:
        cut: whether there are more than are here.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    cut: bool


def table(solutions: QuerySolutions, site: Site) -> Table:
    """The first rows of a result; what is unbound is None."""
    variables = solutions.variables
    found = [[solution[name] for name in variables] for solution in islice(solutions, ROWS + 1)]
    rows = tuple(tuple(None if term is None else shown(term, site) for term in row) for row in found[:ROWS])
    return Table(tuple(name.value for name in variables), rows, len(found) > ROWS)


def triples(found: Iterable[Triple], site: Site) -> Table:
    """The first statements of a graph that a query made."""
    some = list(islice(found, ROWS + 1))
    rows = tuple(tuple(shown(term, site) for term in (t.subject, t.predicate, t.object)) for t in some[:ROWS])
    return Table(("subject", "predicate", "object"), rows, len(some) > ROWS)


def shown(term: object, site: Site) -> Value:
    """A term in a table: short, with its language or datatype beside it."""
    if isinstance(term, NamedNode):
        return Value(short(term.value), href=site.href(term.value))
    if isinstance(term, Literal):
        datatype = term.datatype.value
        note = term.language or ("" if datatype in _PLAIN else short(datatype))
        return Value(term.value, language=term.language or "", note=note)
    return Value(str(term))  # a blank node, or a triple


__all__ = ["ROWS", "Table", "shown", "table", "triples"]
