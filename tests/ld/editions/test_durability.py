"""A kill, a full disk: the edition before is served as it was, and the next run does the whole work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ld.editions import Editions
from tests.ld.editions import doomed
from tests.ld.editions.cards import dump, entry, graph, put, tree

ROOT = Path(__file__).parents[3]


def start(data_dir: Path, how: str, number: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.ld.editions.doomed", str(data_dir), how, str(number)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


def begin(data_dir: Path) -> Editions:
    editions = Editions(data_dir)
    put(editions, *(entry(graph(f"r{n}", f"old {n}")) for n in range(5)))
    return editions


def content(editions: Editions, number: int | None = None) -> list[str]:
    with editions.open(number) as edition:
        return dump(edition)


@pytest.fixture
def expected(folder: Path) -> list[str]:
    """What an uninterrupted run publishes."""
    editions = begin(folder / "expected")
    assert doomed.run(editions.data_dir) == 2
    return content(editions)


def check_next_run(editions: Editions, expected: list[str]) -> None:
    before = [info.number for info in editions.list() if info.number <= (editions.current_number() or 0)]
    number = doomed.run(editions.data_dir)
    assert content(editions) == expected
    assert editions.verify().problems == ()
    made = [] if number is None else [number]  # None: the run that was killed had got as far as serving it
    assert [info.number for info in editions.list()] == [*before, *made]
    assert list((editions.data_dir / "staging").iterdir()) == []


def test_kill_at_any_step(folder: Path, expected: list[str]) -> None:
    beginning = begin(folder / "beginning")
    shutil.copytree(beginning.data_dir, folder / "alive", symlinks=True)
    steps = int(start(folder / "alive", "kill", -1).stdout)
    assert steps > 40
    # Spread over staging, and all of the last steps: taking the number, moving in, pointing there.
    served = set()
    for deadline in sorted({1, steps // 8, steps // 3, steps // 2, *range(steps - 7, steps + 1, 2)}):
        data_dir = folder / f"killed-{deadline}"
        shutil.copytree(beginning.data_dir, data_dir, symlinks=True)
        assert start(data_dir, "kill", deadline).returncode == -9
        editions = Editions(data_dir)
        assert tree(data_dir / "editions/000001") == tree(beginning.data_dir / "editions/000001")
        assert content(editions) == (content(beginning) if editions.current_number() == 1 else expected)
        assert editions.verify().ok
        served.add(editions.current_number())
        check_next_run(editions, expected)
    assert served == {1, 2}


@pytest.mark.parametrize("milliseconds", [20, 60, 110])
def test_kill_at_any_time(folder: Path, expected: list[str], milliseconds: int) -> None:
    editions = begin(folder / "data")
    before = content(editions)
    start(editions.data_dir, "alarm", milliseconds)
    assert content(editions) == (before if editions.current_number() == 1 else expected)
    assert editions.verify().ok
    check_next_run(editions, expected)


@pytest.mark.parametrize("limit", [10_000, 70_000, 400_000])
def test_a_full_disk(folder: Path, expected: list[str], limit: int) -> None:
    editions = begin(folder / "data")
    before = content(editions)
    ended = start(editions.data_dir, "full", limit)
    assert ended.stdout.startswith(("StoreError:", "StoreUnavailableError:", "PublishError:")), ended
    assert editions.current_number() == 1
    assert content(editions) == before
    check_next_run(editions, expected)


def test_a_lock_dies_with_its_holder(folder: Path) -> None:
    editions = begin(folder / "data")
    assert start(editions.data_dir, "kill", 1).returncode == -9
    assert (editions.data_dir / "lock").read_text()  # it still names the dead
    editions.rollback(1)
