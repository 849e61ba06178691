"""Genuine documents: VuFind's own fixtures, and what its importer makes of real MARC."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from ld.findings import Finding
from ld.sources import SourceRecord, read
from ld.sources.vufind import read_documents
from ld.sources.vufind.schema import is_field, is_multiple
from ld.sources.vufind.staffview import parse_staff_view

pytestmark = pytest.mark.shared

IMPORTED = {
    "loc.ndjson.gz": 6181,
    "marc4j.ndjson.gz": 18,
    "solrmarc.ndjson.gz": 2338,
    "vufind-tests.ndjson.gz": 323,
}


@pytest.fixture(scope="module")
def fixtures(shared: Path) -> Path:
    return shared / "corpora" / "vufind" / "vufind-solr-docs-from-fixtures.ndjson"


@pytest.fixture(scope="module")
def imported(shared: Path) -> Path:
    return shared / "corpora" / "vufind-solr"


def all_good(path: Path) -> list[SourceRecord]:
    found = list(read([str(path)]))
    assert not [one for one in found if isinstance(one, Finding)]
    return [one for one in found if isinstance(one, SourceRecord)]


def test_the_51_genuine_documents(fixtures: Path) -> None:
    records = all_good(fixtures)
    assert len(records) == 51
    assert [record.raw for record in records] == fixtures.read_bytes().splitlines()
    assert all(record.id == orjson.loads(record.raw)["id"] for record in records)


@pytest.mark.parametrize(("name", "count"), IMPORTED.items())
def test_the_8860_imported_documents(imported: Path, name: str, count: int) -> None:
    records = all_good(imported / name)
    with gzip.open(imported / name) as file:
        lines = file.read().splitlines()
    assert len(records) == count
    assert [record.raw for record in records] == lines
    assert [record.id for record in records] == [orjson.loads(line)["id"].strip() for line in lines]
    data = gzip.decompress((imported / name).read_bytes())
    assert all(data[record.origin.offset or 0 :].startswith(record.raw) for record in records[:50])


def test_every_field_is_known(fixtures: Path, imported: Path) -> None:
    names: Counter[str] = Counter()
    lists: set[str] = set()
    for path in [fixtures, *sorted(imported.glob("*.gz"))]:
        for record in all_good(path):
            document = orjson.loads(record.raw)
            names.update(list(document))
            lists |= {name for name, value in document.items() if isinstance(value, list)}
    assert len(names) > 70
    assert [name for name in names if not is_field(name)] == []
    assert [name for name in lists if not is_multiple(name)] == []


def test_the_same_in_a_list_and_in_an_answer(imported: Path) -> None:
    with gzip.open(imported / "solrmarc.ndjson.gz") as file:
        lines = file.read().splitlines()
    for head, tail in (
        (b"[", b"]"),
        (b'{"responseHeader":{"status":0},"response":{"numFound":2338,"docs":[\n', b"]}}"),
    ):
        found = list(read_documents(io.BytesIO(head + b",\n".join(lines) + tail), "x"))
        assert [one.raw for one in found if isinstance(one, SourceRecord)] == lines
        assert len(found) == len(lines)


def rendered(document: dict[str, Any]) -> str:
    lines = []
    for name in sorted(document):
        first, *more = document[name] if isinstance(document[name], list) else [document[name]]
        lines += [f"{name} {first}", *map(str, more)]
    return "\n".join(lines) + "\n"


def shown(value: object) -> list[str]:
    """The values as a page can show them."""
    values = value if isinstance(value, list) else [value]
    return [str(one).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\u00a0\n") for one in values]


def test_every_document_survives_its_staff_view(fixtures: Path, imported: Path) -> None:
    wrong = []
    for path in [fixtures, *sorted(imported.glob("*.gz"))]:
        for record in all_good(path):
            document = orjson.loads(record.raw)
            fields = parse_staff_view(rendered(document))
            wrong += [(record.id, name) for name in document if fields.get(name) != shown(document[name])]
            assert fields.keys() == document.keys()
    assert len(wrong) == 1  # one value of `spelling` has line breaks, and no other field tells of them
    assert wrong[0][1] == "spelling"


@pytest.mark.parametrize(
    ("name", "count", "remarks"),
    [
        ("single-record", 1, 0),
        ("multi-record", 3, 0),
        ("multi-record-part1", 1, 0),
        ("multi-record-part2", 1, 0),
        ("multi-record-part3", 1, 0),
        ("no-match", 0, 0),
        ("morelikethis", 5, 1),
        ("facet", 0, 1),
        ("query-facet", 0, 1),
        ("pivot-facet", 0, 1),
        ("terms", 0, 0),
    ],
)
def test_genuine_answers_of_solr(shared: Path, name: str, count: int, remarks: int) -> None:
    folder = (
        shared / "corpora" / "vufind" / "module" / "VuFindSearch" / "tests" / "fixtures" / "solr" / "response"
    )
    data = (folder / name).read_bytes()
    body = data[data.index(b"{") :]
    found = list(read_documents(io.BytesIO(body), name))
    records = [orjson.loads(one.raw) for one in found if isinstance(one, SourceRecord)]
    assert records == json.loads(body).get("response", {}).get("docs", [])
    assert len(records) == count
    assert [one.code for one in found if isinstance(one, Finding)] == ["source.partial"] * remarks
