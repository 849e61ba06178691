"""Starting the query service: a process of its own, which ends when the one that started it does."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from time import monotonic
from weakref import finalize

from ld.config import ENVIRONMENT, Settings, as_environment
from ld.errors import StoreUnavailableError

ADDRESS = f"_{ENVIRONMENT}QUERIES"
"""Environment variable with the address of a running service, for processes that are to use that one."""
LISTENER = f"_{ENVIRONMENT}QUERY_LISTENER"
LEASH = f"_{ENVIRONMENT}QUERY_LEASH"
COMMAND = (sys.executable, "-m", "ld.query_service")
_NAME = "queries"
_LONGEST_PLACE = 70
_BACKLOG = 512
_END_SECONDS = 5.0
_SHORTEST_LIFE = 0.5


class RunningService:
    """A query service of this process. It can be called at once: calls wait until it listens.

    Args:
        settings: of the site.

    Attributes:
        address: path of its Unix socket, in a folder that only this user may enter.

    Raises:
        StoreUnavailableError: there is no place for a socket.
    """

    def __init__(self, settings: Settings) -> None:
        folder, self._listener = _listener()
        self.address = str(Path(folder) / _NAME)
        self._environment = {**os.environ, **as_environment(settings)}
        self._kept = _Kept()
        self._closing = finalize(self, _close, os.getpid(), folder, self._listener, self._kept)
        self.ensure()

    @property
    def pid(self) -> int:
        """Process id of the supervisor."""
        return self._kept.pid

    def ensure(self) -> bool:
        """Start the process again if it has ended, but not again and again at once; whether it was started."""
        if self._kept.alive or monotonic() - self._kept.started < _SHORTEST_LIFE:
            return False
        self._kept.start(self._listener, self._environment)
        return True

    def close(self) -> None:
        """End it with all its processes."""
        self._closing()


def _listener() -> tuple[str, socket.socket]:
    """A socket that listens, and its folder."""
    # The address of a Unix socket has room for about a hundred bytes (unix(7)), which some folders for temporary files fill.
    place = gettempdir()
    try:
        folder = mkdtemp(prefix="ldpub-", dir=place if len(os.fsencode(place)) <= _LONGEST_PLACE else "/tmp")  # noqa: S108
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(Path(folder) / _NAME))
        listener.listen(_BACKLOG)
    except OSError as error:
        msg = f"the query service has no place for its socket: {error}; set TMPDIR to a folder that can be written to"
        raise StoreUnavailableError(msg) from error
    return folder, listener


class _Kept:
    """A process, and the pipe on which it hangs."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._leash = -1
        self.started = -_SHORTEST_LIFE

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None  # started when it was made
        return self._process.pid

    def start(self, listener: socket.socket, environment: dict[str, str]) -> None:
        self.end()
        self.started = monotonic()
        reading, self._leash = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                COMMAND,
                env=environment | {LISTENER: str(listener.fileno()), LEASH: str(reading)},
                pass_fds=(listener.fileno(), reading),
                start_new_session=True,  # Ctrl+C is for whoever started us
                stdin=subprocess.DEVNULL,
            )
        finally:
            os.close(reading)

    def end(self) -> None:
        """Let go of the leash, and see the process out."""
        if self._leash >= 0:
            os.close(self._leash)
            self._leash = -1
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _close(owner: int, folder: str, listener: socket.socket, kept: _Kept) -> None:
    if os.getpid() != owner:  # a child of a server that forks: not its to end
        return
    kept.end()
    listener.close()
    shutil.rmtree(folder, ignore_errors=True)


__all__ = ["ADDRESS", "LEASH", "LISTENER", "RunningService"]
