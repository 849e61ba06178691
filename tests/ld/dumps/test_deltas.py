"""The dump of an edition, changed as the incremental dump says, is the dump of a later edition."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple

from ld.dumps import Delta, DumpFile, DumpPlan, read_delta, read_dumps, write_delta, write_dumps
from ld.dumps.serializing import DUMP_FORMATS
from ld.editions import Edition, Editions
from ld.errors import UnknownEditionError
from ld.graph import RecordGraph, to_lines
from ld.namespaces import SCHEMA
from tests.ld.dumps.loading import (
    CONTEXT,
    RDFLIB_WARNS,
    content,
    oxigraph_statements,
    rdflib_statements,
    updated,
)
from tests.ld.editions.cards import BASE, IRIS, bad, dump, entry, graph, put

pytestmark = RDFLIB_WARNS
NAMES = ("Nature", "Nature (London)", "NATURE")
LANGUAGES = ("eng", "ger", "fre")


def made(record_id: str, rng: random.Random) -> RecordGraph:
    """A record that says something of serials, their identifiers and languages, of which many others speak in other words."""
    serials = [(f"0000-000{n}", rng.choice(NAMES)) for n in rng.sample(range(4), rng.randint(0, 2))]
    languages = [(code, f"{code} {rng.randint(0, 1)}") for code in rng.sample(LANGUAGES, rng.randint(0, 2))]
    plain = graph(
        record_id,
        f"Title {rng.randint(0, 2)}",
        serials=serials,
        languages=languages,
        recovered=rng.choice(["", "", "2017"]),
    )
    beside = []
    for issn, _ in serials:  # a second subject in the same document, as identifiers of persons are
        document = IRIS.shared("serial", f"issn-{issn}").value.partition("#")[0]
        value = Triple(NamedNode(f"{document}#id-issn"), SCHEMA.value, Literal(f"{issn} {rng.randint(0, 1)}"))
        beside += [(document, line) for line in to_lines([value]) if rng.random() < 0.5]
    shared = tuple(sorted({*plain.shared, *beside}))
    return RecordGraph(plain.record_id, plain.graph, plain.own, shared, plain.recovered)


def change(editions: Editions, rng: random.Random) -> int | None:
    """A run that publishes, replaces, withholds and withdraws a few of twelve records."""
    ids = rng.sample([f"r{n}" for n in range(12)], 5)
    withdraw = ids[: rng.randint(0, 2)]
    entries = [bad(one) if rng.random() < 0.1 else entry(made(one, rng)) for one in ids[len(withdraw) :]]
    return put(editions, *entries, withdraw=withdraw)


def by_rdflib(dataset: rdflib.Dataset, files: Sequence[DumpFile]) -> None:
    """Apply an incremental dump with rdflib, operation by operation: each line is one."""
    for file in files:
        if file.format == "ru":
            for line in content(file).decode().splitlines():
                dataset.update(line.removesuffix(" ;"))
    for file in files:
        if file.format == "nq":
            dataset.parse(data=content(file), format="nquads")


@pytest.mark.parametrize("seed", range(4))
def test_any_edition_leads_to_any_later_one(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    editions, stores, changes = Editions(folder / "data"), dict[int, Store](), {0: 0}
    stores[0], dataset = Store(), rdflib.Dataset()
    for _ in range(7):
        number = change(editions, rng)
        if number is None:
            continue
        with editions.open(number) as edition:
            now = dump(edition)
            for earlier, store in stores.items():
                delta = write_delta(
                    edition, folder / f"{earlier}-{number}", changes[earlier], DumpPlan(part_size=2000)
                )
                assert delta is not None
                assert delta.until == edition.info.last_change
                copy = Store()
                copy.extend(store)
                assert sorted(map(str, updated(copy, delta.files))) == now
                assert sorted(map(str, updated(copy, delta.files))) == now  # twice does no harm
                check_deletions(delta, store, copy)
            last = read_delta(folder / f"{max(stores)}-{number}")
            assert last is not None
            by_rdflib(dataset, last.files)
            (whole,) = write_dumps(edition, folder / f"whole-{number}", DumpPlan(formats=("nq",)))
            assert set(dataset.quads()) == rdflib_statements([whole])
            stores[number] = Store()
            stores[number].load(content(whole), format=RdfFormat.N_QUADS)
            changes[number] = edition.info.last_change
    assert len(stores) > 5


def check_deletions(delta: Delta, before: Store, after: Store) -> None:
    """The list names every document and IRI of others that is gone, and none that is there."""
    listed = set(content(only(delta, "txt")).decode().splitlines())
    terms = f"{BASE}/terms"

    def keys(store: Store) -> set[str]:
        names = {str(name.value).partition("#")[0] for name in store.named_graphs()} - {terms}
        subjects = {
            quad.subject.value for quad in store.quads_for_pattern(None, None, None, NamedNode(terms))
        }
        return names | subjects

    assert keys(before) - keys(after) <= listed
    assert not listed & keys(after)


def only(delta: Delta, extension: str) -> DumpFile:
    (file,) = [file for file in delta.files if file.format == extension]
    return file


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    editions = Editions(tmp_path / "data")
    put(editions, entry(graph("a")), entry(graph("b")), entry(graph("c", serials=[("0000-0001", "Other")])))
    return editions


def test_what_has_not_changed_is_not_in_it(editions: Editions, tmp_path: Path) -> None:
    put(editions, entry(graph("b", "New")))
    with editions.open() as edition:
        delta = write_delta(edition, tmp_path / "delta")
    assert delta is not None
    assert (delta.edition, delta.since, delta.until) == (1, 3, 4)
    document = f"{BASE}/record/b"
    assert {quad.rsplit(" ", 1)[1] for quad in oxigraph_statements([only(delta, "nq")])} == {f"<{document}>"}
    assert content(only(delta, "ru")).decode() == (
        f"DROP SILENT GRAPH <{document}> ;\nDROP SILENT GRAPH <{document}#recovered> ;\n"
    )
    assert content(only(delta, "txt")) == b""


def test_entities_follow_from_what_records_say(editions: Editions, tmp_path: Path) -> None:
    put(editions, withdraw=["c"])
    with editions.open() as edition:
        assert [(entity.subject, gone) for entity, gone in edition.entity_changes(1)] == [
            (f"{BASE}/serial/issn-0000-0001#it", True)
        ]
        assert len(list(edition.entity_changes(0))) == 3
        delta = write_delta(edition, tmp_path / "delta")
    assert delta is not None
    assert content(only(delta, "txt")).decode().splitlines() == [
        f"{BASE}/record/c",
        f"{BASE}/serial/issn-0000-0001",
    ]
    put(editions, entry(graph("c", serials=[("0000-0001", "Other")], languages=[("ger", "German")])))
    with editions.open() as edition:
        changed = [(entity.subject.rpartition("/")[2], gone) for entity, gone in edition.entity_changes(2)]
        assert changed == [("issn-0000-0001#it", False), ("ger", False)]


def test_the_first_edition_follows_none(editions: Editions, tmp_path: Path) -> None:
    with editions.open() as edition:
        assert write_delta(edition, tmp_path / "delta") is None
        assert not (tmp_path / "delta").exists()
        all_of_it = write_delta(edition, tmp_path / "delta", since=0)
        assert all_of_it is not None
        assert oxigraph_statements([only(all_of_it, "nq")]) == dump(edition)


def test_a_change_that_ended_no_edition_is_refused(editions: Editions, tmp_path: Path) -> None:
    put(editions, entry(graph("b", "New")))
    with editions.open() as edition:
        for change in (2, 5):
            with pytest.raises(UnknownEditionError, match="ended with 0, 3, 4"):
                write_delta(edition, tmp_path / "delta", since=change)
    assert not (tmp_path / "delta").exists()


def test_an_edition_that_was_rolled_back_leads_nowhere(editions: Editions, tmp_path: Path) -> None:
    put(editions, entry(graph("b", "Rolled back")))
    with editions.open() as edition:
        dead_end = edition.info.last_change
    editions.rollback(1)
    put(editions, entry(graph("a", "New")))
    with editions.open() as edition:
        with pytest.raises(UnknownEditionError):
            write_delta(edition, tmp_path / "delta", since=dead_end)
        delta = write_delta(edition, tmp_path / "delta")
    assert delta is not None
    assert (delta.edition, delta.since) == (1, 3)


def test_it_stands_beside_the_whole_in_every_format(editions: Editions, tmp_path: Path) -> None:
    put(editions, entry(graph("b", "New")))
    plan = DumpPlan(formats=("jsonl", "ttl"), compression="zstd", context=CONTEXT)
    with editions.open() as edition:
        whole = write_dumps(edition, tmp_path / "dumps", plan)
        delta = write_delta(edition, tmp_path / "dumps", plan=plan)
        assert write_dumps(edition, tmp_path / "dumps", plan) == whole
    assert delta is not None
    assert read_delta(tmp_path / "dumps") == delta
    assert read_dumps(tmp_path / "dumps") == whole
    assert [file.name for file in delta.files] == [
        *(f"delta.{extension}.zst" for extension in ("nq", "jsonl", "ttl")),
        "delta-removals.ru.zst",
        "delta-deleted.txt.zst",
    ]
    sums = (tmp_path / "dumps" / "SHA256SUMS").read_text().splitlines()
    assert sums == [f"{file.sha256}  {file.name}" for file in (*whole, *delta.files)]


@pytest.mark.parametrize("extension", DUMP_FORMATS)
def test_what_is_gone_is_no_document(editions: Editions, tmp_path: Path, extension: str) -> None:
    put(editions, entry(graph("b", "New")), withdraw=["c"])
    with editions.open() as edition:
        delta = write_delta(edition, tmp_path, plan=DumpPlan(formats=(extension,), context=CONTEXT))
    assert delta is not None
    written = only(delta, extension)
    assert (written.documents, written.left_out) == (1, 0)
    assert {line.split(" ")[0].partition("#")[0].strip("<>") for line in oxigraph_statements([written])} == {
        f"{BASE}/record/b"
    }


def test_nothing_but_what_is_withheld_has_changed(editions: Editions, tmp_path: Path) -> None:
    put(editions, bad("d"))
    with editions.open() as edition:
        delta = write_delta(edition, tmp_path / "delta")
    assert delta is not None
    assert delta.since == delta.until == 3
    assert [(file.quads, file.documents) for file in delta.files] == [(0, 0)] * 4


def test_the_cost_is_that_of_what_has_changed(
    editions: Editions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(editions, entry(graph("b", "New")))
    with editions.open() as edition:
        read = list[str]()
        lines = Edition.graph_lines

        def graph_lines(self: Edition, name: str) -> list[str]:
            read.append(name)
            return lines(self, name)

        monkeypatch.setattr(Edition, "graph_lines", graph_lines)
        write_delta(edition, tmp_path / "delta")
    assert read == [f"{BASE}/record/b"]  # no entity is looked at, and no other record
