"""The worked example of CONTRIBUTING runs as it stands there, as an installed package of somebody else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = """\
TY  - BOOK
ID  - austen/emma
AU  - Austen, Jane
TI  - Emma &amp; her friends
PY  - 1815///
KW  - Highbury
ER  -

TY  - JOUR
ID  - 2
TI  - Dated badly
PY  - soon
ER  -
TY  - BOOK
TI  - Nameless
ER  -
TY  - JOUR
DO  - 10.1234/x
TI  - By its DOI
ER  -
TY  - BOOK
TI  - Cut
"""


def test_a_source_of_ones_own(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    module = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    row = re.search(r'\[project\.entry-points\."(.*?)"\]\n(.*?)\n', text)
    assert module
    assert row
    (tmp_path / "ldpub_ris.py").write_text(module[1], encoding="utf-8")
    metadata = tmp_path / "ldpub_ris-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: ldpub-ris\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[{row[1]}]\n{row[2].replace(chr(34), '')}\n")
    (tmp_path / "records.ris").write_text(SAMPLE, encoding="utf-8")

    done = ldpub(tmp_path, "ingest", "records.ris", "--json")
    assert done.returncode == 3, done.stderr  # done, but not every record could be read
    report = json.loads(done.stdout)
    assert (report["read"], report["published"], report["unreadable"]) == (5, 3, 2)
    assert report["problems"] == [
        "records.ris, record 3, byte 167: it has neither ID nor DO; add one of them",
        "records.ris, record 5, byte 249: it ends before its ER line",
    ]
    explained = ldpub(tmp_path, "explain", "austen/emma").stdout
    assert 'schema:name "Emma & her friends"' in explained
    assert 'schema:familyName "Austen"' in explained
    assert re.search(r"KW +dropped +unmapped +1 +Highbury", explained)
    assert re.search(r"PY +dropped +not-understood +1 +soon", ldpub(tmp_path, "explain", "2").stdout)


def test_the_example_is_typed(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    module = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert module
    (tmp_path / "ldpub_ris.py").write_text(module[1], encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        str(ROOT / "pyproject.toml"),
        str(tmp_path / "ldpub_ris.py"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def ldpub(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    command = [sys.executable, "-m", "flask_app.cli", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
