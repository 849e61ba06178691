"""A process that gives up its rights and then tries to use them; prints one word a try. For ``test_sandbox``."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from pyoxigraph import Store

from ld.query_service.sandbox import drop_rights

MEMORY = 200_000_000
PORT = int(sys.argv[1]) if __name__ == "__main__" else 0
LIBC = ctypes.CDLL(None, use_errno=True)


class Elsewhere(Thread):
    """A thread that was there before the rights were given up, as those of an engine are; tries to connect when it is told to."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.now = Event()
        self.error: OSError | None = None

    def run(self) -> None:
        self.now.wait()
        try:
            connect()
        except OSError as error:
            self.error = error

    def attempt(self) -> None:
        self.now.set()
        self.join()
        if self.error is not None:
            raise self.error


def connect() -> None:
    with socket.create_connection(("127.0.0.1", PORT), timeout=2):
        pass


def federate() -> None:
    list(STORE.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{PORT}/> {{ ?s ?p ?o }} }}"))


def second_abi() -> None:
    """The socket call under the number that it has for programs of the x32 ABI."""
    if LIBC.syscall(0x40000000 + 41, socket.AF_INET, socket.SOCK_STREAM, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def spill() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(900))


def too_long_a_file() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(5_000))


ELSEWHERE = Elsewhere()
TRIES: dict[str, Callable[[], object]] = {
    "connect": connect,
    "thread": ELSEWHERE.attempt,
    "federate": federate,
    "datagram": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    "unix": lambda: socket.socket(socket.AF_UNIX),
    "second_abi": second_abi,
    "fork": fork,
    "run": lambda: subprocess.run(["/bin/true"], check=True),
    "kill": lambda: os.kill(os.getppid(), 0),
    "rename": lambda: Path("none").rename("other"),
    "memory": lambda: bytearray(2 * MEMORY),
    "enough memory": lambda: bytearray(MEMORY // 2),
    "spill": spill,
    "too long a file": too_long_a_file,
    "query": lambda: STORE.query("ASK {}"),
}
STORE = Store()


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    ELSEWHERE.start()
    say("missing", drop_rights(MEMORY, 1_000, network=sys.argv[2] == "network"))
    for name in sys.argv[3:] or TRIES:
        try:
            TRIES[name]()
        except (OSError, MemoryError) as error:
            say(name, type(error).__name__)
        else:
            say(name, "done")
