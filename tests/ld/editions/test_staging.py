"""What becomes of records in a run, and how it is counted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from ld.editions import Editions, Entry, PutCounts, State
from ld.errors import PublishError
from ld.findings import FieldOutcome, Outcome
from ld.iris import Iris
from tests.ld.editions.cards import bad, dump, entry, graph, put, source


def test_a_first_edition(editions: Editions) -> None:
    assert editions.current_number() is None
    assert put(editions, entry(graph("a")), entry(graph("b")), bad("c")) == 1
    with editions.open() as edition:
        assert edition.number == editions.current_number() == 1
        assert edition.counts().records == {State.PUBLISHED: 2, State.QUARANTINED: 1, State.WITHDRAWN: 0}
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.stale, row.change, row.created, row.edition) == (
            State.PUBLISHED,
            False,
            1,
            1,
            1,
        )
        assert row.digest == graph("a").digest
        assert edition.record("d") is None


def test_nothing_changed_is_no_edition(editions: Editions) -> None:
    assert put(editions) is None
    put(editions, entry(graph("a")), bad("b"))
    assert put(editions, entry(graph("a")), bad("b")) is None
    assert [info.number for info in editions.list()] == [1]


def test_the_same_statements_from_another_source_are_no_change(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with editions.stage() as staging:
        assert staging.put([entry(graph("a"), note="reworded")]) == PutCounts(unchanged=1)
        assert staging.publish({}) == 2
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.change, row.edition) == (1, 1)
        assert row.source_digest == entry(graph("a"), note="reworded").source_digest
        assert edition.findings("a")[0].value == "reworded"
        assert edition.counts().findings == {"date.odd": 1}


def test_unchanged_ones_can_be_told_before_the_work(editions: Editions) -> None:
    put(editions, entry(graph("a")), bad("b"), entry(graph("c")))
    put(editions, bad("c", "worse"), withdraw=["a"])
    with editions.stage() as staging:
        assert staging.digest_of("a") is None
        assert staging.digest_of("b") == bad("b").source_digest
        assert staging.digest_of("c") == bad("c", "worse").source_digest
        assert staging.digest_of("d") is None


def test_a_withheld_update_leaves_what_was_published(editions: Editions) -> None:
    put(editions, entry(graph("a", "First")))
    put(editions, bad("a", "broken"))
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.stale, row.change) == (State.PUBLISHED, True, 1)
        assert (edition.counts().stale, edition.counts().records[State.QUARANTINED]) == (1, 0)
        assert [held.id for held in edition.withheld()] == ["a"]
        assert edition.findings("a")[0].code == "date.odd"
        papers = edition.withheld_papers("a")
        assert papers is not None
        assert papers.findings[0].code == "title.missing"
        assert edition.counts().findings == {"date.odd": 1, "title.missing": 1}
        assert any('"First"' in line for line in dump(edition))
    assert (
        put(editions, entry(graph("a", "First"))) == 3
    )  # mended at the source: no longer stale, and no change
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.stale, row.change) == (False, 1)
        assert edition.counts().findings == {"date.odd": 1}
        assert edition.withheld() == []


def test_a_later_record_of_the_same_id_wins(editions: Editions) -> None:
    with editions.stage() as staging:
        counts = staging.put([entry(graph("a", "1")), entry(graph("a", "2")), bad("b"), entry(graph("b"))])
        assert counts == PutCounts(published=2, superseded=2)
        assert staging.put([entry(graph("a", "3"))]) == PutCounts(superseded=1)
        assert staging.put([bad("a")]) == PutCounts(published=-1, quarantined=1, superseded=1)
        assert staging.counts == PutCounts(published=1, quarantined=1, superseded=4)
        staging.publish({})
    with editions.open() as edition:
        assert [line for line in dump(edition) if '"1"' in line or '"2"' in line] == []
        assert any('"3"' in line for line in dump(edition))
    assert editions.verify().problems == ()


def test_withdrawn_records_leave_tombstones(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b")), bad("c"))
    with editions.stage() as staging:
        assert staging.withdraw("a", "merged with b")
        assert staging.withdraw("c", "gone")
        assert not staging.withdraw("nobody", "gone")
        assert staging.counts == PutCounts(withdrawn=3)
        staging.publish({})
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.reason, row.change, row.graph) == (
            State.WITHDRAWN,
            "merged with b",
            3,
            graph("a").graph,
        )
        assert edition.record("c") is None  # never published: no tombstone
        assert edition.quads("a") == []
        assert edition.source("a") is None
        assert edition.findings("a") == ()
        assert not any("/record/a" in line for line in dump(edition))
        assert [change.id for change in edition.changes()] == ["b", "a"]
    with editions.stage() as staging:
        assert not staging.withdraw("a", "again")
        assert staging.publish({}) is None


def test_a_withdrawn_record_may_come_back(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    put(editions, withdraw=["a"])
    assert put(editions, bad("a")) == 3  # a tombstone still, and something in quarantine
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.stale, bool(row.held)) == (State.WITHDRAWN, False, True)
    put(editions, entry(graph("a")))
    with editions.open() as edition:
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.reason, row.created, row.change, row.held) == (State.PUBLISHED, "", 3, 3, None)
    assert editions.verify().ok


def test_withdrawn_and_put_in_one_run(editions: Editions) -> None:
    put(editions, entry(graph("a")), bad("b"))
    with editions.stage() as staging:
        staging.put([entry(graph("a", "new"))])
        staging.withdraw("a", "gone")
        staging.put([entry(graph("a", "newer"))])
        staging.withdraw("b", "gone")
        staging.put([bad("b", "2"), bad("c")])
        assert staging.counts == PutCounts(published=1, quarantined=2, withdrawn=1, superseded=2)
        staging.publish({})
    assert editions.verify().problems == ()


def test_a_full_run_withdraws_what_the_source_lacks(editions: Editions) -> None:
    put(editions, *(entry(graph(name)) for name in "abcd"), bad("e"), bad("f"))
    with editions.stage() as staging:
        staging.seen(["a"])
        staging.put([entry(graph("b", "changed")), entry(graph("c")), bad("f")])
        assert staging.withdraw_absent() == 2
        assert staging.counts == PutCounts(published=1, unchanged=2, quarantined=1, absent=2)
        staging.publish({})
    with editions.open() as edition:
        assert [row.id for row in edition.records(state=State.PUBLISHED)] == ["a", "b", "c"]
        assert [row.id for row in edition.records(state=State.WITHDRAWN)] == ["d"]
        assert [row.id for row in edition.records(state=State.QUARANTINED)] == ["f"]


def test_a_full_run_forgets_what_was_withheld_of_a_withdrawn_record(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    put(editions, withdraw=["a"])
    put(editions, bad("a"))
    with editions.stage() as staging:
        staging.put([entry(graph("b"))])
        assert staging.withdraw_absent() == 1
        staging.publish({})
    with editions.open() as edition:
        assert edition.withheld() == []
        row = edition.record("a")
        assert row is not None
        assert (row.state, row.change, row.reason) == (State.WITHDRAWN, 2, "gone")


def test_absence_can_be_that_of_one_collection(editions: Editions) -> None:
    put(editions, entry(graph("a"), collection="books"), entry(graph("b"), collection="maps"), bad("c"))
    with editions.stage() as staging:
        assert staging.withdraw_absent("books") == 1
        assert staging.record("b").collection == "maps"
        staging.publish({})
    with editions.open() as edition:
        assert [row.id for row in edition.records(state=State.PUBLISHED)] == ["b"]


def test_change_numbers_grow_and_list_each_record_once(editions: Editions) -> None:
    put(editions, *(entry(graph(name)) for name in "abc"))
    put(editions, entry(graph("b", "new")), entry(graph("d")))
    with editions.open() as edition:
        log = edition.changes()
        assert [(row.id, row.change, row.created) for row in log] == [
            ("a", 1, 1),
            ("c", 3, 3),
            ("b", 4, 2),
            ("d", 5, 5),
        ]
        assert [row.id for row in edition.changes(after=3, limit=1)] == ["b"]
        assert edition.info.last_change == 5
        assert all(row.changed == edition.info.created for row in log[2:])


def test_modified_is_what_the_source_says_else_when_it_was_published(editions: Editions) -> None:
    put(editions, entry(graph("a"), modified="2019-05-01"), entry(graph("b")))
    put(editions, entry(graph("b"), note="same statements"), entry(graph("c")))
    first, second = editions.list()
    with editions.open() as edition:
        rows = {row.id: row.modified for row in edition.records()}
    assert rows == {"a": "2019-05-01", "b": first.created, "c": second.created}


def test_coverage_is_summed_and_shows_no_withdrawn_values(editions: Editions) -> None:
    def covered(name: str, example: str) -> Entry:
        outcomes = (
            FieldOutcome("title", Outcome.MAPPED, "", 2, example),
            FieldOutcome("x", Outcome.DROPPED, "index-only"),
        )
        return replace(entry(graph(name)), coverage=outcomes)

    put(editions, covered("a", "secret"), covered("b", "open"), bad("c"))
    with editions.open() as edition:
        dropped, mapped = sorted(edition.coverage(), key=lambda outcome: outcome.outcome)
        assert (mapped.field, mapped.count, mapped.example) == ("title", 4, "secret")
        assert (dropped.field, dropped.reason, dropped.count) == ("x", "index-only", 2)
        assert edition.coverage("c")[0].outcome is Outcome.DROPPED
    put(editions, withdraw=["a"])
    with editions.open() as edition:
        assert [(o.field, o.count, o.example) for o in edition.coverage()] == [("title", 2, ""), ("x", 1, "")]
    put(editions, covered("d", "shown"))
    with editions.open() as edition:
        assert edition.coverage()[0].example == "shown"
    put(editions, withdraw=["b", "d"])
    with editions.open() as edition:
        assert edition.coverage() == ()


@pytest.mark.parametrize(
    "record_id",
    [
        "",
        "a\x00b",
        "\ud800",
        "x" * 10_000_000,
        "a/b",
        "ü" * 256,
        "'; DROP TABLE record; --",
        "\U0010ffff",
        "\x7f",
    ],
)
def test_any_id_can_be_withheld(editions: Editions, record_id: str) -> None:
    put(editions, bad(record_id), bad("a"), bad("zz"))
    with editions.open() as edition:
        row = edition.record(record_id)
        assert row is not None
        assert edition.source(record_id).id == record_id
        paged, after = [], None
        while page := edition.records(after=after, limit=1):
            after = page[-1].id
            paged.append(after)
        assert len(paged) == 3
        assert edition.record(row.id) == row
    assert put(editions, bad(record_id)) is None


def test_ids_are_listed_in_code_point_order(editions: Editions) -> None:
    ids = ["Z", "a", "é", "\uffff", "\U00010000", "a b", "a/b", "A"]
    put(editions, *(entry(graph(name)) for name in ids if name != "\uffff"), bad("\uffff"))
    with editions.open() as edition:
        assert [row.id for row in edition.records()] == sorted(ids)
        assert [row.id for row in edition.records(after="a", limit=2)] == ["a b", "a/b"]


def test_hostile_field_names_are_kept_as_escapes(editions: Editions) -> None:
    strange = (FieldOutcome("f\ud800", Outcome.DROPPED, "r\ud800", 1, "e\ud800"),)
    put(editions, replace(entry(graph("a")), coverage=strange, collection="c\ud800"))
    with editions.open() as edition:
        assert edition.coverage("a") == strange
        assert edition.coverage() == (FieldOutcome("f\\ud800", Outcome.DROPPED, "r\\ud800", 1, "e\\ud800"),)
    assert editions.verify().ok


def test_a_new_address_of_the_site_leaves_nothing_of_the_old(editions: Editions) -> None:
    put(editions, entry(graph("a", recovered="2017")))
    moved = graph("a")
    own = tuple(line.replace("https://catalog.example.org/", "https://other.example/") for line in moved.own)
    there = replace(moved, graph=Iris("https://other.example").record("a").value, own=own, shared=())
    put(editions, entry(there))
    with editions.open() as edition:
        assert not any("catalog.example.org" in line for line in dump(edition))
        assert [name.value for name in edition.store.named_graphs()] == ["https://other.example/record/a"]
    assert editions.verify().ok


def test_records_without_statements_must_be_withheld() -> None:
    with pytest.raises(PublishError):
        Entry(source("a"), b"", State.PUBLISHED, None)
    with pytest.raises(PublishError):
        Entry(source("a"), b"", State.WITHDRAWN, graph("a"))


def test_an_exception_discards_everything(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with suppress(KeyError), editions.stage() as staging:
        staging.put([entry(graph("b"))])
        raise KeyError
    assert list((editions.data_dir / "staging").iterdir()) == []
    with editions.open() as edition:
        assert edition.record("b") is None
    assert put(editions, entry(graph("b"))) == 2


def test_what_is_not_published_is_discarded(editions: Editions) -> None:
    with editions.stage() as staging:
        staging.put([entry(graph("a"))])
    assert editions.current_number() is None
    assert editions.list() == ()


def test_the_report_and_the_versions_are_kept(editions: Editions) -> None:
    with editions.stage() as staging:
        staging.put([entry(graph("a"))])
        staging.publish({"read": 1, "findings": {"date.odd": 1}}, {"mapping": "7"})
    info = editions.list()[0]
    assert info.report == {"read": 1, "findings": {"date.odd": 1}}
    assert info.versions["mapping"] == "7"
    assert info.versions["pyoxigraph"]
    assert (info.records, info.quads, info.current, info.problem) == ({"published": 1}, 13, True, "")
