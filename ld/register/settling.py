"""What a run has changed in the end: a record that came twice may have changed there and back again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ld.register.connection import Connection

# Rows of this run beside the same ids in the edition before it. What matters is what is published and what is withheld,
# not where the papers are filed.
_TOUCHED = """
FROM run_seen s JOIN main.record r ON r.number = s.record LEFT JOIN before.record b ON b.id = r.id WHERE TRUE
"""
_SAME = """
b.state IS r.state AND b.graph IS r.graph AND b.digest IS r.digest AND b.source_digest IS r.source_digest
AND (b.held_pack IS NULL) = (r.held_pack IS NULL)
"""
_COUNT = f"SELECT s.outcome, count(*) {_TOUCHED} AND s.outcome IN ('published', 'quarantined') AND {_SAME} GROUP BY s.outcome"
_RESTORE = f"""
UPDATE main.record
SET (change, created, edition) = (SELECT b.change, b.created, b.edition FROM before.record b WHERE b.id = main.record.id)
WHERE number IN (SELECT s.record {_TOUCHED} AND {_SAME} AND b.change IS NOT r.change)
"""  # noqa: S608 - constants
_DIFFERENT = f"SELECT 1 {_TOUCHED} AND NOT ({_SAME}) LIMIT 1"
_GONE = """
SELECT 1 FROM run_gone g JOIN before.record b ON b.id = g.id LEFT JOIN main.record r ON r.id = g.id WHERE r.id IS NULL LIMIT 1
"""
_MOVES = "SELECT m.* FROM run_moved t JOIN main.moved m ON m.old = t.old"
_MOVES_BEFORE = "SELECT m.* FROM run_moved t JOIN before.moved m ON m.old = t.old"
_MOVED = f"""
SELECT 1 FROM ({_MOVES} EXCEPT {_MOVES_BEFORE}) UNION ALL SELECT 1 FROM ({_MOVES_BEFORE} EXCEPT {_MOVES}) LIMIT 1
"""  # noqa: S608 - constants


class Settlement(NamedTuple):
    """How a run differs from the edition it began with.

    Attributes:
        differs: whether it does at all.
        restored: records that ended as they began, by what the run had made of them.
    """

    differs: bool
    restored: dict[str, int]


def settle(connection: Connection, parent: Path) -> Settlement:
    """Give records that ended as they began their change numbers back.

    Args:
        connection: to the register of the edition in the making, in a transaction, with the run's tables attached.
        parent: register of the edition that it began with.
    """
    connection.script("COMMIT")
    connection.run("ATTACH ? AS before", (f"file:{quote(str(parent.absolute()))}?mode=ro&immutable=1",))
    connection.run("BEGIN")
    rows = connection.all(_COUNT)
    connection.run(_RESTORE)
    differs = connection.one(_DIFFERENT) or connection.one(_GONE) or connection.one(_MOVED)
    connection.script("COMMIT; DETACH before; BEGIN")
    return Settlement(differs is not None, dict(rows))


__all__ = ["Settlement", "settle"]
