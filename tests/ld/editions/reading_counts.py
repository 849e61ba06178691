"""What is read of editions: statements of the store, papers, and steps of SQLite's machine, which count what it looks through too."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from ld.packs import PackReader
from ld.register.connection import Connection
from ld.stores.embedded import EmbeddedStore

_STEP = 50  # instructions


def count_reading(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """A counter of all that is read from now on, while `monkeypatch` is in force."""
    counts = Counter[str]()
    for name in ("quads", "lines"):
        _count_results(monkeypatch, EmbeddedStore, name, counts, "statements")
    _count_results(monkeypatch, PackReader, "read", counts, "papers")
    connect = Connection._connect

    def connected(self: Connection) -> sqlite3.Connection:
        made = connect(self)
        made.set_progress_handler(lambda: counts.update(sql=_STEP), _STEP)
        return made

    monkeypatch.setattr(Connection, "_connect", connected)
    return counts


def _count_results(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, counts: Counter[str], what: str
) -> None:
    method: Callable[..., Any] = getattr(owner, name)

    def counted(*args: Any, **options: Any) -> Any:
        result = method(*args, **options)
        counts[what] += len(result) if isinstance(result, list) else 1
        return result

    monkeypatch.setattr(owner, name, counted)
