"""``ldpub serve``: granian, watched over.

Granian survives half-open connections, but ends for good when a worker dies twice within seconds. So it runs in a process of its
own, which is started again when it ends. Every process below watches a pipe and stops when the watcher is gone, however it went.

Standard output stays empty; logs go to standard error.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from flask_app import create_app
from ld.config import ENVIRONMENT, Settings, as_environment, load
from ld.errors import ConfigError, StoreError
from ld.query_service import ADDRESS, RunningService

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_LOG = logging.getLogger(__name__)
_LEASH = f"_{ENVIRONMENT}LEASH"  # not a setting: the reading end of the watcher's pipe
BLOCKING_THREADS = 256  # most of them wait for queries of others: see PLACES of the query desk
BACKPRESSURE = (
    512  # requests of one worker at once, running or waiting for a thread; others wait in the kernel's queue
)
_LOOK_SECONDS = 0.1
_STOP_SECONDS = 10
_AGAIN_SECONDS = 0.5
_MOST_TRIES = 5
_SHORT_LIFE = 5.0
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_LOGGING: Mapping[str, Any] = {
    "filters": {"advice": {"()": "flask_app.server.WithoutAdvice"}},
    "handlers": {
        name: {
            "formatter": form,
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "filters": ["advice"],
        }
        for name, form in (("console", "generic"), ("access", "access"))
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}


class WithoutAdvice(logging.Filter):
    """Leaves out granian's advice on the number of threads: ours wait for readers, not for processors."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log a message."""
        return not record.getMessage().startswith("Configuration allows spawning")


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; then answer what is begun, and return.

    Must be called by the main thread.

    Raises:
        ConfigError: the address cannot be listened on.
        StoreError: the server ends by itself, again and again.
    """
    check_address(settings)
    stop = Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)
    }
    queries = RunningService(settings)
    try:
        _watch(settings, queries, stop)
    finally:
        queries.close()  # the last: what the server has begun may still ask it
        for number, handler in before.items():
            signal.signal(number, handler)


def check_address(settings: Settings) -> None:
    """Fail with a sentence where granian would fail with a traceback, in another process."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        msg = f"cannot listen on {settings.host} port {settings.port}: {error.strerror}; choose another with --port (make demo: LDPUB_PORT=8081 make demo)"
        raise ConfigError(msg) from error


def _watch(settings: Settings, queries: RunningService, stop: Event) -> None:
    """Start the server, and start it again whenever it ends; one that has never lived is given up."""
    pause, lives, proven = _SHORTEST_PAUSE, 0, False
    while not stop.is_set():
        begun = time.monotonic()
        status = _run(settings, queries, stop)
        if stop.is_set():
            return
        lived = time.monotonic() - begun > _SHORT_LIFE
        proven, lives = proven or lived, lives + 1
        if not proven and lives >= _MOST_TRIES:
            msg = f"the server ends at once, for the {lives}th time with status {status}: see the log above"
            raise StoreError(msg)
        _LOG.error("the server ended with status %s; it is started again", status)
        pause = _SHORTEST_PAUSE if lived else min(pause * 2, _LONGEST_PAUSE)
        stop.wait(pause)


def _run(settings: Settings, queries: RunningService, stop: Event) -> int:
    """One life of the server process; its status."""
    reading, writing = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __spec__.name],
            env={**os.environ, **as_environment(settings), ADDRESS: queries.address, _LEASH: str(reading)},
            pass_fds=(reading,),
            start_new_session=True,  # Ctrl+C is for the watcher alone
            stdin=subprocess.DEVNULL,
        )
        return _attend(process, queries, stop)
    finally:
        os.close(reading)
        os.close(writing)  # whoever is left of that life ends now


def _attend(process: subprocess.Popen[bytes], queries: RunningService, stop: Event) -> int:
    while not stop.wait(_LOOK_SECONDS):
        if process.poll() is not None:
            return process.returncode
        if queries.ensure():
            _LOG.error("the query service had ended; it is started again")
    process.terminate()
    try:
        return process.wait(_STOP_SECONDS + 1)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def application() -> WSGIApplication:
    """The application of a worker, of the settings that :func:`serve` handed down."""
    leash = os.environ.get(_LEASH)
    if leash:
        _end_with(int(leash))
    return create_app(load(path=Path(os.devnull)))


def _end_with(leash: int) -> None:
    """Stop this process when the other end of the pipe is closed.

    The thread sits in a system call and holds no lock, so that granian may fork its workers beside it.
    """

    def wait() -> None:
        with suppress(OSError):
            os.read(leash, 1)
        while True:  # a worker that has yet to install its handlers loses the first
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_AGAIN_SECONDS)

    Thread(target=wait, daemon=True, name="leash").start()


def _main() -> None:
    """The server process: granian with its workers. It never opens a store, because it forks."""
    settings = load(path=Path(os.devnull))
    _end_with(int(os.environ[_LEASH]))
    server = Server(
        f"{__spec__.name}:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=BLOCKING_THREADS,
        backpressure=BACKPRESSURE,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        websockets=False,
        factory=True,
        log_dictconfig=dict(_LOGGING),
    )
    server.serve()


if __name__ == "__main__":
    _main()

__all__ = ["BLOCKING_THREADS", "WithoutAdvice", "application", "check_address", "serve"]
