"""The queries that run, each in its process: who halts and who goes on, as :mod:`ld.query_service.lanes` decides."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator

from ld.query_service import lanes
from ld.query_service.experience import weight
from ld.query_service.limits import QUICK, ServiceLimits
from ld.query_service.processes import Worker
from ld.query_service.waiting import Ticket


class Traffic:
    """Running queries.

    Args:
        limits: of the service.
    """

    def __init__(self, limits: ServiceLimits) -> None:
        self._limits = limits
        self._running: dict[Ticket, Worker] = {}

    def __iter__(self) -> Iterator[Ticket]:
        return iter(list(self._running))

    def __len__(self) -> int:
        return len(self._running)

    def add(self, ticket: Ticket, worker: Worker) -> None:
        """A query has begun."""
        self._running[ticket] = worker

    def remove(self, ticket: Ticket, now: float) -> None:
        """A query has ended; a halted one may go on."""
        del self._running[ticket]
        self._resume(now)

    def worker(self, ticket: Ticket) -> Worker:
        """The process of a query."""
        return self._running[ticket]

    def processor(self, ticket: Ticket) -> float:
        """Seconds of a processor that a query has used."""
        return self._running[ticket].processor()

    @property
    def count(self) -> lanes.Lanes:
        """How many there are in each lane."""
        return lanes.count(self._running)

    @property
    def room(self) -> bool:
        """Whether another may begin."""
        return self.count.room(self._limits)

    def of_clients(self) -> Counter[str]:
        """How many each client has."""
        return Counter(ticket.job.client for ticket in self._running)

    def heavy_room(self, now: float) -> bool:
        """Whether there is a place for another heavy one, or there could be."""
        count = self.count
        could = count.stopped < self._limits.stopped and lanes.displaceable(self._running, now) is not None
        return count.heavy_room(self._limits) or could

    def admits(self, ticket: Ticket, now: float) -> bool:
        """Whether a query may begin; for one that is known to be heavy another that has had more is halted, if it must be."""
        if not ticket.known_heavy or self.count.heavy_room(self._limits):
            return True
        other = lanes.displaceable(self._running, now)
        if other is None or lanes.claim(other, now) <= ticket.burden + weight(QUICK):
            return False
        self._halt(other, now)
        return True

    def slow_down(self, ticket: Ticket, now: float) -> Ticket | None:
        """A query has become heavy: it takes a heavy place, or it or another halts.

        Returns:
            the query that is one too many and must be given up; then this is to be called again, unless it is this one.
        """
        ticket.heavy = True
        count = self.count
        if count.heavy <= self._limits.heavy:
            return None
        if count.stopped >= self._limits.stopped:
            dearest = lanes.dearest_halted(self._running)
            return dearest if dearest is not None and dearest.burden > ticket.burden else ticket
        other = lanes.displaceable(self._running, now)
        yields = other is not None and lanes.claim(other, now) > lanes.claim(ticket, now)
        self._halt(other if other is not None and yields else ticket, now)
        return None

    def take_turns(self, now: float) -> None:
        """Halt the query that has had most for a halted one that has had less."""
        halted, other = lanes.resumable(self._running, now), lanes.displaceable(self._running, now)
        if halted is None or other is None:
            return
        if lanes.claim(other, now) > lanes.claim(halted, now):
            self._halt(other, now)
        self._resume(now)

    def halted_too_long(self, now: float) -> list[Ticket]:
        """Queries that have been halted for longer than any may wait."""
        wait = self._limits.wait
        return [
            ticket for ticket in self._running if ticket.stopped is not None and now - ticket.stopped >= wait
        ]

    def _halt(self, ticket: Ticket, now: float) -> None:
        ticket.halt(now)
        self._running[ticket].signal(signal.SIGSTOP)

    def _resume(self, now: float) -> None:
        """Let a halted query go on, if there is a place for it."""
        ticket = lanes.resumable(self._running, now)
        if ticket is not None and self.count.heavy_room(self._limits):
            ticket.resume(now)
            self._running[ticket].signal(signal.SIGCONT)


__all__ = ["Traffic"]
