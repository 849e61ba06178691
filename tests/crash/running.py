"""``ldpub`` in processes that can be killed: started, watched, ended, and what they said."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from signal import SIGKILL
from time import monotonic
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds in which a command ends, whatever else the machine has to do


@dataclass
class Run:
    """A command that has been started, in a process group of its own.

    Attributes:
        pid: of the main process and of the group.
        started: by the monotonic clock.
        status: exit status once it is known; negative for a signal.
    """

    pid: int
    started: float
    _starter: IO[bytes]
    _output: Path
    _errors: Path
    status: int | None = None

    def wait(self, seconds: float = PATIENCE) -> int | None:
        """Exit status, as soon as it has ended; None if it has not by then."""
        if self.status is None and select.select([self._starter], [], [], seconds)[0]:
            self.status = int(self._starter.readline())
        return self.status

    def ended(self) -> int:
        """Exit status; an error if it goes on and on."""
        status = self.wait()
        if status is None:
            os.killpg(self.pid, SIGKILL)
            raise AssertionError(f"still running after {PATIENCE} s: {self.errors[-2000:]}")
        return status

    @property
    def age(self) -> float:
        """Seconds since the start."""
        return monotonic() - self.started

    @property
    def output(self) -> str:
        """Standard output so far."""
        return self._output.read_text(encoding="utf-8")

    @property
    def errors(self) -> str:
        """Standard error so far."""
        return self._errors.read_text(encoding="utf-8")


@dataclass
class Starter:
    """Starts commands, one at a time; see :mod:`tests.crash.starter`."""

    process: subprocess.Popen[bytes]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def within(self, environment: Mapping[str, str]) -> Starter:
        """The same for another environment of the commands."""
        return replace(self, environment=environment)

    def start(self, *arguments: str) -> Run:
        """Start ``ldpub`` with these arguments."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        output, errors = self.folder / "output", self.folder / "errors"
        output.write_bytes(b"")
        errors.write_bytes(b"")
        told = {"arguments": arguments, "output": str(output), "errors": str(errors)}
        self.process.stdin.write(json.dumps(told | {"environment": dict(self.environment)}).encode() + b"\n")
        self.process.stdin.flush()
        return Run(int(self.process.stdout.readline()), monotonic(), self.process.stdout, output, errors)

    def run(self, *arguments: str, statuses: Sequence[int] = (0,)) -> Run:
        """Run it to the end, which has to be one of these."""
        run = self.start(*arguments)
        assert run.ended() in statuses, (arguments, run.status, run.output[-1000:], run.errors[-3000:])
        return run


@contextmanager
def starting(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Starter]:
    """Something that starts commands, while the block runs.

    Args:
        folder: made; what commands print goes there.
        environment: of every command, besides ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.starter"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield Starter(process, folder, environment or {})
    finally:
        process.communicate()  # it ends with its input


@dataclass(frozen=True, slots=True)
class Process:
    """A process of a group.

    Attributes:
        role: ``main``, or what its command line says it is there for.
    """

    pid: int
    role: str


def group(leader: int) -> list[Process]:
    """The living processes of a process group (proc(5), fields 3 and 5 of stat)."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                fields = (
                    (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                )
                if int(fields[2]) == leader and fields[0] not in "ZX":
                    found.append(Process(int(folder.name), _role(folder, leader)))
    return found


def _role(folder: Path, leader: int) -> str:
    if int(folder.name) == leader:
        return "main"
    words = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    roles = {
        "resource_tracker": "tracker",
        "spawn_main": "worker",
        "forkserver": "worker",
        "guarded": "shapes",
    }
    return next((role for word, role in roles.items() if word in words), "child")


__all__ = ["PATIENCE", "ROOT", "Process", "Run", "Starter", "group", "starting"]
