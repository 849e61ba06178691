"""When a command is killed: after some time, or as soon as something appears on disk; and how far it had got by then."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

from tests.crash.running import Run

LOOK = 0.0005  # seconds between two looks at whether it is time
_LATER = 0.05  # seconds after something has appeared, at most
PATTERNS = (
    "staging/*",
    "staging/*/graph/*.sst",
    "staging/*/packs/*",
    "staging/**/*.chunk",
    "staging/*/edition.json",
    "editions/*",
    "current",
    "staging/pruned-*",
    "dumps/*/.*.new",
    "dumps/*/dataset.nq.gz",
    "reports/*.part",
)

_STAGES = {
    "staging/pruned-*": "removing editions",
    "staging/*/edition.json": "publishing",
    "staging/*": "staging",
    "dumps/*/.*.new": "dumping",
    "reports/*.part": "checking",
}


class Moment(Protocol):
    """Something to wait for."""

    def has_come(self, run: Run) -> bool:
        """Whether it is time."""


@dataclass(frozen=True, slots=True)
class AfterSeconds:
    """A while after the start."""

    seconds: float

    def has_come(self, run: Run) -> bool:
        """Whether it is time."""
        return run.age >= self.seconds


class WhenSomethingAppears:
    """A moment after there is something on disk that was not there before.

    Args:
        data_dir: where.
        pattern: what; of a link, where it leads.
        delay: seconds after that.
    """

    def __init__(self, data_dir: Path, pattern: str, delay: float) -> None:
        self._data_dir, self._pattern, self._delay = data_dir, pattern, delay
        self._before = self._there()
        self._until: float | None = None

    def _there(self) -> set[str]:
        return {f"{path} {_target(path)}" for path in _glob(self._data_dir, self._pattern)}

    def has_come(self, run: Run) -> bool:
        """Whether it is time."""
        if self._until is None and not self._there() <= self._before:
            self._until = run.age + self._delay
        return self._until is not None and run.age >= self._until


def draw(random: Random, data_dir: Path, seconds: float, patterns: Sequence[str]) -> Moment:
    """A moment of a command.

    Args:
        random: decides.
        data_dir: that the command writes to.
        seconds: that the command takes if nobody disturbs it.
        patterns: of what appears on the way.
    """
    if not patterns or random.random() < 0.5:
        return AfterSeconds(random.uniform(0, seconds))
    return WhenSomethingAppears(
        data_dir, random.choice(patterns), random.choice((0, random.uniform(0, _LATER)))
    )


def stage(data_dir: Path, before: str) -> str:
    """How far a command had got, by what is on disk.

    Args:
        data_dir: that it wrote to.
        before: where `current` led when it began.
    """
    current = pointed(data_dir)
    highest = max((path.name for path in _glob(data_dir, "editions/0*")), default="")
    if highest > max(current, before):
        return "publishing"
    found = (name for pattern, name in _STAGES.items() if _glob(data_dir, pattern))
    return next(found, "between" if current == before else "published")


def pointed(data_dir: Path) -> str:
    """Name of the folder of the edition being served; empty if there is none."""
    return Path(_target(data_dir / "current")).name


def _target(path: Path) -> str:
    with suppress(OSError):  # it is none, or is being replaced
        return str(path.readlink())
    return ""


def _glob(folder: Path, pattern: str) -> list[Path]:
    with suppress(OSError):  # removed while we looked
        return list(folder.glob(pattern))
    return []


__all__ = ["LOOK", "PATTERNS", "AfterSeconds", "Moment", "WhenSomethingAppears", "draw", "pointed", "stage"]
