"""The plain way: pymarc, an rdflib graph a record, pyshacl with our own core shapes, oxrdflib on disk. What one would write without ldpub.

Usage: ``python tests/bench/plain_way.py FILE STORE [rules]``; prints JSON: what was made and the seconds of each part, by the clock. `FILE` is ISO 2709,
`STORE` a folder to make, `OXRDFLIB` a folder with oxrdflib. By itself it states the main fields; with ``rules``, all that ldpub's own
rules state, as rdflib terms (:mod:`rdflib_way`), read by ldpub's own parser, so that the same statements are made, checked and stored.

Written as well as we could without leaving that way: the shapes are read once; queries of shapes are prepared once, where pyshacl alone would parse them
for every node and take ten times as long; each record goes into the store by one call.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyshacl
from pymarc import Field, MARCReader, Record
from rdflib import DCTERMS, RDF, RDFS, XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

BASE = "https://catalog.example.org"
SDO = Namespace("https://schema.org/")  # rdflib's own SDO
BIBO = Namespace("http://purl.org/ontology/bibo/")
LANGUAGES = Namespace("http://id.loc.gov/vocabulary/iso639-2/")
_YEAR = re.compile(r"\d{4}")
_ISBN = re.compile(r"[\dXx-]{10,17}")
_AGENTS = {"100": SDO.Person, "110": SDO.Organization, "700": SDO.Person, "710": SDO.Organization}
_IDENTIFIERS = Namespace("http://id.loc.gov/vocabulary/identifiers/")
_SCHEMES = {"010": _IDENTIFIERS.lccn, "035": _IDENTIFIERS.oclcnum}
_HEADINGS = ("600", "610", "650", "651")


class PreparedGraph(Graph):
    """A graph that parses a query once, whatever the number of nodes that pyshacl runs it for."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Any:
    return prepareQuery(text)


class Timer:
    """Seconds by the clock, by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def main(path: Path, store: Path, mode: str = "") -> None:
    """Every record the whole way, one after the other."""
    sys.path.insert(0, os.environ["OXRDFLIB"])
    from oxrdflib import OxigraphStore

    timer, counts = Timer(), {"records": 0, "triples": 0, "invalid": 0}
    kept = OxigraphStore()
    kept.open(str(store), create=True)
    dataset = Dataset(store=kept)
    with timer.part("reading shapes"):
        shapes = Graph().parse(data=files("shapes").joinpath("core.ttl").read_text("utf-8"), format="turtle")
    of = _with_rules if mode == "rules" else _main_fields
    assert not _conforms(_broken(next(of(path))), shapes)  # shapes do find what they are about
    graphs = of(path)
    while True:
        with timer.part("reading and mapping"):
            graph = next(graphs, None)
        if graph is None:
            break
        counts["records"] += 1
        counts["triples"] += len(graph)
        with timer.part("validating"):
            counts["invalid"] += not _conforms(graph, shapes)
        with timer.part("storing"):
            dataset.addN((*triple, graph) for triple in list(graph))
    with timer.part("storing"):
        kept._inner.flush()
    print(json.dumps(counts | {"seconds": timer.seconds}))


def _conforms(graph: Graph, shapes: Graph) -> bool:
    """Whether no shape with the severity Violation fails."""
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", allow_warnings=True)
    return bool(conforms)


def _broken(graph: Graph) -> Graph:
    """It, with an ISBN that is none."""
    graph.add((URIRef(f"{graph.identifier}#it"), SDO.isbn, Literal("978")))
    return graph


def _with_rules(path: Path) -> Iterator[Graph]:
    """Parsed and mapped by ldpub's own code, but into rdflib."""
    from rdflib_way import rules

    from ld.sources.base import ParseOptions, SourceRecord
    from ld.sources.reading import read
    from ld.sources.registry import SOURCES

    to_graph: Callable[[Any], Graph] = rules(BASE)
    for item in read([str(path)]):
        if isinstance(item, SourceRecord):
            record = SOURCES[item.format].parse(item, ParseOptions()).record
            if record is not None:
                made = PreparedGraph(identifier=URIRef(f"{BASE}/record/{quote(record.id, safe='')}"))
                for triple in to_graph(record):
                    made.add(tuple(map(_plain, triple)))
                yield made


def _plain(term: Any) -> URIRef | Literal:
    """rdflib holds terms of different classes to be different, so shapes would find none of those that the rules make."""
    if isinstance(term, Literal):
        return Literal(str(term), lang=term.language, datatype=None if term.language else term.datatype)
    return URIRef(str(term))


def _main_fields(path: Path) -> Iterator[Graph]:
    with path.open("rb") as file:
        for record in MARCReader(file, utf8_handling="replace"):
            if record is not None:
                yield _graph(record)


def _graph(record: Record) -> Graph:
    """Title, contributors, publisher, date, languages, subjects, extent and identifiers, in schema.org and Dublin Core."""
    document = URIRef(f"{BASE}/record/{quote(record['001'].data.strip())}")
    work = URIRef(f"{document}#it")
    graph = PreparedGraph(identifier=document)
    graph.add((document, RDF.type, SDO.WebPage))
    graph.add((document, SDO.mainEntity, work))
    for kind in (SDO.Book, BIBO.Book):
        graph.add((work, RDF.type, kind))
    for make in (_title, _agents, _publication, _languages, _subjects, _extent, _identifiers):
        make(graph, document, work, record)
    return graph


def _both(graph: Graph, work: URIRef, properties: Iterable[URIRef], value: URIRef | Literal) -> None:
    for named in properties:
        graph.add((work, named, value))


def _describe(graph: Graph, thing: URIRef, name: Literal, *classes: URIRef) -> None:
    for one in classes:
        graph.add((thing, RDF.type, one))
    graph.add((thing, SDO.name, name))
    graph.add((thing, RDFS.label, name))


def _title(graph: Graph, _: URIRef, work: URIRef, record: Record) -> None:
    title = (
        " ".join(_clean(part) for part in record["245"].get_subfields("a", "b")) if "245" in record else ""
    )
    if title:
        _both(graph, work, (SDO.name, DCTERMS.title), Literal(title))


def _agents(graph: Graph, document: URIRef, work: URIRef, record: Record) -> None:
    for n, field in enumerate(record.get_fields(*_AGENTS)):
        agent, name = URIRef(f"{document}#agent-{n}"), Literal(_first(field))
        first = field.tag.startswith("1")
        _both(
            graph,
            work,
            (SDO.author, DCTERMS.creator) if first else (SDO.contributor, DCTERMS.contributor),
            agent,
        )
        _describe(graph, agent, name, _AGENTS[field.tag], DCTERMS.Agent)


def _publication(graph: Graph, document: URIRef, work: URIRef, record: Record) -> None:
    for n, field in enumerate(record.get_fields("260", "264")):
        for name in field.get_subfields("b")[:1]:
            publisher = URIRef(f"{document}#publisher-{n}")
            _both(graph, work, (SDO.publisher, DCTERMS.publisher), publisher)
            _describe(graph, publisher, Literal(_clean(name)), SDO.Organization, DCTERMS.Agent)
    if (year := record["008"].data[7:11] if "008" in record else "") and _YEAR.fullmatch(year):
        _both(graph, work, (SDO.datePublished, DCTERMS.issued), Literal(year, datatype=XSD.gYear))


def _languages(graph: Graph, _: URIRef, work: URIRef, record: Record) -> None:
    code = record["008"].data[35:38] if "008" in record else ""
    if code.isalpha():
        graph.add((work, DCTERMS.language, LANGUAGES[code]))
        graph.add((LANGUAGES[code], RDF.type, DCTERMS.LinguisticSystem))
        graph.add((work, SDO.inLanguage, Literal(code)))


def _subjects(graph: Graph, _: URIRef, work: URIRef, record: Record) -> None:
    for field in record.get_fields(*_HEADINGS):
        label = "--".join(_clean(part) for part in field.get_subfields("a", "x", "y", "z", "v"))
        subject = URIRef(f"{BASE}/subject/{quote(label.lower().replace(' ', '-'), safe='')}")
        _both(graph, work, (SDO.about, DCTERMS.subject), subject)
        _describe(graph, subject, Literal(label), SDO.DefinedTerm)


def _extent(graph: Graph, document: URIRef, work: URIRef, record: Record) -> None:
    for n, field in enumerate(record.get_fields("300")):
        extent = URIRef(f"{document}#extent-{n}")
        graph.add((work, DCTERMS.extent, extent))
        graph.add((extent, RDF.type, DCTERMS.SizeOrDuration))
        graph.add((extent, RDFS.label, Literal(_first(field))))


def _identifiers(graph: Graph, document: URIRef, work: URIRef, record: Record) -> None:
    for field in record.get_fields("020"):
        if found := _ISBN.match(_first(field)):
            graph.add((work, SDO.isbn, Literal(found[0].replace("-", ""))))
    for n, field in enumerate(record.get_fields("010", "035")):
        value = URIRef(f"{document}#id-{n}")
        graph.add((work, SDO.identifier, value))
        graph.add((value, RDF.type, SDO.PropertyValue))
        graph.add((value, SDO.propertyID, _SCHEMES[field.tag]))
        graph.add((value, SDO.value, Literal(_first(field))))


def _first(field: Field) -> str:
    return _clean(next(iter(field.get_subfields("a")), ""))


def _clean(text: str) -> str:
    """Without the punctuation of cards."""
    return text.strip().rstrip(" /:;,")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
