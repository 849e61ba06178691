"""Having queries answered: by the query service that ``ldpub serve`` runs, or by one of this process's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import Lock

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from flask_app.sparql.protocol import Operation
from ld.config import Settings
from ld.query_service import ADDRESS, Answer, Job, QueryClient, RunningService, service_limits
from ld.query_service.results import ROWS

Found = QuerySolutions | QueryBoolean | Iterator[Triple]
"""The first rows of a result: of SELECT, ASK, or CONSTRUCT and DESCRIBE."""


class Desk:
    """Takes queries to the service; thread-safe.

    Where no service is named in the environment, as under another server than ours, one is started when the first query comes.

    Args:
        settings: of the site.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = f"{settings.base_url}/sparql"  # SPARQL 1.1 Protocol §2.3
        self._lock = Lock()
        self._own: RunningService | None = None
        limits = service_limits(settings)
        self._client = QueryClient(self._address, limits.seconds + 2 * limits.wait)

    def whole(self, operation: Operation, format_: str, *, client: str = "") -> Answer:
        """The whole result of a query.

        Args:
            operation: that the guard has let through.
            format_: name of a row of :data:`ld.query_service.results.FORMATS`.
            client: see :attr:`Job.client`.
        Raises:
            StoreError: see :meth:`QueryClient.ask`.
        """
        return self._client.ask(self._job(operation, format_, client))

    def first(self, operation: Operation, rows: int, *, client: str = "") -> Found:
        """The first rows of a result.

        Raises:
            StoreError: see :meth:`QueryClient.ask`.
        """
        answer = self._client.ask(self._job(operation, ROWS, client, rows))
        body = _bytes(answer)
        if operation.form in {"CONSTRUCT", "DESCRIBE"}:
            return (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        tabular = operation.form == "SELECT"
        return parse_query_results(body, QueryResultsFormat.TSV if tabular else QueryResultsFormat.JSON)

    def state(self) -> dict[str, object]:
        """Numbers of the service; see :meth:`QueryClient.state`."""
        return self._client.state()

    def _job(self, operation: Operation, format_: str, client: str, rows: int = 0) -> Job:
        default_graphs, named_graphs = operation.dataset
        return Job(
            operation.query,
            format_,
            self._base,
            tuple(default_graphs),
            tuple(named_graphs),
            client,
            operation.timeout or 0.0,
            rows,
        )

    def _address(self) -> str:
        given = os.environ.get(ADDRESS)
        if given:
            return given
        with self._lock:
            if self._own is None:
                self._own = RunningService(self._settings)
            self._own.ensure()
            return self._own.address

    def close(self) -> None:
        """End the service that was started, if one was."""
        with self._lock:
            own, self._own = self._own, None
        if own is not None:
            own.close()


def _bytes(answer: Answer) -> bytes:
    if answer.file is None:
        return answer.body or b""
    with answer.file as file:
        return file.read()


__all__ = ["Desk", "Found"]
