"""Queries that wait for their turn, and whose turn it is: the quick before the heavy, the modest before the greedy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import inf

from ld.query_service.channel import Message
from ld.query_service.experience import weight
from ld.query_service.jobs import Job
from ld.query_service.limits import QUICK


@dataclass(slots=True, eq=False)
class Ticket:
    """A query from its arrival to its end.

    Attributes:
        job: what is asked.
        message: the same as it came, to be passed on.
        caller: number of the connection that the answer belongs to.
        arrived: when, as all times by a clock that never goes back.
        digest: see :attr:`Job.digest`.
        shape: see :func:`ld.query_service.experience.shape`.
        expected: seconds of a processor that it will take; None if nobody knows.
        burden: of its client when it came; see :meth:`ld.query_service.experience.Accounts.burden`.
        started: when a process began with it.
        deadline: when it is given up; waiting counts, as it does for who asks.
        heavy: it has turned out to be, or was known to be.
        stopped: when it was halted; None if it runs.
        halted: seconds for which it has been.
        resumed: when it last went on.
        tries: how often it was given to a process that was gone.
    """

    job: Job
    message: Message
    caller: int
    arrived: float
    digest: str = ""
    shape: bytes = b""
    expected: float | None = None
    burden: int = 0
    started: float = 0.0
    deadline: float = inf
    heavy: bool = False
    stopped: float | None = None
    halted: float = 0.0
    resumed: float = 0.0
    tries: int = 0

    @property
    def rank(self) -> tuple[int, float]:
        """The smallest has its turn first: what costs little, of whom has used little; what is not known counts as nearly heavy."""
        return weight(QUICK if self.expected is None else self.expected) + self.burden, self.arrived

    @property
    def known_heavy(self) -> bool:
        """Whether it will not be quick."""
        return self.expected is not None and self.expected >= QUICK

    def halt(self, now: float) -> None:
        """It does not run any more."""
        self.stopped = now

    def resume(self, now: float) -> None:
        """It runs again."""
        if self.stopped is not None:
            self.halted += now - self.stopped
        self.stopped, self.resumed = None, now

    def ran(self, now: float) -> float:
        """Seconds that it has run."""
        still = now - self.stopped if self.stopped is not None else 0.0
        return now - self.started - self.halted - still


@dataclass(slots=True)
class Queue:
    """Waiting tickets, few enough to look at each.

    Attributes:
        most: that it holds.
        tickets: in no order.
    """

    most: int
    tickets: list[Ticket] = field(default_factory=list)

    def add(self, ticket: Ticket) -> Ticket | None:
        """Let a ticket wait; the one that must go for it, if there are too many, itself perhaps."""
        self.tickets.append(ticket)
        if len(self.tickets) <= self.most:
            return None
        last = max(self.tickets, key=_rank)
        self.tickets.remove(last)
        return last

    def next(self, running: Counter[str], each: int, *, heavy: bool, coming: int = 0) -> Ticket | None:
        """The ticket whose turn it is, which is taken out.

        Args:
            running: queries of each client.
            each: that one client may have running.
            heavy: whether one that is known to be heavy may run.
            coming: number of the edition that will be answered from in a moment, 0 for none; queries of it wait for that.
        """
        able = (
            ticket
            for ticket in self.tickets
            if (heavy or not ticket.known_heavy)
            and (not coming or ticket.job.edition != coming)
            and (not ticket.job.client or running[ticket.job.client] < each)
        )
        first = min(able, key=_rank, default=None)
        if first is not None:
            self.tickets.remove(first)
        return first

    def learn(self, shape: bytes, seconds: float) -> None:
        """Queries of a shape have turned out to take so long."""
        for ticket in self.tickets:
            if ticket.shape == shape:
                ticket.expected = seconds

    def waiting(self, client: str) -> int:
        """How many tickets of a client wait."""
        return sum(ticket.job.client == client for ticket in self.tickets)

    def expired(self, now: float, wait: float) -> list[Ticket]:
        """Those that have waited too long, for us or for who asks, which are taken out."""
        found = [ticket for ticket in self.tickets if now - ticket.arrived >= wait or now >= ticket.deadline]
        for ticket in found:
            self.tickets.remove(ticket)
        return found

    def of_caller(self, caller: int) -> list[Ticket]:
        """Those of a connection, which are taken out."""
        found = [ticket for ticket in self.tickets if ticket.caller == caller]
        for ticket in found:
            self.tickets.remove(ticket)
        return found


def _rank(ticket: Ticket) -> tuple[int, float]:
    return ticket.rank


__all__ = ["Queue", "Ticket"]
