"""Processes that work for another one, and end when it does, however it ends.

They are started afresh, never forked: a process must not inherit an open store.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

from ld.errors import LDError, PublishError

Q = TypeVar("Q")
A = TypeVar("A")


def answers(
    make: Callable[[], Callable[[Q], A]], questions: Iterable[Q], jobs: int, *, ended: str
) -> Generator[A, None, None]:
    """Ask several processes; their answers, in the order of the questions.

    Each has one question at a time, and the next before anything is done with its answer. A process ends when its pipe does.

    Args:
        make: called in each process, gives what answers; a function of a module with its arguments (:func:`functools.partial`).
        questions: consumed as a stream, one a process ahead.
        jobs: processes.
        ended: what to say if one of them ends before it was asked to.

    Raises:
        LDError: what answering, or making what answers, raises.
        PublishError: a process has ended.
    """
    rest = iter(questions)
    with ExitStack() as stack:
        working = deque[Connection]()
        for _, question in zip(range(jobs), rest, strict=False):
            working.append(stack.enter_context(_process(make)))
            _ask(working[-1], question, ended)
        while working:
            connection = working.popleft()
            answer: A = _received(connection, ended)
            for question in rest:
                _ask(connection, question, ended)
                working.append(connection)
                break
            yield answer


@contextmanager
def _process(make: Callable[[], Callable[[Any], Any]]) -> Iterator[Connection]:
    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_work, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


@contextmanager
def _alive(ended: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as error:
        raise PublishError(ended) from error


def _ask(connection: Connection, question: object, ended: str) -> None:
    with _alive(ended):
        connection.send(question)


def _received(connection: Connection, ended: str) -> Any:
    with _alive(ended):
        outcome = connection.recv()
    if isinstance(outcome, LDError):
        raise outcome
    return outcome


def _work(connection: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    """Answer until nobody asks any more; Ctrl-C is for the one that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with connection, suppress(EOFError, ConnectionError):
        try:
            answer = make()
            while True:
                connection.send(answer(connection.recv()))
        except LDError as error:
            connection.send(error)


def end_with_parent() -> None:
    """Call it first in a process of a pool of the standard library: it would wait for ever for work from one that was killed.

    Ctrl-C is for the process that asks, which then ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    assert parent is not None  # this is a child
    wait([parent.sentinel])
    os._exit(1)


__all__ = ["answers", "end_with_parent"]
