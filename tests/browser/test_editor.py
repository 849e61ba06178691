"""The query editor in a real browser, over a real server."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.chromium import Chromium, Page
from tests.flask_app.catalogue import BASE, PAYLOAD

pytestmark = [pytest.mark.browser, pytest.mark.server]
EDITOR = "document.querySelector('.yasqe .CodeMirror').CodeMirror"
ROWS = "document.querySelectorAll('.yasr table.dataTable tbody tr').length"
ASKED = "SELECT * WHERE {\n  ?s ?p ?o .\n} # ü & + %41\nLIMIT 3"


def opened(page: Page, address: str) -> None:
    page.open(address)
    page.until(f"!!{EDITOR}")


def run(page: Page, query: str | None = None) -> None:
    if query is not None:
        page.read(f"void {EDITOR}.setValue({json.dumps(query)})")
    page.read("document.querySelector('.yasqe_queryButton').click()")


def visible(page: Page, selector: str) -> bool:
    return bool(page.read(f"document.querySelector({json.dumps(selector)}).checkVisibility()"))


def shown_query(page: Page) -> Any:
    """That of the tab in front."""
    return page.read("document.querySelector('.tabPanel.active .yasqe .CodeMirror').CodeMirror.getValue()")


def test_the_editor_takes_the_place_of_the_form(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    assert visible(page, ".yasqe .CodeMirror")
    assert not visible(page, "#plain")
    assert shown_query(page) == page.read("document.getElementById('query').value")


def test_without_a_script_the_form_stays(page: Page, site: str) -> None:
    page.call("Network.setBlockedURLs", urls=["*/static/*.js?*"])
    page.open(f"{site}/sparql")
    assert visible(page, "#plain form")
    assert not visible(page, "#editor")


def test_the_first_query_has_rows_and_files(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    run(page)
    assert page.until(ROWS) == 10
    links = page.read("[...document.querySelectorAll('.downloads a')].map((link) => [link.textContent, link.href])")  # fmt: skip
    assert [label for label, _ in links] == ["JSON", "XML", "CSV", "TSV"]
    csv = page.read(f"fetch({json.dumps(links[2][1])}).then((answer) => answer.text())")
    assert csv.startswith("work,title\r\n")
    assert len(csv.splitlines()) == 11
    assert page.complaints == []


def test_nothing_is_asked_of_other_hosts(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    lines = ["PREFIX schema: <https://schema.org/>", 'SELECT * { ?s schema:na "x" ; a schema:Bo }']
    page.read(f"void ({EDITOR}.setValue({json.dumps(chr(10).join(lines))}), {EDITOR}.focus())")
    for line, before in ((0, "schema:"), (1, "schema:na"), (1, "schema:Bo")):
        column = lines[line].index(before) + len(before)
        page.read(f"void ({EDITOR}.setCursor({line}, {column}), {EDITOR}.autocomplete())")
    run(page, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3")
    page.until("document.querySelectorAll('.downloads a').length === 6")
    assert len(page.requests) > 6
    assert [address for address in page.requests if not address.startswith((f"{site}/", "data:", "blob:"))] == []  # fmt: skip
    assert page.complaints == []  # the policy would have refused what was tried


@pytest.mark.parametrize(
    ("written", "offered"),
    [("schema:Boo", "schema:Book"), ("Bibliogr", "<http://purl.org/dc/terms/BibliographicResource>")],
)
def test_terms_of_the_data_are_completed(page: Page, site: str, written: str, offered: str) -> None:
    opened(page, f"{site}/sparql")
    text = f"PREFIX schema: <https://schema.org/>\nSELECT * {{ ?s a {written}"
    page.read(f"void {EDITOR}.setValue({json.dumps(text)})")
    page.read(f"void ({EDITOR}.focus(), {EDITOR}.setCursor(1, {len(text)}), {EDITOR}.autocomplete())")
    hints = page.until("document.querySelector('.CodeMirror-hint') && [...document.querySelectorAll('.CodeMirror-hint')].map((one) => one.textContent)")  # fmt: skip
    assert hints[0] == offered


def test_a_prefix_is_declared_when_it_is_written(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    page.read(f"void ({EDITOR}.setValue('SELECT * {{ ?s a '), {EDITOR}.focus(), {EDITOR}.setCursor(0, 99))")
    page.write("iso639-2")
    page.write(":")
    page.until(f"{EDITOR}.getValue().startsWith('PREFIX iso639-2: <http://id.loc.gov/vocabulary/iso639-2/>')")


def test_a_new_tab_begins_with_the_prefixes_of_the_data(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    page.read(
        f"fetch('{site}/sparql/completions.json').then((lists) => lists.json())"
    )  # the page has asked before
    page.read("document.querySelector('.addTab').click()")
    query = shown_query(page)
    for line in ("PREFIX schema: <https://schema.org/>", "PREFIX dcterms: <http://purl.org/dc/terms/>"):
        assert f"{line}\n" in query
    assert "prefix hydra" not in query.lower()  # no statement has a term of it


def test_a_wrong_query_shows_its_place(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    run(page, "SELECT *\nWHERE { ?s ?p }")
    said = page.until("document.querySelector('.problem')?.innerText")
    assert "Not well-formed SPARQL" in said
    assert "Line 2, column 16" in said
    page.read("document.querySelector('.problem button').click()")
    assert page.read(f"(({{ line, ch }}) => [line, ch])({EDITOR}.getCursor())") == [1, 15]
    # The browser notes every 400; nothing else is wrong.
    assert [said for said in page.complaints if "the server responded with a status of 400" not in said] == []


def test_a_refused_query_says_why(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    run(page, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert "this endpoint asks no other" in page.until("document.querySelector('.problem')?.innerText")


def test_a_query_that_is_stopped_says_so(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    page.read("document.querySelector('.yasqe_queryButton').click(), document.querySelector('.yasqe_queryButton').click()")  # fmt: skip
    assert page.until("document.querySelector('.problem')?.innerText").strip() == "The query was stopped."


def test_a_shared_address_opens_the_query_and_does_not_run_it(
    page: Page, browser: Chromium, site: str
) -> None:
    opened(page, f"{site}/sparql")
    page.read(f"void {EDITOR}.setValue({json.dumps(ASKED)})")
    page.read("document.querySelector('.yasqe_share').click()")
    address = page.until("document.querySelector('.yasqe_sharePopup input')?.value")
    assert address == f"{site}/sparql#query={quote(ASKED, safe='!()*')}"
    with browser.page() as other:
        other.call("Page.navigate", url=address)
        other.until("!!document.querySelector('.tabPanel.active .CodeMirror')")
        assert shown_query(other) == ASKED
        assert other.read("location.hash") == ""
        assert not other.read(ROWS)
        assert other.requests.count(f"{site}/sparql") == 1  # the page itself
        assert other.complaints == []


def test_an_example_opens_in_the_editor(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    page.read("document.querySelectorAll('#examples a')[1].click()")
    page.until("location.hash === '' && document.querySelectorAll('.tabPanel').length === 2")
    assert "COUNT(DISTINCT ?work)" in shown_query(page)
    run_button = "document.querySelector('.tabPanel.active .yasqe_queryButton')"
    page.read(f"{run_button}.click()")
    assert page.until(ROWS) > 2


def test_what_was_written_is_there_again(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    run(page, ASKED)
    assert page.until(ROWS) == 3
    opened(page, f"{site}/sparql")
    assert shown_query(page) == ASKED


def test_escape_and_tab_leave_the_editor(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    page.read(f"void {EDITOR}.focus()")
    page.press("Tab", 9)
    assert page.read(f"{EDITOR}.hasFocus()")  # it indents
    page.press("Escape", 27)
    page.press("Tab", 9)
    assert not page.read(f"{EDITOR}.hasFocus()")
    assert page.read("document.activeElement.getAttribute('aria-label')") == "Share query"
    assert page.read("document.activeElement.matches(':focus-visible')")


def test_a_result_is_text_and_never_markup(page: Page, site: str) -> None:
    opened(page, f"{site}/sparql")
    run(page, f"SELECT ?t {{ <{BASE}/record/payload#it> <https://schema.org/name> ?t }}")
    written = "document.querySelector('.yasr tbody td .nonIri')?.textContent"
    assert PAYLOAD in page.until(written)
    assert page.read("document.querySelectorAll('.yasr tbody :is(img, script)').length") == 0
    assert page.complaints == []


@pytest.mark.parametrize("path", ["/sparql", "/sparql/examples"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_judge_of_pages_finds_nothing(
    browser: Chromium, site: str, axe: str, path: str, width: int, *, dark: bool
) -> None:
    rules = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]'
    judge = (
        f"axe.run(document, {{ runOnly: {rules} }}).then((found) => found.violations.map((one) => one.id))"
    )
    with browser.page(width=width, dark=dark) as page:
        page.open(f"{site}{path}")
        page.read(f"{axe}; true")
        assert page.read(judge) == []
        assert page.read("document.documentElement.scrollWidth <= innerWidth")
        if path == "/sparql":
            page.read("document.querySelector('.yasqe_share').click()")
            assert page.read(judge) == []
            for query, drawn in ((ASKED, ROWS), ("SELECT *\nWHERE { ?s ?p }", "document.querySelector('.problem')")):  # fmt: skip
                run(page, query)
                page.until(f"!!{drawn}")
                assert page.read(judge) == []
                assert page.read("document.documentElement.scrollWidth <= innerWidth")
