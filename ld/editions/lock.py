"""One writer at a time in a data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ld.disk import disk_errors
from ld.errors import LockedError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a data folder; the kernel lets go of it when the process ends, however it ends.

    Args:
        path: the lock file; made if it is not there.

    Raises:
        LockedError: another run holds it.
    """
    with disk_errors(f"locking {path.parent}"):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")  # "a": must not empty the holder's file
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            msg = f"process {file.read(20) or '(unknown)'} is writing to {path.parent}: wait until it has finished"
            raise LockedError(msg) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


__all__ = ["locked"]
