"""Whether what an edition's store, register and packs hold of one record, or of one shared entity, agrees."""

from __future__ import annotations

from collections.abc import Iterator

from ld.editions.reading import Edition
from ld.editions.resolving import entity_digest, foreign
from ld.errors import LDError
from ld.graph import RecordGraph
from ld.register.census import Kind, census
from ld.register.keys import key_of
from ld.register.ledger import Ledger
from ld.register.model import RecordRow
from ld.register.reading import Contributed
from ld.sharing import resolve, winners


class Audit:
    """Compares record by record and entity by entity.

    Args:
        edition: to be read.
        sums: what is counted on the way is added there. Its findings are as many as records have: whoever reads many records
            empties them after each.
    """

    def __init__(self, edition: Edition, sums: Ledger) -> None:
        self._edition = edition
        self._sums = sums

    def record(self, row: RecordRow) -> Iterator[str]:
        """What does not agree about a record, a sentence each."""
        self._sums.count(Kind.RECORDS, row.state)
        self._sums.count(Kind.STALE, n=int(row.stale))
        if row.published:
            yield from self._statements(row)
        elif row.graph is not None and self._edition.entity_quads(row.graph):
            yield f"record {row.id!r} is {row.state}, but its statements are there"
        yield from self._papers(row)

    def _statements(self, row: RecordRow) -> Iterator[str]:
        graphs = dict(self._edition.own_graphs(row))
        own = tuple(graphs.get(row.graph or "", ()))
        recovered = tuple(graphs.get(f"{row.graph}#recovered", ()))
        self._sums.add(census(own))
        if recovered:
            self._sums.add(census(recovered, subjects=False))
        shared = tuple(self._edition.contributed_lines(row))
        if RecordGraph(row.id, row.graph or "", own, shared, recovered).digest != row.digest:
            yield f"record {row.id!r}: its statements are not those that were published"
        if (len(own), len(recovered)) != (row.quads, row.recovered):
            yield f"record {row.id!r} has {len(own)} and {len(recovered)} statements, not {row.quads} and {row.recovered}"
        self._sums.sign(row.digest, None)

    def _papers(self, row: RecordRow) -> Iterator[str]:
        for place, papers in (
            (row.papers, self._edition.published_papers(row)),
            (row.held, self._edition.withheld_papers(row)),
        ):
            if place is not None and papers is not None:
                self._sums.file(papers, place, row.collection, published=place is row.papers)
                if papers.source.id != row.id and key_of(papers.source.id) != key_of(row.id):
                    yield f"record {row.id!r}: the source kept for it is that of {papers.source.id[:100]!r}"
        self._sums.attribute(row.number)

    def entity(self, contributed: Contributed) -> Iterator[str]:
        """What does not agree about an entity, a sentence each."""
        entity, digest = contributed.entity, contributed.digest
        lines = self._edition.entity_lines(entity)
        self._sums.add(census(lines, links=not foreign(entity)))
        self._sums.count(Kind.ENTITIES)
        self._sums.count(Kind.FOREIGN, n=int(foreign(entity)))
        self._sums.sign(digest, None)
        if tuple(lines) != resolve(contributed.lines) or contributed.names != sorted(
            winners(contributed.lines)
        ):
            yield f"{entity.subject}: its statements are not those that follow from the records"
        if entity_digest(entity, lines) != digest:
            yield f"{entity.subject}: its statements are not those that were published"


def guarded(problems: Iterator[str]) -> Iterator[str]:
    """Whatever cannot be read is a problem too, and ends that part of the reading.

    >>> def problems():
    ...     yield "one"
    ...     raise LDError("two")
    >>> list(guarded(problems()))
    ['one', 'two']
    """
    try:
        yield from problems
    except LDError as error:
        yield str(error)
    except (ValueError, TypeError) as error:  # a flipped bit of the register: a state, say, that there is not
        yield f"the register holds what it cannot: {error}"


__all__ = ["Audit", "guarded"]
