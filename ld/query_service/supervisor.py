"""The supervisor: takes queries from web processes, gives them to query processes, and sees to it that each ends in time.

One thread, one loop; it waits for nobody but the kernel, and everything it decides is in modules without input and output
(:mod:`waiting <ld.query_service.waiting>`, :mod:`lanes <ld.query_service.lanes>`, :mod:`experience <ld.query_service.experience>`).
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
from time import monotonic
from typing import Any

from ld.query_service import lanes
from ld.query_service.callers import Callers
from ld.query_service.channel import BrokenChannelError, Message
from ld.query_service.experience import Accounts, Blame, Costs, shape
from ld.query_service.jobs import Outcome, job_of
from ld.query_service.journal import Journal
from ld.query_service.limits import QUICK, ServiceLimits
from ld.query_service.pool import Pool
from ld.query_service.processes import Worker
from ld.query_service.traffic import Traffic
from ld.query_service.waiting import Queue, Ticket

_LOOK = 0.02  # seconds between two looks at what runs
_REST = 0.25  # and when nothing does: how soon a new edition is seen
_TOO_LONG_FOR_REUSE = 1.0
_TRIES = 5
# What an engine does that gets no memory (abort); a process that was killed, by whomever.
_DEATHS: dict[int, Outcome] = {signal.SIGABRT: Outcome.MEMORY, signal.SIGKILL: Outcome.KILLED}
_OWN_FAULT = 0.5  # share of its time that a query must have had a processor for to be blamed for a timeout


class Supervisor:
    """See the module.

    Args:
        listener: Unix socket on which web processes call.
        leash: descriptor that can be read when this process is to end.
        pool: of query processes.
        limits: of the service.
        journal: of what became of each query.
    """

    def __init__(
        self, listener: socket.socket, leash: int, pool: Pool, limits: ServiceLimits, journal: Journal
    ) -> None:
        self._leash = leash
        self._pool, self._limits, self._journal = pool, limits, journal
        self._callers = Callers(listener, pool.selector)
        self._queue = Queue(limits.queue)
        self._accounts = Accounts(limits.client_seconds)
        self._costs, self._blame = Costs(), Blame(limits.bar_seconds)
        self._traffic = Traffic(limits)
        self._next_look = 0.0
        self._ending = False

    def run(self) -> None:
        """Until the leash is let go."""
        selector = self._pool.selector
        selector.register(self._leash, selectors.EVENT_READ)
        self._pool.refill(monotonic())
        while not self._ending:
            for key, _ in selector.select(self._patience()):
                self._attend(key.fd)
            self._forget_gone(monotonic())
            self._look(monotonic())
        self._pool.close()

    def _patience(self) -> float:
        busy = self._traffic or self._queue.tickets or self._pool.dying
        return _LOOK if busy else _REST

    def _attend(self, descriptor: int) -> None:
        caller = self._callers.number(descriptor)
        if descriptor == self._leash:
            self._ending = True
        elif caller is not None:
            for message in self._callers.hear(caller):
                self._take(caller, message, monotonic())
        elif descriptor in self._pool.workers:
            self._collect(self._pool.workers[descriptor])
        else:
            self._callers.accept(descriptor)

    def _take(self, caller: int, message: Message, now: float) -> None:
        if "query" in message.head:
            self._admit(self._ticket(caller, message, now), now)
        elif "refused" in message.head:
            self._journal.refused(message.head)
        else:
            self._callers.tell(caller, Message(self._state()))

    def _forget_gone(self, now: float) -> None:
        """What those have asked who have gone is not computed."""
        for caller in self._callers.take_gone():
            for ticket in self._queue.of_caller(caller):
                self._journal.note(ticket, Outcome.CANCELLED, now)
            for ticket in [ticket for ticket in self._traffic if ticket.caller == caller]:
                self._give_up(ticket, Outcome.CANCELLED, now)

    def _state(self) -> dict[str, Any]:
        now = self._traffic.count
        return self._journal.snapshot() | {
            "edition": self._pool.serving,
            "missing": self._pool.missing,
            "processes": {
                "idle": sum(worker.idle for worker in self._pool.workers.values()),
                "quick": now.quick,
                "heavy": now.heavy,
                "stopped": now.stopped,
            },
            "waiting": len(self._queue.tickets),
        }

    # Admission

    def _ticket(self, caller: int, message: Message, now: float) -> Ticket:
        job, allowed = job_of(message.head), self._limits.seconds
        form = shape(job.query)
        return Ticket(
            job=job,
            message=message,
            caller=caller,
            arrived=now,
            digest=job.digest,
            shape=form,
            expected=self._costs.expected(form),
            burden=self._accounts.burden(job.client, now=now),
            deadline=now + min(job.seconds or allowed, allowed),
        )

    def _admit(self, ticket: Ticket, now: float) -> None:
        client = ticket.job.client
        if barred := self._blame.barred(ticket.digest, now=now):
            self._refuse(ticket, Outcome.BARRED, now, barred)
        elif self._pool.serving is None and self._pool.wanted is None:
            self._refuse(ticket, Outcome.NOTHING, now)
        elif spent := self._accounts.wait(client, now=now):
            self._refuse(ticket, Outcome.CLIENT_SPENT, now, spent)
        elif client and self._queue.waiting(client) >= self._limits.waiting_each:
            self._refuse(ticket, Outcome.CLIENT_BUSY, now)
        elif (evicted := self._queue.add(ticket)) is not None:
            self._refuse(evicted, Outcome.BUSY, now)
        self._begin(now)

    def _refuse(self, ticket: Ticket, outcome: Outcome, now: float, after: float = 0.0) -> None:
        self._journal.note(ticket, outcome, now)
        allowed = ticket.deadline - ticket.arrived
        self._callers.tell(ticket.caller, Message({"outcome": outcome, "after": after, "allowed": allowed}))

    # Running

    def _begin(self, now: float) -> None:
        """Give waiting queries to idle processes, as many as may run."""
        while self._queue.tickets:
            worker = self._pool.idle() if self._traffic.room else None
            if worker is None:
                return
            ticket = self._queue.next(
                self._traffic.of_clients(),
                self._limits.client_queries,
                heavy=self._traffic.heavy_room(now),
                coming=self._pool.coming(now),
            )
            if ticket is None:
                return
            if not self._traffic.admits(ticket, now):
                self._queue.tickets.append(ticket)
                return
            self._run(ticket, worker, now)

    def _run(self, ticket: Ticket, worker: Worker, now: float) -> None:
        number = ticket.job.edition or worker.terms.edition
        if ticket.job.network or number != worker.terms.edition:
            worker = self._pool.apart(number, network=ticket.job.network)
        ticket.started, ticket.heavy = now, ticket.known_heavy
        try:
            worker.give(ticket, ticket.message)
        except BrokenChannelError:  # it had ended before, of something else
            self._pool.lost(worker, now)
            self._try_again(ticket, now)
        else:
            self._traffic.add(ticket, worker)

    def _try_again(self, ticket: Ticket, now: float) -> None:
        ticket.tries += 1
        if ticket.tries < _TRIES:
            self._queue.tickets.append(ticket)
        else:
            self._refuse(ticket, Outcome.FAILED, now)

    def _collect(self, worker: Worker) -> None:
        """What a process says: that it is ready, its answer, or, by its end, nothing."""
        now = monotonic()
        try:
            worker.channel.read()
            while (message := worker.channel.take()) is not None:
                if worker.ready:
                    self._finish(worker, message, now)
                else:
                    self._pool.greet(worker, message, now)
        except BrokenChannelError:
            self._lose(worker, now)
        self._begin(now)

    def _finish(self, worker: Worker, message: Message, now: float) -> None:
        ticket = worker.ticket
        assert ticket is not None  # it speaks when it is asked
        worker.answered(message)
        self._traffic.remove(ticket, now)
        self._settle(ticket, message.head["processor"], now)
        self._journal.note(ticket, Outcome(message.head["outcome"]), now, message.head)
        self._callers.tell(ticket.caller, message)
        if message.file is not None:
            os.close(message.file)
        if message.head["last"] or worker.leaving or ticket.ran(now) > _TOO_LONG_FOR_REUSE:
            self._pool.kill(worker)

    def _lose(self, worker: Worker, now: float) -> None:
        """A process has ended by itself: of its query, or of something that it met when it began."""
        ticket = worker.ticket
        number = self._pool.lost(worker, now)
        if ticket is None:
            return
        if not worker.ready:  # it could not open the edition, which is no fault of the query
            self._end(ticket, Outcome.STALE if ticket.job.edition else Outcome.FAILED, now, 0.0)
            return
        self._end(ticket, _DEATHS.get(number, Outcome.DIED), now, ticket.ran(now))
        if number != signal.SIGKILL:  # else somebody, or a machine without memory, has ended it
            self._blame.add(ticket.digest, now=now)

    def _give_up(self, ticket: Ticket, outcome: Outcome, now: float) -> None:
        """End a query together with its process."""
        worker, used = self._traffic.worker(ticket), self._traffic.processor(ticket)
        self._pool.kill(worker)
        self._end(ticket, outcome, now, used)
        if outcome is Outcome.TIMEOUT and used >= _OWN_FAULT * self._limits.seconds:
            self._blame.add(ticket.digest, now=now)

    def _end(self, ticket: Ticket, outcome: Outcome, now: float, used: float) -> None:
        """A query has ended without an answer.

        Args:
            used: seconds of a processor.
        """
        self._traffic.remove(ticket, now)
        self._settle(ticket, max(used, QUICK), now)
        self._refuse(ticket, outcome, now)

    def _settle(self, ticket: Ticket, used: float, now: float) -> None:
        """Remember what a query has cost. Processor time is its own doing, all else that of others too; but for those that it asks."""
        spent = ticket.ran(now) if ticket.job.network else used
        self._accounts.charge(ticket.job.client, spent, now=now)
        self._learn(ticket.shape, used)

    def _learn(self, form: bytes, used: float) -> None:
        self._costs.note(form, used)
        self._queue.learn(form, used)

    # The look at everything

    def _look(self, now: float) -> None:
        if now < self._next_look:
            return
        self._next_look = now + _LOOK
        for ticket in [ticket for ticket in self._traffic if now >= ticket.deadline]:
            self._give_up(ticket, Outcome.TIMEOUT, now)
        for ticket in self._queue.expired(now, self._limits.wait):
            self._refuse(ticket, self._why_waited(ticket), now, 1.0)
        for ticket in lanes.grown(self._traffic, now, self._traffic.processor):
            self._slow_down(ticket, now)
        self._traffic.take_turns(now)
        for ticket in self._traffic.halted_too_long(now):
            self._give_up(ticket, Outcome.BUSY, now)
        self._pool.refill(now)
        self._begin(now)

    def _why_waited(self, ticket: Ticket) -> Outcome:
        client = ticket.job.client
        own = self._traffic.of_clients()[client] if client else 0
        return Outcome.CLIENT_BUSY if own >= self._limits.client_queries else Outcome.BUSY

    def _slow_down(self, ticket: Ticket, now: float) -> None:
        """A query has become heavy."""
        self._learn(ticket.shape, max(QUICK, self._traffic.processor(ticket)))
        while (too_many := self._traffic.slow_down(ticket, now)) is not None:
            self._give_up(too_many, Outcome.BUSY, now)
            if too_many is ticket:
                return


__all__ = ["Supervisor"]
