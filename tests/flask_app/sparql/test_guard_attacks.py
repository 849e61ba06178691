"""What kills or stalls an engine is refused, and what the guard lets through, the engine survives."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flask_app.sparql.attacks import COMBINED, FLAT, NESTED, Attack
from tests.flask_app.sparql.refusing import reason

ATTACKS: dict[str, Attack] = {f"nested {name}": attack for name, attack in NESTED.items()} | {
    f"flat {name}": attack for name, attack in FLAT.items()
}
STACK = 5 * 1024 * 1024  # a margin below the 8 MB of a main thread, in which queries run
SIZES = (10, 100, 1_000, 10_000, 100_000)
SLOWEST = 10.0  # seconds; the worst takes a little over one on an idle machine


def largest(attack: Attack) -> int:
    """The largest size that the guard lets through (they are refused from some size on)."""
    low, high = 0, 40_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reason(attack(middle)) else (middle, high)
    return low


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_from_some_size_on_and_at_once(name: str) -> None:
    refused = []
    for size in SIZES:
        query = ATTACKS[name](size)
        start = time.process_time()
        refused.append(reason(query))
        assert time.process_time() - start < 0.25
    assert refused[-1] is not None
    assert "service" not in refused
    first = next(number for number, why in enumerate(refused) if why)
    assert all(refused[first:])


@pytest.mark.parametrize("name", COMBINED)
def test_several_limits_at_once_pass(name: str) -> None:
    assert reason(COMBINED[name]) is None


def survivors(attacks: dict[str, Attack]) -> list[str]:
    """Each attack at the largest size that passes, and those that use several limits at once."""
    edge = [attack(size) for attack in attacks.values() if (size := largest(attack))]
    return [*edge, *COMBINED.values()]


def test_the_engine_survives_what_passes() -> None:
    queries = survivors(ATTACKS)
    assert len(queries) > 100
    child = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("survivor.py")), str(STACK)],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    times = [float(line.split()[1]) for line in child.stdout.splitlines()]
    assert child.returncode == 0, f"{child.stderr}; died of {queries[len(times)][:200]}"
    assert len(times) == len(queries)
    slowest = max(range(len(times)), key=times.__getitem__)
    assert times[slowest] < SLOWEST, queries[slowest][:200]
