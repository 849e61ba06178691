"""What a machine or a source does to a run: it ends in a clear error or finding, and the old edition is served as it was."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

import pytest

from flask_app import create_app
from ld.config import Settings, as_environment
from tests.crash.catalogue import BASE, Sources, write_sources
from tests.crash.moments import LOOK, WhenSomethingAppears
from tests.crash.mounts import read_only, small
from tests.crash.running import Run, Starter, starting
from tests.crash.states import State, probes
from tests.crash.steps import dumped
from tests.http.asking import Answer

SIZE = 48
MEGABYTE = 1_000_000
RECORDS = "/record/"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    with starting(tmp_path_factory.mktemp("said")) as found:
        yield found


@dataclass
class Site:
    """A catalogue with its first edition published, and what is to come."""

    folder: Path
    sources: Sources
    starter: Starter
    first: State
    second: State

    def run(self, *arguments: str, statuses: tuple[int, ...] = (0,)) -> Run:
        """A command on it."""
        return self.starter.run(*arguments, statuses=statuses)

    def dumped(self, name: str) -> State:
        """What it holds now."""
        return dumped(self.starter, name, self.folder / "dumped")

    def serves(self, state: State) -> bool:
        """Whether every record is answered as it is in a state."""
        app = create_app(_settings(self.folder / "data"))
        client = app.test_client()
        found = []
        for probe in probes(self.sources.watched):
            if probe.ask.path.startswith((RECORDS, "/records", "/dataset")):
                response = client.get(probe.ask.path)
                found.append(probe.fits(Answer(response.status_code, {}, response.data), state))
        return len(found) > 10 and all(found)


def _settings(data_dir: Path) -> Settings:
    return Settings(base_url=BASE, data_dir=data_dir, chunk_size=16)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, starter: Starter) -> Site:
    """Made once, with a second edition elsewhere to compare with; copied for each test."""
    folder = tmp_path_factory.mktemp("published")
    sources = write_sources(folder, SIZE)
    here = starter.within(as_environment(_settings(folder / "data")))
    there = starter.within(as_environment(_settings(folder / "ahead")))
    here.run("ingest", "--full", "--jobs", "1", str(sources.first))
    first = dumped(here, "first", folder / "dumped")
    there.run("ingest", "--full", "--jobs", "1", str(sources.second))
    return Site(folder, sources, here, first, dumped(there, "second", folder / "dumped"))


@pytest.fixture
def copied(published: Site, starter: Starter) -> Callable[[Path], Site]:
    """The catalogue in a folder of the test's own."""

    def copy(folder: Path) -> Site:
        shutil.copytree(published.folder / "data", folder / "data", symlinks=True)
        here = starter.within(as_environment(_settings(folder / "data")))
        return Site(folder, published.sources, here, published.first, published.second)

    return copy


@pytest.fixture
def site(copied: Callable[[Path], Site], tmp_path: Path) -> Site:
    return copied(tmp_path)


def update(site: Site) -> tuple[str, ...]:
    return ("ingest", "--full", "--jobs", "1", str(site.sources.second))


def assert_failed_and_repeatable(site: Site, run: Run) -> None:
    """A run has failed in one sentence, the old edition is served, and the next run brings what this one was to bring."""
    assert re.search(r"^error: ", run.errors, re.MULTILINE), run.errors
    assert "Traceback" not in run.errors
    assert site.serves(site.first)
    site.run(*update(site))
    assert site.dumped("second") == site.second
    assert site.serves(site.second)


@pytest.mark.parametrize("room", [0.3, 1.0])
def test_a_full_disk(copied: Callable[[Path], Site], tmp_path: Path, room: float) -> None:
    """So many megabytes are left; another program has the rest."""
    with small(tmp_path / "disk", 32) as disk:
        site = copied(disk)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - int(room * MEGABYTE)))
        run = site.run(*update(site), statuses=(1,))
        ballast.unlink()
        assert_failed_and_repeatable(site, run)


@pytest.mark.parametrize("longest", [1_000, 200_000])
def test_a_file_that_cannot_grow(site: Site, longest: int) -> None:
    """The same for those who may not mount: no file becomes longer than so many bytes (setrlimit(2), RLIMIT_FSIZE)."""
    run = site.starter.start(*update(site))
    resource.prlimit(run.pid, resource.RLIMIT_FSIZE, (longest, longest))
    assert run.ended() == 1, run.output
    assert_failed_and_repeatable(site, run)


def test_dumps_that_cannot_be_written(site: Site) -> None:
    """The edition is published by then, and the message says so; the next run makes up for it."""
    dumps = site.folder / "data/dumps/000002"
    dumps.parent.mkdir(exist_ok=True)
    dumps.write_bytes(b"")  # a file where the folder belongs
    run = site.run(*update(site), statuses=(1,))
    assert "error: edition 2 is published, but what follows failed; give the command again: " in run.errors
    assert site.serves(site.second)
    dumps.unlink()
    assert site.run(*update(site)).output.startswith("unchanged")
    assert (dumps / "dumps.json").is_file()


def test_a_read_only_folder(site: Site) -> None:
    """Nothing can be published, and everything can be read."""
    with read_only(site.folder / "data"):
        for command in (
            update(site),
            ("delete", site.sources.deleted[0]),
            ("editions", "prune", "--keep", "1"),
        ):
            run = site.run(*command, statuses=(1,))
            assert "Read-only file system" in run.errors
            assert run.errors.startswith("error: ")
        assert site.serves(site.first)
        assert site.dumped("first") == site.first
    assert site.run(*update(site)).status == 0
    assert site.serves(site.second)


def test_a_chunk_that_is_damaged(site: Site) -> None:
    """What a run that was killed has left of its work is not believed unseen."""
    appears = WhenSomethingAppears(site.folder / "data", "staging/**/*.chunk", 0)
    run = site.starter.start(*update(site))
    while run.wait(LOOK) is None and not appears.has_come(run):
        pass
    if run.status is not None:
        pytest.skip("chunks are not kept in files")
    os.killpg(run.pid, SIGKILL)
    run.ended()
    chunks = [path for path in (site.folder / "data/staging").rglob("*.chunk") if path.stat().st_size]
    for chunk in chunks:
        content = bytearray(chunk.read_bytes())
        content[len(content) // 2] ^= 0xFF
        chunk.write_bytes(content)
    assert site.serves(site.first)
    site.run(*update(site))
    assert site.dumped("second") == site.second


def test_a_truncated_gzip(site: Site) -> None:
    """Nobody knows what its other half would have said, so nothing is published of it."""
    whole = gzip.compress(site.sources.second.read_bytes())
    cut = site.folder / "cut.ndjson.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    run = site.run("ingest", "--full", "--jobs", "1", str(cut), statuses=(1,))
    assert run.errors.startswith(f"error: {cut}: the compressed data ends early, after ")
    assert site.serves(site.first)
    cut.write_bytes(whole)
    site.run("ingest", "--full", "--jobs", "1", str(cut))
    assert site.serves(site.second)


@pytest.mark.parametrize("size", [160, pytest.param(3_000, marks=pytest.mark.long)])
def test_a_bad_record_among_many(site: Site, size: int) -> None:
    """It is named with file, record and cause, and costs only itself."""
    source = write_sources(site.folder, size).first
    lines = source.read_bytes().splitlines(keepends=True)
    place = len(lines) // 3
    lines[place] = lines[place][: len(lines[place]) // 2] + b"\n"
    source.write_bytes(b"".join(lines))
    run = site.run("ingest", "--json", str(source), statuses=(3,))
    report = json.loads(run.output)
    assert (report["read"], report["unreadable"]) == (size, 1)
    (problem,) = report["problems"]
    assert problem.startswith(
        f"{source}, record {place + 1}, byte {sum(map(len, lines[:place]))}: not JSON at byte "
    )
    assert f"unreadable: {problem}" in run.errors
    assert json.loads(site.run("editions", "verify", "--json").output)["records"] == size - 1
