"""Documents of what records share: what is said of it, and which records speak of it, page by page."""

from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from flask_app import create_app
from ld.config import Settings
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, STRANGE, book, publish
from tests.flask_app.views.reading import HYDRA, links, objects, quads

HEADING = "/subject/lcsh/jerusalem-history-"
COUNT = len(STRANGE) + 1


@pytest.fixture
def heading(client: FlaskClient) -> str:
    page = client.get("/record/a", headers={"Accept": "text/html"}).text
    return HEADING + page.partition(f'href="{HEADING}')[2].partition("#")[0]


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "rdf"])
def test_an_entity_in_every_format(client: FlaskClient, heading: str, extension: str) -> None:
    response = client.get(f"{heading}.{extension}")
    assert response.status_code == 200
    assert response.headers["Content-Location"] == f"{BASE}{heading}.{extension}"
    kind = RdfFormat.from_extension(extension)
    assert kind is not None
    found = list(parse(response.data, format=kind, base_iri=BASE + heading))
    assert {quad.triple for quad in found} == {quad.triple for quad in quads(client, heading)}
    about, list_ = f"{BASE}{heading}#it", f"{BASE}{heading}#records"
    assert objects(found, about, "https://schema.org/name") == ["Jerusalem -- History"]
    assert objects(found, f"{BASE}{heading}", "http://xmlns.com/foaf/0.1/primaryTopic") == [about]
    assert objects(found, f"{BASE}{heading}", f"{HYDRA}collection") == [list_]
    assert objects(found, list_, f"{HYDRA}totalItems") == [str(COUNT)]
    assert len(objects(found, list_, f"{HYDRA}member")) == COUNT


def test_as_json_the_entity_comes_first(client: FlaskClient, heading: str) -> None:
    data = orjson.loads(client.get(f"{heading}.jsonld?limit=2").data)
    assert data["mainEntity"]["name"] == "Jerusalem -- History"
    assert len(data["hydra:collection"]["hydra:member"]) == 2


def test_in_the_profile_of_a_vocabulary_the_list_is_left_out(client: FlaskClient, heading: str) -> None:
    text = client.get(f"{heading}.nt?_profile=schema").text
    assert "Jerusalem" in text
    assert HYDRA not in text


def test_its_page_lists_the_records_that_speak_of_it(client: FlaskClient, heading: str) -> None:
    page = client.get(heading, headers={"Accept": "text/html"}).text
    assert "<h1" in page
    assert "Jerusalem -- History" in page
    assert f"{COUNT} in all" in page
    assert sum(f"Title of {record_id}" in page for record_id in ("a.ttl", "a.b", "a/b", "日本語")) == 4
    assert page.count('<span class="note">Book</span>') == COUNT


@pytest.mark.parametrize(("start", "rel"), [("limit=4", "next"), ("before=&limit=4", "prev")])
def test_the_pages_together_are_all_records_once(
    client: FlaskClient, heading: str, start: str, rel: str
) -> None:
    pages, path, list_ = [], f"{heading}?{start}", f"{BASE}{heading}#records"
    while path:
        found = quads(client, path)
        assert objects(found, list_, f"{HYDRA}view") == [f"{BASE}{path}"]
        assert objects(found, list_, f"{HYDRA}totalItems") == [str(COUNT)]
        assert objects(found, f"{BASE}{heading}#it", "https://schema.org/name") == ["Jerusalem -- History"]
        pages.append(objects(found, list_, f"{HYDRA}member"))
        response = client.get(path, headers={"Accept": "text/turtle"})
        assert response.headers["Content-Location"] == f"{BASE}{heading}.ttl{path.removeprefix(heading)}"
        path = links(response.headers["Link"]).get(rel, "").removeprefix(BASE)
    everything = [iri for one in pages for iri in one]
    assert len(everything) == len(set(everything)) == COUNT
    assert [len(one) for one in pages[:-1]] == [4] * (len(pages) - 1)


def test_the_first_page_has_all_that_is_said_however_long_it_is(client: FlaskClient, heading: str) -> None:
    scheme = "http://www.w3.org/2004/02/skos/core#inScheme"
    for query, expected in (("", 1), ("?limit=4", 1), ("?after=1", 0), ("?before=", 0)):
        assert len(objects(quads(client, f"{heading}{query}"), f"{BASE}{heading}#it", scheme)) == expected


def test_later_pages_lead_back_to_the_whole(client: FlaskClient, heading: str) -> None:
    header = links(client.get(f"{heading}?limit=4").headers["Link"])
    later = header["next"].removeprefix(BASE)
    page = client.get(later, headers={"Accept": "text/html"}).text
    assert f'<a href="{heading}">' in page
    assert f'<link rel="canonical" href="{BASE}{later.replace("&", "&amp;")}">' in page
    own = client.get(later.replace(heading, f"{heading}.html"), headers={"Accept": "*/*"})
    assert own.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "query", ["after=x", "before=x", "limit=0", "after=1&before=2", f"after={'9' * 400}"]
)
def test_what_cannot_be_asked_for_is_refused(client: FlaskClient, heading: str, query: str) -> None:
    assert client.get(f"{heading}?{query}").status_code == 400
    assert client.get(f"/subject/nothing?{query}").status_code == 404


def test_collections_too(client: FlaskClient) -> None:
    found = quads(client, "/collection/strange-books")
    assert objects(found, f"{BASE}/collection/strange-books#records", f"{HYDRA}totalItems") == [str(COUNT)]


def test_its_tag_changes_with_what_is_shown_and_only_then(fresh: Settings) -> None:
    publish(fresh.data_dir, *(book(f"r{n}") for n in range(4)), book("other", heading="Elsewhere"))
    client = create_app(fresh).test_client()
    (path,) = [
        entity.graph.removeprefix(BASE)
        for entity in Editions(fresh.data_dir).open().entities()
        if HEADING in entity.graph
    ]
    first, last = f"{path}?limit=2", f"{path}?before=&limit=2"
    tags = {one: client.get(one).headers["ETag"] for one in (first, last)}

    def changed() -> list[bool]:
        found = [
            client.get(one, headers={"If-None-Match": tag}).status_code == 200 for one, tag in tags.items()
        ]
        tags.update({one: client.get(one).headers["ETag"] for one in tags})
        return found

    publish(fresh.data_dir, book("other", "Another", heading="Elsewhere"))
    assert changed() == [False, False]
    publish(fresh.data_dir, book("r1", "Another title"))
    assert changed() == [True, False]
    publish(fresh.data_dir, book("r9"))  # one more: the count is on every page
    assert changed() == [True, True]
    publish(fresh.data_dir, withdraw=["r9"])
    assert changed() == [True, True]


def test_an_entity_has_a_tag_for_each_format(client: FlaskClient, heading: str) -> None:
    tag = client.get(heading).headers["ETag"]
    assert client.get(heading, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{heading}.nt", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/terms", "/terms.ttl", "/collection/pubmed", "/collection/pubmed.jsonld", "/collection/strange-books"],
)
def test_there(client: FlaskClient, path: str) -> None:
    for accept in ("*/*", "text/html"):
        assert client.get(path, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("path", ["/agent/x", "/subject/", "/subject/lcsh", "/collection/none.ttl", "/terms.docx", "/dataset.turtle", "/dataset.", "/collection/%ff", "/nothing",
                                  "/collection/pubmed%23it", "/collection/../record/a", "/serial/%22%3E%3Cscript%3E"])  # fmt: skip
def test_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
