"""``ldpub editions diff`` and ``verify``: what they print, for people, for grep and for programs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from ld.editions import Editions
from tests.flask_app.cli.running import Run, records
from tests.ld.editions.cards import dump

LATIN = "http://id.loc.gov/vocabulary/iso639-2/lat"


@pytest.fixture
def two(ldpub: Run, data: Path) -> Path:
    """Two editions: record 1 is changed, 2 withdrawn and with it all that was said of a language, 3 added."""
    book = {"format": "Book", "language": ["English"]}
    ldpub(
        "ingest",
        records(
            data / "x.ndjson",
            {"id": "1", "title": "A", **book},
            {"id": "2", "title": "B", **book, "language": ["Latin"]},
        ),
    )
    later = [{"id": "1", "title": "C", **book}, {"id": "3", "title": "D", **book}]
    ldpub("ingest", "--full", records(data / "x.ndjson", *later))
    return data


def statements(data: Path, number: int) -> set[str]:
    with Editions(data / "data").open(number) as edition:
        return {f"{quad} ." for quad in dump(edition)}


def test_differences_as_a_table(ldpub: Run, two: Path) -> None:
    lines = ldpub("editions", "diff", "1", "2").stdout.splitlines()
    assert lines[0].split() == ["change", "added", "removed", "record"]
    assert [(line.split()[0], line.split()[-1]) for line in lines[1:4]] == [
        ("changed", "1"),
        ("withdrawn", "2"),
        ("added", "3"),
    ]
    assert lines[5].split() == ["change", "added", "removed", "shared", "entity"]
    assert [line.split()[0] for line in lines[6:] if line.endswith(LATIN)] == ["withdrawn"]
    added, removed = statements(two, 2) - statements(two, 1), statements(two, 1) - statements(two, 2)
    shared = len(lines) - 6 - 2
    assert lines[-1] == (
        f"records that differ: 3; shared entities: {shared}; statements added: {len(added)}, removed: {len(removed)}"
    )


def test_differences_as_statements(ldpub: Run, two: Path) -> None:
    lines = ldpub("editions", "diff", "1", "2", "--statements").stdout.splitlines()
    assert lines[0] == "# record 1: changed"
    assert f"# shared entity {LATIN}: withdrawn" in lines
    one, other = statements(two, 1), statements(two, 2)
    assert sorted(line[1:] for line in lines if line.startswith("-")) == sorted(one - other)
    assert sorted(line[1:] for line in lines if line.startswith("+")) == sorted(other - one)
    assert all(line[0] in "#+-" for line in lines)
    back = ldpub("editions", "diff", "2", "1", "--statements").stdout.splitlines()
    exchanged = {{"+": "-", "-": "+"}.get(line[0], "#") + line[1:] for line in back}
    assert {line for line in exchanged if line[0] != "#"} == {line for line in lines if line[0] != "#"}


def test_differences_as_json(ldpub: Run, two: Path) -> None:
    found = json.loads(ldpub("editions", "diff", "1", "2", "--json").stdout)
    assert list(found) == ["before", "after", "records", "entities", "totals"]
    assert (found["before"], found["after"]) == (1, 2)
    assert [(one["id"], one["change"]) for one in found["records"]] == [
        ("1", "changed"),
        ("2", "withdrawn"),
        ("3", "added"),
    ]
    assert {one["subject"]: one["change"] for one in found["entities"]}[LATIN] == "withdrawn"
    assert found["totals"]["records"] == {"added": 1, "changed": 1, "withdrawn": 1}
    entries = [*found["records"], *found["entities"]]
    for sign in ("added", "removed"):
        assert found["totals"]["statements"][sign] == sum(one[sign] for one in entries)
    assert not any("added_statements" in one for one in entries)
    full = json.loads(ldpub("editions", "diff", "1", "2", "--json", "--statements").stdout)
    entries = [*full["records"], *full["entities"]]
    assert all(len(one["added_statements"]) == one["added"] for one in entries)
    assert {line for one in entries for line in one["removed_statements"]} == statements(two, 1) - statements(
        two, 2
    )


def test_no_difference(ldpub: Run, two: Path) -> None:
    nothing = "records that differ: 0; shared entities: 0; statements added: 0, removed: 0"
    assert ldpub("editions", "diff", "2", "2").stdout.splitlines()[-1] == nothing
    assert ldpub("editions", "diff", "2", "2", "--statements").stdout == f"# {nothing}\n"
    assert json.loads(ldpub("editions", "diff", "2", "2", "--json").stdout)["totals"]["entities"] == {
        "added": 0,
        "changed": 0,
        "withdrawn": 0,
    }


def test_verifying(ldpub: Run, two: Path) -> None:
    assert ldpub("editions", "verify").stdout == "edition 2: sound\n"
    assert ldpub("editions", "verify", "1", "--quick").stdout == (
        "edition 1: sound as far as a sample of 2 records shows\n"
    )
    report = json.loads(ldpub("editions", "verify", "--quick", "--json").stdout)
    assert report == {
        "number": 2,
        "records": 2,
        "quads": len(statements(two, 2)),
        "problems": [],
        "quick": True,
    }


@pytest.mark.parametrize("form", [[], ["--quick"]])
def test_damage_is_status_1(ldpub: Run, two: Path, form: list[str]) -> None:
    with sqlite3.connect(two / "data/editions/000002/register.sqlite") as register:
        register.execute("UPDATE record SET quads = 1 WHERE id = CAST('3' AS BLOB)")
    register.close()
    shown = ldpub("editions", "verify", *form, status=1).stdout
    assert shown.startswith("edition 2: damaged\n")
    assert "record '3' has " in shown
    (two / "data/editions/000002/edition.json").unlink()
    assert "edition.json is damaged" in ldpub("editions", "verify", *form, status=1).stdout
