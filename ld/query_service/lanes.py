"""Which running queries count as heavy, and which of these must halt so that quick ones get through.

A query is heavy when it has used a tenth of a second of a processor, or a second of everybody's time. There are only so many heavy
ones at once: one too many is halted where it is (SIGSTOP) and goes on when another has ended. So no guess of what a query
costs has to be right, and nothing that was computed is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ld.query_service.limits import QUICK, ServiceLimits
from ld.query_service.waiting import Ticket

LONG = 1.0
"""Seconds after which a query is heavy, however little it computes."""


class Lanes(NamedTuple):
    """Running tickets, sorted by what is to be done with them."""

    heavy: int
    quick: int
    stopped: int

    def room(self, limits: ServiceLimits) -> bool:
        """Whether another query may begin."""
        return self.heavy + self.quick < limits.heavy + limits.quick

    def heavy_room(self, limits: ServiceLimits) -> bool:
        """Whether another heavy one may."""
        return self.heavy < limits.heavy


def count(running: Iterable[Ticket]) -> Lanes:
    """How many run in each lane."""
    heavy = quick = stopped = 0
    for ticket in running:
        if ticket.stopped is not None:
            stopped += 1
        elif ticket.heavy:
            heavy += 1
        else:
            quick += 1
    return Lanes(heavy, quick, stopped)


def grown(running: Iterable[Ticket], now: float, processor: Callable[[Ticket], float]) -> list[Ticket]:
    """Those that have become heavy since the last look.

    Args:
        processor: seconds of a processor that a ticket has used.
    """
    return [
        ticket
        for ticket in running
        if not ticket.heavy
        and ticket.ran(now) >= QUICK
        and (ticket.ran(now) >= LONG or processor(ticket) >= QUICK)
    ]


def resumable(running: Iterable[Ticket]) -> Ticket | None:
    """The halted query that goes on next: of the client that has used least, and of those the one that waits longest."""
    halted = ((ticket.burden, ticket.stopped, ticket) for ticket in running if ticket.stopped is not None)
    return min(halted, key=lambda row: row[:2], default=(0, 0, None))[2]


__all__ = ["LONG", "Lanes", "count", "grown", "resumable"]
