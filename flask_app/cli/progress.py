"""How far a long run is: on a terminal a bar, else a plain line every few seconds, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_PLAIN_SECONDS = 5.0


class Tell(Protocol):
    """Told how far a run is."""

    def __call__(self, done: int, share: float | None = None) -> None:
        """So many are done; which part of all that is, from 0 to 1, if it is known."""
        ...

    def then(self, what: str) -> None:
        """All are done, and something else is being done, which takes a while where there are many."""
        ...


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Tell]:
    """Tells how far a run is while the block runs.

    Args:
        what: is being done.
        total: how many there are, if it is known beforehand.
    """
    if sys.stderr.isatty():
        with _columns() as bar:
            yield _Bar(bar, bar.add_task(what, total=total, rate=""), total)
    else:
        yield _Lines(what)


def _columns() -> Progress:
    columns: tuple[Any, ...] = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True)


class _Pace:
    """How fast a run goes; one that goes on with another has something done when it begins."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._first: tuple[int, float] | None = None

    def rate(self, done: int) -> str:
        """Done in a second."""
        before = self._first[0] if self._first else 0
        return f"{(done - before) / max(time.monotonic() - self._start, 0.001):,.0f}/s"

    def left(self, share: float | None) -> str:
        """How much is done and how long the rest will take, if it goes on like this; "" if nobody knows."""
        if not share:
            return ""
        before = self._first[1] if self._first else 0.0
        seconds = (time.monotonic() - self._start) * (1 - share) / max(share - before, 0.001)
        return f", {share:.0%}, {timedelta(seconds=round(seconds))} left"

    def begin(self, done: int, share: float | None) -> None:
        """The first that is told."""
        if self._first is None:
            self._first = done, share or 0.0
            self._start = time.monotonic()


class _Bar:
    """See :class:`Tell`."""

    def __init__(self, bar: Progress, task: TaskID, total: int | None) -> None:
        self._bar, self._task, self._total = bar, task, total
        self._pace = _Pace()

    def __call__(self, done: int, share: float | None = None) -> None:
        self._pace.begin(done, share)
        total = round(done / share) if share else self._total
        self._bar.update(self._task, completed=done, total=total, rate=self._pace.rate(done))

    def then(self, what: str) -> None:
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=None, rate="")


class _Lines:
    """See :class:`Tell`. What is over in a moment is not spoken of."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._pace = _Pace()
        self._last = self._start = time.monotonic()

    def __call__(self, done: int, share: float | None = None) -> None:
        now = time.monotonic()
        if now - self._last >= _PLAIN_SECONDS:
            self._last = now
            _note(f"{self._what}: {done:,} ({self._pace.rate(done)}{self._pace.left(share)})")
        self._pace.begin(done, share)

    def then(self, what: str) -> None:
        seconds = time.monotonic() - self._start
        if seconds >= _PLAIN_SECONDS:
            _note(f"{what}, after {timedelta(seconds=round(seconds))}")


def _note(line: str) -> None:
    click.echo(line, err=True)


__all__ = ["Tell", "progress"]
