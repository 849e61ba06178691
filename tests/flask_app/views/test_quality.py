"""Reports about records and about the whole, and the shapes by which they are made."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from flask_app import create_app
from flask_app.languages import LANGUAGES
from ld.config import Settings
from ld.editions import Editions
from shapes import GROUPS, catalog_of, terms
from tests.flask_app.catalogue import BASE
from tests.flask_app.checked import CHILD, GOOD, ISBN, NAMELESS, TWINS, UNTITLED, publish, settings_of

PREFER = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
DQV = "http://www.w3.org/ns/dqv#"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("checked")
    settings = settings_of(folder, shapes=("core",), shapes_after=("quality",))
    publish(settings, folder, GOOD, *TWINS, ISBN, CHILD, UNTITLED, NAMELESS)
    return settings


@pytest.fixture
def client(checked: Settings) -> FlaskClient:
    return create_app(checked).test_client()


def codes(client: FlaskClient, path: str) -> set[str]:
    response = client.get(path)
    assert response.status_code == 200
    return {finding["code"] for finding in response.json["findings"]}  # type: ignore[index] # JSON


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(response.text)))


def test_a_report_says_what_where_and_how_to_mend(client: FlaskClient) -> None:
    body = client.get("/record/isbn.report.json").json
    assert body is not None
    assert not body["conforms"]
    (own,) = [finding for finding in body["findings"] if finding["code"] == "isbn"]
    assert (own["path"], own["value"], own["severity"]) == ("isbn", "9780306406158", "info")
    assert own["message"]
    (missing,) = [finding for finding in body["findings"] if finding["code"] == "shacl.book-publisher"]
    assert missing["label"] == "A book"
    assert missing["message"] == "The book “A book” names no publisher. Add it to the record if it is known."


def test_a_report_holds_what_one_record_does_not_show(client: FlaskClient) -> None:
    assert "edition.same-number" in codes(client, "/record/twin%2F1.report.json")
    assert "edition.missing-record" in codes(client, "/record/child.report.json")
    assert not {"edition.same-number", "edition.missing-record"} & codes(client, "/record/good.report.json")


def test_a_report_holds_what_is_run_later(client: FlaskClient) -> None:
    found = codes(client, "/record/good.report.json")
    listed = {row["code"] for row in rows(client, "/dataset/quality.csv")}
    later = found & {shape.code for shape in catalog_of("quality").shapes.values()}
    assert later
    assert later <= listed


def test_withheld_records_have_a_report_and_no_page(client: FlaskClient) -> None:
    assert client.get("/record/untitled").status_code == 404
    body = client.get("/record/untitled.report.json").json
    assert body is not None
    assert body["findings"] == []
    assert "shacl.work-name" in {finding["code"] for finding in body["withheld"]["findings"]}
    assert "core#work-name" in client.get("/record/untitled.report.ttl").text
    page = client.get("/record/untitled.report", headers={"Accept": "text/html"}).text
    assert "The record is withheld" in page
    assert client.get("/record/unknown.report").status_code == 404


@pytest.mark.parametrize("extension", ["ttl", "jsonld", "nt", "rdf"])
def test_a_report_is_a_validation_report_in_every_format(client: FlaskClient, extension: str) -> None:
    formats = {
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
    }
    response = client.get(f"/record/isbn.report.{extension}")
    graph = terms.graph(quad.triple for quad in parse(response.data, format=formats[extension]))
    report = URIRef(f"{BASE}/record/isbn.report")
    assert graph.value(report, RDF.type) == SH.ValidationReport
    results = list(graph.objects(report, SH.result))
    shapes = {str(graph.value(result, SH.sourceShape)) for result in results}
    assert "https://w3id.org/ldpub/shapes/core#book-publisher" in shapes
    tags = {
        message.language for message in graph.objects(None, SH.resultMessage) if isinstance(message, Literal)
    }
    assert tags == {"en", "es"}
    turtle = Graph().parse(data=client.get("/record/isbn.report.ttl").text, format="turtle")
    assert isomorphic(graph, turtle)


def test_reports_are_negotiated(client: FlaskClient) -> None:
    for accept, content_type in (
        ("text/html", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
    ):
        response = client.get("/record/isbn.report", headers={"Accept": accept})
        assert (response.status_code, response.content_type) == (200, content_type)
        assert response.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"
        again = client.get(
            "/record/isbn.report", headers={"Accept": accept, "If-None-Match": response.headers["ETag"]}
        )
        assert (again.status_code, again.headers["Vary"]) == (304, "Accept, Accept-Language, Accept-Encoding")
    assert client.get("/record/isbn.report", headers={"Accept": "image/png"}).status_code == 406


def test_reports_speak_the_readers_language(client: FlaskClient) -> None:
    spanish = "El libro “A book” no nombra editorial."
    for path, headers in (
        ("/record/isbn.report.html", {"Accept-Language": "es-AR, en;q=0.5"}),
        ("/record/isbn.report.html?_lang=es", {"Accept-Language": "en"}),
        ("/record/isbn.report.json?_lang=es", {}),
    ):
        response = client.get(path, headers=headers)
        assert spanish in response.text, path
        assert response.headers["Content-Language"] == "es"
    english = client.get("/record/isbn.report.html", headers={"Accept-Language": "fr"})
    assert english.headers["Content-Language"] == "en"
    assert english.headers["ETag"] != client.get("/record/isbn.report.html?_lang=es").headers["ETag"]
    assert LANGUAGES == ("en", "es")


def test_an_id_that_ends_in_report_is_a_record(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(settings, tmp_path, {"id": "a", "title": "A"}, {"id": "a.report", "title": "B"})
    client = create_app(settings).test_client()
    assert f"{BASE}/record/a.report#it" in client.get("/record/a.report.nt").text
    assert "findings" in client.get("/record/a.report.report.json").json  # type: ignore[operator] # JSON


def test_the_record_page_leads_to_its_report(client: FlaskClient) -> None:
    assert 'href="/record/isbn.report"' in client.get("/record/isbn.html").text


def test_the_sums_are_those_of_the_reports(client: FlaskClient) -> None:
    ids = ("good", "twin%2F1", "twin%202", "isbn", "child", "untitled", "nameless")
    counted: dict[str, int] = {}
    for record_id in ids:
        body = client.get(f"/record/{record_id}.report.json").json
        assert body is not None
        for finding in (*body["findings"], *body.get("withheld", {"findings": []})["findings"]):
            counted[finding["code"]] = counted.get(finding["code"], 0) + 1
    summed: dict[str, int] = {}
    for row in rows(client, "/dataset/quality.csv"):
        summed[row["code"]] = summed.get(row["code"], 0) + int(row["findings"])
    assert summed == counted


def test_quality_as_data(client: FlaskClient, checked: Settings) -> None:
    graph = Graph().parse(data=client.get("/dataset/quality.ttl").text, format="turtle")
    dataset = URIRef(f"{BASE}/dataset#it")
    measured = list(graph.objects(dataset, URIRef(f"{DQV}hasQualityMeasurement")))
    assert len(measured) > 10
    values = {}
    for node in measured:
        metric = graph.value(node, URIRef(f"{DQV}isMeasurementOf"))
        assert graph.value(node, URIRef(f"{DQV}computedOn")) == dataset
        assert graph.value(metric, RDF.type) == URIRef(f"{DQV}Metric")
        values[str(metric).rpartition("#")[2]] = str(graph.value(node, URIRef(f"{DQV}value")))
    assert (values["records-published"], values["records-withheld"]) == ("6", "1")
    assert float(values["share-published"]) == pytest.approx(6 / 7, abs=1e-6)
    assert values["records-edition-same-number"] == "2"
    description = Graph().parse(data=client.get("/dataset.ttl").text, format="turtle")
    assert len(list(description.objects(dataset, URIRef(f"{DQV}hasQualityMeasurement")))) >= 5


def test_the_overview_leads_to_the_records(client: FlaskClient) -> None:
    page = client.get("/dataset/quality", headers={"Accept": "text/html"}).text
    for code in ("shacl.work-name", "edition.same-number", "isbn", "shacl.book-publisher"):
        assert f'href="/dataset/quality/{code}"' in page
        assert client.get(f"/dataset/quality/{code}").status_code == 200
    listed = rows(client, "/dataset/quality/edition.same-number.csv")
    assert sorted(row["record"] for row in listed) == ["twin 2", "twin/1"]
    assert [row["state"] for row in rows(client, "/dataset/quality/shacl.work-name.csv")] == ["withheld"]
    (row,) = rows(client, "/dataset/quality/isbn.csv?field=isbn")
    assert (row["record"], row["field"], row["address"]) == ("isbn", "isbn", f"{BASE}/record/isbn")
    assert rows(client, "/dataset/quality/isbn.csv?field=other") == []
    assert client.get("/dataset/quality/nothing").status_code == 404
    assert client.get("/dataset/quality/isbn.xls").status_code == 404


def test_cells_are_no_formulas(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(settings, tmp_path, {"id": "=1+1", "title": "A", "format": ["Book"]})
    client = create_app(settings).test_client()
    (row,) = rows(client, "/dataset/quality/shacl.book-publisher.csv")
    assert row["record"] == "'=1+1"


def test_later_findings_follow_what_changes(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, shapes=("core",), shapes_after=("quality",))
    publish(settings, tmp_path, GOOD, ISBN)
    before = {row["code"]: row for row in rows(create_app(settings).test_client(), "/dataset/quality.csv")}
    changed = {**GOOD, "description": ["x" * 80], "title": "Emma, again"}
    assert publish(settings, tmp_path, changed, ISBN) == 2
    client = create_app(settings).test_client()
    after = {row["code"]: row for row in rows(client, "/dataset/quality.csv")}
    again = settings_of(tmp_path / "again", shapes=("core",), shapes_after=("quality",))
    (tmp_path / "again").mkdir()
    publish(again, tmp_path / "again", changed, ISBN)
    clean = {row["code"]: row for row in rows(create_app(again).test_client(), "/dataset/quality.csv")}
    for row in (*after.values(), *clean.values()):
        del row["findings_before"]
    assert after == clean
    assert before != after
    assert Editions(settings.data_dir).later_file(2).is_file()


@pytest.mark.parametrize("name", GROUPS)
def test_shapes_are_served(client: FlaskClient, name: str) -> None:
    turtle = client.get(f"/shapes/{name}", headers={"Accept": "text/turtle"})
    assert turtle.text == GROUPS[name].text
    triples = Graph().parse(data=client.get(f"/shapes/{name}.nt").text, format="nt")
    assert len(triples) > 10
    page = client.get(f"/shapes/{name}", headers={"Accept": "text/html", "Accept-Language": "es"})
    assert GROUPS[name].titles["es"] in page.text
    assert f'href="/shapes/{name}"' in client.get("/shapes/", headers={"Accept": "text/html"}).text


def test_shapes_that_there_are_not(client: FlaskClient) -> None:
    for path in ("/shapes/nothing", "/shapes/core.xls", "/shapes/../core.py"):
        assert client.get(path).status_code == 404


def test_shapes_have_their_place_on_the_page(client: FlaskClient) -> None:
    page = client.get("/shapes/core.html").text
    assert '<div id="isbn">' in page
    assert "shacl.isbn" in page


def test_every_new_document_parses(client: FlaskClient) -> None:
    for path in ("/dataset/quality.nt", "/record/isbn.report.nt"):
        assert list(parse(client.get(path).data, format=RdfFormat.N_TRIPLES))


def test_own_shapes_are_served_too(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
<> <http://purl.org/dc/terms/title> "What ours must have"@en .
<#many> sh:targetClass schema:Book ; sh:severity sh:Info ; sh:property [ sh:path schema:keywords ; sh:minCount 9 ; sh:severity sh:Info ] .
"""
    (tmp_path / "own" / "ours.ttl").write_text(text)
    settings = settings_of(tmp_path, shapes_dir=str(tmp_path / "own"))
    publish(settings, tmp_path, GOOD)
    client = create_app(settings).test_client()
    assert client.get("/shapes/ours.ttl").text == text
    assert '<div id="many.1-keywords">' in client.get("/shapes/ours.html").text
    assert "What ours must have" in client.get("/shapes/").text
    report = client.get("/record/good.report.html").text
    assert 'href="/shapes/ours#many.1-keywords"' in report
    assert "own.many.1-keywords" in client.get("/dataset/quality.csv").text


def test_a_record_counts_once_however_many_fields(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    publish(
        settings,
        tmp_path,
        {**GOOD, "isbn": ["9780306406158"], "issn": ["0027-8425"]},
        {**ISBN, "issn": ["1"]},
    )
    client = create_app(settings).test_client()
    page = client.get("/dataset/quality/shacl.book-publisher.html").text
    assert "<dd>2</dd>" in page
    with Editions(settings.data_dir).open() as edition:
        assert all(published <= 2 for published, _ in edition.remarks.distinct().values())


def test_own_shapes_may_change_while_the_site_runs(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    file = tmp_path / "own" / "ours.ttl"
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
<#many> sh:targetClass schema:Book ; sh:path schema:keywords ; sh:minCount 9 ; sh:message "FIRST"@en ; sh:severity sh:Info .
"""
    file.write_text(text)
    settings = settings_of(tmp_path, shapes_dir=str(tmp_path / "own"))
    publish(settings, tmp_path, GOOD)
    client = create_app(settings).test_client()
    assert "FIRST" in client.get("/record/good.report.json").text
    file.write_text(text.replace("FIRST", "SECOND"))
    assert "SECOND" in client.get("/record/good.report.json").text
    assert "SECOND" in client.get("/shapes/ours.ttl").text
    file.write_text("broken")
    assert "SECOND" in client.get("/record/good.report.json").text


SAME = """
import sys, hashlib, pathlib
from flask_app import create_app
from ld.config import Settings
client = create_app(Settings(base_url=sys.argv[1], data_dir=pathlib.Path(sys.argv[2]))).test_client()
for path in sys.argv[3:]:
    response = client.get(path)
    print(path, response.headers["ETag"], hashlib.md5(response.data).hexdigest())
"""


def test_strong_tags_mean_the_same_bytes_in_every_process(checked: Settings) -> None:
    """RFC 9110 §8.8.1; rdflib would name and order blank nodes anew in each."""
    paths = [f"/record/isbn.report.{extension}" for extension in ("ttl", "jsonld", "nt", "rdf")]
    paths += [f"/shapes/{name}.{extension}" for name in ("quality",) for extension in ("jsonld", "nt", "rdf")]
    seen = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", SAME, BASE, str(checked.data_dir), *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(run.stdout)
    assert len(seen) == 1
