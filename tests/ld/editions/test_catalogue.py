"""Listing, switching, rolling back, pruning, verifying and comparing editions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ld.editions import Editions
from ld.errors import DamagedEditionError, LockedError, PublishError, StoreError, UnknownEditionError
from ld.stores import StagedStore
from tests.ld.editions.cards import bad, dump, entry, graph, put, tree
from tests.ld.editions.damage import HIDDEN, edit, folder_of, largest


def titles(editions: Editions, number: int | None = None) -> list[str]:
    with editions.open(number) as edition:
        solutions = edition.query(
            "SELECT ?t { ?s a <https://schema.org/Book> ; <https://schema.org/name> ?t } ORDER BY ?t"
        )
        return [solution["t"].value for solution in solutions]


def test_an_empty_folder_has_no_editions(editions: Editions) -> None:
    assert editions.list() == ()
    for call in (editions.open, editions.verify, lambda: editions.open(3), lambda: editions.rollback(3)):
        with pytest.raises(UnknownEditionError):
            call()


def test_an_update_leaves_the_bytes_of_the_edition_before(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n}")) for n in range(50)))
    titles(editions)
    before = tree(folder_of(editions, 1))
    put(editions, entry(graph("r1", "new")), withdraw=["r2"])
    titles(editions)
    assert tree(folder_of(editions, 1)) == before
    shared = {path.name for path in folder_of(editions, 1).rglob("*") if path.stat().st_nlink > 1}
    assert "000001.pack" in shared
    assert titles(editions, 1) == ["A title"] * 50
    assert titles(editions) == ["A title"] * 48 + ["new"]


def test_an_open_edition_outlives_a_switch_and_pruning(editions: Editions) -> None:
    put(editions, entry(graph("a", "old")))
    with editions.open() as edition:
        put(editions, entry(graph("a", "new")))
        put(editions, entry(graph("a", "newer")))
        assert editions.current_number() == 3
        assert editions.prune(1) == (1, 2)
        assert any('"old"' in line for line in dump(edition))
        row = edition.record("a")
        assert row is not None
        assert row.change == 1
        assert {quad.object.value for quad in edition.quads("a")} >= {"old"}


def test_letting_go_of_an_edition_closes_it(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    edition = editions.open()
    register = edition._register
    del edition
    with pytest.raises(StoreError):
        register.record("a")


def test_roll_back_and_on(editions: Editions) -> None:
    put(editions, entry(graph("a", "1")))
    put(editions, entry(graph("a", "2")))
    editions.rollback(1)
    assert editions.current_number() == 1
    assert titles(editions) == ["1"]
    assert [info.current for info in editions.list()] == [True, False]
    assert put(editions, entry(graph("b", "3"))) == 3  # numbers are never given twice
    assert titles(editions) == ["1", "3"]
    info = editions.list()[-1]
    assert (info.parent, info.last_change) == (1, 3)
    editions.rollback(2)
    assert titles(editions) == ["2"]


def test_numbers_are_not_given_again_after_pruning(editions: Editions) -> None:
    put(editions, entry(graph("a", "1")))
    put(editions, entry(graph("a", "2")))
    editions.rollback(1)
    assert editions.prune(1) == (2,)
    assert put(editions, entry(graph("a", "3"))) == 3
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert row.change == 3


def test_pruning_keeps_the_newest_and_the_current(editions: Editions) -> None:
    for n in range(5):
        put(editions, entry(graph("a", str(n))))
    editions.rollback(2)
    for number in (1, 5):
        editions.dumps_folder(number).mkdir(parents=True)
    assert editions.prune(3) == (1, 3)
    assert [info.number for info in editions.list()] == [2, 4, 5]
    assert not editions.dumps_folder(1).exists()
    assert editions.dumps_folder(5).exists()
    assert editions.prune(3) == ()
    with pytest.raises(PublishError):
        editions.prune(0)


def test_an_edition_that_was_served_is_never_left_over(editions: Editions) -> None:
    """Its run was killed when it was served and nothing was noted of that; then an earlier one was served again."""
    put(editions, entry(graph("a", "1")))
    noted = editions.data_dir / "sequence.json"
    before = json.loads(noted.read_text())
    put(editions, entry(graph("a", "2")))
    noted.write_text(json.dumps(json.loads(noted.read_text()) | {"served": before["served"]}))
    editions.rollback(1)
    assert put(editions, entry(graph("a", "3"))) == 3
    assert [info.number for info in editions.list()] == [1, 2, 3]


@pytest.mark.parametrize("steps", range(5))
def test_pruning_goes_on_where_it_was_ended(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Whatever was the last thing done, the next call leaves nothing of what is to go."""
    put(editions, entry(graph("a", "1")))
    put(editions, entry(graph("a", "2")))
    for number in (1, 2):
        editions.dumps_folder(number).mkdir(parents=True)
        editions.later_file(number).parent.mkdir(exist_ok=True)
        editions.later_file(number).touch()
    with monkeypatch.context() as patched:
        _end_after(steps, patched)
        with suppress(KeyboardInterrupt):
            editions.prune(1)
    editions.prune(1)
    assert [info.number for info in editions.list()] == [2]
    left = [
        path.name for name in ("dumps", "reports", "staging") for path in (editions.data_dir / name).iterdir()
    ]
    assert left == ["000002", "000002.sqlite"]


def _end_after(steps: int, patched: pytest.MonkeyPatch) -> None:
    """Let so many steps that remove something be done, and no more."""
    left = iter(range(steps))

    def limited(step: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return step(*arguments, **options)

        return done

    for owner, name in ((Path, "rename"), (Path, "unlink"), (shutil, "rmtree")):
        patched.setattr(owner, name, limited(getattr(owner, name)))


def test_one_writer_at_a_time(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with editions.stage():
        for call in (lambda: put(editions), lambda: editions.rollback(1), lambda: editions.prune(1)):
            with pytest.raises(LockedError, match=r"process \d+ is writing"):
                call()
    editions.rollback(1)


def test_a_published_store_is_never_opened_for_writing(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with pytest.raises(StoreError, match="staging"):
        StagedStore(folder_of(editions, 1) / "graph")


# Damage: what a bad disk, a careless hand or a broken copy does to a published edition.


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no description": lambda folder: (folder / "edition.json").unlink(),
    "an empty description": lambda folder: (folder / "edition.json").write_text("{}"),
    "another edition's description": lambda folder: (folder / "edition.json").write_text(
        (folder / "edition.json").read_text().replace('"number": 1', '"number": 7')
    ),
    "no register": lambda folder: (folder / "register.sqlite").unlink(),
    "half a register": lambda folder: (folder / "register.sqlite").write_bytes(
        (folder / "register.sqlite").read_bytes()[:20_000]
    ),
    "no pack": lambda folder: (folder / "packs/000001.pack").unlink(),
    "no table file": lambda folder: largest(folder, "graph/*.sst").unlink(),
    "no manifest": lambda folder: largest(folder, "graph/MANIFEST*").unlink(),
    "no graph": lambda folder: (folder / "graph").rename(folder / "other"),
}


@pytest.fixture
def sound(editions: Editions) -> Editions:
    put(editions, *(entry(graph(f"r{n}", extra=9)) for n in range(60)), bad("b"))
    return editions


def test_a_sound_edition(sound: Editions) -> None:
    report = sound.verify(1)
    assert (report.ok, report.records, report.quads, report.problems) == (True, 60, 60 * 15 + 7, ())


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_plain_damage_is_noticed_on_opening(sound: Editions, damage: Callable[[Path], object]) -> None:
    damage(folder_of(sound, 1))
    with pytest.raises(DamagedEditionError):
        sound.open()
    report = sound.verify(1)
    assert not report.ok
    assert report.problems
    assert len(sound.list()) == 1


@pytest.mark.parametrize("damage", HIDDEN.values(), ids=HIDDEN)
def test_hidden_damage_is_found_by_verifying(sound: Editions, damage: Callable[[Path], object]) -> None:
    damage(folder_of(sound, 1))
    report = sound.verify(1)
    assert not report.ok
    assert all(isinstance(problem, str) and problem for problem in report.problems)


def test_a_changed_register_is_found_by_its_contents_too(sound: Editions) -> None:
    edit(folder_of(sound, 1), "UPDATE form SET refs = refs + 1 WHERE number = 1")
    assert [problem for problem in sound.verify(1).problems if "form 1" in problem]


def test_damage_does_not_spread_and_can_be_rolled_back(sound: Editions) -> None:
    put(sound, entry(graph("r1", "new")))
    (folder_of(sound, 2) / "register.sqlite").unlink()
    with pytest.raises(DamagedEditionError):
        put(sound, entry(graph("r1", "newer")))
    with pytest.raises(DamagedEditionError):
        sound.rollback(2)
    assert sound.list()[1].problem == ""  # cheap look only
    sound.rollback(1)
    assert put(sound, entry(graph("r1", "newest"))) == 3
    assert sound.verify().ok
