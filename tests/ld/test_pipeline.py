"""Read → map → validate → stage → publish: every record has exactly one end, and nothing is published twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ld.conversion import Converter
from ld.editions import Editions, State
from ld.errors import TruncatedSourceError
from ld.findings import Finding, Severity
from ld.iris import Iris
from ld.pipeline import Report, ingest, try_out
from ld.sources.base import Origin, ParseOptions, SourceRecord
from ld.sources.reading import read

BASE = "https://catalog.example.org"
SAMPLES = Path(__file__).resolve().parents[2] / "ld" / "samples"


class Titles:
    """A validator that wants a title without the word "bad"."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        faults = ['"bad' in triples, "/terms/title" not in triples]
        return tuple(
            Finding("test.title", Severity.VIOLATION, record_id, "title", "", "mend the title")
            for fault in faults
            if fault
        )


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(tmp_path / "data")


def convert(collection: str = "") -> Converter:
    return Converter(Iris(BASE), Titles(), ParseOptions(), collection)


def source(
    record_id: str, title: str = "T", *, number: int = 1, deleted: bool = False, **fields: object
) -> SourceRecord:
    raw = orjson.dumps({"id": record_id, "title": title, "format": "Book", "language": "English", **fields})
    return SourceRecord(record_id, Origin("test.json", number), raw, "application/json", "vufind", deleted)


def run(
    editions: Editions, records: Iterable[SourceRecord | Finding], *, full: bool = False, chunk_size: int = 3
) -> Report:
    report = ingest(records, editions, convert(), chunk_size=chunk_size, full=full)
    assert report.adds_up, report
    return report


UNREADABLE = Finding(
    "record.unreadable", Severity.VIOLATION, "", "", "{", "test.json, record 9, byte 7: broken"
)


def test_every_record_has_one_end(editions: Editions) -> None:
    run(editions, [source("1"), source("2"), source("7")])
    report = run(
        editions,
        [source("1"), source("2", "T2"), UNREADABLE, source("3"), source("3", "T3"), source("4", "bad"), source(""), source("", number=2), source("7", deleted=True), source("..")],
    )  # fmt: skip
    assert (
        report.read,
        report.published,
        report.unchanged,
        report.quarantined,
        report.withdrawn,
        report.superseded,
        report.unreadable,
    ) == (10, 2, 1, 4, 1, 1, 1)
    assert report.findings["id.unservable"] == 3
    with editions.open() as edition:
        assert [row.id for row in edition.records(state=State.PUBLISHED)] == ["1", "2", "3"]
        assert {row.id for row in edition.withheld()} == {
            "4",
            "..",
            "test.json, record 1",
            "test.json, record 2",
        }
        assert edition.record("7").state is State.WITHDRAWN  # type: ignore[union-attr]


def test_the_same_source_again_changes_nothing(editions: Editions) -> None:
    records = [source("1"), source("2", "bad"), source("3")]
    assert run(editions, records).edition == 1
    again = run(editions, records)
    assert again.edition is None
    assert again.unchanged == 3
    assert editions.current_number() == 1


def test_the_same_source_again_changes_nothing_even_where_ids_repeat(editions: Editions) -> None:
    records = [source("1", "A"), source("2"), source("3"), source("1", "B"), source("2", "bad"), source("2")]
    run(editions, records, chunk_size=2)
    with editions.open() as edition:
        before = [(row.id, row.digest, row.change) for row in edition.every_record()]
    again = run(editions, records, chunk_size=2)
    assert again.edition is None
    assert again.published == 0
    mixed = run(editions, [*records, source("4")], chunk_size=2)
    assert mixed.edition == 2
    assert mixed.published == 1
    with editions.open() as edition:
        assert [(row.id, row.digest, row.change) for row in edition.every_record()][:3] == before


def test_the_later_of_two_counts(editions: Editions) -> None:
    run(editions, [source("1", "A"), source("1", "B"), source("1", "C", deleted=True), source("1", "D")])
    with editions.open() as edition:
        titles = {
            q.object.value
            for q in edition.quads("1")
            if q.predicate == NamedNode("http://purl.org/dc/terms/title")
        }
    assert titles == {"D"}


def test_a_withheld_update_leaves_the_version_before(editions: Editions) -> None:
    run(editions, [source("1", "good")])
    report = run(editions, [source("1", "bad")])
    assert report.quarantined == 1
    with editions.open() as edition:
        row = edition.record("1")
        assert row is not None
        assert row.stale
        assert any(q.object.value == "good" for q in edition.quads("1"))


@pytest.mark.parametrize("code", ["source.partial", "source.empty"])
def test_full_withdraws_nothing_if_the_source_may_be_incomplete(editions: Editions, code: str) -> None:
    run(editions, [source("1"), source("2")])
    remark = Finding(code, Severity.INFO, "", "", "", "a.json: there is more")
    report = run(editions, [source("1"), remark], full=True)
    assert (report.absent, report.findings["full.incomplete"]) == (0, 1)
    assert report.notes[0] == "a.json: there is more"
    assert report.notes[1].startswith("nothing is withdrawn: ")


def test_records_of_one_number_are_named(editions: Editions) -> None:
    report = run(editions, [source("1", "Emma"), source("1", "Middlemarch")])
    assert report.superseded == 1
    assert report.notes[0].startswith("'1' comes more than once with other contents; the last counts (")


def test_full_withdraws_what_the_source_lacks(editions: Editions) -> None:
    run(editions, [source("1"), source("2"), source("3")])
    report = run(editions, [source("1")], full=True)
    assert (report.unchanged, report.absent) == (1, 2)
    with editions.open() as edition:
        assert [row.id for row in edition.records(state=State.PUBLISHED)] == ["1"]


def test_a_source_that_breaks_off_publishes_nothing(editions: Editions) -> None:
    def broken() -> Iterable[SourceRecord]:
        yield source("1")
        raise TruncatedSourceError("it ends in the middle", origin="test.json")

    with pytest.raises(TruncatedSourceError):
        run(editions, broken())
    assert editions.current_number() is None
    assert run(editions, [source("1")]).edition == 1


def test_a_changed_mapping_maps_again(editions: Editions, monkeypatch: pytest.MonkeyPatch) -> None:
    run(editions, [source("1")])
    monkeypatch.setattr("ld.conversion.VERSION", 10_000)
    report = run(editions, [source("1")])
    assert report.unchanged == 1  # mapped again, but it says the same
    moved = ingest(
        [source("1")], editions, Converter(Iris("https://other.example"), Titles(), ParseOptions())
    )
    assert moved.published == 1


def test_samples_equal_a_dry_run(editions: Editions) -> None:
    names = [str(SAMPLES / "founding-record.txt"), str(SAMPLES / "catalogue.ndjson")]
    tried = Report()
    graphs = [entry.graph for entry in try_out(read(names), convert(), tried)]
    report = ingest(read(names), editions, convert("Samples"))
    assert tried.adds_up
    assert report.adds_up
    assert tried.read == report.read == len(graphs)
    assert report.published > 250


def test_no_statement_is_in_two_graphs(editions: Editions) -> None:
    ingest(read([str(SAMPLES / "catalogue.ndjson")]), editions, convert())
    with editions.open() as edition:
        triples = [quad.triple for quad in edition.store]
        assert len(triples) == len(set(triples)) == edition.counts().quads


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["T", "U", "bad", "delete"])), max_size=12),
    st.integers(1, 4),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_events_adds_up(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, str]], size: int
) -> None:
    editions = Editions(tmp_path_factory.mktemp("data"))
    records = [source(key, title, deleted=title == "delete") for key, title in events]
    run(editions, records, chunk_size=size)
    final = run(editions, records, chunk_size=size)
    assert final.edition is None
    last = dict(events)
    number = editions.current_number()
    if number is not None:
        with editions.open() as edition:
            for key, title in last.items():
                row = edition.record(key)
                if title in {"T", "U"}:
                    assert row is not None
                    assert row.published
                    assert not row.stale
                elif title == "delete":
                    assert row is None or row.state is State.WITHDRAWN


def test_the_same_file_twice_is_unchanged_the_second_time(editions: Editions) -> None:
    records = [source(str(n)) for n in range(7)]
    report = run(editions, [*records, *records])
    assert (report.published, report.unchanged, report.superseded) == (7, 7, 0)
