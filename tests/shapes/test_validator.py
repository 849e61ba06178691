"""What a validator promises besides agreement: bounded time, fixed order, threads, clear errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from ld.errors import ConfigError, RDFSyntaxError
from ld.findings import Severity
from shapes import EngineValidator, validate, validator
from shapes.engines import MAX_RESULTS

EXAMPLES = Path(__file__).parent / "examples" / "core"
IT = "<https://catalogue.library.net/record/1#it>"
DCTERMS, SCHEMA = "http://purl.org/dc/terms/", "https://schema.org/"
MANY = 100_000
Read = Callable[..., str]


@pytest.mark.parametrize(
    ("line", "code", "count"),
    [
        (f'{IT} <{DCTERMS}creator> "c{{}}" .', "shacl.dcmi-agent", MANY),
        (f'{IT} <{SCHEMA}isbn> "{{}}" .', "shacl.book-property", MANY // 10),  # a query for each value
        (f"{IT} <{SCHEMA}sameAs> <https://orcid.org/{{}}> .", "shacl.orcid", MANY // 10),
    ],
)
def test_a_property_with_many_wrong_values(
    line: str, code: str, count: int, shacl_validator: EngineValidator
) -> None:
    """CPU time is bounded, the list is cut, and says so."""
    triples = "\n".join(line.format(number) for number in range(count))
    start = time.process_time()
    found = shacl_validator.validate(triples, record_id="1")
    assert time.process_time() - start < 60
    assert found[0].code == code
    assert len(found) == MAX_RESULTS + 1
    assert (found[-1].code, found[-1].severity) == ("shacl.too-many", Severity.VIOLATION)


@pytest.mark.parametrize(
    "triples",
    [
        "\n".join(f'{IT} <{SCHEMA}keywords> "k{number}" .' for number in range(MANY)),
        f'{IT} <{SCHEMA}description> "{"<b>" * 3_000_000}" .',
        f'{IT} <{DCTERMS}date> "{"19XX/" * 2_000_000}"^^<http://id.loc.gov/datatypes/edtf/EDTF> .',
    ],
    ids=["many", "markup", "edtf"],
)
def test_large_values(triples: str, shacl_validator: EngineValidator) -> None:
    start = time.process_time()
    found = shacl_validator.validate(triples, record_id="1")
    assert time.process_time() - start < 60
    assert all(len(finding.value) <= 500 for finding in found)
    assert all(len(finding.message) <= 500 for finding in found)


def test_findings_come_in_order(shacl_validator: EngineValidator, read_turtle: Read) -> None:
    triples = "".join(read_turtle(path) for path in sorted(EXAMPLES.glob("*/invalid.ttl")))
    found = shacl_validator.validate(triples, record_id="1")
    severities = [finding.severity for finding in found]
    assert severities == sorted(severities, key=list(Severity).index)
    assert len(set(found)) == len(found) > 100
    lines = triples.splitlines(keepends=True)
    assert shacl_validator.validate("".join(reversed(lines)) * 2, record_id="1") == found
    other = shacl_validator.validate(triples, record_id="2")
    assert [replace(finding, record_id="1") for finding in other] == list(found)


def test_one_validator_serves_many_threads(shacl_validator: EngineValidator, read_turtle: Read) -> None:
    texts = [read_turtle(path) for path in sorted(EXAMPLES.glob("*/invalid.ttl"))] * 3
    alone = [shacl_validator.validate(text, record_id="1") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: shacl_validator.validate(text, record_id="1"), texts)) == alone


def test_engines_by_name() -> None:
    assert validator() is validator("shacl", ["core"])
    assert validator("pyshacl") is not validator()
    with pytest.raises(ConfigError, match="must be one of pyshacl, shacl"):
        validator("")


def test_any_graph_can_be_checked() -> None:
    graph = Graph()
    graph.add((URIRef("http://x/record/1#it"), URIRef(f"{SCHEMA}isbn"), Literal("978-3-922740-06-3")))
    found = validate(graph, record_id="1")
    assert [finding.code for finding in found] == ["shacl.book-property", "shacl.isbn"]
    assert validate(graph.serialize(format="nt"), record_id="1", engine="pyshacl") == found


def test_graphs_with_impossible_terms_are_refused() -> None:
    graph = Graph()
    graph.add((URIRef("http://x/a b"), URIRef(f"{SCHEMA}isbn"), Literal("9783922740063")))
    with pytest.raises(RDFSyntaxError, match="does not allow"):
        validate(graph)


def test_the_base_of_the_site_decides_on_test_machines() -> None:
    triples = f"{IT} <{SCHEMA}url> <http://localhost/1> ."
    assert not validate(triples)
    assert not validate(triples, base_url="http://localhost:8080")
    found = validate(triples, base_url="https://catalogue.library.net")
    assert [finding.code for finding in found] == ["shacl.graph-local-host"]
