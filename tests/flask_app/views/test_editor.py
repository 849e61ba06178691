"""The page of the endpoint: the form, what the editor is started with, and what it may do."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_app import create_app
from flask_app.service import Service
from flask_app.sparql.examples import EXAMPLES
from flask_app.views.editor import EDITOR_POLICY
from ld.config import Settings
from ld.namespaces import PREFIXES
from tests.flask_app.catalogue import publish_all
from tests.flask_app.views.test_pages import Outline, outline

POLICY = "Content-Security-Policy"
BROWSER = {"Accept": "text/html"}


def editor_settings(page: Outline) -> dict[str, object]:
    (room,) = (place for place in page.every("div") if place.get("id") == "editor")
    found = json.loads(room["data-settings"] or "")
    assert isinstance(found, dict)
    return found


def test_the_form_is_there_and_the_place_of_the_editor_hidden(client: FlaskClient) -> None:
    page = outline(client, "/sparql")
    assert "".join(page.text["textarea"]) == EXAMPLES[0].query
    assert [form["action"] for form in page.every("form")] == ["/sparql"]
    assert ["hidden" in place for place in page.every("div") if place.get("id") == "editor"] == [True]
    results = [link["href"] or "" for link in page.every("a")]
    assert sum(href.startswith("/sparql?query=") for href in results) == len(EXAMPLES)


def test_scripts_are_files_of_the_site(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=BROWSER).text
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 2
    for attributes, text in scripts:
        address = re.search(r'src="(/static/[^"]+)" defer', attributes)
        assert address is not None
        assert not text
        assert client.head(address[1]).headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style", page)


def test_every_address_is_of_this_site(client: FlaskClient) -> None:
    page = outline(client, "/sparql")
    loaded = [tag.get("src") or tag.get("href") or "" for tag in (*page.every("script"), *page.every("link"))]
    assert all(address.startswith(("/", "https://catalog.example.org/")) for address in loaded)
    settings = editor_settings(page)
    assert (settings["endpoint"], settings["completions"]) == ("/sparql", "/sparql/completions.json")


def test_a_site_below_a_path(settings: Settings) -> None:
    below = Settings(base_url="https://example.org/catalogue", data_dir=settings.data_dir)
    page = outline(create_app(below).test_client(), "/sparql")
    assert editor_settings(page)["endpoint"] == "/catalogue/sparql"


def test_the_policy_is_that_of_this_page_alone(client: FlaskClient) -> None:
    response = client.get("/sparql", headers=BROWSER)
    assert response.headers[POLICY] == EDITOR_POLICY
    usual = client.get("/", headers=BROWSER).headers[POLICY]
    assert "script-src" not in usual
    for path, accept in (("/sparql", "text/turtle"), ("/sparql?query=ASK%7B%7D", "text/html"), ("/sparql/examples", "text/html")):  # fmt: skip
        assert client.get(path, headers={"Accept": accept}).headers.getlist(POLICY) == [usual]


def test_a_browser_that_has_the_page_keeps_its_policy(client: FlaskClient) -> None:
    tag = client.get("/sparql", headers=BROWSER).headers["ETag"]
    for _ in range(2):  # the second comes from in front of the application
        again = client.get("/sparql", headers=BROWSER | {"If-None-Match": tag})
        assert again.status_code == 304
        assert again.headers.getlist(POLICY) == [EDITOR_POLICY]


def test_the_policy_is_strict() -> None:
    rules = dict(rule.split(" ", 1) for rule in EDITOR_POLICY.split("; "))
    assert "unsafe" not in EDITOR_POLICY
    assert (rules["default-src"], rules["script-src"], rules["connect-src"]) == ("'none'", "'self'", "'self'")
    assert not re.search(r"https?:|\*", EDITOR_POLICY)


def test_completions_are_what_the_edition_has(app: Flask, client: FlaskClient) -> None:
    response = client.get("/sparql/completions.json", headers={"Accept": "image/png"})
    parts = app.extensions["ldpub"]
    assert isinstance(parts, Service)
    counts = parts.publication.edition().counts()
    assert response.headers["Content-Type"] == "application/json"
    assert response.json["prefixes"] == PREFIXES
    for kind, numbers in (("classes", counts.classes), ("properties", counts.properties)):
        listed = response.json[kind]
        assert sorted(listed) == sorted(numbers)
        frequencies = [numbers[iri] for iri in listed]
        assert frequencies == sorted(frequencies, reverse=True)
        assert frequencies[0] > 1


def test_completions_are_asked_for_again_with_a_condition(client: FlaskClient) -> None:
    tag = client.get("/sparql/completions.json").headers["ETag"]
    assert client.get("/sparql/completions.json", headers={"If-None-Match": tag}).status_code == 304


def test_completions_change_with_the_edition(fresh: Settings) -> None:
    client = create_app(fresh).test_client()
    assert client.get("/sparql/completions.json").status_code == 503
    publish_all(fresh.data_dir)
    assert client.get("/sparql/completions.json").json["classes"]


@pytest.mark.parametrize("name", ["yasgui.min.js", "editor.js"])
def test_scripts_are_kept_and_compressed(client: FlaskClient, name: str) -> None:
    with client.get(f"/static/{name}") as plain:  # a long body holds a permit until it is closed
        assert plain.headers["Content-Type"] == "text/javascript; charset=utf-8"
    coded = client.get(f"/static/{name}", headers={"Accept-Encoding": "br"})
    assert "immutable" in coded.headers["Cache-Control"]
    assert coded.headers["Content-Encoding"] == "br"
    assert len(coded.data) < int(plain.headers["Content-Length"]) / 2
    assert coded.headers["ETag"] != plain.headers["ETag"]
    assert client.get(f"/static/yasgui/{name}").status_code == 404
