"""RDF terms as text: one canonical N-Triples rendering that both engines' results are brought to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ld.errors import RDFSyntaxError
from ld.findings import excerpt

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

BLANK: Final = "_:b"  # labels of blank nodes mean nothing outside their document (RDF 1.1 Concepts §3.4)
LIMIT: Final = 500  # characters of a literal that are kept: findings are for reading
XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_UNESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_CUT: Final = 12 * LIMIT  # an escape has at most 10 characters, so this many always hold LIMIT code points


def literal(lexical: str, *, language: str = "", datatype: str = "") -> str:
    """A literal in N-Triples, cut to :data:`LIMIT` characters (then it ends in ``…``).

    Language tags are lower case, as one engine knows no other; xsd:string is left out.

    >>> literal('say "é"', language="EN")
    '"say \\\\"é\\\\""@en'
    >>> literal("a\\x00", datatype="http://example.org/t")
    '"a\\\\u0000"^^<http://example.org/t>'
    >>> len(literal("x" * 1000))
    500

    Spec: https://www.w3.org/TR/n-triples/#n-triples-grammar
    """
    body = "".join(map(_escape, lexical[: LIMIT + 1]))
    suffix = (
        f"@{language.lower()}" if language else f"^^<{datatype}>" if datatype not in {"", XSD_STRING} else ""
    )
    return excerpt(f'"{body}"{suffix}', LIMIT)


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def canonical(text: str | None) -> str:
    """A term that an engine wrote in N-Triples, in the one rendering of this module; "" for None.

    >>> canonical('"a\\\\u00e9"@EN')
    '"aé"@en'
    >>> canonical("<http://example.org/>"), canonical("_:b7"), canonical(None)
    ('<http://example.org/>', '_:b', '')
    """
    if not text:
        return ""
    if text.startswith("_:"):
        return BLANK
    if not text.startswith('"'):
        return text
    end = text.rindex('"')
    suffix = text[end + 1 :]
    lexical = _ESCAPED.sub(_unescape, text[1 : min(end, _CUT)])
    if suffix.startswith("@"):
        return literal(lexical, language=suffix[1:])
    return literal(lexical, datatype=suffix.removeprefix("^^<").removesuffix(">"))


def unescaped(lexical: str) -> str:
    """A lexical form as it is written in N-Triples, without its escapes.

    >>> unescaped('say \\\\"\\\\u00e9\\\\"')
    'say "é"'
    """
    return _ESCAPED.sub(_unescape, lexical) if "\\" in lexical else lexical


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _UNESCAPES.get(match[3], match[3])


def bare(term: str) -> str:
    """An IRI without its brackets; anything else as it is.

    >>> bare("<http://x/a>"), bare("(<http://x/a>|<http://x/b>)"), bare('"x"')
    ('http://x/a', '(<http://x/a>|<http://x/b>)', '"x"')
    """
    return term[1:-1] if term.startswith("<") else term


def from_rdflib(term: Node | None) -> str:
    """The canonical text of an rdflib term; "" for None.

    >>> from_rdflib(Literal("x", lang="fr")), from_rdflib(URIRef("http://example.org/"))
    ('"x"@fr', '<http://example.org/>')
    """
    if term is None:
        return ""
    if isinstance(term, Literal):
        return literal(str(term), language=term.language or "", datatype=str(term.datatype or ""))
    return BLANK if isinstance(term, BNode) else f"<{term}>"


def from_oxigraph(term: OxTerm) -> str:
    """The canonical text of a pyoxigraph term.

    >>> from_oxigraph(ox.Literal("x", language="fr"))
    '"x"@fr'
    """
    if isinstance(term, ox.Literal):
        return literal(term.value, language=term.language or "", datatype=term.datatype.value)
    return BLANK if isinstance(term, ox.BlankNode) else str(term)


def parse(
    text: str, rdf_format: ox.RdfFormat = ox.RdfFormat.N_TRIPLES, *, base: str | None = None
) -> Iterator[ox.Triple]:
    """Read triples, strictly.

    Args:
        text: the document.
        rdf_format: its syntax.
        base: what relative IRIs are resolved against; N-Triples has none.
    Raises:
        RDFSyntaxError: with the line, at the first offence.

    >>> [str(t.object) for t in parse("<http://a> <http://b> <http://c> .")]
    ['<http://c>']
    >>> list(parse("<http://a> <b> <http://c> ."))
    Traceback (most recent call last):
    ...
    ld.errors.RDFSyntaxError: line 1: ...
    """
    try:  # bytes: a lone surrogate is found here. Labels are made fresh: those of two files must not meet
        for quad in ox.parse(text.encode(), rdf_format, base_iri=base, rename_blank_nodes=True):
            yield quad.triple
    except SyntaxError as error:
        reason = re.sub(r"^Parser error (at line .*?|between .*?): ", "", error.msg)
        raise RDFSyntaxError(
            f"line {error.lineno}: {reason}", line=error.lineno, column=error.offset
        ) from error
    except ValueError as error:
        raise RDFSyntaxError(f"the document cannot be read as RDF: {error}") from error


def graph(triples: Iterator[ox.Triple], made: Graph | None = None) -> Graph:
    """An rdflib graph (`made`, or a new one) with the same terms: lexical forms are kept as they are, not normalized.

    >>> number = '"007"^^<http://www.w3.org/2001/XMLSchema#integer>'
    >>> [str(o) for o in graph(parse(f"<http://a> <http://b> {number} .")).objects()]
    ['007']
    """
    logging.getLogger("rdflib.term").addFilter(_not_lexical)  # the same filter is added once only
    made = Graph() if made is None else made
    for triple in triples:
        made.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    return made


def _not_lexical(entry: logging.LogRecord) -> bool:
    """Drop what rdflib logs of each ill-typed literal, with a traceback: shapes say it better."""
    return not entry.msg.startswith("Failed to convert Literal lexical form")


def _to_rdflib(term: OxTerm) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise RDFSyntaxError("quoted triples are not of RDF 1.1, which SHACL is about")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == XSD_STRING else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def ntriples(graph: Graph) -> str:
    """An rdflib graph as N-Triples, strictly: rdflib itself writes terms out that RDF does not allow.

    Raises:
        RDFSyntaxError: a term is none of RDF's.

    >>> made = Graph()
    >>> ntriples(made.add((URIRef("http://a"), URIRef("http://b"), Literal("x", lang="en"))))
    '<http://a> <http://b> "x"@en .\\n'
    """
    try:
        return "".join(
            sorted(f"{_to_oxigraph(s)} {_to_oxigraph(p)} {_to_oxigraph(o)} .\n" for s, p, o in graph)
        )
    except (ValueError, TypeError) as error:
        raise RDFSyntaxError(f"the graph has a term that RDF does not allow: {error}") from error


def _to_oxigraph(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal):
        datatype = ox.NamedNode(term.datatype) if term.datatype else None
        return (
            ox.Literal(str(term), language=term.language)
            if term.language
            else ox.Literal(str(term), datatype=datatype)
        )
    return ox.NamedNode(str(term))
