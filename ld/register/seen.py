"""What the run that is under way has seen of each record, and what has become of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ld.register.connection import Connection
from ld.register.keys import id_of, key_of
from ld.register.model import RecordRow
from ld.register.schema import SELECT, from_columns


class SeenWriter:
    """Keeps what a run has seen.

    Args:
        db: the register of the edition in the making, with the tables of the run.
        parent: register of the edition to begin with; None if there is none.
    """

    def __init__(self, db: Connection, parent: Path | None) -> None:
        self._db = db
        self._parent = parent
        self._before: Connection | None = None

    @property
    def before(self) -> Connection:
        """The register of the edition to begin with."""
        assert self._parent is not None  # there are no rows of an edition before the first
        if self._before is None:
            self._before = Connection(self._parent, immutable=True)
        return self._before

    def outcome(self, row: RecordRow) -> str | None:
        """What became of an earlier record of the same id in this run."""
        return (self._db.one("SELECT outcome FROM run_seen WHERE record = ?", (row.number,)) or (None,))[0]

    def mark(self, row: RecordRow, outcome: str) -> None:
        """Note what became of a record in this run."""
        self._db.run("INSERT OR REPLACE INTO run_seen VALUES (?, ?)", (row.number, outcome))

    def see(self, record_ids: Iterable[str], outcome: str) -> None:
        """Note that these are in the source, unless this run has said more of them."""
        keys = ((outcome, key_of(record_id)) for record_id in record_ids)
        self._db.many("INSERT OR IGNORE INTO run_seen SELECT number, ? FROM record WHERE id = ?", keys)

    def see_rows(self, numbers: Sequence[int], outcome: str) -> None:
        """Note that these rows are in the source, of which this run has said nothing yet."""
        self._db.many("INSERT INTO run_seen VALUES (?, ?)", ((number, outcome) for number in numbers))

    def seen_rows(self, numbers: Sequence[int]) -> dict[int, str]:
        """Those of these rows of which this run has said something, and what became of them."""
        rows = self._db.all(
            "SELECT record, outcome FROM run_seen WHERE record IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
        return dict(rows)

    def changed_rows(self, numbers: Iterable[int]) -> list[str]:
        """Ids of those rows of the edition before of which this run has made something else than they were."""
        ids = {
            number: self.before.one("SELECT id FROM record WHERE number = ?", (number,))[0]
            for number in numbers
        }
        return [
            id_of(key)
            for key in ids.values()
            if self._digest_of(self._db, key) != self._digest_of(self.before, key)
        ]

    @staticmethod
    def _digest_of(db: Connection, key: bytes) -> bytes | None:
        return (db.one("SELECT source_digest FROM record WHERE id = ?", (key,)) or (None,))[0]

    def gone_rows(self, numbers: Sequence[int]) -> list[int]:
        """Those rows of the edition before that this run has deleted altogether: their numbers may be those of others by now."""
        if self._db.one("SELECT 1 FROM run_gone LIMIT 1") is None:
            return []
        select = "SELECT id FROM record WHERE number = ?"
        test = "SELECT 1 FROM run_gone WHERE id = ?"
        return [n for n in numbers if self._db.one(test, self.before.one(select, (n,))) is not None]

    def unseen(self, collection: str | None) -> Iterator[RecordRow]:
        """Records that this run has not seen, of which something is published or withheld.

        The caller may change each before the next.
        """
        test = "(r.state <> 'withdrawn' OR r.held_pack IS NOT NULL) AND r.number NOT IN (SELECT record FROM run_seen)"
        last = 0
        while rows := self._db.all(
            f"{SELECT} WHERE {test} AND r.number > ? ORDER BY r.number LIMIT 500", (last,)
        ):
            found = [from_columns(columns) for columns in rows]
            last = found[-1].number
            yield from (row for row in found if collection in (None, row.collection))

    def close(self) -> None:
        """Close the register of the edition before."""
        if self._before is not None:
            self._before.close()


__all__ = ["SeenWriter"]
