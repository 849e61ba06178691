"""``/sparql/examples``: a page, the same as data, and the files."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode

from flask_app.sparql.examples import EXAMPLES
from tests.flask_app.catalogue import BASE
from tests.flask_app.views.reading import links, objects, quads
from tests.flask_app.views.test_pages import outline

DOCUMENT = f"{BASE}/sparql/examples"
SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def test_the_page_has_every_example_with_its_links(client: FlaskClient) -> None:
    page = outline(client, "/sparql/examples")
    assert [section.get("id") for section in page.every("section")][: len(EXAMPLES)] == [
        example.name for example in EXAMPLES
    ]
    assert page.text["code"][: len(EXAMPLES)] == [example.at(BASE) for example in EXAMPLES]
    hrefs = [link["href"] or "" for link in page.every("a")]
    for example in EXAMPLES:
        assert f"#{example.name}" in hrefs
        assert f"/sparql/examples/{example.name}.rq" in hrefs
    opened = [parse_qs(urlsplit(href).fragment)["query"][0] for href in hrefs if "#query=" in href]
    assert opened == [example.at(BASE) for example in EXAMPLES]


def test_the_links_to_results_lead_there(client: FlaskClient) -> None:
    hrefs = [link["href"] or "" for link in outline(client, "/sparql/examples").every("a")]
    results = [href for href in hrefs if href.startswith("/sparql?query=")]
    assert len(results) == 2 * len(EXAMPLES) - 1  # an ASK has a page only
    for href in results:
        wanted = parse_qs(urlsplit(href).query)["_format"][0]
        response = client.get(href)
        assert response.status_code == 200
        assert wanted in response.headers["Content-Type"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_as_data(client: FlaskClient, example: object) -> None:
    (example,) = (one for one in EXAMPLES if one is example)
    found, node = quads(client, "/sparql/examples"), f"{DOCUMENT}#{example.name}"
    assert NamedNode(node) in {quad.object for quad in found if quad.subject == NamedNode(DOCUMENT)}
    assert objects(found, node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") == sorted(
        [f"{SH}SPARQLExecutable", f"{SH}SPARQL{example.form.capitalize()}Executable"]
    )
    assert objects(found, node, f"{RDFS}label") == [example.title]
    assert objects(found, node, f"{RDFS}comment") == [example.question]
    assert objects(found, node, f"{SH}{example.form.lower()}") == [example.at(BASE)]
    assert objects(found, node, "https://schema.org/target") == [f"{BASE}/sparql"]


def test_the_same_in_one_format(client: FlaskClient) -> None:
    response = client.get("/sparql/examples.ttl")
    assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert response.headers["Content-Location"] == f"{DOCUMENT}.ttl"
    assert client.get("/sparql/examples.csv").status_code == 404


def test_an_example_as_a_file(client: FlaskClient) -> None:
    example = next(one for one in EXAMPLES if one.name == "articles-of-a-journal")
    response = client.get(f"/sparql/examples/{example.name}.rq", headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == "application/sparql-query"
    assert response.text == example.file(BASE)
    assert links(response.headers["Link"])["collection"] == DOCUMENT
    again = client.get(
        f"/sparql/examples/{example.name}.rq", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    posted = client.post("/sparql", data=response.data, content_type="application/sparql-query")
    assert posted.status_code == 200


def test_an_example_that_there_is_not(client: FlaskClient) -> None:
    assert client.get("/sparql/examples/none.rq").status_code == 404
    assert client.get("/sparql/examples/01-ten-titles.rq").status_code == 404
