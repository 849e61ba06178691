"""A sample of a register: so many rows however many there are, each found by index, and the same ones each time.

What an edition changed is looked at first, for that is where a new fault would be; but a disk may lose anything, so that others are
looked at too, spread over all. Where the spread begins follows from the number of the edition, so that one edition after the
other looks at other rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ld.register.connection import Connection
from ld.register.ledger import Remark
from ld.register.model import Entity, RecordRow

_GOLDEN = 0.6180339887498949  # its multiples, without what is before the point, never lie close together
_MOST_FORMS = 1000
"""Forms that an entity may have to be looked at: there may be as many as records that speak of it."""
MOST_MENTIONS = 100
"""Records that may speak of an entity for its forms to be counted."""

_RECORDS = "SELECT min(number) FROM record WHERE number >= ?"
_CHANGES = "SELECT number FROM record WHERE change >= ? ORDER BY change LIMIT 1"
_ENTITIES = "SELECT min(number) FROM entity WHERE number >= ?"
_FEW_FORMS = """
SELECT j.value FROM json_each(?) j WHERE (SELECT count(*) FROM (SELECT 1 FROM form WHERE entity = j.value LIMIT ?)) < ?
"""
_UNNOTED = """
SELECT DISTINCT e.subject FROM json_each(?) j JOIN form f ON f.number = j.value JOIN entity e ON e.number = f.entity
WHERE e.subject = e.graph || '#it' AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.entity = e.number AND m.record = ?)
"""
_INDEXED = "SELECT count(*) FROM search_content WHERE id = ?"
_MENTIONS = "SELECT record FROM mention WHERE entity = ?1 LIMIT ?2"
# The cast lets SQLite make an index of what it has counted.
_FORMS = f"""
SELECT f.number, f.refs, coalesce(c.n, 0) FROM form f LEFT JOIN (SELECT CAST(j.value AS INTEGER) AS number, count(*) AS n
FROM ({_MENTIONS}) m JOIN record r ON r.number = m.record, json_each(r.shared) j GROUP BY 1) c ON c.number = f.number
WHERE f.entity = ?1 AND f.refs <> coalesce(c.n, 0)
"""  # noqa: S608 - constants
_SILENT = f"""
SELECT m.record FROM ({_MENTIONS}) m WHERE NOT EXISTS (SELECT 1 FROM record r, json_each(r.shared) j
JOIN form f ON f.number = j.value WHERE r.number = m.record AND f.entity = ?1)
"""  # noqa: S608 - constants
_REMARK = """
SELECT m.n FROM finding f JOIN remark m ON m.finding = f.number AND m.record = ? AND m.held = ? WHERE f.code = ?
AND f.severity = ? AND f.property = ? AND f.field = ? AND f.format = ? AND f.collection = ?
"""


class SampleReader:
    """Chooses rows of an edition, and compares what is noted about one with the few rows that it follows from.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def records(self, size: int) -> list[int]:
        """Numbers of rows, ascending: those changed last, others that the edition changed, the newest, and some of all.

        Args:
            size: rows of each kind at most.
        """
        edition, last = self._db.one("SELECT number, last_change FROM edition ORDER BY number DESC LIMIT 1")
        before = self._db.one("SELECT max(last_change) FROM edition WHERE number < ?", (edition,))[0] or 0
        found = {
            *self._column("SELECT number FROM record WHERE change > 0 ORDER BY change DESC LIMIT ?", size),
            *self._column("SELECT number FROM record ORDER BY number DESC LIMIT ?", size),
            *self._spread(_CHANGES, places(before + 1, last, size, edition)),
            *self._spread(_RECORDS, places(1, self._highest("record"), size, -edition)),
        }
        return sorted(found)

    def entities(self, size: int) -> list[int]:
        """Numbers of rows, ascending: those changed last, and some of all; not those of which all too much is said.

        Args:
            size: rows of each kind at most.
        """
        (edition,) = self._db.one("SELECT max(number) FROM edition")
        newest = "SELECT number FROM entity WHERE edition > 0 ORDER BY edition DESC, number DESC LIMIT ?"
        found = {
            *self._column(newest, size),
            *self._spread(_ENTITIES, places(1, self._highest("entity"), size, edition)),
        }
        few = self._db.all(_FEW_FORMS, (json.dumps(sorted(found)), _MOST_FORMS, _MOST_FORMS))
        return [number for (number,) in few]

    def gone(self, size: int) -> list[Entity]:
        """Those of which nothing is said any more since the latest editions."""
        rows = self._db.all("SELECT graph, subject FROM gone ORDER BY edition DESC LIMIT ?", (size,))
        return [Entity(*row) for row in rows]

    def _column(self, sql: str, limit: int) -> list[int]:
        return [number for (number,) in self._db.all(sql, (limit,))]

    def _highest(self, table: str) -> int:
        return self._db.one(f"SELECT max(number) FROM {table}")[0] or 0  # noqa: S608 - constants

    def _spread(self, sql: str, starts: list[int]) -> Iterator[int]:
        for start in starts:
            (number,) = self._db.one(sql, (start,)) or (None,)
            if number is not None:
                yield number

    # What is noted about one of them

    def record_faults(self, row: RecordRow) -> Iterator[str]:
        """What is not noted of a record that should be, or is and should not, a sentence each."""
        (indexed,) = self._db.one(_INDEXED, (row.number,))
        if row.published and not indexed:
            yield f"record {row.id!r} is not in the index"
        if indexed and not row.published:
            yield f"record {row.id!r} is in the index but not published"
        for (subject,) in self._db.all(_UNNOTED, (row.shared, row.number)):
            yield f"that record {row.id!r} speaks of {subject} is not noted"

    def remark_fault(self, remark: Remark, n: int) -> str | None:
        """Whether findings of a record are noted as often as there are; a sentence if not."""
        kind = remark.kind
        key = (remark.record, int(remark.held), kind.code, kind.severity.value, *kind[2:])
        (noted,) = self._db.one(_REMARK, key) or (0,)
        return None if noted == n else f"finding {kind.code}: record {remark.record} has {n}, not {noted}"

    def entity_faults(self, entity: int) -> Iterator[str]:
        """What is not as noted of an entity: how many records speak of it and, if they are few, in which forms.

        Args:
            entity: number of its row.
        """
        subject, noted = self._db.one("SELECT subject, mentions FROM entity WHERE number = ?", (entity,))
        most = (entity, MOST_MENTIONS + 1)
        (counted,) = self._db.one(f"SELECT count(*) FROM ({_MENTIONS})", most)  # noqa: S608 - constants
        if min(noted, MOST_MENTIONS + 1) != counted:
            yield f"{counted} records speak of {subject}, not {noted}"
        if 0 < counted <= MOST_MENTIONS:  # of what has no document of its own, no list is kept
            for number, refs, n in self._db.all(_FORMS, most):
                yield f"form {number} is that of {n} records, not {refs}"
            for (record,) in self._db.all(_SILENT, most):
                yield f"that record {record} speaks of {subject} is noted but not so"


def places(first: int, last: int, size: int, turn: int) -> list[int]:
    """So many whole numbers, evenly between two others, or all that there are.

    Args:
        first: the lowest there may be.
        last: the highest; below `first`, there are none.
        size: how many at most.
        turn: moves all of them.

    >>> places(1, 1000, 4, 0), places(1, 1000, 4, 1), places(7, 9, 4, 1), places(1, 0, 4, 1)
    ([1, 251, 501, 751], [155, 405, 655, 905], [7, 8, 9], [])
    """
    span = last - first + 1
    if span <= size:
        return list(range(first, last + 1))
    offset = turn * _GOLDEN % 1
    return [first + int((n + offset) * span / size) for n in range(size)]


__all__ = ["MOST_MENTIONS", "SampleReader", "places"]
