"""Records that attack: published as inert text, in every format and in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

pytestmark = pytest.mark.server
SCRIPTS = re.compile(r"(?<!https:)(?<!http:)javascript:", re.IGNORECASE)


class Page(HTMLParser):
    """What a page holds that could act."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "script":
            self.scripts.append(dict(attrs))
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as response:
        return str(response.read().decode())


@pytest.mark.parametrize("path", ["/record/hostile.html", "/records?limit=500", "/record/17.html"])
def test_pages_hold_nothing_that_acts(site: str, path: str) -> None:
    page = Page(fetch(site + path))
    assert all(script == {"type": "application/ld+json"} for script in page.scripts)
    assert not page.handlers
    assert not page.tags & {"svg", "img", "iframe", "object", "embed", "b", "i"}
    assert not [address for address in page.addresses if SCRIPTS.search(address)]


def test_embedded_data_cannot_end_its_element(site: str) -> None:
    html = fetch(f"{site}/record/hostile.html")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    assert "<" not in block
    title = json.loads(block)["name"]
    assert f"<http://purl.org/dc/terms/title> {json.dumps(title)}" in fetch(f"{site}/record/hostile.nt")


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_every_format_is_well_formed_and_equal(site: str, extension: str) -> None:
    body = fetch(f"{site}/record/hostile.{extension}")
    expected = {quad.triple for quad in parse(fetch(f"{site}/record/hostile.nt"), format=RdfFormat.N_TRIPLES)}
    assert 30 < len(expected) < 200
    if extension == "rdf":
        assert len(Graph().parse(data=body, format="xml")) == len(expected)
    elif extension == "jsonld":
        assert json.loads(body)["id"] == f"{site}/record/hostile"
    else:
        assert {quad.triple for quad in parse(body, format=RdfFormat.from_extension(extension))} == expected


def test_bad_addresses_are_not_published(site: str) -> None:
    body = fetch(f"{site}/record/hostile.nt")
    urls = re.findall(r"<https://schema.org/url> <([^>]*)>", body)
    assert all(url.startswith("http://a.example/") for url in urls)
    assert not SCRIPTS.search(body)


def test_numbers_and_objects_for_text(site: str) -> None:
    body = fetch(f"{site}/record/17.nt")
    assert '<http://purl.org/dc/terms/title> "1984"' in body
    assert '"1999"^^<http://www.w3.org/2001/XMLSchema#gYear>' in body


@pytest.mark.browser
def test_a_real_browser_runs_nothing(site: str, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    command = [chromium, *options, f"--user-data-dir={tmp_path}", "--dump-dom", f"{site}/record/hostile.html"]
    result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=90)
    page = Page(result.stdout)
    assert all(script == {"type": "application/ld+json"} for script in page.scripts)
    assert not page.handlers
    assert "h1" in page.tags
