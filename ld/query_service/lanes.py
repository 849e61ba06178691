"""Which running queries count as heavy, and which of these must halt so that quick ones get through.

A query is heavy when it has used a tenth of a second of a processor, or a second of everybody's time. There are only so many heavy
ones at once: one too many is halted where it is (SIGSTOP) and goes on when another has ended, or has had its second. So no guess
of what a query costs has to be right, nothing that was computed is thrown away, and who asks for little does not wait for the end of
what takes long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ld.query_service.experience import weight
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


def claim(ticket: Ticket, now: float) -> int:
    """How much a query has had already, what its client had used before it counted in: who has had least goes on first."""
    return ticket.burden + weight(ticket.ran(now))


def resumable(running: Iterable[Ticket], now: float) -> Ticket | None:
    """The halted query that goes on next: the one that has had least, and of those the one that waits longest."""
    halted = [ticket for ticket in running if ticket.stopped is not None]
    return min(halted, key=lambda ticket: (claim(ticket, now), ticket.stopped), default=None)


def displaceable(running: Iterable[Ticket], now: float) -> Ticket | None:
    """The running heavy query that would halt for another: the one that has had most, once it had a second in a row."""
    heavy = [
        ticket
        for ticket in running
        if ticket.heavy and ticket.stopped is None and now - max(ticket.started, ticket.resumed) >= LONG
    ]
    return max(heavy, key=lambda ticket: claim(ticket, now), default=None)


def dearest_halted(running: Iterable[Ticket]) -> Ticket | None:
    """The halted query whose client had used most before."""
    halted = [ticket for ticket in running if ticket.stopped is not None]
    return max(halted, key=lambda ticket: ticket.burden, default=None)


__all__ = ["LONG", "Lanes", "claim", "count", "dearest_halted", "displaceable", "grown", "resumable"]
