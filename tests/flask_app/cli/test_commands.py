"""The command line as people and scripts use it: output, exit statuses, messages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pymarc
import pytest
import rdflib
from click.testing import CliRunner

from flask_app.cli import group
from tests.flask_app.cli.running import FOUNDING, SAMPLES, Run, records


def test_from_source_to_every_view_of_it(ldpub: Run, data: Path) -> None:
    report = json.loads(ldpub("ingest", FOUNDING, "--json").stdout)
    assert (report["edition"], report["read"], report["published"], report["quarantined"]) == (1, 1, 1, 0)
    assert report["quads"] == 171
    again = ldpub("ingest", FOUNDING)
    assert again.stdout.startswith("unchanged: 1 records read")
    shown = ldpub("show", "pubmed-5577770").stdout
    assert len(rdflib.Graph().parse(data=shown, format="turtle")) == 171
    explained = json.loads(ldpub("explain", "pubmed-5577770", "--json").stdout)
    assert len(explained["statements"]) == 171
    assert {
        "field": "topic",
        "outcome": "mapped",
        "reason": "",
        "count": 1,
        "example": "Research",
    } in explained["fields"]
    assert "identifiers.identifiers" in ldpub("explain", "pubmed-5577770").stdout
    coverage = json.loads(ldpub("coverage", "--json").stdout)
    assert coverage["totals"]["dropped"] == 0
    assert "mapped" in ldpub("coverage").stdout
    assert ldpub("query", "ASK { ?s a <https://schema.org/ScholarlyArticle> }").stdout == "true\n"
    assert ldpub("query", "--to", "csv", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").stdout.split() == [
        "n",
        "171",
    ]
    assert json.loads(ldpub("editions", "list", "--json").stdout)["editions"][0]["current"] is True
    assert "1 " in ldpub("editions", "list").stdout
    assert "https://schema.org/ScholarlyArticle" in ldpub("editions", "show").stdout
    assert json.loads(ldpub("editions", "show", "--json").stdout)["counts"]["records"]["published"] == 1
    assert ldpub("editions", "verify").stdout == "edition 1: sound\n"
    assert (data / "data" / "dumps" / "000001" / "SHA256SUMS").is_file()


@pytest.mark.parametrize("again", [("ingest", FOUNDING), ("delete", "nobody"), ("quarantine", "retry")])
def test_a_run_does_what_an_earlier_one_was_killed_before(
    ldpub: Run, data: Path, again: tuple[str, ...]
) -> None:
    """Dump files, findings of the later shapes and tidying up follow publishing; whoever is killed between gives the command again."""
    folder = data / "data"
    ldpub("ingest", FOUNDING)
    shutil.rmtree(folder / "dumps")
    shutil.rmtree(folder / "reports")
    ldpub("ingest", FOUNDING, "--dry-run")
    assert not (folder / "dumps").exists()
    ldpub(*again)
    assert (folder / "dumps/000001/dumps.json").is_file()
    assert (folder / "reports/000001.sqlite").is_file()


def test_convert_writes_what_ingest_publishes(ldpub: Run, data: Path) -> None:
    ldpub("convert", FOUNDING, "-o", "out.nq")
    ldpub("ingest", FOUNDING)
    ldpub("dump", "dumps", "--to", "nq")
    dumped = gzip.decompress((data / "dumps" / "dataset.nq.gz").read_bytes())
    assert sorted(dumped.splitlines()) == sorted((data / "out.nq").read_bytes().splitlines())
    assert not list(data.glob("*.part"))
    assert len(ldpub("convert", FOUNDING, "--to", "ntriples").stdout.splitlines()) == 171


def test_standard_input(ldpub: Run) -> None:
    assert (
        json.loads(
            ldpub("ingest", "-", "--json", input=b'{"id": "1", "title": "T", "format": "Book"}').stdout
        )["published"]
        == 1
    )


def test_quarantine_says_what_why_and_from_where(ldpub: Run, data: Path) -> None:
    path = records(
        data / "a.ndjson",
        {"id": "ok", "title": "T", "format": "Book"},
        {"id": "nameless", "format": "Book"},
        {"title": "no id"},
    )
    report = json.loads(ldpub("ingest", path, "--json", status=3).stdout)
    assert (report["published"], report["quarantined"]) == (1, 2)
    listed = {
        row["id"]: row["code"]
        for row in json.loads(ldpub("quarantine", "list", "--json").stdout)["quarantine"]
    }
    assert listed == {"nameless": "shacl.work-name", f"{path}, record 3, byte 74": "id.unservable"}
    shown = ldpub("quarantine", "show", "nameless").stdout
    assert "record 2" in shown
    assert '"id":"nameless"' in shown
    assert ldpub("ingest", path, status=3).stdout.startswith("unchanged")
    assert ldpub("quarantine", "retry", status=3).stdout == "0 published, 2 still in quarantine\n"
    ldpub("quarantine", "show", "ok", status=1)


def test_a_withheld_marc_record_is_shown_field_by_field(ldpub: Run, data: Path) -> None:
    record = pymarc.Record()
    record.add_field(pymarc.Field("001", data="m/1"))
    record.add_field(pymarc.Field("650", [" ", "0"], [pymarc.Subfield("a", "Untitled things.")]))
    (data / "one.mrc").write_bytes(record.as_marc())
    ldpub("ingest", "one.mrc", status=3)
    shown = ldpub("quarantine", "show", "m/1").stdout
    assert "m/1: one.mrc, record 1" in shown
    assert "\n=001  m/1\n=650  \\0$aUntitled things.\n" in shown


def test_an_empty_file_or_a_page_of_several_withdraws_nothing(ldpub: Run, data: Path) -> None:
    (data / "a.ndjson").write_text('{"id": "1", "title": "A"}')
    (data / "b.ndjson").write_text('{"id": "2", "title": "B"}')
    ldpub("ingest", "a.ndjson", "b.ndjson")
    (data / "b.ndjson").write_text("")
    done = ldpub("ingest", "--full", "a.ndjson", "b.ndjson", status=3)
    assert "b.ndjson: the file is empty" in done.stderr
    assert "nothing is withdrawn" in done.stderr
    ldpub("show", "2")


def test_unreadable_records_are_named_and_the_rest_goes_on(ldpub: Run, data: Path) -> None:
    (data / "b.ndjson").write_bytes(
        b'{"id": "1", "title": "T"}\n{"id": "2", \n\xff\xfe\n{"id": "3", "title": "U"}\n'
    )
    result = ldpub("ingest", "b.ndjson", "--json", status=3)
    report = json.loads(result.stdout)
    assert (report["read"], report["published"], report["unreadable"]) == (4, 2, 2)
    assert "b.ndjson, record 2" in result.stderr


def test_a_failed_run_publishes_nothing(ldpub: Run, data: Path) -> None:
    (data / "cut.gz").write_bytes(gzip.compress((SAMPLES / "catalogue.ndjson").read_bytes())[:50_000])
    result = ldpub_error(ldpub, "ingest", "cut.gz")
    assert "cut.gz" in result
    assert not (data / "data" / "current").exists()


def ldpub_error(ldpub: Run, *arguments: str) -> str:
    """The exception's text: `main` turns it into a message and a status, see the test below."""
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code != 0
    return str(result.exception)


def test_dry_run_publishes_nothing(ldpub: Run, data: Path) -> None:
    assert "--dry-run" in ldpub("ingest", FOUNDING, "--dry-run").stdout
    assert not (data / "data" / "current").exists()
    ldpub("ingest", FOUNDING)
    two = records(
        data / "two.ndjson",
        {"id": "1", "title": "T", "format": "Book"},
        {"id": "1", "title": "U", "format": "Book"},
    )
    tried = json.loads(ldpub("ingest", two, "--dry-run", "--full", "--json").stdout)
    assert (tried["published"], tried["superseded"], tried["absent"], tried["edition"]) == (1, 1, 1, None)
    done = json.loads(ldpub("ingest", two, "--full", "--json").stdout)
    assert [done[name] for name in ("published", "superseded", "absent")] == [1, 1, 1]


def test_full_withdraws_nothing_on_faith(ldpub: Run, data: Path) -> None:
    ldpub(
        "ingest",
        records(data / "x.ndjson", *({"id": str(n), "title": "A", "format": "Book"} for n in range(3))),
    )
    (data / "empty.ndjson").write_bytes(b"")
    (data / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for nothing in ("empty.ndjson", "picture.png"):
        assert "withdraw everything" in ldpub_error(ldpub, "ingest", "--full", nothing)
    (data / "cut.ndjson").write_bytes(b'{"id": "0", "title": "A", "format": "Book"}\n{"id": "1", "ti\n')
    report = ldpub("ingest", "--full", "--json", "cut.ndjson", status=3)
    assert json.loads(report.stdout)["absent"] == 0
    assert "nothing is withdrawn" in report.stderr
    assert "no records" in ldpub("ingest", "empty.ndjson").stderr


def test_a_catalogue_has_one_address(ldpub: Run, data: Path) -> None:
    one = records(data / "x.ndjson", *({"id": str(n), "title": "A", "format": "Book"} for n in range(2)))
    ldpub("ingest", one)
    other = ("--set", "base_url=https://other.example")
    assert "made for https://catalog.example.org" in ldpub_error(ldpub, *other, "ingest", one)
    ldpub("delete", "1")
    assert "made for https://catalog.example.org" in ldpub_error(ldpub, *other, "ingest", one)
    assert json.loads(ldpub(*other, "ingest", "--full", "--json", one).stdout)["published"] == 2


def test_validate_files_and_records(ldpub: Run, data: Path) -> None:
    ldpub("ingest", FOUNDING)
    assert "0 violations" in ldpub("validate", "pubmed-5577770").stdout
    assert "0 violations" in ldpub("validate").stdout
    (data / "bad.ttl").write_text(
        "<https://x.example/record/1#it> a <http://purl.org/dc/terms/BibliographicResource> ."
    )
    result = ldpub("validate", "bad.ttl", "--to", "turtle", status=3)
    graph = rdflib.Graph().parse(data=result.stdout, format="turtle")
    assert (None, rdflib.SH.resultSeverity, rdflib.SH.Violation) in graph
    assert json.loads(ldpub("validate", "bad.ttl", "--to", "json", "--engine", "pyshacl", status=3).stdout)


def test_editions_go_back_and_are_pruned(ldpub: Run, data: Path) -> None:
    for title in ("A", "B", "C"):
        ldpub("ingest", records(data / "x.json", {"id": "1", "title": title, "format": "Book"}))
    numbers = [info["number"] for info in json.loads(ldpub("editions", "list", "--json").stdout)["editions"]]
    assert numbers == [2, 3]  # keep_editions = 2
    assert (
        json.loads(ldpub("editions", "diff", "2", "3", "--json").stdout)["records"][0]["change"] == "changed"
    )
    ldpub("editions", "rollback", "2")
    assert '"B"' in ldpub("show", "1", "--to", "ntriples").stdout
    assert ldpub("editions", "prune", "--keep", "1").stdout == "removed: 3\n"


def test_deleted_records_are_gone(ldpub: Run, data: Path) -> None:
    ldpub("ingest", records(data / "x.json", {"id": "1", "title": "A", "format": "Book"}))
    assert "1 withdrawn" in ldpub("delete", "1", "nope").stdout
    ldpub("show", "1", status=1)
    assert ldpub("delete", "1").stdout == "unchanged\n"


def test_full_withdraws_what_is_not_there(ldpub: Run, data: Path) -> None:
    ldpub(
        "ingest",
        records(data / "x.ndjson", *({"id": str(n), "title": "A", "format": "Book"} for n in range(3))),
    )
    report = json.loads(
        ldpub(
            "ingest",
            "--full",
            "--json",
            records(data / "y.json", {"id": "1", "title": "A", "format": "Book"}),
        ).stdout
    )
    assert report["absent"] == 2


def test_collection_of_a_run(ldpub: Run, data: Path) -> None:
    ldpub(
        "ingest",
        "--collection",
        "Rare books",
        records(data / "x.json", {"id": "1", "title": "A", "format": "Book"}),
    )
    assert "/collection/rare-books" in ldpub("show", "1").stdout


def test_settings_and_where_they_are_from(ldpub: Run, data: Path) -> None:
    (data / "ldpub.toml").write_text('title = "From the file"\n[sparql]\nmax_depth = 9\n')
    shown = json.loads(ldpub("--set", "port=9000", "config", "--json").stdout)
    assert shown["title"] == {"value": "From the file", "from": "ldpub.toml", "help": shown["title"]["help"]}
    assert (shown["sparql_max_depth"]["value"], shown["port"]["value"], shown["port"]["from"]) == (
        9,
        9000,
        "option",
    )
    assert shown["base_url"]["from"] == "environment"
    assert "ldpub.toml" in ldpub("config").stdout


@pytest.mark.parametrize(
    "arguments",
    [["--set", "nope=1", "config"], ["--set", "port=x", "config"], ["--set", "base_url=ftp://x", "config"], ["--set", "base_url=https://x/ y", "config"], ["ingest"], ["ingest", "--format", "nope", "x"], ["nope"]],
)  # fmt: skip
def test_wrong_usage_is_status_2(ldpub: Run, arguments: list[str]) -> None:
    assert ldpub(*arguments, status=2).stderr


def test_an_edition_is_served_under_its_own_address_only(ldpub: Run) -> None:
    ldpub("ingest", FOUNDING)
    assert "made for https://catalog.example.org" in ldpub_error(
        ldpub, "--set", "base_url=https://other.example", "serve"
    )


def test_queries_are_guarded(ldpub: Run) -> None:
    ldpub("ingest", FOUNDING)
    assert "SERVICE" in ldpub_error(ldpub, "query", "SELECT * { SERVICE <http://x> { ?s ?p ?o } }")


def test_demo_publishes_the_samples(ldpub: Run, data: Path) -> None:
    ldpub("demo", "--no-serve")
    assert (
        json.loads(ldpub("--set", "data_dir=demo-data", "editions", "list", "--json").stdout)["editions"][0][
            "records"
        ]["published"]
        > 250
    )
    ldpub("demo", "--no-serve")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["ingest", "nowhere.json"], 1, "nowhere.json"),
        (["show", "1"], 1, "has no edition yet"),
        (["--set", "nope=1", "config"], 2, "there is no setting 'nope'"),
        (["query", "SELECT {"], 1, "line 1, column"),
    ],
)
def test_errors_are_sentences(data: Path, arguments: list[str], status: int, says: str) -> None:
    command = [sys.executable, "-m", "flask_app.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parents[1])}
    result = subprocess.run(
        command, check=False, cwd=data, env=environment, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == status
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_query_from_a_file(ldpub: Run, data: Path) -> None:
    ldpub("ingest", records(data / "x.json", {"id": "1", "title": "A", "format": "Book"}))
    (data / "q.rq").write_text("# a query\nASK { ?s ?p 'A' }\n", encoding="utf-8-sig")
    assert ldpub("query", f"@{data / 'q.rq'}").stdout == "true\n"
    assert "cannot be read" in ldpub("query", f"@{data / 'none.rq'}", status=1).stderr
    (data / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    assert "not UTF-8" in ldpub("query", f"@{data / 'latin.rq'}", status=1).stderr
