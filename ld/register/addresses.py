"""Addresses of what is published, stretch by stretch of the row numbers: what sitemaps list.

A row keeps its number for good, so that an address never moves to another stretch, and a stretch is one range of the primary key. What is
asked of the register as a whole is asked of narrow indexes: which stretches there are, and when each was last changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from ld.register.connection import Connection
from ld.register.schema import LONG_ADDRESS

STRETCH = 50_000
LONG_STRETCH = 20_000
LONGEST = 2_047
"""Characters of the longest address that is given: a sitemap may hold no longer one."""


class AddressKind(StrEnum):
    """Which addresses: of records, of those records of which it is long, of what records share.

    Long ones are apart so that 50,000 of the others fit into a file of 50 MB, whatever their ids are.
    """

    RECORDS = "records"
    LONG = "long"
    ENTITIES = "entities"


class Address(NamedTuple):
    """Where a document is.

    Attributes:
        iri: of the document.
        changed: when it was last changed (xsd:dateTime); None where that is not known.
    """

    iri: str
    changed: str | None = None


class Stretch(NamedTuple):
    """Row numbers from ``(number - 1) * length + 1`` to ``number * length``, where something is published.

    Attributes:
        number: 1 for the first.
        changed: when a record in it was last published, changed or withdrawn (xsd:dateTime); None where that is not known.
    """

    number: int
    changed: str | None = None


class _Rows(NamedTuple):
    """Where the addresses of a kind are, in SQL.

    Attributes:
        length: row numbers of a stretch.
        table: with its alias ``r``.
        test: which rows.
        sparse: whether an index finds them at once, wherever they are.
    """

    length: int
    table: str
    test: str
    sparse: bool = False


_ROWS = {
    AddressKind.RECORDS: _Rows(
        STRETCH, "record r", f"r.state = 'published' AND length(r.graph) <= {LONG_ADDRESS}"
    ),
    AddressKind.LONG: _Rows(
        LONG_STRETCH,
        "record r",
        f"r.state = 'published' AND length(r.graph) > {LONG_ADDRESS} AND length(r.graph) <= {LONGEST}",
        sparse=True,
    ),
    AddressKind.ENTITIES: _Rows(
        STRETCH, "entity r", f"r.subject = r.graph || '#it' AND length(r.graph) <= {LONG_ADDRESS}"
    ),
}
# The search in a stretch ends with the first row found.
_DENSE = """
WITH RECURSIVE stretch (n) AS
    (SELECT 0 UNION ALL SELECT n + 1 FROM stretch WHERE (n + 1) * {length} < (SELECT max(number) FROM {table}))
SELECT n + 1 FROM stretch WHERE EXISTS
    (SELECT 1 FROM {table} WHERE r.number > n * {length} AND r.number <= (n + 1) * {length} AND {test}) ORDER BY 1
"""
_SPARSE = "SELECT DISTINCT (r.number - 1) / {length} + 1 FROM {table} WHERE {test} ORDER BY 1"
# Most records of most catalogues are as the first edition had them: the index is read from there on.
_CHANGES = """
SELECT c.stretch, (SELECT e.created FROM edition e WHERE e.last_change >= c.change ORDER BY e.last_change LIMIT 1) FROM
    (SELECT (number - 1) / ? + 1 AS stretch, max(change) AS change FROM record
     WHERE change > (SELECT min(last_change) FROM edition) GROUP BY 1) c
"""
_FIRST = "SELECT created FROM edition ORDER BY last_change LIMIT 1"
_RECORDS = "SELECT r.graph, e.created FROM {table} JOIN edition e ON e.number = r.edition WHERE r.number > ? AND r.number <= ? AND {test} ORDER BY r.number"
_ENTITIES = (
    "SELECT r.graph, NULL FROM {table} WHERE r.number > ? AND r.number <= ? AND {test} ORDER BY r.number"
)


class AddressReader:
    """Reads addresses from the register of a published edition.

    Args:
        db: the register's.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def stretches(self, kind: AddressKind) -> list[Stretch]:
        """The stretches in which there is something of a kind, in their order."""
        rows = _ROWS[kind]
        query = (_SPARSE if rows.sparse else _DENSE).format(**rows._asdict())
        numbers = [number for (number,) in self._db.all(query)]
        if kind is AddressKind.ENTITIES or not numbers:
            return [Stretch(number) for number in numbers]
        changed = dict(self._db.all(_CHANGES, (rows.length,)))
        (first,) = self._db.one(_FIRST)
        return [Stretch(number, changed.get(number, first)) for number in numbers]

    def within(self, kind: AddressKind, stretch: int) -> Iterator[Address]:
        """The addresses of a kind in a stretch, in the order of their rows, streamed.

        Args:
            stretch: its number; there is nothing in one that :meth:`stretches` does not give.
        """
        rows = _ROWS[kind]
        query = _ENTITIES if kind is AddressKind.ENTITIES else _RECORDS
        bounds = ((stretch - 1) * rows.length, stretch * rows.length)
        return (Address(*columns) for columns in self._db.stream(query.format(**rows._asdict()), bounds))


__all__ = ["LONGEST", "LONG_STRETCH", "STRETCH", "Address", "AddressKind", "AddressReader", "Stretch"]
