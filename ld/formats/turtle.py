"""RDF 1.1 Turtle, laid out for reading. pyoxigraph's own writer orders prefixes at random and cuts IRIs to ``//host/…``."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from ld.formats.base import Description, Format
from ld.formats.literals import native
from ld.formats.names import prefixed
from ld.formats.order import TYPE, Nodes, Term
from ld.formats.relative import References
from ld.formats.triples import union
from ld.namespaces import PREFIXES, XSD

_STRING = XSD.string.value
_LINE = 100


class Writer:
    """Writes terms and blocks of statements, and remembers which prefixes it used.

    Args:
        document: IRI of the document: the base, so that it is ``<>`` and its hash IRIs are ``<#…>``.

    >>> writer = Writer("http://x/1")
    >>> writer.iri("http://x/1#it"), writer.iri("https://schema.org/name"), writer.iri("http://x/2")
    ('<#it>', 'schema:name', '<http://x/2>')
    >>> writer.header().splitlines()
    ['@base <http://x/1> .', '@prefix schema: <https://schema.org/> .', '']
    """

    def __init__(self, document: str) -> None:
        self._references = References(document)
        # A base with a fragment or an odd path: no two parsers need agree on what <> is.
        self._relative = self._references.same_site(document)
        self._prefixes: set[str] = set()
        self._names: dict[str, str] = {}

    def header(self) -> str:
        """Base and the prefixes used so far, with an empty line after them."""
        header = self.base() + prefix_lines(self._prefixes)
        return f"{header}\n" if header else ""

    def base(self) -> str:
        """The line that says the base; empty if nothing is written relative to it."""
        return f"@base <{self._references.document}> .\n" if self._relative else ""

    def block(self, start: str, quads: Iterable[Quad], indent: str = "", guides: Iterable[Quad] = ()) -> str:
        """Statements, one paragraph a subject: the start's first, own ones before the site's and others'."""
        nodes = Nodes(start, quads, guides)
        subjects = sorted(nodes.walk(), key=self._distance)
        return "\n".join(self._paragraph(subject, nodes, indent) for subject in subjects)

    def _distance(self, subject: str) -> int:
        if self._references.own(subject):
            return 0
        return 1 if self._references.same_site(subject) else 2

    def _paragraph(self, subject: str, nodes: Nodes, indent: str) -> str:
        lines = [self._property(predicate, values, indent) for predicate, values in nodes.properties(subject)]
        return f"{indent}{self.iri(subject)} {f' ;{chr(10)}{indent}    '.join(lines)} .\n"

    def _property(self, predicate: str, values: list[Term], indent: str) -> str:
        verb = "a" if predicate == TYPE else self.iri(predicate)
        objects = [
            self.iri(value.value) if type(value) is NamedNode else self._literal(value) for value in values
        ]
        if len(objects) > 1 and sum(map(len, objects)) > _LINE:
            return f"{verb} {f' ,{chr(10)}{indent}        '.join(objects)}"
        return f"{verb} {' , '.join(objects)}"

    def iri(self, iri: str) -> str:
        """An IRI: relative if it is the document's own, prefixed if it can be, else whole."""
        name = self._names.get(iri)
        if name is None:
            name = self._names[iri] = self._name(iri)
        return name

    def _name(self, iri: str) -> str:
        if self._relative:
            reference = "" if iri == self._references.document else self._references.hash_reference(iri)
            if reference is not None:
                return f"<{reference}>"
        parts = prefixed(iri)
        if parts is None:
            return f"<{iri}>"  # an IRI that pyoxigraph accepts holds nothing that Turtle would have escaped (§6.4)
        self._prefixes.add(parts[0])
        return ":".join(parts)

    def _literal(self, value: Term) -> str:
        assert isinstance(value, Literal)
        if value.language is not None:
            return str(value)
        datatype = value.datatype.value
        if datatype == _STRING:
            return str(value)
        if native(value.value, datatype) is not None:
            return value.value  # Turtle §2.5.2, §2.5.3
        return f"{Literal(value.value)!s}^^{self.iri(datatype)}"


def prefix_lines(prefixes: Iterable[str]) -> str:
    """Declarations of prefixes, in their order.

    >>> prefix_lines(["schema"])
    '@prefix schema: <https://schema.org/> .\\n'
    """
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(prefixes))


def serialize(description: Description) -> bytes:
    """A description as Turtle, without its ``#recovered`` statements.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`.

    >>> from ld.namespaces import SCHEMA
    >>> it = NamedNode("http://x/1#it")
    >>> quads = [Quad(it, SCHEMA.name, Literal("Fishes")), Quad(NamedNode("http://x/1"), SCHEMA.mainEntity, it)]
    >>> print(serialize(Description("http://x/1", quads, "http://x/context.jsonld")).decode())
    @base <http://x/1> .
    @prefix schema: <https://schema.org/> .
    <BLANKLINE>
    <> schema:mainEntity <#it> .
    <BLANKLINE>
    <#it> schema:name "Fishes" .
    <BLANKLINE>
    """
    writer = Writer(description.document)
    block = writer.block(description.document, union(description), guides=description.guides)
    return f"{writer.header()}{block}".encode()


TURTLE = Format(
    name="turtle",
    media_type="text/turtle",
    extension="ttl",
    label="Turtle",
    charset=True,  # Turtle §6.1: always UTF-8, and to be said where text/* would mean something else
    named_graphs=False,
    serialize=serialize,
    spec="https://www.w3.org/TR/turtle/",
    aliases=("application/x-turtle",),
)

__all__ = ["TURTLE", "Writer", "prefix_lines", "serialize"]
