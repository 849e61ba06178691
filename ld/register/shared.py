"""Writing what records state of the entities that they share: each statement once, with the number of records that make it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ld.register.connection import Connection
from ld.register.keys import digest_key
from ld.register.ledger import Ledger
from ld.register.mentions import MentionWriter
from ld.register.model import Entity
from ld.sharing import subject_of

_REMEMBERED = 200_000  # shared statements whose numbers are kept in memory, about 30 MB


class Statement(NamedTuple):
    """A statement of a shared entity, as the register has it."""

    number: int
    line: str
    refs: int
    winner: bool


class SharedWriter:
    """Keeps the shared statements of an edition in the making.

    Args:
        db: its register, with the tables of the run.
        mentions: of the same; they learn what each statement is about.
    """

    def __init__(self, db: Connection, mentions: MentionWriter) -> None:
        self._db = db
        self._mentions = mentions
        self._statements: dict[bytes, int] = {}

    def statement(self, graph: str, line: str) -> int:
        """Number of a statement about a shared entity, new ones included."""
        key = digest_key(graph, line)
        if key not in self._statements:
            if len(self._statements) >= _REMEMBERED:
                self._statements.clear()
            self._statements[key] = self._find_statement(key, graph, line)
        return self._statements[key]

    def _find_statement(self, key: bytes, graph: str, line: str) -> int:
        about = Entity(graph, subject_of(line))
        row = self._db.one("SELECT number, entity FROM shared WHERE key = ?", (key,))
        number, entity = row or self._new_statement(key, about, line)
        self._mentions.learn(number, entity if about.documented else 0)
        return number

    def _new_statement(self, key: bytes, about: Entity, line: str) -> tuple[int, int]:
        entity = self._entity(about)
        values = (key, entity, line[len(about.subject) + 3 :])
        return self._db.run("INSERT INTO shared (key, entity, tail) VALUES (?, ?, ?)", values), entity

    def _entity(self, entity: Entity) -> int:
        key = digest_key(*entity)
        row = self._db.one("SELECT number FROM entity WHERE key = ?", (key,))
        if row is not None:
            number: int = row[0]
            return number
        return self._db.run("INSERT INTO entity (key, graph, subject) VALUES (?, ?, ?)", (key, *entity))

    def dirty(self, after: int, limit: int) -> list[tuple[int, Entity, bytes | None]]:
        """A page of entities of whose statements any was made by more or fewer records in this run: number, entity, digest."""
        rows = self._db.all(
            "SELECT number, graph, subject, digest FROM run.dirty JOIN entity ON number = entity "
            "WHERE entity > ? ORDER BY entity LIMIT ?",
            (after, limit),
        )
        return [(number, Entity(graph, subject), digest) for number, graph, subject, digest in rows]

    def statements(self, number: int, entity: Entity) -> list[Statement]:
        """What records state of an entity."""
        rows = self._db.all("SELECT number, tail, refs, winner FROM shared WHERE entity = ?", (number,))
        return [
            Statement(n, f"<{entity.subject}> {tail}", refs, bool(winner)) for n, tail, refs, winner in rows
        ]

    def resolve(self, number: int, digest: bytes | None, winners: Mapping[int, bool]) -> None:
        """Note the result of resolving an entity.

        Args:
            number: of the entity.
            digest: of its published statements; None if nobody speaks of it any more.
            winners: statements that have become, or no longer are, its label, name or title.
        """
        self._db.many(
            "UPDATE shared SET winner = ? WHERE number = ?", ((won, n) for n, won in winners.items())
        )
        self._db.run("DELETE FROM shared WHERE entity = ? AND refs = 0", (number,))
        if digest is None:
            self._db.run("DELETE FROM entity WHERE number = ?", (number,))
        else:
            self._db.run("UPDATE entity SET digest = ? WHERE number = ?", (digest, number))

    def note(self, number: int, entity: Entity, edition: int, *, gone: bool) -> None:
        """Note that an edition changes what is published of an entity.

        Args:
            number: of the entity.
            entity: it.
            edition: number of the edition.
            gone: whether nobody speaks of it any more.
        """
        if gone:
            self._db.run("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", (*entity, edition))
        else:
            self._db.run("UPDATE entity SET edition = ? WHERE number = ?", (edition, number))
            self._db.run("DELETE FROM gone WHERE graph = ? AND subject = ?", entity)

    def write(self, ledger: Ledger) -> None:
        """Add the differences in how many records make each statement, and note whose statements they are."""
        refs = [(n, number) for number, n in ledger.refs.items() if n]
        self._db.many("UPDATE shared SET refs = refs + ? WHERE number = ?", refs)
        touched = ((number,) for number in ledger.refs)
        self._db.many("INSERT OR IGNORE INTO run.dirty SELECT entity FROM shared WHERE number = ?", touched)


def numbers_text(numbers: Iterable[int]) -> str:
    """Statement numbers as a row keeps them.

    >>> numbers_text([3, 1])
    '[1,3]'
    """
    return json.dumps(sorted(numbers), separators=(",", ":"))


__all__ = ["SharedWriter", "Statement", "numbers_text"]
