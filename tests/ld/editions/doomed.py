"""A run that does not live to see its end: started as a process of its own by the tests of durability.

Usage: ``python -m tests.ld.editions.doomed DATA_DIR kill N``, killed before the N-th step that touches the disk, or
``… alarm MILLISECONDS``, ended by the kernel wherever it is by then, or ``… full BYTES``, no file may become longer than
that. Prints the number of steps, or the error it ends with.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ld.editions import Editions
from ld.errors import LDError
from ld.packs import PackWriter
from ld.register.writing import StagedRegister
from ld.stores import StagedStore
from tests.ld.editions.cards import bad, entry, graph

STEPS = [
    *((os, name) for name in ("fsync", "rename", "replace", "symlink", "unlink", "link")),
    *((StagedStore, name) for name in ("insert", "drop", "flush", "optimize")),
    *((StagedRegister, name) for name in ("commit", "finish")),
    (PackWriter, "seal"),
]


def run(data_dir: Path) -> int | None:
    """What the tests expect of an uninterrupted run; see `expected`."""
    with Editions(data_dir).stage() as staging:
        for start in range(0, 300, 100):
            staging.put(entry(graph(f"r{n}", f"new {n}", extra=20)) for n in range(start, start + 100))
        staging.put([bad("b"), entry(graph("r1", serials=[("1234-5679", "Nature (London)")]))])
        staging.withdraw("r2", "gone")
        staging.withdraw("r299", "gone")
        return staging.publish({})


def counting(deadline: int, at: Sequence[tuple[Any, str]] = STEPS) -> Callable[[], int]:
    """Count the steps, and do not come back from the one before which to die.

    Args:
        deadline: its number.
        at: owners and names of what is called for a step.
    """
    steps = 0

    def step(before: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == deadline:
                os.kill(os.getpid(), signal.SIGKILL)
            return before(*args, **options)

        return counted

    for owner, name in at:
        setattr(owner, name, step(getattr(owner, name)))
    return lambda: steps


def main(data_dir: Path, how: str, number: int) -> None:
    if how == "kill":
        steps = counting(number)
        run(data_dir)
        sys.stdout.write(str(steps()))
        return
    if how == "alarm":
        signal.setitimer(signal.ITIMER_REAL, number / 1000)  # nobody handles it, so it kills
        run(data_dir)
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    try:
        run(data_dir)
    except LDError as error:
        sys.stdout.write(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
