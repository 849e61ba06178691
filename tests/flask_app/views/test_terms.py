"""``/terms``: pages of what is said of IRIs of others."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from flask_app import create_app
from flask_app.links import parse_link_header
from ld.config import Settings
from ld.editions import Editions
from ld.namespaces import HYDRA
from tests.flask_app.catalogue import BASE, publish_all

TERMS = f"{BASE}/terms"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("terms")
    publish_all(data_dir)
    return Settings(base_url=BASE, data_dir=data_dir)


@pytest.fixture(scope="module")
def stored(site: Settings) -> set[Quad]:
    """What the store says of others."""
    with Editions(site.data_dir).open() as edition:
        return set(edition.entity_quads(TERMS))


@pytest.fixture
def client(site: Settings) -> FlaskClient:
    return create_app(site).test_client()


def page(client: FlaskClient, path: str) -> tuple[list[Quad], dict[str, str]]:
    response = client.get(path, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, path
    links = {link.rel: link.target.removeprefix(BASE) for link in parse_link_header(response.headers["Link"])}
    return list(parse(response.data, format=RdfFormat.N_TRIPLES)), links


def walk(client: FlaskClient, path: str, rel: str) -> Iterator[list[Quad]]:
    while path:
        quads, links = page(client, path)
        yield quads
        path = links.get(rel, "")


def members(quads: list[Quad]) -> list[str]:
    return [str(quad.object) for quad in quads if quad.predicate == HYDRA.member]


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize(("start", "rel"), [("", "next"), ("&before=", "prev")])
def test_the_pages_hold_everything_once(
    client: FlaskClient, stored: set[Quad], limit: int, start: str, rel: str
) -> None:
    pages = list(walk(client, f"/terms?limit={limit}{start}", rel))
    listed = [member for quads in pages for member in members(quads)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {str(quad.subject) for quad in stored}
    said = {str(quad.triple) for quads in pages for quad in quads}
    assert {str(quad.triple) for quad in stored} <= said
    (total,) = {quad.object.value for quads in pages for quad in quads if quad.predicate == HYDRA.totalItems}
    assert int(total) == len(listed)


def test_what_is_said_of_one(client: FlaskClient, stored: set[Quad]) -> None:
    for subject in {quad.subject for quad in stored}:
        assert isinstance(subject, NamedNode)
        quads, _ = page(client, f"/terms?iri={quote(subject.value, safe='')}")
        assert {str(quad.triple) for quad in stored if quad.subject == subject} <= {
            str(quad.triple) for quad in quads
        }
        assert all(quad.subject == subject or str(quad.object) == str(subject) for quad in quads)


@pytest.mark.parametrize(
    "iri",
    ["", "http://example.org/none", "no iri", "a\nb", "<x>", f"{BASE}/record/a#it", "http://x/" + "y" * 5000],
)
def test_of_others_nothing_is_said(client: FlaskClient, iri: str) -> None:
    assert client.get(f"/terms?iri={quote(iri, safe='')}").status_code == 404


@pytest.mark.parametrize(
    "query", ["after=x", "before=-1", "limit=0", "limit=501", "after=1&before=2", "after=" + "9" * 30]
)
def test_what_is_no_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/terms?{query}").status_code == 400


def test_people_find_their_way(client: FlaskClient) -> None:
    response = client.get("/terms?limit=1", headers={"Accept": "text/html"})
    assert 'rel="next"' in response.text
    assert "?iri=" in response.text


def test_the_tag_changes_only_with_what_is_shown(site: Settings, client: FlaskClient) -> None:
    first = client.get("/terms").headers["ETag"]
    assert client.get("/terms").headers["ETag"] == first
    assert client.get("/terms?limit=1").headers["ETag"] != first
    assert client.get("/terms", headers={"If-None-Match": first}).status_code == 304


def test_the_register_finds_them_by_an_index(site: Settings) -> None:
    import sqlite3

    from ld.register.terms import FOREIGN

    with Editions(site.data_dir).open() as edition:
        number = edition.number
    path = next(site.data_dir.glob(f"editions/{number:06d}/register.sqlite"))
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    plan = database.execute(
        f"EXPLAIN QUERY PLAN SELECT number, subject FROM entity WHERE {FOREIGN} AND number > 5 ORDER BY number LIMIT 9"
    )
    assert "entity_foreign" in " ".join(str(row) for row in plan)
    database.close()
