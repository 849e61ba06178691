"""A kill while dumps are written leaves no half file under a name that counts; two runs into one folder do no harm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from ld.dumps import read_delta, read_dumps, write_dumps
from ld.dumps.files import filling
from ld.editions import Edition, Editions
from ld.errors import LockedError
from tests.ld.dumps import doomed_dump
from tests.ld.editions.cards import entry, graph, put, tree

LISTS = {"SHA256SUMS", "dumps.json", "delta.json"}
ROOT = Path(__file__).parents[3]


def start(data_dir: Path, folder: Path, deadline: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.ld.dumps.doomed_dump", str(data_dir), str(folder), str(deadline)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


def named(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if not name.startswith(".")}


def check_lists(folder: Path) -> None:
    """Whatever a list names is there as the list says."""
    delta = read_delta(folder)
    for file in (*read_dumps(folder), *(delta.files if delta else ())):
        assert sha256(file.path.read_bytes()).hexdigest() == file.sha256


def test_kill_at_any_step(editions: Editions) -> None:
    data, root = editions.data_dir, editions.data_dir.parent
    doomed_dump.dump(data, root / "before")
    put(editions, entry(graph("a", "Changed")), entry(graph("new", extra=30)), withdraw=["Z"])
    doomed_dump.dump(data, root / "expected")
    before, expected = named(root / "before"), named(root / "expected")
    shutil.copytree(root / "before", root / "alive")
    steps = int(start(data, root / "alive", -1).stdout)
    assert named(root / "alive") == expected
    whole = {*before.items(), *expected.items()}
    for deadline in range(1, steps + 1, 5):
        folder = root / f"killed-{deadline}"
        shutil.copytree(root / "before", folder)
        assert start(data, folder, deadline).returncode == -9
        left = {name: content for name, content in named(folder).items() if name not in LISTS}
        assert left.items() <= whole
        check_lists(folder)
        doomed_dump.dump(data, folder)
        assert named(folder) == expected
        assert not (folder / ".new").exists()


def test_what_a_killed_run_left_is_removed(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / ".new").mkdir()
    (tmp_path / ".new" / "dataset.nq.1").write_bytes(b"half a file")
    files = write_dumps(edition, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        ".lock",
        "SHA256SUMS",
        "dumps.json",
        *(file.name for file in files),
    }


def test_two_runs_into_one_folder(edition: Edition, tmp_path: Path) -> None:
    with filling(tmp_path) as new:
        half = new / "dataset.nq.1"
        half.touch()
        with pytest.raises(LockedError, match="is writing to"):
            write_dumps(edition, tmp_path)
        assert half.exists()
        assert read_dumps(tmp_path) == ()
    files = write_dumps(edition, tmp_path)
    assert read_dumps(tmp_path) == files
