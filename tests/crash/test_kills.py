"""Commands killed at random moments while clients read: nothing fails, nothing is lost, nothing is left."""

from __future__ import annotations

import os
from pathlib import Path
from random import SystemRandom

import pytest

from tests.crash.__main__ import table
from tests.crash.driver import crash

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    ("kills", "size"), [(20, 48), pytest.param(40, 480, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_killed_again_and_again(tmp_path: Path, kills: int, size: int) -> None:
    """``CRASH_SEED`` repeats the choices of a run, though not how fast the machine was."""
    seed = int(os.environ.get("CRASH_SEED") or SystemRandom().randrange(1_000_000))
    outcome = crash(tmp_path, kills=kills, seed=seed, size=size)
    assert not outcome.faults, table(outcome)
    assert outcome.kills.total() >= kills
    assert outcome.reads > 10 * kills
    assert outcome.unchanged
