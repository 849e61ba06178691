"""Ids that were merged or renamed: what they lead to, whoever says so, and however it came about."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.editions import Editions, Entry
from tests.ld.editions.cards import bad, entry, graph, put


def card(record_id: str, *previous: str, title: str = "A title") -> Entry:
    """A record that states its former ids."""
    made = entry(graph(record_id, title), note=" ".join(previous))
    return replace(made, previous_ids=previous)


def where(editions: Editions, *record_ids: str) -> list[str | None]:
    with editions.open() as edition:
        return [edition.moved(record_id) for record_id in record_ids]


def move(editions: Editions, *pairs: tuple[str, str]) -> tuple[list[str | None], int | None]:
    with editions.stage() as staging:
        return [staging.move(old, new) for old, new in pairs], staging.publish({})


# As records state


def test_a_record_takes_its_former_ids_along(editions: Editions) -> None:
    put(editions, card("new", "old", "older"), card("other"))
    assert where(editions, "old", "older", "new", "other", "nobody") == ["new", "new", None, None, None]
    assert editions.verify().problems == ()


def test_what_a_record_no_longer_states_leads_nowhere(editions: Editions) -> None:
    put(editions, card("new", "old", "older"))
    put(editions, card("new", "older", title="Another"))
    assert where(editions, "old", "older") == [None, "new"]
    put(editions, withdraw=["new"])
    assert where(editions, "old", "older") == [None, None]
    put(editions, card("new", "older"))
    assert where(editions, "older") == ["new"]
    assert editions.verify().problems == ()


def test_an_edition_whose_only_change_is_a_move_is_published(editions: Editions) -> None:
    put(editions, card("a"))
    with editions.open() as edition:
        digest = edition.info.digest
    assert put(editions, card("a", "b")) == 2
    with editions.open() as edition:
        assert edition.info.digest != digest
        assert edition.info.records == {"published": 1}
    assert put(editions, card("a", "b")) is None
    assert put(editions, card("a")) == 3
    with editions.open() as edition:
        assert edition.info.digest == digest


def test_there_and_back_again_is_no_change(editions: Editions) -> None:
    put(editions, card("a", "b"))
    with editions.stage() as staging:
        staging.put([card("a")])
        staging.put([card("a", "b")])
        assert staging.publish({}) is None


def test_a_published_record_goes_before_a_move(editions: Editions) -> None:
    put(editions, card("new", "old"), card("old"))
    assert where(editions, "old") == [None]
    put(editions, withdraw=["old"])
    assert where(editions, "old") == ["new"]


def test_a_withheld_version_moves_nothing(editions: Editions) -> None:
    put(editions, card("a", "old"))
    put(editions, replace(bad("a"), previous_ids=("older",)), replace(bad("b"), previous_ids=("oldest",)))
    assert where(editions, "old", "older", "oldest") == ["a", None, None]


def test_no_id_leads_to_itself(editions: Editions) -> None:
    put(editions, card("a", "a"))
    assert where(editions, "a") == [None]
    put(editions, withdraw=["a"])
    assert where(editions, "a") == [None]
    assert editions.verify().problems == ()


def test_of_several_that_state_one_id_the_lowest_counts_whatever_the_order(editions: Editions) -> None:
    put(editions, card("c", "old"))
    put(editions, card("b", "old"))
    put(editions, card("d", "old"))
    assert where(editions, "old") == ["b"]
    put(editions, withdraw=["b"])
    assert where(editions, "old") == ["c"]


# As the operator says


def test_a_record_is_withdrawn_and_leads_to_another(editions: Editions) -> None:
    put(editions, card("a"), card("b"))
    assert move(editions, ("a", "b"), ("never-known", "b")) == ([None, None], 2)
    assert where(editions, "a", "never-known") == ["b", "b"]
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.reason) == ("withdrawn", "moved to b")
    assert move(editions, ("a", "b")) == ([None], None)
    assert editions.verify().problems == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("a", "nobody", "no published record 'nobody'"),
        ("a", "withdrawn", "no published record"),
        ("a", "a", "lead to itself"),
        ("a", "leads-to-a", "lead to itself"),
        ("leads-to-a", "leads-to-a", "lead to itself"),
        ("", "a", "no id that can be asked for"),
        ("..", "a", "no id that can be asked for"),
        ("x" * 600, "a", "no id that can be asked for"),
        ("\ud800", "a", "no id that can be asked for"),
    ],
)
def test_what_cannot_be(editions: Editions, old: str, new: str, reason: str) -> None:
    put(editions, card("a", "leads-to-a"), card("withdrawn"))
    put(editions, withdraw=["withdrawn"])
    (fault,), number = move(editions, (old, new))
    assert fault is not None
    assert reason in fault
    assert number is None
    assert where(editions, "a") == [None]


def test_chains_are_followed_and_may_be_said_in_any_order(editions: Editions) -> None:
    put(editions, card("a"), card("b"), card("c"))
    assert move(editions, ("b", "c"), ("a", "b"))[0] == [None, None]
    assert where(editions, "a", "b") == ["c", "c"]
    put(editions, withdraw=["c"])
    assert where(editions, "a", "b") == [None, None]
    put(editions, card("d", "c"))
    assert where(editions, "a", "b", "c") == ["d", "d", "d"]


def test_the_operator_goes_before_what_records_state(editions: Editions) -> None:
    put(editions, card("a", "old"), card("z"))
    move(editions, ("old", "z"))
    assert where(editions, "old") == ["z"]
    put(editions, withdraw=["z"])
    assert where(editions, "old") == ["a"]


def test_the_last_word_counts_and_can_be_taken_back(editions: Editions) -> None:
    put(editions, card("a"), card("b"))
    move(editions, ("old", "a"))
    move(editions, ("old", "b"))
    assert where(editions, "old") == ["b"]
    with editions.stage() as staging:
        assert staging.forget_move("old")
        assert not staging.forget_move("old")
        assert staging.publish({}) == 4
    assert where(editions, "old") == [None]


def test_rolling_back_takes_moves_back(editions: Editions) -> None:
    put(editions, card("a"), card("b"))
    move(editions, ("a", "b"))
    editions.rollback(1)
    assert where(editions, "a") == [None]
    put(editions, card("c", "d"))
    assert where(editions, "a", "d") == [None, "c"]


def test_long_chains_and_rings_end(editions: Editions) -> None:
    put(editions, *(card(f"r{n:03}", f"r{n + 1:03}") for n in range(300)))
    put(editions, withdraw=[f"r{n:03}" for n in range(1, 300)])
    assert where(editions, "r001", "r300") == [
        "r000",
        None,
    ]  # what the withdrawn ones stated is gone with them
    put(editions, card("x"), card("y"), card("z"))
    move(editions, ("x", "y"))
    move(editions, ("y", "z"))
    put(editions, withdraw=["z"])
    with editions.stage() as staging:
        staging._draft.move("z", "x")
        assert staging.publish({}) is not None
    assert where(editions, "x", "y", "z") == [None, None, None]


# However it came about

IDS = ["a", "b", "c", "d"]
previous = st.lists(st.sampled_from([*IDS, "e", "f"]), max_size=2, unique=True)
steps = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(IDS), previous),
    st.tuples(st.just("put"), st.sampled_from(IDS), previous),
    st.tuples(st.just("bad"), st.sampled_from(IDS), previous),
    st.tuples(st.just("withdraw"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("move"), st.sampled_from([*IDS, "e"]), st.sampled_from(IDS)),
    st.tuples(st.just("forget"), st.sampled_from([*IDS, "e"]), st.none()),
)
Step = tuple[str, str, list[str] | str | None]


class Model:
    """What ought to be: the former ids of each published record, and what the operator last said."""

    def __init__(self) -> None:
        self.published: dict[str, list[str]] = {}
        self.said: dict[str, str] = {}

    def targets(self, record_id: str) -> list[str]:
        stated = sorted(
            target for target, olds in self.published.items() if record_id in olds and target != record_id
        )
        return [*filter(None, [self.said.get(record_id)]), *stated]

    def end(self, record_id: str, seen: tuple[str, ...] = ()) -> str | None:
        if record_id in self.published:
            return record_id if seen else None
        ways = (
            self.end(target, (*seen, record_id)) for target in self.targets(record_id) if target not in seen
        )
        return next(filter(None, ways), None)

    def put(self, record_id: str, olds: list[str]) -> None:
        self.published[record_id] = olds

    def move(self, old: str, new: str) -> bool:
        end = new if new in self.published else self.end(new)
        if end in {None, old} or new == old:
            return False
        self.published.pop(old, None)
        self.said[old] = new
        return True


def apply(editions: Editions, model: Model, made: list[Step]) -> None:
    with editions.stage() as staging:
        for what, record_id, value in made:
            if what == "put":
                assert isinstance(value, list)
                model.put(record_id, value)
                staging.put([card(record_id, *value)])
            elif what == "bad":
                staging.put([bad(record_id)])
            elif what == "withdraw":
                model.published.pop(record_id, None)
                staging.withdraw(record_id, "gone")
            elif what == "move":
                assert isinstance(value, str)
                assert (staging.move(record_id, value) is None) is model.move(record_id, value)
            else:
                assert staging.forget_move(record_id) is (model.said.pop(record_id, None) is not None)
        staging.publish({})


def noted(editions: Editions) -> list[tuple[bytes, int, bytes]]:
    number = editions.current_number()
    with sqlite3.connect(editions.data_dir / f"editions/{number:06d}/register.sqlite") as register:
        found = register.execute("SELECT old, stated, target FROM moved ORDER BY 1, 2, 3").fetchall()
    register.close()
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(steps, min_size=1, max_size=6), min_size=1, max_size=4))
def test_updates_equal_a_clean_build(runs: list[list[Step]]) -> None:
    folder = Path(
        tempfile.mkdtemp(prefix="ldpub-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    )
    try:
        model, updated, clean = Model(), Editions(folder / "updated"), Editions(folder / "clean")
        put(updated, card("z"))
        model.put("z", [])
        for made in runs:
            apply(updated, model, made)
        assert updated.verify().problems == ()
        with clean.stage() as staging:
            staging.put([card(record_id, *olds) for record_id, olds in reversed(model.published.items())])
            for old, new in model.said.items():
                staging._draft.move(old, new)
            staging.publish({})
        asked = [*IDS, "e", "f", "z"]
        assert where(updated, *asked) == where(clean, *asked) == [model.end(one) for one in asked]
        assert noted(updated) == noted(clean)
        with updated.open() as one, clean.open() as other:
            assert one.info.digest == other.info.digest
    finally:
        shutil.rmtree(folder)
