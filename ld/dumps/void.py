"""VoID: what an edition holds and where to get it (https://www.w3.org/TR/void/). Every number is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.files import DumpFile
from ld.dumps.linksets import linksets
from ld.dumps.partitions import integer, partitions
from ld.dumps.publisher import publisher_node, publisher_statements
from ld.editions.reading import Edition
from ld.formats import FORMATS
from ld.iris import Iris, named
from ld.namespaces import DCTERMS, RDF, RDFS, VOCABULARIES, VOID, XSD
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
_EXAMPLES = 3


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

    Spec: https://www.w3.org/TR/void/ §2 to §6.
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
    if publisher:
        triples.append(Triple(dataset, DCTERMS.publisher, publisher_node(iris, publisher)))
        triples += publisher_statements(iris, publisher)
    triples += partitions(dataset, "class", counts.classes, VOID.entities)
    triples += partitions(dataset, "property", counts.properties, VOID.triples)
    triples += linksets(iris, counts.links)
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
    for row in edition.records(limit=_EXAMPLES, state=State.PUBLISHED):
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
        yield predicate, integer(n)


def _vocabularies(counts: Counts) -> list[str]:
    used = [*counts.classes, *counts.properties]
    known = {vocabulary.iri for vocabulary in VOCABULARIES.values()}
    return sorted(iri for iri in known if any(term.startswith(iri) for term in used))


__all__ = ["describe"]
