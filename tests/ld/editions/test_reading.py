"""What an edition says of its records and entities."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from pyoxigraph import Literal, NamedNode

from ld.editions import Edition, Editions, State
from ld.errors import QuerySyntaxError, StoreError
from ld.namespaces import DCTERMS, RDFS, SCHEMA
from ld.register.reading import Register
from tests.ld.editions.cards import IRIS, LANGUAGE, bad, dump, entry, graph, put

SERIAL = "https://catalog.example.org/serial/issn-1234-5679"


def names(edition: Edition, predicate: NamedNode) -> list[str]:
    return sorted(q.object.value for q in edition.entity_quads(SERIAL) if q.predicate == predicate)


def test_an_entity_is_named_as_most_records_name_it(editions: Editions) -> None:
    london = [("1234-5679", "Nature (London)")]
    put(editions, entry(graph("a")), entry(graph("b")), entry(graph("c", serials=london)))
    with editions.open() as edition:
        for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
            assert names(edition, predicate) == ["Nature"]
        assert names(edition, SCHEMA.alternateName) == ["Nature (London)"]
    put(editions, entry(graph("d", serials=london)), entry(graph("e", serials=london)))
    with editions.open() as edition:
        assert names(edition, SCHEMA.name) == ["Nature (London)"]
        assert names(edition, SCHEMA.alternateName) == ["Nature"]
    assert editions.verify().problems == ()


def test_representations_are_parts_of_the_store_and_make_it(editions: Editions) -> None:
    records = [
        graph("a", serials=[("1234-5679", "Nature"), ("0000-0000", "Science")], recovered="2017"),
        graph(
            "b", serials=[("1234-5679", "Nature (London)")], languages=[("eng", "English"), ("ger", "German")]
        ),
        graph("c", serials=[("1234-5679", 'The "Nature"')], languages=[("ger", "Deutsch")]),
        graph("d", serials=[("1234-5679", "Nature")], languages=[]),
    ]
    put(editions, *map(entry, records), bad("e"))
    with editions.open() as edition:
        shown = [edition.quads(record.record_id) for record in records]
        assert all(len(quads) == len(set(quads)) for quads in shown)
        assert {quad for quads in shown for quad in quads} == set(edition.store)
        assert edition.quads("e") == edition.quads("nobody") == []
        names = {
            q.object.value
            for q in shown[2]
            if q.subject.value == f"{SERIAL}#it" and q.predicate == SCHEMA.name
        }
        assert names == {"Nature"}


def test_no_statement_is_in_two_graphs(editions: Editions) -> None:
    put(
        editions,
        *(entry(graph(f"r{n}", f"T{n % 3}", languages=[("eng", f"English {n % 2}")])) for n in range(20)),
    )
    with editions.open() as edition:
        (solution,) = edition.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        (distinct,) = edition.query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }")
        assert (
            int(solution["n"].value)
            == int(distinct["n"].value)
            == edition.counts().quads
            == len(edition.store)
        )


def test_counts_are_those_of_the_statements(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b", serials=[])), entry(graph("c")))
    put(editions, entry(graph("a", "new", languages=[])), withdraw=["c"])
    with editions.open() as edition:
        counts = edition.counts()
        for kind, found in (("class", counts.classes), ("property", counts.properties)):
            pattern = "?s a ?x" if kind == "class" else "?s ?x ?o"
            solutions = edition.query(f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x")
            assert {s["x"].value: int(s["n"].value) for s in solutions} == found
        (subjects,) = edition.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
        assert int(subjects["n"].value) == counts.subjects
        assert counts.entities == 2
        assert counts.foreign == 1


def test_representation_digests_follow_what_others_say(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b", serials=[])))
    with editions.open() as edition:
        before = {name: edition.representation_digest(name) for name in "ab"}
        assert edition.representation_digest("nobody") is None
    london = [("1234-5679", "Nature (London)")]
    put(editions, entry(graph("c", serials=london)), entry(graph("d", serials=london)))
    with editions.open() as edition:
        assert edition.representation_digest("a") != before["a"]
        assert edition.representation_digest("b") == before["b"]
        row = edition.record("a")
        assert row is not None
        assert row.change == 1


def test_terms_of_others_are_in_one_graph(editions: Editions) -> None:
    put(editions, entry(graph("a")), entry(graph("b", languages=[("ger", "German")])))
    with editions.open() as edition:
        about = {quad.subject.value for quad in edition.entity_quads(IRIS.terms.value)}
        assert about == {f"{LANGUAGE}eng", f"{LANGUAGE}ger"}
        assert len(edition.entity_quads(IRIS.terms.value, f"{LANGUAGE}eng")) == 2
        assert edition.entity_quads("https://catalog.example.org/agent/none") == []


def test_emptied_graphs_are_no_graphs(editions: Editions) -> None:
    put(editions, entry(graph("a", recovered="2017")), entry(graph("b", languages=[("ger", "German")])))
    put(editions, entry(graph("a", serials=[])), withdraw=["b"])
    with editions.open() as edition:
        assert {name.value for name in edition.store.named_graphs()} == {
            "https://catalog.example.org/record/a",
            "https://catalog.example.org/terms",
        }
        assert any(LANGUAGE in line for line in dump(edition))


def test_queries_see_the_union_unless_they_say_otherwise(editions: Editions) -> None:
    put(editions, entry(graph("a", "A")), entry(graph("b", "B")))
    ask = "SELECT ?t {} {{ ?s <http://purl.org/dc/terms/title> ?t FILTER(STRLEN(?t) = 1) }}"
    a, b = "https://catalog.example.org/record/a", "https://catalog.example.org/record/b"

    def titles(clause: str = "", **dataset: list[str]) -> set[str]:
        return {solution["t"].value for solution in edition.query(ask.format(clause), **dataset)}

    with editions.open() as edition:
        assert titles() == {"A", "B"}
        assert titles(f"FROM <{a}>") == {"A"}
        assert titles(f"FROM <{a}>", default_graphs=[b]) == {"B"}
        assert titles(default_graphs=[a, b]) == {"A", "B"}
        assert titles(f"FROM NAMED <{a}>") == set()
        named = edition.query("SELECT * { GRAPH ?g { ?s a ?c } }", named_graphs=[a])
        assert {solution["g"].value for solution in named} == {a}


@pytest.mark.parametrize(
    ("sparql", "line"),
    [
        ("SELECT * {\n ?s ?p }", 2),
        ("", 1),
        ("INSERT DATA { <http://a> <http://b> 1 }", 1),
        ("SELECT \x00", 1),
    ],
)
def test_malformed_queries_say_where(editions: Editions, sparql: str, line: int) -> None:
    put(editions, entry(graph("a")))
    with editions.open() as edition, pytest.raises(QuerySyntaxError) as caught:
        edition.query(sparql)
    assert caught.value.line == line
    assert caught.value.column is not None
    assert 1 <= caught.value.column <= len(sparql) + 2


def test_impossible_datasets_are_errors_of_ours(editions: Editions) -> None:
    put(editions, entry(graph("a")))
    with editions.open() as edition, pytest.raises(StoreError):
        edition.query("SELECT * { ?s ?p ?o }", default_graphs=["not an IRI"])


def test_several_threads_may_read(editions: Editions) -> None:
    records = [graph(f"r{n}", f"Title {n}", serials=[("1234-5679", f"Name {n % 7}")]) for n in range(40)]
    put(editions, *map(entry, records))

    def titles(record_id: str) -> set[str]:
        row = edition.record(record_id)
        assert row is not None
        source = edition.source(record_id)
        assert source is not None
        assert source.id == row.id == record_id
        return {
            q.object.value
            for q in edition.quads(record_id)
            if q.predicate == DCTERMS.title and q.subject.value[-2:] == "it"
        }

    with editions.open() as edition, ThreadPoolExecutor(8) as pool:
        ids = [f"r{n % 40}" for n in range(400)]
        for record_id, found in zip(ids, pool.map(titles, ids), strict=True):
            assert f"Title {record_id[1:]}" in found


def test_pages_use_indexes(editions: Editions) -> None:
    put(editions, *(entry(graph(f"r{n}")) for n in range(30)), bad("b"))
    with editions.open() as edition:
        register = Register(editions.data_dir / "editions/000001/register.sqlite")
        seen = []
        register._db.all = lambda sql, values=(): seen.append((sql, values)) or []  # type: ignore[method-assign]
        row = edition.record("r1")
        assert row is not None
        register.held(after="a", limit=1)
        register.changes(after=1, limit=1)
        register.winners(row)
        register.contributed(row)
        for state in (None, *row.state.__class__):
            register.records(after="a", limit=1, state=state)
            register.records(after=None, before="z", limit=1, state=state)
            register.records(after=None, before="", limit=1, state=state)
        register.moves.end("a")
        del register._db.all
        for sql, values in seen:
            plan = " ".join(step[3] for step in register._db.all(f"EXPLAIN QUERY PLAN {sql}", values))
            assert "SCAN r" not in plan.replace("SCAN r USING INDEX", "")
            assert "SCAN s" not in plan
            assert "SCAN moved" not in plan
            assert "TEMP B-TREE FOR ORDER BY" not in plan
        register.close()


def test_records_can_be_read_backwards(editions: Editions) -> None:
    ids = sorted(f"r{n}" for n in range(25))
    put(editions, *map(entry, map(graph, ids)), bad("r1x"), bad(""))
    put(editions, withdraw=["r3", "r24"])
    published = [one for one in ids if one not in {"r3", "r24"}]
    with editions.open() as edition:
        for state, expected in ((State.PUBLISHED, published), (None, sorted([*ids, "", "r1x"]))):
            found: list[str] = []
            before = ""  # from the end
            while page := edition.records(before=before, limit=4, state=state):
                found = [row.id for row in page] + found
                if (before := page[0].id) == "":
                    break  # nothing precedes it
            assert found == expected
        assert [row.id for row in edition.records(before="r1", limit=9, state=State.PUBLISHED)] == ["r0"]
        assert edition.records(before="a", limit=9, state=State.PUBLISHED) == []


def test_literals_come_back_as_they_were(editions: Editions) -> None:
    title = 'q"uote \\ back\ttab\nline\rreturn \u2028 \U0001f600 é e\u0301 \x7f'
    put(editions, entry(graph("a", title)))
    with editions.open() as edition:
        assert Literal(title) in {quad.object for quad in edition.quads("a")}
    assert editions.verify().problems == ()
