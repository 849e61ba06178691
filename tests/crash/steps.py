"""What a publisher does to a catalogue in the course of time: each step a command that may be killed and is then given again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.catalogue import Sources
from tests.crash.moments import LOOK, PATTERNS, WhenSomethingAppears, pointed
from tests.crash.running import Starter
from tests.crash.states import State, read_state

ROLLBACK = ("editions", "rollback")
_DUMPED = (".*.new", "dataset.nq.gz", "SHA256SUMS")


@dataclass(frozen=True, slots=True)
class Step:
    """A step.

    Attributes:
        name: of it.
        arguments: of ``ldpub``.
        leads_to: name of the state after it.
        kills: how often it is killed before it may end, at most.
        writes: a folder other than that of the data, in which something appears on the way.
    """

    name: str
    arguments: tuple[str, ...]
    leads_to: str
    kills: int
    writes: Path | None = None

    def watched(self, data_dir: Path) -> tuple[Path, Sequence[str]]:
        """The folder in which things appear, and what may."""
        return (data_dir, PATTERNS) if self.writes is None else (self.writes, _DUMPED)


def steps(sources: Sources, folder: Path) -> tuple[Step, ...]:
    """The steps, to be gone through again and again.

    Args:
        sources: of the catalogue.
        folder: where one of them writes dumps.
    """
    dumps = folder / "dumped"
    return (
        Step("ingest", ("ingest", "--full", str(sources.first)), "first", 5),
        Step("update", ("ingest", "--full", str(sources.second)), "second", 5),
        Step("dump", ("dump", str(dumps)), "second", 2, dumps),
        Step("delete", ("delete", *sources.deleted), "fewer", 4),
        Step("roll back", ROLLBACK, "second", 1),
        Step("add", ("ingest", "--jobs", "1", str(sources.third)), "third", 4),
        Step("prune", ("editions", "prune", "--keep", "1"), "third", 2),
    )


def arguments(step: Step, data_dir: Path) -> tuple[str, ...]:
    """Those of the command, now: it goes back to the edition before the one being served."""
    if step.arguments != ROLLBACK:
        return step.arguments
    current = pointed(data_dir)  # numbers are not given twice, so those of runs that were killed are missing
    before = max(path.name for path in (data_dir / "editions").iterdir() if path.name < current)
    return (*ROLLBACK, str(int(before)))


@dataclass(frozen=True, slots=True)
class Clean:
    """How it is if nobody disturbs it.

    Attributes:
        states: by name.
        seconds: that each step takes, by name.
        signs: what appears on disk in the course of each step, by name.
    """

    states: dict[str, State] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    signs: dict[str, list[str]] = field(default_factory=dict)


def run_clean(starter: Starter, data_dir: Path, ways: Sequence[Step]) -> Clean:
    """Go through the steps in a fresh folder."""
    found = Clean()
    for step in ways:
        folder, patterns = step.watched(data_dir)
        moments = {pattern: WhenSomethingAppears(folder, pattern, 0) for pattern in patterns}
        run = starter.start(*arguments(step, data_dir))
        while run.wait(LOOK) is None:
            for moment in moments.values():
                moment.has_come(run)
        assert run.status == 0, run.errors
        found.seconds[step.name] = run.age
        found.signs[step.name] = [pattern for pattern, moment in moments.items() if moment.has_come(run)]
        if step.leads_to not in found.states:
            found.states[step.leads_to] = dumped(starter, step.leads_to, data_dir.with_name("clean-dump"))
    return found


def dumped(starter: Starter, name: str, folder: Path) -> State:
    """The catalogue being served, by ``ldpub dump``."""
    starter.run("dump", str(folder), "--to", "nq")
    return read_state(name, folder)


__all__ = ["Clean", "Step", "arguments", "dumped", "run_clean", "steps"]
