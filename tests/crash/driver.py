"""The crash test: commands are killed at random moments, again and again, while clients read; in the end everything is as if nothing had happened.

``python -m tests.crash`` runs it as long as you like and prints a table.
"""

from __future__ import annotations

import json
import os
import re
import select
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from signal import SIGKILL
from time import monotonic

from ld.config import Settings, as_environment
from tests.crash.catalogue import BASE, write_sources
from tests.crash.moments import LOOK, draw, pointed, stage
from tests.crash.readers import History, Watch, reading
from tests.crash.running import PATIENCE, Run, Starter, group, starting
from tests.crash.states import NOTHING, probes
from tests.crash.steps import Clean, Step, arguments, dumped, run_clean, steps
from tests.http.serving import free_port, serving

_CLIENTS = 3
_KEPT = 2  # editions


@dataclass
class Outcome:
    """What happened.

    Attributes:
        seed: of the choices.
        kills: by step, stage and role of what was killed.
        rounds: how often all steps were gone through, begun ones included.
        reads: answers that clients got meanwhile.
        unchanged: those of them that were 304.
        faults: whatever was not as it should be.
    """

    seed: int
    kills: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    rounds: int = 0
    reads: int = 0
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)


def crash(folder: Path, *, kills: int, seed: int, size: int = 96) -> Outcome:
    """Run the crash test.

    Args:
        folder: empty, to work in.
        kills: how many there have to be.
        seed: of the choices; the moments also depend on how fast the machine is, which no seed repeats.
        size: records of the catalogue.
    """
    outcome = Outcome(seed)
    sources = write_sources(folder, size)
    ways = steps(sources, folder)
    with ExitStack() as stack:
        starter = stack.enter_context(starting(folder / "said"))
        calm, settings = _settings(folder / "calm", size), _settings(folder / "data", size)
        clean = run_clean(starter.within(as_environment(calm)), calm.data_dir, ways)
        watch = Watch(History(NOTHING), probes(sources.watched))
        server = stack.enter_context(serving(settings, folder / "log"))
        publisher = _Publisher(
            starter.within(as_environment(settings)), settings.data_dir, clean, watch.history, outcome
        )
        with reading(server.port, watch, clients=_CLIENTS, seed=seed):
            publisher.go_on(ways, kills)
        outcome.reads, outcome.unchanged = watch.reads, watch.unchanged
        outcome.faults += [*watch.faults, *_complaints(folder / "log")]
    return outcome


def _settings(data_dir: Path, size: int) -> Settings:
    return Settings(
        base_url=BASE, data_dir=data_dir, port=free_port(), chunk_size=max(16, size // 8), keep_editions=_KEPT
    )


@dataclass
class _Publisher:
    """Goes through the steps and dies on the way."""

    starter: Starter
    data_dir: Path
    clean: Clean
    history: History
    outcome: Outcome

    def __post_init__(self) -> None:
        self._random = Random(self.outcome.seed)

    def go_on(self, ways: tuple[Step, ...], kills: int) -> None:
        """Until so many have been killed, or something is wrong."""
        for step in cycle(ways):
            self.outcome.rounds += step is ways[0]
            self._take(step, min(step.kills, kills - self.outcome.kills.total()))
            if self.outcome.kills.total() >= kills or self.outcome.faults:
                return

    def _take(self, step: Step, kills: int) -> None:
        """A step that is killed up to so many times, and what must be so after it."""
        command = arguments(step, self.data_dir)
        self.history.begin(self.clean.states[step.leads_to])
        orphans: list[int] = []
        for _ in range(kills):
            run = self._struck(step, command)
            orphans.append(run.pid)
            if run.status == 0:
                break
        else:
            self.starter.run(*command)
        self.history.acknowledge()
        self.outcome.faults += [f"{step.name}: {fault}" for fault in (*_left(orphans), *self._faults(step))]

    def _struck(self, step: Step, command: tuple[str, ...]) -> Run:
        """A command that is killed, unless it is done before its moment has come."""
        before = pointed(self.data_dir)
        folder, _ = step.watched(self.data_dir)
        moment = draw(self._random, folder, self.clean.seconds[step.name], self.clean.signs[step.name])
        run = self.starter.start(*command)
        while run.wait(LOOK) is None:
            assert run.age < PATIENCE, run.errors
            if moment.has_come(run):
                self._kill(run, step, before)
                break
        status = run.ended()
        if status not in {0, -SIGKILL} and not (status == 1 and run.errors.startswith("error: ")):
            self.outcome.faults.append(f"{step.name} ends with {status}: {run.errors[-2000:]}")
        return run

    def _kill(self, run: Run, step: Step, before: str) -> None:
        """A process of the command, or all of them."""
        family = group(run.pid)
        if not family:
            return
        at = stage(self.data_dir, before) if step.writes is None else "dumping"
        victim = self._random.choice(family)
        whole = len(family) > 1 and self._random.random() < 1 / 3
        try:
            (os.killpg if whole else os.kill)(run.pid if whole else victim.pid, SIGKILL)
        except ProcessLookupError:
            return
        self.outcome.kills[step.name, at, "all" if whole else victim.role] += 1

    def _faults(self, step: Step) -> Iterator[str]:
        """What is not as it is where nobody was killed."""
        wanted = self.clean.states[step.leads_to]
        if (
            dumped(self.starter, step.leads_to, self.data_dir.with_name("compared")).canonical
            != wanted.canonical
        ):
            yield "the statements are not those of a clean run"
        verified = json.loads(self.starter.run("editions", "verify", "--json", statuses=(0, 1)).output)
        yield from verified["problems"]
        if (verified["records"], verified["quads"]) != (len(wanted.records), len(wanted.lines)):
            yield f"the counts are wrong: {verified['records']}, {verified['quads']}"
        yield from _disorder(self.data_dir, verified["number"])


def _complaints(log: Path) -> Iterator[str]:
    """What the server has to complain of; there is nothing."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    yield from (line for line in lines if re.match(r"\[(ERROR|WARNING|CRITICAL)\]|Traceback", line))


def _left(groups: list[int]) -> Iterator[str]:
    """Processes that outlive the command that started them."""
    end = monotonic() + 20
    while any(map(group, groups)) and monotonic() < end:
        select.select([], [], [], 0.01)
    yield from (f"{one.role} outlives its command" for leader in groups for one in group(leader))


def _disorder(data_dir: Path, current: int) -> Iterator[str]:
    """What a run that was killed has left lying, or undone."""
    kept = [int(path.name) for path in (data_dir / "editions").iterdir()]
    if len(kept) > _KEPT + 1:  # a rollback keeps what is newer
        yield f"{len(kept)} editions are kept: {kept}"
    for place in ("dumps", "reports"):
        numbers = {int(path.name[:6]) for path in (data_dir / place).iterdir()}
        if not numbers <= set(kept):
            yield f"{place} of editions that are no more: {sorted(numbers - set(kept))}"
        if current not in numbers:
            yield f"the edition being served, {current}, has no {place}"
    if list((data_dir / "staging").iterdir()):
        yield "something is left in staging"
    files = {path.name for path in (data_dir / "dumps" / f"{current:06d}").glob("*")}
    if not {"dataset.nq.gz", "dataset.nt.gz", "dumps.json", "SHA256SUMS"} <= files:
        yield f"the dump of edition {current} is not whole: {sorted(files)}"


__all__ = ["Outcome", "crash"]
