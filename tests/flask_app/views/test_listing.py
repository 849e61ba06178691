"""``/records``: all of them, page by page, for people, for crawlers and for programs."""

from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from flask_app import create_app
from ld.config import Settings
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, STRANGE, book, path_of, publish
from tests.flask_app.views.reading import HYDRA, links, objects, quads

ALL = f"{BASE}/records#it"
EXPECTED = [f"{BASE}{path_of(record_id)}#it" for record_id in sorted((*STRANGE, EXAMPLE_ID, "payload"))]


def walk(client: FlaskClient, path: str, rel: str) -> list[list[str]]:
    """Members page by page, as a Hydra client finds them; the links of the header say the same."""
    pages = []
    while path:
        found = quads(client, path)
        view = f"{BASE}{path}"
        assert objects(found, ALL, f"{HYDRA}view") == [view]
        assert objects(found, ALL, f"{HYDRA}totalItems") == [str(len(EXPECTED))]
        pages.append(objects(found, ALL, f"{HYDRA}member"))
        header = links(client.get(path).headers["Link"])
        said = {
            name: objects(found, view, f"{HYDRA}{name}") for name in ("first", "previous", "next", "last")
        }
        assert said == {
            name: [header[rel_]] if rel_ in header else []
            for name, rel_ in (("first", "first"), ("previous", "prev"), ("next", "next"), ("last", "last"))
        }
        path = header.get(rel, "").removeprefix(BASE)
    return pages


@pytest.mark.parametrize("limit", [1, 4, 17, 500])
@pytest.mark.parametrize(("start", "rel"), [("limit={}", "next"), ("before=&limit={}", "prev")])
def test_the_pages_together_are_all_records_once(
    client: FlaskClient, limit: int, start: str, rel: str
) -> None:
    pages = walk(client, f"/records?{start.format(limit)}", rel)
    found = [iri for one in (pages if rel == "next" else reversed(pages)) for iri in one]
    assert len(found) == len(set(found))
    assert set(found) == set(EXPECTED)
    assert [len(one) for one in pages[:-1]] == [limit] * (len(pages) - 1)


def test_the_first_page_is_the_list_itself(client: FlaskClient) -> None:
    header = links(client.get("/records").headers["Link"])
    assert header["canonical"] == header["first"] == f"{BASE}/records"
    assert header["last"] == f"{BASE}/records?before="
    assert "next" not in header  # all fit on one page
    assert "prev" not in header


def test_members_are_named(client: FlaskClient) -> None:
    found = quads(client, "/records")
    assert objects(found, f"{BASE}/record/a#it", "https://schema.org/name") == ["Title of a"]


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_every_format_says_the_same(client: FlaskClient, extension: str) -> None:
    expected = {quad.triple for quad in quads(client, "/records?limit=3")}
    response = client.get(f"/records?limit=3&_format={extension}")
    assert response.headers["Content-Location"] == f"{BASE}/records?limit=3&_format={extension}"
    if extension == "jsonld":
        data = orjson.loads(response.data)
        assert data["id"] == f"{BASE}/records?limit=3"
        assert data["mainEntity"]["type"] == "hydra:Collection"
        assert data["mainEntity"]["hydra:member"][0]["name"]
    else:
        kind = RdfFormat.from_extension(extension)
        assert kind is not None
        found = parse(response.data, format=kind, base_iri=f"{BASE}/records?limit=3")
        assert {quad.triple for quad in found} == expected


def test_people_can_turn_pages(client: FlaskClient) -> None:
    def turned(path: str) -> dict[str, str]:
        text = client.get(path, headers={"Accept": "text/html"}).text
        nav = text.partition("<nav class=")[2].partition("</nav>")[0]
        assert not nav or 'aria-label="' in nav
        parts = nav.split('<a rel="')[1:]
        return {
            part.partition('"')[0]: part.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
            for part in parts
        }

    first = turned("/records?limit=3")
    assert list(first) == ["next", "last"]
    second = turned(first["next"])
    assert list(second) == ["first", "prev", "next", "last"]
    assert list(turned(second["prev"])) == ["next", "last"]
    assert list(turned(second["last"])) == ["first", "prev"]
    assert turned("/records") == {}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "limit=", "after=a&before=b", "after=a&before="]
)
def test_what_cannot_be_asked_for_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"/records?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("query", ["after=%F4%8F%BF%BF", "before=%00"])
def test_beyond_the_ends_there_is_an_empty_page_with_a_way_back(client: FlaskClient, query: str) -> None:
    response = client.get(f"/records?{query}")
    assert response.status_code == 200
    header = links(response.headers["Link"])
    assert header.get("prev") == (f"{BASE}/records?before=" if query.startswith("after") else None)
    assert header.get("next") == (f"{BASE}/records" if query.startswith("before") else None)
    assert client.get(f"/records?{query}", headers={"Accept": "text/html"}).status_code == 200


def test_nobody_elses_change_makes_a_page_new(fresh: Settings) -> None:
    publish(fresh.data_dir, *(book(f"r{n}") for n in range(9)))
    client = create_app(fresh).test_client()
    tags = {
        path: client.get(path).headers["ETag"] for path in ("/records?limit=3", "/records?after=r4&limit=3")
    }
    publish(fresh.data_dir, book("r6", "Another title"))
    for path, tag in tags.items():
        status = client.get(path, headers={"If-None-Match": tag}).status_code
        assert status == (200 if "r4" in path else 304)


def test_an_empty_catalogue_has_an_empty_list(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1"))
    publish(fresh.data_dir, withdraw=["1"])
    client = create_app(fresh).test_client()
    assert "No record has been published yet" in client.get("/records", headers={"Accept": "text/html"}).text
    found = quads(client, "/records")
    assert objects(found, ALL, f"{HYDRA}totalItems") == ["0"]
    assert objects(found, ALL, f"{HYDRA}member") == []
