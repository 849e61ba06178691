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
HOSTILE: tuple[dict[str, object], ...] = (
    {
        "id": "hostile",
        "title": '</script><script>alert(1)</script> "><img src=x onerror=alert(2)> <!-- &lt;script&gt;alert(3)&lt;/script&gt;',
        "author": ['"><svg onload=alert(4)>, Mallory', "a\x00b, c"],
        "url": [
            "javascript:alert(5)",
            "http://a.example/x y\nz",
            'http://a.example/"><script>alert(6)</script>',
            " http://a.example/{a}|b ",
        ],
        "description": "a < b & <b>bold</b> </textarea><script>alert(7)</script> {{ 7*7 }} ${x}",
        "topic": ["=HYPERLINK(1)", "\u202egnorw", "' onmouseover='alert(8)"],
        "format": ["Online", "<script>alert(9)</script>"],
    },
    {
        "id": 17,
        "title": 1984,
        "author": {"a": 1},
        "publishDate": [None, 1999],
        "topic": [["x"]],
        "format": "Book",
        "url": None,
    },
    {"id": "big", "title": "x" * 2_000_000, "format": "Book"},
    {"id": "x" * 600, "title": "T", "format": "Book"},
    {"id": "..", "title": "T", "format": "Book"},
    {"id": "nul\x00", "title": "T", "format": "Book"},
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ldpub(*arguments: str, environment: dict[str, str], status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask_app.cli", *arguments]
    result = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == status, result.stderr
    return result


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
    strange = [{"id": id_, "title": f"Record {id_}", "format": "Book"} for id_ in STRANGE]
    extra.write_bytes(b"\n".join(orjson.dumps(document) for document in (*strange, *HOSTILE)))
    samples = ROOT / "ld" / "samples"
    files = [str(samples / "founding-record.txt"), str(samples / "catalogue.ndjson"), str(extra)]
    ldpub("ingest", *files, environment=environment, status=3)
    withheld = ldpub("quarantine", "list", "--json", environment=environment).stdout
    assert {row["code"] for row in orjson.loads(withheld)["quarantine"]} == {
        "value.too-long",
        "id.unservable",
    }
    assert len(orjson.loads(withheld)["quarantine"]) == 4
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
