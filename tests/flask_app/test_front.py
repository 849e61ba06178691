"""The fast way must answer as the long way does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from flask_app import create_app
from flask_app.service import Service
from ld.config import Settings
from ld.dumps import write_dumps
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, book, publish

PATH = f"/record/{EXAMPLE_ID}"
ACCEPTS = ["text/turtle", "text/html", "application/ld+json", "application/n-triples", "*/*", ""]


@pytest.fixture
def counted(settings: Settings) -> tuple[FlaskClient, list[str]]:
    """A client of a new application, and the paths that Flask itself had to answer."""
    app = create_app(settings)
    seen: list[str] = []
    app.before_request(lambda: seen.append("") and None)
    return app.test_client(), seen


def same(one: TestResponse, other: TestResponse) -> bool:
    return (one.status_code, one.data, sorted(one.headers)) == (
        other.status_code,
        other.data,
        sorted(other.headers),
    )


@pytest.mark.parametrize(
    "path",
    [PATH, f"{PATH}.ttl", f"{PATH}?_format=nt", "/records", "/sparql", "/collection/pubmed", "/terms"],
)
def test_the_second_time_flask_is_not_asked_and_the_answer_is_the_same(
    counted: tuple[FlaskClient, list[str]], path: str
) -> None:
    client, seen = counted
    first = client.get(path, headers={"Accept": "text/html"})
    second = client.get(path, headers={"Accept": "text/html"})
    assert same(first, second)
    assert len(seen) == 1


def test_what_is_not_finished_is_answered_anew(counted: tuple[FlaskClient, list[str]]) -> None:
    client, seen = counted
    for path in ("/record/nope", "/sparql?query=SELECT%28RAND%28%29AS%3Fx%29%7B%7D", "/health/ready"):
        client.get(path)
        client.get(path)
    assert len(seen) == 6


@pytest.mark.parametrize("again", range(2))
def test_variants_are_not_mixed(client: FlaskClient, again: int) -> None:
    types = {
        accept: client.get(PATH, headers={"Accept": accept}).headers["Content-Type"] for accept in ACCEPTS
    }
    assert types["text/turtle"] == "text/turtle; charset=utf-8"
    assert types["text/html"] == "text/html; charset=utf-8"
    assert types["application/n-triples"] == "application/n-triples"
    assert types["*/*"] == types[""] == types["application/ld+json"] == "application/ld+json"


def test_preconditions_and_head_on_the_fast_way(counted: tuple[FlaskClient, list[str]]) -> None:
    client, seen = counted
    full = client.get(f"{PATH}.ttl")
    known = client.get(f"{PATH}.ttl", headers={"If-None-Match": full.headers["ETag"]})
    head = client.head(f"{PATH}.ttl")
    since = client.get(f"{PATH}.ttl", headers={"If-Modified-Since": full.headers["Last-Modified"]})
    assert len(seen) == 1
    assert (known.status_code, known.data, since.status_code) == (304, b"", 304)
    assert known.headers["ETag"] == full.headers["ETag"]
    assert (head.status_code, head.data, dict(head.headers)) == (200, b"", dict(full.headers))
    assert client.get(f"{PATH}.ttl", headers={"If-Match": '"other"'}).status_code == 412


def test_other_methods_and_hosts_do_not_get_what_is_kept(client: FlaskClient) -> None:
    assert client.get(PATH).status_code == 200
    assert client.get(PATH, headers={"Host": "evil.example"}).status_code == 400
    assert client.put(PATH).status_code == 405


def test_a_new_edition_is_seen_by_the_next_request(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1", "Old title"))
    client = create_app(fresh).test_client()
    for _ in range(2):
        old = client.get("/record/1.nt")
        assert "Old title" in old.text
    publish(fresh.data_dir, book("1", "New title"))
    new = client.get("/record/1.nt", headers={"If-None-Match": old.headers["ETag"]})
    assert new.status_code == 200
    assert "New title" in new.text
    assert "Old title" not in new.text


def test_an_unchanged_record_keeps_its_tag_in_a_new_edition(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1"), book("2"))
    client = create_app(fresh).test_client()
    old = client.get("/record/1.nt")
    publish(fresh.data_dir, book("2", "Another title"))
    response = client.get("/record/1.nt", headers={"If-None-Match": old.headers["ETag"]})
    assert response.status_code == 304
    assert "Another title" in client.get("/record/2.nt").text


def test_a_withdrawn_record_is_gone_at_once(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1"), book("2"))
    client = create_app(fresh).test_client()
    assert client.get("/record/1").status_code == client.get("/record/1").status_code == 200
    publish(fresh.data_dir, withdraw=["1"])
    assert client.get("/record/1").status_code == 410


@pytest.mark.parametrize("path", ["/", "/dataset", "/dumps/"])
def test_dump_files_are_told_of_as_soon_as_they_are_there(fresh: Settings, path: str) -> None:
    publish(fresh.data_dir, book("1"))
    client, editions = create_app(fresh).test_client(), Editions(fresh.data_dir)
    before = [client.get(path, headers={"Accept": "text/html"}) for _ in range(2)][-1]
    with editions.open() as edition:
        write_dumps(edition, editions.dumps_folder(edition.number))
    after = client.get(path, headers={"Accept": "text/html", "If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "dataset.nq.gz" not in before.text
    assert "dataset.nq.gz" in after.text


def test_a_cache_of_no_size_keeps_nothing(settings: Settings) -> None:
    small = Settings(base_url=BASE, data_dir=settings.data_dir, cache_bytes=0)
    app = create_app(small)
    assert app.test_client().get(PATH).data == app.test_client().get(PATH).data
    assert service(app).cache.stats().entries == 0


def service(app: Flask) -> Service:
    found = app.extensions["ldpub"]
    assert isinstance(found, Service)
    return found


@pytest.mark.parametrize("base", ["https://example.org/catalogue", "https://example.org/a/b"])
def test_a_site_below_a_path_answers_whether_or_not_a_proxy_takes_the_path_off(
    fresh: Settings, base: str
) -> None:
    publish(fresh.data_dir, book("1"))
    client = create_app(Settings(base_url=base, data_dir=fresh.data_dir)).test_client()
    root = base.removeprefix("https://example.org")
    bare = client.get("/records", headers={"Accept": "text/html"})
    whole = client.get(f"{root}/records", headers={"Accept": "text/html"})
    assert bare.status_code == whole.status_code == 200
    assert f'href="{root}/static/site.css' in whole.text
    assert client.get(root).status_code == client.get(f"{root}/").status_code == 200
