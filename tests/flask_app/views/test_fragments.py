"""``/fragments``: against brute force over the store, and what a client finds its way by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Variable, parse

from flask_app import create_app
from flask_app.fragments import selection
from flask_app.fragments.terms import Term, show
from flask_app.links import parse_link_header
from flask_app.service import Service
from ld.config import Settings
from ld.editions import Editions
from ld.namespaces import FOAF, HYDRA, HYDRA_OF_FRAGMENTS, RDF, SCHEMA, VOID
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, book, publish, worked_example
from tests.flask_app.views.reading import links

NAMES = ("subject", "predicate", "object", "graph")
UNION = f"{BASE}/sparql#union"
DOC = f"{BASE}/record/{EXAMPLE_ID}"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Site(NamedTuple):
    client: FlaskClient
    quads: list[Quad]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data_dir = tmp_path_factory.mktemp("fragments")
    publish(data_dir, worked_example(), *(book(f"b{n}") for n in range(120)))
    with Editions(data_dir).open() as edition:
        quads = list(edition.store)
    assert len(quads) > 5 * selection.PAGE
    return Site(create_app(Settings(base_url=BASE, data_dir=data_dir)).test_client(), quads)


class Page(NamedTuple):
    url: str
    data: list[Quad]
    said: list[Quad]

    def objects(self, subject: str, predicate: NamedNode) -> list[str]:
        return [
            quad.object.value  # type: ignore[union-attr] # no triple terms
            for quad in self.said
            if (quad.subject, quad.predicate) == (NamedNode(subject), predicate)
        ]


def fetch(client: FlaskClient, url: str) -> Page:
    """As a client reads it: what is said of the page is in the graph whose topic is what the page is a subset of."""
    response = client.get(url.removeprefix(BASE), headers={"Accept": "application/n-quads"})
    assert response.status_code == 200, response.text
    quads = list(parse(response.data, format=RdfFormat.N_QUADS))
    wholes = [
        quad.subject for quad in quads if quad.predicate == VOID.subset and quad.object == NamedNode(url)
    ]
    (graph,) = {
        quad.subject for quad in quads if quad.predicate == FOAF.primaryTopic and quad.object in wholes
    }
    said = [quad for quad in quads if quad.graph_name == graph]
    return Page(url, [quad for quad in quads if quad.graph_name != graph], said)


def walk(client: FlaskClient, url: str) -> Iterator[Page]:
    nexts = [url]
    while nexts:
        page = fetch(client, nexts[0])
        yield page
        nexts = page.objects(page.url, HYDRA.next)
        assert len(nexts) <= 1


def address(**terms: str) -> str:
    """As the template has it."""
    order = ("graph", "subject", "predicate", "object", "page")
    query = "&".join(f"{name}={quote(terms[name], safe='')}" for name in order if name in terms)
    return f"{BASE}/fragments?{query}" if query else f"{BASE}/fragments"


def matching(quads: list[Quad], terms: dict[str, Term], graph: str | None) -> Counter[Quad]:
    """Brute force."""
    found = [quad for quad in quads if _matches(quad, terms)]
    merged = graph in {None, UNION}
    return Counter(Quad(*quad.triple, DefaultGraph()) if merged else quad for quad in found)


def _matches(quad: Quad, terms: dict[str, Term]) -> bool:
    bound: dict[Variable, object] = {}
    places = dict(zip(NAMES, (quad.subject, quad.predicate, quad.object, quad.graph_name), strict=True))
    for name, term in terms.items():
        wanted = bound.setdefault(term, places[name]) if isinstance(term, Variable) else term
        if wanted != places[name]:
            return False
    return True


STRANGERS: list[Term] = [
    Variable("x"), Variable("y"), BlankNode("b"), Literal("Emma"), Literal("x", language="en"), NamedNode("http://x/nowhere"),
    Literal("2017", datatype=NamedNode(f"{XSD}gYear")), Literal("02017", datatype=NamedNode(f"{XSD}integer")), RDF.type, SCHEMA.Book,
    Literal('"\\u0022 } UNION { ?s ?p ?o } #'), Literal("'''\n\"\"\" }"), NamedNode(f"{BASE}/terms"),
]  # fmt: skip


@settings(deadline=None, max_examples=250)
@given(st.data())
def test_all_pages_together_are_what_matches(site: Site, data: st.DataObject) -> None:
    quad = data.draw(st.sampled_from(site.quads))
    places = dict(zip(NAMES, (quad.subject, quad.predicate, quad.object, quad.graph_name), strict=True))
    terms: dict[str, Term] = {}
    for name in NAMES:
        choice = data.draw(
            st.sampled_from(
                ["any", "any", "own", "strange"]
                if name != "graph"
                else ["any", "any", "any", "own", "strange"]
            )
        )
        if choice != "any":
            terms[name] = places[name] if choice == "own" else data.draw(st.sampled_from(STRANGERS))  # type: ignore[assignment] # terms
    given_ = {name: show(term) for name, term in terms.items()}
    if "graph" not in terms:
        given_ |= data.draw(st.sampled_from([{}, {"graph": ""}, {"graph": UNION}]))
    start = site.client.get(address(**given_).removeprefix(BASE))
    pages = list(walk(site.client, start.headers.get("Location", address(**given_))))
    expected = matching(site.quads, terms, given_.get("graph"))
    assert Counter(quad for page in pages for quad in page.data) == expected
    assert all(len(page.data) == selection.PAGE for page in pages[:-1])
    assert {number for page in pages for number in totals(page, pages[0].url)} == {str(expected.total())}


def totals(page: Page, fragment: str) -> list[str]:
    numbers = page.objects(fragment, VOID.triples)
    assert page.objects(fragment, HYDRA.totalItems) == numbers
    assert len(numbers) == 1
    return numbers


def test_above_what_is_counted_there_is_a_bound(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "COUNTED", 110)
    number = Counter(quad.object for quad in site.quads)
    often = next(term for term, n in number.most_common() if n > 110)
    fragment = address(object=show(often))  # type: ignore[arg-type] # a term
    pages = list(walk(create_app_again(site), fragment))
    found = [int(total) for page in pages for total in totals(page, fragment)]
    assert found[0] == len(site.quads) >= number[often]
    assert found[-1] == number[often]  # the last page knows


def create_app_again(site: Site) -> FlaskClient:
    """Without what the first has kept."""
    parts = site.client.application.extensions["ldpub"]
    assert isinstance(parts, Service)
    return create_app(parts.settings).test_client()


def test_numbers_of_the_partitions_are_true(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "COUNTED", 0)
    client = create_app_again(site)
    classes = Counter(quad.object for quad in site.quads if quad.predicate == RDF.type)
    for terms, expected in (
        ({}, len(site.quads)),
        ({"graph": ""}, len(site.quads)),
        *(({"predicate": p.value}, n) for p, n in Counter(quad.predicate for quad in site.quads).items()),
        *(({"predicate": RDF.type.value, "object": c.value}, n) for c, n in classes.items()),  # type: ignore[union-attr] # IRIs
    ):
        fragment = address(**terms)  # type: ignore[arg-type] # text
        assert totals(fetch(client, fragment), fragment) == [str(expected)]


def test_what_a_page_says_of_itself(site: Site) -> None:
    fragment = address(graph="")
    second = fetch(site.client, f"{fragment}&page=2")
    assert (DOC_SET, VOID.subset, NamedNode(fragment)) in {tuple(quad)[:3] for quad in second.said}
    assert second.objects(fragment, VOID.subset) == [second.url]
    assert second.objects(second.url, HYDRA_OF_FRAGMENTS.itemsPerPage) == ["100"]
    assert second.objects(second.url, HYDRA.first) == [fragment]
    assert second.objects(second.url, HYDRA.previous) == [fragment]
    assert second.objects(second.url, HYDRA.next) == [f"{fragment}&page=3"]
    assert not fetch(site.client, fragment).objects(fragment, HYDRA.previous)
    assert not any(isinstance(node, BlankNode) for quad in second.said for node in quad)


DOC_SET = NamedNode(f"{BASE}/dataset#it")


def test_the_form_leads_to_every_pattern(site: Site) -> None:
    page = fetch(site.client, address())
    (form,) = page.objects(DOC_SET.value, HYDRA_OF_FRAGMENTS.search)
    assert page.objects(form, HYDRA_OF_FRAGMENTS.template) == [
        f"{BASE}/fragments?graph={{graph}}{{&subject,predicate,object}}"
    ]
    assert page.objects(form, HYDRA_OF_FRAGMENTS.variableRepresentation) == [
        HYDRA_OF_FRAGMENTS.ExplicitRepresentation.value
    ]
    mappings = page.objects(form, HYDRA_OF_FRAGMENTS.mapping)
    assert {
        (
            *page.objects(mapping, HYDRA_OF_FRAGMENTS.variable),
            *page.objects(mapping, HYDRA_OF_FRAGMENTS.property),
        )
        for mapping in mappings
    } == {
        ("subject", f"{RDF.iri}subject"),
        ("predicate", f"{RDF.iri}predicate"),
        ("object", f"{RDF.iri}object"),
        ("graph", "http://www.w3.org/ns/sparql-service-description#graph"),
    }


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld"])
def test_formats_without_graphs_hold_both(site: Site, extension: str) -> None:
    terms = {"subject": f"{DOC}#it", "predicate": SCHEMA.author.value}
    whole = fetch(site.client, address(**terms))
    format_ = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
    response = site.client.get(
        f"{address(**terms).removeprefix(BASE)}&_format={extension}&_form=expanded"
        if extension == "jsonld"
        else f"{address(**terms).removeprefix(BASE)}&_format={extension}"
    )
    found = {str(quad.triple) for quad in parse(response.data, format=format_[extension], base_iri=BASE)}
    assert found == {str(quad.triple) for quad in (*whole.data, *whole.said)}
    assert len(whole.data) > 5


def test_trig_has_the_data_in_the_default_graph_or_in_the_graph_that_was_asked(site: Site) -> None:
    for graph, names in (
        (None, {DefaultGraph()}),
        (UNION, {DefaultGraph()}),
        (DOC, {NamedNode(DOC)}),
        ("", {NamedNode(DOC)}),
    ):
        terms = {"subject": f"{DOC}#it"} | ({} if graph is None else {"graph": graph})
        response = site.client.get(address(**terms).removeprefix(BASE))
        assert response.headers["Content-Type"] == "application/trig"
        quads = list(parse(response.data, format=RdfFormat.TRIG))
        assert {quad.graph_name for quad in quads if quad.subject == NamedNode(f"{DOC}#it")} == names


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("subject=x", "subject"),
        ("object=%22a%22%40", "object"),
        ("page=0", "page"),
        ("graph=a%20b", "graph"),
        ("predicate=a&predicate=b", "predicate"),
    ],
)
def test_bad_values_are_named(site: Site, query: str, named: str) -> None:
    response = site.client.get(f"/fragments?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert response.json["detail"].startswith(named)


@pytest.mark.parametrize(
    "query",
    [
        "page=999999999",
        "page=100",
        "subject=urn%3Ax&page=2",
        "predicate=urn%3Ax&page=2",
        "subject=%22a%22&page=2",
    ],
)
def test_there_is_nothing_behind_the_end(site: Site, query: str) -> None:
    for headers in ({}, {"If-None-Match": "*"}):
        response = site.client.get(f"/fragments?{query}", headers=headers)
        assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_other_spellings_lead_to_the_one_address(site: Site) -> None:
    response = site.client.get(
        f"/fragments?object=&predicate={RDF.type.value.replace('#', '%23')}&page=1&_format=ttl"
    )
    assert response.status_code == 301
    assert response.headers["Location"] == f"{address(predicate=RDF.type.value)}&_format=ttl"
    assert site.client.get(response.headers["Location"].removeprefix(BASE)).mimetype == "text/turtle"


def test_pages_are_linked_in_the_header_too(site: Site) -> None:
    first, second = "/fragments", "/fragments?page=2"
    found = links(site.client.get(first).headers["Link"])
    assert (found["first"], found["next"], found["describedby"]) == (
        f"{BASE}{first}",
        f"{BASE}{second}",
        f"{BASE}/dataset",
    )
    assert "prev" not in found
    assert links(site.client.get(second).headers["Link"])["prev"] == f"{BASE}{first}"


def test_headers_stay_short_enough(site: Site) -> None:
    """Node.js refuses more than 16 kB of headers in all."""
    for length in (1, 200, 700, 1_200, 3_000):
        response = site.client.get(address(object=show(Literal("ü" * length))).removeprefix(BASE))
        assert response.status_code == 200
        others = sum(len(value) for name, value in response.headers if name in {"Link", "Content-Location"})
        assert others < 7_000 + 4 * 6 * length


def test_what_is_known_is_not_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app_again(site)
    tag = client.get("/fragments").headers["ETag"]
    parts = client.application.extensions["ldpub"]
    monkeypatch.setattr(type(parts.desk), "first", None)
    other = create_app_again(site)
    assert other.get("/fragments", headers={"If-None-Match": tag}).status_code == 304
    assert other.get("/fragments").status_code == 500


def test_the_page_narrows_the_pattern(site: Site) -> None:
    text = site.client.get("/fragments", headers={"Accept": "text/html"}).text
    path = "/fragments?" + urlencode({"predicate": RDF.type.value})
    assert path in text
    assert 'rel="next" href="/fragments?page=2"' in text
    assert 'rel="first" href="/fragments"' not in text
    assert "<script" not in text
    narrowed = site.client.get(path, headers={"Accept": "text/html"}).text
    assert f'value="{RDF.type.value}"' in narrowed
    for link in parse_link_header(site.client.get(path).headers["Link"]):
        assert site.client.get(link.target.removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize(
    ("terms", "words"),
    [({"object": '"nobody says this"'}, "No statement matches"), ({}, "in all; here are 1 to 100")],
)
def test_the_page_says_how_many(site: Site, terms: dict[str, str], words: str) -> None:
    path = address(**terms).removeprefix(BASE)
    assert words in site.client.get(path, headers={"Accept": "text/html"}).text


def test_what_stands_in_the_form_is_text(site: Site) -> None:
    path = address(object='""><script>alert(1)</script>"').removeprefix(BASE)
    text = site.client.get(path, headers={"Accept": "text/html"}).text
    assert "&gt;&lt;script&gt;alert(1)" in text
    assert "<script" not in text


def test_people_write_prefixes(client: FlaskClient) -> None:
    response = client.get("/fragments?predicate=schema:name")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("predicate=https%3A%2F%2Fschema.org%2Fname")
    assert client.get("/fragments?predicate=%3Cschema%3Aname%3E&_format=nt").status_code == 200
