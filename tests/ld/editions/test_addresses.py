"""Addresses of what is published, by stretches of row numbers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.editions import Editions
from ld.register import addresses
from ld.register.addresses import LONGEST, STRETCH, Address, AddressKind, Stretch
from ld.register.schema import LONG_ADDRESS
from tests.ld.editions.cards import entry, graph, put
from tests.ld.editions.many_rows import Row, created, reader

BASE = "https://catalog.example.org/record/"
LONG = BASE + "x" * (LONG_ADDRESS + 1 - len(BASE))


def test_a_stretch_ends_with_its_last_number(tmp_path: Path) -> None:
    rows = [Row(number, f"{BASE}{number}") for number in (1, STRETCH, STRETCH + 1, 3 * STRETCH)]
    found = reader(tmp_path / "register", rows)
    stretches = found.stretches(AddressKind.RECORDS)
    assert [stretch.number for stretch in stretches] == [1, 2, 3]
    listed = [[a.iri for a in found.within(AddressKind.RECORDS, stretch.number)] for stretch in stretches]
    assert listed == [[f"{BASE}1", f"{BASE}{STRETCH}"], [f"{BASE}{STRETCH + 1}"], [f"{BASE}{3 * STRETCH}"]]


@pytest.mark.parametrize("stretch", [0, 2, 999_999_999, -1])
def test_there_is_nothing_in_other_stretches(tmp_path: Path, stretch: int) -> None:
    found = reader(tmp_path / "register", [Row(1, f"{BASE}1")])
    assert all(not list(found.within(kind, stretch)) for kind in AddressKind)


def test_long_addresses_are_apart_and_too_long_ones_nowhere(tmp_path: Path) -> None:
    short, too_long = LONG[:LONG_ADDRESS], LONG.ljust(LONGEST + 1, "x")
    found = reader(tmp_path / "register", [Row(n, iri) for n, iri in enumerate((short, LONG, too_long), 1)])
    assert [address.iri for address in found.within(AddressKind.RECORDS, 1)] == [short]
    assert [address.iri for address in found.within(AddressKind.LONG, 1)] == [LONG]


def test_an_entity_has_an_address_if_a_document_is_about_it(tmp_path: Path) -> None:
    gnd, terms = "https://catalog.example.org/agent/gnd-1", "https://catalog.example.org/terms"
    entities = [
        (1, gnd, f"{gnd}#it"),
        (2, gnd, f"{gnd}#id-gnd"),
        (STRETCH + 1, terms, "http://id.example/eng"),
    ]
    found = reader(tmp_path / "register", [], entities)
    assert found.stretches(AddressKind.ENTITIES) == [Stretch(1)]
    assert list(found.within(AddressKind.ENTITIES, 1)) == [Address(gnd)]


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert [reader(tmp_path / kind, []).stretches(kind) for kind in AddressKind] == [[], [], []]


@settings(deadline=None, max_examples=50)  # each makes a database
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["published", "withdrawn", "quarantined"]),
            st.integers(1, 4),
            st.booleans(),
            st.integers(1, 3),
        ),
        max_size=12,
    )
)
def test_stretches_are_those_of_the_rows(drawn: list[tuple[str, int, bool, int]]) -> None:
    """Against the definition, for any catalogue: gaps between numbers, tombstones, withheld records, editions, long addresses."""
    rows, number = [], 0
    for state, edition, long, gap in drawn:
        number += gap
        rows.append(Row(number, f"{LONG}{number}" if long else f"{BASE}{number}", state, edition))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            addresses, "_ROWS", {kind: row._replace(length=3) for kind, row in addresses._ROWS.items()}
        )
        found = reader(Path(folder) / "register", rows)
        for kind in (AddressKind.RECORDS, AddressKind.LONG):
            listed = [
                row
                for row in rows
                if row.state == "published" and row.graph.startswith(LONG) is (kind == "long")
            ]
            numbers = sorted({(row.number - 1) // 3 + 1 for row in listed})
            assert found.stretches(kind) == [Stretch(n, _changed(rows, n)) for n in numbers]
            for n in numbers:
                expected = [
                    Address(row.graph, created(row.edition))
                    for row in listed
                    if (row.number - 1) // 3 + 1 == n
                ]
                assert list(found.within(kind, n)) == expected


def _changed(rows: list[Row], stretch: int) -> str:
    ever = [row for row in rows if row.state != "quarantined"]
    return created(max(row.edition for row in ever if (row.number - 1) // 3 + 1 == stretch))


def test_a_record_stays_where_it_is(tmp_path: Path) -> None:
    editions = Editions(tmp_path)
    put(editions, *(entry(graph(record_id)) for record_id in "abc"))
    put(editions, entry(graph("d")), entry(graph("b", "Another title")), withdraw=["a"])
    put(editions, entry(graph("a")))
    listed = []
    for number in (1, 2, 3):
        with editions.open(number) as edition:
            found = edition.addresses.within(AddressKind.RECORDS, 1)
            listed.append([address.iri.rpartition("/")[2] for address in found])
    assert listed == [["a", "b", "c"], ["b", "c", "d"], ["a", "b", "c", "d"]]
