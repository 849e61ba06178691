"""Ids that were merged or renamed, and where they lead: as a record states of itself, or as the operator says.

Nothing is decided when it is noted: several records may state one former id, and records come and go. What an id leads to follows
from all that is noted and from what is published, so that an update and a clean build agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from ld.register.connection import Connection
from ld.register.keys import id_of, key_of
from ld.register.ledger import Ledger
from ld.register.model import State

_MOST = 100
"""Ids looked at to find where one leads."""
_COLUMNS = "old, stated, target"


class Move(NamedTuple):
    """That an id leads to another.

    Attributes:
        old: key of the id, see :func:`ld.register.keys.key_of`.
        stated: 1 if the record of the other id states it, 0 if the operator does.
        target: key of the other id.
    """

    old: bytes
    stated: int
    target: bytes

    @property
    def digest(self) -> bytes:
        """SHA-256, for the digest of the edition."""
        return sha256(repr(("moved", *self)).encode()).digest()


class MoveWriter:
    """Keeps the moves of an edition in the making.

    Args:
        db: its register, with the tables of the run.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def state(self, record_id: str, previous: Iterable[str], ledger: Ledger) -> bool:
        """Note what a record says it was called before, in the place of what it said until now.

        Args:
            record_id: of the record.
            previous: its former ids; its own is none.
            ledger: of the digest.
        Returns:
            whether anything differs.
        """
        target = key_of(record_id)
        before = self._found("target = ? AND stated = 1", target)
        return self._exchange(before, {Move(key_of(old), 1, target) for old in previous}, ledger)

    def point(self, old_id: str, new_id: str | None, ledger: Ledger) -> bool:
        """Note what the operator says, in the place of what was said until now.

        Args:
            old_id: the id.
            new_id: where it leads; None: nowhere any more.
            ledger: of the digest.
        Returns:
            whether anything differs.
        """
        old = key_of(old_id)
        now = set() if new_id is None else {Move(old, 0, key_of(new_id))}
        return self._exchange(self._found("old = ? AND stated = 0", old), now, ledger)

    def _found(self, test: str, key: bytes) -> set[Move]:
        return {Move(*row) for row in self._db.all(f"SELECT {_COLUMNS} FROM moved WHERE {test}", (key,))}  # noqa: S608 - constants

    def _exchange(self, before: set[Move], now: set[Move], ledger: Ledger) -> bool:
        now = {move for move in now if move.old != move.target}
        gone, new = before - now, now - before
        self._db.many("DELETE FROM moved WHERE old = ? AND stated = ? AND target = ?", gone)
        self._db.many("INSERT INTO moved (old, stated, target) VALUES (?, ?, ?)", new)
        self._db.many("INSERT OR IGNORE INTO run_moved VALUES (?)", ((move.old,) for move in gone | new))
        for move in gone:
            ledger.sign(None, move.digest)
        for move in new:
            ledger.sign(move.digest, None)
        return bool(gone or new)

    def end(self, record_id: str) -> str | None:
        """See :meth:`MoveReader.end`."""
        return _end(self._db, record_id)


class MoveReader:
    """Reads them of a published edition.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def end(self, record_id: str) -> str | None:
        """The id of the published record that an id leads to, over as many steps as it takes; None if to none.

        What the operator says goes before what records state, and of these the lowest id. An id under which a record is
        published leads nowhere else.
        """
        return _end(self._db, record_id) if self._any else None

    @cached_property
    def _any(self) -> bool:
        """Most catalogues have none, and then nothing need be looked up."""
        return self._db.one("SELECT 1 FROM moved LIMIT 1") is not None

    def every(self) -> Iterator[Move]:
        """Everything that is noted, streamed."""
        return (Move(*row) for row in self._db.stream(f"SELECT {_COLUMNS} FROM moved"))  # noqa: S608 - constants

    def faults(self) -> Iterator[str]:
        """What cannot be, a sentence each."""
        rows = self._db.stream(
            "SELECT m.old, m.target FROM moved m LEFT JOIN record r ON r.id = m.target "
            "WHERE m.old = m.target OR (m.stated AND r.state IS NOT ?)",
            (State.PUBLISHED.value,),
        )
        for old, target in rows:
            yield f"{id_of(old)!r} has moved to {id_of(target)!r}, which cannot state that"


def _end(db: Connection, record_id: str) -> str | None:
    """Depth first, over at most :data:`_MOST` ids, none of them twice."""
    waiting, seen = [key_of(record_id)], set[bytes]()
    while waiting and len(seen) < _MOST:
        key = waiting.pop()
        if key not in seen and _is_published(db, key):
            return id_of(key) if seen else None
        if key not in seen:
            seen.add(key)
            rows = db.all(
                "SELECT target FROM moved WHERE old = ? ORDER BY stated, target LIMIT ?", (key, _MOST)
            )
            waiting += [target for (target,) in reversed(rows)]
    return None


def _is_published(db: Connection, key: bytes) -> bool:
    row = db.one("SELECT 1 FROM record WHERE id = ? AND state = ?", (key, State.PUBLISHED.value))
    return row is not None


__all__ = ["Move", "MoveReader", "MoveWriter"]
