"""The dataset as search engines read it inside a page: schema.org's Dataset, https://developers.google.com/search/docs/appearance/structured-data/dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from flask_app.pages.files import readable_size
from ld.config import Settings
from ld.dumps import DumpFile
from ld.dumps.distributions import Pairs, dump_address, file_node
from ld.dumps.publisher import publisher_node
from ld.dumps.summary import summary
from ld.editions import Edition
from ld.formats import Description
from ld.formats.embedded import embedded
from ld.iris import Iris, named
from ld.namespaces import RDF, SCHEMA, SCHEMA_OF_DATASET, XSD


def dataset_script(settings: Settings, edition: Edition, dumps: Sequence[DumpFile] = ()) -> str:
    """JSON-LD for a script element: the same on every page that describes the dataset.

    Args:
        settings: of the site.
        edition: the one being served.
        dumps: its dump files.
    """
    home = f"{settings.base_url}/"
    return embedded(
        Description(home, [Quad(*triple) for triple in _statements(settings, edition, dumps)], "")
    )


def _statements(settings: Settings, edition: Edition, dumps: Sequence[DumpFile]) -> Iterator[Triple]:
    iris = Iris(settings.base_url)
    catalog = NamedNode(f"{iris.base}/dataset#catalog")
    yield Triple(named(f"{iris.base}/"), SCHEMA.mainEntity, iris.dataset)
    yield from _said(iris.dataset, _dataset(settings, edition))
    yield Triple(iris.dataset, SCHEMA_OF_DATASET.includedInDataCatalog, catalog)
    yield from _said(catalog, _catalog(settings))
    if settings.publisher:
        publisher = publisher_node(iris, settings.publisher)
        for predicate in (SCHEMA.creator, SCHEMA.publisher):
            yield Triple(iris.dataset, predicate, publisher)
        yield from _said(publisher, _organization(settings.publisher))
    for dump in dumps:
        node = file_node(iris, edition.number, dump)
        yield Triple(iris.dataset, SCHEMA.distribution, node)
        yield from _said(node, _download(settings, edition, dump))


def _said(node: NamedNode, pairs: Pairs) -> Iterable[Triple]:
    return (Triple(node, *pair) for pair in pairs)


def _dataset(settings: Settings, edition: Edition) -> Pairs:
    yield RDF.type, SCHEMA.Dataset
    yield SCHEMA.name, Literal(settings.title)
    yield SCHEMA.description, Literal(summary(settings, edition.counts()))
    yield SCHEMA.datePublished, Literal(edition.first_created, datatype=XSD.dateTime)
    yield SCHEMA.dateModified, Literal(edition.info.created, datatype=XSD.dateTime)
    yield SCHEMA.version, Literal(str(edition.number))
    yield SCHEMA.isAccessibleForFree, Literal("true", datatype=XSD.boolean)
    if settings.license:
        yield SCHEMA.license, named(settings.license)


def _catalog(settings: Settings) -> Pairs:
    yield RDF.type, SCHEMA_OF_DATASET.DataCatalog
    yield SCHEMA.name, Literal(settings.title)
    yield SCHEMA.url, named(f"{settings.base_url}/dataset")


def _organization(publisher: str) -> Pairs:
    yield RDF.type, SCHEMA.Organization
    yield SCHEMA.name, Literal(publisher)


def _download(settings: Settings, edition: Edition, dump: DumpFile) -> Pairs:
    yield RDF.type, SCHEMA.DataDownload
    yield SCHEMA.name, Literal(dump.name)
    yield SCHEMA.contentUrl, named(dump_address(f"{settings.base_url}/dumps", edition.number, dump))
    yield SCHEMA.encodingFormat, Literal(dump.media_type)
    yield SCHEMA_OF_DATASET.contentSize, Literal(readable_size(dump.size))
    yield SCHEMA_OF_DATASET.sha256, Literal(dump.sha256)


__all__ = ["dataset_script"]
