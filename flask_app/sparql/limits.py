"""How large and how tangled a query may be, and what is known of one that is not."""

from __future__ import annotations

from dataclasses import dataclass

from ld.config import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a query. The figures in brackets are the first sizes at which pyoxigraph 0.5.13 dies or takes seconds.

    Attributes:
        length: bytes of UTF-8.
        tokens: white space and comments excluded.
        depth: brackets of every kind, and prefix operators before them, open at once (173 nested
            ``COALESCE`` or ``EXISTS`` overflow a stack of 2 MB, which is what a server's thread has).
        patterns: things to join: triple patterns, steps of a path, twice the members of a collection, ``VALUES``,
            ``GRAPH``, annotations (100: planned in 0.6 s; 150: 2 s; 400: over 10 s).
        clauses: ``FILTER``, ``BIND``, ``UNION`` and their like, projected and grouping and ordering expressions,
            resources to describe (640 overflow 2 MB).
        operators: ``|| && + - * /`` of expressions (1,690 overflow 2 MB) and ``|`` of paths.
        closures: ``*``, ``+`` and ``?`` in paths.
        nested_closures: of these, over one another; each multiplies the work by the size of the graph.
        rereads: constructs open at once that a parser with ordered choice reads twice: ``SUBSTR``, ``REGEX``,
            ``REPLACE``, ``GROUP_CONCAT``, ``!``, annotations, subqueries (24: 20 s; each one more doubles it).

    >>> Limits(depth=8).tokens
    4000
    """

    length: int = 16_384
    tokens: int = 4_000
    depth: int = 64
    patterns: int = 100
    clauses: int = 200
    operators: int = 400
    closures: int = 32
    nested_closures: int = 3
    rereads: int = 8


@dataclass(frozen=True, slots=True)
class Query:
    """A query that the guard let through: it may still be wrong, but not harmful.

    Attributes:
        text: as it was given.
        form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
        dataset: it names its own dataset (``FROM``).
        tokens: how many.
        depth: brackets open at once, at most.
        patterns: things to join, as :attr:`Limits.patterns` counts them.
        volatile: asked again, it may give something else over the same data.
        services: endpoints that it asks.
    """

    text: str
    form: str
    dataset: bool
    tokens: int
    depth: int
    patterns: int
    volatile: bool = False
    services: tuple[str, ...] = ()


def own_query(text: str, form: str) -> Query:
    """A query of our own making, which no guard has to look at.

    >>> own_query("ASK {}", "ASK").form
    'ASK'
    """
    return Query(text, form, dataset=False, tokens=0, depth=0, patterns=0)


def limits_of(settings: Settings) -> Limits:
    """The limits that the ``[sparql]`` table of the settings asks for.

    >>> limits_of(Settings(sparql_max_depth=12)).depth
    12
    """
    return Limits(
        length=settings.sparql_max_bytes,
        tokens=settings.sparql_max_tokens,
        depth=settings.sparql_max_depth,
        patterns=settings.sparql_max_patterns,
    )


__all__ = ["Limits", "Query", "limits_of", "own_query"]
