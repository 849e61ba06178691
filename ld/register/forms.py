"""Writing what records state of the entities that they share: each form once, with the number of records that have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from ld.register.connection import Connection
from ld.register.keys import digest_key
from ld.register.ledger import Ledger
from ld.register.mentions import MentionWriter
from ld.register.model import Entity
from ld.sharing import Form

_ASKED = 500  # keys in one query
_REMEMBERED = 200_000  # forms whose numbers are kept in memory, about 30 MB
_DIRTY = """
SELECT d.entity, e.graph, e.subject, e.digest, e.names, f.tails, f.refs
FROM (SELECT entity FROM run_dirty WHERE entity > ? ORDER BY entity LIMIT ?) d
JOIN entity e ON e.number = d.entity JOIN form f ON f.entity = d.entity ORDER BY d.entity
"""


class Dirty(NamedTuple):
    """An entity of which more or fewer records of this run say something.

    Attributes:
        number: of its row.
        entity: itself.
        digest: of its statements as they were published; None if they were not.
        names: tails of those that were its label, name and title, with newlines between.
        stated: tails of each form, and how many records have it.
    """

    number: int
    entity: Entity
    digest: bytes | None
    names: str
    stated: tuple[tuple[str, int], ...]


class Settled(NamedTuple):
    """What is to be published of an entity.

    Attributes:
        digest: of the statements; None if nobody speaks of it any more.
        names: see :class:`Dirty`.
        lines: N-Triples, sorted.
    """

    digest: bytes | None
    names: str
    lines: tuple[str, ...]


class FormWriter:
    """Keeps the forms of an edition in the making.

    Args:
        db: its register, with the tables of the run.
        mentions: of the same; they learn what each form is about.
    """

    def __init__(self, db: Connection, mentions: MentionWriter) -> None:
        self._db = db
        self._mentions = mentions
        self._numbers: dict[bytes, int] = {}

    def numbers(self, forms: Sequence[tuple[bytes, Form]]) -> list[int]:
        """Numbers of forms, new ones included, in the order given.

        Args:
            forms: each with its :attr:`ld.sharing.Form.key`.
        """
        if len(self._numbers) >= _REMEMBERED:
            self._numbers.clear()
        unknown = {key: form for key, form in forms if key not in self._numbers}
        if unknown:
            self._learn(unknown)
        return [self._numbers[key] for key, _ in forms]

    def _learn(self, unknown: Mapping[bytes, Form]) -> None:
        """Find the numbers of forms, and give one to those that are new."""
        found = dict(self._found("form", "number, entity", unknown))
        new = {key: form for key, form in unknown.items() if key not in found}
        about = {key: Entity(form.graph, form.subject) for key, form in new.items()}
        entities = self._entities(set(about.values()))
        numbered = [(number, key) for number, key in enumerate(new, self._next("form"))]
        self._db.many(
            "INSERT INTO form (number, key, entity, tails) VALUES (?, ?, ?, ?)",
            ((number, key, entities[about[key]], new[key].tails) for number, key in numbered),
        )
        found |= {key: (number, entities[about[key]]) for number, key in numbered}
        for key, (number, entity) in found.items():
            self._numbers[key] = number
            form = unknown[key]
            self._mentions.learn(number, entity if Entity(form.graph, form.subject).documented else 0)

    def _entities(self, entities: Collection[Entity]) -> dict[Entity, int]:
        keys = {digest_key(*entity): entity for entity in sorted(entities)}
        found = {keys[key]: number for key, (number,) in self._found("entity", "number", keys)}
        new = [(number, key) for number, key in enumerate(
            (key for key, entity in keys.items() if entity not in found), self._next("entity")
        )]  # fmt: skip
        self._db.many(
            "INSERT INTO entity (number, key, graph, subject) VALUES (?, ?, ?, ?)",
            ((number, key, *keys[key]) for number, key in new),
        )
        return found | {keys[key]: number for number, key in new}

    def _found(
        self, table: str, columns: str, keys: Collection[bytes]
    ) -> Iterator[tuple[bytes, tuple[int, ...]]]:
        """Rows of a table by their keys."""
        listed = list(keys)
        for start in range(0, len(listed), _ASKED):
            some = listed[start : start + _ASKED]
            query = f"SELECT key, {columns} FROM {table} WHERE key IN ({', '.join('?' * len(some))})"  # noqa: S608 - constants
            for key, *values in self._db.all(query, some):
                yield key, tuple(values)

    def _next(self, table: str) -> int:
        (number,) = self._db.one(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")  # noqa: S608 - constants
        return int(number)

    def dirty(self, after: int, limit: int) -> list[Dirty]:
        """A page of entities of which the run has changed who says what, in the order of their rows."""
        rows = self._db.all(_DIRTY, (after, limit))
        return [
            Dirty(number, Entity(graph, subject), digest, names, tuple((row[5], row[6]) for row in group))
            for (number, graph, subject, digest, names), group in groupby(rows, key=itemgetter(0, 1, 2, 3, 4))
        ]

    def settle(self, settled: Sequence[tuple[Dirty, Settled]], edition: int) -> None:
        """Note what is published of entities from now on.

        Args:
            settled: each with what has come of it.
            edition: number of the edition in the making.
        """
        changed = [(one, new) for one, new in settled if new.digest != one.digest]
        self._db.many(
            "UPDATE entity SET digest = ?, names = ?, edition = ? WHERE number = ?",
            ((new.digest, new.names, edition, one.number) for one, new in changed if new.digest),
        )
        self._db.many(
            "DELETE FROM form WHERE entity = ? AND refs = 0",
            ((one.number,) for one, _ in settled if any(refs == 0 for _, refs in one.stated)),
        )
        gone = [(one.number,) for one, new in settled if new.digest is None]
        self._db.many("DELETE FROM entity WHERE number = ?", gone)
        self._bury(changed, edition)

    def _bury(self, changed: Sequence[tuple[Dirty, Settled]], edition: int) -> None:
        """Keep which entities are gone that were published, for those who follow changes; not those that are back."""
        self._db.many(
            "INSERT OR REPLACE INTO gone VALUES (?, ?, ?)",
            ((*one.entity, edition) for one, new in changed if new.digest is None),
        )
        self._db.many(
            "DELETE FROM gone WHERE graph = ? AND subject = ?",
            (one.entity for one, new in changed if one.digest is None),
        )

    def write(self, ledger: Ledger) -> None:
        """Add the differences in how many records have each form, and note whose forms they are."""
        refs = [(n, number) for number, n in ledger.refs.items() if n]
        self._db.many("UPDATE form SET refs = refs + ? WHERE number = ?", refs)
        touched = ((number,) for number in ledger.refs)
        self._db.many("INSERT OR IGNORE INTO run_dirty SELECT entity FROM form WHERE number = ?", touched)


def numbers_text(numbers: Iterable[int]) -> str:
    """Numbers of forms as a row keeps them.

    >>> numbers_text([3, 1])
    '[1,3]'
    """
    return f"[{','.join(map(str, sorted(numbers)))}]"


__all__ = ["Dirty", "FormWriter", "Settled", "numbers_text"]
