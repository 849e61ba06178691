"""Where a record's page leads."""

from __future__ import annotations

from urllib.parse import urlsplit

import orjson
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from flask_app.links import Link, parse_link_header
from flask_app.representations import Representation
from flask_app.signposting import ABOUT_PAGE, Guide, signs
from flask_app.variants import HTML, document_variants
from ld.namespaces import RDF, SCHEMA
from tests.flask_app.catalogue import BASE, EXAMPLE_ID

PATH = f"/record/{EXAMPLE_ID}"
DOC = f"{BASE}{PATH}"
BROWSER = "text/html,*/*;q=0.8"
ONE = NamedNode("http://x/record/1")
IT = NamedNode("http://x/record/1#it")


def by_rel(header: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in parse_link_header(header):
        found.setdefault(link.rel, []).append(link)
    return found


def author(n: int, *same: str) -> list[Quad]:
    node = NamedNode(f"http://x/record/1#person-{n}")
    return [Quad(IT, SCHEMA.author, node), *(Quad(node, SCHEMA.sameAs, NamedNode(iri)) for iri in same)]


def test_what_is_cited_is_the_doi_if_there_is_one() -> None:
    same = [Quad(IT, SCHEMA.sameAs, NamedNode(f"https://doi.org/10.1000/{n}")) for n in range(2)]
    assert signs(ONE.value, same[:1]).cite_as == "https://doi.org/10.1000/0"
    assert signs(ONE.value, same).cite_as == ONE.value  # which of them, nobody knows
    assert signs(ONE.value, []).cite_as == ONE.value


def test_authors_are_addresses_of_persons_not_names() -> None:
    quads = [
        *author(1, "http://viaf.org/viaf/1", "https://orcid.org/0000-0001-2345-6789"),
        *author(2),
        Quad(IT, SCHEMA.author, NamedNode("http://x/agent/gnd-118500775#it")),
    ]
    assert signs(ONE.value, quads).authors == (
        "https://orcid.org/0000-0001-2345-6789",
        "http://x/agent/gnd-118500775#it",
    )


def test_files_are_items_with_their_types() -> None:
    node = NamedNode("http://x/record/1#file")
    quads = [
        Quad(IT, SCHEMA.encoding, node),
        Quad(node, SCHEMA.contentUrl, NamedNode("https://repo.example/1.pdf")),
        Quad(node, SCHEMA.encodingFormat, Literal("application/pdf")),
    ]
    assert signs(ONE.value, quads).items == (("https://repo.example/1.pdf", "application/pdf"),)


def guide(quads: list[Quad], license: str = "", linkset: str = "http://x/record/1.linkset") -> Guide:
    return Guide(
        "http://x",
        ONE.value,
        signs(ONE.value, quads),
        lambda v: f"{ONE.value}.{v.extension}",
        license,
        linkset,
    )


def test_a_header_is_bounded_and_the_linkset_is_not() -> None:
    quads = [quad for n in range(3_000) for quad in author(n, f"https://orcid.org/{n:04}")]
    found = guide(quads)
    header = found.links(Representation(HTML, negotiated=True))
    assert sum(link.rel == "author" for link in header) == 12
    assert sum(link.rel == "author" for link in found.landing(whole=True)) == 3_000


def test_the_things_own_licence_goes_before_that_of_the_metadata() -> None:
    own = [Quad(IT, SCHEMA.license, NamedNode("https://creativecommons.org/licenses/by/4.0/"))]
    for quads, target in ((own, "https://creativecommons.org/licenses/by/4.0/"), ([], "https://cc0")):
        (link,) = [link for link in guide(quads, "https://cc0").landing() if link.rel == "license"]
        assert link.target == target
    (link,) = [link for link in guide(own, "https://cc0").metadata() if link.rel == "license"]
    assert link.target == "https://cc0"


def test_nothing_is_promised_that_another_record_has() -> None:
    assert "linkset" not in {link.rel for link in guide([], linkset="").links(Representation(HTML))}


def test_a_thing_without_a_class_has_one_type() -> None:
    assert [link.target for link in guide([]).landing() if link.rel == "type"] == [ABOUT_PAGE]
    both = [Quad(IT, RDF.type, SCHEMA.Book), Quad(IT, RDF.type, SCHEMA.Audiobook)]
    assert len([link for link in guide(both).landing() if link.rel == "type"]) == 2


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/turtle"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_level_1_at_the_address_of_the_record(client: FlaskClient, accept: str, method: str) -> None:
    """Whatever format answers there: robots ask with */*."""
    found = by_rel(client.open(PATH, method=method, headers={"Accept": accept}).headers["Link"])
    assert [link.target for link in found["cite-as"]] == ["https://doi.org/10.1186/s12939-017-0655-2"]
    assert [link.target for link in found["type"]] == [ABOUT_PAGE, f"{SCHEMA.iri}ScholarlyArticle"]
    assert all(link.get("type") and link.get("profile") for link in found["describedby"])
    assert [link.target for link in found["linkset"]] == [f"{DOC}.linkset"]
    assert [link.get("type") for link in found["linkset"]] == ["application/linkset+json"]
    assert DOC not in [link.target for link in found["describes"]]


def test_metadata_lead_back_and_name_their_licence(client: FlaskClient) -> None:
    page = by_rel(client.get(PATH, headers={"Accept": BROWSER}).headers["Link"])
    for link in page["describedby"]:
        response = client.get(link.target.removeprefix(BASE))
        assert response.headers["Content-Type"].partition(";")[0] == link.get("type")
        back = by_rel(response.headers["Link"])
        assert DOC in [one.target for one in back["describes"]]
        assert "cite-as" not in back
        assert [one.target for one in back["profile"]] == [link.get("profile")]


def test_level_2_says_the_same(client: FlaskClient) -> None:
    response = client.get(f"{PATH}.linkset")
    assert response.headers["Content-Type"] == "application/linkset+json"
    sets = {one["anchor"]: one for one in orjson.loads(response.data)["linkset"]}
    page = by_rel(client.get(PATH, headers={"Accept": BROWSER}).headers["Link"])
    for rel in ("cite-as", "type", "describedby", "license", "collection"):
        targets = {one["href"] for one in sets[DOC][rel]}
        assert {link.target for link in page[rel]} <= targets
    for anchor in sets.keys() - {DOC}:
        assert DOC in {one["href"] for one in sets[anchor]["describes"]}
        assert client.get(anchor.removeprefix(BASE)).status_code == 200


def test_the_linkset_as_text_says_the_same(client: FlaskClient) -> None:
    response = client.get(f"{PATH}.linkset", headers={"Accept": "application/linkset"})
    assert response.headers["Content-Type"] == "application/linkset"
    links = {
        (link.get("anchor"), link.rel, link.target)
        for link in parse_link_header(response.text.replace("\n", " "))
    }
    sets = orjson.loads(client.get(f"{PATH}.linkset").data)["linkset"]
    assert links == {
        (one["anchor"], rel, target["href"])
        for one in sets
        for rel, targets in one.items()
        if rel != "anchor"
        for target in targets
    }


def test_the_head_of_the_page_has_the_links_of_its_header(client: FlaskClient) -> None:
    from lxml import html

    response = client.get(PATH, headers={"Accept": BROWSER})
    head = {
        (link.get("rel"), link.get("href"), link.get("type"), link.get("profile"))
        for link in html.fromstring(response.data).iterfind(".//head/link")
    }
    header = {
        (link.rel, link.target, link.get("type"), link.get("profile"))
        for link in parse_link_header(response.headers["Link"])
    }
    assert header <= head


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        f"{PATH}.ttl",
        f"{PATH}.html",
        "/collection/pubmed",
        "/dataset",
        "/",
        "/records",
        "/fragments?page=2",
        "/profile/schema",
    ],
)
def test_every_link_of_ours_resolves(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": BROWSER})
    for link in parse_link_header(response.headers["Link"]):
        if link.target.startswith(BASE):
            parts = urlsplit(link.target)
            answer = client.get(f"{parts.path}?{parts.query}", headers={"Accept": link.get("type") or "*/*"})
            assert answer.status_code == 200, link
            if link.get("type"):
                assert answer.headers["Content-Type"].partition(";")[0] == link.get("type"), link


def test_every_variant_is_among_the_alternates_of_the_others(client: FlaskClient) -> None:
    addresses = {f"{DOC}.{variant.extension}" for variant in document_variants()}
    for variant in document_variants():
        own = f"{DOC}.{variant.extension}"
        found = by_rel(client.get(f"{PATH}.{variant.extension}").headers["Link"])
        assert {link.target for link in found["alternate"] if "?" not in link.target} == addresses - {own}
