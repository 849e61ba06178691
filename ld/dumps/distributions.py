"""Distributions: the forms in which the dataset is there, files first (https://www.w3.org/TR/vocab-dcat-3/ §6.8, §6.17).

What is said of IRIs of others, such as a media type, is what kind of thing they are, and no more: DCAT-AP asks for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.writing import DumpFile
from ld.formats import by_extension
from ld.iris import Iris, named
from ld.namespaces import DCAT, DCTERMS, DCTERMS_OF_DATASET, RDF, SPDX, XSD

_IANA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPE = {"nq": "RDF_N_QUADS", "nt": "RDF_N_TRIPLES"}
"""Of the file types of the Publications Office of the EU, which DCAT-AP recommends."""
GZIP = "application/gzip"

Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def dump_address(dumps_url: str, number: int, dump: DumpFile) -> str:
    """Where a dump file is fetched.

    Args:
        dumps_url: address of the folder of all dumps.
        number: of its edition.
    """
    return f"{dumps_url.rstrip('/')}/{number}/{dump.name}"


def dump_node(iris: Iris, number: int, dump: DumpFile) -> NamedNode:
    """IRI of a dump file as a distribution."""
    return NamedNode(f"{iris.base}/dataset#dump-{number}-{dump.format}")


def distributions(
    iris: Iris, number: int, dumps: Sequence[DumpFile], *, dumps_url: str, issued: str, license: str = ""
) -> list[Triple]:
    """The dump files of an edition as distributions, each with its checksum.

    Args:
        number: of the edition.
        dumps: its files; none if they have not been written.
        dumps_url: see :func:`dump_address`.
        issued: when the edition was published (xsd:dateTime).
        license: IRI of the licence, if it is known to be that of these files.

    Raises:
        MintingError: an address is not an IRI.
    """
    triples: list[Triple] = []
    for dump in dumps:
        node = dump_node(iris, number, dump)
        address = named(dump_address(dumps_url, number, dump))
        pairs = chain(
            _described(number, dump),
            _fetched(address, dump),
            [(DCTERMS.issued, Literal(issued, datatype=XSD.dateTime))],
            [(DCTERMS.license, named(license))] if license else [],
        )
        triples += (Triple(node, *pair) for pair in pairs)
        triples += _checksum(node, dump)
    return triples + (_kinds(dumps) if dumps else [])


def _described(number: int, dump: DumpFile) -> Pairs:
    label = by_extension(dump.format).label
    yield RDF.type, DCAT.Distribution
    yield DCTERMS.title, Literal(f"Edition {number} as {label}", language="en")
    words = f"All {dump.quads:,} statements of edition {number} in one file, {label} compressed with gzip."
    yield DCTERMS.description, Literal(words, language="en")


def _fetched(address: NamedNode, dump: DumpFile) -> Pairs:
    yield DCAT.accessURL, address
    yield DCAT.downloadURL, address
    yield DCAT.mediaType, NamedNode(_IANA + dump.media_type)
    yield DCAT.compressFormat, NamedNode(_IANA + GZIP)
    if dump.format in _FILE_TYPE:
        yield DCTERMS.format, NamedNode(_FILE_TYPES + _FILE_TYPE[dump.format])
    yield DCAT.byteSize, Literal(str(dump.size), datatype=XSD.nonNegativeInteger)


def _checksum(distribution: NamedNode, dump: DumpFile) -> Iterator[Triple]:
    node = NamedNode(f"{distribution.value}-sha256")
    yield Triple(distribution, SPDX.checksum, node)
    yield Triple(node, RDF.type, SPDX.Checksum)
    yield Triple(node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(node, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary))


def _kinds(dumps: Sequence[DumpFile]) -> list[Triple]:
    kinds = {_IANA + dump.media_type: DCTERMS.MediaType for dump in dumps}
    kinds[_IANA + GZIP] = DCTERMS.MediaType
    for name in (_FILE_TYPE[dump.format] for dump in dumps if dump.format in _FILE_TYPE):
        kinds[_FILE_TYPES + name] = DCTERMS_OF_DATASET.MediaTypeOrExtent
    kinds[SPDX.checksumAlgorithm_sha256.value] = SPDX.ChecksumAlgorithm
    return [Triple(NamedNode(iri), RDF.type, kind) for iri, kind in kinds.items()]


__all__ = ["GZIP", "Pairs", "distributions", "dump_address", "dump_node"]
