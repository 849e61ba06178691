"""The dataset as people read it, and as search engines do inside the home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.pages.entity import entity_page
from flask_app.pages.values import Link, Row, Site, short
from ld.config import Settings
from ld.dumps import DumpFile
from ld.editions import Counts
from ld.formats import Description
from ld.formats.embedded import embedded
from ld.iris import named
from ld.namespaces import RDF, SCHEMA, VOID, XSD

_PARTITIONS = frozenset({VOID.classPartition, VOID.propertyPartition})


class DatasetPage(NamedTuple):
    """What the template of the dataset needs.

    Attributes:
        rows: what is said of it, but for the numbers that follow.
        classes: each with the number of its instances, the most first.
        properties: each with the number of its statements, the most first.
    """

    rows: tuple[Row, ...]
    classes: tuple[tuple[Link, int], ...]
    properties: tuple[tuple[Link, int], ...]


def dataset_page(document: str, quads: Iterable[Quad], counts: Counts, site: Site) -> DatasetPage:
    """The page of the dataset's description."""
    kept = [quad for quad in quads if quad.predicate not in _PARTITIONS]
    rows = entity_page(document, kept, site).rows
    return DatasetPage(rows, _tally(counts.classes, site), _tally(counts.properties, site))


def _tally(numbers: Mapping[str, int], site: Site) -> tuple[tuple[Link, int], ...]:
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return tuple((Link(short(iri), site.href(iri)), number) for iri, number in ranked)


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


__all__ = ["DatasetPage", "dataset_page", "dataset_script"]
