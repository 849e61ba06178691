"""The query processes as their supervisor sees them: forked, watched, halted, killed. It never opens a store itself, because it forks."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ld.query_service.channel import Channel, Message
from ld.query_service.waiting import Ticket
from ld.query_service.worker import Terms, become_worker

_SEND_SECONDS = (
    1.0  # an idle process reads at once; only a query longer than the kernel's buffers takes more than one go
)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True, eq=False)
class Worker:
    """A query process.

    Attributes:
        pid: process id.
        channel: to it.
        terms: on which it works.
        ready: its store is open.
        ticket: what it computes; None if nothing.
        leaving: it takes no more.
    """

    pid: int
    channel: Channel
    terms: Terms
    ready: bool = False
    ticket: Ticket | None = None
    leaving: bool = False
    _used: float = field(default=0.0, repr=False)

    @property
    def idle(self) -> bool:
        """Whether it waits for work."""
        return self.ready and self.ticket is None and not self.leaving

    def give(self, ticket: Ticket, message: Message) -> None:
        """Have it compute an answer. When it answers, :meth:`answered` is to be called.

        Raises:
            BrokenChannelError: it is gone.
        """
        self.channel.send(message, seconds=_SEND_SECONDS)
        self.ticket = ticket

    def opened(self, said: Message) -> None:
        """It has opened its store."""
        self.ready = True
        self._used = said.head["clock"]

    def answered(self, said: Message) -> None:
        """It has answered, and is free."""
        self.ticket = None
        self._used = said.head["clock"]

    def processor(self) -> float:
        """Seconds of a processor that it has used for its ticket; to a hundredth of a second."""
        return self._processor() - self._used

    def _processor(self) -> float:
        """Since it was forked."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0  # ended, or not Linux: then time alone makes a query heavy
        fields = stat.rpartition(")")[2].split()  # a command may hold spaces and brackets (proc(5))
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


def start_worker(terms: Terms) -> Worker:
    """Fork a query process.

    Raises:
        OSError: the machine has no process to give.
    """
    ours, its = socket.socketpair()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        become_worker(its, terms, parent)
    its.close()
    ours.setblocking(False)
    return Worker(pid, Channel(ours), terms)


class Dying:
    """Processes that have been told to end, until the kernel has let go of them: with much memory that takes a while."""

    def __init__(self) -> None:
        self._pids: set[int] = set()

    def __len__(self) -> int:
        return len(self._pids)

    def add(self, worker: Worker) -> None:
        """Kill a process, halted or not, and close the connection to it."""
        worker.signal(signal.SIGKILL)
        worker.channel.close()
        self._pids.add(worker.pid)

    def see_out(self, worker: Worker) -> int:
        """Let go of a process that has closed its end of the channel, which it does in ending; the signal that ended it, 0 for none."""
        worker.signal(signal.SIGKILL)  # for one that has closed it and lives on
        worker.channel.close()
        try:
            status = os.waitpid(worker.pid, 0)[1]
        except ChildProcessError:
            return 0
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0

    def reap(self) -> None:
        """Forget those that have ended."""
        self._pids = {pid for pid in self._pids if not _ended(pid)}


def _ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


__all__ = ["Dying", "Worker", "start_worker"]
