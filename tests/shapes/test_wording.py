"""Shapes without a message say what they ask, constraint by constraint."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from shapes import load
from shapes.loading.wording import sentence

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
VALUE = "{$path} of {$this} is {$value}, but must"


@pytest.mark.parametrize(
    ("constraints", "asked"),
    [
        ("sh:minCount 2", "be there at least twice"),
        ("sh:maxCount 0", "not be there"),
        ("sh:minCount 1 ; sh:maxCount 3", "be there at least once and be there at most 3 times"),
        ("sh:nodeKind sh:IRIOrLiteral", "be an IRI or a literal"),
        ("sh:datatype xsd:date", "be of the datatype xsd:date"),
        ("sh:class schema:Book", "be an instance of schema:Book"),
        ('sh:hasValue "a"@en', 'have the value "a"@en'),
        ('sh:in ( "a" schema:Book 3 )', "be one of a, schema:Book or 3"),
        ("sh:in ( 1 2 3 4 5 6 7 8 9 10 )", "be one of 1, 2, 3, 4, 5, 6, 7, 8 or 2 more"),
        ("sh:in ( )", "be one of "),
        ('sh:languageIn ( "en" "es" )', "have one of the language tags en or es"),
        ("sh:uniqueLang true", "have each language tag only once"),
        ("sh:minLength 2 ; sh:maxLength 9", "have at least 2 characters and have at most 9 characters"),
        ('sh:pattern "^a" ; sh:flags "i"', "match the pattern ^a, in upper or lower case"),
        ('sh:pattern "^{$this}"', "match the pattern ^{ $this}"),
        ("sh:minInclusive 1 ; sh:maxExclusive 9", "be 1 or more and be less than 9"),
        ("sh:minExclusive 1 ; sh:maxInclusive 9", "be more than 1 and be 9 or less"),
        ("sh:equals x:q ; sh:disjoint x:r", "have the same values as http://x/q and have no value that http://x/r has"),
        ("sh:lessThan x:q", "be less than each http://x/q"),
        ("sh:lessThanOrEquals x:q", "be no more than any http://x/q"),
        ("sh:node x:other", "conform to <http://x/other>"),
        ("sh:node [ sh:property [ sh:path x:q ] ]", "conform to the shape"),
        ("sh:not [ sh:nodeKind sh:BlankNode ]", "not be a blank node"),
        ("sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )", "be of the datatype xsd:date or be of the datatype xsd:gYear"),
        ("sh:and ( [ sh:minLength 2 ] [ sh:path x:q ; sh:minCount 1 ] )", "have at least 2 characters and have http://x/q that must be there at least once"),
        ("sh:xone ( [ sh:nodeKind sh:IRI ] x:other )", "either be an IRI or conform to <http://x/other>, and no two of these"),
        ("sh:qualifiedValueShape [ sh:class x:C ] ; sh:qualifiedMinCount 2", "have at least 2 of those that must be an instance of http://x/C"),
        ("sh:qualifiedValueShape [ ] ; sh:qualifiedMaxCount 2", "have at most 2 of those that must conform to the shape"),
        ('sh:sparql [ sh:select "SELECT $this { }" ]', "meet the condition of the shape's query"),
        ("sh:closed false ; sh:uniqueLang false", ""),
    ],
)  # fmt: skip
def test_each_constraint(constraints: str, asked: str) -> None:
    graph = Graph().parse(data=f"{PREFIXES}x:s sh:path x:p ; {constraints} .")
    said = sentence(graph, URIRef("http://x/s"))
    begin = "{$path} of {$this} must" if asked.startswith(("be there", "not be there")) else VALUE
    assert said == (f"{begin} {asked}." if asked else "")


def test_node_shapes() -> None:
    text = "x:s sh:closed true ; sh:ignoredProperties ( x:b ) ; sh:property [ sh:path x:p ] , [ sh:path ( schema:author schema:name ) ] ."
    graph = Graph().parse(data=PREFIXES + text)
    assert sentence(graph, URIRef("http://x/s")) == (
        "{$this} must have no other properties than (schema:author/schema:name), http://x/b and http://x/p."
    )


def test_long_sentences_are_cut() -> None:
    alternatives = " ".join(f"[ sh:class x:{'C' * 50}{number} ]" for number in range(100))
    graph = Graph().parse(data=f"{PREFIXES}x:s sh:path x:p ; sh:or ( {alternatives} ) .")
    assert len(sentence(graph, URIRef("http://x/s"))) < 500


def test_a_finding_without_value_does_not_speak_of_one(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(
        f"{PREFIXES}x:s sh:targetClass x:C ; sh:path x:p ; sh:minCount 1 ; sh:pattern '^a' .", "utf-8"
    )
    shape = load([file]).shapes["http://x/s"]
    with_value = shape.message(focus="http://x/1", value='"b"', path="http://x/p")
    assert (
        with_value
        == 'http://x/p of <http://x/1> is "b", but must be there at least once and match the pattern ^a.'
    )
    without = shape.message(focus="http://x/1", value="", path="http://x/p")
    assert without == "http://x/p of <http://x/1> must be there at least once and match the pattern ^a."
    literal = shape.message(focus='"x"', value="", path="http://x/p")
    assert literal.startswith('http://x/p of "x" must')
