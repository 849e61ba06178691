"""How large and how tangled a query may be, and what is known of one that is not."""

from __future__ import annotations

from dataclasses import dataclass

from ld.config import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a query. The figures in brackets are the first sizes at which pyoxigraph 0.5.13 dies or takes seconds.

    Queries need the 8 MB of stack that the main thread of a process has.

    Attributes:
        length: bytes of UTF-8.
        tokens: white space and comments excluded (of rows of ``VALUES``, members of ``IN`` and the like: 16,000 are planned
            in well under a second).
        depth: brackets of every kind, and prefix operators before them, open at once (99 nested blank nodes or reified
            triples are planned in 3 to 4 s; 700 nested ``COALESCE`` or ``EXISTS`` overflow the stack).
        patterns: things to join: triple patterns, steps of a path, twice the members of a collection, ``VALUES``,
            ``GRAPH``, ``SERVICE``, annotations (100 around one variable: planned in 0.7 s; 150: 3.5 s; 200: over 6 s). An
            ``OPTIONAL`` or ``MINUS`` of the outermost group is one thing there, and what is in it is planned by itself:
            the fourth powers of these numbers, with which the time grows, may add up to that of this limit.
        clauses: ``FILTER``, ``BIND``, ``UNION`` and their like, projected and grouping and ordering expressions,
            resources to describe (2,500 overflow the stack).
        operators: ``|| && + - * /`` of expressions (6,700 overflow the stack, 1,600 ``&&`` take 1.5 s) and ``|`` of paths.
        closures: ``*``, ``+`` and ``?`` in paths.
        nested_closures: of these, over one another; each multiplies the work by the size of the graph.
        rereads: constructs open at once that a parser with ordered choice reads twice: ``SUBSTR``, ``REGEX``,
            ``REPLACE``, ``GROUP_CONCAT``, ``!``, annotations, subqueries (24: 20 s; each one more doubles it).
        services: IRIs of endpoints that ``SERVICE`` may ask, written as queries have to write them; by default none.

    >>> Limits(depth=8).patterns
    100
    """

    length: int = 131_072
    tokens: int = 16_000
    depth: int = 64
    patterns: int = 100
    clauses: int = 800
    operators: int = 800
    closures: int = 32
    nested_closures: int = 3
    rereads: int = 8
    services: tuple[str, ...] = ()


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
        services: endpoints that it asks, in the order of their first mention; where there are none, the engine finds no
            ``SERVICE`` in it.
        volatile: the same query may give another result over the same data: it calls ``RAND``, ``NOW``, ``UUID``, ``STRUUID``
            or ``BNODE``, makes blank nodes (a template with some: each time they have other labels), or asks another endpoint.
    """

    text: str
    form: str
    dataset: bool
    tokens: int
    depth: int
    patterns: int
    services: tuple[str, ...] = ()
    volatile: bool = False


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
        services=settings.sparql_services,
    )


__all__ = ["Limits", "Query", "limits_of", "own_query"]
