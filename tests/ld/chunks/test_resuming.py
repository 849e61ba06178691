"""A run that was killed goes on where it was, and ends as if nothing had been."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ld.chunks.pool import Workshop
from ld.editions import Editions
from ld.errors import LockedError, PublishError
from ld.pipeline import ingest
from ld.sources.base import SourceRecord
from tests.ld.chunks import cases
from tests.ld.editions.conftest import folder

__all__ = ["folder"]
ROOT = Path(__file__).parents[3]


def start(data_dir: Path, deadline: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.ld.chunks.doomed", str(data_dir), str(deadline)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


def content(data_dir: Path) -> list[object]:
    with Editions(data_dir).open() as edition:
        return cases.content(edition)


@pytest.fixture
def beginning(folder: Path) -> Path:
    cases.run(folder / "beginning", cases.first())
    return folder / "beginning"


def copy(beginning: Path, name: str) -> Path:
    return Path(shutil.copytree(beginning, beginning.with_name(name), symlinks=True))


def test_killed_at_any_step(beginning: Path) -> None:
    clean = copy(beginning, "clean")
    steps, converted = map(int, start(clean, -1).stdout.split())
    assert steps > 60
    expected, before = content(clean), content(beginning)
    went_on = 0
    for deadline in [2, *range(11, steps - 8, steps // 3), *range(steps - 8, steps + 1, 4)]:
        data_dir = copy(beginning, f"killed-{deadline}")
        status = start(data_dir, deadline).returncode
        assert status == -9 or (
            status == 0 and deadline > steps - 8
        )  # some steps more or less, as threads go
        assert content(data_dir) == (before if Editions(data_dir).current_number() == 1 else expected)
        ended = start(data_dir, -1)
        assert ended.returncode == 0, ended.stderr
        assert content(data_dir) == expected
        assert Editions(data_dir).verify().problems == ()
        assert list((data_dir / "staging").iterdir()) == []
        went_on += int(ended.stdout.split()[1]) < converted
        shutil.rmtree(data_dir)
    assert went_on > 2


def test_killed_again_and_again(beginning: Path) -> None:
    clean, data_dir = copy(beginning, "clean"), copy(beginning, "killed")
    report = cases.run(clean, cases.second())
    for deadline in (30, 25, 20, 15, 10):
        assert start(data_dir, deadline).returncode == -9
    again = cases.run(data_dir, cases.second())
    assert content(data_dir) == content(clean)
    assert cases.figures(again) == cases.figures(report)


class StoppedError(Exception):
    """What ends a run here."""


def stop_after(chunks: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the conversion of a chunk fail; the numbers of the chunks that were made."""
    made: list[int] = []
    make = Workshop.make

    def counted(self: Workshop, chunk: cases.Chunk) -> Path:
        if len(made) == chunks:
            raise StoppedError
        made.append(chunk.number)
        return make(self, chunk)

    monkeypatch.setattr(Workshop, "make", counted)
    return made


def test_finished_chunks_are_not_done_again(beginning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stop_after(4, stopped)
        with pytest.raises(StoppedError):
            cases.run(beginning, cases.second())
    made = stop_after(-1, monkeypatch)
    report = cases.run(beginning, cases.second())
    assert made[0] >= 1  # what is not committed is taken from its file: at most a portion
    assert report.notes[0].startswith("an interrupted run is gone on with, after ")


def test_another_source_begins_anew(beginning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = copy(beginning, "clean")
    other = cases.Source(*(cases.source(f"x{n}", "X") for n in range(30)))
    cases.run(clean, other)
    with monkeypatch.context() as stopped:
        stop_after(4, stopped)
        with pytest.raises(StoppedError):
            cases.run(beginning, cases.second())
    report = cases.run(beginning, other)
    assert content(beginning) == content(clean)
    assert (report.read, report.notes) == (30, [])


def test_whatever_else_writes_begins_anew(beginning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = copy(beginning, "clean")
    with monkeypatch.context() as stopped:
        stop_after(4, stopped)
        with pytest.raises(StoppedError):
            cases.run(beginning, cases.second())
    for data_dir in (beginning, clean):
        with Editions(data_dir).stage() as staging:
            staging.withdraw("r3", "gone")
            staging.publish({})
        cases.run(data_dir, cases.second())
    assert content(beginning) == content(clean)


def test_a_damaged_chunk_file_is_made_again(beginning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = copy(beginning, "clean")
    cases.run(clean, cases.second())
    with monkeypatch.context() as stopped:
        stop_after(3, stopped)
        stopped.setattr("ld.editions.staging.Staging.note", lambda *_: None)  # nothing is committed
        with pytest.raises(StoppedError):
            cases.run(beginning, cases.second())
    (file, *_) = sorted((beginning / "staging/chunks").glob("*.chunk"))
    damaged = bytearray(file.read_bytes())
    damaged[-3] ^= 0x55
    file.write_bytes(damaged)
    assert cases.run(beginning, cases.second()).edition == 2
    assert content(beginning) == content(clean)


def test_what_can_be_read_once_is_not_gone_on_with(beginning: Path) -> None:
    def broken() -> Iterator[SourceRecord]:
        yield from (cases.source(f"x{n}") for n in range(20))
        raise PublishError("no more")

    editions = Editions(beginning)
    with pytest.raises(PublishError):
        ingest(broken(), editions, cases.converter(), chunk_size=cases.CHUNK)
    assert list((beginning / "staging").iterdir()) == []


def test_the_second_says_who_holds_the_lock(beginning: Path) -> None:
    with Editions(beginning).stage(), pytest.raises(LockedError, match=r"process \d+ is writing"):
        cases.run(beginning, cases.second())
