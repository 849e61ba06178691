"""SERVICE asks the endpoints that are allowed and no other, however it is written; what is volatile is known as such."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_app.sparql.guard import Limits, Query, guard
from ld.errors import QueryRefusedError
from tests.flask_app.sparql.smuggling import ALLOWED, CALLS, PREFIXES, smuggling

A, B = "http://a.example/sparql", "http://b.example/sparql?x=1"
BOTH = Limits(services=(A, B))
ONE = b'{"head":{"vars":[]},"results":{"bindings":[{}]}}'


class Endpoint(HTTPServer):
    """Answers every query with one empty solution, and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.paths: list[str] = []
        self.base = f"http://127.0.0.1:{self.server_port}/"


class Asked(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Endpoint)
        self.server.paths.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(ONE)))
        self.end_headers()
        self.wfile.write(ONE)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def known(query: str, limits: Limits) -> Query | None:
    try:
        return guard(query, limits)
    except QueryRefusedError:
        return None


def asked(server: Endpoint, query: str) -> list[str]:
    """The paths that an engine asks for in answering `query`."""
    store = pyoxigraph.Store()
    s, p, o = (pyoxigraph.NamedNode(f"http://x.example/{name}") for name in "spo")
    store.extend([pyoxigraph.Quad(s, p, o), pyoxigraph.Quad(s, p, o, s)])
    del server.paths[:]
    try:
        answers = store.query(query, base_iri=server.base)
        list(answers) if not isinstance(answers, pyoxigraph.QueryBoolean) else bool(answers)
    except (OSError, RuntimeError, SyntaxError, ValueError):
        pass
    return server.paths


@pytest.mark.parametrize(
    ("query", "services"),
    [
        (f"ASK {{ SERVICE <{A}> {{ ?s ?p ?o }} }}", (A,)),
        (f"ASK{{service<{A}>{{}}}}", (A,)),
        (f"ASK {{ SERVICE # <{B}>\n SILENT\r\n#\n<{A}> {{}} ?s ?p ?o }}", (A,)),
        (f"ASK {{ ?s ?p ?o . SERVICE <{B}> {{}} {{ sErViCe sIlEnT <{A}> {{ ?s ?p 1 }} }} SERVICE <{B}> {{}} }}", (B, A)),
        (f"ASK {{ SERVICE <{A}> {{ SERVICE <{B}> {{ ?s ?p ?o }} }} }}", (A, B)),
        (f"ASK {{ ?s ?p 1SERVICE<{A}>{{}} }}", (A,)),
        (f"ASK {{ FILTER EXISTS {{ OPTIONAL {{ GRAPH ?g {{ SERVICE <{A}> {{}} }} }} }} }}", (A,)),
        (f"SELECT * {{ {{ SELECT ?s {{ SERVICE <{A}> {{ ?s ?p ?o }} }} }} UNION {{}} }}", (A,)),
        (f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{A}> {{ ?s ?p ?o }} }}", (A,)),
        (f"SELECT * {{ ?s ?p ?o }} HAVING(EXISTS {{ SERVICE <{A}> {{}} }})", (A,)),
        (f"ASK {{ ?s <SERVICE> 'SERVICE <{A}> {{}}' }} # SERVICE <{A}> {{}}", ()),
        (f"PREFIX service: <x:> ASK {{ ?service service:SERVICE <{A}> }}", ()),
    ],
)  # fmt: skip
def test_allowed_endpoints_are_known(query: str, services: tuple[str, ...]) -> None:
    found = guard(query, BOTH)
    assert (found.services, found.volatile) == (services, bool(services))
    if services:
        with pytest.raises(QueryRefusedError, match="this endpoint asks no other"):
            guard(query)


@pytest.mark.parametrize(
    "service",
    [
        "?s", "$s", "x:sparql", "<http://c.example/sparql>", "<http://a.example/sparql/>", "<http://a.example/SPARQL>", "<HTTP://a.example/sparql>",
        "<http://a.example/./sparql>", "<http://a.example/sparq\\u006C>", "<sparql>", "<>", "<//a.example/sparql>", "a", "'http://a.example/sparql'",
        "_:a", "[]", "()", "(<http://a.example/sparql>)", "", "SILENT", "SILENT SILENT <http://a.example/sparql>", "GRAPH <http://a.example/sparql>",
        "SILENT ?s", ".", "^<http://a.example/sparql>", "#<http://a.example/sparql>\n", "< http://a.example/sparql>", "<http://a.example/sparql >", "é",
    ],
)  # fmt: skip
def test_everything_else_is_refused_and_the_message_says_what_is_allowed(service: str) -> None:
    with pytest.raises(QueryRefusedError) as caught:
        guard(
            f"BASE <http://a.example/> PREFIX x: <http://a.example/> ASK {{ SERVICE {service} {{ ?s ?p ?o }} }}",
            BOTH,
        )
    assert caught.value.reason == "service"
    assert f"<{A}>, <{B}>" in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        f"SERVICE <{A}> {{}}",
        f"ASK SERVICE <{A}> {{}}",
        f"ASK {{ ?s ?p SERVICE <{A}> {{}} }}",
        f"ASK {{ FILTER(SERVICE <{A}> {{}}) }}",
        f"ASK {{ SERVICESILENT <{A}> {{}} }}",
        f"CONSTRUCT {{ SERVICE <{A}> {{}} }} {{}}",
        f"ASK {{ VALUES ?x {{ SERVICE <{A}> }} }}",
        f"ASK {{ }} SERVICE <{A}> {{}}",
    ],
)
def test_service_stands_among_triples_only(query: str) -> None:
    with pytest.raises(QueryRefusedError) as caught:
        guard(query, BOTH)
    assert caught.value.reason in {"service", "syntax"}


def test_what_is_sent_to_an_endpoint_counts() -> None:
    query = f"ASK {{ SERVICE <{A}> {{ ?s ?p 1, 2 OPTIONAL {{ ?s ?p 3 }} }} }}"
    found = guard(query, BOTH)
    assert (found.patterns, found.depth) == (4, 3)
    for limits in (
        Limits(services=(A,), patterns=3),
        Limits(services=(A,), depth=2),
        Limits(services=(A,), clauses=1),
    ):
        assert known(query, limits) is None


@pytest.mark.parametrize("call", ALLOWED[:9])
def test_the_engine_asks_what_is_known(endpoint: Endpoint, call: str) -> None:
    query = f"SELECT*{{?s ?p ?o {call}}}".replace("{base}", endpoint.base)
    found = guard(query, Limits(services=(f"{endpoint.base}a", f"{endpoint.base}b")))
    one_sends_the_other = call == "SERVICE<{base}a>{SERVICE<{base}b>{}}"
    expected = found.services[:1] if one_sends_the_other else found.services
    assert {endpoint.base + path[1:] for path in asked(endpoint, query)} == set(expected)


@given(query=smuggling([*CALLS, *ALLOWED, *ALLOWED]))
@settings(max_examples=600, deadline=None)
def test_what_passes_asks_allowed_endpoints_only(endpoint: Endpoint, query: str) -> None:
    query = (PREFIXES + query).replace("{base}", endpoint.base)
    for services in ((), (f"{endpoint.base}a",)):
        found = known(query, Limits(services=services))
        if found is not None:
            paths = set(asked(endpoint, query))
            assert paths <= {"/a"}
            assert found.services or not paths


VOLATILE = [
    "RAND()",
    "NOW()",
    "UUID()",
    "struuid()",
    "BNODE()",
    "bnode('a')",
    "STR(NOW ())",
    "1+#\nRAND()",
    "IF(true,RAND(),1)",
]


@pytest.mark.parametrize("call", VOLATILE)
def test_calls_that_change_are_volatile(call: str) -> None:
    for query in (
        f"SELECT (({call}) AS ?x) {{}}",
        f"SELECT * {{ FILTER({call}) }}",
        f"SELECT * {{ BIND({call} AS ?x) }}",
        f"SELECT * {{ {{ SELECT * {{}} HAVING({call}) }} }}",
        f"SELECT * {{}} ORDER BY ({call})",
    ):
        assert guard(query).volatile, query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {} ORDER BY RAND()",
        "SELECT * {} GROUP BY BNODE()",
        "SELECT * { FILTER RAND() }",
        "SELECT * {} ORDER BY DESC(RAND())",
    ],
)
def test_calls_without_parentheses_around_are_volatile(query: str) -> None:
    assert guard(query).volatile


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?now ?rand ?uuid }",
        "SELECT * { ?s ex:now ?o . ?s now: rand:uuid . ?s :NOW _:BNODE . FILTER(ex:now() + now:() > x:RAND(1)) }",
        "SELECT ('NOW()' AS ?x) { ?s <RAND()> \"\"\"UUID()\"\"\"@now } # BNODE()",
        "SELECT (COUNT(*) AS ?n) (SAMPLE(?o) AS ?any) { ?s ?p ?o } GROUP BY ?s",
        "SELECT * { [] ?p _:b . ?s ?p (1 2) . << ?s ?p ?o >> ?q ?r {| ?t ?u |} }",
        "CONSTRUCT { ?s ?p ?o, (), <<( ?s ?p ?o )>> } { ?s ?p [] ; ?q (1 2), _:b }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p [] }",
    ],
)  # fmt: skip
def test_what_looks_like_it_is_not_volatile(query: str) -> None:
    assert not guard(query).volatile


MADE = [
    "[] ?p ?o", "_:b ?p ?o", "?s ?p (1 2)", "?s ?p [ ?p ?o ]", "?s ?p ?o, _:b", "<< ?s ?p ?o >> ?p ?o", "?s ?p ?o {| ?p ?o |}", "?s ?p ?o ~",
    "?s ?p <<( _:b ?p ?o )>>",
]  # fmt: skip


@pytest.mark.parametrize("made", MADE)
def test_templates_with_blank_nodes_are_volatile(made: str) -> None:
    queries = [
        f"CONSTRUCT {{ {made} }} {{ ?s ?p ?o }}",
        f"CONSTRUCT {{ ?s ?p 1 . {made} }} FROM <x:g> WHERE {{}}",
    ]
    queries += [f"CONSTRUCT WHERE {{ {made} }}", f"CONSTRUCT FROM <x:g> WHERE {{ {made} }}"]
    assert all(guard(query).volatile for query in queries)
    assert not guard(f"SELECT * {{ {made} }}").volatile


@given(st.sampled_from(MADE))
@settings(max_examples=len(MADE))
def test_their_labels_do_change(made: str) -> None:
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode(f"x:{name}") for name in "spo")))
    texts = set()
    for _ in range(2):
        answers = store.query(f"CONSTRUCT {{ {made} }} {{ ?s ?p ?o }}")
        assert isinstance(answers, pyoxigraph.QueryTriples)
        texts.add(answers.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert len(texts) == 2
