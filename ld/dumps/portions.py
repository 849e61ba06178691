"""Portions: the statements that stay together in a dump file, and the order in which they come.

A record's document is a portion, with what was recovered of it; so is the document of a shared entity, with all that it
describes. What is said of an IRI of others is a portion by subject, because the graph of these grows with the catalogue.
Records come by id, then entities by graph and IRI: that depends on what is published alone, so equal data give equal files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat, parse

from ld.editions.reading import Edition
from ld.editions.resolving import foreign
from ld.register.model import Entity, RecordRow

_PAGE = 1000


class Reference(NamedTuple):
    """Where a portion is read.

    Attributes:
        document: IRI of the document, or of what is described in the graph of IRIs of others.
        graphs: names of the graphs it is in; none of a record that is not published.
        foreign: whether `document` is an IRI of others.
    """

    document: str
    graphs: tuple[str, ...]
    foreign: bool = False


class Portion:
    """Statements that stay together.

    Attributes:
        document: see :class:`Reference`.
        foreign: likewise.
        graphs: names of graphs, each with its N-Triples lines, sorted.

    >>> portion = Portion("http://x/1", [("http://x/1", ["<http://x/1#it> <http://y/p> <http://y/o> ."])])
    >>> len(portion), portion.quads[0].object.value
    (1, 'http://y/o')
    """

    def __init__(
        self, document: str, graphs: Sequence[tuple[str, Sequence[str]]], *, foreign: bool = False
    ) -> None:
        self.document = document
        self.graphs = graphs
        self.foreign = foreign

    @cached_property
    def quads(self) -> list[Quad]:
        """The statements as terms, in no graph; several formats may ask."""
        lines = "\n".join(line for _, lines in self.graphs for line in lines)
        return list(parse(lines, format=RdfFormat.N_TRIPLES))

    def __len__(self) -> int:
        return sum(len(lines) for _, lines in self.graphs)


def references(edition: Edition) -> Iterator[Reference]:
    """Everything that an edition publishes, in order, streamed."""
    yield from (_of_record(row) for row in edition.every_record() if row.published)
    yield from _of_entities(edition.entities())


def changed_references(edition: Edition, change: int, edition_then: int) -> Iterator[Reference]:
    """Everything of which an edition publishes other statements than an earlier one, or none any more.

    Args:
        change: the last change of the earlier edition.
        edition_then: number of the earlier edition.
    """
    after = change
    while rows := edition.changes(after=after, limit=_PAGE):
        yield from map(_of_record, rows)
        after = rows[-1].change or 0
    yield from _of_entities(entity for entity, _ in edition.entity_changes(edition_then))


def read_portion(edition: Edition, reference: Reference) -> Portion:
    """A portion; without statements if nothing is published of it."""
    if reference.foreign:
        (graph,) = reference.graphs
        lines = edition.entity_lines(Entity(graph, reference.document))
        return Portion(reference.document, [(graph, lines)], foreign=True)
    return Portion(reference.document, [(graph, edition.graph_lines(graph)) for graph in reference.graphs])


def _of_record(row: RecordRow) -> Reference:
    assert row.graph is not None  # it is or was published
    recovered = (f"{row.graph}#recovered",) if row.recovered else ()
    return Reference(row.graph, (row.graph, *recovered) if row.published else ())


def _of_entities(entities: Iterable[Entity]) -> Iterator[Reference]:
    """Entities, which come by graph and IRI."""
    for (graph, of_others), group in groupby(entities, key=lambda one: (one.graph, foreign(one))):
        if of_others:
            yield from (Reference(entity.subject, (graph,), foreign=True) for entity in group)
        else:
            yield Reference(graph, (graph,))


__all__ = ["Portion", "Reference", "changed_references", "read_portion", "references"]
