"""Which shapes refer to which: round in a circle, to none that there is, or too deep (SHACL §3.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Final, TypeAlias

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from shapes.loading.faults import Fault, clue, name, owner

RECURSION: Final = "https://www.w3.org/TR/shacl/#shapes-recursion"
LISTS: Final = "https://www.w3.org/TR/shacl/#syntax-rule-ListNode"
MAX_DEPTH: Final = 32
"""Shapes within shapes beyond this are refused: no person writes them, and engines call themselves for each."""
_MOST: Final = 20  # circles that are listed

_SINGLE: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTED: Final = (SH["and"], SH["or"], SH.xone)
_INNER: Final = (
    RDF.first,
    RDF.rest,
    SH.inversePath,
    SH.alternativePath,
    SH.zeroOrMorePath,
    SH.oneOrMorePath,
    SH.zeroOrOnePath,
)  # what paths and lists are made of
_References: TypeAlias = dict[Node, set[Node]]


def recursion(graph: Graph) -> Iterator[Fault]:
    """Shapes that refer to themselves, straight or through others: what that means is left undefined.

    >>> shapes = Graph().parse(
    ...     data="@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . x:a sh:node x:b . x:b sh:not x:a ."
    ... )
    >>> [fault.message for fault in recursion(shapes)]
    ['<http://x/a> refers to itself: <http://x/a> → <http://x/b> → <http://x/a>; what recursive shapes mean is undefined']
    """
    structure = _structure(graph)
    endless = _circle(structure)
    if endless:
        yield Fault("a path or list leads back to itself", LISTS, _clues(graph, endless[0]))
        return
    yield from _depth(graph, structure, "its paths are nested")
    references = _references(graph)
    for _ in range(_MOST):
        circle = _circle(references)
        if not circle:
            yield from _depth(graph, references, "it has shapes within shapes")
            return
        references[circle[0]].discard(circle[1])
        yield _recursive(graph, circle)


def undefined(graph: Graph) -> Iterator[Fault]:
    """References to shapes that are described nowhere: engines take them as met by everything.

    >>> shapes = Graph().parse(
    ...     data="@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/a> sh:node <http://x/b> ."
    ... )
    >>> [fault.message for fault in undefined(shapes)]
    ['<http://x/a> refers to the shape <http://x/b>, which is described nowhere']
    """
    for shape, others in _references(graph).items():
        for other in others:
            if isinstance(other, URIRef) and (other, None, None) not in graph:
                message = f"{name(graph, shape)} refers to the shape <{other}>, which is described nowhere"
                yield Fault(message, RECURSION, (str(other), clue(graph, shape)))


def _structure(graph: Graph) -> _References:
    """Which nodes of paths and lists lead to which."""
    found: _References = {}
    for predicate in _INNER:
        for node, other in graph.subject_objects(predicate):
            found.setdefault(node, set()).add(other)
    return found


def _references(graph: Graph) -> _References:
    found: _References = {}
    for predicate in _SINGLE:
        for shape, other in graph.subject_objects(predicate):
            found.setdefault(shape, set()).add(other)
    for predicate in _LISTED:
        for shape, first in graph.subject_objects(predicate):
            found.setdefault(shape, set()).update(graph.items(first))
    return found


def _circle(references: _References) -> list[Node]:
    """Shapes of which each refers to the next, the last being the first; none if there is no circle."""
    try:
        TopologicalSorter(references).prepare()
    except CycleError as error:
        inner: list[Node] = error.args[1][:0:-1]
        named = sorted((node for node in inner if isinstance(node, URIRef)), key=str) or inner
        start = inner.index(named[0])
        return [*inner[start:], *inner[: start + 1]]
    return []


def _clues(graph: Graph, node: Node) -> tuple[str, ...]:
    """The shape that a node belongs to, if it has an IRI."""
    return () if isinstance(owner(graph, node), BNode) else (clue(graph, node),)


def _recursive(graph: Graph, circle: list[Node]) -> Fault:
    names = [name(graph, node) for node in circle]
    shown = [one for one, before in zip(names, ["", *names], strict=False) if one != before]
    way = " → ".join(shown if len(shown) > 1 else shown * 2)
    message = f"{shown[0]} refers to itself: {way}; what recursive shapes mean is undefined"
    return Fault(message, RECURSION, _clues(graph, circle[0]))


def _depth(graph: Graph, references: _References, what: str) -> Iterator[Fault]:
    """Nodes that lead on too often; along a list is not deeper."""
    deep: dict[Node, int] = {}
    for node in TopologicalSorter(references).static_order():
        deep[node] = max(
            (deep[other] + ((node, RDF.rest, other) not in graph) for other in references.get(node, ())),
            default=0,
        )
    for node in set(references).difference(*references.values()):
        if deep[node] > MAX_DEPTH:
            message = f"{name(graph, node)}: {what} {deep[node]} deep, more than {MAX_DEPTH}"
            yield Fault(message, RECURSION, _clues(graph, node))


__all__ = ["MAX_DEPTH", "recursion", "undefined"]
