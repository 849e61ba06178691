"""A bound on the processor time of Python code that knows none, such as a JSON-LD processor on a stranger's input.

Python can stop no thread from outside. But it tells a thread's profiler of every call, and what that raises ends the code. The cost is
about that of the calls again, so this is for rare, untrusted work.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_EVERY = 256  # calls between two looks at the clock


class OverBudgetError(BaseException):
    """The time is used up.

    Not an :class:`Exception`: code that wraps or passes over all of these must end too, and Python asks a profiler that has raised no
    second time.
    """


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """End the block when it has used so much processor time of this thread.

    Args:
        seconds: of processor time. One call into C, such as sorting a list, is not interrupted.
    Raises:
        OverBudgetError: in the block.

    >>> with budget(0.01):
    ...     while True:
    ...         str.upper("a"), (lambda: None)()
    Traceback (most recent call last):
    ld.budget.OverBudgetError: 0.01 seconds of processor time are used up
    """
    limit, calls = time.thread_time() + seconds, 0

    def look(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1
        if calls % _EVERY == 0 and time.thread_time() > limit:
            raise OverBudgetError(f"{seconds:g} seconds of processor time are used up")

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


__all__ = ["OverBudgetError", "budget"]
