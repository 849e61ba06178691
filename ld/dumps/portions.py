"""Portions: the statements that stay together in a dump file, and the order in which they come.

A record's document is a portion, with what was recovered of it; so is the document of a shared entity, with all that it
describes. What is said of an IRI of others is a portion by subject, because the graph of these grows with the catalogue.
Records come by id, then entities by graph and IRI: that depends on what is published alone, so equal data give equal files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from pyoxigraph import Quad, RdfFormat, parse

from ld.editions.reading import Edition
from ld.editions.resolving import foreign
from ld.register.model import Entity, RecordRow

_PAGE = 1000
Graphs = Sequence[tuple[str, Sequence[str]]]
"""Names of graphs, each with its N-Triples lines."""


class Portion:
    """Statements that stay together.

    Attributes:
        document: IRI of the document, or of what is described in the graph of IRIs of others.
        graphs: the statements, sorted.
        foreign: whether `document` is an IRI of others.

    >>> portion = Portion("http://x/1", [("http://x/1", ["<http://x/1#it> <http://y/p> <http://y/o> ."])])
    >>> len(portion), portion.quads[0].object.value
    (1, 'http://y/o')
    """

    def __init__(self, document: str, graphs: Graphs, *, foreign: bool = False) -> None:
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


def portions(edition: Edition) -> Iterator[Portion]:
    """Everything that an edition publishes, streamed."""
    for row in edition.every_record():
        if row.published:
            yield _of_record(edition, row)
    yield from _of_entities(edition, ((entity, False) for entity in edition.entities()))


def changed_portions(edition: Edition, change: int, edition_then: int) -> Iterator[Portion]:
    """Everything of which an edition publishes other statements than an earlier one; without statements if none are left.

    Args:
        change: the last change of the earlier edition.
        edition_then: number of the earlier edition.
    """
    after = change
    while rows := edition.changes(after=after, limit=_PAGE):
        for row in rows:
            yield _of_record(edition, row)
        after = rows[-1].change or 0
    yield from _of_entities(edition, edition.entity_changes(edition_then))


def _of_record(edition: Edition, row: RecordRow) -> Portion:
    assert row.graph is not None  # it is or was published
    return Portion(row.graph, edition.own_graphs(row))


def _of_entities(edition: Edition, entities: Iterable[tuple[Entity, bool]]) -> Iterator[Portion]:
    """Portions of entities, which come by graph and IRI, each with whether it is gone."""
    for (graph, of_others), group in groupby(entities, key=lambda item: (item[0].graph, foreign(item[0]))):
        if of_others:
            yield from (_of_foreign(edition, entity, gone) for entity, gone in group)
        else:
            yield Portion(graph, [(graph, edition.graph_lines(graph))])


def _of_foreign(edition: Edition, entity: Entity, gone: bool) -> Portion:
    lines = [] if gone else edition.entity_lines(entity)
    return Portion(entity.subject, [(entity.graph, lines)], foreign=True)


__all__ = ["Graphs", "Portion", "changed_portions", "portions"]
