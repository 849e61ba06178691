"""The official shapes of DCAT-AP 3.0.1 find no violation in the description: https://semiceu.github.io/DCAT-AP/releases/3.0.1/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple
from rdflib import SH, Graph

from ld.editions import Editions
from ld.namespaces import DCAT, DCTERMS, RDF
from shapes.engines import PyshaclEngine, Result, ShaclEngine
from tests.ld.dumps.describing import SETTINGS, described
from tests.ld.editions.cards import BASE

RESOURCE = NamedNode("http://www.w3.org/2000/01/rdf-schema#Resource")
IN_SCHEME = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
EU = "http://publications.europa.eu/resource/authority/"
ENGINES = pytest.mark.parametrize("engine", [ShaclEngine, PyshaclEngine], ids=lambda one: one.__name__)
# Two are a fault of the release; the file of ranges is an extract of the whole.
UNDEFINED = {"dcat-ap-SHACL": 2, "ranges": 206}

pytestmark = pytest.mark.shared


def shapes_of(shared: Path, name: str) -> str:
    """The official shapes, without references to property shapes that the file does not define."""
    shapes = Graph().parse(shared / "suites" / "dcat-ap-3.0.1" / f"{name}.ttl")
    undefined = [(s, o) for s, o in shapes.subject_objects(SH.property) if (o, SH.path, None) not in shapes]
    assert len(undefined) == UNDEFINED.get(name, 0)
    for shape, missing in undefined:
        shapes.remove((shape, SH.property, missing))
    return shapes.serialize(format="nt")


def text(triples: Sequence[Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def entailed(dcat: Sequence[Triple]) -> list[Triple]:
    """What RDFS adds (rule rdfs4b): ``ranges.ttl`` asks whether an address is an ``rdfs:Resource``, which everything is."""
    addresses = {DCAT.endpointURL, DCAT.endpointDescription}
    return [
        Triple(triple.object, RDF.type, RESOURCE)
        for triple in dcat
        if triple.predicate in addresses and isinstance(triple.object, NamedNode)
    ]


def violations(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if result.severity == str(SH.Violation)]


@ENGINES
@pytest.mark.parametrize("name", ["dcat-ap-SHACL", "shapes", "range", "ranges", "deprecateduris"])
def test_nothing_is_wrong(
    shared: Path, dcat: list[Triple], name: str, engine: type[ShaclEngine | PyshaclEngine]
) -> None:
    assert engine(shapes_of(shared, name)).run(text([*dcat, *entailed(dcat)])) == []


@pytest.mark.parametrize("name", ["dcat-ap-SHACL", "shapes", "range", "ranges", "deprecateduris"])
def test_nothing_is_wrong_with_parts_and_changes(shared: Path, everything: list[Triple], name: str) -> None:
    assert ShaclEngine(shapes_of(shared, name)).run(text([*everything, *entailed(everything)])) == []


@ENGINES
def test_what_is_recommended_and_not_said_is_not_known(
    shared: Path, dcat: list[Triple], engine: type[ShaclEngine | PyshaclEngine]
) -> None:
    """Whom to write to, of what subject, place and time the data are: no setting and no record of all tells."""
    results = engine(shapes_of(shared, "shapes_recommended")).run(text(dcat))
    assert violations(results) == []
    missing = {(result.path.rpartition("/")[2].rpartition("#")[2] or result.path) for result in results}
    assert missing == {
        *("contactPoint", "keyword", "theme", "themeTaxonomy", "spatial", "temporal", "language"),
        *("type", "availability"),  # of a publisher and a licence; planned, of a distribution
        *("format", "conformsTo"),  # of what comes in many, as the client asks
        "license",  # of the files of previous editions
    }


@ENGINES
def test_codes_are_those_of_the_lists(
    shared: Path, dcat: list[Triple], engine: type[ShaclEngine | PyshaclEngine]
) -> None:
    """With what the code lists themselves say (their IRIs are not fetched), two kinds of results remain, neither of them ours.

    A publisher need not be a body of the EU (a warning). And the pattern for checksum algorithms asks for ``https`` where SPDX's
    terms, and the class that the same shape names, begin with ``http``.
    """
    lists = [
        Triple(NamedNode(f"{EU}{name}/{code}"), IN_SCHEME, NamedNode(f"{EU}{name}"))
        for name, code in (
            ("frequency", "DAILY"),
            ("file-type", "RDF_N_QUADS"),
            ("file-type", "RDF_N_TRIPLES"),
        )
    ]
    assert {triple.subject for triple in lists} <= {
        triple.object for triple in dcat if triple.predicate in {DCTERMS.format, DCTERMS.accrualPeriodicity}
    }
    results = engine(shapes_of(shared, "mdr-vocabularies.shape")).run(text([*dcat, *lists]))
    wrong = {result.path for result in violations(results)}
    assert wrong == {"http://spdx.org/rdf/terms#algorithm"}


@ENGINES
def test_the_shapes_see_what_is_missing(
    shared: Path, editions: Editions, engine: type[ShaclEngine | PyshaclEngine]
) -> None:
    """Who publishes it, nobody but the settings can say: the README tells that portals ask for it."""
    dcat = described(editions, replace(SETTINGS, publisher=""))
    results = engine(shapes_of(shared, "shapes")).run(text(dcat))
    assert [(result.focus, result.path) for result in results] == [
        (f"{BASE}/dataset#catalog", DCTERMS.publisher.value)
    ]
