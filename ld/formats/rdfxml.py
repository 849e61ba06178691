"""RDF 1.1 XML Syntax. Neither library at hand writes what an XML parser reads back in every case (pyoxigraph leaves carriage
returns and control characters bare, and makes element names of IRIs that end in ``/``), so it is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from ld.errors import UnsupportedFormatError
from ld.formats.base import Description, Format
from ld.formats.names import prefixed
from ld.formats.order import TYPE, Nodes, Term
from ld.formats.triples import union
from ld.namespaces import PREFIXES, RDF, XSD

_SPEC = "https://www.w3.org/TR/rdf-syntax-grammar/"
# The end of an IRI that can be an element's name: an NCName, of ASCII so that both editions of XML 1.0's names agree.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
# XML 1.0 §2.2: no other control characters, and no way to escape them.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
# RDF/XML §5.1: coreSyntaxTerms, rdf:li and what was withdrawn; names of syntax, not of properties or classes.
_SYNTAX = "RDF ID about parseType resource nodeID datatype Description li aboutEach aboutEachPrefix bagID"
_RESERVED = {f"{RDF.iri}{name}" for name in _SYNTAX.split()}
# Namespaces in XML §3: bound already, and not to be bound again.
_BOUND = {"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"}
_STRING = XSD.string.value


CLOSING = "</rdf:RDF>\n"


def opening(prefixes: Iterable[str]) -> str:
    """The XML declaration and the start tag of a document.

    Args:
        prefixes: those that its elements use, ``rdf`` among them.
    """
    namespaces = "".join(f'\n    xmlns:{prefix}="{PREFIXES[prefix]}"' for prefix in sorted(prefixes))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n'


class Writer:
    """Writes nodes, and remembers which prefixes it used.

    Attributes:
        prefixes: used so far.
    """

    def __init__(self) -> None:
        self.prefixes = {"rdf"}

    def elements(self, nodes: Nodes) -> str:
        """The node elements of a description.

        Raises:
            UnsupportedFormatError: see :func:`serialize`.
        """
        return "".join(self._node(subject, nodes) for subject in nodes.walk())

    def _node(self, subject: str, nodes: Nodes) -> str:
        properties = nodes.properties(subject)
        name = self._class(properties)
        rows = [(predicate, value) for predicate, values in properties for value in values]
        body = "".join(self._property(*row) for row in (rows[1:] if name else rows))
        tag = name or "rdf:Description"
        return f'  <{tag} rdf:about="{_escape(subject)}">\n{body}  </{tag}>\n'

    def _class(self, properties: list[tuple[str, list[Term]]]) -> str | None:
        """The first class as a typed node element (§2.13), where it has a prefix; it is then the first value of all."""
        predicate, values = properties[0]
        first = values[0]
        if predicate != TYPE or type(first) is not NamedNode or first.value in _RESERVED:
            return None
        parts = prefixed(first.value)
        if parts is None:
            return None
        self.prefixes.add(parts[0])
        return ":".join(parts)

    def _property(self, predicate: str, value: Term) -> str:
        tag, declaration = self._element(predicate)
        if type(value) is NamedNode:
            return f'    <{tag}{declaration} rdf:resource="{_escape(value.value)}"/>\n'
        assert isinstance(value, Literal)
        return f"    <{tag}{declaration}{_kind(value)}>{_escape(value.value)}</{tag}>\n"

    def _element(self, predicate: str) -> tuple[str, str]:
        """Element name of a predicate, and the namespace declaration that it needs."""
        parts = prefixed(predicate)
        if predicate in _RESERVED:
            raise UnsupportedFormatError(f"RDF/XML has no way to write the predicate {predicate}", spec=_SPEC)
        if parts is not None:
            self.prefixes.add(parts[0])
            return ":".join(parts), ""
        name = _NAME.search(predicate)
        if name is None or predicate[: name.start()] in _BOUND:
            raise UnsupportedFormatError(
                f"RDF/XML has no way to write the predicate {predicate[:200]}", spec=_SPEC
            )
        return f"ns:{name[0]}", f' xmlns:ns="{_escape(predicate[: name.start()])}"'


def _kind(value: Literal) -> str:
    if value.language is not None:
        return f' xml:lang="{value.language}"'
    datatype = value.datatype.value
    return "" if datatype == _STRING else f' rdf:datatype="{_escape(datatype)}"'


def _escape(text: str) -> str:
    if _NO_XML.search(text):
        raise UnsupportedFormatError("a value holds control characters, which XML cannot", spec=_SPEC)
    return text.translate(_ESCAPES)


def serialize(description: Description) -> bytes:
    """A description as RDF/XML, without its ``#recovered`` statements.

    Raises:
        UnsupportedFormatError: a predicate's IRI does not end in an XML name, or a literal holds control characters (then
            another format is to be offered); or see :class:`ld.formats.order.Nodes`.

    >>> from pyoxigraph import Quad
    >>> from ld.namespaces import SCHEMA
    >>> quads = [Quad(NamedNode("http://x/1#it"), SCHEMA.name, Literal("Fish & chips", language="en"))]
    >>> print(serialize(Description("http://x/1", quads, "http://x/context.jsonld")).decode())
    <?xml version="1.0" encoding="UTF-8"?>
    <rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:schema="https://schema.org/">
      <rdf:Description rdf:about="http://x/1#it">
        <schema:name xml:lang="en">Fish &amp; chips</schema:name>
      </rdf:Description>
    </rdf:RDF>
    <BLANKLINE>
    """
    nodes = Nodes(description.document, union(description), description.guides)
    writer = Writer()
    body = writer.elements(nodes)
    return f"{opening(writer.prefixes)}{body}{CLOSING}".encode()


RDFXML = Format(
    name="rdfxml",
    media_type="application/rdf+xml",
    extension="rdf",
    label="RDF/XML",
    charset=False,  # the XML declaration says it
    named_graphs=False,
    serialize=serialize,
    spec=_SPEC,
)

__all__ = ["CLOSING", "RDFXML", "Writer", "opening", "serialize"]
