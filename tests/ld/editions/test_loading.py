"""What is noted before it is done to the store: doing it once more, from wherever a kill left it, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from ld.editions import loading
from ld.editions.loading import Loader
from ld.editions.portions import Portion, PortionFiles, portions_of, portions_text
from ld.errors import DamagedEditionError
from ld.graph import quad_line
from ld.register.ledger import Ledger
from ld.stores.embedded import StagedStore

GRAPHS = tuple(f"http://x/record/{n}" for n in range(3))
LINES = tuple(f'<http://x/s> <http://x/p> "{n}" .' for n in range(3))


class KilledError(Exception):
    """What ends a run here."""


class InMemory(StagedStore):
    """A store that nothing need be cleaned up after.

    Attributes:
        left: changes until the run is killed; below zero it never is.
    """

    left = -1

    def _open(self, path: Path) -> Store:
        return Store()

    def _step(self) -> None:
        if self.left == 0:
            raise KilledError
        self.left -= 1

    def insert(self, file: Path, count: int) -> None:
        self._step()
        super().insert(file, count)

    def drop(self, graph: str) -> None:
        self._step()
        super().drop(graph)

    def remove_lines(self, nquads: bytes) -> None:
        self._step()
        super().remove_lines(nquads)

    def flush(self) -> None:
        """Nothing to do."""

    def held(self) -> set[str]:
        return {f"{quad} ." for quad in self.store}

    def named(self) -> set[str]:
        return set(self.graphs())


class Step(NamedTuple):
    """Graphs and what shall be in them."""

    wanted: dict[str, frozenset[str]]


STEPS = st.lists(
    st.dictionaries(st.sampled_from(GRAPHS), st.frozensets(st.sampled_from(LINES)), min_size=1).map(Step),
    min_size=1,
    max_size=5,
)


def new_store(folder: Path) -> InMemory:
    return InMemory(folder / "staging" / "graph")


def files_in(folder: Path) -> PortionFiles:
    return PortionFiles(folder / "chunks", folder / "portions")


def written(steps: Iterable[Step], files: PortionFiles, folder: Path) -> tuple[list[Portion], set[str]]:
    """A portion a step, and what shall be in the store in the end. What each exchanges is read after those before it."""
    store, ledger = new_store(folder), Ledger()
    loader = Loader(store, ledger, files)
    portions: list[Portion] = []
    state: dict[str, frozenset[str]] = {}
    for step in steps:
        for graph, lines in step.wanted.items():
            loader.exchange(graph, sorted(lines), stored=True)
        loader.write_down()
        portions += loader.unfinished
        loader.catch_up()
        loader.take_done()  # and not removed: they are to be applied again
        state |= step.wanted
    loader.close()
    return portions, {quad_line(line, graph) for graph, lines in state.items() for line in lines}


@given(STEPS, st.integers(0, 12))
def test_applying_again_ends_the_same(steps: Sequence[Step], deadline: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = files_in(folder)
        portions, expected = written(steps, files, folder)
        store = new_store(folder)
        store.left = deadline
        with suppress(KilledError):
            files.apply(portions, store)
        store.left = -1
        files.apply(portions_of(portions_text(portions)), store)
        assert store.held() == expected
        assert store.named() == {line.split("<")[-1][:-3] for line in expected}
        files.remove(portions)
        assert list(files.own.glob("0*")) == []


@pytest.fixture
def loader(tmp_path: Path) -> Iterable[Loader]:
    made = Loader(new_store(tmp_path), Ledger(), files_in(tmp_path))
    yield made
    made.close()


def noted(loader: Loader, *lines: str) -> None:
    loader.exchange(GRAPHS[0], lines, stored=True)
    loader.write_down()
    loader.load()


def test_what_is_little_waits(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BURST", 3)
    noted(loader, *LINES[:2])
    assert [portion.number for portion in loader.unfinished] == [1]
    assert not loader.take_done()
    noted(loader, *LINES)  # nothing is in the store yet, so these are three more
    loader.wait()
    assert not loader.unfinished
    assert [portion.number for portion in loader.take_done()] == [1, 2]
    assert not loader.take_done()


def test_a_portion_without_its_files_is_damage(loader: Loader, tmp_path: Path) -> None:
    noted(loader, *LINES)
    files = files_in(tmp_path)
    files.check(loader.unfinished)
    for path in files.own.iterdir():
        path.unlink()
    with pytest.raises(DamagedEditionError, match="is damaged"):
        files.check(loader.unfinished)
    with pytest.raises(DamagedEditionError):
        loader.catch_up()


def test_nothing_makes_no_portion(loader: Loader) -> None:
    loader.write_down()
    assert loader.unfinished == []
