"""What an update costs, beside the full build that it follows: a hundredth of the records changed, or none.

Every update is the whole command, with what an update always writes: the dump of what has changed. Before each, all editions but the one that is served
are pruned, which is not counted. What is changed is the title.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from books import write_changed
from commands import ldpub
from table import show
from watched import MAIN, Watched

AIMS = (
    "aims: given the changed ones at most 3 % of the full build, given the whole at most 12 %, by the clock"
)


def run(source: Path, own: Path, data: Path, size: int, full: Watched) -> None:
    """Print the table.

    Args:
        source: of the full build.
        own: a folder for what is changed.
        data: the data folder of the full build; more editions are published in it.
        size: records of the full build.
        full: what it cost.
    """
    few, whole = own / "changed.mrc", own / "whole.mrc"
    changed = write_changed(source, few, (0,), alone=True)
    write_changed(source, whole, (0, 50))  # what is changed already, and as many others
    rows = [_row("full build", size, size, full, full)]
    for name, path, count in (
        ("1 % changed, given these", few, changed),
        ("1 % changed, given the whole", whole, changed),
        ("nothing changed, given the whole", whole, 0),
    ):
        ldpub(data, "editions", "prune", "--keep", "1")
        done = ldpub(data, "ingest", str(path), "--json")
        report = json.loads(done.output)
        assert abs(report["published"] - count) <= 1 + count // 50, (
            report
        )  # every hundredth, give or take the odd record
        rows.append(_row(name, report["read"], report["published"], done, full))
    few.unlink()
    whole.unlink()
    show(
        f"Updates of {size:,} records",
        (
            "",
            "records read",
            "changed",
            "seconds",
            "of the full build",
            "CPU s",
            "of the full build",
            "peak MB",
        ),
        rows,
    )
    print(AIMS)


def _row(name: str, read: int, changed: int, done: Watched, full: Watched) -> Sequence[str]:
    return (
        name, f"{read:,}", f"{changed:,}", f"{done.seconds:,.1f}", f"{done.seconds / full.seconds:.1%}",
        f"{done.processor_seconds:,.1f}", f"{done.processor_seconds / full.processor_seconds:.1%}", f"{done.peaks[MAIN] / 1e6:,.0f}",
    )  # fmt: skip


__all__ = ["run"]
