"""nginx as a shared cache in front of a server of ours."""

from __future__ import annotations

import os
import select
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from tests.http.serving import free_port

_SECONDS = 20
_CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    {temporary}
    upstream origin {{ server 127.0.0.1:{origin}; keepalive 8; }}
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host localhost;
    proxy_cache_revalidate on;
    add_header X-Cache-Status $upstream_cache_status always;
{servers}
}}
"""
_SERVER = """
    proxy_cache_path cache-{port} keys_zone=zone_{port}:10m;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass http://origin; proxy_cache zone_{port}; {rules} }}
    }}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def absent() -> str:
    """Why there is no such cache on this machine; empty if there is one."""
    return "" if _program() else "nginx is not installed (Debian: nginx-light)"


def _program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin")


@contextmanager
def caches(origin: int, folder: Path, rules: Sequence[str]) -> Iterator[list[int]]:
    """Caches while the block runs, each with rules of its own besides the common ones; their ports."""
    ports = [free_port() for _ in rules]
    servers = [_SERVER.format(port=port, rules=own) for port, own in zip(ports, rules, strict=True)]
    configuration = _CONFIGURATION.format(
        user="user root;" if os.geteuid() == 0 else "",  # others may not enter the folder of a test of root's
        temporary=" ".join(f"{name}_temp_path {name};" for name in _TEMPORARY),
        origin=origin,
        servers="".join(servers),
    )
    (folder / "nginx.conf").write_text(configuration)
    program = _program()
    assert program is not None
    command = [program, "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for port in ports:
            _wait(port, process)
        yield ports
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + _SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert process.poll() is None, process.communicate()[1].decode()
            assert monotonic() < end, "nginx does not answer"
            select.select([], [], [], 0.02)
        else:
            return
