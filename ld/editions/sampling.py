"""A sample of an edition, compared as the whole would be: what it takes does not depend on how much there is."""

from __future__ import annotations

from collections.abc import Iterator

from ld.editions.auditing import Audit, guarded
from ld.editions.reading import Edition
from ld.register.census import Kind
from ld.register.ledger import Ledger
from ld.register.model import RecordRow, State
from ld.register.reading import Contributed, Register

SAMPLE = 40
"""Rows of each of the four kinds of records that are looked at, and of the three of entities."""


class Sample:
    """Compares some hundred records and entities: their statements, sources and findings, and what is noted about them.

    What only adds up over all of them cannot be seen here: counts of statements by class, of values by field and the like,
    and the digest of the edition.

    Args:
        edition: to be read.
        register: of it.
        sums: filled with what is counted on the way.
        size: rows of a kind, see :class:`ld.register.sampling.SampleReader`.
    """

    def __init__(self, edition: Edition, register: Register, sums: Ledger, size: int = SAMPLE) -> None:
        self._edition = edition
        self._register = register
        self._sums = sums
        self._size = size
        self._audit = Audit(edition, sums)

    def problems(self) -> Iterator[str]:
        """Everything that does not agree, a sentence each."""
        rows = self._register.rows(self._register.samples.records(self._size))
        for row in sorted(rows, key=_place):
            yield from guarded(self._record(row))
        numbers = self._register.samples.entities(self._size)
        found = {contributed.number: contributed for contributed in self._register.statements(numbers)}
        for number in numbers:
            yield from guarded(self._entity(number, found.get(number)))
        for entity in self._register.samples.gone(self._size):
            if self._edition.entity_lines(entity):
                yield f"{entity.subject}: nobody speaks of it, but statements are there"
        yield from self._totals()

    def _record(self, row: RecordRow) -> Iterator[str]:
        yield from self._audit.record(row)
        yield from self._register.samples.record_faults(row)
        for remark, n in self._sums.findings.items():
            fault = self._register.samples.remark_fault(remark, n)
            if fault:
                yield fault
        self._sums.findings.clear()
        self._sums.remarks.clear()

    def _entity(self, number: int, contributed: Contributed | None) -> Iterator[str]:
        if contributed is None:
            yield f"entity {number} is that of no form"
        else:
            yield from self._audit.entity(contributed)
        yield from self._register.samples.entity_faults(number)

    def _totals(self) -> Iterator[str]:
        """The few sums that are sums of others: every statement has a property, every published record a worst finding."""
        tally, info = self._register.tally(), self._edition.info
        sums = {kind: sum(n for (name, _), n in tally.items() if name == kind) for kind in Kind}
        quads, published = tally[Kind.QUADS, ""], tally[Kind.RECORDS, State.PUBLISHED]
        if not quads == sums[Kind.PROPERTY] == info.quads:
            yield f"quads: {quads}, by property {sums[Kind.PROPERTY]}, and {info.quads} as the edition describes itself"
        if not published == sums[Kind.WORST] == info.records.get(State.PUBLISHED, 0):
            yield f"records published: {published}, by worst finding {sums[Kind.WORST]}"


def _place(row: RecordRow) -> tuple[int, int, int]:
    """Papers that lie together are read together."""
    return row.papers or row.held or (0, 0, 0)


__all__ = ["SAMPLE", "Sample"]
