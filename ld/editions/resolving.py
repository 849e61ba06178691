"""Publishing what is said of shared entities, after a run has changed who says what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

from ld.editions.loading import Loader
from ld.register.census import Kind
from ld.register.ledger import Ledger
from ld.register.model import Entity
from ld.register.shared import Statement
from ld.register.writing import StagedRegister
from ld.sharing import resolve, winners
from ld.stores.embedded import StagedStore

_PAGE = 1000


class Resolver:
    """Brings the graphs of shared entities up to date; the cost is that of the entities concerned.

    Args:
        register: of the edition in the making.
        store: likewise.
        loader: of the store.
        ledger: of the run.
        edition: number of the edition.
    """

    def __init__(
        self, register: StagedRegister, store: StagedStore, loader: Loader, ledger: Ledger, edition: int
    ) -> None:
        self._register = register
        self._store = store
        self._loader = loader
        self._ledger = ledger
        self._edition = edition

    def run(self, checkpoint: Callable[[], None]) -> None:
        """Resolve every entity of which the run has changed a contribution.

        Args:
            checkpoint: called now and then, to write what has come together.
        """
        after = 0
        while page := self._register.shared.dirty(after, _PAGE):
            gone = {entity.graph for number, entity, digest in page if self._entity(number, entity, digest)}
            # Dropping takes the name only; a graph that is still to get statements comes back with them.
            for graph in gone:
                if not self._store.holds(graph):
                    self._store.drop(graph)
            checkpoint()
            after = page[-1][0]

    def _entity(self, number: int, entity: Entity, digest: bytes | None) -> bool:
        """Resolve one; whether it is gone."""
        statements = self._register.shared.statements(number, entity)
        contributed = {statement.line: statement.refs for statement in statements}
        lines = resolve(contributed)
        new_digest = entity_digest(entity, lines) if lines else None
        if new_digest != digest:
            self._loader.exchange(
                entity.graph,
                lines,
                stored=digest is not None,
                subject=entity.subject,
                links=not foreign(entity),
            )
            self._count(entity, (new_digest is not None) - (digest is not None))
            self._ledger.sign(new_digest, digest)
            self._register.shared.note(number, entity, self._edition, gone=new_digest is None)
        self._register.shared.resolve(number, new_digest, _moved(statements, winners(contributed)))
        return new_digest is None

    def _count(self, entity: Entity, n: int) -> None:
        self._ledger.count(Kind.ENTITIES, n=n)
        if foreign(entity):
            self._ledger.count(Kind.FOREIGN, n=n)


def entity_digest(entity: Entity, lines: Iterable[str]) -> bytes:
    """SHA-256 over the published statements of an entity, sorted, and the graph they are in."""
    return sha256("\n".join([entity.graph, *lines]).encode()).digest()


def foreign(entity: Entity) -> bool:
    """Whether an entity's IRI is not of this site, so that its statements stand in another document.

    >>> foreign(Entity("http://a/terms", "http://b/x"))
    True
    """
    return entity.subject.partition("#")[0] != entity.graph


def _moved(statements: Iterable[Statement], chosen: frozenset[str]) -> dict[int, bool]:
    """Statements that have become or no longer are an entity's name."""
    return {s.number: s.line in chosen for s in statements if s.winner != (s.line in chosen)}


__all__ = ["Resolver", "entity_digest", "foreign"]
