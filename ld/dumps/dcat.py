"""DCAT: the dataset in a catalogue of its own, its files, its services and its editions (https://www.w3.org/TR/vocab-dcat-3/).

It is said of the same ``{base}/dataset#it`` as VoID's description, so that one document answers both kinds of harvesters, and so
that portals that take DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.1/) can take it. Every number is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from ld.config import Settings
from ld.dumps.delta_description import describe_delta
from ld.dumps.deltas import Delta
from ld.dumps.distributions import Folder, Pairs, distributions, dump_folder, formats_of
from ld.dumps.files import DumpFile
from ld.dumps.publisher import publisher_node
from ld.dumps.services import services
from ld.dumps.summary import summary
from ld.dumps.versions import Version, versions
from ld.editions.reading import Edition
from ld.iris import Iris, named
from ld.namespaces import DCAT, DCTERMS, FOAF, FOAF_OF_DATASET, RDF, XSD


def describe_catalog(
    edition: Edition,
    dumps: Sequence[DumpFile],
    *,
    settings: Settings,
    delta: Delta | None = None,
    dumps_url: str | None = None,
    others: Sequence[Version] = (),
    openapi: str = "",
    profiles: Sequence[str] = (),
) -> list[Triple]:
    """The DCAT description of an edition: ``{base}/dataset#catalog`` with the dataset ``#it`` and its services.

    It adds to :func:`ld.dumps.void.describe`, which says the dataset's title, licence, publisher and last change.

    Args:
        edition: to be described; its kept counts are used, nothing is scanned.
        dumps: its dump files.
        settings: of the site.
        delta: what has changed since the edition before, if that has been written.
        dumps_url: address of the folder of all dumps; ``{base}/dumps`` unless given.
        others: editions that are kept besides.
        openapi: address of a description of the site's API; "" if there is none.
        profiles: IRIs of the profiles in which records are served.

    Raises:
        MintingError: an address is not an IRI.

    Spec: DCAT 3 §6.3, §6.6 to §6.9, §11.
    """
    iris = Iris(settings.base_url)
    catalog = NamedNode(f"{iris.base}/dataset#catalog")
    files = dumps_url or f"{iris.base}/dumps"
    issued = edition.info.created
    folder = dump_folder(edition.number, dumps, address=files, issued=issued, license=settings.license)
    text = summary(settings, edition.counts())
    triples = [Triple(catalog, *pair) for pair in _of_catalog(iris, settings, edition, text)]
    triples += (Triple(iris.dataset, *pair) for pair in _of_dataset(iris, settings, edition, folder, text))
    triples += distributions(iris, folder)
    if delta is not None:
        triples += describe_delta(
            iris, edition.number, delta, settings=settings, address=files, issued=issued
        )
    triples += services(
        iris,
        publisher=settings.publisher,
        license=settings.license,
        openapi=openapi,
        profiles=profiles,
    )
    triples += versions(iris, settings, edition.info, others, dumps_url=files)
    return list(dict.fromkeys([*triples, *_kinds(iris, settings)]))


def _of_catalog(iris: Iris, settings: Settings, edition: Edition, text: str) -> Pairs:
    yield RDF.type, DCAT.Catalog
    yield DCTERMS.title, Literal(settings.title)
    yield DCTERMS.description, Literal(text)
    yield DCTERMS.issued, _moment(edition.first_created)
    yield DCTERMS.modified, _moment(edition.info.created)
    if settings.publisher:
        yield DCTERMS.publisher, publisher_node(iris, settings.publisher)
    if settings.license:
        yield DCTERMS.license, named(settings.license)
    yield FOAF_OF_DATASET.homepage, _home(iris)
    yield DCAT.dataset, iris.dataset


def _of_dataset(iris: Iris, settings: Settings, edition: Edition, folder: Folder, text: str) -> Pairs:
    yield RDF.type, DCAT.Dataset
    yield DCTERMS.description, Literal(text)
    yield DCTERMS.issued, _moment(edition.first_created)
    yield DCAT.version, Literal(str(edition.number))
    yield DCAT.landingPage, _home(iris)
    if settings.update_frequency:
        yield DCTERMS.accrualPeriodicity, named(settings.update_frequency)
    for node in formats_of(iris, folder):
        yield DCAT.distribution, node


def _kinds(iris: Iris, settings: Settings) -> Iterator[Triple]:
    """What kind of thing the IRIs are that are not described here: DCAT-AP asks for that."""
    yield Triple(_home(iris), RDF.type, FOAF.Document)
    if settings.license:
        yield Triple(named(settings.license), RDF.type, DCTERMS.LicenseDocument)
    if settings.update_frequency:
        yield Triple(named(settings.update_frequency), RDF.type, DCTERMS.Frequency)


def _home(iris: Iris) -> NamedNode:
    return NamedNode(f"{iris.base}/")


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime)


__all__ = ["describe_catalog"]
