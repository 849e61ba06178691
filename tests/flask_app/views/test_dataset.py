"""``/dataset``: what it refers to is there, what it says for search engines and for people is true."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from flask_app import create_app
from flask_app.views import dataset as views
from ld.config import Settings
from ld.dumps import read_dumps, write_dumps
from ld.editions import Editions
from ld.namespaces import DCAT, DCTERMS, FOAF, FOAF_OF_DATASET, SCHEMA_OF_DATASET, VOID
from shapes import known_terms
from tests.flask_app.catalogue import BASE, PAYLOAD, book, publish, publish_all

PLACES = {
    DCAT.accessURL,
    DCAT.downloadURL,
    DCAT.endpointDescription,
    DCAT.endpointURL,
    DCAT.landingPage,
    DCTERMS.conformsTo,
    FOAF_OF_DATASET.homepage,
    VOID.dataDump,
    VOID.exampleResource,
    VOID.sparqlEndpoint,
}
FORMATS = ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "html")


def statements(client: FlaskClient, path: str = "/dataset.nt") -> list[Quad]:
    return list(parse(client.get(path).data, format=RdfFormat.N_TRIPLES))


def script(client: FlaskClient, path: str) -> dict[str, Any]:
    page = client.get(path, headers={"Accept": "text/html"}).text
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, Any] = orjson.loads(text)
    return found


@pytest.fixture
def kept(fresh: Settings) -> tuple[Settings, FlaskClient]:
    """A site of its own with two editions, both with their files."""
    publish_all(fresh.data_dir)
    editions = Editions(fresh.data_dir)
    for info in editions.list():
        with editions.open(info.number) as edition:
            write_dumps(edition, editions.dumps_folder(info.number))
    return fresh, create_app(fresh).test_client()


def test_every_place_that_is_named_is_there(kept: tuple[Settings, FlaskClient]) -> None:
    _, client = kept
    places = {
        quad.object.value
        for quad in statements(client)
        if quad.predicate in PLACES and quad.object.value.startswith(BASE)
    }
    assert len(places) > 8
    for place in places:
        path = place.removeprefix(BASE).partition("#")[0]
        assert client.get(path).status_code == 200, place


def test_what_it_says_of_files_is_what_is_served(kept: tuple[Settings, FlaskClient]) -> None:
    _, client = kept
    quads = statements(client)
    said = {(quad.subject, quad.predicate): quad.object for quad in quads}
    downloads = [quad for quad in quads if quad.predicate == DCAT.downloadURL]
    assert len(downloads) == 4
    for download in downloads:
        response = client.get(download.object.value.removeprefix(BASE))
        assert said[download.subject, DCAT.byteSize].value == response.headers["Content-Length"]
        assert said[download.subject, DCAT.compressFormat].value.endswith(response.headers["Content-Type"])
        checksum = NamedNode(f"{download.subject.value}-sha256")
        assert (
            f'"{said[checksum, NamedNode("http://spdx.org/rdf/terms#checksumValue")].value}"'
            == response.headers["ETag"]
        )


def test_the_document_describes_both_datasets_and_catalogue(client: FlaskClient) -> None:
    quads = statements(client)
    about = {quad.predicate: quad.object.value for quad in quads if quad.subject.value == f"{BASE}/dataset"}
    assert about[FOAF.primaryTopic] == f"{BASE}/dataset#it"
    assert len(set(quads)) == len(quads)
    types = {quad.object.value.rpartition("/")[2] for quad in quads if quad.predicate.value.endswith("#type")}
    assert {"void#Linkset", "void#DatasetDescription", "dcat#Catalog", "dcat#DataService"} <= {
        name.replace("ns/", "") for name in types
    }


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_twice_is_the_same_bytes(settings: Settings, extension: str) -> None:
    first, second = (create_app(settings).test_client().get(f"/dataset.{extension}") for _ in range(2))
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_editions_come_and_go_while_the_current_one_stays(kept: tuple[Settings, FlaskClient]) -> None:
    settings, client = kept
    before = client.get("/dataset.nt")
    assert f"{BASE}/dataset#edition-1" in before.text
    Editions(settings.data_dir).prune(1)
    after = client.get("/dataset.nt", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "edition-1" not in after.text


def test_a_damaged_edition_is_not_described(kept: tuple[Settings, FlaskClient]) -> None:
    settings, client = kept
    (settings.data_dir / "editions" / "000001" / "edition.json").write_text("{")
    assert "edition-1" not in client.get("/dataset.nt").text


# Search engines: https://developers.google.com/search/docs/appearance/structured-data/dataset


def test_search_engines_read_the_same_on_both_pages(client: FlaskClient, settings: Settings) -> None:
    found = script(client, "/dataset")
    assert found == script(client, "/")
    with Editions(settings.data_dir).open() as edition:
        created, first = edition.info.created, edition.first_created
        dumps = read_dumps(Editions(settings.data_dir).dumps_folder(edition.number))
    assert (found["@context"], found["@type"], found["@id"]) == (
        "https://schema.org",
        "Dataset",
        f"{BASE}/dataset#it",
    )
    assert (found["name"], found["url"], found["version"]) == ("A small catalogue", f"{BASE}/", "2")
    assert 50 <= len(found["description"]) <= 5000
    assert found["description"].startswith("For tests. A small catalogue: 17 bibliographic records")
    assert (found["datePublished"], found["dateModified"]) == (first, created)
    assert found["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert found["isAccessibleForFree"] is True
    assert found["creator"]["name"] == "A Library"
    assert found["publisher"] == {"@id": found["creator"]["@id"]}
    assert found["includedInDataCatalog"] == {
        "@id": f"{BASE}/dataset#catalog",
        "@type": "DataCatalog",
        "name": "A small catalogue",
        "url": f"{BASE}/dataset",
    }
    assert [one["sha256"] for one in found["distribution"]] == [dump.sha256 for dump in dumps]
    for one, dump in zip(found["distribution"], dumps, strict=True):
        assert (one["@type"], one["encodingFormat"]) == ("DataDownload", dump.media_type)
        response = client.get(one["contentUrl"].removeprefix(BASE))
        assert int(response.headers["Content-Length"]) == dump.size
        assert re.fullmatch(r"[0-9.]+ (B|kB|MB)", one["contentSize"])


def test_terms_for_search_engines_are_schema_orgs() -> None:
    assert {term.value for term in SCHEMA_OF_DATASET} <= known_terms()


@pytest.mark.parametrize("path", ["/dataset", "/"])
def test_hostile_settings_stay_text(fresh: Settings, path: str) -> None:
    publish(fresh.data_dir, book("a"))
    settings = replace(fresh, title=PAYLOAD, publisher=PAYLOAD, description=PAYLOAD)
    client = create_app(settings).test_client()
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert "<script>alert" not in page
    assert "<img" not in page
    found = script(client, path)
    assert found["name"] == found["creator"]["name"] == PAYLOAD
    assert Literal(PAYLOAD) in {quad.object for quad in statements(client)}


# People


def test_the_page_tells_what_the_description_says(kept: tuple[Settings, FlaskClient]) -> None:
    settings, client = kept
    page = client.get("/dataset", headers={"Accept": "text/html"}).text
    with Editions(settings.data_dir).open() as edition:
        counts = edition.counts()
    for number in (counts.quads, counts.entities, sum(sum(n.values()) for n in counts.links.values())):
        assert f"<dd>{number:,}</dd>" in page
    for text in ("Digital Object Identifiers", "PubMed Central", "schema:ScholarlyArticle", "rdf:type"):
        assert text in page
    for href in (
        "/dumps/2/dataset.nq.gz",
        "/dumps/2/SHA256SUMS",
        "/dumps/#on-edition-1",
        "/sparql",
        "/openapi.json",
    ):
        assert f'href="{href}"' in page
    assert (
        len(re.findall('class="scroll" tabindex="0" role="region" aria-label="[^"]+"', page))
        == page.count("<table>")
        == 5
    )
    labels = re.findall('aria-label="([^"]+)"', page)
    assert len(set(labels)) == len(labels)


def test_the_page_without_files_and_links_says_so(fresh: Settings) -> None:
    publish(fresh.data_dir, book("a"))
    page = create_app(fresh).test_client().get("/dataset.html").text
    assert "There are no files of this edition yet." in page
    assert "SHA256SUMS" not in page


def test_only_the_latest_editions_are_listed(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_LISTED", 3)
    for n in range(5):
        publish(fresh.data_dir, book("a", f"Title {n}"))
    client = create_app(fresh).test_client()
    numbers = {int(n) for n in re.findall(r"#edition-(\d+)", client.get("/dataset.nt").text)}
    assert numbers == {3, 4}


def test_a_base_with_a_path(tmp_path: Path) -> None:
    settings = Settings(base_url=f"{BASE}/catalogue", data_dir=tmp_path)
    publish(tmp_path, book("a"))
    page = create_app(settings).test_client().get("/dataset.html").text
    assert 'href="/catalogue/sparql"' in page
    assert f'"url":"{BASE}/catalogue/dataset"' in page
