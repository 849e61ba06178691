"""Processes that work for another one, and end when it does, however it ends."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent() -> None:
    """Call it first in a process that waits for work: it would wait for ever for work from one that was killed.

    Ctrl-C is for the process that asks, which then ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    assert parent is not None  # this is a child
    wait([parent.sentinel])
    os._exit(1)


__all__ = ["end_with_parent"]
