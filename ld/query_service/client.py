"""What a web process has of the query service: somebody to ask, from many threads at once."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any
from weakref import finalize

from ld.errors import (
    ClientBusyError,
    FederationError,
    LDError,
    QueryBarredError,
    QueryBusyError,
    QueryCostError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    StoreError,
    StoreUnavailableError,
    UnknownEditionError,
)
from ld.query_service.channel import BrokenChannelError, Channel, Message
from ld.query_service.jobs import Answer, Job, Outcome

_MARGIN = 5.0  # seconds that the service may take beside those that it promises


class QueryClient:
    """Asks a query service. Connections are kept and used again; thread-safe, and safe to fork.

    Args:
        address: gives the path of the service's Unix socket.
        patience: seconds after which the service is given up for dead, from a query's arrival.
    """

    def __init__(self, address: Callable[[], str], patience: float) -> None:
        self._address = address
        self._patience = patience + _MARGIN
        self._lock = Lock()
        self._free: list[Channel] = []
        self._owner = os.getpid()
        self._closing = finalize(self, _close_all, self._free)

    def close(self) -> None:
        """Close the connections that are kept; others may be made again."""
        _close_all(self._free)

    def ask(self, job: Job) -> Answer:
        """Have a query answered.

        Returns:
            the whole result; who takes it closes its file.
        Raises:
            QuerySyntaxError, QueryRefusedError: the query is at fault.
            QueryTimeoutError, QueryCostError, ResultTooLargeError: it asks for too much; QueryBarredError: it has done so before.
            FederationError: an endpoint that it asks has failed.
            QueryBusyError: the service is at its limit; ClientBusyError: this client is at its own.
            UnknownEditionError: nothing is published.
            StoreError: the store fails; StoreUnavailableError: the service is not there.
        """
        message = self._exchange(Message(job.head()))
        head = message.head
        if head["outcome"] != Outcome.DONE:
            raise _error(head)
        file = None if message.file is None else os.fdopen(message.file, "rb")
        body = None if file is not None else message.body
        known = {
            name: head[name] for name in ("edition", "rows", "size", "length", "coding", "cut", "seconds")
        }
        return Answer(body=body, file=file, **known)

    def state(self) -> dict[str, Any]:
        """Numbers of the service, as :meth:`ld.query_service.journal.Journal.snapshot` and the supervisor give them.

        Raises:
            StoreUnavailableError: the service is not there.
        """
        return self._exchange(Message({"state": True})).head

    def refused(self, digest: str, text: str) -> None:
        """Tell the service of a query that was refused before it, for its log and its numbers.

        Raises:
            StoreUnavailableError: the service is not there.
        """
        with self._connection() as channel:
            channel.send(Message({"refused": digest, "text": text}))

    def _exchange(self, message: Message) -> Message:
        with self._connection() as channel:
            channel.send(message)
            return channel.receive()

    @contextmanager
    def _connection(self) -> Iterator[Channel]:
        """A connection that nobody else uses meanwhile; kept for the next if nothing went wrong."""
        try:
            channel = self._take() or self._connect()
            try:
                yield channel
            except BaseException:
                channel.close()
                raise
        except (OSError, BrokenChannelError) as error:
            msg = f"the query service does not answer: {error}"
            raise StoreUnavailableError(msg) from error
        with self._lock:
            self._free.append(channel)

    def _take(self) -> Channel | None:
        with self._lock:
            if self._owner != os.getpid():  # connections of the process that we were forked from
                self._free.clear()
                self._owner = os.getpid()
            while self._free:
                channel = self._free.pop()
                if not channel.ended():
                    return channel
                channel.close()
        return None

    def _connect(self) -> Channel:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._patience)
        try:
            connection.connect(self._address())
        except BaseException:
            connection.close()
            raise
        return Channel(connection)


def _close_all(channels: list[Channel]) -> None:
    while channels:
        channels.pop().close()


def _error(head: Mapping[str, Any]) -> LDError:
    """The exception for an outcome."""
    outcome, message, after = Outcome(head["outcome"]), head.get("message", ""), head.get("after", 0.0)
    if outcome is Outcome.SYNTAX:
        return QuerySyntaxError(message, line=head["line"], column=head["column"])
    if outcome is Outcome.BARRED:
        return QueryBarredError("the query is refused for a while", retry_after=after)
    if outcome is Outcome.UNSUPPORTED:
        return QueryRefusedError(message, reason="not-supported")
    if outcome in {Outcome.CLIENT_BUSY, Outcome.CLIENT_SPENT}:
        return ClientBusyError(
            _SPENT if outcome is Outcome.CLIENT_SPENT else _MANY, retry_after=max(after, 1.0)
        )
    if outcome is Outcome.TIMEOUT:
        return QueryTimeoutError("the query took longer than it may", seconds=head["allowed"])
    if outcome is Outcome.TOO_LARGE:
        return ResultTooLargeError(f"{message} Ask for less: add LIMIT, or take the dump files.")
    return _ERRORS.get(outcome, StoreError)(message or _MESSAGES.get(outcome, "the query cannot be answered"))


_SPENT = "You have used up the time that one client may have. Please wait."
_MANY = "You have as many queries running as one client may. Please wait until one has ended."
_MESSAGES = {
    Outcome.DIED: "the query ended the process that answered it",
    Outcome.KILLED: "the process that answered the query was ended from outside",
    Outcome.MEMORY: "the query needed more memory than it may have",
    Outcome.BUSY: "too many queries are being answered",
    Outcome.NOTHING: "nothing is published yet",
    Outcome.STALE: "another edition has been published meanwhile",
}
_ERRORS: dict[Outcome, type[LDError]] = {
    Outcome.DIED: QueryCostError,
    Outcome.MEMORY: QueryCostError,
    Outcome.BUSY: QueryBusyError,
    Outcome.FEDERATION: FederationError,
    Outcome.NOTHING: UnknownEditionError,
    Outcome.CANCELLED: StoreUnavailableError,
    Outcome.KILLED: StoreUnavailableError,
    Outcome.STALE: StoreUnavailableError,
}

__all__ = ["QueryClient"]
