"""Shapes files are indexed by shape, and messages rendered."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH, BNode, URIRef

from ld.findings import Severity
from shapes import Catalog, EngineValidator, Shape, load

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .\n"


def written(tmp_path: Path, text: str, name: str = "own.ttl") -> Path:
    file = tmp_path / name
    file.write_text(PREFIXES + text, encoding="utf-8")
    return file


def test_defaults(tmp_path: Path) -> None:
    shape = load([written(tmp_path, "x:s sh:targetClass x:C ; sh:minCount 1 ; sh:path x:p .")]).shapes[
        "http://x/s"
    ]
    assert shape.severity is Severity.VIOLATION
    assert (shape.path, shape.choices, shape.names) == ("http://x/p", (), {})
    assert shape.components == (f"{SH}MinCountConstraintComponent",)
    message = shape.message(focus="http://x/1", value="", path="http://x/p")
    assert message == "http://x/p of <http://x/1> must be there at least once."


def test_messages_by_language(catalog: Catalog) -> None:
    shape = catalog.shapes["https://w3id.org/ldpub/shapes/core#isbn"]
    said = {
        tag: shape.message(focus="http://x/1", value='"9"', path="", language=tag)
        for tag in ("en", "es", "de")
    }
    assert said["de"] == said["en"] != said["es"]
    assert said["es"].startswith("schema:isbn de <http://x/1> no es un ISBN-13 válido")


def test_a_message_without_value_does_not_speak_of_one(catalog: Catalog) -> None:
    shape = catalog.shapes["https://w3id.org/ldpub/shapes/core#document-modified"]
    message = shape.message(focus="http://x/1", value="", path="")
    assert message.endswith("of <http://x/1> must be one xsd:dateTime (or the xsd:date of the source).")


@given(st.text())
def test_values_are_not_read_as_placeholders(value: str) -> None:
    shape = Shape("http://x/s", Severity.INFO, {}, {"en": "[{$value}][{$this}]"}, "", (), ())
    message = shape.message(focus="F", value=f'"{{$this}}{value}', path="")
    assert message.startswith('["{$this}')
    assert message.endswith("[<F>]")
    assert len(message) < 200 or not value.isprintable()  # escapes are longer


def test_several_files_keep_their_blank_nodes_apart(tmp_path: Path) -> None:
    one = written(tmp_path, "x:a sh:targetClass x:C ; sh:not _:n . _:n sh:class x:D .", "one.ttl")
    two = written(tmp_path, "x:b sh:targetClass x:C ; sh:not _:n . _:n sh:class x:E .", "two.ttl")
    catalog = load([one, two])
    inner = {catalog.graph.value(URIRef(f"http://x/{name}"), SH["not"]) for name in "ab"}
    assert len(inner) == 2
    found = EngineValidator(catalog).validate(
        "".join(
            f"<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/{c}> .\n" for c in "CD"
        ),
        record_id="",
    )
    assert [finding.spec for finding in found] == ["http://x/a"]


def test_anonymous_property_shapes_get_the_same_names_each_time(tmp_path: Path) -> None:
    properties = [
        "[ sh:path x:p ; sh:minCount 1 ]",
        "[ sh:path x:p ; sh:maxCount 2 ]",
        "[ sh:path x:q ; sh:property [ sh:path x:r ; sh:minCount 1 ] ]",
    ]
    for order in (properties, properties[::-1]):
        file = written(tmp_path, f"x:s sh:targetClass x:C ; sh:property {', '.join(order)} .")
        catalog = load([file])
        assert sorted(catalog.shapes) == [
            "http://x/s",
            "http://x/s.1-p",
            "http://x/s.2-p",
            "http://x/s.3-q",
            "http://x/s.3-q.1-r",
        ]
        assert catalog.shapes["http://x/s.1-p"].components == (f"{SH}MaxCountConstraintComponent",)
        assert not [node for node in catalog.graph.objects(None, SH.property) if isinstance(node, BNode)]


def test_engines_do_not_get_what_is_for_people(catalog: Catalog) -> None:
    assert str(SH.message) not in catalog.ntriples
    assert f"<{SH.name}>" not in catalog.ntriples
    assert "@es" not in catalog.ntriples
