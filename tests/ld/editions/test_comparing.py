"""What two editions do not have in common: exactly that, in either direction, whatever led from one to the other."""

from __future__ import annotations

import shutil
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.editions import Comparison, Edition, Editions, EntityDifference, RecordDifference
from tests.ld.editions.cards import BASE, bad, dump, entry, graph, put
from tests.ld.editions.reading_counts import count_reading
from tests.ld.editions.test_equivalence import Model, run, runs

SERIAL = f"{BASE}/serial/issn-1234-5679"


def differences(
    editions: Editions, before: int, after: int
) -> tuple[list[RecordDifference], list[EntityDifference]]:
    with editions.diff(before, after) as comparison:
        return list(comparison.records()), list(comparison.entities())


def numbers(editions: Editions, before: int, after: int) -> list[tuple[str, str, int, int]]:
    records, entities = differences(editions, before, after)
    return [
        *((one.id, one.change.value, len(one.added), len(one.removed)) for one in records),
        *((one.entity.subject, one.change.value, len(one.added), len(one.removed)) for one in entities),
    ]


def test_differences(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b")), entry(graph("c")), bad("d"))
    put(editions, entry(graph("b", "new")), entry(graph("d")), entry(graph("e")), bad("f"), withdraw=["c"])
    found, entities = differences(editions, 1, 2)
    assert [difference.id for difference in found] == ["b", "c", "d", "e"]
    changed, gone, mended, new = found
    assert changed.before is not None
    assert changed.after is not None
    assert changed.before.digest != changed.after.digest
    assert (gone.after.published, mended.before.published, mended.after.published) == (False, False, True)
    assert new.before is None
    assert changed.removed == (
        f'<{BASE}/record/b#it> <http://purl.org/dc/terms/title> "A title" <{BASE}/record/b> .',
        f'<{BASE}/record/b#it> <https://schema.org/name> "A title" <{BASE}/record/b> .',
    )
    assert entities == []  # what is said of language and serial is the same
    assert differences(editions, 1, 1) == ([], [])
    assert numbers(editions, 1, 2) == [
        ("b", "changed", 2, 2),
        ("c", "withdrawn", 0, 6),
        ("d", "added", 6, 0),
        ("e", "added", 6, 0),
    ]
    assert numbers(editions, 2, 1) == [
        ("b", "changed", 2, 2),
        ("c", "added", 6, 0),
        ("d", "withdrawn", 0, 6),
        ("e", "withdrawn", 0, 6),
    ]


def test_what_is_shared(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b", serials=[("7", "Lost")])))
    put(
        editions, entry(graph("a", serials=[("1234-5679", "Nature (London)")])), entry(graph("b", serials=[]))
    )
    assert numbers(editions, 1, 2) == [
        ("a", "changed", 0, 0),  # it calls the serial by another name, which is said of the serial
        ("b", "changed", 0, 1),
        (f"{SERIAL}#it", "changed", 3, 3),
        (f"{BASE}/serial/issn-7#it", "withdrawn", 0, 5),
    ]
    assert [one[:2] for one in numbers(editions, 2, 1)][2:] == [
        (f"{SERIAL}#it", "changed"),
        (f"{BASE}/serial/issn-7#it", "added"),
    ]


def test_a_change_that_was_taken_back_is_none(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b")))
    put(editions, entry(graph("a", "new", serials=[("1234-5679", "N")])), withdraw=["b"])
    put(editions, entry(graph("a")), entry(graph("b")))
    assert numbers(editions, 1, 3) == numbers(editions, 3, 1) == []


def test_editions_that_went_apart(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b")), entry(graph("c")))
    put(editions, entry(graph("a", "new")), withdraw=["b"])
    editions.rollback(1)
    put(editions, entry(graph("c", "new")), entry(graph("d")))
    assert numbers(editions, 2, 3) == [
        ("a", "changed", 2, 2),
        ("b", "added", 6, 0),
        ("c", "changed", 2, 2),
        ("d", "added", 6, 0),
    ]


def apply(lines: list[str], removed: set[str], added: set[str]) -> list[str]:
    """The one edition's statements made the other's; what is removed has to be there, and what is added not."""
    assert removed <= set(lines)
    assert not added & set(lines)
    return sorted({*lines} - removed | added)


def statements(edition: Edition) -> list[str]:
    return [f"{quad} ." for quad in dump(edition)]


def entity_lines(edition: Edition) -> dict[object, list[str]]:
    return {entity: edition.entity_lines(entity) for entity in edition.entities()}


def check(before: Edition, after: Edition) -> None:
    comparison = Comparison(before, after)
    records, entities = list(comparison.records()), list(comparison.entities())
    removed = [line for one in (*records, *entities) for line in one.removed]
    added = [line for one in (*records, *entities) for line in one.added]
    assert len(set(removed)) == len(removed)
    assert len(set(added)) == len(added)
    assert apply(statements(before), set(removed), set(added)) == statements(after)
    digests = [{row.id: row.digest for row in edition.records()} for edition in (before, after)]
    ids = sorted({*digests[0], *digests[1]})
    assert [one.id for one in records] == [id for id in ids if digests[0].get(id) != digests[1].get(id)]
    about = [entity_lines(edition) for edition in (before, after)]
    everything = sorted({*about[0], *about[1]}, key=str)
    assert sorted((one.entity for one in entities), key=str) == [
        entity for entity in everything if about[0].get(entity) != about[1].get(entity)
    ]
    assert [one.entity for one in entities] == sorted(one.entity for one in entities)


@settings(max_examples=15, deadline=None)
@given(runs, st.lists(st.integers(0, 9), max_size=4))
def test_with_the_differences_one_becomes_the_other(made: list, back: list[int]) -> None:
    folder = Path(
        tempfile.mkdtemp(prefix="ldpub-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    )
    try:
        editions, model = Editions(folder / "data"), Model()
        for turn, (portion, full) in enumerate(made):
            run(editions, model, portion, full)
            known = [info.number for info in editions.list()]
            if turn < len(back) and known:
                editions.rollback(known[back[turn] % len(known)])
        known = [info.number for info in editions.list()]
        opened = {number: editions.open(number) for number in known}
        for one, other in product(known, known):
            check(opened[one], opened[other])
        for edition in opened.values():
            edition.close()
    finally:
        shutil.rmtree(folder)


def test_what_did_not_change_is_not_read(editions: Editions) -> None:
    cost = []
    for size in (100, 2000):
        one = Editions(editions.data_dir / str(size))
        serials = [(str(n), "Nature") for n in range(size)]
        put(one, *(entry(graph(f"r{n}", serials=[serial])) for n, serial in enumerate(serials)))
        put(one, *(entry(graph(f"r{n}", serials=[])) for n in range(size // 2, size)))  # many are gone
        put(one, *(entry(graph(f"r{n}", "new", serials=[(str(n), "N")])) for n in range(9)), withdraw=["r9"])
        with pytest.MonkeyPatch.context() as patch:
            counts = count_reading(patch)
            assert len(numbers(one, 2, 3)) == 20
            assert len(numbers(one, 3, 2)) == 20
            cost.append(dict(counts))
    small, large = cost
    assert small["statements"] == large["statements"] > 100
    assert large["sql"] <= 1.1 * small["sql"], cost
