"""An engine in a process of its own that can be ended: a shape that never comes to an end costs a record, not the run.

The process has a deadline for each record, a cap on memory, and neither files nor network: whatever a shapes file talks an
engine into, it is done there. It is started with the first record, once in each process that validates.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Self
from weakref import WeakSet, finalize

import orjson

from ld.errors import LDError, RDFSyntaxError, ShapeLimitError, ShapeLoadError
from ld.findings import excerpt
from shapes.engines import Result
from shapes.own.frames import FAILED, HEADER, LOAD, MAX_ANSWER, MEMORY, RUN, SHAPES, SYNTAX, frame

SECONDS: Final = 2.0
"""Deadline of a record. A record takes milliseconds; two seconds a record would be six days for 250,000."""
MEMORY_BYTES: Final = 512 << 20
"""What the process may take beyond what it starts with: 100,000 statements in pyshacl need half of it."""
COMPILE_SECONDS: Final = 20.0
"""Deadline for reading the shapes."""
_START_SECONDS: Final = 60.0  # for Python itself and its imports, on a disk that is busy
_PIECE: Final = 1 << 18
_SHORTEST: Final = 0.001  # a socket's time-out of 0 would mean not to wait at all

# Isolated Python looks for modules in neither the working folder nor PYTHONPATH, so it is told where ours are.
_BOOT: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; from shapes.own.child import main; main(*sys.argv[1:3])"
)
_KEPT: Final = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)  # of the environment: without them Python may not start
_LIMITS: Final = {signal.SIGABRT: "memory", signal.SIGXCPU: "time"}


class GuardedProcess:
    """A process with an engine. To be used by one thread at a time, and by the process that made it.

    Args:
        engine: a row of :data:`shapes.validator.ENGINES`.
        memory: bytes that it may take beyond what it starts with.
    Raises:
        LDError: it does not start.
    """

    def __init__(self, engine: str = "shacl", memory: int = MEMORY_BYTES) -> None:
        self._memory = memory
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-I", "-c", _BOOT, engine, str(memory), *_search_path()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                start_new_session=True,  # Ctrl+C is for the one who waits
            )
        self.close: finalize[[int, socket.socket, subprocess.Popen[bytes]], GuardedProcess] = finalize(
            self, _end, os.getpid(), self._socket, self._popen
        )
        self._wait_for_start()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.close.alive and self._popen.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self, ntriples: str, seconds: float = COMPILE_SECONDS) -> None:
        """Have shapes compiled, in place of those before.

        Args:
            ntriples: the shapes.
            seconds: deadline.
        Raises:
            ShapeLoadError: the engine does not take them, or not in time.
        """
        try:
            self._ask(SHAPES, ntriples, seconds)
        except ShapeLoadError:
            raise
        except LDError as error:
            raise ShapeLoadError(f"the shapes do not compile: the engine {error}") from error

    def run(self, triples: str, seconds: float = SECONDS) -> list[Result]:
        """Results for N-Triples text; at most :data:`shapes.engines.MAX_RESULTS`.

        Args:
            triples: the record.
            seconds: deadline.
        Raises:
            ShapeLimitError: a limit is reached; the process is dead then.
            RDFSyntaxError: the text is not N-Triples.
            LDError: the engine gives up.
        """
        return [Result(*row) for row in orjson.loads(self._ask(RUN, triples, seconds))]

    def _ask(self, operation: bytes, text: str, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        request = frame(operation, seconds, text.encode("utf-8", "surrogatepass"))
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(request)
            status, content = self._answer(until)
        except TimeoutError as error:
            self.close()
            raise ShapeLimitError(f"took longer than {seconds:g} s", limit="time") from error
        except (OSError, EOFError) as error:
            raise self._obituary(seconds) from error
        if status == MEMORY:
            self.close()
            raise self._out_of_memory()
        return _checked(status, content)

    def _answer(self, until: float) -> tuple[bytes, bytes]:
        """Status and content of the next answer."""
        data = bytearray()
        length = 0
        while len(data) < HEADER.size + length:
            self._socket.settimeout(max(until - time.monotonic(), _SHORTEST))
            piece = self._socket.recv(_PIECE)
            if not piece:
                raise EOFError
            data += piece
            if not length and len(data) >= HEADER.size:
                length = HEADER.unpack_from(data)[2]
                if length > MAX_ANSWER:
                    raise EOFError
        return bytes(data[:1]), bytes(data[HEADER.size :])

    def _wait_for_start(self) -> None:
        assert self._popen.stderr is not None
        try:
            self._answer(time.monotonic() + _START_SECONDS)
        except (OSError, EOFError) as error:
            self._popen.kill()
            said = self._popen.stderr.read().decode(errors="replace").strip().splitlines()[-1:]
            self.close()
            raise LDError(
                f"the process for your own shapes does not start: {''.join(said) or error}"
            ) from error
        self._popen.stderr.close()

    def _obituary(self, seconds: float) -> ShapeLimitError:
        """Why the process is dead: it was not us who ended it."""
        self._popen.kill()  # if it has only closed its socket
        status = self._popen.wait()
        self.close()
        number = signal.Signals(-status) if status < 0 else None
        limit = _LIMITS.get(number, "ended") if number else "ended"
        if limit == "memory":
            return self._out_of_memory()
        if limit == "time":
            return ShapeLimitError(f"took longer than {seconds:g} s", limit=limit)
        return ShapeLimitError(f"ended ({number.name if number else f'status {status}'})", limit=limit)

    def _out_of_memory(self) -> ShapeLimitError:
        return ShapeLimitError(f"needed more than {self._memory >> 20} MB of memory", limit="memory")


class GuardedEngine:
    """An engine behind :class:`GuardedProcess`, with the face of those in :mod:`shapes.engines`.

    A process that is gone is replaced with the next record. Instances may be shared between threads, which wait for each
    other; after a fork each process starts its own.

    Args:
        ntriples: the shapes. Nothing is started yet; :meth:`start` tells whether they compile.
        engine: a row of :data:`shapes.validator.ENGINES`.
        seconds: deadline of a record, starting not included.
        memory: bytes; see :class:`GuardedProcess`.

    >>> shapes = '''<http://x/s> <http://www.w3.org/ns/shacl#targetSubjectsOf> <http://x/p> .
    ... <http://x/s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .'''
    >>> [result.focus for result in GuardedEngine(shapes).run("_:a <http://x/p> <http://x/b> .")]
    ['_:b']
    """

    def __init__(
        self, ntriples: str, engine: str = "shacl", seconds: float = SECONDS, memory: int = MEMORY_BYTES
    ) -> None:
        self.engine, self.seconds, self.memory = engine, seconds, memory
        self._ntriples = ntriples
        self._process: GuardedProcess | None = None
        self._lock = Lock()
        _ENGINES.add(self)

    @property
    def pid(self) -> int | None:
        """Number of its process, if there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and compile the shapes, as the first record would.

        Raises:
            ShapeLoadError: they do not compile, or not in :data:`COMPILE_SECONDS`.
            LDError: the process does not start.
        """
        with self._lock:
            self._ready()

    def run(self, triples: str) -> list[Result]:
        """Results for N-Triples text; see :meth:`GuardedProcess.run`."""
        with self._lock:
            return self._ready().run(triples, self.seconds)

    def close(self) -> None:
        """End the process; the next record would start another."""
        with self._lock:
            self._end()

    def _ready(self) -> GuardedProcess:
        if self._process is None or not self._process.alive:
            self._end()
            process = GuardedProcess(self.engine, self.memory)
            process.load(self._ntriples)
            self._process = process
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _forget(self) -> None:
        """In a forked process: the engine's is the parent's, and whoever held the lock is not here."""
        self._lock = Lock()
        self._end()


_ENGINES: Final[WeakSet[GuardedEngine]] = WeakSet()


def _forget_all() -> None:
    for engine in list(_ENGINES):
        engine._forget()


os.register_at_fork(after_in_child=_forget_all)


def _search_path() -> list[str]:
    return [str(Path(entry).resolve()) for entry in sys.path]


def _end(owner: int, connection: socket.socket, popen: subprocess.Popen[bytes]) -> None:
    """End a process, and wait until it is gone; a copy of its owner only lets go of it."""
    connection.close()
    if popen.stderr is not None:
        popen.stderr.close()
    if os.getpid() != owner:
        popen.returncode = 0
        return
    popen.kill()
    popen.wait()


def _checked(status: bytes, content: bytes) -> bytes:
    if status == SYNTAX:
        message, line, column = orjson.loads(content)
        raise RDFSyntaxError(message, line=line, column=column)
    if status == LOAD:
        raise ShapeLoadError(content.decode())
    if status == FAILED:
        raise LDError(excerpt(content.decode()))
    return content


__all__ = ["COMPILE_SECONDS", "MEMORY_BYTES", "SECONDS", "GuardedEngine", "GuardedProcess"]
