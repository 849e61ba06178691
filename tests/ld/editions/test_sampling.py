"""The quick form of verifying: what a sample shows, what it costs, and that nothing damaged is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ld.editions import Edition, Editions
from ld.editions.draft import Draft
from ld.editions.sampling import Sample
from ld.editions.verifying import verify_edition
from ld.errors import DamagedEditionError
from ld.graph import quad_line
from ld.register.ledger import Ledger
from ld.register.reading import Register
from ld.stores import StagedStore
from tests.ld.editions.cards import IRIS, bad, dump, entry, graph, put
from tests.ld.editions.damage import HIDDEN, OUTSIDE, SUMS_ONLY, edit, flip, folder_of
from tests.ld.editions.reading_counts import count_reading


@pytest.fixture
def sound(editions: Editions) -> Editions:
    put(editions, *(entry(graph(f"r{n}", extra=9)) for n in range(60)), bad("b"))
    return editions


def test_a_sound_edition(sound: Editions) -> None:
    report = sound.verify(1, quick=True)
    assert (report.ok, report.quick) == (True, True)
    assert 40 < report.records < 60
    whole = verify_edition(folder_of(sound, 1), quick=True, size=61)
    assert (whole.records, whole.quads, whole.problems) == (60, 60 * 15 + 7, ())


@pytest.mark.parametrize("name", [name for name in HIDDEN if name not in OUTSIDE])
def test_hidden_damage_is_found_in_a_sample_that_holds_it(sound: Editions, name: str) -> None:
    HIDDEN[name](folder_of(sound, 1))
    report = sound.verify(1, quick=True)
    assert report.ok is (name in SUMS_ONLY)
    assert all(isinstance(problem, str) and problem for problem in report.problems)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE record SET quads = 9 WHERE number = 3", "record 'r2' has 15 and 0 statements, not 9 and 0"),
        ("UPDATE record SET item = item + 1 WHERE number = 3", "kept for it is that of 'r3'"),
        ("UPDATE record SET state = 'withdrawn' WHERE number = 3", "but its statements are there"),
        ("UPDATE record SET state = 'lost' WHERE number = 3", "the register holds what it cannot"),
        ("UPDATE remark SET n = 2 WHERE record = 3", "finding date.odd: record 3 has 1, not 2"),
        ("DELETE FROM remark WHERE record = 3", "finding date.odd: record 3 has 1, not 0"),
        ("UPDATE record SET shared = '[2]' WHERE number = 3", "record 3 speaks of"),
        ("DELETE FROM search_content WHERE id = 3", "record 'r2' is not in the index"),
        ("UPDATE record SET state = 'withdrawn' WHERE number = 4", "is in the index but not published"),
        ("DELETE FROM form WHERE number = 1", "entity 1 is that of no form"),
        ("UPDATE entity SET names = '' WHERE number = 1", "that follow from the records"),
        ("UPDATE tally SET n = 7 WHERE kind = 'records' AND name = 'published'", "records published: 7, by"),
    ],
)
def test_damage_is_named(sound: Editions, sql: str, says: str) -> None:
    edit(folder_of(sound, 1), sql)
    assert [problem for problem in sound.verify(1, quick=True).problems if says in problem]


def sampled(editions: Editions, number: int, size: int) -> list[int]:
    return Register(folder_of(editions, number) / "register.sqlite").samples.records(size)


def test_what_the_edition_changed_is_in_the_sample(sound: Editions) -> None:
    put(sound, entry(graph("r17", "new")), bad("r18"), bad("new"), withdraw=["r19"])
    with sound.open() as edition:
        changed = {row.number for row in map(edition.record, ("r17", "r19", "new")) if row is not None}
    numbers = sampled(sound, 2, 3)
    assert changed <= set(numbers)
    assert len(numbers) <= 4 * 3
    assert numbers == sampled(sound, 2, 3)


def test_the_spread_moves_from_edition_to_edition(sound: Editions) -> None:
    spread = []
    for n in range(2, 12):
        put(sound, entry(graph("r1", f"title {n}")))
        spread.append(set(sampled(sound, n, 4)))
    assert len(set.union(*spread)) > 2 * len(spread[0])


def test_a_record_outside_the_sample_is_not_looked_at(sound: Editions) -> None:
    folder = folder_of(sound, 1)
    outside = next(n for n in range(1, 61) if n not in sampled(sound, 1, 2))
    edit(folder, f"UPDATE record SET digest = zeroblob(32) WHERE number = {outside}")
    assert verify_edition(folder, quick=True, size=2).ok
    edit(folder, f"UPDATE record SET digest = zeroblob(32) WHERE number = {sampled(sound, 1, 2)[0]}")
    assert not verify_edition(folder, quick=True, size=2).ok


@pytest.mark.parametrize("made", [1, 2], ids=["a first edition", "an update"])
def test_the_cost_does_not_grow(editions: Editions, made: int) -> None:
    cost = []
    for size in (100, 2000):
        one = Editions(editions.data_dir / str(size))
        put(one, *(entry(graph(f"r{n}", serials=[(str(n), "Nature")])) for n in range(size)), bad("b"))
        if made == 2:
            put(
                one, *(entry(graph(f"r{n}", "new", serials=[(str(n), "Science")])) for n in range(0, size, 9))
            )
        with pytest.MonkeyPatch.context() as patch:
            counts = count_reading(patch)
            assert verify_edition(folder_of(one, made), quick=True, size=8).ok
            cost.append(dict(counts))
    small, large = cost
    assert small.keys() == large.keys() == {"statements", "papers", "sql"}
    # Of fewer rows more are of several kinds; a scan would take twenty times as much.
    assert all(large[kind] <= 1.5 * small[kind] for kind in small), cost


# Before publishing

DAMAGE: dict[str, Callable[[Path], object]] = {
    "the register": lambda folder: edit(
        folder, "UPDATE record SET digest = zeroblob(32) WHERE id = CAST('r1' AS BLOB)"
    ),
    "the pack": lambda folder: flip(folder / "packs/000002.pack", 0.5),
    "no pack": lambda folder: (folder / "packs/000002.pack").unlink(),
    "the store": lambda folder: add(folder, *graph("r1", "another").own, to=IRIS.record("r1").value),
    "what is withdrawn": lambda folder: add(folder, *graph("r2").own, to=IRIS.record("r2").value),
    "what nobody speaks of": lambda folder: add(
        folder, '<https://catalog.example.org/serial/issn-7#it> <http://b> "c" .', to=f"{SERIAL}7"
    ),
    "no store": lambda folder: next(folder.glob("graph/MANIFEST*")).unlink(),
}
SERIAL = "https://catalog.example.org/serial/issn-"


def add(folder: Path, *lines: str, to: str) -> None:
    """Put statements into the store that nobody made."""
    store = StagedStore(folder / "graph")
    file = folder.parent / "added.nq"
    file.write_text("".join(f"{quad_line(line, to)}\n" for line in lines), encoding="utf-8")
    store.insert(file, len(lines))
    file.unlink()
    store.flush()
    store.close()


def damaged_after_finishing(monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object]) -> None:
    finish = Draft.finish

    def finished(self: Draft, *args: Any) -> Any:
        result = finish(self, *args)
        damage(self.folder)
        return result

    monkeypatch.setattr(Draft, "finish", finished)


def update(editions: Editions, run: str) -> int | None:
    with editions.stage(run) as staging:
        staging.put([entry(graph("r1", "new")), entry(graph("r3"))])
        staging.withdraw("r2", "gone")
        return staging.publish({})


@pytest.mark.parametrize("run", ["", "can be gone on with"])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_nothing_damaged_is_published(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object], run: str
) -> None:
    put(editions, entry(graph("r1")), entry(graph("r2")), entry(graph("r3", serials=[("7", "Lost")])))
    with editions.open() as edition:
        before = dump(edition)
    with monkeypatch.context() as patch:
        damaged_after_finishing(patch, damage)
        with pytest.raises(DamagedEditionError, match=r"edition 2 is not published.*Run the same again"):
            update(editions, run)
    assert [info.number for info in editions.list()] == [1]
    with editions.open() as edition:
        assert (edition.number, dump(edition)) == (1, before)
    assert list((editions.data_dir / "staging").iterdir()) == []
    assert update(editions, run) == 2
    assert editions.verify().problems == ()


def test_damage_that_was_there_before_is_not_built_upon(sound: Editions) -> None:
    flip(folder_of(sound, 1) / "packs/000001.pack", 0.5)
    with pytest.raises(DamagedEditionError, match=r"packs/000001\.pack is damaged at byte 0"):
        put(sound, entry(graph("new")))
    assert sound.current_number() == 1


def test_an_entity_of_which_many_speak_is_not_counted_out(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n}")) for n in range(120)))
    folder = folder_of(editions, 1)
    with Edition(folder) as edition:
        register = Register(folder / "register.sqlite")
        assert list(Sample(edition, register, Ledger()).problems()) == []
        register.close()
    edit(folder, "UPDATE form SET refs = 119 WHERE number = 1")
    assert editions.verify(quick=True).ok
    edit(folder, "UPDATE entity SET mentions = 100 WHERE mentions = 120")
    assert "101 records speak of" in editions.verify(quick=True).problems[0]
