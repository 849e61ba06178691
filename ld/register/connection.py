"""The one place that calls SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from ld.errors import DamagedEditionError, StoreError

_PAGE = 200  # rows fetched at a time by `stream`


class Connection:
    """A connection that several threads may use, one after the other.

    The lock is needed: between binding and stepping, sqlite3 lets another thread take the same cached statement. One
    connection for all threads keeps working when the file is unlinked, which a connection opened later would not.

    Args:
        path: the database.
        immutable: open it for reading, sure that nobody writes.
    """

    def __init__(self, path: Path, *, immutable: bool) -> None:
        self.path = path
        self._immutable = immutable
        self._lock = Lock()
        with self._guarded():
            self._sqlite = self._connect()

    def _connect(self) -> sqlite3.Connection:
        mode = "mode=ro&immutable=1" if self._immutable else "mode=rwc"
        address = f"file:{quote(str(self.path.absolute()))}?{mode}"
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Every row."""
        with self._guarded(), self._lock:
            return self._sqlite.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        with self._guarded(), self._lock:
            return self._sqlite.execute(sql, values).fetchone()

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; number of the last row inserted."""
        with self._guarded(), self._lock:
            return self._sqlite.execute(sql, values).lastrowid or 0

    def many(self, sql: str, rows: Iterable[Sequence[Any] | Mapping[str, Any]]) -> None:
        """Run a statement once a row."""
        with self._guarded(), self._lock:
            self._sqlite.executemany(sql, rows)

    def script(self, sql: str) -> None:
        """Run several statements without semicolons of their own (``executescript`` would end a transaction first)."""
        for statement in sql.split(";"):
            self.run(statement)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Rows one by one, over a connection of their own: memory stays flat and other threads are not kept waiting."""
        with self._guarded(), closing(self._connect()) as own:
            cursor = own.execute(sql, values)
            while rows := cursor.fetchmany(_PAGE):
                yield from rows

    def close(self) -> None:
        """Close it; the object is of no use afterwards."""
        with self._lock:
            self._sqlite.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # cannot open, disk full, input or output fails
            msg = f"{self.path}: {error}"
            raise (DamagedEditionError if self._immutable else StoreError)(msg) from error
        except sqlite3.ProgrammingError as error:  # closed
            msg = f"{self.path}: {error}"
            raise StoreError(msg) from error
        except sqlite3.DatabaseError as error:
            msg = f"{self.path} is damaged: {error}"
            raise DamagedEditionError(msg) from error


__all__ = ["Connection"]
