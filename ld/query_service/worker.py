"""A query process: opens the edition, gives up its rights, answers one query at a time until it is killed or has served its time."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time
from typing import NoReturn

from ld.errors import QuerySyntaxError, StoreError
from ld.query_service.channel import BrokenChannelError, Channel, Message
from ld.query_service.jobs import Job, Outcome, job_of
from ld.query_service.results import FORMATS, ROWS, WrongFormError, first_rows
from ld.query_service.sandbox import die_with_parent, drop_rights
from ld.query_service.spool import Spool, TooLargeError
from ld.stores.embedded import EmbeddedStore

_LONGEST_MESSAGE = 2_000
_KILOBYTE = 1024
_STANDARD_ERROR = 2
_MOST_FILES = 65_536


@dataclass(frozen=True, slots=True)
class Terms:
    """On which a process works.

    Attributes:
        edition: number of the edition.
        store: its folder.
        memory: bytes that it may use beside what it starts with.
        most_bytes: of a result.
        most_rows: of a result.
        jobs: after which it ends, so that nothing grows for ever.
        network: it may ask other endpoints.
    """

    edition: int
    store: Path
    memory: int
    most_bytes: int
    most_rows: int
    jobs: int
    network: bool = False


def become_worker(connection: socket.socket, terms: Terms, parent: int) -> NoReturn:
    """Turn a process just forked into a query process; it never comes back.

    Args:
        connection: to the supervisor; all other files are closed.
        parent: process id of the supervisor.
    """
    status = 1
    try:
        _forget_parent(connection, parent)
        _work(Channel(connection), terms)
        status = 0
    except BrokenChannelError:
        status = 0  # the supervisor is gone, or done with this process
    finally:
        os._exit(status)  # nothing of the parent's may run here: no handlers, no buffers


def _forget_parent(connection: socket.socket, parent: int) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too long is an OSError
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # an engine that aborts prints a hundred lines
        os.dup2(null, standard)
    _close_all_but(connection.fileno())
    die_with_parent(parent)
    gc.freeze()


def _close_all_but(kept: int) -> None:
    try:
        there = [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
    except OSError:  # not Linux
        there = list(range(min(os.sysconf("SC_OPEN_MAX"), _MOST_FILES)))
    for descriptor in there:
        if descriptor > _STANDARD_ERROR and descriptor != kept:
            with suppress(OSError):
                os.close(descriptor)


def _work(channel: Channel, terms: Terms) -> None:
    try:
        store = EmbeddedStore(terms.store)
    except StoreError as error:
        channel.send(Message({"ready": False, "message": str(error)[:_LONGEST_MESSAGE]}))
        return
    missing = drop_rights(terms.memory, terms.most_bytes + _KILOBYTE, network=terms.network)
    channel.send(Message({"ready": True, "missing": missing, "clock": process_time()}))
    most_memory = _memory() + terms.memory // 2
    for left in range(terms.jobs - 1, -1, -1):
        job = job_of(channel.receive().head)
        last = left == 0 or terms.network or _memory() > most_memory
        with _answered(store, terms, job) as message:
            channel.send(message._replace(head=message.head | {"last": last}))
        if last:
            return


def _memory() -> int:
    """Most bytes of memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE


@contextmanager
def _answered(store: EmbeddedStore, terms: Terms, job: Job) -> Iterator[Message]:
    """The message that answers a job; what it refers to is let go of at the end."""
    begun, used = monotonic(), process_time()
    bounds = terms.most_bytes, terms.most_rows
    spool = Spool(*bounds) if job.format == ROWS else FORMATS[job.format].spool(*bounds, job.coding)
    try:
        head = _run(store, job, spool)
        body, file = b"", None
        if head["outcome"] == Outcome.DONE:
            body, file, length = spool.end()
            head |= {"rows": max(spool.rows, 0), "size": spool.size, "length": length}
        told = {
            "edition": terms.edition,
            "coding": spool.coding,
            "seconds": monotonic() - begun,
            "processor": process_time() - used,
            "clock": process_time(),
        }
        yield Message(head | told, body, file)
    finally:
        spool.close()


def _run(store: EmbeddedStore, job: Job, spool: Spool) -> dict[str, object]:
    """Compute a result into a spool; how that ended."""
    try:
        result = store.query(
            job.query, default_graphs=job.default_graphs, named_graphs=job.named_graphs, base=job.base
        )
        cut = False
        if job.format == ROWS:
            cut = first_rows(result, job.rows, spool)
        else:
            FORMATS[job.format].write(result, spool)
    except QuerySyntaxError as error:
        return _failure(Outcome.SYNTAX, error) | {"line": error.line, "column": error.column}
    except (TooLargeError, WrongFormError) as error:
        return _failure(Outcome.TOO_LARGE if isinstance(error, TooLargeError) else Outcome.UNSUPPORTED, error)
    except MemoryError as error:
        return _failure(Outcome.MEMORY, error)
    except (StoreError, OSError, RuntimeError, ValueError) as error:
        return _failure(_kind(error, network=job.network), error.__cause__ or error)
    return {"outcome": Outcome.DONE, "cut": cut}


def _kind(error: Exception, *, network: bool) -> Outcome:
    # The engine raises RuntimeError for a function that it does not know, found while planning or running.
    cause = error.__cause__ if isinstance(error, StoreError) else error
    if isinstance(cause, OSError):
        return Outcome.FEDERATION if network else Outcome.FAILED
    return Outcome.UNSUPPORTED


def _failure(outcome: Outcome, error: BaseException) -> dict[str, object]:
    return {"outcome": outcome, "message": str(error)[:_LONGEST_MESSAGE]}


__all__ = ["Terms", "become_worker"]
