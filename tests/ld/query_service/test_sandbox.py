"""A query process can compute, write a result, and nothing else; tried from inside, without any guard before it."""

from __future__ import annotations

import platform
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

ALWAYS = {
    "query": "done",
    "spill": "done",
    "enough memory": "done",
    "memory": "MemoryError",
    "too long a file": "OSError",
}
CONFINED = {
    "connect": "PermissionError",
    "thread": "PermissionError",
    "federate": "PermissionError",
    "datagram": "PermissionError",
    "unix": "PermissionError",
    "fork": "PermissionError",
    "run": "PermissionError",
    "kill": "PermissionError",
    "rename": "PermissionError",
}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def tried(listener: socket.socket, network: str, *names: str) -> dict[str, str]:
    port = listener.getsockname()[1]
    child = subprocess.run(
        [sys.executable, "-m", "tests.ld.query_service.confined", str(port), network, *names],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return dict(line.rpartition(" ")[::2] for line in child.stdout.splitlines())


@pytest.mark.skipif(
    (sys.platform, platform.machine()) not in {("linux", "x86_64"), ("linux", "aarch64")},
    reason="no seccomp filter for this machine",
)
def test_nothing_leads_out(listener: socket.socket) -> None:
    found = tried(listener, "none")
    assert found.pop("missing") == ""
    second = found.pop("second_abi")
    assert second != "done"
    assert found == ALWAYS | CONFINED
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_process_for_other_endpoints_keeps_the_network(listener: socket.socket) -> None:
    found = tried(listener, "network", "connect", *ALWAYS)
    assert found == ALWAYS | {"missing": "", "connect": "done"}
