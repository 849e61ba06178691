"""A clock that goes backwards: nothing that is numbered does, and no answer was modified in the future."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from ld.config import Settings, as_environment
from tests.crash.catalogue import BASE, Sources, write_sources
from tests.crash.running import ROOT
from tests.crash.states import State, probes, read_state
from tests.http.asking import Ask, Client
from tests.http.serving import free_port, serving

pytestmark = pytest.mark.server
DAY = 86_400
# Imported by Python before anything else, if it is found. Extensions that read the clock themselves are not reached.
SHIFTED = """
import datetime, os, time
shift, now = float(os.environ["SHIFT"]), time.time
time.time = lambda: now() + shift
class Shifted(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.datetime = Shifted
"""


class Publisher:
    """Commands by a clock of their own."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        (folder / "clock").mkdir()
        (folder / "clock/sitecustomize.py").write_text(SHIFTED, encoding="ascii")
        self._data_dir = settings.data_dir
        self._environment = {
            **os.environ,
            **as_environment(settings),
            "PYTHONPATH": f"{folder / 'clock'}:{ROOT}",
        }

    def run(self, *arguments: str, shift: float = 0.0) -> str:
        """A command so many seconds ahead of time; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask_app.cli", *arguments],
            cwd=ROOT,
            env={**self._environment, "SHIFT": str(shift)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def edition(self) -> dict[str, Any]:
        """What is known of the edition being served."""
        return dict(json.loads((self._data_dir / "current/edition.json").read_text(encoding="ascii")))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(base_url=BASE, data_dir=tmp_path / "data", port=free_port(), workers=1, shapes_after=())


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return write_sources(tmp_path, 48)


def test_a_clock_that_goes_back_a_day(tmp_path: Path, settings: Settings, sources: Sources) -> None:
    """RFC 9110 §8.8.2.1: what would be modified later than the answer is said to be modified when it is answered."""
    publisher = Publisher(tmp_path, settings)
    publisher.run("ingest", "--full", str(sources.first), shift=DAY)
    before = publisher.edition()
    with serving(settings) as server, Client(server.port) as client:
        path = Ask(f"/record/{sources.watched[0]}.nq")
        old = client(path)
        publisher.run("ingest", "--full", str(sources.second))
        after = publisher.edition()
        new = client(path)
        held = client(Ask(path.path, (("If-None-Match", old.headers["etag"]),)))
        state = _dumped(publisher, tmp_path)
        answers = [(probe, client(probe.ask)) for probe in probes(sources.watched)]
    assert before["created"] > f"{datetime.now(UTC):%FT%TZ}", "the clock has not gone back"
    assert (before["number"], after["number"], after["parent"]) == (1, 2, 1)
    assert after["created"] == before["created"]  # those who follow changes ask by time
    assert after["last_change"] > before["last_change"]
    assert (old.body != new.body, held.status, held.body == new.body) == (True, 200, True)
    assert _modified(old.headers) <= _modified(new.headers)
    assert all(probe.fits(answer, state) for probe, answer in answers)
    for _, answer in [(path, old), *answers]:
        if "last-modified" in answer.headers:
            assert _modified(answer.headers) <= parsedate_to_datetime(answer.headers["date"])


def _modified(headers: Any) -> Any:
    return parsedate_to_datetime(headers["last-modified"])


def _dumped(publisher: Publisher, folder: Path) -> State:
    publisher.run("dump", str(folder / "dumped"), "--to", "nq")
    return read_state("second", folder / "dumped")
