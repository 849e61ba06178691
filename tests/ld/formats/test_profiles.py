"""Profiles: parts of a description that hang together."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ld.errors import UnknownResourceError
from ld.formats import FORMATS, Description
from ld.formats.profiles import DUBLIN_CORE, FULL, PROFILES, SCHEMA_ORG, profile
from ld.namespaces import DCTERMS, FOAF, RDFS, SCHEMA

DOC = "https://catalog.example.org/record/pubmed-5577770"
EXAMPLE = Path(__file__).parents[2] / "data/worked-examples/pubmed-5577770.ttl"
QUADS = list(parse(path=EXAMPLE, format=RdfFormat.TURTLE))


def test_everything_is_everything() -> None:
    assert FULL.select(DOC, QUADS) == QUADS


@pytest.mark.parametrize(
    ("found", "namespaces", "besides"),
    [
        (SCHEMA_ORG, (SCHEMA.iri,), set()),
        (DUBLIN_CORE, (DCTERMS.iri, "http://purl.org/dc/dcmitype/"), {RDFS.label, FOAF.primaryTopic}),
    ],
)
def test_a_profile_has_its_vocabulary_only(
    found: object, namespaces: tuple[str, ...], besides: set[NamedNode]
) -> None:
    assert found in PROFILES.values()
    said = found.select(DOC, QUADS)  # type: ignore[attr-defined]  # it is a profile
    assert 30 < len(said) < len(QUADS)
    for quad in said:
        term = quad.object if quad.predicate.value.endswith("#type") else quad.predicate
        assert term.value.startswith(namespaces) or quad.predicate in besides
    assert set(said) <= set(QUADS)


@pytest.mark.parametrize("found", [SCHEMA_ORG, DUBLIN_CORE])
def test_document_and_thing_are_tied_and_nothing_hangs_loose(found: object) -> None:
    said = found.select(DOC, QUADS)  # type: ignore[attr-defined]  # it is a profile
    assert any(str(quad.subject) == f"<{DOC}>" and str(quad.object) == f"<{DOC}#it>" for quad in said)
    leads: dict[str, set[str]] = {}
    for quad in said:
        leads.setdefault(str(quad.subject), set()).add(str(quad.object))
    reached, waiting = set[str](), [f"<{DOC}>"]
    while waiting:
        node = waiting.pop()
        reached.add(node)
        waiting += [other for other in leads.get(node, ()) if other not in reached]
    assert set(leads) <= reached


def test_what_it_refers_to_has_a_name() -> None:
    said = DUBLIN_CORE.select(DOC, QUADS)
    creators = {quad.object for quad in said if quad.predicate == DCTERMS.creator}
    assert creators
    assert creators <= {quad.subject for quad in said if quad.predicate == RDFS.label}


@pytest.mark.parametrize("found", [SCHEMA_ORG, DUBLIN_CORE])
@pytest.mark.parametrize("name", FORMATS)
def test_authors_stay_in_their_order(found: object, name: str) -> None:
    """The list of authors is BIBO's; the order that it gives is that of every profile."""
    said = found.select(DOC, QUADS)  # type: ignore[attr-defined]  # it is a profile
    text = (
        FORMATS[name].serialize(Description(DOC, said, "https://x/context/v1.jsonld", guides=QUADS)).decode()
    )
    if name in {"ntriples", "nquads"}:
        return  # sorted by definition
    names = ["benoit-cecilia", "belle-isle-lynne", "smith-michaela", "flagg-jackson"]
    places = [text.index(f"#person-{one}") for one in names]
    assert places == sorted(places)


def test_nothing_in_it_is_nothing() -> None:
    quads = [Quad(NamedNode("http://x/1"), DCTERMS.title, Literal("A"))]
    assert list(SCHEMA_ORG.select("http://x/1", quads)) == []


def test_unknown_profiles_are_refused_with_those_that_there_are() -> None:
    assert profile("schema") is SCHEMA_ORG
    with pytest.raises(UnknownResourceError, match="full, schema, dcterms"):
        profile("marc")
