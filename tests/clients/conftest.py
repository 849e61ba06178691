"""A real server over the bundled samples and a few records with strange ids."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).resolve().parents[2]
STRANGE = (
    "a/b",
    "a.ttl",
    "100% ü?#& x",
    "x:y@z",
    "weird\"'<id>",
    "..hidden",
    "日本",
    "a+b=c;d",
    "dot.",
    "%2F",
)
_TRIES = 400


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ldpub(
    *arguments: str, environment: dict[str, str], check: bool = True
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask_app.cli", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=check,
        timeout=120,
    )


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def strange_ids() -> tuple[str, ...]:
    """Ids that are hard to bring through a URL; the site has a record of each."""
    return STRANGE


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base address of a running site."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "LDPUB_BASE_URL": base,
        "LDPUB_PORT": str(port),
        "LDPUB_DATA_DIR": str(folder / "data"),
        "LDPUB_WORKERS": "1",
    }
    extra = folder / "strange.ndjson"
    extra.write_bytes(
        b"\n".join(orjson.dumps({"id": id_, "title": f"Record {id_}", "format": "Book"}) for id_ in STRANGE)
    )
    samples = ROOT / "ld" / "samples"
    ldpub(
        "ingest",
        str(samples / "founding-record.txt"),
        str(samples / "catalogue.ndjson"),
        str(extra),
        environment=environment,
    )
    log = folder / "server.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask_app.cli", "serve"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stderr=file,
        )
    try:
        for _ in range(_TRIES):
            if answers(f"{base}/health/ready"):
                break
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
                pytest.fail(log.read_text())
        else:
            pytest.fail(f"the server does not answer: {log.read_text()}")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)
