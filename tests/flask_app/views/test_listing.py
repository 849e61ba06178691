from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient

from flask_app.links import parse_link_header
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, STRANGE, path_of


def walk(client: FlaskClient, limit: int) -> list[list[str]]:
    pages, path = [], f"/records?limit={limit}"
    while path:
        response = client.get(path, headers={"Accept": "application/ld+json"})
        assert response.status_code == 200
        elements = orjson.loads(response.data)["itemListElement"]
        found = [element["id"] for element in (elements if isinstance(elements, list) else [elements])]
        pages.append(found)
        links = {link.rel: link.target for link in parse_link_header(response.headers["Link"])}
        path = links.get("next", "").removeprefix(BASE)
    return pages


@pytest.mark.parametrize("limit", [1, 4, 500])
def test_the_pages_together_are_all_records_once(client: FlaskClient, limit: int) -> None:
    pages = walk(client, limit)
    found = [iri for page in pages for iri in page]
    expected = {f"{BASE}{path_of(record_id)}#it" for record_id in (*STRANGE, EXAMPLE_ID, "payload")}
    assert len(found) == len(set(found))
    assert {
        BASE + "/" + iri.removeprefix(BASE).lstrip("/") if iri.startswith("http") else BASE + iri
        for iri in found
    } == expected
    assert all(len(page) <= limit for page in pages)


def test_people_can_turn_pages(client: FlaskClient) -> None:
    first = client.get("/records?limit=3", headers={"Accept": "text/html"}).text
    assert 'rel="next"' in first
    assert 'rel="first"' not in first
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(following, headers={"Accept": "text/html"}).text
    assert 'rel="first"' in second


@pytest.mark.parametrize("limit", ["0", "-1", "x", "501", "9" * 5000, "1.5", "٣", ""])
def test_a_limit_that_is_none_is_refused(client: FlaskClient, limit: str) -> None:
    assert client.get("/records", query_string={"limit": limit}).status_code == 400


def test_behind_the_last_there_is_an_empty_page(client: FlaskClient) -> None:
    response = client.get("/records?after=%F4%8F%BF%BF", headers={"Accept": "text/html"})
    assert response.status_code == 200
