"""Records that are gone and ids that lead to others, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ld.editions import Editions
from tests.flask_app.cli.running import Run, records


@pytest.fixture
def catalogue(ldpub: Run, data: Path) -> Editions:
    """Records 0 to 4, of which 4 says that it was called `four` before."""
    documents = [{"id": str(n), "title": "A", "format": "Book"} for n in range(4)]
    documents.append({"id": "4", "title": "A", "format": "Book", "previous_id_str_mv": "four"})
    ldpub("ingest", records(data / "x.ndjson", *documents))
    return Editions(data / "data")


def where(editions: Editions, *record_ids: str) -> list[str | None]:
    with editions.open() as edition:
        return [edition.moved(record_id) for record_id in record_ids]


def test_what_the_source_says_is_ingested(ldpub: Run, catalogue: Editions) -> None:
    assert where(catalogue, "four", "4") == ["4", None]
    fields = json.loads(ldpub("explain", "4", "--json").stdout)["fields"]
    assert [(f["outcome"], f["reason"]) for f in fields if f["field"] == "previous_id_str_mv"] == [
        ("derivative", "leads-to-the-record")
    ]


def test_a_source_that_only_renames_makes_an_edition(ldpub: Run, data: Path, catalogue: Editions) -> None:
    document = {"id": "3", "title": "A", "format": "Book", "previous_id_str_mv": "three"}
    report = json.loads(ldpub("ingest", records(data / "y.ndjson", document), "--json").stdout)
    assert (report["edition"], report["unchanged"], report["published"]) == (2, 1, 0)
    assert where(catalogue, "three") == ["3"]


def test_deleted_and_merged(ldpub: Run, catalogue: Editions) -> None:
    assert (
        ldpub("delete", "0", "1", "unheard-of", "--moved-to", "2").stdout
        == "edition 2 is published: 3 moved\n"
    )
    assert where(catalogue, "0", "1", "unheard-of", "2") == ["2", "2", "2", None]
    with catalogue.open() as edition:
        assert edition.info.records == {"published": 3, "withdrawn": 2}


def test_what_cannot_be_is_named_and_the_rest_done(ldpub: Run, catalogue: Editions) -> None:
    run = ldpub("delete", "0", "2", "--moved-to", "2", status=3)
    assert run.stdout == "edition 2 is published: 1 moved\n"
    assert run.stderr == "2: '2' would lead to itself\n"
    run = ldpub("delete", "1", "--moved-to", "nobody", status=3)
    assert (run.stdout, run.stderr) == ("unchanged\n", "1: there is no published record 'nobody'\n")
    assert where(catalogue, "0", "1") == ["2", None]


def test_deleting_takes_a_move_back(ldpub: Run, catalogue: Editions) -> None:
    ldpub("delete", "0", "--moved-to", "1")
    assert ldpub("delete", "0").stdout == "edition 3 is published: 1 withdrawn\n"
    assert where(catalogue, "0") == [None]
    assert ldpub("delete", "0").stderr == "0: there is no such record\n"


LIST = "\ufeff0\t1\r\n\n1\t2\nold id\t0\n0\nx\ty\tz\n2\tnobody\n".encode() + b"\xff\t2\n"


@pytest.mark.parametrize("file", ["moves.tsv", "-"])
def test_a_list_of_moves(ldpub: Run, data: Path, catalogue: Editions, file: str) -> None:
    (data / "moves.tsv").write_bytes(LIST)
    run = ldpub("move", file, status=3, input=LIST)
    assert run.stdout == "edition 2 is published: 3 moved\n"
    assert run.stderr.splitlines() == [
        "line 5: two ids with a tab between are needed, here are 1 columns",
        "line 6: two ids with a tab between are needed, here are 3 columns",
        "line 7: there is no published record 'nobody'",
        "line 8: not UTF-8: invalid start byte at byte 1",
    ]
    assert where(catalogue, "0", "1", "old id", "2") == ["2", "2", "2", None]
    assert ldpub("move", file, status=3, input=LIST).stdout == "unchanged\n"


def test_a_clean_list_ends_well(ldpub: Run, data: Path, catalogue: Editions) -> None:
    (data / "moves.tsv").write_text("0\t1\n")
    ldpub("move", "moves.tsv")
    assert where(catalogue, "0") == ["1"]
    ldpub("move", "missing.tsv", status=2)


def test_what_follows_a_publish_follows_these_too(ldpub: Run, catalogue: Editions) -> None:
    for number in range(3):
        ldpub("delete", str(number))
    kept = [info.number for info in catalogue.list()]
    assert kept == [3, 4]  # keep_editions = 2
    assert all((catalogue.dumps_folder(number) / "SHA256SUMS").is_file() for number in kept)
    assert not catalogue.dumps_folder(2).exists()
