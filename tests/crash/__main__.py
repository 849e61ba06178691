"""``python -m tests.crash KILLS``: the crash test at length, with a table of what was killed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import SystemRandom
from time import monotonic

from tests.crash.driver import Outcome, crash


def main() -> int:
    """Run it; the exit status is 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="make crashtest", description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    parser.add_argument("--size", type=int, default=480, help="records of the catalogue")
    asked = parser.parse_args()
    print(f"{asked.kills} kills, {asked.size} records, seed {asked.seed}", flush=True)
    start = monotonic()
    with tempfile.TemporaryDirectory(prefix="ldpub-crash-") as folder:
        outcome = crash(Path(folder), kills=asked.kills, seed=asked.seed, size=asked.size)
    print(table(outcome))
    print(f"{monotonic() - start:.0f} s")
    return 1 if outcome.faults else 0


def table(outcome: Outcome) -> str:
    """The outcome in lines.

    >>> print(table(Outcome(7, reads=3, faults=["delete: gone"])))
    step       stage              killed        times
    0 kills in 0 rounds, 3 reads (0 of them 304), 1 faults, seed 7
      delete: gone
    """
    rows = [("step", "stage", "killed", "times")]
    rows += [(*key, str(n)) for key, n in sorted(outcome.kills.items())]
    lines = [f"{step:<10} {stage:<18} {role:<12} {n:>6}" for step, stage, role, n in rows]
    lines.append(
        f"{outcome.kills.total()} kills in {outcome.rounds} rounds, {outcome.reads} reads "
        f"({outcome.unchanged} of them 304), {len(outcome.faults)} faults, seed {outcome.seed}"
    )
    return "\n".join([*lines, *(f"  {fault}" for fault in outcome.faults)])


if __name__ == "__main__":
    sys.exit(main())
