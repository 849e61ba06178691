"""Independent conformance programs, run against a site over the bundled samples: ``python tests/judges.py FOLDER``.

Prints what each says, and ends with status 1 if one of them finds a failure.
"""

from __future__ import annotations

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

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "ld" / "samples"
JUDGES = (
    ("sparql_protocol.py", "{base}/sparql", "--readonly", "--no-data"),
    ("service_description.py", "{base}/sparql"),
    ("gsp.py", "{base}/graph", "--readonly", "--graph", "{base}/record/pubmed-5577770"),
)
_SECONDS = 30


def main(folder: Path) -> int:
    """Run every judge; the worst status."""
    with _site() as base:
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
def _site() -> Iterator[str]:
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
        server = subprocess.Popen([*ldpub, "serve"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            _wait(f"{base}/health/ready")
            yield base
        finally:
            server.terminate()
            server.wait(_SECONDS)


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
