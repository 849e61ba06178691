"""Sitemaps: valid, complete, in files that nothing moves between, cheap to ask for again."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from flask_app import create_app
from flask_app.sitemaps import sitemap_index, url_list
from ld.config import Settings
from ld.editions import Edition, Editions
from ld.register.addresses import LONG_STRETCH, LONGEST, STRETCH, Address, AddressReader
from ld.register.schema import LONG_ADDRESS
from tests.flask_app.catalogue import (
    BASE,
    EXAMPLE_ID,
    GONE,
    STRANGE,
    book,
    path_of,
    publish,
)
from tests.flask_app.sitemap_rules import check
from tests.ld.editions.many_rows import Row, reader

XML = "application/xml; charset=utf-8"


def index_of(client: FlaskClient, base: str = BASE) -> dict[str, str | None]:
    return check(client.get("/sitemap.xml").data, f"{base}/sitemap.xml", "sitemapindex")


def listed(client: FlaskClient, url: str, base: str = BASE) -> dict[str, str | None]:
    response = client.get(url.removeprefix(base))
    assert (response.status_code, response.headers["Content-Type"]) == (200, XML)
    return check(response.data, url, "urlset")


def test_every_page_is_listed_once_and_is_there(client: FlaskClient) -> None:
    found = [url for sitemap in index_of(client) for url in listed(client, sitemap)]
    assert len(found) == len(set(found))
    records = {f"{BASE}{path_of(record_id)}" for record_id in (*STRANGE, EXAMPLE_ID, "payload")}
    assert {url for url in found if "/record/" in url} == records
    assert {f"{BASE}/", f"{BASE}/dataset", f"{BASE}/collection/strange-books"} <= set(found)
    for url in found:
        response = client.get(url.removeprefix(BASE), headers={"Accept": "text/html"})
        assert response.status_code == 200
        assert f'<link rel="canonical" href="{escape(url)}">' in response.text


def test_the_index_says_when_a_file_was_last_changed(client: FlaskClient, settings: Settings) -> None:
    """A record that was withdrawn changed its file too: the second edition did nothing else."""
    with Editions(settings.data_dir).open() as edition:
        last = edition.info.created
    found = index_of(client)
    assert list(found.values()) == [last, last, None]
    assert all(not time or time <= last for sitemap in found for time in listed(client, sitemap).values())


@pytest.mark.parametrize(
    "path", ["/sitemap-records-2.xml", "/sitemap-records-0.xml", "/sitemap-long-1.xml", "/sitemap-x-1.xml",
             "/sitemap-records-.xml", f"/sitemap-records-{'9' * 400}.xml", "/sitemap-records-999999999.xml"],
)  # fmt: skip
def test_there_is_no_other_file(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-records-1.xml"])
def test_who_has_it_is_told_so_before_anything_is_read(
    client: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, head = client.get(path), client.head(path)
    assert whole.headers["Cache-Control"] == "max-age=3600"
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(whole.data)))
    monkeypatch.setattr("flask_app.sitemaps._HEAD", None)  # so that nothing can be written
    for name, header in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        again = client.get(path, headers={header: whole.headers[name]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == whole.headers["ETag"]
    assert client.get(path, headers={"If-Match": '"another"'}).status_code == 412


def test_it_is_compressed_for_whoever_takes_that(client: FlaskClient) -> None:
    path = "/sitemap-records-1.xml"
    plain, coded = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(coded.data) == plain.data
    assert coded.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    again = {"Accept-Encoding": "gzip", "If-None-Match": coded.headers["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    assert client.get(path, headers={"If-None-Match": coded.headers["ETag"]}).status_code == 200


def test_a_new_edition_changes_what_it_changed(fresh: Settings) -> None:
    client = create_app(fresh).test_client()
    publish(fresh.data_dir, *map(book, "abc"))
    before, tag = listed(client, f"{BASE}/sitemap-records-1.xml"), client.get("/sitemap.xml").headers["ETag"]
    publish(fresh.data_dir, book("d"), withdraw=["b"])
    after = listed(client, f"{BASE}/sitemap-records-1.xml")
    assert client.get("/sitemap.xml").headers["ETag"] != tag
    assert list(after) == [f"{BASE}/record/{name}" for name in "acd"]
    assert {url: time for url, time in after.items() if url in before} == {
        url: before[url] for url in (f"{BASE}/record/a", f"{BASE}/record/c")
    }


def test_an_empty_catalogue_has_a_valid_index(fresh: Settings) -> None:
    client = create_app(fresh).test_client()
    assert client.get("/sitemap.xml").status_code == 503
    publish(fresh.data_dir, book(GONE))
    publish(fresh.data_dir, withdraw=[GONE])
    assert list(index_of(client)) == [f"{BASE}/sitemap-site.xml"]
    assert client.get("/sitemap-records-1.xml").status_code == 404


def test_an_address_of_the_site_may_need_escapes(fresh: Settings) -> None:
    base = "https://catalog.example.org/a&b'c"
    client = create_app(replace(fresh, base_url=base)).test_client()
    publish(fresh.data_dir, book("a"))
    assert f"{base}/sitemap-site.xml" in index_of(client, base)
    assert list(listed(client, f"{base}/sitemap-site.xml", base)) == [f"{base}/", f"{base}/dataset"]


def test_what_no_uri_holds_is_encoded_and_what_is_too_long_left_out() -> None:
    lines = b"".join(url_list([Address(f'{BASE}/é<"'), Address(BASE.ljust(LONGEST + 1, "x"))]))
    assert list(check(lines, f"{BASE}/sitemap.xml", "urlset")) == [f"{BASE}/%C3%A9%3C%22"]
    assert ElementTree.fromstring(b"".join(sitemap_index([])))[:] == []


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AddressReader:
    """Instead of the edition's: a full stretch and one row more, addresses as long as they may be, and long ones."""
    last = STRETCH + 1
    short = (f"{BASE}/record/{n:x>{LONG_ADDRESS - len(BASE) - 8}}" for n in range(1, last + 1))
    long = (f"{BASE}/record/{n:x>{LONGEST - len(BASE) - 8}}" for n in range(1, LONG_STRETCH + 1))
    rows = [Row(n, iri) for n, iri in enumerate(short, 1)]
    rows += [Row(n, iri) for n, iri in enumerate(long, 20 * LONG_STRETCH + 1)]
    found = reader(tmp_path / "register", rows)
    monkeypatch.setattr(Edition, "addresses", found)
    return found


def test_files_are_full_and_no_fuller(app: Flask, many: AddressReader) -> None:
    """50,000 addresses a file, and of the longest that there can be only as many as fit into 50 MB."""
    client = create_app(app.extensions["ldpub"].settings).test_client()
    counts = {url.rpartition("/")[2]: len(listed(client, url)) for url in index_of(client)}
    assert counts == {
        "sitemap-site.xml": 2,
        "sitemap-records-1.xml": 50_000,
        "sitemap-records-2.xml": 1,
        "sitemap-long-21.xml": LONG_STRETCH,
    }


def test_a_long_file_takes_a_permit_until_it_is_read(app: Flask, many: AddressReader) -> None:
    own = create_app(app.extensions["ldpub"].settings)
    tokens = own.extensions["ldpub"].tokens
    response = own.test_client().get("/sitemap-records-1.xml", buffered=False)
    assert tokens.taken == 1
    assert len(response.data) == int(response.headers["Content-Length"]) > 40_000_000
    response.close()
    assert tokens.taken == 0
