"""Which published records speak of which of the entities that have a document of their own: ``/agent/…#it`` and the like.

Kept with every change, so that nothing is ever looked for over the whole catalogue. What is said of foreign IRIs has no such
list: a language may have millions of records, and no page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from ld.register.connection import Connection
from ld.register.keys import digest_key
from ld.register.ledger import Ledger
from ld.register.model import Entity
from ld.register.pages import read_page

_REMEMBERED = 200_000  # forms of which is remembered what they are about, about 20 MB
_THINGS = """
SELECT f.number, CASE WHEN e.subject = e.graph || '#it' THEN e.number ELSE 0 END
FROM json_each(?) j JOIN form f ON f.number = j.value JOIN entity e ON e.number = f.entity
"""
_DERIVED = """
SELECT DISTINCT e.number AS entity, r.number AS record FROM record r, json_each(r.shared) j
JOIN form f ON f.number = j.value JOIN entity e ON e.number = f.entity WHERE e.subject = e.graph || '#it'
"""
_NOTED = "SELECT entity, record FROM mention"


class MentionWriter:
    """Keeps the mentions of an edition in the making.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._things: dict[int, int] = {}

    def learn(self, form: int, entity: int) -> None:
        """Remember what a form is about, which spares looking it up.

        Args:
            form: its number.
            entity: number of the entity; 0 if that has no document of its own.
        """
        if len(self._things) >= _REMEMBERED:
            self._things.clear()
        self._things[form] = entity

    def thing(self, form: int) -> int:
        """Number of the entity with a document of its own that a form is about; 0 if it has none."""
        if form not in self._things:
            self.things([form])
        return self._things[form]

    def things(self, forms: Collection[int]) -> set[int]:
        """Numbers of the entities with a document of their own that these forms are about."""
        found = set(map(self._things.get, forms))
        if None in found:
            unknown = [number for number in forms if number not in self._things]
            for form, entity in self._db.all(_THINGS, (json.dumps(unknown),)):
                self.learn(form, entity)
                found.add(entity)
        return {entity for entity in found if entity}

    def add(self, mentions: Iterable[tuple[int, int]]) -> None:
        """Add entities and the records that speak of them, which no record has done before; entity 0 is none."""
        self._insert([mention for mention in mentions if mention[0]])

    def write(self, ledger: Ledger) -> None:
        """Add the differences."""
        gone = [mention for mention, n in ledger.mentions.items() if n < 0]
        self._db.many("DELETE FROM mention WHERE entity = ? AND record = ?", sorted(gone))
        self._count(gone, -1)
        self._insert([mention for mention, n in ledger.mentions.items() if n > 0])

    def _insert(self, mentions: list[tuple[int, int]]) -> None:
        """In the order of the table, so that loading a catalogue stays cheap."""
        self._db.many("INSERT INTO mention (entity, record) VALUES (?, ?)", sorted(mentions))
        self._count(mentions, 1)

    def _count(self, mentions: Iterable[tuple[int, int]], sign: int) -> None:
        counts = Counter(entity for entity, _ in mentions)
        self._db.many(
            "UPDATE entity SET mentions = mentions + ? WHERE number = ?",
            ((sign * n, entity) for entity, n in counts.items()),
        )


class MentionReader:
    """Reads them of a published edition.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def count(self, document: str) -> int:
        """How many published records speak of what a document is about.

        Args:
            document: its IRI.
        """
        return self._thing(document)[1]

    def records(
        self, document: str, *, after: int = 0, before: int | None = None, limit: int = 50
    ) -> list[int]:
        """A page of numbers of these records, in their order; found by index, however far from the first.

        Args:
            document: its IRI.
            after: the last number of the page before.
            before: the first number of the page after, and then `after` has no say; 0 for the last page.
            limit: records at most.
        """
        entity = self._thing(document)[0]
        select = "SELECT record FROM mention WHERE entity = ?"
        return read_page(self._db, select, (entity,), after=after, before=before, limit=limit)

    def _thing(self, document: str) -> tuple[int, int]:
        key = digest_key(document, Entity.of(document).subject)
        number, mentions = self._db.one("SELECT number, mentions FROM entity WHERE key = ?", (key,)) or (0, 0)
        return number, mentions

    def miscounts(self) -> Iterator[str]:
        """What is not as noted, a sentence each."""
        for said, one, other in (
            ("is not noted", _DERIVED, _NOTED),
            ("is noted but not so", _NOTED, _DERIVED),
        ):
            for entity, record in self._db.stream(f"{one} EXCEPT {other}"):
                yield f"that record {record} speaks of entity {entity} {said}"
        counted = self._db.stream(
            "SELECT e.subject, e.mentions, coalesce(m.n, 0) FROM entity e LEFT JOIN (SELECT entity, count(*) AS n FROM mention "
            "GROUP BY entity) m ON m.entity = e.number WHERE e.mentions <> coalesce(m.n, 0)"
        )
        for subject, noted, n in counted:
            yield f"{n} records speak of {subject}, not {noted}"


__all__ = ["MentionReader", "MentionWriter"]
