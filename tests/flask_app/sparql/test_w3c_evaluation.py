"""W3C's evaluation and syntax tests of queries through HTTP: the same passes as the engine by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = f"{ROOT / 'tests' / 'endpoint.py'}:Engine"
# A tab, and a backslash, written as codepoint escapes: SPARQL 1.1 and 1.2 read them differently, so the guard refuses them.
MISSED = {
    "12": {"sparql12/codepoint-escapes#codepoint-esc-08", "sparql12/codepoint-escapes#codepoint-esc-09"}
}
LEAST = {"10": 450, "11": 325, "12": 240}


def passed(shared: Path, engine: str, version: str) -> set[str]:
    """Names of the tests of queries that an engine passes."""
    program = shared / "judges" / "sparql_eval.py"
    done = subprocess.run(
        [sys.executable, str(program), engine, version, "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = json.loads(done.stdout)
    return {name for name in found["passed"] if "update" not in name}


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.parametrize("version", ["10", "11", "12"])
def test_the_endpoint_passes_what_the_engine_passes(shared: Path, version: str) -> None:
    ours, engine = passed(shared, OURS, version), passed(shared, "pyoxigraph", version)
    updates = {name for name in engine - ours if _is_update(name)}
    assert engine - ours - updates == MISSED.get(version, set())
    assert len(ours) >= LEAST[version]


def _is_update(name: str) -> bool:
    """Whether a test is of updates, which the endpoint refuses."""
    room = name.partition("#")[0].rpartition("/")[2]
    return room in {
        "add",
        "basic-update",
        "clear",
        "copy",
        "delete",
        "delete-data",
        "delete-insert",
        "delete-where",
        "drop",
        "move",
    }
