"""Which of many shapes it is that an engine refuses, or that reaches a limit: each is tried by itself."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from ld.errors import LDError
from ld.namespaces import RDF as RDF_TERMS
from shapes.catalog import Catalog, for_engines
from shapes.loading.lint import TARGETS
from shapes.own.guarded import GuardedProcess

_BUDGET: Final = 3.0  # so many deadlines may be spent on the search
_SHARE: Final = 0.5  # of the deadline: a shape that takes this much of it by itself is to blame
_STAND_IN: Final = "urn:ldpub:rehearsal"


class Limits(NamedTuple):
    """What an engine runs in.

    Attributes:
        engine: a row of :data:`shapes.validator.ENGINES`.
        seconds: deadline of a record.
        memory: bytes; see :class:`shapes.own.guarded.GuardedProcess`.
    """

    engine: str
    seconds: float
    memory: int


def culprit(catalog: Catalog, triples: str, limits: Limits, first: Iterable[str] = ()) -> str:
    """The shape that reaches a limit on a record, or makes the engine give up, by itself.

    Args:
        catalog: the shapes.
        triples: N-Triples of the record.
        limits: those that were reached.
        first: IRIs of shapes to try before the others.
    Returns:
        IRI of the first such shape; "" if there is none, or the search would take longer than three deadlines.
    """
    until = time.monotonic() + _BUDGET * limits.seconds
    order = dict.fromkeys([*first, *suspects(catalog)])
    try:
        with GuardedProcess(limits.engine, limits.memory) as process:
            share = limits.seconds * _SHARE
            if _fails(process, "", triples, share):  # reading the record is too much already
                return ""
            for iri in order:
                if time.monotonic() > until:
                    return ""
                if _fails(process, alone(catalog.graph, iri), triples, share):
                    return iri
    except LDError:  # there is no process to be had: nobody's fault that we could tell
        return ""
    return ""


def refused(catalog: Catalog, limits: Limits, triples: str) -> tuple[str, str] | None:
    """The first shape that an engine does not take by itself, neither compiling it nor on a record.

    Args:
        triples: see :func:`rehearsal`.
    Returns:
        its IRI, and what the engine says; None if it takes each.
    """
    described = {s for s, p in catalog.graph.subject_predicates() if str(p).startswith(str(SH))}
    others = sorted(str(node) for node in described if isinstance(node, URIRef))
    with GuardedProcess(limits.engine, limits.memory) as process:
        for iri in dict.fromkeys([*suspects(catalog), *others]):
            try:
                process.load(alone(catalog.graph, iri))
                process.run(triples, limits.seconds)
            except LDError as error:
                return iri, str(error)
    return None


def suspects(catalog: Catalog) -> list[str]:
    """Shapes that have a target, those that may ask most of an engine first: queries, then patterns, then long paths."""
    holders = {shape for target in TARGETS for shape in catalog.graph.subjects(target)}
    holders |= set(catalog.graph.subjects(RDF.type, RDFS.Class))
    names = {str(holder) for holder in holders} & set(catalog.shapes)
    return sorted(names, key=lambda iri: (_cost(catalog.graph, URIRef(iri)), iri))


def alone(graph: Graph, iri: str) -> str:
    """One shape as engines take it, with all that it refers to, and without the targets of these.

    >>> shapes = Graph().parse(
    ...     data="@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> ."
    ...     "x:a sh:targetClass x:A ; sh:node x:b . x:b sh:targetClass x:B ; sh:nodeKind sh:IRI . x:c sh:closed true ."
    ... )
    >>> text = alone(shapes, "http://x/a")
    >>> "<http://x/A>" in text, "nodeKind" in text, "<http://x/B>" in text, "closed" in text
    (True, True, False, False)
    """
    shape, part = URIRef(iri), Graph()
    for node in _reached(graph, shape):
        for predicate, value in graph.predicate_objects(node):
            targets = predicate in TARGETS or (predicate == RDF.type and value == RDFS.Class)
            if node == shape or not targets:
                part.add((node, predicate, value))
    return for_engines(part)


def rehearsal(graph: Graph) -> str:
    """A record that every shape looks at: one node of every class, whose properties have itself as value.

    >>> rehearsal(
    ...     Graph().parse(data="<http://x/s> <http://www.w3.org/ns/shacl#targetSubjectsOf> <http://x/p> .")
    ... )
    '<urn:ldpub:rehearsal> <http://x/p> <urn:ldpub:rehearsal> .\\n'
    """
    properties = {node for predicate in (SH.path, *TARGETS[2:]) for node in graph.objects(None, predicate)}
    classes = set(graph.objects(None, SH.targetClass)) | set(graph.subjects(RDF.type, RDFS.Class))
    lines = [f"<{_STAND_IN}> <{p}> <{_STAND_IN}> .\n" for p in properties if isinstance(p, URIRef)]
    lines += [f"<{_STAND_IN}> {RDF_TERMS.type} <{c}> .\n" for c in classes if isinstance(c, URIRef)]
    return "".join(sorted(lines))


def _fails(process: GuardedProcess, shapes: str, triples: str, seconds: float) -> bool:
    try:
        process.load(shapes)
        process.run(triples, seconds)
    except LDError:
        return True
    return False


def _reached(graph: Graph, start: Node) -> Iterator[Node]:
    """A node, and all that its statements lead to."""
    todo, seen = [start], {start}
    while todo:
        node = todo.pop()
        yield node
        new = {value for value in graph.objects(node) if (value, None, None) in graph} - seen
        seen |= new
        todo += new


def _cost(graph: Graph, shape: URIRef) -> int:
    """How soon a shape is suspected: 0 comes first."""
    used = {predicate for node in _reached(graph, shape) for predicate in graph.predicates(node)}
    ranks = [{SH.sparql}, {SH.pattern}, {SH.zeroOrMorePath, SH.oneOrMorePath}]
    return next((rank for rank, costly in enumerate(ranks) if used & costly), len(ranks))


__all__ = ["Limits", "alone", "culprit", "refused", "rehearsal", "suspects"]
