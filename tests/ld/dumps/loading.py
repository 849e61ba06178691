"""What is in dump files, as other programs read it: pyoxigraph, rdflib and PyLD."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse
from zstandard import ZstdDecompressor

from ld.dumps import DumpFile
from ld.formats.context import context_document
from ld.formats.pyld_adapter import to_triples

# rdflib warns of itself.
RDFLIB_WARNS = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
]
CONTEXT = "https://catalog.example.org/context/v1.jsonld"
OXIGRAPH = {
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
}
RDFLIB = {"nt": "nt", "ttl": "turtle", "rdf": "xml"}


def content(file: DumpFile) -> bytes:
    """What is packed in a file."""
    packed = file.path.read_bytes()
    return gzip.decompress(packed) if file.compression == "gzip" else _unzstd(packed)


def _unzstd(packed: bytes) -> bytes:
    with ZstdDecompressor().stream_reader(packed) as reader:
        return reader.read()


def documents(file: DumpFile) -> list[dict[str, Any]]:
    """The JSON-LD documents of a file, each with its context put in the place of the context's address."""
    own = orjson.loads(context_document())["@context"]
    lines = [orjson.loads(line) for line in content(file).split(b"\n")[:-1]]
    assert all(line["@context"][0] == CONTEXT for line in lines)
    return [{**line, "@context": [own, *line["@context"][1:]]} for line in lines]


def oxigraph_statements(files: Iterable[DumpFile]) -> list[str]:
    """Statements as pyoxigraph reads them, sorted; each file alone."""
    return sorted({line for file in files for line in _by_oxigraph(file)})


def _by_oxigraph(file: DumpFile) -> Iterator[str]:
    if file.format == "jsonl":
        for line in documents(file):
            yield from (str(quad) for quad in parse(orjson.dumps(line), format=RdfFormat.JSON_LD))
    else:
        yield from (str(quad) for quad in parse(content(file), format=OXIGRAPH[file.format]))


def rdflib_statements(files: Iterable[DumpFile]) -> set[tuple[Any, ...]]:
    """Statements as rdflib reads them, those of N-Quads with the names of their graphs; each file alone."""
    return {statement for file in files for statement in _by_rdflib(file)}


def _by_rdflib(file: DumpFile) -> Iterator[tuple[Any, ...]]:
    if file.format == "jsonl":
        for line in documents(file):
            yield from rdflib.Graph().parse(data=orjson.dumps(line), format="json-ld")
    elif file.format == "nq":
        yield from rdflib.Dataset().parse(data=content(file), format="nquads").quads()
    else:
        yield from rdflib.Graph().parse(data=content(file), format=RDFLIB[file.format])


def pyld_statements(files: Sequence[DumpFile]) -> list[str]:
    """Statements of JSON-LD lines as PyLD reads them; the context comes from the loader that the site has, never from the network."""
    lines = [line for file in files for line in content(file).split(b"\n")[:-1]]
    return sorted(str(triple) for line in lines for triple in to_triples(orjson.loads(line), context=CONTEXT))


def updated(store: Store, files: Sequence[DumpFile]) -> Store:
    """A store after an incremental dump: the update first, then the statements."""
    for file in files:
        if file.format == "ru":
            store.update(content(file).decode())
    for file in files:
        if file.format == "nq":
            store.load(content(file), format=RdfFormat.N_QUADS)
    return store
