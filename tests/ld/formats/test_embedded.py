"""The copy for search engines."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, parse

from ld.formats import Description
from ld.formats.embedded import embedded
from ld.namespaces import DCTERMS, RDF, SCHEMA, XSD

SITE = "https://catalog.example.org"
DOCUMENT = f"{SITE}/record/1"


def view(*rows: tuple[str, NamedNode, NamedNode | Literal], entity: bool = True) -> dict[str, Any]:
    quads = [Quad(NamedNode(s if "//" in s else DOCUMENT + s), p, o) for s, p, o in rows]
    if entity:
        quads.append(Quad(NamedNode(DOCUMENT), SCHEMA.mainEntity, NamedNode(f"{DOCUMENT}#it")))
    result = json.loads(embedded(Description(DOCUMENT, quads, "")))
    assert isinstance(result, dict)
    return result


@pytest.mark.shared
def test_the_seed(shared: Path) -> None:
    quads = list(parse(path=shared / "design" / "examples" / "seed-pubmed-5577770.ttl"))
    document = f"{SITE}/record/pubmed-5577770"
    result = json.loads(embedded(Description(document, quads, "")))
    assert list(result)[:5] == ["@context", "@id", "@type", "name", "headline"]
    assert (result["@context"], result["@id"], result["url"][0]) == (
        "https://schema.org",
        f"{document}#it",
        document,
    )
    assert result["@type"] == "ScholarlyArticle"
    assert result["datePublished"] == "2017"
    assert [author["name"] for author in result["author"]][:2] == ["Cecilia Benoit", "Lynne Belle-Isle"]
    assert result["sameAs"][0] == "https://doi.org/10.1186/s12939-017-0655-2"
    assert result["mainEntityOfPage"]["@id"] == document
    keys = {key for key in _keys(result) if key[0] != "@"}
    assert not {key for key in keys if ":" in key}
    assert keys <= set(SCHEMA.terms)


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


def test_dates_numbers_and_tagged_strings_are_plain() -> None:
    result = view(
        ("#it", SCHEMA.datePublished, Literal("2017-08", datatype=XSD.gYearMonth)),
        ("#it", SCHEMA.numberOfPages, Literal("503", datatype=XSD.integer)),
        ("#it", SCHEMA.isAccessibleForFree, Literal("true", datatype=XSD.boolean)),
        ("#it", SCHEMA.name, Literal("Fische", language="de")),
    )
    assert (
        result["datePublished"],
        result["numberOfPages"],
        result["isAccessibleForFree"],
        result["name"],
    ) == ("2017-08", 503, True, "Fische")


def test_keywords_are_joined_unless_one_holds_a_comma() -> None:
    words = [("#it", SCHEMA.keywords, Literal(word)) for word in ("b", "a")]
    assert view(*words)["keywords"] == "a, b"
    assert view(*words, ("#it", SCHEMA.keywords, Literal("c, d")))["keywords"] == ["a", "b", "c, d"]


def test_only_schema_org() -> None:
    result = view(
        ("#it", DCTERMS.title, Literal("A")),
        ("#it", RDF.type, DCTERMS.BibliographicResource),
        ("#it", RDF.type, SCHEMA.Book),
        ("#it", NamedNode("https://schema.org/@id"), Literal("urn:other")),
        ("#it", SCHEMA.license, NamedNode("https://creativecommons.org/licenses/by/4.0/")),
        ("https://creativecommons.org/licenses/by/4.0/", RDF.type, DCTERMS.LicenseDocument),
        ("#it", SCHEMA.bookFormat, SCHEMA.EBook),
    )
    assert result == {
        "@context": "https://schema.org",
        "@id": f"{DOCUMENT}#it",
        "@type": "Book",
        "bookFormat": "https://schema.org/EBook",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "url": DOCUMENT,
    }


def test_nodes_nest_once_and_are_referred_to_elsewhere() -> None:
    person = NamedNode(f"{DOCUMENT}#person-a")
    result = view(
        ("#it", SCHEMA.author, person),
        ("#it", SCHEMA.about, person),
        ("#person-a", SCHEMA.name, Literal("A")),
    )
    assert result["author"] == {"@id": person.value, "name": "A"}
    assert result["about"] == {"@id": person.value}


def test_a_document_without_a_thing_describes_itself() -> None:
    assert view(("", SCHEMA.name, Literal("A")), entity=False) == {
        "@context": "https://schema.org",
        "@id": DOCUMENT,
        "name": "A",
    }


def test_a_script_element_is_not_ended() -> None:
    text = "</script><!--<script>&amp;\u2028\u2029"
    quads = [Quad(NamedNode(DOCUMENT), SCHEMA.name, Literal(text))]
    data = embedded(Description(DOCUMENT, quads, ""))
    assert not set(data) & set("<>&\u2028\u2029")
    assert json.loads(data)["name"] == text


def test_a_chain_of_any_length() -> None:
    steps = [NamedNode(f"{DOCUMENT}#n{n}") for n in range(2000)]
    quads = [Quad(a, SCHEMA.about, b) for a, b in pairwise(steps)] + [
        Quad(NamedNode(DOCUMENT), SCHEMA.mainEntity, steps[0])
    ]
    assert json.loads(embedded(Description(DOCUMENT, quads, "")))["@id"] == steps[0].value
