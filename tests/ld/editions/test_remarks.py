"""What was found over all records, and what one record alone does not show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from ld.editions import Editions, Entry, RecordRow, State
from ld.editions.quality import MISSING_RECORD, SAME_NUMBER, bearers_of, found_in, rows_with
from ld.findings import Finding, Severity
from ld.graph import RecordGraph, to_lines
from ld.namespaces import BIBO, DCTERMS
from ld.register.model import FindingSum
from tests.ld.editions.cards import IRIS, bad, entry, graph, put

SHAPE = "https://w3id.org/ldpub/shapes/core#isbn"


def found(record_id: str, *codes: str, field: str = "020$a", note: str = "") -> Entry:
    """A published record with findings of SHACL."""
    made = entry(graph(record_id), note=note or " ".join(codes))
    findings = tuple(
        Finding(
            *(code, Severity.WARNING, record_id, "https://schema.org/isbn", f'"{n}"', "Wrong."),
            spec=SHAPE,
            focus=f"{IRIS.record(record_id).value}#it",
            field=field,
        )
        for n, code in enumerate(codes)
    )
    return replace(made, findings=findings)


def sums(editions: Editions, code: str | None = None) -> dict[str, FindingSum]:
    with editions.open() as edition:
        return {one.kind.code: one for one in edition.remarks.sums(code)}


def ids(editions: Editions, code: str, **options: object) -> list[str]:
    with editions.open() as edition:
        return [row.id for row in edition.remarked(code, **options)]  # type: ignore[arg-type]  # keyword arguments


def test_findings_are_summed_by_kind(editions: Editions) -> None:
    put(editions, found("a", "isbn", "isbn"), found("b", "isbn", "issn"), bad("c"))
    by_code = sums(editions)
    assert (by_code["isbn"].n, by_code["isbn"].records, by_code["isbn"].withheld) == (3, 2, 0)
    assert by_code["isbn"].n_before is None
    assert by_code["isbn"].kind[1:] == (
        Severity.WARNING,
        "https://schema.org/isbn",
        "020$a",
        "cards",
        "",
    )
    assert (by_code["title.missing"].records, by_code["title.missing"].withheld) == (0, 1)
    assert by_code["title.missing"].kind.property == ""
    assert by_code["title.missing"].kind.field == "title"
    assert list(sums(editions, "issn")) == ["issn"]


def test_records_of_a_finding_come_in_pages(editions: Editions) -> None:
    names = [f"r{n}" for n in range(7)]
    put(editions, *(found(name, "isbn", field="020$a" if n % 2 else "020$z") for n, name in enumerate(names)))
    assert ids(editions, "isbn") == names
    with editions.open() as edition:
        first = edition.remarked("isbn", limit=3)
        assert [row.id for row in first] == names[:3]
        assert [row.id for row in edition.remarked("isbn", after=first[-1].number, limit=9)] == names[3:]
    assert ids(editions, "isbn", field="020$a") == names[1::2]
    assert ids(editions, "other") == []


def held(record_id: str, *codes: str, field: str = "020$a") -> Entry:
    """A version with findings that is withheld."""
    published = found(record_id, *codes, field=field, note=f"held {field}")
    return replace(published, state=State.QUARANTINED, graph=None)


# What versions of a record there are: with which findings, in which field; (published, withheld).
VERSIONS = st.tuples(
    *(st.sampled_from([None, (), ("isbn",), ("isbn", "isbn"), ("isbn", "issn")]) for _ in range(2)),
    *(st.sampled_from(["020$a", "020$z"]) for _ in range(2)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(VERSIONS, min_size=1, max_size=9), st.integers(1, 4), st.sampled_from([None, "020$a", "020$z"])
)
def test_pages_in_both_directions_are_all_records_once(
    tmp_path: Path, records: list[Any], limit: int, field: str | None
) -> None:
    editions = Editions(tmp_path / uuid4().hex)
    published = {
        f"r{n}": (codes, where) for n, (codes, _, where, _) in enumerate(records) if codes is not None
    }
    withheld = {
        f"r{n}": (codes, where) for n, (_, codes, _, where) in enumerate(records) if codes is not None
    }
    put(
        editions,
        found("first"),
        *(found(name, *codes, field=where) for name, (codes, where) in published.items()),
    )
    put(
        editions,
        found("last"),
        *(held(name, *codes, field=where) for name, (codes, where) in withheld.items()),
    )
    bearers = [
        {name for name, (codes, where) in versions.items() if "isbn" in codes and field in {None, where}}
        for versions in (published, withheld)
    ]
    with editions.open() as edition:
        rows = {row.id: row.number for row in edition.every_record()}
        expected = sorted(bearers[0] | bearers[1], key=rows.__getitem__)
        assert edition.remarks.bearers("isbn", field=field) == (len(expected), *map(len, bearers))
        read = partial(edition.remarked, "isbn", field=field, limit=limit)
        assert forwards(read) == backwards(read) == expected
        assert ids_of(read(before=min(rows.values()))) == ids_of(read(after=max(rows.values()))) == []


Read = Callable[..., list[RecordRow]]


def ids_of(rows: list[RecordRow]) -> list[str]:
    return [row.id for row in rows]


def forwards(read: Read) -> list[str]:
    names, after = list[str](), 0
    while rows := read(after=after):
        names += ids_of(rows)
        after = rows[-1].number
    return names


def backwards(read: Read) -> list[str]:
    names, before = list[str](), 0
    while rows := read(before=before):
        names = ids_of(rows) + names
        before = rows[0].number
    return names


def test_a_later_edition_knows_the_one_before(editions: Editions) -> None:
    put(editions, found("a", "isbn", "isbn"), found("b", "isbn"))
    put(editions, found("a", "issn"))
    by_code = sums(editions)
    assert (by_code["isbn"].n, by_code["isbn"].n_before, by_code["isbn"].records_before) == (1, 3, 2)
    assert (by_code["issn"].n, by_code["issn"].n_before) == (1, 0)
    assert ids(editions, "isbn") == ["b"]
    with editions.open() as edition:
        assert edition.remarks.trend() == {
            1: {Severity.VIOLATION: 0, Severity.WARNING: 3, Severity.INFO: 0},
            2: {Severity.VIOLATION: 0, Severity.WARNING: 2, Severity.INFO: 0},
        }
    put(editions, found("b", note="mended"))
    assert (sums(editions)["isbn"].n, sums(editions)["isbn"].n_before) == (0, 1)
    put(editions, found("c"))
    assert "isbn" not in sums(editions)


def test_worst_severities_are_counted(editions: Editions) -> None:
    put(editions, found("a", "isbn"), found("b"), bad("c"))
    with editions.open() as edition:
        assert edition.counts().worst == {"": 1, "warning": 1}
    put(editions, withdraw=["a", "b", "c"])
    with editions.open() as edition:
        assert edition.counts().worst == {}
        assert edition.remarks.sums() == [] or all(one.n == 0 for one in edition.remarks.sums())


def test_the_sums_are_verified(editions: Editions) -> None:
    put(editions, found("a", "isbn"), found("b", "isbn"), bad("b"))
    put(editions, found("a", "isbn", note="again"), bad("c"), withdraw=["b"])
    assert editions.verify().problems == ()


def numbered(record_id: str, *numbers: tuple[NamedNode, str], parent: str = "", note: str = "") -> Entry:
    """A record with numbers, part of another."""
    made = graph(record_id, title=note or "A title")
    thing = NamedNode(f"{made.graph}#it")
    more = [Triple(thing, predicate, Literal(value)) for predicate, value in numbers]
    if parent:
        more.append(Triple(thing, DCTERMS.isPartOf, NamedNode(f"{IRIS.record(parent).value}#it")))
    own = tuple(sorted({*made.own, *to_lines(more)}))
    return entry(RecordGraph(record_id, made.graph, own, made.shared))


def test_numbers_that_several_records_have(editions: Editions) -> None:
    doi = (BIBO.doi, "10.1/A")
    put(editions, numbered("a", doi), numbered("b", (BIBO.doi, "10.1/a"), (BIBO.pmid, "7")))
    with editions.open() as edition:
        assert edition.crossings.twins() == [("doi:10.1/a", ["a", "b"])]
        assert edition.crossings.counts() == (2, 0)
        row = edition.record("b")
        assert row is not None
        assert edition.crossings.of_record(row) == ([("doi:10.1/a", ["a", "b"])], [])
    put(editions, numbered("c", doi))
    with editions.open() as edition:
        assert edition.crossings.twins() == [("doi:10.1/a", ["a", "b", "c"])]
        assert edition.crossings.twins(after="doi:10.1/a") == []
    put(editions, numbered("a"), withdraw=["c"])
    with editions.open() as edition:
        assert edition.crossings.twins() == []
        assert edition.crossings.counts() == (0, 0)
    assert editions.verify().problems == ()


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_records_of_what_is_between_them_come_in_pages(editions: Editions, limit: int) -> None:
    names = [f"r{n}" for n in range(7)]
    put(
        editions,
        *(numbered(name, (BIBO.doi, f"10.1/{n // 2}"), parent="nowhere") for n, name in enumerate(names)),
    )
    with editions.open() as edition:
        for code, expected in ((SAME_NUMBER, names[:6]), (MISSING_RECORD, names)):
            read = partial(rows_with, edition, code, limit=limit)
            assert forwards(read) == backwards(read) == expected
            assert bearers_of(edition, code) == (len(expected), len(expected), 0)
            assert rows_with(edition, code, field="020$a") == []
            assert bearers_of(edition, code, field="020$a").records == 0
            every = found_in(edition, rows_with(edition, code), code)
            assert [(one.record_id, one.state, len(one.findings)) for one in every] == [
                (name, "published", 1) for name in expected
            ]


def test_findings_of_a_record_are_those_of_the_field_that_is_asked_for(editions: Editions) -> None:
    one = found("a", "isbn", "isbn", "issn")
    moved = replace(one.findings[1], field="020$z")
    put(editions, replace(one, findings=(one.findings[0], moved, one.findings[2])))
    with editions.open() as edition:
        for field, n in ((None, 2), ("020$a", 1), ("020$z", 1), ("020$q", 0)):
            rows = rows_with(edition, "isbn", field=field)
            shown = [
                finding.source_field
                for it in found_in(edition, rows, "isbn", field=field)
                for finding in it.findings
            ]
            assert (len(rows), len(shown)) == (int(n > 0), n)
            assert field is None or set(shown) <= {field}


def test_links_to_records_that_are_not_there(editions: Editions) -> None:
    put(editions, numbered("child 1", parent="host/1"), numbered("child 2", parent="child 1"), bad("host/1"))
    with editions.open() as edition:
        assert [(one, other) for _, one, other in edition.crossings.missing()] == [("child 1", "host/1")]
        row = edition.record("child 1")
        assert row is not None
        assert edition.crossings.of_record(row) == ([], ["host/1"])
    put(editions, numbered("host/1"))
    with editions.open() as edition:
        assert edition.crossings.missing() == []
    put(editions, numbered("child 2", parent="child 1", note="newer"), withdraw=["host/1", "child 1"])
    with editions.open() as edition:
        assert [(one, other) for _, one, other in edition.crossings.missing()] == [("child 2", "child 1")]
