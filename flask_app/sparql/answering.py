"""Running a query on an edition: guarded, a few at once, its result whole before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import IO

from werkzeug.exceptions import ServiceUnavailable

from flask_app.sparql.protocol import Operation
from flask_app.sparql.results import Writer, spool
from ld.editions import Edition
from ld.errors import QueryRefusedError, StoreError
from ld.stores.base import QueryResult

RETRY_AFTER = 5
_BUSY = "Too many queries are being answered. Try again in a few seconds."


class Desk:
    """Where queries wait for their turn, so that pages never wait behind them.

    Args:
        base: address of the endpoint, against which relative references of queries are resolved (SPARQL 1.1 Protocol §2.3).
        places: queries at once in this process.
        patience: seconds that one waits for a place.
    """

    def __init__(self, base: str | None = None, *, places: int = 8, patience: float = 2.0) -> None:
        self._base = base
        self._places = BoundedSemaphore(places)
        self._patience = patience

    @contextmanager
    def answer(self, edition: Edition, operation: Operation) -> Iterator[QueryResult]:
        """The result of a query, to be read while the block runs.

        Raises:
            ServiceUnavailable: no place came free.
            QuerySyntaxError: it is not well-formed.
            QueryRefusedError: it asks for what the engine does not have.
            StoreError: the store fails.
        """
        if not self._places.acquire(timeout=self._patience):
            raise ServiceUnavailable(_BUSY, retry_after=RETRY_AFTER)
        try:
            default_graphs, named_graphs = operation.dataset
            yield edition.query(
                operation.query, default_graphs=default_graphs, named_graphs=named_graphs, base=self._base
            )
        except StoreError as error:
            if isinstance(
                error.__cause__, RuntimeError
            ):  # a function that it does not know, found while planning or running
                raise QueryRefusedError(str(error.__cause__), reason="not-supported") from error
            raise
        finally:
            self._places.release()

    def spool(self, edition: Edition, operation: Operation, write: Writer, most: int) -> IO[bytes]:
        """The whole result as a file; see :func:`flask_app.sparql.results.spool`."""
        with self.answer(edition, operation) as result:
            return spool(result, write, most)


__all__ = ["RETRY_AFTER", "Desk"]
