"""Data services: the addresses that answer for the dataset, and what comes from them as a form of it (DCAT 3 §6.8.2, §6.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.distributions import Pairs
from ld.dumps.publisher import publisher_node
from ld.iris import Iris, named
from ld.namespaces import DCAT, DCTERMS, RDF


class Service(NamedTuple):
    """A service and the form of the dataset that it gives.

    Attributes:
        name: fragment of its IRI.
        title: what it is called.
        endpoint: path of its address.
        standard: IRI of what it conforms to; "" if it has a description of its own only.
        gives: fragment of the distribution.
        form: title of the distribution.
        words: what one gets.
        access: path where a person begins.
    """

    name: str
    title: str
    endpoint: str
    standard: str
    gives: str
    form: str
    words: str
    access: str


SERVICES = (
    Service(
        name="sparql",
        title="SPARQL endpoint",
        endpoint="/sparql",
        standard="https://www.w3.org/TR/sparql11-protocol/",
        gives="by-query",
        form="Answers to SPARQL queries",
        words="Queries run over every statement of the current edition.",
        access="/sparql",
    ),
    Service(
        name="api",
        title="Records as linked data",
        endpoint="/",
        standard="",
        gives="by-record",
        form="Linked data, record by record",
        words="Every record at an address of its own, in the format that the client asks for.",
        access="/records",
    ),
)


def service_node(iris: Iris, service: Service) -> NamedNode:
    """IRI of a service.

    >>> service_node(Iris("https://example.org"), SERVICES[0]).value
    'https://example.org/dataset#sparql'
    """
    return NamedNode(f"{iris.base}/dataset#{service.name}")


def services(
    iris: Iris, *, publisher: str = "", license: str = "", openapi: str = "", profiles: Sequence[str] = ()
) -> list[Triple]:
    """The services of ``{base}/dataset#catalog``, and as forms of ``{base}/dataset#it`` what they give.

    Args:
        publisher: who offers them: a name or an IRI; may be empty.
        license: IRI of the licence of the data; may be empty.
        openapi: address of a description of the API; may be empty.
        profiles: IRIs of the profiles in which records are served.

    Raises:
        MintingError: an address is not an IRI.
    """
    triples: list[Triple] = []
    for service in SERVICES:
        node = service_node(iris, service)
        form = NamedNode(f"{iris.base}/dataset#{service.gives}")
        description = openapi if service.name == "api" else f"{iris.base}{service.endpoint}"
        triples.append(Triple(NamedNode(f"{iris.base}/dataset#catalog"), DCAT.service, node))
        triples += (Triple(node, *pair) for pair in _service(iris, service, description))
        triples.append(Triple(iris.dataset, DCAT.distribution, form))
        triples += (Triple(form, *pair) for pair in _form(iris, service, node))
        triples += [Triple(one, DCTERMS.license, named(license)) for one in (node, form) if license]
        triples += [Triple(node, DCTERMS.publisher, publisher_node(iris, publisher))] if publisher else []
    triples += _profiles(iris, profiles)
    return triples


def _service(iris: Iris, service: Service, description: str) -> Pairs:
    yield RDF.type, DCAT.DataService
    yield DCTERMS.title, Literal(service.title, language="en")
    yield DCAT.endpointURL, named(f"{iris.base}{service.endpoint}")
    yield DCAT.servesDataset, iris.dataset
    if description:
        yield DCAT.endpointDescription, named(description)
    if service.standard:
        yield DCTERMS.conformsTo, named(service.standard)


def _form(iris: Iris, service: Service, node: NamedNode) -> Pairs:
    yield RDF.type, DCAT.Distribution
    yield DCTERMS.title, Literal(service.form, language="en")
    yield DCTERMS.description, Literal(service.words, language="en")
    yield DCAT.accessURL, named(f"{iris.base}{service.access}")
    yield DCAT.accessService, node


def _profiles(iris: Iris, profiles: Sequence[str]) -> Iterator[Triple]:
    """The standards, as what they are: DCAT-AP asks for that."""
    by_record = NamedNode(f"{iris.base}/dataset#by-record")
    for profile in profiles:
        yield Triple(by_record, DCTERMS.conformsTo, named(profile))
    for standard in (*profiles, *(service.standard for service in SERVICES if service.standard)):
        yield Triple(named(standard), RDF.type, DCTERMS.Standard)


__all__ = ["SERVICES", "Service", "service_node", "services"]
