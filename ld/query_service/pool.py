"""As many query processes as there should be, on the edition that is current; processes of the edition before finish what they do."""

from __future__ import annotations

import logging
import selectors
from collections.abc import Iterator
from pathlib import Path

from ld.editions.layout import GRAPH, Layout
from ld.query_service.channel import Message
from ld.query_service.limits import ServiceLimits
from ld.query_service.processes import Dying, Worker, start_worker
from ld.query_service.worker import Terms

_LOG = logging.getLogger(__name__)
_RETRY = 5.0
_PAUSE = 0.1


class Pool:
    """The processes of one supervisor.

    Args:
        data_dir: folder of the editions.
        limits: of the service.

    Attributes:
        workers: all that live, by descriptor of the channel.
        selector: in which these descriptors are registered for as long as they live, beside what others register there.
        serving: number of the edition that new queries are answered from; None while there is none.
        missing: what the processes could not give up (see :func:`ld.query_service.sandbox.drop_rights`); None before the first.
    """

    def __init__(self, data_dir: Path, limits: ServiceLimits) -> None:
        self.workers: dict[int, Worker] = {}
        self.serving: int | None = None
        self.missing: str | None = None
        self.selector = selectors.DefaultSelector()
        self._layout = Layout(data_dir)
        self._limits = limits
        self._dying = Dying()
        self._failed: tuple[int, float] = (
            0,
            0.0,
        )  # an edition that cannot be opened, and until when it is left alone
        self._not_before = 0.0

    @property
    def wanted(self) -> int | None:
        """Number of the edition that is current."""
        return self._layout.current_number()

    @property
    def dying(self) -> int:
        """How many processes are about to be gone."""
        return len(self._dying)

    def idle(self) -> Worker | None:
        """A process that waits for work on the edition being served."""
        return next((worker for worker in self._of(self.serving) if worker.idle), None)

    def apart(self, number: int, *, network: bool = False) -> Worker:
        """A process for one query: that asks other endpoints, or an edition that is kept but no longer (or not again) being served."""
        worker = self._start(number, network=network)
        worker.leaving = True
        return worker

    def coming(self, now: float) -> int:
        """Number of the edition that will be served as soon as a process has opened it; 0 if that is the one being served."""
        target = self._target(now)
        return 0 if target is None or target == self.serving else target

    def refill(self, now: float) -> None:
        """Start what is missing."""
        self._dying.reap()
        number = self._target(now)
        if number is not None and now >= self._not_before:
            for _ in range(self._missing(number)):
                self._start(number)

    def _missing(self, number: int) -> int:
        there = list(self._of(number))
        if number != self.serving:
            return not there  # one goes ahead and finds out whether the edition can be opened
        halted = sum(worker.ticket is not None and worker.ticket.stopped is not None for worker in there)
        return min(self._limits.processes + halted, self._limits.most_processes) - len(there)

    def _target(self, now: float) -> int | None:
        number, until = self._failed
        wanted = self.wanted
        return self.serving if wanted is None or (wanted == number and now < until) else wanted

    def _of(self, number: int | None) -> Iterator[Worker]:
        return (
            worker
            for worker in self.workers.values()
            if worker.terms.edition == number and not worker.terms.network and not worker.leaving
        )

    def _start(self, number: int, *, network: bool = False) -> Worker:
        limits = self._limits
        folder = self._layout.edition(number).resolve() / GRAPH
        worker = start_worker(
            Terms(number, folder, limits.memory, limits.most_bytes, limits.most_rows, limits.jobs, network)
        )
        self.workers[worker.channel.fileno()] = worker
        self.selector.register(worker.channel.fileno(), selectors.EVENT_READ)
        return worker

    def greet(self, worker: Worker, message: Message, now: float) -> None:
        """Take the first message of a process: it has opened its store, or it could not."""
        if not message.head["ready"]:
            if worker.leaving:  # an edition that is not wanted any more may be gone
                return
            number = worker.terms.edition
            _LOG.error("edition %d cannot be queried: %s", number, message.head["message"])
            self._failed = number, now + _RETRY
            return
        worker.opened(message)
        self._note_missing(message.head["missing"])
        if worker.terms.edition == self._target(now) != self.serving:
            self._switch(worker.terms.edition)

    def _note_missing(self, missing: str) -> None:
        if self.missing is None and missing:
            _LOG.warning("queries run without all the protection there could be: %s", missing)
        self.missing = missing

    def _switch(self, number: int) -> None:
        if self.serving is not None:
            _LOG.info("queries are answered from edition %d now", number)
        self.serving = number
        for worker in list(self.workers.values()):
            if worker.terms.edition != number and not worker.leaving:
                worker.leaving = True
                if worker.ticket is None:
                    self.kill(worker)

    def lost(self, worker: Worker, now: float) -> int:
        """Let go of a process that has ended by itself; one that ended before it was ready is not replaced at once.

        Returns:
            the signal that ended it; 0 for none.
        """
        if not worker.ready:
            self._not_before = now + _PAUSE
        self._forget(worker)
        return self._dying.see_out(worker)

    def kill(self, worker: Worker) -> None:
        """End a process."""
        self._forget(worker)
        self._dying.add(worker)

    def _forget(self, worker: Worker) -> None:
        del self.workers[worker.channel.fileno()]
        self.selector.unregister(worker.channel.fileno())
        worker.ticket = None

    def close(self) -> None:
        """End them all."""
        for worker in list(self.workers.values()):
            self.kill(worker)


__all__ = ["Pool"]
