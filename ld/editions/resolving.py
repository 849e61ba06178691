"""Publishing what is said of shared entities, after a run has changed who says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from ld.editions.loading import Loader
from ld.register.census import Kind
from ld.register.forms import Dirty, Settled
from ld.register.ledger import Ledger
from ld.register.model import Entity
from ld.register.writing import StagedRegister
from ld.sharing import counted, resolve_named

_PAGE = 2000


class Resolver:
    """Brings the graphs of shared entities up to date; the cost is that of the entities concerned.

    Args:
        number: of the edition in the making.
    """

    def __init__(self, register: StagedRegister, loader: Loader, ledger: Ledger, number: int) -> None:
        self._register = register
        self._loader = loader
        self._ledger = ledger
        self._number = number

    def run(self, checkpoint: Callable[[], None]) -> None:
        """Resolve every entity of which the run has changed a contribution.

        Args:
            checkpoint: called now and then, to write what has come together.
        """
        after = 0
        while page := self._register.forms.dirty(after, _PAGE):
            settled = [(one, settle(one)) for one in page]
            self._publish([(one, new) for one, new in settled if new.digest != one.digest])
            self._register.forms.settle(settled, self._number)
            checkpoint()
            after = page[-1].number

    def _publish(self, changed: Sequence[tuple[Dirty, Settled]]) -> None:
        fresh = [(one, new) for one, new in changed if one.digest is None]
        for ours in (True, False):  # counted together: links of foreign IRIs are none
            self._loader.add(
                {one.entity: new.lines for one, new in fresh if foreign(one.entity) is not ours}, links=ours
            )
        for one, new in changed:
            if one.digest is not None:
                self._exchange(one, new)
            self._ledger.sign(new.digest, one.digest)
        counts = Counter(foreign(one.entity) for one, _ in fresh)
        counts.subtract(foreign(one.entity) for one, new in changed if new.digest is None)
        self._ledger.count(Kind.ENTITIES, n=counts.total())
        self._ledger.count(Kind.FOREIGN, n=counts[True])

    def _exchange(self, one: Dirty, new: Settled) -> None:
        graph, subject = one.entity
        self._loader.exchange(graph, new.lines, stored=True, subject=subject, links=not foreign(one.entity))


def settle(dirty: Dirty) -> Settled:
    """What follows from the forms of an entity."""
    contributed = counted(dirty.entity.subject, dirty.stated)
    lines, chosen = resolve_named(contributed)
    if not lines:
        return Settled(None, "", ())
    start = len(dirty.entity.subject) + 3
    names = "\n".join(sorted(line[start:] for line in chosen))
    return Settled(entity_digest(dirty.entity, lines), names, lines)


def entity_digest(entity: Entity, lines: Iterable[str]) -> bytes:
    """SHA-256 over the published statements of an entity, sorted, and the graph they are in."""
    return sha256("\n".join([entity.graph, *lines]).encode()).digest()


def foreign(entity: Entity) -> bool:
    """Whether an entity's IRI is not of this site, so that its statements stand in another document.

    >>> foreign(Entity("http://a/terms", "http://b/x"))
    True
    """
    return entity.subject.partition("#")[0] != entity.graph


__all__ = ["Resolver", "entity_digest", "foreign", "settle"]
