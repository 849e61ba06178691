"""Several processes write the same bytes as one, and what goes wrong in them is said."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path

import pytest

from ld.config import Settings
from ld.dumps import DumpPlan, processes, write_dumps, writing
from ld.dumps.serializing import DUMP_FORMATS
from ld.editions import Edition
from ld.errors import DamagedEditionError, PublishError
from tests.ld.dumps.loading import CONTEXT

EVERY = DumpPlan(formats=tuple(DUMP_FORMATS), context=CONTEXT, part_size=2000, workers=1)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_WORTHWHILE", 0)
    monkeypatch.setattr(processes, "_BATCH", 1)


@pytest.mark.parametrize("workers", [2, 20])
def test_the_same_bytes(edition: Edition, tmp_path: Path, workers: int) -> None:
    one = write_dumps(edition, tmp_path / "one", EVERY)
    several = write_dumps(edition, tmp_path / "several", DumpPlan(**{**fields(EVERY), "workers": workers}))
    assert [file.sha256 for file in several] == [file.sha256 for file in one]
    assert active_children() == []


def fields(plan: DumpPlan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in plan.__slots__}


def test_few_records_are_written_by_one_process(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert DumpPlan(workers=5).processes(edition) == 5
    assert DumpPlan.of(Settings()).processes(edition) == os.cpu_count()
    assert DumpPlan().processes(edition) == 1
    monkeypatch.setattr(writing, "_WORTHWHILE", edition.counts().quads)
    assert DumpPlan(workers=5).processes(edition) == 1


def test_a_process_that_ends_ends_the_dump(edition: Edition, tmp_path: Path) -> None:
    rows = [DUMP_FORMATS["nq"]]
    stream = processes.written_out(edition, writing.references(edition), rows, "", workers=2)
    next(stream)
    for child in active_children():
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    with pytest.raises(PublishError, match="dump_workers"):
        list(stream)
    assert active_children() == []


def test_what_a_process_raises_is_raised(edition: Edition, tmp_path: Path) -> None:
    edition.folder = tmp_path / "000009"
    with pytest.raises(DamagedEditionError):
        write_dumps(edition, tmp_path / "dumps", DumpPlan(workers=2))
    assert [path.name for path in (tmp_path / "dumps").iterdir()] == [".lock"]


def test_nobody_is_left_when_nobody_reads_on(edition: Edition) -> None:
    stream = processes.written_out(edition, writing.references(edition), [DUMP_FORMATS["nq"]], "", workers=2)
    next(stream)
    assert len(active_children()) == 2
    stream.close()
    assert active_children() == []
