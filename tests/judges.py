"""Independent conformance programs, run against a site over the bundled samples: ``python tests/judges.py FOLDER``.

Prints what each says, and ends with status 1 if one of them finds a failure.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import RdfFormat, Store

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "ld" / "samples"
JUDGES = (
    ("sparql_protocol.py", "{base}/sparql", "--readonly"),
    ("service_description.py", "{base}/sparql"),
    ("gsp.py", "{base}/graph", "--readonly", "--graph", "{base}/record/pubmed-5577770"),
)
_SECONDS = 30


def main(folder: Path) -> int:
    """Run every judge; the worst status."""
    with _site(folder.parent / "suites" / "protocol-data.trig") as base:
        statuses = []
        for program, *arguments in JUDGES:
            command = [
                sys.executable,
                str(folder / program),
                *(argument.format(base=base) for argument in arguments),
            ]
            print(f"\n## {program}\n", flush=True)
            statuses.append(subprocess.run(command, check=False).returncode)
    return max(statuses)


@contextmanager
def _site(graphs: Path) -> Iterator[str]:
    """A site over the samples, with the graphs that the protocol's tests ask for beside them."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        base = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "LDPUB_BASE_URL": base,
            "LDPUB_PORT": str(port),
            "LDPUB_DATA_DIR": f"{folder}/data",
        }
        ldpub = [sys.executable, "-m", "flask_app.cli"]
        files = [str(SAMPLES / "founding-record.txt"), str(SAMPLES / "catalogue.ndjson")]
        subprocess.run([*ldpub, "ingest", *files], env=environment, cwd=ROOT, check=True, capture_output=True)
        _add(graphs, Path(folder) / "data" / "current")
        server = subprocess.Popen([*ldpub, "serve"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            _wait(f"{base}/health/ready")
            yield base
        finally:
            server.terminate()
            server.wait(_SECONDS)


def _add(graphs: Path, edition: Path) -> None:
    """Add graphs to a published edition that nobody reads yet, and let it forget how long its files were."""
    store = Store(str(edition / "graph"))
    store.load(path=graphs, format=RdfFormat.TRIG)
    store.flush()
    description = edition / "edition.json"
    info = json.loads(description.read_text(encoding="utf-8"))
    info["files"] = {name: facts for name, facts in info["files"].items() if not name.startswith("graph/")}
    description.write_text(json.dumps(info), encoding="utf-8")


def _wait(url: str) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
