"""What crawlers may fetch, judged by RFC 9309 §2.2.2: the longest rule that matches, and of equal ones the one that allows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from flask_app import create_app
from flask_app.variants import rdf_variants
from ld.config import Settings
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, path_of
from tests.flask_app.sitemap_rules import check

RECORD = path_of(EXAMPLE_ID)
LINE = re.compile(r"(User-agent|Allow|Disallow|Sitemap): (\S+)|")


def rules(text: str) -> list[tuple[str, str]]:
    """The lines of the only group, and of the file as a whole."""
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert all(found)
    pairs = [(line[1], line[2]) for line in found if line and line[1]]
    assert [pair for pair in pairs if pair[0] == "User-agent"] == [("User-agent", "*")] == pairs[:1]
    return pairs[1:]


def is_allowed(text: str, path: str) -> bool:
    matching = [
        (len(pattern), kind == "Allow")
        for kind, pattern in rules(text)
        if kind != "Sitemap"
        if re.match(re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return max(matching, default=(0, True))[1]


def test_headers(client: FlaskClient, fresh: Settings) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "max-age=3600"
    assert response.data.isascii()
    assert len(response.data) < 500_000  # what a crawler must read (§2.5)
    again = client.get("/robots.txt", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert create_app(fresh).test_client().get("/robots.txt").status_code == 200


def test_the_sitemap_is_named(client: FlaskClient) -> None:
    (address,) = (value for name, value in rules(client.get("/robots.txt").text) if name == "Sitemap")
    assert check(client.get(address.removeprefix(BASE)).data, address, "sitemapindex")


@pytest.mark.parametrize(
    "path",
    ["/", RECORD, f"{RECORD}.jsonld", f"{RECORD}.html", "/records", "/dataset", "/static/site.css?v=1",
     "/context.jsonld", "/collection/strange-books", "/sitemap.xml", "/sitemap-records-1.xml", "/dataset/quality"],
)  # fmt: skip
def test_what_may_be_crawled(client: FlaskClient, path: str) -> None:
    assert is_allowed(client.get("/robots.txt").text, path)


@pytest.mark.parametrize(
    "path",
    ["/sparql", "/sparql?query=ASK%7B%7D", "/fragments", "/fragments?page=2", "/graph?default", f"{RECORD}?_format=ttl", "/records?after=a", "/dumps/", "/dumps/2/dataset.nq.gz",
     "/terms", "/terms.nt", f"{RECORD}.report", f"{RECORD}.report.ttl", "/dataset/quality.csv", "/health/ready",
     *(f"{RECORD}.{variant.extension}" for variant in rdf_variants() if variant.name != "jsonld")],
)  # fmt: skip
def test_what_may_not(client: FlaskClient, path: str) -> None:
    assert not is_allowed(client.get("/robots.txt").text, path)


def test_pages_that_the_sitemap_lists_may_be_crawled(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    for sitemap in check(client.get("/sitemap.xml").data, f"{BASE}/sitemap.xml", "sitemapindex"):
        for url in check(client.get(sitemap.removeprefix(BASE)).data, sitemap, "urlset"):
            path = url.removeprefix(BASE)
            assert is_allowed(text, path) or path.rpartition(".")[2] in {"ttl"}  # an id may end like a format


def test_below_a_path_the_rules_have_it_too(fresh: Settings) -> None:
    site = create_app(replace(fresh, base_url=f"{BASE}/catalogue")).test_client()
    text = site.get("/catalogue/robots.txt").text
    assert not is_allowed(text, "/catalogue/sparql")
    assert is_allowed(text, "/sparql")
    assert f"Sitemap: {BASE}/catalogue/sitemap.xml\n" in text
