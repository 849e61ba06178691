"""Which interrupted run is gone on with, and from where, when something else is asked for or something is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ld.editions import Editions, staging
from ld.editions.portions import PortionFiles
from ld.editions.resolving import Resolver
from ld.pipeline import ingest
from ld.report import Report
from tests.ld.chunks import cases
from tests.ld.chunks.test_resuming import StoppedError, beginning, content, copy, stop_after
from tests.ld.editions.conftest import folder

__all__ = ["beginning", "folder"]
FEW = cases.Source(*(cases.source(f"r{n}", f"old {n}", author=f"Author {n % 3}") for n in range(3)))
OTHER = cases.Source(*(cases.source(f"x{n}", "X") for n in range(30)))


@contextmanager
def stopping(owner: object, name: str) -> Iterator[None]:
    """A run ends where it would call this."""

    def stop(*_: object, **__: object) -> None:
        raise StoppedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, stop)
        with pytest.raises(StoppedError):
            yield


def run(data_dir: Path, records: cases.Source, *, full: bool) -> Report:
    return ingest(records, Editions(data_dir), cases.converter(), chunk_size=cases.CHUNK, full=full)


def went_on(report: Report) -> bool:
    return any("interrupted" in note for note in report.notes)


def test_what_withdraws_is_another_run(beginning: Path) -> None:
    with stopping(Resolver, "run"):
        run(beginning, FEW, full=True)
    report = run(beginning, FEW, full=False)
    assert (report.unchanged, report.withdrawn, report.edition) == (3, 0, None)
    assert not went_on(report)


def test_what_was_withdrawn_is_counted(beginning: Path) -> None:
    with stopping(Resolver, "run"):
        run(beginning, FEW, full=True)
    report = run(beginning, FEW, full=True)
    assert went_on(report)
    assert report.absent == 10


def test_a_run_that_was_finished_does_not_stand_in_the_way_of_another(beginning: Path) -> None:
    clean = copy(beginning, "clean")
    run(clean, OTHER, full=False)
    with stopping(staging, "write_info"):  # finished, and not published
        run(beginning, cases.second(), full=False)
    assert (beginning / "staging/finished.json").is_file()
    with pytest.MonkeyPatch.context() as patch:
        stop_after(4, patch)
        with pytest.raises(StoppedError):
            run(beginning, OTHER, full=False)
    assert not (beginning / "staging/finished.json").is_file()
    report = run(beginning, OTHER, full=False)
    assert report.read == 30
    assert content(beginning) == content(clean)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("harm", [truncate, Path.unlink], ids=["truncated", "gone"])
@pytest.mark.parametrize("what", ["chunks/*.chunk", "portions/*", "00*/register.sqlite"])
def test_what_cannot_be_gone_on_with_is_done_anew(
    beginning: Path, what: str, harm: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    if what.startswith("00") and harm is truncate:
        harm = lambda path: path.write_bytes(b"no database" * 1000)  # noqa: E731 - a little at the end is no harm
    clean = copy(beginning, "clean")
    report = cases.run(clean, cases.second())
    with stopping(Resolver, "run"):
        cases.run(beginning, cases.second())
    paths = list((beginning / "staging").glob(what))
    assert paths
    for path in paths:
        harm(path)
    again = cases.run(beginning, cases.second())
    assert "cannot be gone on with" in caplog.text
    assert content(beginning) == content(clean)
    assert cases.figures(again) == cases.figures(report)


def test_a_staging_folder_that_is_half_removed(beginning: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        stop_after(4, patch)
        with pytest.raises(StoppedError):
            cases.run(beginning, cases.second())
    with stopping(shutil, "rmtree"), Editions(beginning).stage():
        pass
    assert not (beginning / "staging/run.json").exists()
    assert not went_on(cases.run(beginning, cases.second()))


def test_entities_are_exchanged_for_what_was_noted_of_them(beginning: Path) -> None:
    """The run that is gone on with changes once more what the interrupted one had noted, and not loaded."""
    clean = copy(beginning, "clean")
    five = [cases.source(f"n{n}", f"new {n}", author="Author 0", language="Norwegian") for n in range(5)]
    longer = cases.Source(*five, *(cases.source(f"r{n}", f"old {n}", author="Author 9") for n in range(12)))
    run(clean, longer, full=False)
    with stopping(PortionFiles, "apply"):
        run(beginning, cases.Source(*five), full=False)
    report = run(beginning, longer, full=False)
    assert went_on(report)
    assert content(beginning) == content(clean)
    assert Editions(beginning).verify().problems == ()
