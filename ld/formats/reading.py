"""Reading RDF files: every format that is written, by the file's extension."""

from __future__ import annotations

import re

import orjson
from pyoxigraph import RdfFormat, Triple, parse

from ld.errors import RDFSyntaxError, UnsupportedFormatError
from ld.formats.pyld_adapter import to_triples

_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
}
EXTENSIONS = (*_FORMATS, "jsonld")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def read_triples(data: bytes, extension: str, *, base: str, context: str) -> list[Triple]:
    """The statements of a document, graph names left out.

    Args:
        data: the document.
        extension: one of :data:`EXTENSIONS`.
        base: against which relative references are resolved.
        context: address by which JSON-LD may refer to the bundled context; no other is known.
    Raises:
        UnsupportedFormatError: no such extension, or XML with a document type, whose entities could grow without end.
        RDFSyntaxError: not well-formed.
        FormatError: JSON-LD that asks for another context.

    >>> [t.object.value for t in read_triples(b'<> <http://b> "c" .', "ttl", base="http://a", context="")]
    ['c']
    """
    if extension == "jsonld":
        return _json_ld(data, context)
    if extension not in _FORMATS:
        raise UnsupportedFormatError(
            f"no RDF format has the extension {extension!r}; known are {', '.join(EXTENSIONS)}"
        )
    if extension == "rdf" and _DECLARATION.search(data):
        raise UnsupportedFormatError("XML with a document type or entities is refused")
    try:
        return [quad.triple for quad in parse(data, format=_FORMATS[extension], base_iri=base)]
    except SyntaxError as error:
        raise RDFSyntaxError(str(error.msg), line=error.lineno, column=error.offset) from error


def _json_ld(data: bytes, context: str) -> list[Triple]:
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise RDFSyntaxError(error.msg, line=error.lineno, column=error.colno) from error
    return to_triples(document, context=context)


__all__ = ["EXTENSIONS", "read_triples"]
