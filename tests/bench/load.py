"""Load on a server of this machine: a list of requests, again and again, over some connections, for a few seconds."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SECONDS, CONNECTIONS = 3, 32
_LONGEST_WAIT = 30
_MILLISECONDS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
_SCRIPT = """local requests, n = {{}}, 0
init = function() requests = {{ {requests} }} end
request = function() n = n % #requests + 1; return requests[n] end
"""


class Ask(NamedTuple):
    """A request: its path and what it says besides Host."""

    path: str
    headers: Mapping[str, str]


class Load(NamedTuple):
    """What came of it."""

    rate: float  # answers a second
    p99: float  # milliseconds within which 99 % of the answers came


def tool() -> str:
    """What makes the load, for captions."""
    return "wrk" if shutil.which("wrk") else "threads of one Python process, which may be the bottleneck"


def load(port: int, asks: Sequence[Ask], connections: int = CONNECTIONS) -> Load:
    """The requests in their order, over and over, by wrk where it is installed, else by threads of this process."""
    by = _by_wrk if shutil.which("wrk") else _by_threads
    return by(port, asks, connections)


def median(loads: Sequence[Load]) -> Load:
    """The median of each figure."""
    return Load(*(sorted(figures)[len(figures) // 2] for figures in zip(*loads, strict=True)))


def _by_wrk(port: int, asks: Sequence[Ask], connections: int) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT.format(requests=",\n".join(map(_lua, asks))))
        script.flush()
        options = ["-t1", f"-c{connections}", f"-d{SECONDS}s", f"--timeout={_LONGEST_WAIT}s", "--latency"]
        command = ["wrk", *options, "-s", script.name, f"http://127.0.0.1:{port}/"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in output, output
    assert "Socket errors" not in output, output
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", output).groups()
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), float(number) * _MILLISECONDS[unit])


def _lua(ask: Ask) -> str:
    """Text in Lua is written as in JSON, as far as ASCII goes."""
    headers = ", ".join(f"[{json.dumps(name)}]={json.dumps(value)}" for name, value in ask.headers.items())
    return f'wrk.format("GET", {json.dumps(ask.path)}, {{{headers}}})'


def _by_threads(port: int, asks: Sequence[Ask], connections: int) -> Load:
    times: list[list[float]] = [[] for _ in range(connections)]
    end = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=_client, args=(port, asks[n % len(asks) :] + asks[: n % len(asks)], end, own))
        for n, own in enumerate(times)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = sorted(seconds for own in times for seconds in own)
    return Load(len(found) / SECONDS, found[int(len(found) * 0.99)] * 1e3)


def _client(port: int, asks: Sequence[Ask], end: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_WAIT)
    n = 0
    while (start := time.monotonic()) < end:
        ask = asks[n % len(asks)]
        connection.request("GET", ask.path, headers=dict(ask.headers))
        response = connection.getresponse()
        response.read()
        assert response.status in {200, 304}, response.status
        times.append(time.monotonic() - start)
        n += 1
    connection.close()


def first(port: int, ask: Ask) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One answer: status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_WAIT)
    connection.request("GET", ask.path, headers=dict(ask.headers))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


__all__ = ["CONNECTIONS", "SECONDS", "Ask", "Load", "first", "load", "median", "tool"]
