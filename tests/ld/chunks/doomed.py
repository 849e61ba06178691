"""An ingest that does not live to see its end, as a process of its own: ``python -m tests.ld.chunks.doomed DATA_DIR N`` is killed before
the N-th step that touches the disk. Prints the number of steps and how many records it has converted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ld.conversion import Converter
from ld.packs import PackWriter
from ld.register.writing import StagedRegister
from ld.stores import StagedStore
from tests.ld.chunks import cases
from tests.ld.editions import doomed

STEPS = [
    *((os, name) for name in ("fsync", "rename", "replace", "symlink", "unlink")),
    *((StagedStore, name) for name in ("insert", "drop", "flush", "optimize", "remove_lines")),
    *((StagedRegister, name) for name in ("commit", "finish")),
    *((PackWriter, name) for name in ("seal", "append")),
]


def main(data_dir: Path, deadline: int) -> None:
    converted = 0
    convert = Converter.convert

    def counted(self: Converter, source: cases.SourceRecord) -> object:
        nonlocal converted
        converted += 1
        return convert(self, source)

    Converter.convert = counted  # type: ignore[method-assign,assignment]
    steps = doomed.counting(deadline, STEPS)
    cases.run(data_dir, cases.second())
    sys.stdout.write(f"{steps()} {converted}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
