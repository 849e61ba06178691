"""What the edition before knows of records, for processes that convert: they ask its register, and never open a store."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ld.register.connection import Connection
from ld.register.keys import key_of


class KnownRow(NamedTuple):
    """A record of the edition before.

    Attributes:
        number: of its row, which stays.
        source_digest: of its newest source; None for tombstones.
    """

    number: int
    source_digest: bytes | None


class Known:
    """The records of the edition before.

    Args:
        register: its register; None if there is no such edition.
    """

    def __init__(self, register: Path | None) -> None:
        self._db = None if register is None else Connection(register, immutable=True)

    def of(self, record_id: str) -> KnownRow | None:
        """What is known of a record; None if nothing is."""
        if self._db is None:
            return None
        row = self._db.one("SELECT number, source_digest FROM record WHERE id = ?", (key_of(record_id),))
        return None if row is None else KnownRow(*row)

    def close(self) -> None:
        """Close the register."""
        if self._db is not None:
            self._db.close()


__all__ = ["Known", "KnownRow"]
