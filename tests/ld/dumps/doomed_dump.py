"""Dumping into a folder, killed before the N-th step that touches the disk; started as a process of its own.

Usage: ``python -m tests.ld.dumps.doomed_dump DATA_DIR FOLDER N``; prints the number of steps if it lives to the end.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ld.dumps import DumpPlan, write_delta, write_dumps
from ld.editions import Editions
from tests.ld.editions.doomed import counting

STEPS = ("fsync", "replace", "unlink", "rename", "mkdir", "rmdir")
PLAN = DumpPlan(formats=("nq", "ttl"), compression="zstd", part_size=2000)


def dump(data_dir: Path, folder: Path) -> None:
    """The whole, then what has changed."""
    with Editions(data_dir).open() as edition:
        write_dumps(edition, folder, PLAN)
        write_delta(edition, folder, plan=PLAN)


if __name__ == "__main__":
    count = counting(int(sys.argv[3]), [(os, name) for name in STEPS])
    dump(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(str(count()))
