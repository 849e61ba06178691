"""``ldpub validate`` and ``ldpub findings``."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from shapes import catalog_of
from tests.flask_app.checked import GOOD, ISBN, TWINS, UNTITLED
from tests.flask_app.cli.running import Run, records

BAD = """
@prefix schema: <https://schema.org/> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://x.example/record/1#it> a dcterms:BibliographicResource , schema:Book ; schema:name "Emma" ; dcterms:title "Emma" ;
    schema:isbn "9780306406158" .
"""


@pytest.mark.parametrize("name", ["bad.ttl", "bad.ttl.gz", "bad.nt"])
def test_files_need_no_store(ldpub: Run, data: Path, name: str) -> None:
    text = BAD
    if name == "bad.nt":
        text = '<https://x.example/record/1#it> <https://schema.org/isbn> "9780306406158" .\n'
    (data / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    shown = ldpub("validate", name, "--shapes", "core", status=3).stdout
    assert "shacl.isbn" in shown
    assert not (data / "data").exists()


def test_a_file_that_does_not_parse_says_where(ldpub: Run, data: Path) -> None:
    (data / "bad.ttl").write_text("<http://x/s> <http://x/p> .\n")
    said = str(ldpub("validate", "bad.ttl", status=1).exception)
    assert "bad.ttl" in said
    assert "line 1" in said


def test_messages_come_in_spanish(ldpub: Run, data: Path) -> None:
    (data / "bad.ttl").write_text(BAD)
    for form in ("text", "json", "html"):
        shown = ldpub("validate", "bad.ttl", "--language", "es", "--to", form, status=3).stdout
        assert "no es un ISBN-13 válido" in shown


def test_a_page_that_stands_alone(ldpub: Run, data: Path) -> None:
    (data / "bad.ttl").write_text(BAD.replace("Emma", "<script>alert(1)</script>"))
    page = ldpub("validate", "bad.ttl", "--to", "html", status=3).stdout
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "<link" not in page


def test_groups_can_be_chosen(ldpub: Run, data: Path) -> None:
    ldpub("ingest", records(data / "a.ndjson", GOOD))
    core = json.loads(ldpub("validate", "good", "--shapes", "core", "--to", "json").stdout)
    quality = json.loads(ldpub("validate", "good", "--shapes", "quality", "--to", "json").stdout)
    assert {finding["severity"] for finding in core["findings"]} == {"warning"}
    assert {finding["severity"] for finding in quality["findings"]} == {"info"}
    assert ldpub("validate", "good", "--shapes", "nothing", status=2)


def test_findings_are_summed_and_listed(ldpub: Run, data: Path) -> None:
    ldpub("ingest", records(data / "a.ndjson", GOOD, *TWINS, ISBN, UNTITLED), status=3)
    shown = ldpub("findings").stdout
    assert "shacl.book-publisher" in shown
    body = json.loads(ldpub("findings", "--json").stdout)
    sums = {row["code"]: row for row in body["findings"]}
    assert (sums["isbn"]["n"], sums["isbn"]["field"], sums["isbn"]["records"]) == (1, "isbn", 1)
    assert (sums["shacl.work-name"]["records"], sums["shacl.work-name"]["withheld"]) == (0, 1)
    listed = ldpub("findings", "edition.same-number").stdout
    assert "twin/1\n" in listed
    assert "twin 2\n" in listed
    sheet = list(csv.DictReader(io.StringIO(ldpub("findings", "isbn", "--csv").stdout)))
    assert [(row["record"], row["field"], row["value"]) for row in sheet] == [
        ("isbn", "isbn", "9780306406158")
    ]
    found = json.loads(ldpub("findings", "shacl.work-name", "--json").stdout)
    assert [(row["id"], row["state"]) for row in found["records"]] == [("untitled", "withheld")]
    assert "no record of edition 1 has this finding" in ldpub("findings", "nothing", status=1).stderr


def test_what_withholds_is_a_setting(ldpub: Run, data: Path) -> None:
    file = records(data / "a.ndjson", GOOD, UNTITLED)
    ldpub("--set", "quarantine_on=never", "ingest", file)
    assert len(json.loads(ldpub("quarantine", "list", "--json").stdout)["quarantine"]) == 0
    report = json.loads(ldpub("--set", "quarantine_on=warning", "ingest", file, "--json", status=3).stdout)
    assert (report["published"], report["quarantined"]) == (0, 2)
    assert "is not one of" in ldpub("--set", "quarantine_on=maybe", "findings", status=2).stderr


def test_other_shapes_look_at_every_record_again(ldpub: Run, data: Path) -> None:
    file = records(data / "a.ndjson", GOOD)
    core, more = ("--set", "shapes=core", "--set", "shapes_after="), ("--set", "shapes=core,quality")
    codes = {shape.code for shape in catalog_of("quality").shapes.values()}

    def found() -> list[dict[str, Any]]:
        rows = json.loads(ldpub("findings", "--json").stdout)["findings"]
        return [row for row in rows if row["code"] in codes]

    ldpub(*core, "ingest", file)
    assert found() == []
    assert json.loads(ldpub(*core, "ingest", file, "--json").stdout)["unchanged"] == 1
    ldpub(*more, "ingest", file)
    assert found()
    assert {row["n_before"] for row in found()} == {0}
    wrong = ldpub("--set", "shapes=core,nonsense", "ingest", file, status=1)
    assert "there is no such group" in str(wrong.exception)


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> . @prefix dcterms: <http://purl.org/dc/terms/> .
<#shelf-mark> a sh:PropertyShape ; sh:targetClass schema:Book ; sh:path dcterms:isReferencedBy ; sh:minCount 1 ;
    sh:severity sh:SEVERITY ; sh:name "a review"@en ; sh:message "{$this} has no review."@en , "{$this} no tiene reseña."@es .
"""


@pytest.mark.parametrize(("severity", "status"), [("Violation", 3), ("Warning", 0), ("Info", 0)])
def test_own_shapes_are_merged_and_their_severities_honoured(
    ldpub: Run, data: Path, severity: str, status: int
) -> None:
    (data / "own").mkdir()
    (data / "own" / "ours.ttl").write_text(OWN.replace("SEVERITY", severity))
    own = ("--set", "shapes_dir=own")
    report = json.loads(
        ldpub(*own, "ingest", records(data / "a.ndjson", GOOD), "--json", status=status).stdout
    )
    assert report["findings"]["own.shelf-mark"] == 1
    assert report["quarantined"] == (1 if status else 0)
    assert "a review" in ldpub(*own, "findings").stdout
    assert "“Emma” no tiene reseña." in ldpub(*own, "findings", "own.shelf-mark", "--language", "es").stdout


def test_own_shapes_that_are_wrong_stop_the_start(ldpub: Run, data: Path) -> None:
    (data / "own").mkdir()
    (data / "own" / "ours.ttl").write_text(
        OWN.replace("sh:minCount", "sh:minCuont").replace("SEVERITY", "Info")
    )
    file = records(data / "a.ndjson", GOOD)
    for command in (("ingest", file), ("validate", file), ("serve",)):
        said = str(ldpub("--set", "shapes_dir=own", *command, status=1).exception)
        assert "ours.ttl, line 3" in said
        assert "sh:minCuont" in said
    assert "No such file" in str(ldpub("--set", "shapes_dir=gone", "ingest", file, status=1).exception)
    assert not (data / "data").exists()


def test_own_shapes_mended_let_records_in(ldpub: Run, data: Path) -> None:
    """Quarantine is tried again when the shapes have changed, by ingest and by retry."""
    (data / "own").mkdir()
    own, file = data / "own" / "ours.ttl", records(data / "a.ndjson", GOOD)
    own.write_text(OWN.replace("SEVERITY", "Violation"))
    run = ("--set", "shapes_dir=own")
    ldpub(*run, "ingest", file, status=3)
    assert "own.shelf-mark" in ldpub(*run, "quarantine", "list").stdout
    assert "“Emma” has no review." in ldpub(*run, "quarantine", "show", "good").stdout
    own.write_text(OWN.replace("SEVERITY", "Warning"))
    assert ldpub(*run, "quarantine", "retry").stdout.startswith("1 published")
    own.write_text(OWN.replace("SEVERITY", "Violation"))
    ldpub(*run, "ingest", file, status=3)
    own.write_text(OWN.replace("SEVERITY", "Info"))
    ldpub(*run, "ingest", file)
