"""What a harvester of embedded data finds in pages: extruct, which others wrote."""

from __future__ import annotations

from typing import Any
from urllib.request import Request, urlopen

import extruct
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.namespace import RDF, SDO

from tests.embedding import of_profile, of_script

pytestmark = pytest.mark.server
RECORDS = (
    "pubmed-5577770",
    "00001045",
    "117821",
    "4609321",
    "pmid-18046398",
    "u3493081",
    "hostile",
    "17",
    "a.ttl",
)
OTHER_SYNTAXES = ["microdata", "opengraph", "microformat"]


def get(url: str, accept: str) -> bytes:
    with urlopen(Request(url, headers={"Accept": accept}), timeout=30) as response:
        body: bytes = response.read()
        return body


def embedded(url: str) -> list[dict[str, Any]]:
    """The JSON-LD of a page; nothing else in it looks like data."""
    page = get(url, "text/html").decode()
    found = extruct.extract(page, base_url=url, syntaxes=["json-ld", *OTHER_SYNTAXES])
    assert all(found[syntax] == [] for syntax in OTHER_SYNTAXES)
    return found["json-ld"]


def values(quads: set[Quad], subject: str, predicate: str) -> set[str]:
    """Short names of classes, and texts."""
    objects = [
        quad.object
        for quad in quads
        if quad.subject == NamedNode(subject) and quad.predicate == NamedNode(predicate)
    ]
    return {item.value.removeprefix(str(SDO)) for item in objects if isinstance(item, NamedNode | Literal)}


@pytest.mark.parametrize("record_id", RECORDS)
def test_it_says_what_the_profile_does(site: str, record_id: str) -> None:
    url = f"{site}/record/{record_id}"
    (found,) = embedded(url)
    said = parse(get(f"{url}?_format=nt&_profile=schema", "*/*"), format=RdfFormat.N_TRIPLES)
    assert of_script(found, f"{site}/context/v1.jsonld") == of_profile(url, said)


@pytest.mark.parametrize("record_id", RECORDS)
def test_the_page_of_a_record_holds_the_thing_that_it_is_about(site: str, record_id: str) -> None:
    url = f"{site}/record/{record_id}"
    (found,) = embedded(url)
    assert found["@context"] == "https://schema.org"  # what Google knows, literally
    assert found["@id"] == f"{url}#it"
    said = set(parse(get(url, "application/n-triples"), format=RdfFormat.N_TRIPLES))
    types, names = found["@type"], found["name"]
    assert set([types] if isinstance(types, str) else types) <= values(said, f"{url}#it", str(RDF.type))
    plain = {
        name if isinstance(name, str) else name["@value"]
        for name in ([names] if not isinstance(names, list) else names)
    }
    assert plain == values(said, f"{url}#it", str(SDO.name))


def test_the_home_page_holds_the_dataset(site: str) -> None:
    (found,) = embedded(f"{site}/")
    assert (found["@type"], found["@id"]) == ("Dataset", f"{site}/dataset#it")
    assert found["distribution"]
