"""A register with as many rows as a test wants, filled without an ingest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ld.register.addresses import AddressReader
from ld.register.connection import Connection
from ld.register.schema import TABLES

_COLUMNS = "number, id, state, graph, change, edition, collection, quads, recovered, reason, shared"
_RECORD = f"INSERT INTO record ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 1, 0, 0, '', '[]')"


class Row(NamedTuple):
    """What matters of a record here."""

    number: int
    graph: str
    state: str = "published"
    edition: int = 1


def created(edition: int) -> str:
    """When an edition was published."""
    return f"2026-01-{edition:02}T00:00:00Z"


def reader(path: Path, rows: Iterable[Row], entities: Iterable[tuple[int, str, str]] = ()) -> AddressReader:
    """The addresses of a register with these rows, changed in the order of their editions; entities are number, graph, subject."""
    db = Connection(path, immutable=False)
    db.script(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
    db.run("INSERT INTO collection VALUES (1, '')")
    ordered = sorted(rows, key=lambda row: (row.edition, row.number))
    last = {row.edition: change for change, row in enumerate(ordered, 1)}
    db.run("BEGIN")
    db.many("INSERT INTO edition VALUES (?, ?, ?)", [(n, created(n), change) for n, change in last.items()])
    db.many(_RECORD, (_values(row, change) for change, row in enumerate(ordered, 1)))
    db.many(
        "INSERT INTO entity (number, key, graph, subject) VALUES (?, ?, ?, ?)",
        ((number, f"{number}".encode(), graph, subject) for number, graph, subject in entities),
    )
    db.run("COMMIT")
    return AddressReader(db)


def _values(row: Row, change: int) -> tuple[object, ...]:
    ever = row.state != "quarantined"  # what was never published has no change
    graph = row.graph if ever else None
    return (
        row.number,
        f"{row.number}".encode(),
        row.state,
        graph,
        change if ever else None,
        row.edition if ever else None,
    )
