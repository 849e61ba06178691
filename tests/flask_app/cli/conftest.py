"""A working folder of the test's own, and the command in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flask_app.cli import group
from tests.flask_app.cli.running import Run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder of our own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LDPUB_BASE_URL", "https://catalog.example.org")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def ldpub(data: Path) -> Run:
    """Runs a command and expects a status."""

    def run(*arguments: str, status: int = 0, input: str | bytes | None = None) -> Result:  # click's name
        result = CliRunner().invoke(group, arguments, input=input)
        assert result.exit_code == status, (result.output, result.stderr, result.exception)
        return result

    return run
