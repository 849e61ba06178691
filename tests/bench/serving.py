"""Requests a second for one record, beside a bare Flask response of the same bytes under the same server."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from table import show

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "ld" / "samples"
RECORD = "/record/pubmed-5577770"
SECONDS, CONNECTIONS, ROUNDS = 3, 16, 3
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, *command], cwd=HERE, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(url, timeout=5).read()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def load(url: str, accept: str) -> float:
    """Requests a second, by wrk where it is installed, else by threads of this process."""
    if shutil.which("wrk"):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept: {accept}", url]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in output, output
        return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return _load_by_threads(url, accept)


def _load_by_threads(url: str, accept: str) -> float:
    host, path = re.match(r"http://([^/]+)(/.*)", url).groups()
    counts, end = [0] * 4, time.monotonic() + SECONDS

    def client(n: int) -> None:
        connection = http.client.HTTPConnection(host)
        while time.monotonic() < end:
            connection.request("GET", path, headers={"Accept": accept})
            response = connection.getresponse()
            response.read()
            assert response.status == 200
            counts[n] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(len(counts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        environment = {
            **ENVIRONMENT,
            "LDPUB_BASE_URL": base,
            "LDPUB_PORT": str(port),
            "LDPUB_DATA_DIR": f"{folder}/data",
        }
        files = [str(SAMPLES / "founding-record.txt"), str(SAMPLES / "catalogue.ndjson")]
        subprocess.run(
            [sys.executable, "-m", "flask_app.cli", "ingest", *files],
            env=environment,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        with running(["-m", "flask_app.cli", "serve"], f"{base}/health/ready", environment):
            rows = [
                row
                for accept in ("text/turtle", "application/ld+json")
                for row in _compare(base, accept, Path(folder))
            ]
    tool = "wrk" if shutil.which("wrk") else "threads of one Python process, which may be the bottleneck"
    show(
        f"Serving, {CONNECTIONS} connections, 2 workers, median of {ROUNDS}, load by {tool} (aim: 0.6 of the bare response)",
        ("", "bytes", "requests/s", "of bare"),
        rows,
    )


def _compare(base: str, accept: str, folder: Path) -> list[tuple[str, str, str, str]]:
    request = urllib.request.Request(base + RECORD, headers={"Accept": accept})
    with urllib.request.urlopen(request) as response:
        body, content_type = response.read(), response.headers["content-type"]
    (folder / "body").write_bytes(body)
    port = free_port()
    with running(
        [str(HERE / "bare.py"), str(port), str(folder / "body"), content_type],
        f"http://127.0.0.1:{port}/",
        ENVIRONMENT,
    ):
        rounds = [
            (load(base + RECORD, accept), load(f"http://127.0.0.1:{port}/", accept)) for _ in range(ROUNDS)
        ]
    ours, bare = (sorted(figures)[ROUNDS // 2] for figures in zip(*rounds, strict=True))
    size = f"{len(body):,}"
    return [
        (f"ldpub, {accept}", size, f"{ours:,.0f}", f"{ours / bare:.2f}"),
        ("bare Flask response", size, f"{bare:,.0f}", "1.00"),
    ]


if __name__ == "__main__":
    run()
