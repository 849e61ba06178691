"""Ids that were merged or renamed: 301 to the same representation of the record where it is now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from flask_app import create_app
from ld.config import Settings
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, book, entry, path_of, publish

OLD, NEW = "old/1 é", "new/1 ?#%"
PATH, TARGET = path_of(OLD), f"{BASE}{path_of(NEW)}"


def publish_moves(data_dir: Path) -> None:
    """`NEW` was OLD and `x.ttl` before, `merged` has gone into it, `taken` has a record at the address of its Turtle."""
    with Editions(data_dir).stage() as staging:
        staging.put([replace(entry(book(NEW)), previous_ids=(OLD, "x.ttl"))])
        staging.put([entry(book(one)) for one in ("merged", "taken", "taken.ttl", "x", "back")])
        staging.publish({})
    with Editions(data_dir).stage() as staging:
        for old, new in (("merged", OLD), ("was-taken", "taken"), ("back", NEW)):
            assert staging.move(old, new) is None
        staging.publish({})


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("moves")
    publish_moves(folder)
    return Settings(base_url=BASE, data_dir=folder)


@pytest.fixture
def client(moves: Settings) -> FlaskClient:
    return create_app(moves).test_client()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (PATH, TARGET),
        ("/record/old/1%20%C3%A9", TARGET),
        (path_of("merged"), TARGET),
        (f"{PATH}.ttl", f"{TARGET}.ttl"),
        (f"{PATH}.html", f"{TARGET}.html"),
        (f"{PATH}.json", f"{TARGET}.json"),
        (f"{PATH}?_format=nt", f"{TARGET}?_format=nt"),
        (
            f"{PATH}?_format=jsonld&_form=expanded&x=a%2Fb+c",
            f"{TARGET}?_format=jsonld&_form=expanded&x=a%2Fb+c",
        ),
        (f"{PATH}.jsonld?_profile=schema", f"{TARGET}.jsonld?_profile=schema"),
        (f"{PATH}.report", f"{TARGET}.report"),
        (f"{PATH}.report.ttl?_language=es", f"{TARGET}.report.ttl?_language=es"),
        (f"{PATH}.linkset", f"{TARGET}.linkset"),
        ("/record/x.ttl", TARGET),
        ("/record/was-taken.ttl", f"{BASE}/record/taken?_format=ttl"),
        ("/record/was-taken.ttl?_profile=schema", f"{BASE}/record/taken?_format=ttl&_profile=schema"),
        ("/record/was-taken.nt", f"{BASE}/record/taken.nt"),
    ],
)
def test_the_same_representation_where_it_is_now(client: FlaskClient, path: str, target: str) -> None:
    for accept in ("*/*", "text/html", "image/png"):
        response = client.get(path, headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (301, target)
    followed = client.get(target.removeprefix(BASE), headers={"Accept": "*/*"})
    assert followed.status_code == 200


def test_it_is_short_and_may_be_kept(client: FlaskClient) -> None:
    response = client.get(PATH)
    assert response.headers["Cache-Control"] == "max-age=3600"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert TARGET in response.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response.headers
    head = client.head(PATH)
    assert (head.status_code, head.data, head.headers["Location"]) == (301, b"", TARGET)
    assert client.get(PATH, headers={"If-None-Match": "*"}).status_code == 301


def test_a_frame_is_sent_on_as_it_is(client: FlaskClient) -> None:
    response = client.post(PATH, json={})
    assert (response.status_code, response.headers["Location"]) == (308, TARGET)


@pytest.mark.parametrize(
    "path", [f"{PATH}.docx", f"{PATH}.linkset.ttl", f"{PATH}/", "/record/old", "/record/"]
)
def test_other_paths_are_unknown(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "a=%0d%0aSet-Cookie:x=1",
        "%ff%fe",
        'x="<script>"',
        "//evil.example/",
        "a b\u00e9",
        "#f",
        "x=\u2028",
        "\r\nX: 1",
    ],
)
def test_no_query_leads_elsewhere(client: FlaskClient, query: str) -> None:
    raw = query.encode().decode("latin-1")
    response = client.get(PATH, environ_overrides={"QUERY_STRING": raw})
    location = response.headers["Location"]
    assert response.status_code == 301
    assert location.startswith(f"{TARGET}?")
    assert location.isascii()
    assert not set(location) & set(' "<>#\r\n\\')


def test_an_id_that_has_moved_is_nobodys_format(client: FlaskClient) -> None:
    """`x.ttl` leads elsewhere, so the Turtle of `x` has another address."""
    response = client.get("/record/x", headers={"Accept": "text/turtle"})
    assert response.headers["Content-Location"] == f"{BASE}/record/x?_format=ttl"


def test_a_record_that_comes_back_is_itself_and_one_whose_goal_is_gone_is_withdrawn(fresh: Settings) -> None:
    publish_moves(fresh.data_dir)
    client = create_app(fresh).test_client()
    assert client.get("/record/back").status_code == 301
    publish(fresh.data_dir, book("back"))
    assert client.get("/record/back").status_code == 200
    publish(fresh.data_dir, withdraw=[NEW])
    gone = client.get("/record/merged", headers={"Accept": "text/turtle"})
    assert gone.status_code == 410
    assert "moved to old/1" in gone.text
    assert client.get(PATH).status_code == 404
    assert client.get("/record/merged.report").status_code == 410
