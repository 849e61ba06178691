"""The dataset as search engines read it inside the home page: schema.org, no statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ld.config import Settings
from ld.dumps import DumpFile
from ld.formats import Description
from ld.formats.embedded import embedded
from ld.iris import named
from ld.namespaces import RDF, SCHEMA, XSD


def dataset_script(settings: Settings, modified: str, downloads: Iterable[tuple[DumpFile, str]] = ()) -> str:
    """JSON-LD for a script element.

    Args:
        settings: of the site.
        modified: when the edition was published (xsd:dateTime).
        downloads: dump files with their addresses.

    >>> "DataDownload" in dataset_script(Settings(), "2026-01-01T00:00:00Z")
    False
    """
    home = f"{settings.base_url}/"
    return embedded(Description(home, list(_quads(settings, home, modified, downloads)), ""))


def _quads(
    settings: Settings, home: str, modified: str, downloads: Iterable[tuple[DumpFile, str]]
) -> Iterator[Quad]:
    dataset = NamedNode(f"{settings.base_url}/dataset#it")
    yield Quad(named(home), SCHEMA.mainEntity, dataset)
    yield Quad(dataset, RDF.type, SCHEMA.Dataset)
    yield Quad(dataset, SCHEMA.name, Literal(settings.title))
    yield Quad(dataset, SCHEMA.description, Literal(settings.description or settings.title))
    yield Quad(dataset, SCHEMA.dateModified, Literal(modified, datatype=XSD.dateTime))
    if settings.license:
        yield Quad(dataset, SCHEMA.license, named(settings.license))
    if settings.publisher:
        publisher = NamedNode(f"{settings.base_url}/dataset#publisher")
        yield Quad(dataset, SCHEMA.creator, publisher)
        yield Quad(publisher, RDF.type, SCHEMA.Organization)
        yield Quad(publisher, SCHEMA.name, Literal(settings.publisher))
    for file, address in downloads:
        yield from _download(settings, dataset, file, address)


def _download(settings: Settings, dataset: NamedNode, file: DumpFile, address: str) -> Iterator[Quad]:
    node = NamedNode(f"{settings.base_url}/dataset#file-{file.format}")
    yield Quad(dataset, SCHEMA.distribution, node)
    yield Quad(node, RDF.type, SCHEMA.DataDownload)
    yield Quad(node, SCHEMA.contentUrl, named(address))
    yield Quad(node, SCHEMA.encodingFormat, Literal(file.media_type))


__all__ = ["dataset_script"]
