"""When Python looks for cyclic garbage in a run over many records.

A chunk of converted records is hundreds of thousands of objects, all of which live until it is staged. Python takes their number for
a sign of garbage and looks through the heap again and again, for a quarter of the time that reading and mapping take; yet
few records leave cycles behind, such as fields in two scripts, which know each other.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_UNUSUAL = 2_000_000
"""Objects more than were freed, at which it is looked for in the midst of a chunk after all: the bound of memory."""


@contextmanager
def collected_between_chunks() -> Iterator[Callable[[], object]]:
    """What is there at the beginning is passed over; the rest is looked through when the caller says so, after each chunk.

    >>> with collected_between_chunks() as collect:
    ...     _ = collect()
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_UNUSUAL, *thresholds[1:])
    try:
        yield gc.collect
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


__all__ = ["collected_between_chunks"]
