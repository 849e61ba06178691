"""Having queries answered: by the query service that ``ldpub serve`` runs, or by one of this process's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import BoundedSemaphore, Lock
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from flask_app.sparql.limits import Query
from flask_app.sparql.protocol import Operation
from ld.config import Settings
from ld.errors import QueryBusyError, StoreUnavailableError
from ld.query_service import ADDRESS, Answer, Job, QueryClient, RunningService, digest_of, service_limits
from ld.query_service.results import ROWS

Found = QuerySolutions | QueryBoolean | Iterator[Triple]
"""The first rows of a result: of SELECT, ASK, or CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query, and what else decides how it is answered.

    Attributes:
        operation: what is asked.
        query: what the guard knows of it.
        client: see :attr:`Job.client`.
        edition: see :attr:`Job.edition`.
    """

    operation: Operation
    query: Query
    client: str = ""
    edition: int = 0


PLACES = 112
"""Queries of one process at once, waiting ones included. Each holds a thread, and pages must find one free."""
_LOG = logging.getLogger(__name__)


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
        self._places = BoundedSemaphore(PLACES)
        self._client = QueryClient(self._address, limits.seconds + 2 * limits.wait)

    def whole(self, request: QueryRequest, format_: str, coding: str = "") -> Answer:
        """The whole result of a query.

        Args:
            format_: name of a row of :data:`ld.query_service.results.FORMATS`.
            coding: see :attr:`Job.coding`.
        Raises:
            StoreError: see :meth:`QueryClient.ask`.
        """
        return self._ask(replace(self._job(request), format=format_, coding=coding))

    def first(self, request: QueryRequest, rows: int) -> Found:
        """The first rows of a result.

        Raises:
            StoreError: see :meth:`QueryClient.ask`.
        """
        body = _bytes(self._ask(replace(self._job(request), format=ROWS, rows=rows)))
        if request.query.form in {"SELECT", "ASK"}:
            is_table = request.query.form == "SELECT"
            return parse_query_results(body, QueryResultsFormat.TSV if is_table else QueryResultsFormat.JSON)
        return (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))

    def _ask(self, job: Job) -> Answer:
        if not self._places.acquire(blocking=False):
            raise QueryBusyError("Too many queries are waiting. Try again in a few seconds.")
        try:
            return self._client.ask(job)
        finally:
            self._places.release()

    def state(self) -> dict[str, Any]:
        """Numbers of the service; see :meth:`QueryClient.state`."""
        return self._client.state()

    def note_refusal(self, operation: Operation) -> None:
        """Have the service count a query that the guard has refused; if it cannot, the refusal still stands."""
        with suppress(StoreUnavailableError):
            self._client.refused(digest_of(operation.query), operation.query)

    def _job(self, request: QueryRequest) -> Job:
        operation = request.operation
        default_graphs, named_graphs = operation.dataset
        return Job(
            query=operation.query,
            format="",
            base=self._base,
            default_graphs=tuple(default_graphs),
            named_graphs=tuple(named_graphs),
            client=request.client,
            seconds=operation.timeout or 0.0,
            network=bool(request.query.services),
            edition=request.edition,
        )

    def _address(self) -> str:
        given = os.environ.get(ADDRESS)
        if given:
            return given
        with self._lock:
            if self._own is None:
                self._own = RunningService(self._settings)
            elif self._own.ensure():
                _LOG.error("the query service had ended; it is started again")
            return self._own.address

    def close(self) -> None:
        """End the service that was started, if one was."""
        with self._lock:
            own, self._own = self._own, None
        self._client.close()
        if own is not None:
            own.close()


def _bytes(answer: Answer) -> bytes:
    if answer.file is None:
        return answer.body or b""
    with answer.file as file:
        return file.read()


__all__ = ["PLACES", "Desk", "Found", "QueryRequest"]
