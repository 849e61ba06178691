"""The HTML pages as documents: structure, links, embedded data; and that nothing in the data becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_app import create_app
from ld.config import Settings
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE, PAYLOAD, book, path_of, publish

PAGES = [
    "/",
    "/records",
    f"/record/{EXAMPLE_ID}",
    "/record/payload",
    path_of("<script>alert(1)</script>"),
    "/collection/pubmed",
    "/terms",
    "/fragments",
    "/fragments?graph=&page=2",
    "/dataset",
    "/dataset/quality",
    "/shapes/",
    "/shapes/core",
    f"/record/{EXAMPLE_ID}.report",
    "/dumps/",
    "/sparql",
    "/sparql/examples",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+20",
    "/record/nope",
    path_of(GONE),
]
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.text: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self.open[-1] if self.open else "", []).append(data)

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def outline(client: FlaskClient, path: str) -> Outline:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.text.startswith("<!doctype html>\n")
    return Outline(response.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(client: FlaskClient, path: str) -> None:
    page = outline(client, path)
    assert page.open == []
    assert [html["lang"] for html in page.every("html")] == ["en"]
    assert len(page.every("h1")) == len(page.every("title")) == len(page.every("main")) == 1
    assert "".join(page.text["title"]).strip()
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = [
        attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes
    ]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_or_holds_scripts_styles_or_other_hosts(client: FlaskClient, path: str) -> None:
    page = outline(client, path)
    scripts = [script for script in page.every("script") if script.get("type") != "application/ld+json"]
    assert (path == "/sparql") == bool(scripts)  # the editor; its page works without
    assert all((script["src"] or "").startswith("/static/") for script in scripts)
    assert not page.every("style")
    assert not page.every("img")
    assert not [
        name
        for _, attributes in page.elements
        for name in attributes
        if name.startswith("on") or name == "style"
    ]
    loaded = [link["href"] for link in page.every("link") if link["rel"] in {"stylesheet", "icon"}]
    assert loaded
    assert all(address is not None and address.startswith("/static/") for address in loaded)
    for address in loaded:
        assert client.get(str(address)).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_everything_that_can_be_clicked_is_of_the_web(client: FlaskClient, path: str) -> None:
    targets = [str(a["href"]) for a in outline(client, path).every("a")]
    assert all(
        target.startswith(("/", "#", "http://", "https://")) and not target.startswith("//")
        for target in targets
    )


@pytest.mark.parametrize("path", PAGES)
def test_own_links_lead_somewhere(client: FlaskClient, path: str) -> None:
    targets = {str(a["href"]).partition("#")[0] for a in outline(client, path).every("a")}
    for target in sorted(t for t in targets if t.startswith("/")):
        expected = 410 if target.startswith(path_of(GONE)) else 200
        assert client.get(target, headers={"Accept": "text/html, */*"}).status_code == expected, target


def test_a_record_page_names_its_formats_and_embeds_the_thing(client: FlaskClient) -> None:
    response = client.get(f"/record/{EXAMPLE_ID}.html")
    page = Outline(response.text)
    document = f"{BASE}/record/{EXAMPLE_ID}"
    found = {link["type"]: link["href"] for link in page.every("link") if link["rel"] == "alternate"}
    assert found["text/turtle"] == f"{document}.ttl"
    assert [link["href"] for link in page.every("link") if link["rel"] == "canonical"] == [document]
    data = orjson.loads("".join(page.text["script"]))
    assert (data["@context"], data["@id"]) == ("https://schema.org", f"{document}#it")
    assert data["name"].startswith("Sex workers as peer health advocates")


def test_every_hash_iri_of_a_record_leads_to_its_place_on_the_page(client: FlaskClient) -> None:
    page = outline(client, f"/record/{EXAMPLE_ID}")
    ids = {attributes.get("id") for _, attributes in page.elements}
    fragments = {str(a["href"])[1:] for a in page.every("a") if str(a["href"]).startswith("#")}
    assert fragments <= ids
    assert {"it", "person-benoit-cecilia", "authors", "id-doi"} <= fragments


def test_texts_carry_their_language_and_direction(fresh: Settings) -> None:
    publish(fresh.data_dir, book("1"))
    app = create_app(fresh)
    page = outline(app.test_client(), "/record/1")
    assert page.every("h1")[0]["dir"] == "auto"
    example = outline(app.test_client(), "/record/1")
    assert [span for span in example.every("span") if span.get("dir") == "auto"]


def test_a_payload_stays_text(client: FlaskClient) -> None:
    response = client.get("/record/payload", headers={"Accept": "text/html"})
    page = Outline(response.text)
    assert "".join(page.text["h1"]) == PAYLOAD
    assert len(page.every("script")) == 1
    assert orjson.loads("".join(page.text["script"]))["name"] == PAYLOAD


@pytest.mark.parametrize(
    "payload",
    [
        "<svg onload=alert(1)>", "\"><img src=x onerror=alert(1)>", "'><script>alert(1)</script>", "</title><script>alert(1)</script>",
        "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)", "<!--<script>", "]]>", "&lt;script&gt;", "</textarea><script>1</script>",
        "\u2028alert(1)", "<a href=javascript:alert(1)>x</a>", "${7*7}", "<iframe srcdoc='<script>1</script>'>",
    ],
)  # fmt: skip
def test_payloads_are_inert_in_title_and_heading_and_on_every_page(fresh: Settings, payload: str) -> None:
    publish(fresh.data_dir, book("1", payload, heading=payload))
    client = create_app(fresh).test_client()
    heading = client.get("/record/1", headers={"Accept": "text/html"})
    subject = next(
        str(a["href"])
        for a in Outline(heading.text).every("a")
        if str(a["href"]).startswith("/subject/lcsh/")
    )
    for path in (
        "/record/1",
        "/",
        "/records",
        "/fragments?predicate=http%3A%2F%2Fpurl.org%2Fdc%2Fterms%2Ftitle",
        subject.partition("#")[0],
        "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D",
    ):
        page = outline(client, path)
        assert {script.get("type") for script in page.every("script")} <= {"application/ld+json"}
        assert not [tag for tag, _ in page.elements if tag in {"svg", "img", "iframe"}]
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        assert payload in "".join(text for texts in page.text.values() for text in texts) or path.startswith(
            "/sparql"
        )


@pytest.mark.parametrize(
    "query", ["</textarea><script>alert(1)</script>", "ASK {} # </textarea><script>alert(1)</script>"]
)
def test_a_query_stays_text(client: FlaskClient, query: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": query, "_format": "html"}, headers={"Accept": "text/html"}
    )
    page = Outline(response.text)
    assert not page.every("script")


def test_settings_show_escaped(fresh: Settings, app: Flask) -> None:
    settings = Settings(
        base_url=BASE,
        data_dir=fresh.data_dir,
        title="<script>x</script>",
        publisher="<b>",
        description="</script>",
    )
    publish(fresh.data_dir, book("1"))
    page = outline(create_app(settings).test_client(), "/")
    assert "".join(page.text["h1"]) == "<script>x</script>"
    assert len(page.every("script")) == 1
