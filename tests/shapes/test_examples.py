"""Every shape of a group with a folder of examples says what it is, and has one that passes and one that fails for it alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rdflib import SH, URIRef

from ld.findings import Severity
from shapes import GROUPS, EngineValidator, catalog_of, group

BASE = "https://catalogue.library.net"
EXAMPLES = Path(__file__).parent / "examples"
COUNTS = {"core": 155, "quality": 25, "google": 25}
CATALOGS = {name: catalog_of(name, BASE) for name in COUNTS}
CASES = [(name, iri) for name, catalog in CATALOGS.items() for iri in sorted(catalog.shapes)]
Read = Callable[..., str]


@cache
def checker(name: str) -> EngineValidator:
    return EngineValidator(CATALOGS[name], view=group(name).view)


def example(name: str, iri: str, kind: str) -> Path:
    return EXAMPLES / name / iri.removeprefix(group(name).namespace) / f"{kind}.ttl"


@pytest.mark.parametrize("name", COUNTS)
def test_there_are_shapes(name: str) -> None:
    shapes = CATALOGS[name].shapes
    assert len(shapes) >= COUNTS[name]
    folders = {path.name for path in (EXAMPLES / name).iterdir()}
    assert folders == {iri.removeprefix(group(name).namespace) for iri in shapes}


def test_codes_name_one_shape_only() -> None:
    codes = Counter(shape.code for name in GROUPS for shape in catalog_of(name, BASE).shapes.values())
    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize(("name", "iri"), CASES)
def test_a_shape_says_what_it_is_and_how_to_mend(name: str, iri: str) -> None:
    catalog = CATALOGS[name]
    shape = catalog.shapes[iri]
    assert re.fullmatch(re.escape(group(name).namespace) + "[a-z][a-z0-9-]+", iri)
    assert set(shape.names) == {"en", "es"}
    assert all(shape.names.values())
    assert set(shape.messages) == {"en", "es"}
    assert all(len(message) > 30 for message in shape.messages.values())
    one, other = (set(re.findall(r"\{\$\S+?\}", message)) for message in shape.messages.values())
    assert one == other
    assert (URIRef(iri), SH.severity, URIRef(shape.severity.iri)) in catalog.graph
    assert shape.components


@pytest.mark.parametrize(("name", "iri"), CASES)
def test_valid_example(name: str, iri: str, read_turtle: Read) -> None:
    triples = read_turtle(example(name, iri, "valid"))
    assert triples
    assert checker(name).validate(triples, record_id="1") == ()


@pytest.mark.parametrize(("name", "iri"), CASES)
def test_invalid_example(name: str, iri: str, read_turtle: Read) -> None:
    shape = CATALOGS[name].shapes[iri]
    found = checker(name).validate(read_turtle(example(name, iri, "invalid")), record_id="1")
    assert {(finding.spec, finding.code, finding.severity) for finding in found} == {
        (iri, shape.code, shape.severity)
    }
    for finding in found:
        assert finding.record_id == "1"
        assert "{$" not in finding.message
        assert "  " not in finding.message or "  " in finding.value
        assert " :" not in finding.message
        assert finding.focus


@pytest.mark.parametrize("name", COUNTS)
def test_only_shapes_with_a_target_have_a_severity(name: str) -> None:
    catalog = CATALOGS[name]
    assert {str(shape) for shape in catalog.graph.subjects(SH.severity)} == set(catalog.shapes)


@pytest.mark.parametrize("name", COUNTS)
def test_targets_never_are_literals(name: str) -> None:
    assert not list(CATALOGS[name].graph.subject_objects(SH.targetObjectsOf))


@pytest.mark.parametrize("name", COUNTS)
def test_patterns_mean_the_same_everywhere(name: str) -> None:
    r"""``\d`` and ``\s`` are other sets of characters in each engine."""
    patterns = [str(pattern) for pattern in CATALOGS[name].graph.objects(None, SH.pattern)]
    assert patterns
    assert not [pattern for pattern in patterns if re.search(r"\\[dDwWsS]", pattern)]


def test_severities_of_the_groups() -> None:
    """Core withholds or warns; what completes a record is a remark; of what Google asks it requires two things."""
    severities = {name: {s.severity for s in catalog.shapes.values()} for name, catalog in CATALOGS.items()}
    assert severities["core"] == {Severity.VIOLATION, Severity.WARNING}
    assert severities["quality"] == {Severity.INFO}
    required = {s.code for s in CATALOGS["google"].shapes.values() if s.severity is Severity.VIOLATION}
    assert required == {"shacl.google-dataset-name", "shacl.google-dataset-description"}
