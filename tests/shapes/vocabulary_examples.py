"""Examples of the generated shapes, which are generated too: of each a graph that passes and one that fails for it alone."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from shapes.generating.constraints import Constraint
from shapes.generating.declarations import Declarations, local_name
from shapes.generation import Declared, declared
from shapes.paths import compact

BASE = "https://catalogue.library.net/record/"
PREFIXES = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vocabulary": "https://w3id.org/ldpub/shapes/vocabulary#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEADER = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
LITERALS = {
    "rdf:langString": '"texto"@es',
    "rdfs:Literal": '"text"',
    "xsd:boolean": "true",
    "xsd:date": '"2017-08-30"^^xsd:date',
    "xsd:dateTime": '"2017-08-30T10:15:00Z"^^xsd:dateTime',
    "xsd:decimal": "7.5",
    "xsd:duration": '"PT27M"^^xsd:duration',
    "xsd:gYear": '"2017"^^xsd:gYear',
    "xsd:gYearMonth": '"2017-08"^^xsd:gYearMonth',
    "xsd:integer": "7",
    "xsd:string": '"text"',
}
# Of lexical forms that one engine or the other would let pass.
ILL_FORMED = {
    "xsd:date": ["2017-13-01"],
    "xsd:dateTime": ["2017-08-30", "2017-08-30T24:00:00Z"],
    "xsd:decimal": ["1e3", "INF"],
    "xsd:duration": ["PT", "P1W"],
    "xsd:gYear": ["17", "0000"],
    "xsd:gYearMonth": ["2017-13"],
    "xsd:integer": [" 7"],
}
FOREIGN = ("schema:GeoShape", "skos:Concept", "schema:Person")
HAND_MADE = {
    "known-property": (
        "<{}> a rdf:Seq ; rdf:_1 <{}-1> ; rdf:_1234 <{}-2> . <{}-1> a schema:Zoo ; schema:isicV4 'x' ; <http://id.loc.gov/vocabulary/relators/trl> <{}> .",
        "<{}> a schema:Zoo ; schema:titel 'x' ; <http://x.library.net/p> 1 ; rdf:_0 'x' . <{}-1> dcterms:titel 'x' .",
    ),
    "known-class": ("<{}> a schema:Zoo , dcterms:Policy , rdfs:Class .", "<{}> a schema:Zo , schema:EBook , <http://x.library.net/C> . <{}-1> a dcterms:LCC ."),
    "known-datatype": ("<{}> schema:sameAs 'x'@en-gb , '2017~'^^<http://id.loc.gov/datatypes/edtf/EDTF> .".replace("schema:sameAs", "dcterms:date"),
                       "<{}> dcterms:date 'x'^^<http://x.library.net/t> , '1'^^xsd:float ."),
}  # fmt: skip


def trig(declarations: Declarations) -> tuple[str, str]:
    """The texts of ``valid.trig`` and ``invalid.trig``."""
    graphs = [
        (one.iri, valid(declarations, one), invalid(declarations, one)) for one in generated(declarations)
    ]
    for name, (good, bad) in HAND_MADE.items():
        node = f"{name}#it"
        graphs.append((f"{PREFIXES['vocabulary']}{name}", good.replace("{}", node), bad.replace("{}", node)))
    good = "".join(f"\nvocabulary:{local_name(iri)} {{\n    {passes}\n}}\n" for iri, passes, _ in graphs)
    bad = "".join(f"\nvocabulary:{local_name(iri)} {{\n    {fails}\n}}\n" for iri, _, fails in graphs)
    return HEADER + good, HEADER + bad


def generated(declarations: Declarations) -> list[Declared]:
    return [one for one in declared(declarations) if not one.in_core]


def by_graph(text: str) -> dict[str, str]:
    """N-Triples by name of the graph."""
    found: dict[str, str] = {}
    for quad in ox.parse(text.encode(), ox.RdfFormat.TRIG):
        name = str(quad.graph_name)[1:-1]
        found[name] = found.get(name, "") + f"{quad.triple} .\n"
    return found


def valid(declarations: Declarations, one: Declared) -> str:
    """Every alternative, and a kind of every class."""
    other = Sides(declarations, one)
    if one.side == "range":
        return other.subject(other.typed(0), other.values())
    return "\n    ".join(
        other.subject(f"a {compact(iri)}", [other.values()[0]], number)
        for number, iri in enumerate(other.kinds(one.asked.classes))
    )


def invalid(declarations: Declarations, one: Declared) -> str:
    """Things of other classes, or of none; values of other kinds."""
    other = Sides(declarations, one)
    if one.side == "range":
        return other.subject(other.typed(0), other.wrong_values())
    foreign = other.foreign(one.asked.classes)
    return "\n    ".join(
        [other.subject(f"a {foreign}", [other.values()[0]]), other.subject("", [other.values()[0]], 1)]
    )


class Sides:
    """A declaration beside the other one of the same property."""

    def __init__(self, declarations: Declarations, one: Declared) -> None:
        found = {side.side: side.asked for side in declared(declarations) if side.term == one.term}
        self.declarations, self.one = declarations, one
        self.domain, self.range = found.get("domain"), found.get("range")
        self.node = f"{local_name(one.iri)}#it"

    def typed(self, number: int) -> str:
        return f"a {compact(self.domain.classes[number])}" if self.domain else "a schema:Book"

    def subject(self, typed: str, values: list[str], number: int = 0) -> str:
        said = [typed] if typed else []
        node = f"<{self.node}{f'-{number}' if number else ''}>"
        described = [value for value in values if " a " in value]
        nodes = "".join(f"\n    {value} ." for value in described)
        listed = " , ".join(value.partition(" a ")[0] for value in values)
        said.append(f"{compact(self.one.term)} {listed}")
        return f"{node} {' ; '.join(said)} .{nodes}"

    def values(self) -> list[str]:
        """One of each kind that is allowed."""
        asked = self.range or Constraint("", {}, (), (), any_iri=True)
        return [
            *(LITERALS[name] for name in asked.datatypes),
            *(f"<{self.node}-v{number}> a {compact(iri)}" for number, iri in enumerate(self.kinds(asked.classes))),
            *([f"<{self.node}-undescribed>"] if asked.classes or asked.any_iri else []),
        ]  # fmt: skip

    def wrong_values(self) -> list[str]:
        asked = self.range
        assert asked
        ill = [f'"{form}"^^{name}' for name in asked.datatypes for form in ILL_FORMED.get(name, ())]
        if "rdfs:Literal" in asked.datatypes:
            return [f"<{self.node}-v>"]
        others = [
            '"https://library.net/"^^xsd:anyURI',
            *([] if "xsd:string" in asked.datatypes else ['"text"']),
        ]
        node = [] if asked.any_iri else [f"<{self.node}-v> a {self.foreign(asked.classes)}"]
        return [*ill, *others, *node]

    def kinds(self, classes: tuple[str, ...]) -> Iterator[str]:
        """The classes, and of each one that is a kind of it."""
        for iri in classes:
            yield iri
            yield from sorted(
                below for below in self.declarations.classes if iri in self.declarations.ancestors(below)
            )[:1]

    def foreign(self, classes: tuple[str, ...]) -> str:
        allowed = set(classes)
        found = (
            name
            for name in FOREIGN
            if not ({expanded(name), *self.declarations.ancestors(expanded(name))} & allowed)
        )
        return next(found)


def expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
