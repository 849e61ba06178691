"""What became of each query: a line in the log, and numbers for whoever watches the service."""

from __future__ import annotations

import json
import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ld.query_service.jobs import Outcome
from ld.query_service.waiting import Ticket

_LOG = logging.getLogger("ld.query_service.queries")
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes in which times are counted, in seconds."""


class Journal:
    """Keeps count, and writes the log of queries to standard error.

    Args:
        log: ``off``, ``hash`` or ``text``, as the setting ``sparql_log`` says.
    """

    def __init__(self, log: str = "off") -> None:
        self._log = log
        self._outcomes: Counter[str] = Counter()
        self._classes = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0
        self._rows = self._bytes = 0

    def note(
        self, ticket: Ticket, outcome: Outcome, now: float, head: Mapping[str, Any] | None = None
    ) -> None:
        """A query has ended.

        Args:
            head: of the answer of the process that computed it, if one did.
        """
        head = head or {}
        seconds = ticket.ran(now) if ticket.started else 0.0
        self._outcomes[outcome] += 1
        self._rows += head.get("rows", 0)
        self._bytes += head.get("size", 0)
        if ticket.started:
            self._classes[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds
        if self._log != "off":
            self._write(
                ticket.digest, outcome, ticket.job.query, seconds, head.get("rows", 0), head.get("size", 0)
            )

    def refused(self, head: Mapping[str, Any]) -> None:
        """A query was refused before it came here.

        Args:
            head: with its digest as ``refused``, and its text as ``text``.
        """
        self._outcomes[Outcome.REFUSED] += 1
        if self._log != "off":
            self._write(head["refused"], Outcome.REFUSED, head["text"])

    def _write(
        self, digest: str, outcome: str, text: str, seconds: float = 0.0, rows: int = 0, size: int = 0
    ) -> None:
        line = f"query={digest} outcome={outcome} seconds={seconds:.4f} rows={rows} bytes={size}"
        _LOG.info("%s text=%s", line, json.dumps(text)) if self._log == "text" else _LOG.info(line)

    def snapshot(self) -> dict[str, Any]:
        """The numbers since the service began."""
        return {
            "outcomes": {outcome.value: self._outcomes[outcome] for outcome in Outcome},
            "classes": self._classes,
            "seconds": self._seconds,
            "rows": self._rows,
            "bytes": self._bytes,
        }


__all__ = ["BOUNDS", "Journal"]
