"""Fixtures of the tests of editions."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ld.editions import Editions

_MEMORY = Path(
    "/dev/shm"
)  # publishing syncs some forty files: in memory these tests take a third of the time


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder where syncing costs nothing, if there is one."""
    made = Path(tempfile.mkdtemp(prefix="ldpub-test-", dir=_MEMORY if _MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def editions(folder: Path) -> Editions:
    return Editions(folder / "data")
