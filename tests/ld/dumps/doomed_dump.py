"""Dumping into a folder, killed before the N-th step that touches the disk; started as a process of its own.

Usage: ``python -m tests.ld.dumps.doomed_dump DATA_DIR FOLDER N``; prints the number of steps if it lives to the end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ld.dumps import DumpPlan, write_delta, write_dumps
from ld.editions import Editions

STEPS = ("fsync", "replace", "unlink", "rename", "mkdir", "rmdir")
PLAN = DumpPlan(formats=("nq", "ttl"), compression="zstd", part_size=2000)


def dump(data_dir: Path, folder: Path) -> None:
    """The whole, then what has changed."""
    with Editions(data_dir).open() as edition:
        write_dumps(edition, folder, PLAN)
        write_delta(edition, folder, plan=PLAN)


def counting(deadline: int) -> Callable[[], int]:
    """Count the steps, and do not come back from the one before which to die."""
    steps = 0

    def step(before: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == deadline:
                os.kill(os.getpid(), signal.SIGKILL)
            return before(*args, **options)

        return counted

    for name in STEPS:
        setattr(os, name, step(getattr(os, name)))
    return lambda: steps


if __name__ == "__main__":
    count = counting(int(sys.argv[3]))
    dump(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(str(count()))
