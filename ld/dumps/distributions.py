"""Distributions: the forms in which the dataset is there, files first (https://www.w3.org/TR/vocab-dcat-3/ §6.8, §6.17).

What is said of IRIs of others, such as a media type, is what kind of thing they are, and no more: DCAT-AP asks for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.compressing import compression
from ld.dumps.files import DumpFile
from ld.dumps.serializing import dump_format
from ld.iris import Iris, named
from ld.namespaces import DCAT, DCTERMS, DCTERMS_OF_DATASET, RDF, SPDX, XSD

_IANA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"

Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def dump_address(dumps_url: str, number: int, dump: DumpFile) -> str:
    """Where a dump file is fetched.

    Args:
        dumps_url: address of the folder of all dumps.
        number: of its edition.
    """
    return f"{dumps_url.rstrip('/')}/{number}/{dump.name}"


def dump_node(iris: Iris, number: int, dump: DumpFile, kind: str = "dump") -> NamedNode:
    """IRI of a format of a dump as a distribution: of its file, or of all of them if there are several.

    Args:
        number: of the edition.
        kind: what its fragment begins with.
    """
    return NamedNode(f"{iris.base}/dataset#{kind}-{number}-{dump.format}")


def file_node(iris: Iris, number: int, dump: DumpFile, kind: str = "dump") -> NamedNode:
    """IRI of a dump file as a distribution: that of its format, if this is one file."""
    whole = dump_node(iris, number, dump, kind)
    return whole if dump.parts == 1 else NamedNode(f"{whole.value}-{dump.part}")


@dataclass(frozen=True, slots=True)
class Folder:
    """The dump files of an edition, as they are to be described.

    Attributes:
        number: of the edition.
        files: the files.
        address: of the folder of all dumps.
        issued: when the edition was published (xsd:dateTime).
        license: IRI of the licence, if it is known to be that of these files.
        kind: what the fragments of their IRIs begin with.
        title: of a format of them, with a place for its name.
        words: what is in them, with a place for the number of statements.
    """

    number: int
    files: Sequence[DumpFile]
    address: str
    issued: str
    license: str = ""
    kind: str = "dump"
    title: str = ""
    words: str = ""


def dump_folder(
    number: int, files: Sequence[DumpFile], *, address: str, issued: str, license: str = ""
) -> Folder:
    """The files that hold a whole edition; see :class:`Folder`."""
    return Folder(
        number,
        files,
        address=address,
        issued=issued,
        license=license,
        title=f"Edition {number} as {{}}",
        words=f"All {{:,}} statements of edition {number}",
    )


def formats_of(iris: Iris, folder: Folder) -> list[NamedNode]:
    """The distributions of a dataset: one a format, for they must all hold the same (DCAT 3 §6.8)."""
    nodes = (dump_node(iris, folder.number, file, folder.kind) for file in folder.files)
    return list(dict.fromkeys(nodes))


def distributions(iris: Iris, folder: Folder) -> list[Triple]:
    """Dump files as distributions, each file with its checksum.

    A format of several files is a distribution with several addresses, whose parts are the files: DCAT has no other way, and
    ``dcat:packageFormat`` is for files inside of one file.

    Raises:
        MintingError: an address is not an IRI.
    """
    triples: list[Triple] = []
    for node, group in groupby(
        folder.files, key=lambda file: dump_node(iris, folder.number, file, folder.kind)
    ):
        files = list(group)
        if len(files) > 1:
            triples += (Triple(node, *pair) for pair in _several(iris, folder, files))
        for file in files:
            of_file = file_node(iris, folder.number, file, folder.kind)
            triples += (Triple(of_file, *pair) for pair in _single(folder, file))
            triples += _checksum(of_file, file)
    return triples + _kinds(folder.files)


def _several(iris: Iris, folder: Folder, files: Sequence[DumpFile]) -> Pairs:
    first, quads = files[0], sum(file.quads for file in files)
    left_out = sum(file.left_out for file in files)
    yield from _form(folder, first)
    words = f"{folder.words.format(quads)} in {len(files)} files, {_manner(first, left_out)}."
    yield DCTERMS.description, Literal(words, language="en")
    yield DCAT.accessURL, named(f"{folder.address.rstrip('/')}/")
    for file in files:
        yield DCAT.downloadURL, named(dump_address(folder.address, folder.number, file))
        yield DCTERMS.hasPart, file_node(iris, folder.number, file, folder.kind)
    yield DCAT.byteSize, _size(sum(file.size for file in files))


def _single(folder: Folder, file: DumpFile) -> Pairs:
    yield from _form(folder, file)
    part = f"Part {file.part} of {file.parts}: {file.quads:,} statements of {file.documents:,} documents"
    words = f"{folder.words.format(file.quads)} in one file" if file.parts == 1 else part
    yield DCTERMS.description, Literal(f"{words}, {_manner(file, file.left_out)}.", language="en")
    address = named(dump_address(folder.address, folder.number, file))
    yield DCAT.accessURL, address
    yield DCAT.downloadURL, address
    yield DCAT.byteSize, _size(file.size)


def _form(folder: Folder, file: DumpFile) -> Pairs:
    row = dump_format(file.format)
    yield RDF.type, DCAT.Distribution
    yield DCTERMS.title, Literal(folder.title.format(row.label), language="en")
    if row.registered:
        yield DCAT.mediaType, NamedNode(_IANA + row.media_type)
    yield DCAT.compressFormat, NamedNode(_IANA + compression(file.compression).media_type)
    if row.file_type:
        yield DCTERMS.format, NamedNode(_FILE_TYPES + row.file_type)
    yield DCTERMS.issued, Literal(folder.issued, datatype=XSD.dateTime)
    if folder.license:
        yield DCTERMS.license, named(folder.license)


def _manner(file: DumpFile, left_out: int) -> str:
    lacking = f", without {left_out:,} documents that it cannot hold" if left_out else ""
    return f"{dump_format(file.format).label} compressed with {file.compression}{lacking}"


def _size(n: int) -> Literal:
    return Literal(str(n), datatype=XSD.nonNegativeInteger)


def _checksum(distribution: NamedNode, dump: DumpFile) -> Iterator[Triple]:
    node = NamedNode(f"{distribution.value}-sha256")
    yield Triple(distribution, SPDX.checksum, node)
    yield Triple(node, RDF.type, SPDX.Checksum)
    yield Triple(node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(node, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary))


def _kinds(files: Sequence[DumpFile]) -> list[Triple]:
    kinds: dict[str, NamedNode] = {}
    for file in files:
        row = dump_format(file.format)
        kinds[_IANA + compression(file.compression).media_type] = DCTERMS.MediaType
        if row.registered:
            kinds[_IANA + row.media_type] = DCTERMS.MediaType
        if row.file_type:
            kinds[_FILE_TYPES + row.file_type] = DCTERMS_OF_DATASET.MediaTypeOrExtent
        kinds[SPDX.checksumAlgorithm_sha256.value] = SPDX.ChecksumAlgorithm
    return [Triple(NamedNode(iri), RDF.type, kind) for iri, kind in kinds.items()]


__all__ = [
    "Folder",
    "Pairs",
    "distributions",
    "dump_address",
    "dump_folder",
    "dump_node",
    "file_node",
    "formats_of",
]
