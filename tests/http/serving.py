"""The real server in a process of its own, and a client without manners."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic

from ld.config import Settings, as_environment

_PROGRAM = """
import os, sys
from pathlib import Path
from flask_app.server import serve
from ld.config import load
serve(load(path=Path(os.devnull)))
"""
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int

    def get(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, timeout: float = 10
    ) -> tuple[HTTPResponse, bytes]:
        """One request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, headers=headers or {})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def wait(self, seconds: float = 20) -> None:
        """Until it answers."""
        end = monotonic() + seconds
        while True:
            try:
                self.get("/health/live", timeout=2)
            except (OSError, HTTPException):
                assert self.process.poll() is None, "the server has ended"
                assert monotonic() < end, "the server does not answer"
                select.select([], [], [], 0.02)
            else:
                return

    def workers(self, count: int = 2) -> list[int]:
        """Process ids of granian's workers, when there are as many as there should be."""
        end = monotonic() + 20
        while len(found := self._workers()) < count:
            assert monotonic() < end, f"{len(found)} workers"
            select.select([], [], [], 0.02)
        return found

    def _workers(self) -> list[int]:
        try:
            return [
                grandchild
                for child in children(self.process.pid)
                if not is_query_service(child)
                for grandchild in children(child)
            ]
        except OSError:  # one ended while we looked
            return []

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, and its status."""
        self.process.send_signal(how)
        return self.process.wait(30)


def children(pid: int) -> list[int]:
    """Process ids of the children of a process."""
    return [
        int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ]


def is_query_service(pid: int) -> bool:
    """Whether a process is the supervisor of queries."""
    return b"ld.query_service" in Path(f"/proc/{pid}/cmdline").read_bytes()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(settings: Settings, log: Path | None = None) -> Iterator[Running]:
    """The server while the block runs; it listens on the port of the settings.

    Args:
        log: a file for what it says; without one it must not say more than a pipe holds.
    """
    with ExitStack() as stack:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            cwd=ROOT,
            env={**os.environ, **as_environment(settings)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if log is None else stack.enter_context(log.open("wb")),
        )
        yield from _while_it_runs(Running(process, settings.port))


def _while_it_runs(running: Running) -> Iterator[Running]:
    process = running.process
    try:
        running.wait()
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
