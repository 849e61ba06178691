"""What a long run tells of itself: how far it is, and what it does when all has been read."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from flask_app.cli import progress as progress_module
from flask_app.cli.progress import progress
from ld.editions import Editions
from ld.pipeline import ingest
from tests.ld.chunks import cases

PHASES = [
    "working out what records share",
    "loading statements",
    "merging files of the store",
    "publishing",
]


def test_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "_PLAIN_SECONDS", 0)
    with progress("reading") as tell:
        tell(0)
        tell(1000, 0.25)
        tell.then("publishing")
    first, second, third = capsys.readouterr().err.splitlines()
    assert first.startswith("reading: 0 (")
    assert second.startswith("reading: 1,000 (")
    assert "25%" in second
    assert second.endswith(" left)")
    assert third == "publishing, after 0:00:00"


def test_nothing_is_said_of_a_short_run(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("reading") as tell:
        tell(1000, 1.0)
        tell.then("publishing")
    assert capsys.readouterr().err == ""


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("reading", 2000) as tell:
        tell(1000)
        tell.then("publishing")
    assert "publishing" in terminal.getvalue()


def test_phases_of_an_ingest(tmp_path: Path) -> None:
    told: list[str] = []
    report = ingest(cases.first(), Editions(tmp_path), cases.converter(), phase=told.append)
    assert report.edition == 1
    assert told == PHASES
