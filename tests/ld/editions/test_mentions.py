"""Which records speak of an entity: kept with every change, counted right, in pages of a stable order."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from ld.conversion import Converter
from ld.editions import Edition, Editions
from ld.iris import Iris
from ld.register.reading import Register
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from shapes import validator
from tests.ld.editions.cards import BASE, bad, entry, graph, put

NATURE = f"{BASE}/serial/issn-1234-5679"
SCIENCE = f"{BASE}/serial/issn-0036-8075"
IN_SCIENCE = [("0036-8075", "Science")]
POINTING = """
SELECT ?entity (COUNT(DISTINCT ?record) AS ?n) WHERE {
    GRAPH ?record { ?subject ?property ?entity } FILTER(STRSTARTS(STR(?record), "%s/record/"))
    FILTER(STRSTARTS(STR(?entity), "%s/")) FILTER(!STRSTARTS(STR(?entity), "%s/record/"))
} GROUP BY ?entity
"""
"""Entities of ours with the number of records of which a statement leads there."""


def ids(edition: Edition, document: str = NATURE, **page: int | None) -> list[str]:
    return [row.id for row in edition.mentioning(document, **page)]  # type: ignore[arg-type]


def pointed_at(edition: Edition) -> Counter[str]:
    """How many records lead to each entity, by SPARQL over the store."""
    rows = edition.query(POINTING % (BASE, BASE, BASE))
    return Counter({row["entity"].value: int(row["n"].value) for row in rows})  # type: ignore[union-attr]


def test_publish_update_withdraw(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b")), entry(graph("c", serials=IN_SCIENCE)))
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE)) == (["a", "b"], 2)
        assert (ids(edition, SCIENCE), edition.mention_count(SCIENCE)) == (["c"], 1)
    put(editions, entry(graph("a", serials=IN_SCIENCE)), withdraw=["b"])
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE)) == ([], 0)
        assert ids(edition, SCIENCE) == ["a", "c"]  # in the order of the rows, not of the changes
        assert edition.entity_quads(NATURE) == []
    assert editions.verify().problems == ()


def test_a_withheld_version_says_nothing_and_a_stale_one_goes_on(editions: Editions) -> None:
    put(editions, entry(graph("a")), bad("b"))
    put(editions, bad("a"))
    with editions.open() as edition:
        assert ids(edition) == ["a"]


def test_records_count_whatever_they_say_of_it(editions: Editions) -> None:
    # No statement of a name is made by more than one of them: the number of records is that of no statement's makers.
    names = ["Nature", "Nature (London)", "N"]
    put(
        editions,
        *(entry(graph(f"r{n}", serials=[("1234-5679", name)])) for n, name in enumerate(names)),
        entry(graph("twice", serials=[("1234-5679", name) for name in names])),
    )
    with editions.open() as edition:
        assert edition.mention_count(NATURE) == 4


def test_a_record_of_the_same_id_twice_in_a_run_counts_once(editions: Editions) -> None:
    with editions.stage() as staging:
        staging.put([entry(graph("a")), entry(graph("b")), entry(graph("a", "Another title"))])
        staging.withdraw("b", "gone")
        staging.put([entry(graph("b", serials=IN_SCIENCE)), entry(graph("b"))])
        staging.publish({})
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE)) == (["a", "b"], 2)
        assert edition.mention_count(SCIENCE) == 0


def test_a_new_address_of_the_site_takes_them_along(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    moved = graph("a").nquads.replace(BASE, "https://elsewhere.example.org")
    lines = [line.rsplit(" <", 1) for line in moved.splitlines()]
    new = [(name[:-3], f"{line} .") for line, name in lines]
    document = "https://elsewhere.example.org/record/a"
    record = type(graph("a"))(
        "a",
        document,
        tuple(sorted(line for name, line in new if name == document)),
        tuple(sorted(pair for pair in new if pair[0] != document)),
    )
    put(editions, entry(record))
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE)) == ([], 0)
        assert ids(edition, NATURE.replace(BASE, "https://elsewhere.example.org")) == ["a"]
    assert editions.verify().problems == ()


def test_pages_lead_forwards_and_backwards_over_everything(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n:02}")) for n in range(23)))
    put(editions, withdraw=["r05", "r06"])
    expected = [f"r{n:02}" for n in range(23) if n not in {5, 6}]
    with editions.open() as edition:
        assert edition.mention_count(NATURE) == len(expected)
        forwards: list[str] = []
        after = 0
        while page := edition.mentioning(NATURE, after=after, limit=4):
            assert len(page) <= 4
            forwards += [row.id for row in page]
            after = page[-1].number
        assert forwards == expected
        backwards: list[str] = []
        before = 0  # from the end
        while page := edition.mentioning(NATURE, before=before, limit=4):
            backwards = [row.id for row in page] + backwards
            before = page[0].number
        assert backwards == expected
        assert ids(edition, after=10**9) == []
        assert ids(edition, before=1) == []


def test_the_order_stays_from_one_edition_to_the_next(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n}")) for n in (3, 1, 2)))
    put(editions, entry(graph("r1", "Changed")), entry(graph("r0")))
    with editions.open() as edition:
        assert ids(edition) == ["r3", "r1", "r2", "r0"]


def test_rolling_back_takes_the_counts_back(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    put(editions, entry(graph("b")), entry(graph("a", serials=IN_SCIENCE)))
    editions.rollback(1)
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE), edition.mention_count(SCIENCE)) == (["a"], 1, 0)
    put(editions, entry(graph("c")))
    with editions.open() as edition:
        assert (ids(edition), edition.mention_count(NATURE)) == (["a", "c"], 2)
    assert editions.verify().problems == ()


def test_foreign_iris_and_nobody_have_none(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with editions.open() as edition:
        for document in (
            f"{BASE}/terms",
            f"{BASE}/agent/nobody",
            "",
            "http://id.loc.gov/vocabulary/iso639-2/eng",
        ):
            assert (ids(edition, document), edition.mention_count(document)) == ([], 0)


def test_pages_are_found_by_index(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n}")) for n in range(30)))
    register = Register(editions.data_dir / "editions/000001/register.sqlite")
    seen: list[tuple[str, tuple[object, ...]]] = []
    run = register._db.all
    register._db.all = lambda sql, values=(): seen.append((sql, values)) or run(sql, values)  # type: ignore[method-assign,func-returns-value,assignment,arg-type]
    for page in ({}, {"after": 3}, {"before": 9}, {"before": 0}):
        assert register.mentions.records(NATURE, limit=5, **page)
    register.rows([1, 2])
    for sql, values in seen:
        plan = " ".join(step[3] for step in run(f"EXPLAIN QUERY PLAN {sql}", values))
        assert "SCAN mention" not in plan
        assert "SCAN r" not in plan
        assert "TEMP B-TREE" not in plan
    register.close()


@pytest.mark.parametrize("every", [40])
def test_counts_are_those_of_the_statements_of_real_records(shared: Path, folder: Path, every: int) -> None:
    converter = Converter(Iris(BASE), validator("shacl"), ParseOptions())
    files = [str(path) for path in sorted((shared / "corpora").glob("*/*.mrc"))]
    found = (item for item in islice(read(files), 0, None, every) if isinstance(item, SourceRecord))
    editions = Editions(folder / "data")
    put(editions, *(converter.convert(record) for record in found))
    with editions.open() as edition:
        counted = pointed_at(edition)
        for entity in filter(lambda it: it.documented, edition.entities()):
            # Nothing leads straight to a scheme: records speak of it because they speak of a heading in it.
            if counted[entity.subject] or "/subject/" not in entity.graph:
                assert edition.mention_count(entity.graph) == counted[entity.subject], entity
    assert editions.verify().problems == ()
