"""Pages of a list of records in the order of their rows: found by index, however far from the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ld.register.connection import Connection


def read_page(
    db: Connection, select: str, values: Sequence[Any], *, after: int, before: int | None, limit: int
) -> list[int]:
    """A page of numbers of records, ascending.

    Args:
        db: the register.
        select: a statement that gives a column ``record``; it ends with its conditions, of which there is one at least.
        values: of the parameters of `select`.
        after: the last number of the page before.
        before: the first number of the page after, and then `after` has no say; 0 for the last page.
        limit: records at most.
    """
    end, border = _end(after, before)
    return sorted(record for (record,) in db.all(f"{select} AND {end} LIMIT ?", (*values, border, limit)))


def _end(after: int, before: int | None) -> tuple[str, int]:
    if before is None:
        return "record > ? ORDER BY record", after
    return ("record < ?" if before else "record > ?") + " ORDER BY record DESC", before


__all__ = ["read_page"]
