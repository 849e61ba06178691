"""The servers that the serving benchmark compares, each in processes of its own over the same records."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = [str(ROOT / "ld" / "samples" / name) for name in ("founding-record.txt", "catalogue.ndjson")]
_SECONDS = 300  # rdflib reads a million statements before it answers
_PYTHON = {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
# All statements of the record's graph, as we answer; what trifid asks for by default are those of the document alone.
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <{{iri}}> { ?s ?p ?o } }"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], url: str, environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """A program while the block runs, from when `url` answers."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(url, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # one that still computes what nobody waits for any more
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, f"{process.args} has ended"
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.1)
        else:
            return


def published(data_dir: Path, port: int) -> dict[str, str]:
    """The samples, published under the address of a port; the environment in which they are served there."""
    environment = {
        **_PYTHON,
        "LDPUB_BASE_URL": f"http://127.0.0.1:{port}",
        "LDPUB_PORT": str(port),
        "LDPUB_DATA_DIR": str(data_dir),
    }
    _ldpub(["ingest", *SAMPLES], environment, data_dir.parent)
    return environment


def _ldpub(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
    command = [sys.executable, "-m", "flask_app.cli", *arguments]
    own = {**os.environ, **environment}
    subprocess.run(command, env=own, cwd=folder, check=True, capture_output=True)


@contextmanager
def ldpub(environment: Mapping[str, str], folder: Path, *, cache: bool) -> Iterator[int]:
    """Ours, with a cache of finished responses or without; the port."""
    port = free_port()
    own = {**environment, "LDPUB_PORT": str(port)} | ({} if cache else {"LDPUB_CACHE_BYTES": "0"})
    url = f"http://127.0.0.1:{port}/health/ready"
    with running([sys.executable, "-m", "flask_app.cli", "serve"], url, own, folder):
        yield port


@contextmanager
def bare(bodies: Mapping[str, tuple[str, bytes]], folder: Path) -> Iterator[int]:
    """Bare Flask responses: content types and bodies by path; the port."""
    port, path = free_port(), folder / f"bare-{len(list(folder.glob('bare-*')))}"
    path.write_bytes(pickle.dumps({name.removeprefix("/"): body for name, body in bodies.items()}))
    url = f"http://127.0.0.1:{port}{next(iter(bodies))}"
    with running([sys.executable, str(HERE / "bare.py"), str(port), str(path)], url, _PYTHON, HERE):
        yield port


def without_trifid(peers: Path) -> str:
    """Why trifid is not compared; empty if it is."""
    if shutil.which("node") is None:
        return "Node.js and npm are not installed"
    return "" if _trifid(peers).is_dir() else "npm could not install it"


def versions(peers: Path) -> str:
    """Of trifid and Node.js, for captions."""
    version = json.loads((_trifid(peers) / "package.json").read_bytes())["version"]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"trifid {version} on Node.js {node}"


def _trifid(peers: Path) -> Path:
    return peers / "node_modules" / "trifid"


@contextmanager
def trifid(peers: Path, folder: Path, *, whole: bool) -> Iterator[int]:
    """Trifid over a file of the same records: the configuration that its makers ship for that, one process as in their image.

    Args:
        whole: it answers the record's whole graph, as we do; else what it does by itself.
    """
    port = free_port()
    own = folder / f"trifid-{port}"
    own.mkdir()
    _ldpub(["convert", *SAMPLES, "--to", "nquads", "--output", "records.nq"], _base(port), own)
    (own / "config.json").write_text(json.dumps(_configuration(_trifid(peers), port, whole)))
    environment = {
        "NODE_ENV": "production",
        "DATASET_BASE_URL": f"http://127.0.0.1:{port}/",
        "FETCH_HANDLER_FILE": str(own / "records.nq"),
        "FETCH_HANDLER_FILE_TYPE": "application/n-quads",
    }
    command = ["node", str(_trifid(peers) / "server.js"), "-c", "config.json"]
    with running(command, f"http://127.0.0.1:{port}/", environment, own):
        yield port


def _base(port: int) -> dict[str, str]:
    return {**_PYTHON, "LDPUB_BASE_URL": f"http://127.0.0.1:{port}"}


def _configuration(package: Path, port: int, whole: bool) -> dict[str, object]:
    shipped = {
        "followRedirects": True,
        "labelLoader": {"chunkSize": 30, "concurrency": 2, "timeout": 4000},
    }
    renderer = {
        "module": "@zazuko/trifid-entity-renderer",
        "config": {**shipped, "resourceGraphQuery": WHOLE} if whole else shipped,
    }
    return {
        "extends": [str(package / "instances" / "docker-fetch" / "config.yaml")],
        "server": {"listener": {"host": "127.0.0.1", "port": port}, "logLevel": "silent"},
        "plugins": {"entity-renderer": renderer},
    }


__all__ = ["bare", "free_port", "ldpub", "published", "trifid", "versions", "without_trifid"]
