"""VoID: what an edition holds and where to get it (https://www.w3.org/TR/void/). Every number is true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.writing import DumpFile
from ld.editions.reading import Edition
from ld.formats import FORMATS
from ld.iris import Iris, named
from ld.namespaces import DCTERMS, FOAF, PREFIXES, RDF, RDFS, SCHEMA, VOCABULARIES, VOID, XSD
from ld.register.model import Counts, State

_W3C_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = {
    "jsonld": "JSON-LD",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "rdfxml": "RDF_XML",
}
_SLUG = re.compile(r"[\w-]+", re.ASCII)


def describe(
    edition: Edition,
    dumps: Sequence[DumpFile],
    *,
    base_url: str,
    title: str,
    publisher: str = "",
    license: str = "",
    sparql_endpoint: str | None = None,
    dumps_url: str | None = None,
) -> list[Triple]:
    """The VoID description of an edition; its dataset is ``{base}/dataset#it``.

    Args:
        edition: to be described; its kept counts are used, nothing is scanned.
        dumps: its dump files.
        base_url: the site's address.
        title: of the dataset.
        publisher: name of who publishes it, or an IRI; may be empty.
        license: IRI of the licence of the metadata; may be empty.
        sparql_endpoint: address of the endpoint, if there is one.
        dumps_url: address of the folder of the dump files; ``{base}/dumps/{edition}`` unless given.

    Raises:
        MintingError: an address is not an IRI.

    Spec: https://www.w3.org/TR/void/ §2 to §4, §6.
    """
    iris = Iris(base_url)
    dataset, counts = iris.dataset, edition.counts()
    address = (dumps_url or f"{iris.base}/dumps/{edition.number:06d}").rstrip("/")
    pairs = chain(
        _general(edition, title, license),
        _access(iris, edition, [f"{address}/{dump.name}" for dump in dumps], sparql_endpoint),
        _statistics(counts),
        ((VOID.vocabulary, NamedNode(iri)) for iri in _vocabularies(counts)),
    )
    triples = [Triple(dataset, predicate, value) for predicate, value in pairs]
    triples += _publisher(iris, publisher) if publisher else ()
    triples += _partitions(iris, "class", counts.classes, VOID.entities)
    triples += _partitions(iris, "property", counts.properties, VOID.triples)
    return triples


_Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def _general(edition: Edition, title: str, license: str) -> _Pairs:
    yield RDF.type, VOID.Dataset
    yield RDFS.label, Literal(title)
    yield DCTERMS.title, Literal(title)
    yield DCTERMS.modified, Literal(edition.info.created, datatype=XSD.dateTime)
    if license:
        yield DCTERMS.license, named(license)


def _access(iris: Iris, edition: Edition, dumps: Sequence[str], sparql_endpoint: str | None) -> _Pairs:
    yield VOID.uriSpace, Literal(f"{iris.base}/")
    for row in edition.records(limit=1, state=State.PUBLISHED):
        yield VOID.exampleResource, named(f"{row.graph}#it")
    if sparql_endpoint:
        yield VOID.sparqlEndpoint, named(sparql_endpoint)
    for url in dumps:
        yield VOID.dataDump, named(url)
    for name in FORMATS:
        if name in _FEATURES:
            yield VOID.feature, NamedNode(_W3C_FORMATS + _FEATURES[name])


def _statistics(counts: Counts) -> _Pairs:
    # An entity's IRI is of the URI space (§4.2), so what we say of others' IRIs makes no entity of them.
    numbers = {
        VOID.triples: counts.quads,
        VOID.entities: counts.subjects - counts.foreign,
        VOID.distinctSubjects: counts.subjects,
        VOID.classes: len(counts.classes),
        VOID.properties: len(counts.properties),
    }
    for predicate, n in numbers.items():
        yield predicate, _integer(n)


def _vocabularies(counts: Counts) -> list[str]:
    used = [*counts.classes, *counts.properties]
    known = {vocabulary.iri for vocabulary in VOCABULARIES.values()}
    return sorted(iri for iri in known if any(term.startswith(iri) for term in used))


def _publisher(iris: Iris, publisher: str) -> list[Triple]:
    if publisher.startswith(("http://", "https://")):
        return [Triple(iris.dataset, DCTERMS.publisher, named(publisher))]
    agent = NamedNode(f"{iris.base}/dataset#publisher")
    return [
        Triple(iris.dataset, DCTERMS.publisher, agent),
        Triple(agent, RDF.type, DCTERMS.Agent),
        Triple(agent, RDF.type, FOAF.Agent),
        Triple(agent, RDFS.label, Literal(publisher)),
        Triple(agent, SCHEMA.name, Literal(publisher)),
    ]


def _partitions(iris: Iris, kind: str, numbers: Mapping[str, int], counted: NamedNode) -> Iterator[Triple]:
    """Partitions by class (§4.5, instances) or property (statements); each has a hash IRI: there are no blank nodes."""
    for term, n in numbers.items():
        partition = NamedNode(f"{iris.base}/dataset#{kind}-{_slug(term)}")
        yield Triple(iris.dataset, VOID[f"{kind}Partition"], partition)
        yield Triple(partition, VOID[kind], NamedNode(term))
        yield Triple(partition, counted, _integer(n))


def _slug(term: str) -> str:
    """A fragment for a term, unique: a prefix and a name, or else part of a digest."""
    for prefix, iri in PREFIXES.items():
        if term.startswith(iri) and _SLUG.fullmatch(term.removeprefix(iri)):
            return f"{prefix}-{term.removeprefix(iri)}"
    return sha256(term.encode()).hexdigest()[:16]


def _integer(n: int) -> Literal:
    return Literal(str(n), datatype=XSD.integer)


__all__ = ["describe"]
