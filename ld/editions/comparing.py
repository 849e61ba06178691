"""How two editions differ: records and what they share, each with the statements that one edition has and the other has not.

What both have from the same earlier edition is not read. It may be one of the two; or, after going back, an older one; or none at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import groupby
from typing import TypeVar

from ld.editions.reading import Edition
from ld.graph import quad_line
from ld.register.model import Entity, RecordRow

_Touched = TypeVar("_Touched", str, Entity)


class Change(StrEnum):
    """What became of something from one edition to the other."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """A record that two editions do not publish alike.

    Attributes:
        id: of the record.
        before: its row in the one; None if that knows nothing of it.
        after: its row in the other.
        removed: statements of its own graphs that only the one has, N-Quads lines, sorted. They may be none, and none be added: it
            says otherwise something of what it shares with other records.
        added: those that only the other has.
    """

    id: str
    before: RecordRow | None
    after: RecordRow | None
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.before is None or not self.before.published:
            return Change.ADDED
        return Change.CHANGED if self.after is not None and self.after.published else Change.WITHDRAWN


@dataclass(frozen=True, slots=True)
class EntityDifference:
    """A shared entity of which two editions do not say the same.

    Attributes:
        entity: it.
        change: what became of it; what nobody speaks of any more is withdrawn.
        removed: statements that only the one has, N-Quads lines, sorted.
        added: those that only the other has.
    """

    entity: Entity
    change: Change
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Comparison:
    """How two editions differ; read while it is asked for, one record or entity after the other.

    The statements of the one without those removed and with those added are the statements of the other.

    Args:
        before: the one.
        after: the other; any two editions of a data folder will do, in either order.
    """

    def __init__(self, before: Edition, after: Edition) -> None:
        self._before, self._after = self._both = before, after
        self._edition, self._change = common(before.lineage(), after.lineage())

    def records(self) -> Iterator[RecordDifference]:
        """Records that are published in one only, or with other statements; in the order of their ids."""
        for record_id in _union(*(edition.changed_ids(self._change) for edition in self._both)):
            one, other = self._before.record(record_id), self._after.record(record_id)
            if (one and one.digest) != (other and other.digest):
                changes = _changes(_quads(self._before, one), _quads(self._after, other))
                yield RecordDifference(record_id, one, other, *changes)

    def entities(self) -> Iterator[EntityDifference]:
        """Shared entities of which one says what the other does not; by graph and IRI."""
        for about in _union(*map(self._entities, self._both)):
            one, other = _about(self._before, about), _about(self._after, about)
            if one != other:
                kind = (Change.CHANGED if one else Change.ADDED) if other else Change.WITHDRAWN
                yield EntityDifference(about, kind, *_changes(one, other))

    def _entities(self, edition: Edition) -> Iterator[Entity]:
        return (entity for entity, _ in edition.entity_changes(self._edition))


def common(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The last edition that two go back to.

    Args:
        one: numbers and last changes of the editions that one goes back to, itself included, oldest first.
        other: those of the other.

    Returns:
        its number and last change; (0, 0) if there is none.

    >>> common([(1, 10), (2, 15)], [(1, 10), (3, 18)])
    (1, 10)
    """
    found = (0, 0)
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        found = ours
    return found


def _union(one: Iterator[_Touched], other: Iterator[_Touched]) -> Iterator[_Touched]:
    """What either has touched, each once, in order."""
    return (it for it, _ in groupby(merge(one, other)))


def _quads(edition: Edition, row: RecordRow | None) -> set[str]:
    """Statements of a record's own graphs; none of an unknown or withdrawn one."""
    graphs = [] if row is None else edition.own_graphs(row)
    return {quad_line(line, graph) for graph, lines in graphs for line in lines}


def _about(edition: Edition, entity: Entity) -> set[str]:
    return {quad_line(line, entity.graph) for line in edition.entity_lines(entity)}


def _changes(before: set[str], after: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(before - after)), tuple(sorted(after - before))


__all__ = ["Change", "Comparison", "EntityDifference", "RecordDifference", "common"]
