"""The other editions that are kept, as versions of the dataset (https://www.w3.org/TR/vocab-dcat-3/ §11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from ld.config import Settings
from ld.dumps.deltas import Delta
from ld.dumps.distributions import Pairs, distributions, dump_folder, formats_of
from ld.dumps.files import DumpFile
from ld.dumps.partitions import integer
from ld.dumps.publisher import publisher_node
from ld.editions.info import EditionInfo
from ld.iris import Iris
from ld.namespaces import DCAT, DCTERMS, RDF, VOID, XSD


class Version(NamedTuple):
    """An edition that is kept.

    Attributes:
        info: its description.
        dumps: its dump files; none if they have not been written.
        delta: what has changed since the edition before it, if that has been written.
    """

    info: EditionInfo
    dumps: Sequence[DumpFile] = ()
    delta: Delta | None = None


def versions(
    iris: Iris, settings: Settings, current: EditionInfo, others: Sequence[Version], *, dumps_url: str
) -> list[Triple]:
    """What is said of the other editions, and which of them came before which: the one that each was made from.

    Of their licence nothing is said: the settings tell today's, their records tell theirs.

    Args:
        settings: of the site.
        current: the edition that ``{base}/dataset#it`` is.
        others: that are kept besides it.
        dumps_url: see :func:`ld.dumps.distributions.dump_address`.
    """
    kept = {version.info.number for version in others}
    triples = list(_before(iris, iris.dataset, current, kept))
    for version in others:
        node = _node(iris, version.info.number)
        info = version.info
        folder = dump_folder(info.number, version.dumps, address=dumps_url, issued=info.created)
        triples.append(Triple(iris.dataset, DCAT.hasVersion, node))
        triples += (Triple(node, *pair) for pair in _version(iris, settings, info))
        triples += (Triple(node, DCAT.distribution, form) for form in formats_of(iris, folder))
        triples += _before(iris, node, version.info, kept | {current.number}, current=current.number)
        triples += distributions(iris, folder)
    return triples


def _node(iris: Iris, number: int) -> NamedNode:
    return NamedNode(f"{iris.base}/dataset#edition-{number}")


def _before(
    iris: Iris, node: NamedNode, info: EditionInfo, kept: Collection[int], *, current: int | None = None
) -> Iterator[Triple]:
    """After a rollback, an edition may have been made from the one that is current."""
    if info.parent is not None and info.parent in kept:
        before = iris.dataset if info.parent == current else _node(iris, info.parent)
        yield Triple(node, DCAT.previousVersion, before)


def _version(iris: Iris, settings: Settings, info: EditionInfo) -> Pairs:
    yield RDF.type, DCAT.Dataset
    yield RDF.type, VOID.Dataset
    yield DCTERMS.title, Literal(f"{settings.title}, edition {info.number}")
    yield DCTERMS.description, Literal(_words(info), language="en")
    yield DCTERMS.issued, Literal(info.created, datatype=XSD.dateTime)
    yield DCAT.version, Literal(str(info.number))
    yield DCAT.isVersionOf, iris.dataset
    if settings.publisher:
        yield DCTERMS.publisher, publisher_node(iris, settings.publisher)
    yield VOID.triples, integer(info.quads)


def _words(info: EditionInfo) -> str:
    published = info.records.get("published", 0)
    return (
        f"Edition {info.number} as it was published on {info.created[:10]}: "
        f"{published:,} records, {info.quads:,} statements."
    )


__all__ = ["Version", "versions"]
