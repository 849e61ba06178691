"""Every kind of resource, in every kind of answer: httplint has nothing against the bytes that go over the wire."""

from __future__ import annotations

import re

import pytest

from flask_app import create_app
from ld.config import Settings
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE, STRANGE, path_of
from tests.http.asking import JSONLD, Ask
from tests.http.judging import Message, fetch, remarks
from tests.http.serving import Running

pytestmark = pytest.mark.server
RECORD = f"/record/{EXAMPLE_ID}"
QUERY = "query=ASK%20%7B%7D"
PATHS = (
    *("/", RECORD, f"{RECORD}.ttl", f"{RECORD}.html", f"{RECORD}.rdf", f"{RECORD}.report", f"{RECORD}.linkset"),
    *(f"{RECORD}?_format=ttl", f"{RECORD}?_profile=schema", f"{RECORD}?_profile=alt", f"/record/{GONE}"),
    *(path_of(record_id) for record_id in STRANGE),
    *("/record/none", "/record/%ff", "/records", "/records?limit=2", "/records?limit=x"),
    *("/collection/strange-books", "/subject/lcsh/none", "/terms", "/terms.ttl", "/dataset", "/dataset.ttl"),
    "/problems/not-found",
    *("/.well-known/void", "/dataset/quality", "/dataset/quality.csv", "/dataset/quality/isbn"),
    *("/shapes/", "/shapes/core", "/shapes/core.ttl", "/dumps/", "/dumps/2/dataset.nq.gz", "/dumps/2/delta-removals.ru.zst", "/dumps/2/SHA256SUMS"),
    *("/sparql", f"/sparql?{QUERY}", "/sparql?query=nonsense", "/context.jsonld", "/context/v1.jsonld"),
    *("/sparql/examples", "/sparql/examples.ttl", "/sparql/examples/ten-titles.rq", "/sparql/completions.json"),
    *("/static/editor.js", "/static/yasgui.min.js"),
    *("/fragments", "/fragments?page=2", "/fragments?subject=", "/fragments?page=x", "/fragments?page=99"),
    *("/graph", "/graph?default", "/graph?graph=urn%3Ax", f"/graph?graph={BASE}{RECORD}"),
    *("/frame/record", "/profile/full", "/profile/dcterms", "/robots.txt", "/sitemap.xml", "/sitemap-site.xml"),
    *("/sitemap-records-1.xml", "/openapi.json", "/health/live", "/health/ready", "/metrics", "/static/site.css", "/none"),
)  # fmt: skip
"""One path at least for every route."""
ACCEPTS = (None, "text/html", "text/turtle", "application/json", "application/linkset", "image/png")
PREFLIGHT = (("Origin", "https://app.example"), ("Access-Control-Request-Method", "GET"))
OTHER_ASKS = (
    *(Ask(RECORD, (("Accept-Encoding", coding),)) for coding in ("gzip", "br", "zstd", "identity;q=0", "*;q=0")),
    *(Ask(RECORD, (("Accept", f'application/ld+json;profile="{JSONLD}{form}"'),)) for form in ("expanded", "framed")),
    *(Ask(RECORD, (("Accept", "*/*"), ("Accept-Profile", f"<{BASE}/profile/{name}>"))) for name in ("schema", "unknown")),
    *(Ask(path, (("Accept-Language", "es"),)) for path in ("/dataset/quality", f"{RECORD}.report", "/shapes/core")),
    *(Ask("/dumps/2/dataset.nq.gz", (("Range", value),)) for value in ("bytes=0-9", "bytes=-5", "bytes=999999999-")),
    *(Ask(path, (("If-Match", '"other"'),)) for path in (RECORD, "/dumps/2/dataset.nq.gz")),
    *(Ask(path, headers, "OPTIONS") for path in (RECORD, "/sparql", "/dumps/") for headers in ((), PREFLIGHT)),
    *(Ask(path, (), method) for path in ("/records", "/dataset", "/graph?default") for method in ("POST", "PUT", "DELETE")),
    *(Ask(f"/sparql?{QUERY}", (("Accept", f"application/sparql-results+{kind}"),)) for kind in ("json", "xml")),
    Ask("/sparql", (("Content-Type", "application/x-www-form-urlencoded"),), "POST", QUERY.encode()),
    Ask("/sparql", (("Content-Type", "application/sparql-query"),), "POST", b"SELECT * { ?s ?p ?o } LIMIT 3"),
    Ask("/sparql", (("Content-Type", "text/plain"),), "POST", b"ASK {}"),
    Ask(RECORD, (("Content-Type", "application/ld+json"),), "POST", b'{"@type": "https://schema.org/Book"}'),
)  # fmt: skip
EXCEPTIONS = {"STATUS_BAD_REQUEST": "the request is wrong on purpose, and is told so"}
"""Notes of the judge that we live with, and why."""


@pytest.mark.parametrize("path", PATHS)
def test_answers_to_get_and_head(server: Running, path: str) -> None:
    for accept in ACCEPTS:
        headers = (("Accept", accept),) if accept else ()
        for method in ("GET", "HEAD"):
            ask = Ask(path, headers, method)
            message = fetch(server.port, ask)
            assert not _found(server.port, ask, message), ask
            assert method == "GET" or message.body == b""
        tag = dict(message.headers).get(b"etag", b"").decode()
        if tag and message.status == b"200":
            again = Ask(path, (*headers, ("If-None-Match", tag)))
            message = fetch(server.port, again)
            assert message.status == b"304"
            assert not _found(server.port, again, message), again


@pytest.mark.parametrize("ask", OTHER_ASKS, ids=lambda ask: f"{ask.method} {ask.path} {ask.headers}")
def test_other_answers(server: Running, ask: Ask) -> None:
    assert not _found(server.port, ask, fetch(server.port, ask))


def test_every_route_is_judged(site: Settings) -> None:
    rules = create_app(site).url_map
    adapter = rules.bind("localhost")
    judged = [(path.partition("?")[0], "GET") for path in PATHS if "%ff" not in path]
    judged += [(ask.path, "POST") for ask in OTHER_ASKS if ask.body]
    seen = [adapter.match(*asked, return_rule=True)[0] for asked in judged if adapter.test(*asked)]
    assert [rule.rule for rule in rules.iter_rules() if rule not in seen] == [], "add a path of each to PATHS"


def test_the_judge_sees_what_is_wrong(server: Running) -> None:
    ask = Ask(RECORD)
    message = fetch(server.port, ask)
    wrong = message._replace(headers=[*message.headers, (b"Date", b"yesterday"), (b"ETag", b"none")])
    assert {found.subject for found in remarks(server.port, ask, wrong)} >= {"field-date", "field-etag"}


def _found(port: int, ask: Ask, message: Message) -> list[str]:
    """What the judge says against a message, but for what is excepted; no answer is a failure of ours, or chunked."""
    assert re.fullmatch(rb"[1-4]..", message.status)
    assert b"transfer-encoding" not in {name.lower() for name, _ in message.headers}
    return [str(found) for found in remarks(port, ask, message) if found.note not in EXCEPTIONS]
