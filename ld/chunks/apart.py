"""Reading sources in a process of its own: XML takes longer to take apart than to take in, and what breaks a parser breaks no run."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

from ld.chunks.cutting import Chunk, cut
from ld.errors import LDError, SourceError
from ld.sources.reading import Reading

LEAST_BYTES = 16 << 20
"""Of less than that, reading takes no longer than starting a process."""


def cut_apart(reading: Reading, size: int) -> Iterator[Chunk]:
    """The chunks of what is read, as :func:`ld.chunks.cutting.cut` makes them; one is read ahead.

    Raises:
        LDError: what reading raises.
        SourceError: the process that reads has ended.
    """
    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_send, args=(theirs, reading.for_others(), size), daemon=True)
    process.start()
    theirs.close()
    try:
        with closing(ours):
            yield from _received(ours)
    finally:
        process.join()


def _received(connection: Connection) -> Iterator[Chunk]:
    while True:
        try:
            message: Chunk | LDError | None = connection.recv()
        except (EOFError, ConnectionError) as error:
            raise SourceError("the process that reads the sources has ended before it was done") from error
        if message is None:
            return
        if isinstance(message, LDError):
            raise message
        yield message


def _send(connection: Connection, reading: Reading, size: int) -> None:
    """In the process: send chunk after chunk, then None; an end of whoever asked ends this too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    with connection, suppress(ConnectionError):
        try:
            for chunk in cut(reading, size):
                connection.send(chunk)
            connection.send(None)
        except LDError as error:
            connection.send(error)


__all__ = ["LEAST_BYTES", "cut_apart"]
