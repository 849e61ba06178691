"""How much of the machine queries may have."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ld.config import Settings

QUICK = 0.1
"""Seconds up to which a query is quick. What takes longer is heavy, and there are only so many heavy ones at once."""


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """Bounds of the whole service; the settings ``sparql_*`` say what each is for.

    Attributes:
        heavy: queries at once that take longer than :data:`QUICK`.
        quick: processes that heavy queries may not occupy.
        spares: processes more than can be busy.
        stopped: heavy queries that are halted while others run.
        waiting_each: queries of one client that wait at once.

    >>> ServiceLimits(heavy=2, quick=1, spares=1).processes
    4
    """

    heavy: int = 2
    quick: int = 1
    spares: int = 1
    stopped: int = 2
    seconds: float = 10.0
    wait: float = 5.0
    queue: int = 256
    waiting_each: int = 8
    memory: int = 512_000_000
    most_bytes: int = 50_000_000
    most_rows: int = 1_000_000
    jobs: int = 10_000
    client_queries: int = 2
    client_seconds: float = 60.0
    bar_seconds: float = 600.0

    @property
    def processes(self) -> int:
        """That are ready or busy, halted ones besides."""
        return self.heavy + self.quick + self.spares

    @property
    def most_processes(self) -> int:
        """That there are at once; each may use :attr:`memory`."""
        return self.processes + self.stopped


def service_limits(settings: Settings) -> ServiceLimits:
    """The limits that the settings ask for."""
    heavy = settings.sparql_workers or max(1, os.cpu_count() or 1)
    return ServiceLimits(
        heavy=heavy,
        quick=settings.sparql_quick_workers,
        spares=settings.sparql_spare_workers,
        stopped=heavy,
        seconds=settings.sparql_timeout,
        wait=settings.sparql_wait,
        queue=settings.sparql_queue,
        waiting_each=4 * settings.sparql_client_queries,
        memory=settings.sparql_memory_bytes,
        most_bytes=settings.sparql_max_result_bytes,
        most_rows=settings.sparql_max_rows,
        jobs=settings.sparql_recycle_after,
        client_queries=settings.sparql_client_queries,
        client_seconds=settings.sparql_client_seconds,
        bar_seconds=settings.sparql_bar_seconds,
    )


__all__ = ["QUICK", "ServiceLimits", "service_limits"]
