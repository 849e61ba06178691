"""Writing the register of an edition in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

from ld.disk import sync
from ld.errors import DamagedEditionError
from ld.register.census import Kind
from ld.register.connection import Connection
from ld.register.crossing import CrossingWriter
from ld.register.facts import PartFacts, RowFacts
from ld.register.forms import FormWriter
from ld.register.intake import Intake, Place
from ld.register.keys import key_of, storable
from ld.register.ledger import Ledger, key_columns
from ld.register.mentions import MentionWriter
from ld.register.model import RecordRow
from ld.register.moves import MoveWriter
from ld.register.remarks import RemarkWriter
from ld.register.schema import (
    INSERT,
    NO_RUN_TABLES,
    RUN_TABLES,
    SELECT,
    TABLES,
    UPDATE,
    VERSION,
    from_columns,
    to_columns,
)
from ld.register.search import SearchWriter
from ld.register.seen import SeenWriter
from ld.register.settling import Settlement, settle

_MODULUS = 1 << 256


class StagedRegister:
    """The register of an edition in the making; for one thread.

    Everything since the last :meth:`commit` is one transaction.

    Attributes:
        crossings: what records say of each other.
        mentions: which of them speak of what.
        moves: ids that lead to others.
        search: words of records.
        seen: what the run has seen of each.
        forms: what records state of the entities that they share.

    Args:
        folder: in which it is made; one that is there already is gone on with.
        parent: register of the edition to begin with; None to begin with nothing.

    Raises:
        DamagedEditionError: the parent is broken or of another version.
        StoreError: the disk does not do what it should.
    """

    def __init__(self, folder: Path, parent: Path | None) -> None:
        self.path = folder / "register.sqlite"
        self._parent = parent
        begun = self.path.exists()
        if parent is not None and not begun:
            _copy(parent, self.path)
        self._db = Connection(self.path, immutable=False)
        self._collections: dict[str, int] = {}
        if not begun:
            self._begin()
        self._open()

    def _begin(self) -> None:
        self._db.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN")
        if self._parent is None:
            self._db.script(TABLES)
        self._check_version()
        self._db.script(RUN_TABLES)
        if self._parent is not None:
            RemarkWriter(self._db).begin()
        self._db.run("COMMIT")

    def _check_version(self) -> None:
        (version,) = self._db.one("PRAGMA user_version")
        if version != VERSION:
            self._db.close()
            msg = f"the edition to update has tables of version {version}, not {VERSION}: ingest into a new data folder"
            raise DamagedEditionError(msg)

    def _open(self) -> None:
        self._check_version()
        self._db.script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; BEGIN"
        )
        self.crossings = CrossingWriter(self._db)
        self.mentions = MentionWriter(self._db)
        self.moves = MoveWriter(self._db)
        self.forms = FormWriter(self._db, self.mentions)
        self.search = SearchWriter(self._db)
        self.seen = SeenWriter(self._db, self._parent)
        self._remarks = RemarkWriter(self._db)
        self._intake = Intake(self._db, self.forms, self.mentions)

    # Records

    def record(self, record_id: str) -> RecordRow | None:
        """The row of a record, tombstones included."""
        columns = self._db.one(f"{SELECT} WHERE r.id = ?", (key_of(record_id),))
        return None if columns is None else from_columns(columns)

    def save(self, row: RecordRow) -> RecordRow:
        """Insert a row whose number is 0, else update it; the row with its number."""
        values = to_columns(row, self.collection(row.collection))
        if row.number:
            self._db.run(UPDATE, (*values, row.number))
            return row
        return replace(row, number=self._db.run(INSERT, values))

    def delete(self, row: RecordRow) -> None:
        """Forget a record altogether."""
        self._db.run("DELETE FROM record WHERE number = ?", (row.number,))
        self._db.run("DELETE FROM run_seen WHERE record = ?", (row.number,))
        self._db.run("INSERT OR IGNORE INTO run_gone VALUES (?)", (key_of(row.id),))

    def knows_any(self, rows: Sequence[RowFacts]) -> bool:
        """Whether there is a row of any of these records."""
        return self._intake.known(rows)

    def take(self, part: PartFacts, place: Place, ledger: Ledger) -> list[int]:
        """Insert new records, see :class:`ld.register.intake.Intake`."""
        return self._intake.take(part, place, ledger)

    def collection(self, name: str) -> int:
        """Number of a collection, of a new one too."""
        if name not in self._collections:
            stored = (storable(name),)
            self._db.run("INSERT OR IGNORE INTO collection (name) VALUES (?)", stored)
            (self._collections[name],) = self._db.one("SELECT number FROM collection WHERE name = ?", stored)
        return self._collections[name]

    # Sums

    def settle(self) -> Settlement:
        """How this run differs from the edition it began with, see :mod:`ld.register.settling`."""
        return Settlement(True, {}) if self._parent is None else settle(self._db, self._parent)

    def write(self, ledger: Ledger) -> None:
        """Add the differences to the sums, and empty the ledger."""
        self.forms.write(ledger)
        tally = ((kind, name, n) for (kind, name), n in ledger.tally.items() if n)
        self._db.many(
            "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", tally
        )
        self._write_coverage(ledger)
        self._remarks.write(ledger)
        self.mentions.write(ledger)
        self.set_meta("digest", f"{(int(self.meta('digest') or '0', 16) + ledger.digest) % _MODULUS:064x}")
        ledger.clear()

    def _write_coverage(self, ledger: Ledger) -> None:
        self._db.many(
            "UPDATE coverage SET example = '' WHERE field = ? AND outcome = ? AND reason = ? AND example = ?",
            ((*key_columns(key), storable(example)) for key, example in ledger.withdrawn_examples),
        )
        self._db.many(
            "INSERT INTO coverage VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n, "
            "example = CASE example WHEN '' THEN excluded.example ELSE example END",
            (
                (*key_columns(key), n, storable(ledger.examples.get(key, "")))
                for key, n in ledger.coverage.items()
            ),
        )

    def meta(self, name: str) -> Any:
        """A value about the edition; None if there is none of that name."""
        return (self._db.one("SELECT value FROM meta WHERE name = ?", (name,)) or (None,))[0]

    def set_meta(self, name: str, value: str | int) -> None:
        """Set a value about the edition."""
        self._db.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def state(self, name: str) -> str | None:
        """What the run that is under way has noted of itself; None if nothing under that name."""
        return (self._db.one("SELECT value FROM run_state WHERE name = ?", (name,)) or (None,))[0]

    def set_state(self, name: str, value: str) -> None:
        """Note something of the run that is under way."""
        self._db.run("INSERT OR REPLACE INTO run_state VALUES (?, ?)", (name, value))

    def packs(self) -> set[int]:
        """Packs that some record refers to."""
        return {int(name) for (name,) in self._db.all("SELECT name FROM tally WHERE kind = 'pack' AND n > 0")}

    def quads(self) -> int:
        """Number of statements, as written."""
        return (self._db.one("SELECT n FROM tally WHERE kind = ?", (Kind.QUADS,)) or (0,))[0]

    def summary(self) -> dict[str, Any]:
        """The sums that describe an edition at a glance."""
        records = self._db.all("SELECT name, n FROM tally WHERE kind = ? ORDER BY name", (Kind.RECORDS,))
        return {"digest": self.meta("digest"), "records": dict(records), "quads": self.quads()}

    # Life

    def commit(self) -> None:
        """Make everything so far durable, and begin anew."""
        self._db.script("COMMIT; BEGIN")

    def finish(self, edition: int, created: str, last_change: int) -> None:
        """Turn it into a file that is only read: one file, no log beside it."""
        if self._db.one("SELECT 1 FROM sqlite_master WHERE name = 'run_state'"):
            self._forget_run(edition, created, last_change)
        else:  # it was finished when it was interrupted
            self._db.run("COMMIT")
        self._db.script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        self.close()

    def _forget_run(self, edition: int, created: str, last_change: int) -> None:
        self._remarks.finish(edition)
        self.crossings.finish()
        self._db.run("INSERT INTO edition VALUES (?, ?, ?)", (edition, created, last_change))
        self._db.script("DELETE FROM tally WHERE n = 0; DELETE FROM coverage WHERE n = 0")
        self._db.script(NO_RUN_TABLES)
        self._db.run("COMMIT")

    def close(self) -> None:
        """Close the database."""
        self._db.close()
        self.seen.close()


def _copy(parent: Path, path: Path) -> None:
    try:
        copyfile(parent, path)
        sync(path)  # a run that is taken up after a power cut relies on it
    except FileNotFoundError as error:
        msg = f"{parent} is missing"
        raise DamagedEditionError(msg) from error


__all__ = ["StagedRegister"]
